"""Two revisions of a spec, part by part: what stayed, moved, was edited, added or removed."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.records import record
from specaudit.domain.spec import Example, Section, Statement


class Change(StrEnum):
    """What became of a part of a document between two revisions."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    """The same words in another section, or at another place of the document's order."""
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"


@record(frozen=True, slots=True)
class SectionPair:
    """A section in one or both revisions; paired ones may differ in title, parent or level."""

    old: Section | None
    new: Section | None
    renamed: bool = False
    """The title differs."""
    moved: bool = False
    """It hangs below another section."""
    relevelled: bool = False
    """It has another authority level, where levels were not just renamed throughout."""


@record(frozen=True, slots=True)
class StatementPair:
    """A statement in one or both revisions."""

    change: Change
    old: Statement | None
    new: Statement | None
    likeness: float
    """Shared content lemmas, rare ones counting more: 1 for the same, 0 for none (one side)."""
    relevelled: bool = False
    """It binds at another authority level, where levels were not just renamed throughout."""


@record(frozen=True, slots=True)
class ExamplePair:
    """A worked example in one or both revisions."""

    change: Change
    old: Example | None
    new: Example | None


@record(frozen=True, slots=True)
class Matching:
    """Every part of two revisions, each in one pair; the new order, removed parts by the old."""

    sections: tuple[SectionPair, ...]
    statements: tuple[StatementPair, ...]
    examples: tuple[ExamplePair, ...]
    levels: tuple[tuple[str, str], ...] = ()
    """Authority levels that were renamed throughout: old name, new name."""

    def count(self, change: Change) -> int:
        """Number of statements with a change."""
        return sum(pair.change is change for pair in self.statements)
