from __future__ import annotations

import numpy as np
import pytest

from specaudit.stats import calibration as c


def test_rogan_gladen_by_hand() -> None:
    # 23 of 150 positive at sensitivity .96, specificity .89: (0.1533 - 0.11) / 0.85 = 5.1 %.
    found = c.rogan_gladen(23, 150, 96, 100, 89, 100)
    assert found is not None
    assert found.value == pytest.approx(0.051, abs=5e-4)
    assert found.low == 0.0
    assert 0.1 < found.high < 0.2


def test_a_perfect_test_leaves_the_rate_as_it_is() -> None:
    found = c.rogan_gladen(30, 100, 10**6, 10**6, 10**6, 10**6)
    assert found is not None
    assert found.value == pytest.approx(0.3)
    assert (found.low, found.high) == pytest.approx((0.219, 0.396), abs=3e-3)


def test_calibration_that_rests_on_few_items_widens_the_interval() -> None:
    few = c.rogan_gladen(300, 1000, 9, 10, 9, 10)
    many = c.rogan_gladen(300, 1000, 900, 1000, 900, 1000)
    assert few is not None
    assert many is not None
    assert few.value == pytest.approx(many.value)
    assert few.high - few.low > 2 * (many.high - many.low)


def test_no_correction_where_the_judge_knows_nothing() -> None:
    assert c.rogan_gladen(5, 10, 5, 10, 5, 10) is None
    assert c.rogan_gladen(5, 10, 5, 10, 0, 0) is None
    assert c.rogan_gladen(0, 0, 5, 10, 9, 10) is None


def test_rates_stay_within_bounds() -> None:
    none = c.rogan_gladen(0, 50, 45, 50, 40, 50)
    every = c.rogan_gladen(50, 50, 40, 50, 50, 50)
    assert none is not None
    assert every is not None
    assert (none.value, none.low) == (0.0, 0.0)
    assert (every.value, every.high) == (1.0, 1.0)


def test_interval_covers_the_truth() -> None:
    rng = np.random.default_rng(4)
    truth, se, sp, covered = 0.3, 0.85, 0.9, 0
    for _ in range(1500):
        seen = rng.binomial(200, truth * se + (1 - truth) * (1 - sp))
        found = c.rogan_gladen(seen, 200, rng.binomial(40, se), 40, rng.binomial(40, sp), 40)
        covered += found is not None and found.low <= truth <= found.high
    assert covered / 1500 == pytest.approx(0.955, abs=0.02)


def test_quality() -> None:
    found = c.quality(8, 10, 6, 10)
    assert found.balanced_accuracy == pytest.approx(0.7)
    assert found.sensitivity is not None
    assert found.sensitivity.value == 0.8
    assert c.quality(0, 0, 6, 10).balanced_accuracy is None
