"""The response spectrum: one dot an answer, members in rows, conflict beside controls, as SVG.

Drawn from the scores alone: it needs no script, loads nothing, and equal reports give equal
bytes. All dots of a row and arm are one path, so that a hundred thousand answers fit a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from specaudit.domain.query import Arm
from specaudit.domain.text import clean
from specaudit.report.answers import Answer, MemberLine

LABEL, PLOT, SPACE, ROW, HEAD, FOOT = 190, 190, 24, 30, 24, 6
NAME = 24
"""Characters of a member's name that fit; its end tells members apart."""
INSET = 12
"""Room at the ends of an axis, so that outermost dots are whole."""
STEP = 5.0
REACH = 6.0
"""An answer's place is side A minus side B: from -6 (all for B) to 6 (all for A)."""
PANELS = {
    Arm.CONFLICT: "conflict",
    Arm.ONLY_A: "only A applies",
    Arm.ONLY_B: "only B applies",
    Arm.NEITHER: "neither applies",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """The answers to one arm."""

    arm: str
    name: str
    left: int
    middle: int
    right: int
    dots: tuple[str, ...]
    """Path data by row: a dot an answer; empty where a member has none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One member's line of the picture."""

    name: str
    y: int


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Everything the template draws."""

    width: int
    height: int
    rows: tuple[Row, ...]
    panels: tuple[Panel, ...]


def spectrum(found: Sequence[Answer], lines: Sequence[MemberLine]) -> Spectrum | None:
    """Lay out the picture; None where no answer has a score."""
    leans: dict[tuple[str, Arm], list[float]] = {}
    for answer in found:
        if answer.lean is not None:
            leans.setdefault((answer.response.member, answer.query.arm), []).append(answer.lean)
    if not leans:
        return None
    rows = [
        Row(_short(line.member), HEAD + number * ROW + ROW // 2)
        for number, line in enumerate(lines)
    ]
    present = [arm for arm in PANELS if any(arm is used for _, used in leans)]
    panels = []
    for number, arm in enumerate(present):
        left = LABEL + number * (PLOT + SPACE)
        dots = [
            _dots(leans.get((line.member, arm), ()), left, row.y)
            for line, row in zip(lines, rows, strict=True)
        ]
        panels.append(
            Panel(arm.value, PANELS[arm], left, left + PLOT // 2, left + PLOT, tuple(dots))
        )
    return Spectrum(
        width=panels[-1].right + 4,
        height=HEAD + len(rows) * ROW + FOOT,
        rows=tuple(rows),
        panels=tuple(panels),
    )


def _short(name: str) -> str:
    shown = clean(name)
    return shown if len(shown) <= NAME else "…" + shown[1 - NAME :]


def _dots(leans: Sequence[float], left: int, y: int) -> str:
    """Stack equal answers around the line, closer where there are many."""
    columns = Counter(
        round(left + INSET + (REACH - lean) / (2 * REACH) * (PLOT - 2 * INSET)) for lean in leans
    )
    drawn = []
    for x, count in sorted(columns.items()):
        step = min(STEP, (ROW - 10) / max(1, count - 1))
        shifts = [round((number - (count - 1) / 2) * step) for number in range(count)]
        drawn.append(f"M{x} {y + shifts[0]}z")
        drawn += [f"m0 {below - above}z" for above, below in pairwise(shifts)]
    return "".join(drawn)
