from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_kappa

from specaudit.stats import agreement as a

RATINGS = hnp.arrays(
    float, st.tuples(st.integers(3, 9), st.integers(2, 4)), elements=st.integers(0, 2)
)
# Fleiss (1971) as printed in textbooks: ten subjects, fourteen raters, five categories.
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
N = math.nan
# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example C: four observers.
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
).T


def test_kappa_of_the_paper_follows_from_its_marginals() -> None:
    value = a.kappa_from_marginals([0.6752, 0.7239, 0.7684], [0.481, 0.355, 0.365])
    assert value == pytest.approx(0.4220, abs=5e-5)


def test_fleiss_kappa_on_the_textbook_table() -> None:
    assert a.fleiss_kappa(FLEISS) == pytest.approx(0.210, abs=5e-4)
    assert a.fleiss_kappa(FLEISS) == pytest.approx(statsmodels_kappa(np.array(FLEISS)))


@pytest.mark.parametrize(
    ("metric", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_krippendorff_alpha_on_its_authors_example(metric: a.Metric, value: float) -> None:
    assert a.krippendorff_alpha(KRIPPENDORFF - 1, 5, metric) == pytest.approx(value, abs=5e-4)


@given(hnp.arrays(float, (8, 3), elements=st.sampled_from([0.0, 1.0, 2.0, math.nan])))
def test_alpha_equals_the_reference_library(ratings: np.ndarray) -> None:
    counts = a.counts_table(ratings, 3)
    pairable = counts[counts.sum(axis=1) > 1]
    if (pairable.sum(axis=0) > 0).sum() < 2:
        return
    for metric in ("nominal", "ordinal", "interval"):
        expected = krippendorff.alpha(value_counts=counts, level_of_measurement=metric)
        assert a.krippendorff_alpha(ratings, 3, metric) == pytest.approx(expected)


def test_ac1_holds_where_kappa_falls_to_nothing() -> None:
    # Gwet's paradox: 118 of 125 items agreed on "yes", 2 and 5 split, none agreed on "no".
    counts = [[2, 0]] * 118 + [[1, 1]] * 7
    assert a.pairwise_agreement(counts) == pytest.approx(0.944)
    assert a.fleiss_kappa(counts) == pytest.approx(-0.0288, abs=5e-5)
    assert a.gwet_ac1(counts) == pytest.approx(0.9408, abs=5e-5)


def test_cohen_kappa_by_hand() -> None:
    # 20 + 15 of 50 agree, chance (25*30 + 25*20) / 2500 = 0.5.
    first = [1] * 25 + [0] * 25
    second = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert a.cohen_kappa(first, second) == pytest.approx(0.4)
    assert a.cohen_kappa([*first, N], [*second, 1]) == pytest.approx(0.4)
    assert math.isnan(a.cohen_kappa([N], [1]))


def test_implied_cohen_kappas_of_the_paper() -> None:
    # From flag rates and pairwise agreement alone; method notes give 0.34, 0.44, 0.50.
    rates, found = {"c": 0.481, "o": 0.355, "g": 0.365}, []
    for x, y, agreed in (("c", "o", 0.6752), ("c", "g", 0.7239), ("o", "g", 0.7684)):
        p, q = rates[x], rates[y]
        both = (agreed - 1 + p + q) / 2
        cells = [round(10000 * v) for v in (both, p - both, q - both, 1 - p - q + both)]
        first = [1] * (cells[0] + cells[1]) + [0] * (cells[2] + cells[3])
        second = [1] * cells[0] + [0] * cells[1] + [1] * cells[2] + [0] * cells[3]
        found.append(a.cohen_kappa(first, second))
    assert found == pytest.approx([0.34, 0.44, 0.50], abs=6e-3)


@given(RATINGS, st.permutations([0, 1, 2]))
def test_nominal_coefficients_ignore_names_of_labels_and_order_of_judges(
    ratings: np.ndarray, names: list[int]
) -> None:
    renamed = np.array(names, dtype=float)[ratings.astype(int)]
    for table in (renamed, ratings[:, ::-1], ratings[::-1]):
        for coefficient in (a.fleiss_kappa, a.gwet_ac1):
            expected = coefficient(a.counts_table(ratings, 3))
            assert coefficient(a.counts_table(table, 3)) == pytest.approx(expected, nan_ok=True)
        assert a.krippendorff_alpha(table, 3) == pytest.approx(
            a.krippendorff_alpha(ratings, 3), nan_ok=True
        )


@given(RATINGS)
def test_ordinal_alpha_survives_turning_the_scale_round(ratings: np.ndarray) -> None:
    turned = a.krippendorff_alpha(2 - ratings, 3, "ordinal")
    assert turned == pytest.approx(a.krippendorff_alpha(ratings, 3, "ordinal"), nan_ok=True)


def test_perfect_agreement_is_one_and_one_label_is_undefined() -> None:
    counts = [[3, 0], [0, 3], [3, 0]]
    assert a.fleiss_kappa(counts) == pytest.approx(1.0)
    assert a.krippendorff_alpha([[0, 0], [1, 1]], 2) == pytest.approx(1.0)
    assert math.isnan(a.fleiss_kappa([[3, 0], [3, 0]]))
    assert math.isnan(a.krippendorff_alpha([[0, 0], [0, 0]], 2))
    assert math.isnan(a.pairwise_agreement([[1, 0]]))


def test_collapse_pools_ambiguous_with_non_compliant() -> None:
    assert a.collapse(np.array([[1.0, 1.0, 1.0]]), [1, 2]).tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("first", "second", "masi", "jaccard"),
    [
        ("ab", "ab", 0.0, 0.0),
        ("", "", 0.0, 0.0),
        ("a", "b", 1.0, 1.0),
        ("a", "", 1.0, 1.0),
        ("a", "ab", 1 - 1 / 2 * 2 / 3, 0.5),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3, 2 / 3),
    ],
)
def test_distances_between_sets(first: str, second: str, masi: float, jaccard: float) -> None:
    one, two = frozenset(first), frozenset(second)
    assert a.masi_distance(one, two) == a.masi_distance(two, one) == pytest.approx(masi)
    assert a.jaccard_distance(one, two) == pytest.approx(jaccard)


