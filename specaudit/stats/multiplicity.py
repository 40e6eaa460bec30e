"""Many hypotheses at once: which to reject so that few rejections are false."""

from __future__ import annotations

import math
from collections.abc import Sequence


def e_bh(log_e_values: Sequence[float], alpha: float) -> tuple[bool, ...]:
    """The e-BH procedure (Wang and Ramdas 2022, arXiv 2009.02824).

    Rejects the hypotheses with the k largest e-values for the largest k such that the k-th
    is at least K / (k * alpha). Holds the false discovery rate at alpha under any
    dependence, for e-values at any stopping time (but not for running maxima).

    Args:
        log_e_values: Natural logs of the e-values, one per hypothesis.
        alpha: False discovery rate, above 0.

    Returns:
        For each hypothesis, in the order given, whether it is rejected.
    """
    threshold = e_bh_log_threshold(log_e_values, alpha)
    return tuple(v >= threshold - 1e-12 for v in log_e_values)


def e_bh_log_threshold(log_e_values: Sequence[float], alpha: float) -> float:
    """Log of the e-value that e-BH asks for here: K / (k* alpha); infinite if none passes."""
    total = len(log_e_values)
    ranked = sorted(log_e_values, reverse=True)
    passing = [k for k, v in enumerate(ranked, 1) if v >= math.log(total / (k * alpha)) - 1e-12]
    return math.log(total / (passing[-1] * alpha)) if passing else math.inf


def bh(p_values: Sequence[float], alpha: float) -> tuple[bool, ...]:
    """Benjamini and Hochberg (1995): for independent or positively dependent p-values."""
    return _step_up(p_values, alpha)


def by(p_values: Sequence[float], alpha: float) -> tuple[bool, ...]:
    """Benjamini and Yekutieli (2001): BH at alpha / (1 + 1/2 + ... + 1/K), any dependence."""
    harmonic = math.fsum(1 / k for k in range(1, len(p_values) + 1))
    return _step_up(p_values, alpha / harmonic if p_values else alpha)


def _step_up(p_values: Sequence[float], alpha: float) -> tuple[bool, ...]:
    total = len(p_values)
    ranked = sorted(p_values)
    passing = [k for k, p in enumerate(ranked, 1) if p <= alpha * k / total]
    cut = ranked[passing[-1] - 1] if passing else -1.0
    return tuple(p <= cut for p in p_values)
