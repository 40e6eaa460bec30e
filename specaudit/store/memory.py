"""What pure functions gave in an earlier run, by a hash of what they were given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Memory:
    """Answers of earlier runs; it keeps what this run asked for, and forgets the rest."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        """Start from what an earlier run kept."""
        self.known = known if known is not None else {}
        """What an earlier run kept."""
        self.kept: dict[str, str] = {}
        """What to store for the next run: JSON text by key. Text, so that it is stored again as
        it came."""
        self.learnt = False
        """Whether anything is new since the earlier run."""

    def recall(self, key: str) -> Any | None:
        """Return what is known under a key, if anything readable."""
        text = self.known.get(key)
        if text is None:
            return None
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if found is not None:
            self.kept[key] = text
        return found

    def keep(self, key: str, data: Any) -> None:
        """Remember plain JSON data under a key."""
        self.kept[key] = _ENCODER.encode(data)
        self.learnt = True


def digest(*given: object) -> str:
    """Hash arguments by their ``repr``, which must say all that counts about them."""
    return hashlib.blake2b(repr(given).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
