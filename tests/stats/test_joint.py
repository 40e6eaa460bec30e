from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from specaudit.stats import joint as j


def test_independent_models_of_the_papers_rates_would_almost_never_fail_together() -> None:
    assert j.equal_rate_expectation(0.239, 5) == pytest.approx(0.0000004, abs=5e-8)
    assert j.equal_rate_expectation(0.821, 5) == pytest.approx(0.0021, abs=5e-5)


def test_joint_failure_by_hand() -> None:
    found = j.joint_failure(np.array([[1, 1], [1, 0], [0, 0], [0, 1], [np.nan, 1]]))
    assert found == (0.25, 0.25, 0.0, 0.75, 4)
    together = j.joint_failure([[1, 1], [0, 0]])
    assert (together.rate, together.expected, together.excess) == (0.5, 0.25, 0.25)


def test_nothing_complete_is_no_number() -> None:
    found = j.joint_failure(np.array([[1, np.nan]]))
    assert found.n == 0
    assert np.isnan(found.rate)


@given(
    hnp.arrays(float, st.tuples(st.integers(2, 9), st.integers(2, 5)), elements=st.integers(0, 1))
)
def test_order_does_not_matter_and_terms_agree(fails: np.ndarray) -> None:
    found = j.joint_failure(fails)
    assert j.joint_failure(fails[::-1, ::-1]) == pytest.approx(found)
    members = fails.shape[1]
    totals = np.concatenate(
        [[fails.min(axis=1).sum(), len(fails)], fails.sum(axis=0), np.full(members, len(fails))]
    )
    rate, expected = j.joint_terms(totals[None], members)
    assert (rate[0], expected[0]) == pytest.approx((found.rate, found.expected))


def test_shared_causes_show_as_excess() -> None:
    rng = np.random.default_rng(0)
    own = rng.random((4000, 5)) < 0.5
    hard = rng.random((4000, 1)) < 0.1
    assert j.joint_failure(own).excess == pytest.approx(0.0, abs=0.01)
    assert j.joint_failure(own | hard).excess > 0.06
