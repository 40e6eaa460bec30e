"""Evidence that may be looked at after every seed: the paired sign e-process and its stops."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

FUTILITY_EFFECT = 0.8
"""Win probability that is worth finding; the futility bound tests against it."""


def log_e_value(wins: int, n: int) -> float:
    """Log e-value of wins out of n untied pairs against "a win is no likelier than a loss".

    The mixture of likelihood ratios over win probabilities theta ~ Uniform(1/2, 1]:
    E_n = mean over theta of (2 theta)^s (2 (1 - theta))^(n - s). In closed form
    2^(n+1) B(s+1, n-s+1) P(Bin(n+1, 1/2) <= s), evaluated on the log scale. E is a test
    supermartingale under the null hypothesis, so E >= 1/alpha rejects at level alpha at any
    stopping time (Ville). 6/6 gives 18.1, 7/7 31.9, 9/9 102, 10/11 30.9, 11/12 52.4.

    Raises:
        ValueError: where wins lie outside [0, n].
    """
    if not 0 <= wins <= n:
        msg = f"{wins} wins in {n} pairs cannot be"
        raise ValueError(msg)
    log_beta = math.lgamma(wins + 1) + math.lgamma(n - wins + 1) - math.lgamma(n + 2)
    return (n + 1) * math.log(2) + log_beta + _log_binomial_cdf(wins, n + 1)


def e_value(wins: int, n: int) -> float:
    """The e-value itself, infinite where it exceeds the largest float."""
    log_e = log_e_value(wins, n)
    return math.exp(log_e) if log_e < 709 else math.inf


@lru_cache(maxsize=65536)
def _log_binomial_cdf(k: int, n: int) -> float:
    """Log P(Bin(n, 1/2) <= k), summed from the largest term so that nothing underflows."""
    terms = [math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1) for j in range(k + 1)]
    top = max(terms)
    return top + math.log(math.fsum(math.exp(t - top) for t in terms)) - n * math.log(2)


def log_mean_e(log_values: list[float], weights: list[float]) -> float:
    """Log of the weighted mean of e-values, itself an e-value whatever their dependence.

    Args:
        log_values: Logs of the e-values.
        weights: Non-negative, fixed before the data, summing to 1.
    """
    pairs = [(v, w) for v, w in zip(log_values, weights, strict=True) if w > 0]
    top = max(v for v, _ in pairs)
    return top + math.log(math.fsum(w * math.exp(v - top) for v, w in pairs))


def futile(
    wins: int,
    n: int,
    *,
    effect: float = FUTILITY_EFFECT,
    alpha: float = 0.05,
    beta: float = 0.10,
) -> bool:
    """Whether Wald's lower bound (1/2 against the effect) says to stop for lack of promise.

    Stopping here never adds false alarms: the e-process holds at any stopping time. It
    costs power of at most about beta where the win probability is the effect.
    """
    log_ratio = wins * math.log(2 * effect) + (n - wins) * math.log(2 * (1 - effect))
    return log_ratio <= math.log(beta / (1 - alpha))


class Outlook(NamedTuple):
    """What further seeds promise for one candidate."""

    reject: float
    """Chance that the e-value crosses its threshold within the seeds left."""
    seeds: float
    """Expected number of further seeds until it is decided or the seeds run out."""

    @property
    def worth(self) -> float:
        """Chance of a decision for the gap per seed spent."""
        return self.reject / self.seeds if self.seeds else 0.0


def outlook(wins: int, n: int, log_threshold: float, left: int, *, beta: float = 0.10) -> Outlook:
    """Look ahead from (wins, n), the next seeds being wins as a Beta(1 + s, 1 + n - s) says.

    The predictive chance of a win is (s + 1) / (n + 2) (Laplace). Exact by dynamic
    programming over the states that can be reached before a bound is crossed.
    """
    open_states = {wins: 1.0}
    reject = seeds = 0.0
    for step in range(left + 1):
        count = n + step
        waiting: dict[int, float] = {}
        for s, chance in open_states.items():
            if log_e_value(s, count) >= log_threshold:
                reject += chance
            elif not futile(s, count, beta=beta):
                waiting[s] = chance
        if step == left:
            break
        open_states = {}
        for s, chance in waiting.items():
            seeds += chance
            win = (s + 1) / (count + 2)
            open_states[s + 1] = open_states.get(s + 1, 0.0) + chance * win
            open_states[s] = open_states.get(s, 0.0) + chance * (1 - win)
    return Outlook(reject, seeds)