def test_alpha_of_sets() -> None:
    x, y = frozenset("x"), frozenset("y")
    assert a.alpha_of_sets([[x, x], [y, y], [x, x]]) == pytest.approx(1.0)
    assert a.alpha_of_sets([[x, y], [y, x], [x, y]]) < 0
    assert math.isnan(a.alpha_of_sets([[x, x]]))
    # Disjoint single sets make it nominal alpha.
    labels = [[0, 1, 1], [1, 1, 1], [0, 0, 1]]
    sets = [[frozenset(str(v)) for v in row] for row in labels]
    assert a.alpha_of_sets(sets) == pytest.approx(a.krippendorff_alpha(labels, 2))


def test_effective_judges() -> None:
    assert a.effective_judges(9, 0.4375) == pytest.approx(2.0)
    assert a.effective_judges(3, 0.44) == pytest.approx(1.6, abs=0.01)
    assert a.effective_judges(3, -0.5) == 3
    assert a.effective_judges(0, 0.0) == 0


def test_correlation_of_errors() -> None:
    rng = np.random.default_rng(3)
    shared = rng.random((20000, 1)) < 0.44**0.5
    own, common = rng.random((20000, 3)) < 0.2, rng.random((20000, 1)) < 0.2
    errors = np.where(shared, common, own)
    assert a.mean_correlation(errors) == pytest.approx(0.66, abs=0.03)
    assert a.mean_correlation([[0, 1], [0, 0], [0, 1]]) == 0
    # Covariance 1/8; variances 1/4 and 3/16, so 7/32 in the mean.
    assert a.mean_correlation([[1, 1], [0, 0], [0, 0]]) == pytest.approx(1.0)
    assert a.mean_correlation([[1, 1], [1, 0], [0, 0], [0, 0]]) == pytest.approx(0.125 / 0.21875)
    assert math.isnan(a.mean_correlation([[0, 0], [0, 0], [0, 0]]))
    assert math.isnan(a.mean_correlation([[0, np.nan], [np.nan, 1], [1, np.nan]]))


def test_bootstrap_covers_the_coefficient_and_repeats_by_seed() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 80)
    flips = rng.random((80, 3)) < 0.15
    counts = a.counts_table(np.where(flips, 1 - truth[:, None], truth[:, None]), 2)
    for name in ("kappa", "ac1", "nominal", "ordinal"):
        found = a.bootstrap_coefficient(counts, name, np.random.default_rng(7))
        again = a.bootstrap_coefficient(counts, name, np.random.default_rng(7))
        assert found == again
        assert found.interval is not None
        assert found.interval.low < found.interval.value < found.interval.high
        assert found.interval.high - found.interval.low < 0.4
    assert a.bootstrap_coefficient([[1, 0]], "kappa", rng).value is None
    alike = a.bootstrap_coefficient([[2, 0]] * 3, "kappa", rng)
    assert (alike.value, alike.interval, alike.items) == (None, None, 3)
