"""Answers from an exported call store (JSON Lines): a finished run, without any model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from specaudit.domain.errors import ConfigError
from specaudit.domain.response import Failure, FailureKind
from specaudit.llm.base import ProviderError, Raw, Request, Usage, content_key
from specaudit.llm.profiles import Profile


class ReplayProvider:
    """Finds answers by the messages that were sent."""

    def __init__(self, profile: Profile, answers: Mapping[str, Mapping[str, Any]]) -> None:
        self.host = profile.host
        self._answers = answers
        self._profile = profile

    def identity(self, request: Request) -> Mapping[str, Any]:
        """Return what an answer is looked up by."""
        return {
            "api": "replay",
            "messages": [[m.role, m.text] for m in request.messages],
            "prompt": request.prompt.sha256 if request.prompt else None,
        }

    async def generate(self, request: Request) -> Raw:
        """Return the recorded answer; a miss is an error, never a guess."""
        key = content_key(request)
        found = self._answers.get(key)
        if found is None:
            message = f"no recorded answer for {key}"
            raise ProviderError(Failure(FailureKind.REQUEST, message), retry=False)
        usage = Usage(found.get("input", 0), found.get("cached", 0), found.get("output", 0))
        return Raw(found["text"], found.get("finish") or "stop", usage, bool(found.get("refusal")))

    async def close(self) -> None:
        """Nothing is held open."""


def connect(profile: Profile, timeout: float) -> ReplayProvider:
    """Read a recording.

    Raises:
        ConfigError: where the file is missing or not JSON Lines as a call store exports them.
    """
    path = Path(profile.name)
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return ReplayProvider(
            profile, {row["content"]: {**row, "text": str(row["text"])} for row in rows}
        )
    except OSError as error:
        raise ConfigError(f"{profile.model}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigError(
            f"{path}: not a recording (JSON Lines as a call store exports them)"
        ) from None
