from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.gap import GapVerdict
from specaudit.domain.query import Arm, Lean, Query, Scenario
from specaudit.domain.report import AblationEvidence
from specaudit.domain.response import Ablation, Response
from specaudit.domain.verdict import SpectrumScore
from specaudit.measure import ablation
from specaudit.measure.bench import Bench
from specaudit.measure.decide import Decision, decide_facts
from specaudit.measure.facts import CandidateFacts, Floats
from specaudit.measure.signals import Signal
from specaudit.measure.summary import ablated, summarise
from specaudit.stats.intervals import fieller
from tests.measure.builders import A, C, Cell, N, Said, candidate, evidence

WHOLE = 7.0
NAN = math.nan


def seeds(*left: float, count: int = 8) -> tuple[Floats, ...]:
    """Seeds whose split, ablated in turn, is left at these shares, a little noise aside."""
    rng = np.random.default_rng(3)
    arms = np.array([1.0, *left, *[NAN] * (3 - len(left))])
    return tuple(arms * WHOLE + rng.normal(0, 0.3, 4) for _ in range(count))


def measured(rows: tuple[Floats, ...]) -> dict[str, Estimate]:
    facts = CandidateFacts("c", ("m0", "m1"), 2, (), rows)
    return {e.name: e for e in ablation.estimates(Bench(facts, np.random.default_rng(0), 0.95))}


@pytest.mark.parametrize(
    ("left", "found"),
    [
        ((0, 0, 0), "both"),
        ((0, 1, 0), "A"),
        ((1, 0, 0), "B"),
        ((1, 1, 1), "elsewhere"),
        ((0.5, 0.5, 0), "unclear"),
        ((1, 1, 0), "unclear"),
        ((0,), "text"),
        ((1,), "elsewhere"),
        ((0.5,), "unclear"),
    ],
)
def test_the_cause_is_what_ends_the_split(left: tuple[float, ...], found: str) -> None:
    estimates = measured(seeds(*left))
    assert ablation.cause(estimates) == found
    assert ablation.sentence(estimates)


def test_without_ablation_there_is_no_cause_and_no_measure() -> None:
    assert measured(()) == {}
    assert ablation.cause({}) == "unasked"
    assert ablation.sentence({}) == ""


def test_one_seed_says_nothing_of_the_cause() -> None:
    assert ablation.cause(measured(seeds(0, 0, 0, count=1))) == "unclear"


def test_the_figures_are_those_of_the_table() -> None:
    rows = tuple(np.array([4.0 + d, 1.0, 2.0, 0.0]) for d in (-1.0, 0.0, 1.0))
    found = measured(rows)
    whole = found[Measure.WHOLE_TEXT]
    # Of two members, and of both sides' mean: a quarter of the summed, unbiased variance.
    assert whole.value == pytest.approx(1.0)
    assert whole.low == pytest.approx(math.sqrt((4 - 4.302653 / math.sqrt(3)) / 4))
    assert found[Measure.SHARE_A].value == pytest.approx(0.75)
    assert found[Measure.SHARE_B].value == pytest.approx(0.5)
    assert found[Measure.SHARE_BOTH].value == pytest.approx(1.0)
    interaction = found[Measure.INTERACTION]
    assert interaction.value == pytest.approx(4 - 1 - 2 + 0)
    assert interaction.n == 3


def test_fiellers_interval_holds_the_ratios_that_a_t_test_lets_stand() -> None:
    scipy_stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(1)
    x, y = rng.normal(2, 1, 12), rng.normal(5, 1, 12)
    found = fieller(list(x), list(y))
    assert found is not None
    assert found.value == pytest.approx(x.mean() / y.mean())
    for end in (found.low, found.high):
        assert scipy_stats.ttest_1samp(x - end * y, 0).pvalue == pytest.approx(0.05)


def test_fieller_gives_no_interval_where_the_denominator_may_be_zero() -> None:
    assert fieller([1, 2, 3], [-1, 0.5, 1]) is None
    assert fieller([1], [1]) is None


def asked(leave: dict[Ablation, int]) -> AblationEvidence:
    """Four seeds, two members two samples each; members stand so many steps apart by arm."""
    scenarios, queries, responses, scores = [], [], [], []
    for seed in range(4):
        scenario = f"s{seed}"
        scenarios.append(Scenario(scenario, "c", seed, "template", "t"))
        queries.append(Query(f"q{seed}", scenario, "c", Arm.CONFLICT, Lean.NEUTRAL, "?"))
        for arm, apart in leave.items():
            for member in range(2):
                for sample in range(2):
                    key = f"{seed}/{arm}/{member}/{sample}"
                    responses.append(
                        Response(key, f"q{seed}", "c", f"m{member}", sample, "x", None, None, arm)
                    )
                    side = apart * member
                    scores.append(SpectrumScore(key, "j0", side, 6 - side, ""))
    return AblationEvidence(tuple(scenarios), tuple(queries), tuple(responses), tuple(scores))


def test_evidence_is_reduced_to_one_variance_per_seed_and_arm() -> None:
    leave = {Ablation.NONE: 4, Ablation.WITHOUT_A: 0, Ablation.WITHOUT_B: 2}
    rows = ablated(asked(leave), ("m0", "m1"), 2)
    assert len(rows) == 4
    # Two members 4 apart: variance 8 per side (divisor 1), and no noise of their own.
    assert rows[0][:3].tolist() == [16.0, 0.0, 4.0]
    assert math.isnan(rows[0][3])
    deaf = ablated(asked(leave), ("m0", "m1"), 2, {"j0"})
    assert deaf == ()


def split(label: object) -> CandidateFacts:
    def say(cell: Cell) -> Said:
        if cell.arm is not Arm.CONFLICT:
            return Said(3, 3, (C, C, C))
        side = 6 * (cell.member % 2)
        return Said(side, 6 - side, (label,) * 3)  # type: ignore[arg-type]

    return summarise(evidence(say))


def decided(facts: CandidateFacts, rows: tuple[Floats, ...]) -> Decision:
    facts = replace(facts, ablated=rows)
    (found,) = decide_facts({facts.candidate_id: facts}, [candidate()], sound=True)
    return found


def test_a_split_that_needs_one_statement_is_an_ambiguity_of_that_one() -> None:
    failing = split(N)
    assert decided(failing, seeds(0, 0, 0)).verdict is GapVerdict.CONTRADICTION
    found = decided(failing, seeds(1, 0, 0))
    assert found.verdict is GapVerdict.AMBIGUITY
    assert found.signals[Signal.CAUSE] == "B"
    assert found.cause.startswith("The split comes from B: without B it ends")


def test_a_split_that_stays_without_the_text_is_one_that_nothing_steers() -> None:
    passing = split(C)
    assert decided(passing, ()).verdict is GapVerdict.TOO_COARSE
    assert decided(passing, seeds(1, 1, 1)).verdict is GapVerdict.COVERAGE
    # Where judges fail every answer the text still contradicts itself, whatever members bring.
    assert decided(split(N), seeds(1, 1, 1)).verdict is GapVerdict.CONTRADICTION


def test_the_cause_confirms_and_refutes_nothing() -> None:
    for label in (C, A, N):
        facts = split(label)
        bare = decided(facts, ())
        for left in ((0, 0, 0), (1, 1, 1), (0, 1, 0), (0.5, 0.5, 0.5)):
            again = decided(facts, seeds(*left))
            assert again.verdict.confirmed is bare.verdict.confirmed
            assert again.state == bare.state
