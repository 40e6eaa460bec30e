"""Rows of bytes by key in one piece of bytes, of which a reader looks at few.

The first line is JSON: the length of each row by its key, in the order in which the rows follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping


class Rows(Mapping[str, bytes]):
    """Rows as `packed` wrote them; a row is copied when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Read the first line.

        Raises:
            ValueError: where it is none that `packed` writes.
        """
        self._data = data
        self._at: dict[str, tuple[int, int]] = {}
        at = data.find(b"\n") + 1
        try:
            lengths = json.loads(data[:at])
        except RecursionError as error:
            raise ValueError("lengths in lengths") from error
        if not isinstance(lengths, dict):
            raise ValueError("no lengths by key")
        for key, length in lengths.items():
            if not isinstance(length, int) or length < 0:
                raise ValueError("a length that is none")
            self._at[key] = at, at + length
            at += length

    def __getitem__(self, key: str) -> bytes:
        """Return a row; cut short where the bytes end early.

        Raises:
            KeyError: for an unknown key.
        """
        start, end = self._at[key]
        return self._data[start:end]

    def __contains__(self, key: object) -> bool:
        """Whether there is a row under a key; told without a copy of it."""
        return key in self._at

    def __iter__(self) -> Iterator[str]:
        """Walk through the keys in order."""
        return iter(self._at)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._at)


def packed(rows: Mapping[str, bytes]) -> bytes:
    """Put rows into one piece of bytes."""
    lengths = json.dumps({key: len(row) for key, row in rows.items()}, separators=(",", ":"))
    return b"".join([lengths.encode("ascii"), b"\n", *rows.values()])
