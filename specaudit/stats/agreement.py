"""How far judges agree, from counts of labels per item; missing labels are simply absent.

Everything rests on counts tables (items x categories: how many judges gave each label) or
on the coincidence matrices made from them, which add up over items: totals over any part of
the data, or over resampled clusters, give the coefficient of that part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from specaudit.stats.intervals import Interval
from specaudit.stats.resampling import bootstrap

Floats = NDArray[np.float64]
Metric = Literal["nominal", "ordinal", "interval"]


def counts_table(ratings: ArrayLike, categories: int) -> Floats:
    """Turn items x judges (labels 0 .. categories - 1, NaN missing) into items x categories."""
    table = np.atleast_2d(np.asarray(ratings, dtype=float))
    return np.stack([(table == c).sum(axis=1) for c in range(categories)], axis=1).astype(float)


def collapse(counts: Floats, problematic: Sequence[int]) -> Floats:
    """Pool categories into two: those listed, and the rest (items x 2, the listed second)."""
    chosen = np.asarray(counts)[:, list(problematic)].sum(axis=1)
    return np.stack([np.asarray(counts).sum(axis=1) - chosen, chosen], axis=1)


def agreement_terms(counts: ArrayLike) -> Floats:
    """What each item adds: (1, agreeing pairs / pairs, share of each category).

    Items with fewer than two labels add nothing. Sums of rows feed `kappa` and `ac1`.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=float))
    judges = table.sum(axis=1)
    usable = judges > 1
    safe = np.where(usable, judges, 2.0)
    agree = (table * (table - 1)).sum(axis=1) / (safe * (safe - 1))
    terms = np.column_stack([np.ones(len(table)), agree, table / safe[:, None]])
    return np.where(usable[:, None], terms, 0.0)


def kappa(totals: ArrayLike) -> Floats:
    """Fleiss' kappa (1971) per row of totals of `agreement_terms`; NaN where undefined.

    (P - Pe) / (1 - Pe) with Pe the sum of squared category shares. Undefined where one
    category takes all labels: agreement is perfect then, and chance agreement too.
    """
    rows = np.atleast_2d(np.asarray(totals, dtype=float))
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = rows[:, 2:] / rows[:, :1]
        return _beyond_chance(rows[:, 1] / rows[:, 0], (shares**2).sum(axis=1))


def ac1(totals: ArrayLike) -> Floats:
    """Gwet's AC1 (2008) per row of totals: chance is sum pi (1 - pi) / (q - 1).

    Stays sensible where one label is rare, which sends kappa to zero at high agreement.
    """
    rows = np.atleast_2d(np.asarray(totals, dtype=float))
    categories = rows.shape[1] - 2
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = rows[:, 2:] / rows[:, :1]
        chance = (shares * (1 - shares)).sum(axis=1) / (categories - 1)
        return _beyond_chance(rows[:, 1] / rows[:, 0], chance)


def _beyond_chance(observed: Floats, chance: Floats) -> Floats:
    room = 1 - chance
    result: Floats = np.where(room > 1e-12, (observed - chance) / np.maximum(room, 1e-12), np.nan)
    return result


def fleiss_kappa(counts: ArrayLike) -> float:
    """Fleiss' kappa of items x categories counts; items may have different judges."""
    return float(kappa(agreement_terms(counts).sum(axis=0))[0])


def gwet_ac1(counts: ArrayLike) -> float:
    """Gwet's AC1 of items x categories counts."""
    return float(ac1(agreement_terms(counts).sum(axis=0))[0])


def pairwise_agreement(counts: ArrayLike) -> float:
    """Mean share of agreeing pairs of judges over items; NaN where no item has two."""
    totals = agreement_terms(counts).sum(axis=0)
    return float(totals[1] / totals[0]) if totals[0] else float("nan")


