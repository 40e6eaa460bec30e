"""The response spectrum: one dot an answer, members in rows, conflict beside controls, as SVG.

Drawn on the server from the scores alone: it needs no script, loads nothing, and equal reports
give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from specaudit.domain.query import Arm
from specaudit.domain.report import GapEvidence
from specaudit.domain.text import shorten

LABEL, PLOT, GAP, ROW, PAD = 150, 240, 40, 26, 24
RADIUS = 4
REACH = 6.0
"""An answer's place is side A minus side B: from -6 (all for B) to 6 (all for A)."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member's line of the picture."""

    name: str
    y: int
    dots: tuple[Dot, ...]
    mean_conflict: float | None
    mean_control: float | None
    answers: int


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Everything the template draws."""

    width: int
    height: int
    rows: tuple[MemberRow, ...]
    left: int
    middle: int
    right: int
    end: int
    text: str
    """The picture in words."""


def spectrum(evidence: GapEvidence) -> Spectrum | None:
    """Lay out the picture; None where no answer has a score."""
    leans = _leans(evidence)
    arms = {query.id: query.arm for query in evidence.queries}
    members = sorted({r.member for r in evidence.responses})
    if not leans or not members:
        return None
    rows = []
    for number, member in enumerate(members):
        own = [
            (arms[r.query_id] is Arm.CONFLICT, leans[r.id])
            for r in evidence.responses
            if r.member == member and r.id in leans
        ]
        y = PAD + number * ROW + ROW // 2
        rows.append(
            MemberRow(
                name=shorten(member, 24),
                y=y,
                dots=tuple(_dots(own, y)),
                mean_conflict=_mean([v for conflict, v in own if conflict]),
                mean_control=_mean([v for conflict, v in own if not conflict]),
                answers=len(own),
            )
        )
    return Spectrum(
        width=LABEL + 2 * PLOT + GAP + 20,
        height=PAD + len(rows) * ROW + 22,
        rows=tuple(rows),
        left=LABEL,
        middle=LABEL + PLOT,
        right=LABEL + PLOT + GAP,
        end=LABEL + 2 * PLOT + GAP,
        text=_in_words(rows),
    )


def _leans(evidence: GapEvidence) -> dict[str, float]:
    """Mean over judges of side A minus side B, by response."""
    found: dict[str, list[float]] = {}
    for score in evidence.scores:
        if score.side_a is not None and score.side_b is not None and score.vote == 0:
            found.setdefault(score.response_id, []).append(score.side_a - score.side_b)
    return {key: sum(values) / len(values) for key, values in found.items()}


def _dots(own: Sequence[tuple[bool, float]], y: int) -> list[Dot]:
    dots: list[Dot] = []
    stacked: dict[tuple[bool, int], int] = {}
    for conflict, value in sorted(own, reverse=True):
        place = (conflict, round(value * 2))
        level = stacked.get(place, 0)
        stacked[place] = level + 1
        start = LABEL if conflict else LABEL + PLOT + GAP
        x = start + 10 + (REACH - value) / (2 * REACH) * (PLOT - 20)
        # Equal answers sit beside each other: first above, then below the line.
        shift = ((level + 1) // 2) * 5 * (1 if level % 2 else -1)
        arm = "conflict" if conflict else "control"
        dots.append(Dot(round(x, 1), y + max(-10, min(10, shift)), f"{arm}: {value:+.1f}"))
    return dots


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _in_words(rows: Sequence[MemberRow]) -> str:
    parts = [
        f"{row.name}: {_signed(row.mean_conflict)} under conflict, "
        f"{_signed(row.mean_control)} on controls ({row.answers} answers)"
        for row in rows
    ]
    return "Mean of side A minus side B, from +6 (all for A) to -6 (all for B). " + "; ".join(parts)


def _signed(value: float | None) -> str:
    return "no score" if value is None else f"{value:+.1f}"
