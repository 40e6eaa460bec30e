from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from specaudit.stats import multiplicity as m

Method = Callable[[Sequence[float], float], tuple[bool, ...]]


def test_e_bh_by_hand() -> None:
    # K = 200 with 20 rejections at 0.1 asks for e = 100: nine straight wins (102) pass.
    logs = [math.log(102)] * 20 + [0.0] * 180
    assert sum(m.e_bh(logs, 0.1)) == 20
    assert m.e_bh_log_threshold(logs, 0.1) == pytest.approx(math.log(100))
    assert not any(m.e_bh([math.log(99)] * 20 + [0.0] * 180, 0.1))
    assert m.e_bh([math.log(10)], 0.1) == (True,)
    assert m.e_bh([], 0.1) == ()
    assert m.e_bh_log_threshold([0.0], 0.1) == math.inf


@given(st.lists(st.floats(-5, 20), min_size=1, max_size=30), st.floats(0.01, 0.5))
def test_e_bh_is_bh_on_inverse_e_values(logs: list[float], alpha: float) -> None:
    inverse = [math.exp(-v) for v in logs]
    assert sum(m.e_bh(logs, alpha)) == pytest.approx(sum(m.bh(inverse, alpha)), abs=0)


@given(st.lists(st.floats(1e-6, 1), min_size=1, max_size=30), st.floats(0.01, 0.5))
def test_bh_and_by_equal_the_reference_library(p_values: list[float], alpha: float) -> None:
    methods: tuple[tuple[Method, Literal["bh", "by"]], ...] = ((m.bh, "bh"), (m.by, "by"))
    for ours, name in methods:
        adjusted = false_discovery_control(p_values, method=name)
        clear = np.abs(adjusted - alpha) > 1e-9
        assert np.array_equal(np.array(ours(p_values, alpha))[clear], (adjusted <= alpha)[clear])


def test_nothing_to_test() -> None:
    assert m.bh([], 0.1) == m.by([], 0.1) == ()
