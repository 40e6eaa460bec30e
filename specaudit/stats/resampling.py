"""Bootstrap over clusters: resampled weights, so that every statistic is one matrix product."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from specaudit.stats.intervals import Interval

Floats = NDArray[np.float64]


def cluster_weights(clusters: int, rng: np.random.Generator, draws: int = 1000) -> Floats:
    """How often each cluster is drawn in each bootstrap sample: draws x clusters, rows sum to m."""
    return rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws).astype(float)


def bootstrap(
    sums: Floats,
    statistic: Callable[[Floats], Floats],
    rng: np.random.Generator,
    *,
    level: float = 0.95,
    draws: int = 1000,
) -> Interval | None:
    """Percentile interval of a statistic of totals over clusters (Efron and Tibshirani 1993).

    Args:
        sums: Clusters x terms; each row holds what one cluster adds to the totals.
        statistic: Maps totals (any number of rows x terms) to one value per row; NaN where
            the totals do not define it.
        rng: Source of the resampling.
        level: Coverage.
        draws: Bootstrap samples.

    Returns:
        The statistic of all clusters with its interval, or None where fewer than two
        clusters exist or most resamples leave it undefined.
    """
    if len(sums) < 2:
        return None
    return bootstrap_weighted(sums, statistic, cluster_weights(len(sums), rng, draws), level=level)


def bootstrap_weighted(
    sums: Floats,
    statistic: Callable[[Floats], Floats],
    weights: Floats,
    *,
    level: float = 0.95,
) -> Interval | None:
    """`bootstrap` on weights drawn before, so that several statistics share their resamples."""
    value = float(statistic(sums.sum(axis=0, keepdims=True))[0])
    if len(sums) < 2 or np.isnan(value):
        return None
    values = statistic(weights @ sums)
    values = values[~np.isnan(values)]
    if len(values) < len(weights) / 2:
        return None
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return Interval(value, min(value, float(low)), max(value, float(high)))


def ratio(totals: Floats) -> Floats:
    """Statistic for `bootstrap`: first term over second, NaN where the second is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        result: Floats = np.where(totals[:, 1] > 0, totals[:, 0] / totals[:, 1], np.nan)
    return result
