"""Where checked documents stand: what a code scanner needs to find them in a repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from specaudit.domain.records import record


@record(frozen=True, slots=True)
class Copy:
    """A document as it lies on disk."""

    address: str
    """Path from the origin's root with forward slashes; a ``file:`` address where it is outside."""
    text: str = ""
    """Content that the offsets and lines of findings refer to; empty where it has changed since."""
    digest: str = ""
    """SHA-256 of the bytes; empty where the text is."""


@record(frozen=True, slots=True)
class Origin:
    """The root that addresses start from, and its revision where git knows one."""

    copies: Mapping[str, Copy] = field(default_factory=dict)
    """By path as findings name it."""
    repository: str = ""
    """Web address of the repository, without credentials; empty where git knows none."""
    revision: str = ""
    branch: str = ""

    def copy(self, path: str) -> Copy:
        """Return what is known of a document; at least its path as it was given."""
        return self.copies.get(path) or Copy(path.replace("\\", "/"))
