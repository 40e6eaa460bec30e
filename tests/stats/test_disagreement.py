from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from specaudit.stats import disagreement as d

SCORES = hnp.arrays(
    float, st.tuples(st.integers(2, 7), st.integers(1, 3)), elements=st.integers(0, 6)
)
SAMPLES = hnp.arrays(
    float, st.tuples(st.integers(2, 6), st.integers(2, 4)), elements=st.integers(0, 6)
)


@pytest.mark.parametrize(
    ("members", "top"), [(2, 3.0), (3, 2.828), (4, 3.0), (5, 2.939), (7, 2.969), (12, 3.0)]
)
def test_the_largest_disagreement_depends_on_the_committee_size(members: int, top: float) -> None:
    half = members // 2
    extreme = [0.0] * half + [6.0] * (members - half)
    assert d.max_disagreement(members) == pytest.approx(top, abs=5e-4)
    assert d.disagreement(extreme) == pytest.approx(d.max_disagreement(members))
    assert d.normalised(d.disagreement(extreme), members) == pytest.approx(1.0)


@pytest.mark.parametrize(("members", "best"), [(3, 1.414), (5, 1.470), (7, 1.485), (2, 1.5)])
def test_a_spread_of_three_stays_below_the_cut_with_an_odd_committee(
    members: int, best: float
) -> None:
    assert d.max_disagreement(members, 0, 3) == pytest.approx(best, abs=5e-4)


def test_one_outlier_among_twelve() -> None:
    assert d.disagreement([3.0] * 11 + [6.0]) == pytest.approx(0.829, abs=5e-4)
    assert d.disagreement([0.0] * 11 + [6.0]) == pytest.approx(1.658, abs=5e-4)


def test_disagreement_takes_the_larger_axis_not_the_mean() -> None:
    assert d.disagreement([[0, 3], [6, 3], [0, 3], [6, 3]]) == pytest.approx(3.0)


def test_missing_scores_are_left_out_and_too_few_are_no_number() -> None:
    assert d.disagreement([[0, np.nan], [6, np.nan], [np.nan, 2]]) == pytest.approx(3.0)
    assert math.isnan(d.disagreement([[1, np.nan], [np.nan, 2]]))
    assert math.isnan(d.normalised(1.0, 1))


@given(SCORES)
def test_popoviciu_bounds_disagreement(scores: np.ndarray) -> None:
    value = d.disagreement(scores)
    spread = (scores.max(axis=0) - scores.min(axis=0)).max()
    assert value <= spread / 2 + 1e-9
    assert value <= d.max_disagreement(len(scores)) + 1e-9


@given(SCORES, st.randoms(use_true_random=False), st.floats(0.1, 5), st.floats(-3, 3))
def test_disagreement_ignores_order_and_shift_and_follows_scale(
    scores: np.ndarray, random: object, scale: float, shift: float
) -> None:
    mixed = scores[::-1, ::-1]
    assert d.disagreement(mixed) == pytest.approx(d.disagreement(scores))
    moved = d.disagreement(scores * scale + shift)
    assert moved == pytest.approx(scale * d.disagreement(scores), abs=1e-9)


def test_variance_components_by_hand() -> None:
    # Means 1, 5; MS_B = 2 * (4 + 4) / 1 = 16, MS_W = (2 + 2) / 2 = 2, between = 14 / 2.
    found = d.variance_components([[0, 2], [4, 6]])
    assert (found.between, found.within) == pytest.approx((7.0, 2.0))
    assert found.sigma == pytest.approx(math.sqrt(7))
    assert found.icc == pytest.approx(7 / 9)


def test_unbalanced_components_by_hand() -> None:
    # n = 3, 1: MS_W = 2 / 2 = 1, grand mean 2.5, MS_B = 3 * 0.25 + 2.25 = 3, n0 = 4 - 10 / 4.
    found = d.variance_components(np.array([[1, 2, 3], [4, np.nan, np.nan]]))
    assert found.within == pytest.approx(1.0)
    assert found.between == pytest.approx((3.0 - 1.0) / 1.5)
    assert (found.members, found.answers) == (2, 4)


def test_noise_alone_averages_to_no_disagreement() -> None:
    rng = np.random.default_rng(5)
    values = [d.variance_components(rng.normal(3, 1, (5, 2))).between for _ in range(4000)]
    assert np.mean(values) == pytest.approx(0.0, abs=0.02)


def test_a_true_difference_is_recovered_where_raw_scores_overstate_it() -> None:
    rng = np.random.default_rng(6)
    betweens, raws = [], []
    for _ in range(3000):
        table = rng.normal(0, 1.0, (6, 1)) + rng.normal(0, 1.5, (6, 2))
        betweens.append(d.variance_components(table).between)
        raws.append(table.mean(axis=1).var(ddof=1))
    assert np.mean(betweens) == pytest.approx(1.0, abs=0.06)
    assert np.mean(raws) > 1.9


@pytest.mark.parametrize("table", [[[1, 2]], [[1], [2]], [[np.nan, np.nan], [1, 2]]])
def test_components_are_unknown_without_two_members_and_repeats(table: list[list[float]]) -> None:
    found = d.variance_components(table)
    assert math.isnan(found.between)
    assert math.isnan(found.icc)


@given(SAMPLES)
def test_components_ignore_order_of_members_and_samples(table: np.ndarray) -> None:
    found, mixed = d.variance_components(table), d.variance_components(table[::-1, ::-1])
    assert mixed.between == pytest.approx(found.between, abs=1e-9)
    assert mixed.within == pytest.approx(found.within, abs=1e-9)


def test_leaving_out_the_odd_member_removes_the_difference() -> None:
    table = np.array([[1, 1], [1, 1], [1, 1], [6, 6]], dtype=float)
    without = d.without_each(table)
    assert without[3] == 0.0
    assert all(without[:3] > 5)


def test_permutation_test_sees_members_and_not_noise() -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(3, 1, (8, 4, 2))
    split = noise + np.array([0.0, 0.0, 4.0, 4.0])[None, :, None]
    assert d.permutation_test(split, rng, 999) == pytest.approx(0.001)
    assert d.permutation_test(noise, rng, 999) > 0.05


def test_permutation_test_keeps_its_level() -> None:
    rng = np.random.default_rng(2)
    values = [d.permutation_test(rng.normal(0, 1, (3, 4, 2)), rng, 199) for _ in range(300)]
    assert np.mean(np.array(values) <= 0.05) < 0.085
    assert np.mean(values) == pytest.approx(0.5, abs=0.06)


def test_permutation_test_copes_with_missing_answers_and_checks_its_shape() -> None:
    table = np.array([[[1, np.nan], [5, 6], [np.nan, np.nan]], [[np.nan] * 2] * 3])
    assert 0 < d.permutation_test(table, np.random.default_rng(0), 99) <= 1
    with pytest.raises(ValueError, match="queries x members x samples"):
        d.permutation_test(np.zeros((2, 2)), np.random.default_rng(0))
