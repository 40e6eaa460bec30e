"""What lint says about a document."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.place import Position, Span
from specaudit.domain.records import record

ALSO_AT = "also-at"
"""Role of a passage that only repeats the words of another one of the finding."""


class Severity(StrEnum):
    """How much a finding matters; decides the exit code through ``--fail-on``."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record(frozen=True, slots=True)
class Passage:
    """A place in a document that a finding or gap talks about."""

    path: str
    span: Span
    start: Position
    end: Position
    text: str
    """The exact source slice, cut by reporters, never here."""
    section_id: str
    section_title: str
    authority: str | None
    statement_id: str | None
    role: str = "primary"
    """``primary``, ``conflicts-with``, ``defined-here``, ``settled-by``, ``also-at`` ..."""
    context: str = ""
    """Source of the whole sentence where the span is only a part of it; else empty."""


@record(frozen=True, slots=True)
class Edit:
    """A mechanical replacement that ``--fix`` may apply."""

    span: Span
    text: str


@record(frozen=True, slots=True)
class Finding:
    """One thing a static rule proved from the text."""

    id: str
    """``SA-`` and eight hex digits of the fingerprint: short enough to say aloud."""
    fingerprint: str
    """Tagged hash of rule name, normalised passage texts and section ids; no line, no path."""
    rule: str
    code: str
    severity: Severity
    message: str
    """One sentence that stands alone."""
    passages: tuple[Passage, ...]
    """First the primary place, then related ones; never empty."""
    why: str
    settled_by: str | None = None
    """What in the spec settles the clash, if anything does."""
    fix: tuple[Edit, ...] = ()
