from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.stats import capture as c

# Frequency counts of spiders in girdled and logged plots (Ellison et al. 2010), as used in
# the documentation of Chao's estimators: value, lower and upper limit.
GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, *[2] * 4, *[1] * 12]
LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, *[2] * 4, *[1] * 14]


@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [(GIRDLED, 43.893, 30.511, 96.971), (LOGGED, 61.403, 43.502, 128.583)],
)
def test_chao1_on_published_data(counts: list[int], value: float, low: float, high: float) -> None:
    found = c.chao1(counts)
    assert found == pytest.approx((value, low, high), abs=2e-3)


def test_chao2_counts_readings_not_repeats() -> None:
    found = c.chao2([{"a", "b"}, {"a", "c"}, ["a", "a", "d"]])
    # Four kinds, three seen once, none twice: 4 + (2/3) * 3 * 2 / 2.
    assert found.value == pytest.approx(6.0)
    assert found.low >= 4


def test_chapman_by_hand() -> None:
    found = c.chapman(20, 15, 10)
    assert found.value == pytest.approx(21 * 16 / 11 - 1)
    assert 25 < found.low < found.value < found.high < 50


def test_readings_that_agree_expect_nothing_unseen_and_still_do_not_rule_it_out() -> None:
    assert c.chapman(5, 5, 5) == (5, 5, 5)
    assert c.chao1([]) == (0, 0, 0)
    # Nine kinds, each seen twice: P = exp(-2), so up to (9 + 1.96 sqrt(9 P)) / (1 - P).
    value, low, high = c.chao1([2] * 9)
    assert (value, low) == (9, 9)
    assert high == pytest.approx((9 + 1.959964 * 3 * 0.3678794) / 0.8646647)
    assert c.chao1([9] * 9).high < 9.1
    with pytest.raises(ValueError, match="common to readings"):
        c.chapman(3, 4, 5)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40))
def test_an_estimate_never_falls_below_what_was_seen(counts: list[int]) -> None:
    seen = sum(f > 0 for f in counts)
    found = c.chao1(counts)
    assert seen <= found.low <= found.value <= found.high