def kappa_from_marginals(agreements: Sequence[float], flag_rates: Sequence[float]) -> float:
    """Fleiss' kappa on two categories from published pairwise agreements and flag rates.

    Agreements .6752, .7239, .7684 with flag rates .481, .355, .365 give 0.4220.
    """
    share = sum(flag_rates) / len(flag_rates)
    observed = sum(agreements) / len(agreements)
    return float(kappa([1.0, observed, share, 1 - share])[0])


def cohen_kappa(first: ArrayLike, second: ArrayLike) -> float:
    """Cohen's kappa (1960) of two judges over the items both rated (NaN missing)."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    both = ~(np.isnan(a) | np.isnan(b))
    if not both.any():
        return float("nan")
    a, b = a[both], b[both]
    labels = np.union1d(a, b)
    chance = sum(float((a == v).mean() * (b == v).mean()) for v in labels)
    return float(_beyond_chance(np.array([(a == b).mean()]), np.array([chance]))[0])


def coincidences(counts: ArrayLike) -> Floats:
    """Krippendorff's coincidence matrix of each item: items x categories x categories.

    Item u adds n_c n_k / (m_u - 1) off the diagonal and n_c (n_c - 1) / (m_u - 1) on it.
    Items with fewer than two labels add nothing.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=float))
    judges = table.sum(axis=1)
    outer = table[:, :, None] * table[:, None, :]
    outer -= table[:, :, None] * np.eye(table.shape[1])
    scale = np.where(judges > 1, 1 / np.maximum(judges - 1, 1), 0.0)
    result: Floats = outer * scale[:, None, None]
    return result


def alpha(totals: ArrayLike, metric: Metric | Floats = "nominal") -> Floats:
    """Krippendorff's alpha (2011) per coincidence matrix; NaN where only one label occurs.

    Args:
        totals: One coincidence matrix, or rows of them, each a sum over items.
        metric: A level of measurement over categories 0, 1, 2 ..., or a matrix of squared
            distances between categories.
    """
    matrices = np.asarray(totals, dtype=float)
    matrices = matrices[None] if matrices.ndim == 2 else matrices
    shares = matrices.sum(axis=2)
    size = shares.sum(axis=1)
    distance = _distances(shares, metric) if isinstance(metric, str) else metric[None]
    observed = (matrices * distance).sum(axis=(1, 2))
    pairs = shares[:, :, None] * shares[:, None, :]
    expected = (pairs * distance).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        value: Floats = np.where(
            (expected > 1e-12) & (size > 1), 1 - (size - 1) * observed / expected, np.nan
        )
    return value


def _distances(shares: Floats, metric: Metric) -> Floats:
    """Squared distances between categories, per row: rows x categories x categories."""
    categories = shares.shape[1]
    if metric == "nominal":
        return 1.0 - np.eye(categories)[None]
    if metric == "interval":
        steps = np.arange(categories, dtype=float)
        return ((steps[:, None] - steps[None, :]) ** 2)[None]
    # Ordinal: labels between the two, the two themselves counted half (Krippendorff 2011).
    middle = np.cumsum(shares, axis=1) - shares / 2
    result: Floats = (middle[:, :, None] - middle[:, None, :]) ** 2
    return result


def krippendorff_alpha(ratings: ArrayLike, categories: int, metric: Metric = "nominal") -> float:
    """Krippendorff's alpha of items x judges (labels 0 .. categories - 1, NaN missing)."""
    totals = coincidences(counts_table(ratings, categories)).sum(axis=0)
    return float(alpha(totals, metric)[0])


def masi_distance(first: frozenset[str], second: frozenset[str]) -> float:
    """1 - Jaccard x monotonicity (Passonneau 2006): 0 for equal sets, 1 for disjoint ones.

    Monotonicity is 1 for equal sets, 2/3 where one holds the other, 1/3 where they merely
    overlap. Two empty sets are equal.
    """
    if first == second:
        return 0.0
    common = len(first & second)
    if not common:
        return 1.0
    nested = first <= second or second <= first
    return 1 - common / len(first | second) * (2 / 3 if nested else 1 / 3)


