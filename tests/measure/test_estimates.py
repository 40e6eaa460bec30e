from __future__ import annotations

import numpy as np
import pytest

from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.query import Arm
from specaudit.measure.estimates import measure, member_rates, overall
from specaudit.measure.instrument import Calibration
from specaudit.measure.summary import summarise
from tests.measure.builders import A, C, Cell, N, Said, evidence


def noisy_split(cell: Cell) -> Said:
    rng = np.random.default_rng([cell.seed, cell.member, cell.sample, cell.arm is Arm.CONFLICT])
    wobble = int(rng.integers(0, 2))
    if cell.arm is not Arm.CONFLICT:
        return Said(3 + wobble, 3, (C, C, A) if rng.random() < 0.1 else (C, C, C))
    side = cell.member % 2
    labels = (N, N, N) if rng.random() < 0.8 else (N, A, C)
    named = (("s/0",), ("s/1",), ("s/0", "s/1"))
    return Said(5 * side + wobble, 5 - 5 * side, labels, named)


def named(estimates: tuple[Estimate, ...]) -> dict[str, Estimate]:
    return {e.name: e for e in estimates}


@pytest.fixture(scope="module")
def found() -> dict[str, Estimate]:
    return named(measure(evidence(noisy_split), seed=1))


def value(found: dict[str, Estimate], name: Measure) -> float:
    estimate = found[name]
    assert estimate.value is not None
    return estimate.value


def test_every_measure_is_there_in_order(found: dict[str, Estimate]) -> None:
    expected = [
        m
        for m in Measure
        if m not in (Measure.FAILURE_CORRECTED, Measure.EFFECTIVE_JUDGES)
        and not m.startswith("ablation-")
    ]
    assert list(found) == expected


def test_intervals_hold_their_values_and_nothing_is_nan(found: dict[str, Estimate]) -> None:
    for estimate in found.values():
        assert estimate.value is None or np.isfinite(estimate.value)
        if estimate.low is not None and estimate.high is not None:
            assert estimate.value is not None
            assert estimate.low <= estimate.value <= estimate.high
        assert estimate.method


def test_disagreement_raw_corrected_and_paired(found: dict[str, Estimate]) -> None:
    assert value(found, Measure.DISAGREEMENT) == pytest.approx(2.5, abs=0.2)
    assert value(found, Measure.DISAGREEMENT_NORMALISED) == pytest.approx(
        value(found, Measure.DISAGREEMENT) / 3.0
    )
    # SD of a 2:2 split five points apart, on the same scale as the raw one.
    assert value(found, Measure.CORRECTED) == pytest.approx(2.5, abs=0.15)
    assert value(found, Measure.CORRECTED_CONTROL) < 0.35
    assert value(found, Measure.DISAGREEMENT_CONTROL) > value(found, Measure.CORRECTED_CONTROL)
    assert (found[Measure.DIFFERENCE].low or 0) > 1.5
    assert value(found, Measure.RELIABILITY) > 0.9
    assert found[Measure.DISAGREEMENT].n == 12


def test_failures_together_and_alone(found: dict[str, Estimate]) -> None:
    assert value(found, Measure.FAILURE) > 0.9
    assert value(found, Measure.FAILURE_CONTROL) == 0
    assert value(found, Measure.JOINT) > 0.8
    assert value(found, Measure.JOINT_EXCESS) == pytest.approx(
        value(found, Measure.JOINT) - value(found, Measure.JOINT_EXPECTED)
    )
    assert value(found, Measure.JOINT_OVER_CONTROL) == value(found, Measure.JOINT)
    assert found[Measure.FAILURE].n == 12 * 8


def test_judges_and_test(found: dict[str, Estimate]) -> None:
    assert 0.5 < value(found, Measure.KAPPA) < 1
    assert value(found, Measure.AC1) > 0.5
    assert value(found, Measure.ALPHA) > 0.5
    assert found[Measure.SPECTRUM_ALPHA].value is None
    assert value(found, Measure.UNCLEAR) > value(found, Measure.UNCLEAR_CONTROL)
    # Sets {0}, {1}, {0, 1}: distances 1, 2/3, 2/3.
    assert value(found, Measure.ACTIVATION) == pytest.approx(7 / 9)
    assert value(found, Measure.ACTIVATION_CONTROL) == 0
    assert value(found, Measure.OPPOSED) == 1
    assert value(found, Measure.WINS) == 1
    assert value(found, Measure.E_VALUE) > 100
    assert value(found, Measure.MISSING) == 0


def test_equal_seeds_give_equal_estimates() -> None:
    data = evidence(noisy_split, seeds=range(5))
    assert measure(data, seed=3) == measure(data, seed=3)
    assert measure(data, seed=3) != measure(data, seed=4)


def test_calibration_corrects_the_rate() -> None:
    calibration = Calibration(45, 50, 40, 50)
    found = named(measure(evidence(noisy_split), seed=1, calibration=calibration))
    raw = value(found, Measure.FAILURE)
    expected = min(1.0, (raw + 0.8 - 1) / (0.9 + 0.8 - 1))
    assert value(found, Measure.FAILURE_CORRECTED) == pytest.approx(expected)


def test_one_seed_gives_values_without_intervals() -> None:
    found = named(measure(evidence(noisy_split, seeds=[0]), seed=1))
    assert found[Measure.DISAGREEMENT].value is not None
    assert found[Measure.DISAGREEMENT].low is None
    assert found[Measure.CORRECTED].low is None
    assert found[Measure.DISAGREEMENT].n == 1


def test_nothing_answered_is_none_not_zero() -> None:
    found = named(measure(evidence(lambda _: None, seeds=range(3)), seed=1))
    assert found[Measure.DISAGREEMENT].value is None
    assert found[Measure.KAPPA].value is None
    assert found[Measure.JOINT].value is None
    assert found[Measure.MISSING].value == 1
    assert found[Measure.MISSING].missing == 48


def test_no_seed_at_all() -> None:
    found = named(measure(evidence(noisy_split, seeds=[]), seed=1))
    assert all(e.value is None for e in found.values() if e.name != Measure.E_VALUE)
    assert found[Measure.E_VALUE].value == pytest.approx(1.0)


def test_the_failing_minority_is_told_from_the_rest() -> None:
    def say(cell: Cell) -> Said:
        return Said(3, 3, (N,) if cell.member == 1 else (C,))

    rates = member_rates(summarise(evidence(say, seeds=range(2))))
    assert rates == ((8 / 2, 4.0), (0.0, 12.0), ("m1",))


def test_agreement_over_all_candidates() -> None:
    facts = [
        summarise(evidence(noisy_split, name=f"GAP-0000000{i}", seeds=range(4))) for i in range(3)
    ]
    found = named(overall(facts, seed=1))
    assert found[Measure.KAPPA].n == 12
    assert found[Measure.KAPPA].low is not None
    assert named(overall([], seed=1))[Measure.KAPPA].value is None
