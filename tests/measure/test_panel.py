"""Members and judges over all candidates."""

from __future__ import annotations

import pytest

from specaudit.domain.query import Arm
from specaudit.measure import panel
from specaudit.measure.summary import summarise
from tests.measure.builders import C, Cell, N, Said, evidence


def one_departs(cell: Cell) -> Said:
    """Members take side A, but for the first, which takes side B and fails under conflict."""
    if cell.arm is not Arm.CONFLICT:
        return Said(3, 3, (C, C, C))
    return Said(0, 6, (N, N, C)) if cell.member == 0 else Said(6, 0, (C, C, C))


def nobody_sides(cell: Cell) -> Said:
    return Said(3, 3, (C, C, C))


def test_the_member_that_stands_alone_is_named() -> None:
    first, *others = panel.members([summarise(evidence(one_departs))])
    assert (first.alone, first.sided) == (1, 1)
    assert all((m.alone, m.sided) == (0, 1) for m in others)
    assert first.failure.value == 1.0
    assert first.failure_control.value == 0.0
    assert all(m.failure.value == 0.0 for m in others)
    assert first.failure.low is not None
    assert 0 < first.failure.low < 1


def test_without_sides_nobody_is_alone() -> None:
    found = panel.members([summarise(evidence(nobody_sides))])
    assert {(m.alone, m.sided) for m in found} == {(0, 0)}


def test_judges_are_compared_two_by_two() -> None:
    one, two, three = panel.judges([evidence(one_departs)])
    assert one.agreed[two.judge].value == 1.0
    share = one.agreed[three.judge]
    assert share == three.agreed[one.judge]
    departed = one.labels["non-compliant"]
    assert departed > 0
    assert three.labels["non-compliant"] == 0
    assert share.value == pytest.approx(1 - departed / share.n)
    assert sum(one.labels.values()) == share.n


def test_nothing_gives_nothing() -> None:
    assert panel.members([]) == ()
    assert panel.judges([]) == ()
