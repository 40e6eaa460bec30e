from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from specaudit.stats import sequential as s


@pytest.mark.parametrize(
    ("wins", "n", "value"),
    [
        (6, 6, 18.1),
        (7, 7, 31.9),
        (8, 8, 56.8),
        (9, 9, 102),
        (10, 11, 30.9),
        (11, 12, 52.4),
        (0, 0, 1.0),
    ],
)
def test_closed_values(wins: int, n: int, value: float) -> None:
    assert s.e_value(wins, n) == pytest.approx(value, rel=4e-3)


@given(st.integers(0, 25), st.integers(0, 25))
def test_e_value_is_the_mixture_it_says(wins: int, losses: int) -> None:
    n = wins + losses
    mixture = quad(lambda t: 2 * (2 * t) ** wins * (2 - 2 * t) ** losses, 0.5, 1)[0]
    assert s.e_value(wins, n) == pytest.approx(mixture, rel=1e-6)


@given(st.integers(0, 60), st.integers(0, 60))
def test_e_value_is_a_martingale_at_one_half(wins: int, losses: int) -> None:
    n = wins + losses
    ahead = (s.e_value(wins + 1, n + 1) + s.e_value(wins, n + 1)) / 2
    assert ahead == pytest.approx(s.e_value(wins, n), rel=1e-9)
    assert s.e_value(wins, n + 1) < s.e_value(wins + 1, n + 1)


def test_log_scale_carries_what_floats_cannot() -> None:
    assert s.log_e_value(5000, 5000) == pytest.approx(5000 * math.log(2) + math.log(2 / 5001))
    assert s.e_value(5000, 5000) == math.inf
    assert s.log_e_value(0, 3000) < -5
    with pytest.raises(ValueError, match="cannot be"):
        s.log_e_value(3, 2)


def test_type_one_error_and_power_match_the_published_simulation() -> None:
    rng = np.random.default_rng(0)
    table = np.array([[s.log_e_value(w, n) if w <= n else 0 for w in range(41)] for n in range(41)])

    def rejections(theta: float, threshold: float) -> float:
        wins = (rng.random((4000, 40)) < theta).cumsum(axis=1)
        logs = table[np.arange(1, 41)[None, :], wins]
        return float((logs.max(axis=1) >= math.log(threshold)).mean())

    assert rejections(0.5, 20) == pytest.approx(0.023, abs=0.009)
    assert rejections(0.7, 20) == pytest.approx(0.56, abs=0.03)
    assert rejections(0.8, 20) == pytest.approx(0.94, abs=0.015)
    assert rejections(0.8, 100) == pytest.approx(0.81, abs=0.025)


def test_futility_follows_walds_bound() -> None:
    # log(.4) = -0.916 a loss, log(1.6) = 0.470 a win, bound log(.1/.95) = -2.251.
    assert not s.futile(0, 2)
    assert s.futile(0, 3)
    assert not s.futile(2, 5)
    assert s.futile(2, 6)
    rng = np.random.default_rng(1)
    steps = []
    for _ in range(2000):
        wins = n = 0
        upper = math.log(0.9 / 0.05)
        while not s.futile(wins, n) and wins * math.log(1.6) + (n - wins) * math.log(0.4) < upper:
            n += 1
            wins += rng.random() < 0.5
        steps.append(n)
    assert np.mean(steps) == pytest.approx(10.7, abs=0.9)


def test_mean_of_e_values() -> None:
    assert math.exp(s.log_mean_e([math.log(8), 0.0], [0.75, 0.25])) == pytest.approx(6.25)
    assert s.log_mean_e([2000.0, 0.0], [0.5, 0.5]) == pytest.approx(2000 - math.log(2))


def test_outlook_by_hand() -> None:
    # From 5/5 one win more gives e = 18.1; the chance of a win is 6/7.
    near = s.outlook(5, 5, math.log(18), 1)
    assert near.reject == pytest.approx(6 / 7)
    assert near.seeds == 1
    assert s.outlook(6, 6, math.log(18), 5) == (1.0, 0.0)
    assert s.outlook(0, 3, math.log(18), 5) == (0.0, 0.0)
    assert s.outlook(6, 6, math.log(18), 5).worth == 0.0


def test_outlook_prefers_the_candidate_that_has_won() -> None:
    worths = [s.outlook(w, 6, math.log(50), 10).worth for w in range(2, 7)]
    assert worths == sorted(worths)
    assert worths[-1] > 3 * worths[-3]
