from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from specaudit.domain.query import EXPLORATION_START, Arm, Lean
from specaudit.domain.verdict import Compliance
from specaudit.measure.facts import combine, query_facts
from specaudit.measure.summary import summarise
from tests.measure.builders import A, C, Cell, N, Said, evidence


def split(cell: Cell) -> Said:
    """Two of four members side with A under conflict, the others with B; all break a rule."""
    if cell.arm is not Arm.CONFLICT:
        return Said(3, 3, (C, C, C))
    first = cell.member < 2
    return Said(6 if first else 0, 0 if first else 6, (N, N, C))


def test_one_query_by_hand() -> None:
    scores = np.array([[[6, 0], [6, 2]], [[0, 6], [0, 4]]], dtype=float)
    fails = np.array([[1, 1], [1, 0]], dtype=float)
    found = query_facts(Arm.CONFLICT, Lean.NEUTRAL, scores, fails)
    assert found.raw == pytest.approx(3.0)
    # Side A: MS_B = 2 * 18 / 1, no noise: 18. Side B: MS_B = 2 * 8, MS_W = 2: 7.
    assert found.between == pytest.approx([18.0, 7.0])
    assert found.spread == pytest.approx(25.0)
    assert found.spread_raw == pytest.approx(9.0 + 4.0)
    assert found.gaps == pytest.approx([5.0, -5.0])
    assert (found.joint, found.joint_n) == (1, 2)
    assert found.fails.tolist() == [2, 1]
    assert np.isnan(found.without).all()


def test_a_sample_counts_jointly_only_with_a_quorum() -> None:
    nan = math.nan
    fails = np.array([[1, 1], [1, nan], [nan, nan], [1, nan]])
    found = query_facts(Arm.CONFLICT, Lean.NEUTRAL, np.full((4, 2, 2), nan), fails)
    assert (found.joint, found.joint_n) == (1, 1)
    assert math.isnan(found.spread)
    assert math.isnan(found.raw)
    assert found.judged.tolist() == [2, 1, 0, 1]


def test_evidence_becomes_facts() -> None:
    facts = summarise(evidence(split, seeds=range(3)))
    assert facts.members == ("m0", "m1", "m2", "m3")
    assert facts.samples == 2
    assert [s.index for s in facts.seeds] == [0, 1, 2]
    assert (facts.planned, facts.missing) == (3 * 2 * 8, 0)
    seed = facts.seeds[0]
    assert len(seed.arm(conflict=True)) == len(seed.arm(conflict=False)) == 1
    conflict = seed.arm(conflict=True)[0]
    assert conflict.raw == 3.0
    assert conflict.fails.tolist() == [2, 2, 2, 2]
    assert conflict.joint == 2
    # Judges say N, N, C on eight conflict answers: unclear = 2 * 1/3 each.
    assert seed.judges.unclear == pytest.approx([8 * 2 / 3, 8, 0, 8])
    assert seed.judges.label_pairs[0, 2] == pytest.approx(8 * 2 * 1 / 2)
    assert seed.judges.idle.tolist() == [0, 8, 0, 8]


def test_missing_answers_and_labels_are_counted_not_guessed() -> None:
    def say(cell: Cell) -> Said | None:
        if cell.member == 0:
            return None
        return Said(3, 3, (None, None)) if cell.member == 1 else Said(3, 3, (C, A))

    facts = summarise(evidence(say, seeds=range(2)))
    assert facts.planned == 32
    assert facts.missing == 16
    assert facts.seeds[0].queries[0].judged.tolist() == [0, 0, 2, 2]
    # One of two judges says ambiguous: no majority calls it problematic.
    assert facts.seeds[0].queries[0].fails.tolist() == [0, 0, 0, 0]


def test_only_first_votes_of_judges_that_count_are_heard() -> None:
    found = evidence(split, seeds=range(1))
    again = tuple(
        dataclasses.replace(v, vote=1, label=Compliance.COMPLIANT) for v in found.verdicts
    )
    louder = dataclasses.replace(found, verdicts=found.verdicts + again)
    plain, repeated = summarise(found), summarise(louder)
    assert repeated.seeds[0].judges.label_terms.tolist() == (
        plain.seeds[0].judges.label_terms.tolist()
    )
    # Without j0 and j1 the one judge left calls everything compliant.
    deaf = summarise(found, ignore_judges={"j0", "j1"})
    assert deaf.seeds[0].arm(conflict=True)[0].fails.sum() == 0
    assert math.isnan(deaf.seeds[0].arm(conflict=True)[0].raw)


def test_exploring_seeds_never_confirm() -> None:
    facts = summarise(evidence(split, seeds=[0, EXPLORATION_START, 1]))
    assert [s.index for s in facts.seeds] == [0, 1]


def test_facts_grow_seed_by_seed() -> None:
    whole = summarise(evidence(split, seeds=range(4)))
    parts = [summarise(evidence(split, seeds=s)) for s in ([2, 3], [0, 1])]
    joined = combine(*parts)
    assert [s.index for s in joined.seeds] == [0, 1, 2, 3]
    assert joined.planned == whole.planned
    with pytest.raises(ValueError, match="same seeds"):
        combine(whole, parts[0])
    with pytest.raises(ValueError, match="other committee"):
        combine(parts[0], summarise(evidence(split, seeds=[0], members=3)))


def test_a_members_place_does_not_depend_on_the_order_of_answers() -> None:
    found = evidence(split, seeds=range(2))
    turned = dataclasses.replace(
        found,
        responses=found.responses[::-1],
        scores=found.scores[::-1],
        verdicts=found.verdicts[::-1],
        queries=found.queries[::-1],
        scenarios=found.scenarios[::-1],
    )
    one, two = summarise(found), summarise(turned)
    assert [s.index for s in two.seeds] == [0, 1]
    for a, b in zip(one.seeds, two.seeds, strict=True):
        conflicts = a.arm(conflict=True)[0], b.arm(conflict=True)[0]
        assert conflicts[0].gaps.tolist() == conflicts[1].gaps.tolist()
