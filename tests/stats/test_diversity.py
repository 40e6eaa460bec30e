from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from specaudit.stats import diversity as d

LINE = np.abs(np.subtract.outer([0.0, 1, 2, 7, 10], [0.0, 1, 2, 7, 10]))


def test_worked_example_on_a_line() -> None:
    # From 0: the farthest is 10, then 7 (3 from 10), then 2 (2 from 0), then 1.
    found = d.farthest_first(LINE)
    assert found.chosen == (0, 4, 3, 2, 1)
    assert found.radii == (float("inf"), 10, 3, 2, 1)


def test_stopping_by_distance_and_by_number() -> None:
    assert d.farthest_first(LINE, stop=2).chosen == (0, 4, 3)
    assert d.farthest_first(LINE, limit=2).chosen == (0, 4)
    assert d.farthest_first(np.zeros((0, 0))).chosen == ()


def test_weights_keep_heavy_regions_denser() -> None:
    # 0.8 / weight: items of weight 3 may stand 0.27 apart, items of weight 1 may not.
    points = [0.0, 0.3, 5.0, 5.3]
    matrix = np.abs(np.subtract.outer(points, points))
    found = d.farthest_first(matrix, stop=0.8, weights=[3, 3, 1, 1])
    assert set(found.chosen) == {0, 1, 3}


def test_the_chosen_cover_everything_within_the_stop() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(200, 3))
    matrix = np.linalg.norm(points[:, None] - points[None], axis=2)
    found = d.farthest_first(matrix, stop=0.9)
    assert matrix[list(found.chosen)].min(axis=0).max() <= 0.9
    inner = matrix[np.ix_(found.chosen, found.chosen)] + 9 * np.eye(len(found.chosen))
    assert inner.min() > 0.9


@settings(max_examples=60)
@given(
    hnp.arrays(float, st.tuples(st.integers(1, 40), st.just(2)), elements=st.integers(0, 8)),
    st.integers(1, 9),
    st.sampled_from([0.0, 1.0, 2.5]),
    st.booleans(),
)
def test_lazy_batches_choose_what_greedy_chooses(
    points: np.ndarray, block: int, stop: float, weighted: bool
) -> None:
    weights = list(1.0 + np.arange(len(points)) % 3) if weighted else None
    matrix = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    plain = d.farthest_first(matrix, stop=stop, weights=weights)
    lazy = d.farthest_first_vectors(points, stop=stop, weights=weights, block=block)
    assert lazy.chosen == plain.chosen
    assert lazy.radii == pytest.approx(plain.radii)


def test_lazy_batches_on_many_vectors() -> None:
    rng = np.random.default_rng(1)
    points = rng.normal(size=(1500, 24))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    matrix = np.linalg.norm(points[:, None] - points[None], axis=2)
    plain = d.farthest_first(matrix, stop=0.9, limit=300)
    assert d.farthest_first_vectors(points, stop=0.9, limit=300, block=64).chosen == plain.chosen


def test_shingles_fold_case_and_spacing() -> None:
    texts = ["How do I  bake bread?", "how do i bake bread?", "Tax law for landlords", "", "Hi"]
    matrix = d.shingle_distances(texts)
    assert matrix[0, 1] == 0
    assert matrix[0, 2] > 0.95
    assert matrix[3, 4] == 1
    assert np.array_equal(matrix, matrix.T)
