"""What pure functions gave in an earlier run, by a hash of what they were given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_DECODER = json.JSONDecoder()


class Memory:
    """Answers of earlier runs; it keeps what this run asked for, and forgets the rest."""

    def __init__(self, known: Mapping[str, bytes] | None = None) -> None:
        """Start from what an earlier run kept."""
        self.known = known if known is not None else {}
        """What an earlier run kept, by key: JSON in UTF-8, or what `keep_bytes` took."""
        self.learnt = False
        """Whether anything is new since the earlier run."""
        self.sections: dict[str, str] = {}
        """Keys of a document's sections by their id: under them stand the facts of each."""
        self.reader = ""
        """Which engine reads the document's norms, and what it knows of the whole of it."""
        self._kept: dict[str, bytes | None] = {}
        """What to store, by key; None for what stays as it is known."""
        self._read: dict[str, dict[str, Any]] = {}
        self._facts: dict[str, dict[str, Any]] = {}
        """Facts asked for or learnt, by key and name."""
        self._new: set[str] = set()

    @property
    def kept(self) -> dict[str, bytes]:
        """What to store for the next run: JSON by key, as it came where nothing is new."""
        kept = {k: self.known[k] if data is None else data for k, data in self._kept.items()}
        for key, facts in self._facts.items():
            same = key not in self._new and len(facts) == len(self._read[key])
            kept[key] = self.known[key] if same else _encoded(facts)
        return kept

    def recall(self, key: str) -> Any | None:
        """Return what is known under a key, if anything readable."""
        found = self._decoded(key)
        if found is not None:
            self._kept[key] = None
        return found

    def recall_bytes(self, key: str) -> bytes | None:
        """Return what `keep_bytes` kept under a key, if anything."""
        self.hold(key)
        return self.known.get(key)

    def keep(self, key: str, data: Any) -> None:
        """Remember plain JSON data under a key."""
        self.keep_bytes(key, _encoded(data))

    def keep_bytes(self, key: str, data: bytes) -> None:
        """Remember bytes under a key."""
        self._kept[key] = data
        self.learnt = True

    def hold(self, key: str) -> None:
        """Keep what is known under a key without looking at it."""
        if key in self.known:
            self._kept.setdefault(key, None)

    def fact(self, key: str, name: str) -> Any | None:
        """Return one of the facts that are known under a key.

        Facts of one key are stored together, so that all of them are decoded at once.
        """
        if (noted := self._facts.get(key, {}).get(name)) is not None:
            return noted
        if key not in self._read:
            found = self._decoded(key)
            self._read[key] = found if isinstance(found, dict) else {}
        value = self._read[key].get(name)
        if value is not None:
            self._facts.setdefault(key, {})[name] = value
        return value

    def keep_fact(self, key: str, name: str, data: Any) -> None:
        """Remember plain JSON data as one of the facts of a key."""
        self._facts.setdefault(key, {})[name] = data
        self._new.add(key)
        self.learnt = True

    def asked(self) -> dict[str, frozenset[str]]:
        """Names of the facts that this run asked for or learnt so far, by key.

        A key without facts was recalled or kept as a whole.
        """
        whole = dict.fromkeys(self._kept, frozenset[str]())
        return whole | {key: frozenset(facts) for key, facts in self._facts.items()}

    def news(self, before: Mapping[str, frozenset[str]]) -> dict[str, Any]:
        """What was asked for and learnt since then, as plain data for `join` in another process.

        Args:
            before: What `asked` gave then.
        """
        new: dict[str, dict[str, Any]] = {}
        old: dict[str, list[str]] = {}
        for key, facts in self._facts.items():
            read = self._read.get(key, {})
            for name in sorted(facts.keys() - before.get(key, frozenset())):
                if name in read:
                    old.setdefault(key, []).append(name)
                else:
                    new.setdefault(key, {})[name] = facts[name]
        fresh = {key: data for key, data in self._kept.items() if key not in before}
        kept = {
            key: None if data is None else data.decode("latin-1") for key, data in fresh.items()
        }
        return {"new": new, "old": old, "kept": kept}

    def join(self, news: Mapping[str, Any]) -> None:
        """Take over the news of a copy of this memory."""
        for key, facts in news["new"].items():
            for name, data in facts.items():
                self.keep_fact(key, name, data)
        for key, names in news["old"].items():
            for name in names:
                self.fact(key, name)
        for key, text in news["kept"].items():
            if text is None:
                self.hold(key)
            else:
                self.keep_bytes(key, text.encode("latin-1"))

    def _decoded(self, key: str) -> Any | None:
        data = self.known.get(key)
        if data is None:
            return None
        try:
            text = data.decode("utf-8", "surrogatepass")
            found, end = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            return None
        return found if end == len(text) else None


def _encoded(data: Any) -> bytes:
    return _ENCODER.encode(data).encode("utf-8", "surrogatepass")


def digest(*given: object) -> str:
    """Hash arguments by their ``repr``, which must say all that counts about them."""
    return hashlib.blake2b(repr(given).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
