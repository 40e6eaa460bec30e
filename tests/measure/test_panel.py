"""Members and judges over all candidates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from specaudit.domain.estimate import Estimate
from specaudit.domain.query import Arm
from specaudit.measure import panel
from specaudit.measure.summary import summarise
from tests.measure.builders import A, C, Cell, N, Said, evidence


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


def test_a_judge_is_compared_with_itself_where_it_was_asked_again() -> None:
    made = evidence(one_departs)
    judges = sorted({v.judge for v in made.verdicts})
    steady, moody = judges[0], judges[1]
    turned = [
        replace(v, vote=1, label=A if v.judge == moody and n % 3 == 0 else v.label)
        for n, v in enumerate(v for v in made.verdicts if v.judge in (steady, moody))
    ]
    scorer = made.scores[0].judge
    moved = [replace(s, vote=1, side_a=3) for s in made.scores if s.judge == scorer]
    both = replace(made, verdicts=(*made.verdicts, *turned), scores=(*made.scores, *moved))
    found = {j.judge: j for j in panel.judges([both])}
    own = [v for v in made.verdicts if v.judge == steady]
    changed = sum(v.label is A for v in turned if v.judge == moody)
    shares = {name: judge.repeated for name, judge in found.items()}
    assert value(shares[steady]) == 1.0
    assert shares[judges[2]] is None
    assert 0 < changed < len(own)
    assert value(shares[moody]) == pytest.approx(1 - changed / len(own))
    steps = [abs(s.side_a - 3) for s in made.scores if s.judge == scorer and s.side_a is not None]
    assert value(found[scorer].moved) == pytest.approx(sum(steps) / (2 * len(steps)))
    before = {j.judge: j for j in panel.judges([made])}
    assert found[steady].agreed == before[steady].agreed, "first votes only"
    assert before[steady].repeated is before[scorer].moved is None


def value(found: Estimate | None) -> float | None:
    assert found is not None
    return found.value
