from __future__ import annotations

import dataclasses
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.gap import GapVerdict
from specaudit.domain.spec import BlockKind, Span, Spec, Statement
from specaudit.rank.gaps import TIERS, WEIGHTS, rank


class Outcome(NamedTuple):
    candidate_id: str
    verdict: GapVerdict
    because: str
    stop_reason: str
    estimates: tuple[Estimate, ...]
    cause: str = ""
    figures: str = ""


LEVELS = ("root", "user", "guideline")
SPEC = Spec(
    path="spec.md",
    text="",
    sha256="",
    dialect="plain",
    levels=LEVELS,
    statements=tuple(
        Statement(f"s/{i}", "b", "s", BlockKind.PARAGRAPH, Span(i, i + 1), "T.", level, True)
        for i, level in enumerate(("guideline", "root", "user", None, "root"))
    ),
)


def candidate(name: str, *places: int, score: float = 0.5) -> Candidate:
    return Candidate(
        id=name,
        kind=CandidateKind.CONFLICT,
        taxonomy="T1",
        statement_ids=tuple(f"s/{i}" for i in places),
        texts=("T.",) * len(places),
        claim="",
        situation="",
        score=score,
        sources=(),
    )


def estimate(name: Measure, value: float | None, n: int = 10) -> Estimate:
    return Estimate(name, value, None, None, 0.95, n, 0, "test")


def outcome(name: str, verdict: GapVerdict, **values: float) -> Outcome:
    estimates = tuple(estimate(Measure[key.upper()], value) for key, value in values.items())
    return Outcome(name, verdict, "As measured.", "decided", estimates)


def test_score_is_the_sum_of_its_parts() -> None:
    found = outcome(
        "a",
        GapVerdict.CONTRADICTION,
        corrected=2.5,
        corrected_control=1.0,
        joint=0.8,
        joint_control=0.2,
        unclear=0.5,
        unclear_control=0.1,
    )
    (gap,) = rank([candidate("a", 1, 2, score=0.4)], {"a": found}, SPEC)
    parts = {part.name: part.value for part in gap.parts}
    assert parts == pytest.approx(
        {
            "disagreement": 0.5,
            "joint-failure": 0.6,
            "unclear": 0.4,
            "authority": 1.0,
            "proposed": 0.4,
        }
    )
    assert gap.score == pytest.approx(0.4 * 0.5 + 0.25 * 0.6 + 0.1 * 0.4 + 0.15 + 0.04)
    assert sum(part.weight for part in gap.parts) == pytest.approx(1.0)
    assert (gap.rank, gap.because, gap.stop_reason) == (1, "As measured.", "decided")


def test_a_strong_score_never_lifts_an_unconfirmed_gap_over_a_confirmed_one() -> None:
    weak = outcome("weak", GapVerdict.TOO_COARSE, corrected=0.8)
    loud = outcome("loud", GapVerdict.INCONCLUSIVE_POWER, corrected=3.0, joint=1.0)
    gaps = rank(
        [candidate("loud", 1, score=1.0), candidate("weak", 3, score=0.0)],
        {"weak": weak, "loud": loud},
        SPEC,
    )
    assert [g.candidate.id for g in gaps] == ["weak", "loud"]


def test_every_verdict_has_a_tier_and_only_confirmed_ones_share_the_first() -> None:
    assert set(TIERS) == set(GapVerdict)
    assert {v for v, tier in TIERS.items() if tier == 0} == {v for v in GapVerdict if v.confirmed}


def test_without_an_outcome_a_candidate_is_proposed() -> None:
    (gap,) = rank([candidate("a", 0)], {}, SPEC)
    assert gap.verdict is GapVerdict.PROPOSED
    assert gap.stop_reason == "not-tested"
    assert gap.estimates == ()


def test_ties_go_by_authority_then_breadth_then_order_of_the_document() -> None:
    flat = {"authority": 0.0}

    def won(name: str, n: int) -> Outcome:
        wins = dataclasses.replace(estimate(Measure.WINS, 1.0), n=n)
        return Outcome(name, GapVerdict.CONTRADICTION, "", "decided", (wins,))

    found = [
        candidate("late", 4),
        candidate("narrow", 2),
        candidate("early", 1),
        candidate("broad", 2),
        candidate("none", 3),
    ]
    outcomes = {c.id: won(c.id, 5) for c in found} | {"broad": won("broad", 9)}
    gaps = rank(found, outcomes, SPEC, weights=flat)
    assert [g.candidate.id for g in gaps] == ["early", "late", "broad", "narrow", "none"]
    assert [g.rank for g in gaps] == [1, 2, 3, 4, 5]


def test_statements_that_are_gone_do_not_stop_the_ranking() -> None:
    gone = candidate("gone", 99)
    assert rank([gone], {}, SPEC)[0].parts[3].value == 0


@pytest.mark.parametrize(
    ("weights", "message"),
    [({"speed": 1.0}, "no part of the ranking is called 'speed'"), ({"unclear": -1.0}, "negative")],
)
def test_bad_weights_are_refused(weights: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rank([], {}, SPEC, weights=weights)


@given(st.permutations(range(6)), st.lists(st.floats(0, 3), min_size=6, max_size=6))
def test_the_order_of_candidates_does_not_matter(order: list[int], values: list[float]) -> None:
    found = [candidate(f"c{i}", i % 5) for i in range(6)]
    verdicts = list(GapVerdict)
    outcomes = {c.id: outcome(c.id, verdicts[i], corrected=values[i]) for i, c in enumerate(found)}
    assert rank([found[i] for i in order], outcomes, SPEC) == rank(found, outcomes, SPEC)


@given(st.floats(0, 3), st.floats(0, 3))
def test_more_disagreement_never_ranks_lower(one: float, two: float) -> None:
    found = [candidate("a", 1), candidate("b", 1)]
    outcomes = {
        "a": outcome("a", GapVerdict.CONTRADICTION, corrected=one),
        "b": outcome("b", GapVerdict.CONTRADICTION, corrected=two),
    }
    scores = {g.candidate.id: g.score for g in rank(found, outcomes, SPEC)}
    assert (scores["a"] >= scores["b"]) == (one >= two) or abs(one - two) < 1e-9
    assert WEIGHTS["disagreement"] == max(WEIGHTS.values())
