"""Simulated models of known truth: handlers registered by name answer the real requests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from specaudit.domain.errors import ConfigError
from specaudit.domain.response import Failure
from specaudit.llm.base import ProviderError, Raw, Request, Usage
from specaudit.llm.profiles import Profile


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """What a simulated model answers."""

    text: str = ""
    data: Any = None
    """JSON data to answer with instead of text."""
    refusal: bool = False
    failure: Failure | None = None
    """Makes the call fail for good: a missing cell."""
    delay: float = 0.0
    """Seconds the model takes."""


Handler = Callable[[Request], ScriptedAnswer]
_HANDLERS: dict[str, Handler] = {}


def register(name: str, handler: Handler) -> None:
    """Let a handler answer for ``scripted/<name>`` and ``scripted/<name>:<anything>``.

    The handler must be a pure function of the request: answers are stored by its content.
    """
    _HANDLERS[name] = handler


class ScriptedProvider:
    """Dispatches to a handler."""

    def __init__(self, profile: Profile, handler: Handler) -> None:
        self.host = profile.host
        self._profile = profile
        self._handler = handler

    def identity(self, request: Request) -> Mapping[str, Any]:
        """Return what decides the answer: unlike a real model's, that includes ``meta``."""
        return {
            "api": "scripted",
            "model": self._profile.name,
            "messages": [[m.role, m.text] for m in request.messages],
            "seed": request.seed,
            "meta": dict(request.meta),
        }

    async def generate(self, request: Request) -> Raw:
        """Answer as the handler says."""
        answer = self._handler(request)
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if answer.failure is not None:
            raise ProviderError(answer.failure, retry=False)
        text = answer.text if answer.data is None else json.dumps(answer.data)
        tokens = sum(len(m.text) for m in request.messages) // 4
        return Raw(text, "stop", Usage(tokens, 0, len(text) // 4), answer.refusal)

    async def close(self) -> None:
        """Nothing is held open."""


def connect(profile: Profile, timeout: float) -> ScriptedProvider:
    """Return the provider of a registered world.

    Raises:
        ConfigError: where no such world is registered.
    """
    name = profile.name.partition(":")[0]
    if name not in _HANDLERS:
        known = ", ".join(sorted(_HANDLERS)) or "none"
        raise ConfigError(f"{profile.model}: no simulated world {name!r} (known: {known})")
    return ScriptedProvider(profile, _HANDLERS[name])
