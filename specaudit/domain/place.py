"""Where something stands in a source text."""

from __future__ import annotations

from specaudit.domain.records import record


@record(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points in the source text."""

    start: int
    end: int


@record(frozen=True, slots=True)
class Position:
    """A place people can go to: 1-based line and column, in code points."""

    line: int
    column: int
