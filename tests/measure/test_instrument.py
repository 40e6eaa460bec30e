from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.stats import fisher_exact

from specaudit.domain.estimate import Measure
from specaudit.domain.verdict import Compliance, InstrumentItem
from specaudit.measure import instrument as i
from tests.measure.builders import A, C, N


def items(
    judge: str, expected: Sequence[Compliance], given: Sequence[Compliance | None]
) -> list[InstrumentItem]:
    return [
        InstrumentItem(f"i{k}", "calibration", e, judge, g)
        for k, (e, g) in enumerate(zip(expected, given, strict=True))
    ]


TRUTH = [N] * 10 + [C] * 10


def test_a_judge_that_knows_passes() -> None:
    (report,) = i.check(items("j", TRUTH, [N] * 8 + [C] * 2 + [C] * 9 + [A]))
    assert report.passed
    assert (report.n, report.correct, report.missing) == (20, 17, 0)
    assert (report.sensitivity, report.specificity) == (0.8, 0.9)
    assert report.low is not None
    assert report.low < 0.85 < (report.high or 0)
    assert "8 of 10 faulty" in report.because


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([N] * 20, "no better than guessing"),
        ([C] * 20, "no better than guessing"),
        ([N, C] * 10, "no better than guessing"),
        ([C] * 10 + [N] * 10, "no better than guessing"),
        ([None] * 11 + [C] * 9, "answered only 9 of 20"),
        ([None] * 6 + [N] * 4 + [C] * 10, "only 4 faulty and 10 good"),
    ],
)
def test_a_judge_that_does_not_know_fails_and_says_why(
    given: list[Compliance | None], reason: str
) -> None:
    (report,) = i.check(items("j", TRUTH, given))
    assert not report.passed
    assert reason in report.because


def test_sure_but_weak_is_no_instrument() -> None:
    truth = [N] * 400 + [C] * 400
    given = [N] * 230 + [C] * 170 + [N] * 180 + [C] * 220
    (report,) = i.check(items("j", truth, given))
    assert not report.passed
    assert "balanced accuracy 0.56" in report.because


def test_the_test_is_fishers() -> None:
    expected = fisher_exact(np.array([[8, 2], [1, 9]]), alternative="greater").pvalue
    assert i.guess_p_value(8, 10, 9, 10) == pytest.approx(expected)


def test_no_answers_at_all() -> None:
    (report,) = i.check(items("j", TRUTH, [None] * 20))
    assert not report.passed
    assert report.accuracy is None
    assert i.check([]) == ()


def test_reports_are_by_judge_and_failures_are_named() -> None:
    mixed = items("b", TRUTH, [N] * 20) + items("a", TRUTH, TRUTH)
    reports = i.check(mixed)
    assert [r.judge for r in reports] == ["a", "b"]
    assert i.failed_judges(reports) == {"b"}


def test_calibration_follows_the_majority_of_judges_that_count() -> None:
    panel = (
        items("a", TRUTH, TRUTH)
        + items("b", TRUTH, [N] * 20)
        + items("c", TRUTH, [C] * 5 + [N] * 5 + [C] * 10)
    )
    assert i.calibrate(panel) == (10, 10, 10, 10)
    assert i.calibrate(panel, ignore={"a"}) == (5, 10, 10, 10)
    assert i.calibrate([]) == (0, 0, 0, 0)


def test_panel_size_is_near_the_truth_for_correlated_judges() -> None:
    rng = np.random.default_rng(11)
    found = []
    for _ in range(12):
        # Each judge copies a common draw with probability sqrt(rho): correlation rho.
        copies = rng.random((60, 3)) < 0.44**0.5
        wrong = np.where(copies, rng.random((60, 1)) < 0.25, rng.random((60, 3)) < 0.25)
        truth = [N, C] * 30
        panel = []
        for j in range(3):
            flipped = zip(truth, wrong[:, j], strict=True)
            given = [t if not w else (C if t is N else N) for t, w in flipped]
            panel += items(f"j{j}", truth, given)
        estimate = i.panel_size(panel)
        assert estimate.name == Measure.EFFECTIVE_JUDGES
        assert estimate.value is not None
        assert estimate.low is not None
        assert estimate.low <= estimate.value <= (estimate.high or 0)
        found.append(estimate.value)
    assert np.median(found) == pytest.approx(3 / (1 + 2 * 0.44), rel=0.1)


def test_panel_size_of_one_judge_and_of_judges_without_errors() -> None:
    assert i.panel_size(items("a", TRUTH, TRUTH)).value == 1
    flawless = items("a", TRUTH, TRUTH) + items("b", TRUTH, TRUTH)
    assert i.panel_size(flawless).value is None
