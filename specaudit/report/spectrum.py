"""The response spectrum: a row a scenario, a numbered mark a member, conflict beside controls.

Drawn from the scores alone, as one SVG an arm: it needs no script, loads nothing, and equal reports
give equal bytes. Verdicts rest on how members differ within a scenario, so that is what a row
shows; every panel stands alone, so that narrow screens can stack them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from specaudit.domain.query import Arm
from specaudit.report.answers import Answer, mean

REACH = 6
"""A mark's place is side A minus side B: from 6 (all for A, left) to -6 (all for B)."""
LABEL, STEP, MARK, HEAD, SPACE = 26, 26, 13, 22, 8
"""Width of a row's name and of a step of one point; size of a mark; space above and in a row."""
ABREAST = 2
"""Marks that lie beside one another on a place before they are stacked."""
MOST_ROWS = 24
PANELS = {
    Arm.CONFLICT: "conflict",
    Arm.ONLY_A: "only A applies",
    Arm.ONLY_B: "only B applies",
    Arm.NEITHER: "neither applies",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One member in one scenario."""

    x: float
    y: int
    number: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The answers to one arm."""

    arm: str
    name: str
    marks: tuple[Mark, ...]
    path: str
    """All marks as one path of dots: fewer bytes than circles."""


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario's line of the picture."""

    name: str
    y: int


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Everything the template draws; all panels have the same axes."""

    width: int
    height: int
    left: int
    middle: int
    right: int
    rows: tuple[Row, ...]
    panels: tuple[Panel, ...]
    left_out: int
    """Scenarios that are not drawn."""


def scenarios(found: Iterable[Answer]) -> dict[str, str]:
    """Name scenarios S1, S2 ... in the order in which they were asked."""
    order = dict.fromkeys(answer.query.scenario_id for answer in found)
    return {scenario: f"S{number}" for number, scenario in enumerate(order, start=1)}


def spectrum(found: Sequence[Answer], short: Mapping[str, str]) -> Spectrum | None:
    """Lay out the picture; None where no answer has a score.

    Args:
        found: The answers of one gap.
        short: Short names of members, ``M1``: a mark bears the number.
    """
    places = _places(found)
    if not places:
        return None
    named = scenarios(found)
    kept = [s for s in named if any(s == scenario for scenario, _ in places)]
    rows, top = {}, HEAD
    for scenario in kept[:MOST_ROWS]:
        own = [columns for (s, _), columns in places.items() if s == scenario]
        lines = max(-(-len(members) // ABREAST) for columns in own for members in columns.values())
        height = lines * MARK + SPACE
        rows[scenario] = Row(named[scenario], top + height // 2)
        top += height
    return Spectrum(
        width=LABEL + (2 * REACH + 1) * STEP + 2,
        height=top + 2,
        left=LABEL,
        middle=round(_x(0)),
        right=LABEL + (2 * REACH + 1) * STEP,
        rows=tuple(rows.values()),
        panels=tuple(
            _panel(arm, rows, places, short)
            for arm in PANELS
            if any(used is arm for _, used in places)
        ),
        left_out=max(0, len(kept) - MOST_ROWS),
    )


def _places(found: Sequence[Answer]) -> dict[tuple[str, Arm], dict[int, list[str]]]:
    """Return who stands where: members by whole points of lean, by scenario and arm."""
    leans: dict[tuple[str, Arm, str], list[float]] = {}
    for answer in found:
        if answer.lean is not None:
            key = (answer.query.scenario_id, answer.query.arm, answer.response.member)
            leans.setdefault(key, []).append(answer.lean)
    places: dict[tuple[str, Arm], dict[int, list[str]]] = {}
    for (scenario, arm, member), own in leans.items():
        columns = places.setdefault((scenario, arm), {})
        columns.setdefault(round(mean(own) or 0.0), []).append(member)
    return places


def _panel(
    arm: Arm,
    rows: Mapping[str, Row],
    places: Mapping[tuple[str, Arm], Mapping[int, Sequence[str]]],
    short: Mapping[str, str],
) -> Panel:
    marks: list[Mark] = []
    for scenario, row in rows.items():
        for lean, members in sorted(places.get((scenario, arm), {}).items()):
            numbers = sorted(int(short[member][1:]) for member in members)
            marks += _marks(numbers, _x(lean), row.y)
    path = "".join(f"M{mark.x:g} {mark.y}z" for mark in marks)
    return Panel(arm.value, PANELS[arm], tuple(marks), path)


def _marks(numbers: Sequence[int], x: float, y: int) -> Iterable[Mark]:
    """Stack the marks of one place around the middle of their row, two abreast."""
    lines = [numbers[start : start + ABREAST] for start in range(0, len(numbers), ABREAST)]
    top = y - round((len(lines) - 1) * MARK / 2)
    for number, line in enumerate(lines):
        for at, name in enumerate(line):
            shift = (at - (len(line) - 1) / 2) * MARK
            yield Mark(x + shift, top + number * MARK, str(name))


def _x(lean: int) -> float:
    return LABEL + (REACH - lean + 0.5) * STEP
