"""How far the members of a committee stand apart, with the noise of each member taken out."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def disagreement(scores: ArrayLike) -> float:
    """D of a query: the largest population SD over the axes (arXiv 2510.07686, section 2.2).

    Args:
        scores: Members x axes (or members alone); NaN marks a missing score. The SD
            divides by the number of members (ddof = 0), which the paper's top bin of 3.0
            for scores 0-6 implies.

    Returns:
        D, or NaN where no axis has two members.
    """
    table = np.asarray(scores, dtype=float)
    table = table[:, None] if table.ndim == 1 else table
    spreads = [float(np.std(c[~np.isnan(c)])) for c in table.T if (~np.isnan(c)).sum() > 1]
    return max(spreads, default=math.nan)


def max_disagreement(members: int, low: float = 0.0, high: float = 6.0) -> float:
    """Largest D that so many members can reach on a scale: half at either end.

    Popoviciu's bound (range / 2) for an even number; for an odd one
    range * sqrt(floor(k/2) * ceil(k/2)) / k, 2.83 for 3 members and 2.94 for 5 on 0-6.
    """
    if members < 2:
        return 0.0
    return (high - low) * math.sqrt((members // 2) * ((members + 1) // 2)) / members


def normalised(value: float, members: int, low: float = 0.0, high: float = 6.0) -> float:
    """D as a share of what the committee's size allows, so that sizes can be compared."""
    top = max_disagreement(members, low, high)
    return value / top if top else math.nan


class Components(NamedTuple):
    """Variance of one query's scores, split between members and within them."""

    between: float
    """Unclipped estimate of the variance between members; negative by chance. NaN if unknown."""
    within: float
    """Variance of a member's repeated answers; NaN where no member answered twice."""
    members: int
    answers: int

    @property
    def sigma(self) -> float:
        """SD between members above the noise floor."""
        return math.sqrt(max(0.0, self.between))

    @property
    def icc(self) -> float:
        """Share of the variance that lies between members, ICC(1); NaN where nothing varies."""
        signal = max(0.0, self.between)
        total = signal + self.within
        return signal / total if total > 0 else math.nan


def variance_components(samples: ArrayLike) -> Components:
    """One-way random-effects split of members x samples, NaN where an answer is missing.

    With r answers each: MS_B = r * sum (m_i - m)^2 / (k - 1), MS_W the pooled variance
    within members, between = (MS_B - MS_W) / r. Unequal numbers of answers use the usual
    n0 = (N - sum n_i^2 / N) / (k - 1) in place of r (Searle, Casella and McCulloch 1992,
    section 3.6). The estimate is left unclipped: averages over queries stay unbiased.
    """
    table = np.atleast_2d(np.asarray(samples, dtype=float))
    table = table[~np.isnan(table).all(axis=1)]
    present = ~np.isnan(table)
    counts = present.sum(axis=1)
    k, total = len(table), int(counts.sum())
    if k < 2:
        return Components(math.nan, math.nan, k, total)
    means = np.where(present, table, 0.0).sum(axis=1) / counts
    grand = float(counts @ means) / total
    inside = float(np.where(present, (table - means[:, None]) ** 2, 0.0).sum())
    if total == k:
        return Components(math.nan, math.nan, k, total)
    mean_square_within = inside / (total - k)
    mean_square_between = float(counts @ (means - grand) ** 2) / (k - 1)
    size = (total - float(counts @ counts) / total) / (k - 1)
    return Components(
        (mean_square_between - mean_square_within) / size, mean_square_within, k, total
    )


def without_each(samples: ArrayLike) -> Floats:
    """Variance between the other members when one is left out, for each in turn.

    Args:
        samples: Members x samples, NaN where missing.

    Returns:
        Unclipped between-member variances, one per member; NaN where fewer than two are left.
    """
    table = np.atleast_2d(np.asarray(samples, dtype=float))
    return np.array(
        [variance_components(np.delete(table, m, axis=0)).between for m in range(len(table))]
    )


def permutation_test(answers: ArrayLike, rng: np.random.Generator, draws: int = 999) -> float:
    """P-value of "members do not differ": member labels are shuffled within each query.

    The statistic is the weighted sum of squares between members, summed over queries, which
    orders permutations as MS_B - MS_W does. The p-value counts the observed table as one
    draw (Phipson and Smyth 2010), so it is never zero.

    Args:
        answers: Queries x members x samples, NaN where missing.
        rng: Source of the shuffles.
        draws: Shuffles.

    Raises:
        ValueError: for a table that is not three-dimensional.
    """
    table = np.asarray(answers, dtype=float)
    if table.ndim != 3:
        msg = "the permutation test takes queries x members x samples"
        raise ValueError(msg)
    observed = 0.0
    shuffled = np.zeros(draws)
    for query in table:
        present = ~np.isnan(query)
        sizes = present.sum(axis=1)
        sizes = sizes[sizes > 0]
        values = query[present]
        if len(sizes) < 2:
            continue
        values = values - values.mean()
        cuts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        observed += float((np.add.reduceat(values, cuts) ** 2 / sizes).sum())
        mixed = rng.permuted(np.tile(values, (draws, 1)), axis=1)
        shuffled += (np.add.reduceat(mixed, cuts, axis=1) ** 2 / sizes).sum(axis=1)
    return float((1 + (shuffled >= observed - 1e-9).sum()) / (1 + draws))
