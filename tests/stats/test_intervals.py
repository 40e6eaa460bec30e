from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from specaudit.stats import intervals as i


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.5, 0.99))
def test_wilson_equals_the_reference_library(hits: int, n: int, level: float) -> None:
    hits = min(hits, n)
    low, high = proportion_confint(hits, n, alpha=1 - level, method="wilson")
    found = i.wilson(hits, n, level)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 1


# Counts of 1,000: Table 2 and Figure 2 of arXiv 2510.07686.
@pytest.mark.parametrize(
    ("events", "base", "value", "low", "high"),
    [(51, 11, 4.64, 2.46, 8.76), (97, 7, 13.86, 6.59, 29.2), (494, 49, 10.1, 7.6, 13.3)],
)
def test_score_intervals_of_the_published_ratios(
    events: int, base: int, value: float, low: float, high: float
) -> None:
    found = i.risk_ratio(events, 1000, base, 1000)
    assert found.value == pytest.approx(value, abs=0.02)
    assert found.low == pytest.approx(low, abs=0.05)
    assert found.high == pytest.approx(high, abs=0.05)


@pytest.mark.parametrize(
    ("events", "value", "low", "high"), [(12, 1.71, 0.68, 4.3), (14, 2.0, 0.81, 4.9)]
)
def test_log_intervals_of_the_published_ratios(
    events: int, value: float, low: float, high: float
) -> None:
    found = i.risk_ratio(events, 1000, 7, 1000, method="log")
    assert found.value == pytest.approx(value, abs=0.005)
    assert found.low == pytest.approx(low, abs=0.005)
    assert found.high == pytest.approx(high, abs=0.05)
    score = i.risk_ratio(events, 1000, 7, 1000)
    assert score.low < 1 < score.high


@given(st.integers(1, 49), st.integers(1, 49))
def test_score_intervals_equal_the_reference_library(events: int, base: int) -> None:
    expected = confint_proportions_2indep(
        events, 50, base, 60, compare="ratio", method="score", correction=False
    )
    found = i.risk_ratio(events, 50, base, 60)
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-5)


def test_ratios_with_zero_counts() -> None:
    none, every = i.risk_ratio(0, 10, 5, 10), i.risk_ratio(5, 10, 0, 10)
    assert (none.value, none.low) == (0, 0)
    assert (every.value, every.high) == (math.inf, math.inf)
    assert none.high == pytest.approx(1 / every.low, rel=1e-6)
    assert 0 < none.high < 1.5
    empty = i.risk_ratio(0, 10, 0, 10)
    assert math.isnan(empty.value)
    assert (empty.low, empty.high) == (0, math.inf)
    with pytest.raises(ValueError, match="at least one event"):
        i.risk_ratio(0, 10, 5, 10, method="log")
    with pytest.raises(ValueError, match="two groups"):
        i.risk_ratio(1, 0, 1, 2)


def test_clustered_share_is_wider_where_clusters_differ() -> None:
    even = i.wilson_clustered([5, 5, 5, 5], [10, 10, 10, 10])
    apart = i.wilson_clustered([10, 10, 0, 0], [10, 10, 10, 10])
    assert even == i.wilson(20, 40)
    assert apart.value == even.value
    assert apart.high - apart.low > even.high - even.low
    assert i.effective_size([10, 10, 0, 0], [10, 10, 10, 10]) < 4


def test_clusters_are_the_units_where_all_say_the_same() -> None:
    assert i.wilson_clustered([0, 0, 0], [10, 10, 10]) == i.wilson(0, 3)
    assert i.wilson_clustered([4], [10]) == i.wilson(0.4, 1)
    with pytest.raises(ValueError, match="cannot form"):
        i.wilson_clustered([0], [0])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8))
def test_clusters_never_add_information(pairs: list[tuple[int, int]]) -> None:
    sizes = [max(a, b) for a, b in pairs]
    assert i.effective_size([min(a, b) for a, b in pairs], sizes) <= max(sum(sizes), 0)


def test_mean_with_students_interval() -> None:
    # 1..5: mean 3, sd 1.5811, t(4) = 2.7764, half width 1.9632.
    found = i.mean_t([1, 2, 3, 4, 5])
    assert found is not None
    assert (found.low, found.high) == pytest.approx((3 - 1.9632, 3 + 1.9632), abs=1e-4)
    assert i.mean_t([1.0]) is None


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_equals_the_exact_binomial(b: int, c: int) -> None:
    expected = binomtest(b, b + c).pvalue if b + c else 1.0
    assert i.mcnemar_exact(b, c) == i.mcnemar_exact(c, b) == pytest.approx(expected)


def test_binomial_tail_and_bad_arguments() -> None:
    assert i.binomial_tail(8, 10) == pytest.approx(0.0546875)
    assert i.binomial_tail(0, 10) == 1.0
    with pytest.raises(ValueError, match="between 0 and 1"):
        i.z_value(95)
    with pytest.raises(ValueError, match="cannot form"):
        i.wilson(3, 2)
