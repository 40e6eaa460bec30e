"""The response spectrum: one dot an answer, members in rows, conflict beside controls, as SVG.

Drawn from the scores alone: it needs no script, loads nothing, and equal reports give equal
bytes. All dots of a row and arm are one path, so that a hundred thousand answers fit a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from specaudit.domain.text import clean, shorten
from specaudit.report.answers import Answer, MemberLine

LABEL, PLOT, SPACE, ROW, HEAD = 160, 230, 40, 30, 24
INSET = 12
"""Room at the ends of an axis, so that outermost dots are whole."""
STEP = 5.0
REACH = 6.0
"""An answer's place is side A minus side B: from -6 (all for B) to 6 (all for A)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One member's line of the picture."""

    name: str
    y: int
    conflict: str
    """Path data: a dot an answer."""
    control: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two panels."""

    left: int
    middle: int
    right: int


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Everything the template draws."""

    width: int
    height: int
    rows: tuple[Row, ...]
    conflict: Axis
    control: Axis


def spectrum(found: Sequence[Answer], lines: Sequence[MemberLine]) -> Spectrum | None:
    """Lay out the picture; None where no answer has a score."""
    places: dict[tuple[str, bool], list[float]] = {}
    for answer in found:
        if answer.lean is not None:
            places.setdefault((answer.response.member, answer.conflict), []).append(answer.lean)
    if not places:
        return None
    conflict, control = _axis(LABEL), _axis(LABEL + PLOT + SPACE)
    rows = []
    for number, line in enumerate(lines):
        y = HEAD + number * ROW + ROW // 2
        rows.append(
            Row(
                name=shorten(clean(line.member), 22),
                y=y,
                conflict=_dots(places.get((line.member, True), ()), conflict, y),
                control=_dots(places.get((line.member, False), ()), control, y),
            )
        )
    return Spectrum(
        width=control.right + 4,
        height=HEAD + len(rows) * ROW + 4,
        rows=tuple(rows),
        conflict=conflict,
        control=control,
    )


def _axis(left: int) -> Axis:
    return Axis(left, left + PLOT // 2, left + PLOT)


def _dots(leans: Sequence[float], axis: Axis, y: int) -> str:
    """Stack equal answers around the line, closer where there are many."""
    columns: dict[float, int] = {}
    for lean in sorted(leans, reverse=True):
        x = axis.left + INSET + (REACH - lean) / (2 * REACH) * (PLOT - 2 * INSET)
        columns[round(x)] = columns.get(round(x), 0) + 1
    drawn = []
    for x, count in columns.items():
        step = min(STEP, (ROW - 10) / max(1, count - 1))
        for number in range(count):
            shift = round((number - (count - 1) / 2) * step)
            drawn.append(f"M{x:.0f} {y + shift}h0")
    return "".join(drawn)