def jaccard_distance(first: frozenset[str], second: frozenset[str]) -> float:
    """1 - |intersection| / |union|; two empty sets are equal."""
    union = len(first | second)
    return 1 - len(first & second) / union if union else 0.0


def alpha_of_sets(
    items: Sequence[Sequence[frozenset[str]]],
    distance: Callable[[frozenset[str], frozenset[str]], float] = masi_distance,
) -> float:
    """Krippendorff's alpha where each label is a set, such as the statements a judge names."""
    values = sorted({s for item in items for s in item}, key=sorted)
    if len(values) < 2:
        return float("nan")
    place = {value: i for i, value in enumerate(values)}
    counts = np.zeros((len(items), len(values)))
    for row, item in zip(counts, items, strict=True):
        for label in item:
            row[place[label]] += 1
    between = np.array([[distance(a, b) for b in values] for a in values])
    return float(alpha(coincidences(counts).sum(axis=0), between)[0])


def effective_judges(judges: int, correlation: float) -> float:
    """Independent votes that so many correlated judges are worth: J / (1 + (J - 1) rho), Kish.

    Negative correlation is taken as none: a panel is never worth more than its members.
    """
    return judges / (1 + (judges - 1) * max(0.0, min(1.0, correlation))) if judges else 0.0


def mean_correlation(errors: ArrayLike) -> float:
    """Correlation between judges' errors, from items x judges (1 wrong, 0 right, NaN).

    The mean covariance of two judges over the mean variance of one, each from the items that both
    answered (the ratio that Kish's design effect needs, 1965). With few errors it is steadier than
    a mean of correlations, and a judge that is never wrong has its say in it; NaN where nobody
    errs, or no two judges answered the same items.
    """
    table = np.atleast_2d(np.asarray(errors, dtype=float))
    together = variance = 0.0
    for i in range(table.shape[1]):
        for j in range(i):
            both = table[~np.isnan(table[:, i]) & ~np.isnan(table[:, j])][:, [i, j]]
            if len(both) > 2:
                apart = both - both.mean(axis=0)
                together += float(np.mean(apart[:, 0] * apart[:, 1]))
                variance += float(np.mean(apart**2))
    return together / variance if variance > 0 else float("nan")


class Agreement(NamedTuple):
    """A coefficient with a bootstrap interval over items; None where it is undefined."""

    value: float | None
    interval: Interval | None
    items: int


def bootstrap_coefficient(
    counts: ArrayLike,
    coefficient: Literal["kappa", "ac1"] | Metric,
    rng: np.random.Generator,
    *,
    level: float = 0.95,
    draws: int = 1000,
) -> Agreement:
    """Fleiss' kappa, AC1 or Krippendorff's alpha with an interval that resamples items.

    Args:
        counts: Items x categories.
        coefficient: ``kappa``, ``ac1``, or the metric of Krippendorff's alpha.
        rng: Source of the resampling.
        level: Coverage.
        draws: Bootstrap samples.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=float))
    table = table[table.sum(axis=1) > 1]
    if not len(table):
        return Agreement(None, None, 0)
    statistic = statistic_of(coefficient, table.shape[1])
    if coefficient in ("kappa", "ac1"):
        sums = agreement_terms(table)
    else:
        sums = coincidences(table).reshape(len(table), -1)
    value = float(statistic(sums.sum(axis=0, keepdims=True))[0])
    interval = bootstrap(sums, statistic, rng, level=level, draws=draws)
    return Agreement(None if np.isnan(value) else value, interval, len(table))


def statistic_of(
    coefficient: Literal["kappa", "ac1"] | Metric, categories: int
) -> Callable[[Floats], Floats]:
    """The coefficient as a function of rows of totals (see `bootstrap_coefficient`)."""
    if coefficient == "kappa":
        return kappa
    if coefficient == "ac1":
        return ac1
    metric: Metric = coefficient
    return lambda rows: alpha(rows.reshape(-1, categories, categories), metric)
