"""Answers from an exported call store (JSON Lines): a finished run, without any model.

``replay/FILE`` where the file holds one model, ``replay/FILE:MODEL`` where it holds several.
"""

from __future__ import annotations

import hashlib
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

    def __init__(self, profile: Profile, digest: str, answers: Mapping[str, Raw]) -> None:
        self.host = profile.host
        self._digest = digest
        self._answers = answers

    def identity(self, request: Request) -> Mapping[str, Any]:
        """Return what an answer is looked up by, and in which recording."""
        return {
            "api": "replay",
            "recording": self._digest,
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
        return found

    async def close(self) -> None:
        """Nothing is held open."""


def connect(profile: Profile, timeout: float) -> ReplayProvider:
    """Read a recording.

    Raises:
        ConfigError: where the file is missing, is not JSON Lines as a call store exports them,
            or holds several models and none is named.
    """
    path, model = _split(profile.name)
    try:
        content = path.read_bytes()
        rows = [json.loads(line) for line in content.decode("utf-8").splitlines() if line.strip()]
        recorded = {str(row["model"]) for row in rows}
        answers = {str(row["content"]): _raw(row) for row in rows if model in ("", row["model"])}
    except OSError as error:
        raise ConfigError(f"{profile.model}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigError(
            f"{path}: not a recording (JSON Lines as a call store exports them)"
        ) from None
    if (not model and len(recorded) > 1) or (model and model not in recorded):
        raise ConfigError(
            f"{profile.model}: the recording holds {', '.join(sorted(recorded)) or 'nothing'}; "
            f"name one of them: replay/{path}:MODEL"
        )
    digest = hashlib.sha256(content + model.encode()).hexdigest()
    return ReplayProvider(profile, digest, answers)


def _split(name: str) -> tuple[Path, str]:
    """Split ``FILE:MODEL``; both may hold colons, so the longest file that exists wins."""
    parts = name.split(":")
    for count in range(len(parts), 0, -1):
        path = Path(":".join(parts[:count]))
        if path.is_file():
            return path, ":".join(parts[count:])
    return Path(name), ""


def _raw(row: Mapping[str, Any]) -> Raw:
    usage = Usage(int(row["input"]), int(row["cached"]), int(row["output"]))
    return Raw(str(row["text"]), str(row["finish"]) or "stop", usage, bool(row["refusal"]))
