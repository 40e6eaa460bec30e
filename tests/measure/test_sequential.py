from __future__ import annotations

import math

import numpy as np
import pytest

from specaudit.domain.query import Arm, Lean
from specaudit.measure import sequential as s
from specaudit.measure.facts import SeedFacts, judge_facts, query_facts
from specaudit.measure.summary import summarise
from tests.measure.builders import PAIR, C, Cell, N, Said, evidence

EMPTY = judge_facts(np.zeros((0, 3)), np.zeros((0, 7)), np.zeros(0, dtype=bool), [])
ALL = (Arm.CONFLICT, Arm.ONLY_A, Arm.ONLY_B, Arm.NEITHER)


def calm(cell: Cell) -> Said:
    return Said(3, 3, (C,))


def torn(cell: Cell, *, where: tuple[Arm, ...] = (Arm.CONFLICT,)) -> Said:
    if cell.arm not in where:
        return calm(cell)
    return Said(6 * (cell.member % 2), 6 - 6 * (cell.member % 2), (N,))


def test_every_seed_worse_under_conflict_is_a_win_for_both_contrasts() -> None:
    state = s.state(summarise(evidence(torn, seeds=range(9))))
    assert (state.wins, state.losses, state.ties) == (9, 0, 0)
    assert state.e_value == pytest.approx(102.3)
    assert state.seeds == 9
    assert not state.futile


def test_ties_are_no_evidence_but_stop_for_futility() -> None:
    state = s.state(summarise(evidence(calm, seeds=range(3))))
    assert (state.wins, state.losses, state.ties) == (0, 0, 3)
    assert state.e_value == pytest.approx(1.0)
    assert state.futile
    assert not s.state(summarise(evidence(calm, seeds=range(2)))).futile


def test_a_statement_that_splits_alone_is_no_conflict() -> None:
    def say(cell: Cell) -> Said:
        return torn(cell, where=(Arm.CONFLICT, Arm.ONLY_B))

    state = s.state(summarise(evidence(say, seeds=range(6), arms=ALL)))
    assert (state.wins, state.ties) == (0, 6)


def test_only_controls_of_equal_lean_are_compared() -> None:
    def say(cell: Cell) -> Said:
        # Leaning users alone split the committee, whatever the arm.
        leaning = cell.lean is not Lean.NEUTRAL
        return torn(cell, where=(cell.arm,)) if leaning else calm(cell)

    found = evidence(say, seeds=range(4), leans=tuple(Lean))
    state = s.state(summarise(found))
    assert (state.wins, state.ties) == (0, 4)


def test_missing_controls_leave_a_seed_out() -> None:
    def say(cell: Cell) -> Said | None:
        return None if cell.arm is Arm.ONLY_A and cell.seed < 2 else torn(cell)

    state = s.state(summarise(evidence(say, seeds=range(5))))
    assert (state.seeds, state.wins) == (3, 3)


def test_single_samples_fall_back_on_raw_spread() -> None:
    state = s.state(summarise(evidence(torn, seeds=range(3), samples=1)))
    assert state.wins == 3


def test_noisier_conflict_answers_are_no_advantage() -> None:
    rng = np.random.default_rng(0)
    wins = 0
    for _ in range(3000):
        both = []
        for arm, noise in ((Arm.CONFLICT, 2.0), (Arm.ONLY_A, 0.5)):
            scores = rng.normal(3, noise, (4, 2, 2))
            both.append(query_facts(arm, Lean.NEUTRAL, scores, np.zeros((4, 2))))
        wins += both[0].spread > both[1].spread
    assert wins / 3000 < 0.5


def test_planning_threshold_falls_as_others_are_decided() -> None:
    fresh = [s.start(str(i)) for i in range(10)]
    assert s.planning_threshold(fresh, 0.1) == pytest.approx(math.log(100))
    decided = s.SequentialState("x", 12)
    assert s.planning_threshold([decided, *fresh[1:]], 0.1) == pytest.approx(math.log(50))
    assert s.planning_threshold([], 0.1) == pytest.approx(math.log(10))


def test_stop_reasons() -> None:
    bound = math.log(20)
    won = s.SequentialState("a", 8)
    assert s.stop(won, bound, cap=20, asked=8) is s.StopReason.DECIDED
    lost = s.SequentialState("a", 0, 4)
    assert s.stop(lost, bound, cap=20, asked=4) is s.StopReason.FUTILITY
    open_ = s.SequentialState("a", 1, 1)
    assert s.stop(open_, bound, cap=20, asked=2) is None
    assert s.stop(open_, bound, cap=2, asked=2) is s.StopReason.CAP


def test_budget_goes_where_the_next_seed_is_most_likely_to_decide() -> None:
    states = [
        s.SequentialState("cold", 2, 2),
        s.SequentialState("hot", 4),
        s.SequentialState("warm", 3, 1),
        s.SequentialState("spent", 4),
    ]
    left = {"cold": 10, "hot": 10, "warm": 10, "spent": 0}
    assert s.next_candidates(states, math.log(20), left) == ["hot", "warm", "cold"]


@pytest.mark.parametrize(
    ("disagreement", "joint", "sign"),
    [
        (1.0, 0.0, 1),
        (-1.0, 0.0, -1),
        (-1.0, 0.5, 1),
        (1.0, -0.5, -1),
        (0.0, 0.0, 0),
        (None, 0.5, 1),
        (1.0, None, 1),
        (None, 0.0, 0),
        (None, None, None),
    ],
)
def test_failing_together_comes_before_disagreement(
    disagreement: float | None, joint: float | None, sign: int | None
) -> None:
    assert s.Contrast(disagreement, joint).sign == sign


def test_exchangeable_arms_are_won_at_most_half_of_the_time() -> None:
    rng = np.random.default_rng(3)
    signs = []
    for _ in range(2000):
        queries = tuple(
            query_facts(
                arm,
                Lean.NEUTRAL,
                rng.integers(0, 7, (3, 2, 2)).astype(float),
                (rng.random((3, 2)) < 0.6).astype(float),
            )
            for arm in PAIR
        )
        seed = SeedFacts(0, queries, EMPTY, 0, 0)
        signs.append(s.contrast(seed).sign)
    assert np.mean([sign == 1 for sign in signs]) == pytest.approx(0.5, abs=0.035)
