from __future__ import annotations

from dataclasses import replace

import pytest

from specaudit.domain.estimate import Measure
from specaudit.domain.gap import GapVerdict
from specaudit.domain.query import Arm
from specaudit.domain.report import GapEvidence
from specaudit.domain.verdict import RefusalLevel
from specaudit.judge.refusal import who
from specaudit.measure.decide import decide_facts
from specaudit.measure.estimates import measure
from specaudit.measure.signals import Signal
from specaudit.measure.summary import summarise
from tests.measure.builders import C, Cell, N, Said, candidate, evidence


def refusing(
    conflict: int, control: int, *, judge: str = "j0", labels: tuple[object, ...] = (C, C, C)
) -> GapEvidence:
    """All members do alike; a judge places their answers at these steps."""

    def say(cell: Cell) -> Said:
        under = cell.arm is Arm.CONFLICT
        return Said(3, 3, labels if under else (C, C, C))  # type: ignore[arg-type]

    made = evidence(say)
    arms = {q.id: q.arm for q in made.queries}
    levels = tuple(
        RefusalLevel(
            r.id, judge, conflict if arms[r.query_id] is Arm.CONFLICT else control, "said so"
        )
        for r in made.responses
    )
    return replace(made, refusals=levels)


def test_refusals_are_counted_by_arm_with_an_interval() -> None:
    found = {e.name: e for e in measure(refusing(5, 1), seed=0)}
    assert found[Measure.REFUSAL].value == 1.0
    assert found[Measure.REFUSAL].low is not None
    assert found[Measure.REFUSAL_CONTROL].value == 0.0
    assert found[Measure.REFUSAL_LEVEL].value == pytest.approx(5.0)
    assert found[Measure.REFUSAL].n == 12 * 4 * 2


def test_nobody_asked_is_not_measured() -> None:
    made = replace(refusing(5, 1), refusals=())
    found = {e.name: e for e in measure(made, seed=0)}
    assert found[Measure.REFUSAL].value is None
    deaf = {e.name: e for e in measure(refusing(5, 1), seed=0, ignore_judges={"j0"})}
    assert deaf[Measure.REFUSAL].value is None


@pytest.mark.parametrize(
    ("conflict", "control", "signal"),
    [(5, 0, "refuse"), (4, 3, "refuse"), (5, 5, "answer"), (3, 0, "answer")],
)
def test_members_refuse_where_conflict_makes_them(conflict: int, control: int, signal: str) -> None:
    facts = summarise(refusing(conflict, control))
    (decision,) = decide_facts({facts.candidate_id: facts}, [candidate()], sound=True)
    assert decision.signals[Signal.REFUSAL] == signal
    assert decision.verdict is GapVerdict.NOT_CONFIRMED
    assert ("members refuse rather than take a side" in decision.because) is (signal == "refuse")


def test_agreeing_to_refuse_against_the_text_is_a_coverage_gap() -> None:
    facts = summarise(refusing(6, 0, labels=(N, N, N)))
    (decision,) = decide_facts({facts.candidate_id: facts}, [candidate()], sound=True)
    assert decision.verdict is GapVerdict.COVERAGE
    assert "members agree to refuse (100% of the answers, 0% on controls)" in decision.because


def test_one_judge_places_an_answer_and_a_new_judge_moves_only_its_own() -> None:
    answers = [f"RSP-{n}" for n in range(300)]
    two = {a: who(a, ("v/one", "v/two")) for a in answers}
    three = {a: who(a, ("v/one", "v/two", "v/three")) for a in answers}
    assert 100 < sum(judge == "v/one" for judge in two.values()) < 200
    moved = {three[a] for a in answers if three[a] != two[a]}
    assert moved == {"v/three"}
