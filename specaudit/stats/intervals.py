"""Intervals for proportions, ratios of proportions, means over clusters and paired counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal, NamedTuple


class Interval(NamedTuple):
    """A value with the ends of its confidence interval."""

    value: float
    low: float
    high: float


def z_value(level: float) -> float:
    """Return the two-sided normal quantile of a confidence level, 1.96 at 0.95.

    Raises:
        ValueError: for a level outside (0, 1).
    """
    if not 0 < level < 1:
        msg = f"a confidence level lies between 0 and 1, not {level}"
        raise ValueError(msg)
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(successes: float, n: float, level: float = 0.95) -> Interval:
    """Wilson's score interval for a proportion (Wilson 1927, JASA 22, equation for p).

    Args:
        successes: Count of successes; need not be whole, so that an effective sample
            size can be passed.
        n: Trials, above 0.
        level: Coverage.

    Raises:
        ValueError: where n is not positive or successes lie outside [0, n].
    """
    if n <= 0 or not 0 <= successes <= n * (1 + 1e-12):
        msg = f"cannot form a proportion of {successes} in {n}"
        raise ValueError(msg)
    z2 = z_value(level) ** 2
    p = min(1.0, successes / n)
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return Interval(p, max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half)))


def effective_size(successes: Sequence[float], sizes: Sequence[float]) -> float:
    """Independent units that a share observed in clusters is worth.

    Units over the design effect: the variance of the ratio estimate between clusters
    (linearised, Cochran 1977 section 6.5) over the binomial variance, never below 1. Where
    every cluster shows the same share of 0 or 1 that variance cannot be seen, and the
    clusters count as the units. 0 where nothing was observed.
    """
    pairs = [(s, n) for s, n in zip(successes, sizes, strict=True) if n > 0]
    if not pairs:
        return 0.0
    total, clusters = sum(n for _, n in pairs), len(pairs)
    p = sum(s for s, _ in pairs) / total
    if clusters == 1 or p <= 0 or p >= 1:
        return float(clusters)
    spread = sum((s - p * n) ** 2 for s, n in pairs)
    variance = spread * clusters / (clusters - 1) / total**2
    return max(1.0, total / max(1.0, variance / (p * (1 - p) / total)))


def wilson_clustered(
    successes: Sequence[float], sizes: Sequence[float], level: float = 0.95
) -> Interval:
    """Wilson's interval for a share of units that come in clusters, at their effective size.

    Raises:
        ValueError: where nothing was observed or the lengths differ.
    """
    size = effective_size(successes, sizes)
    share = sum(successes) / sum(sizes) if size else 0.0
    return wilson(share * size, size, level)


def risk_ratio(
    events: int,
    n: int,
    events_base: int,
    n_base: int,
    *,
    level: float = 0.95,
    method: Literal["score", "log"] = "score",
) -> Interval:
    """Ratio of two independent proportions.

    ``score`` inverts the score test (Koopman 1984; Miettinen and Nurminen 1985, without the
    small-sample factor) and copes with zero counts. ``log`` is Katz's interval on the log
    scale (Katz et al. 1978), which many papers print.

    Raises:
        ValueError: for the ``log`` method where either count is zero, or for empty groups.
    """
    if min(n, n_base) <= 0 or not (0 <= events <= n and 0 <= events_base <= n_base):
        msg = "a risk ratio needs two groups with counts between 0 and their size"
        raise ValueError(msg)
    if method == "log":
        return _ratio_log(events, n, events_base, n_base, z_value(level))
    if events == 0 and events_base == 0:
        return Interval(math.nan, 0.0, math.inf)
    value = math.inf if events_base == 0 else events / n / (events_base / n_base)
    counts = (events, n, events_base, n_base)
    z2 = z_value(level) ** 2
    low = 0.0 if events == 0 else _score_limit(counts, z2, value, down=True)
    high = math.inf if events_base == 0 else _score_limit(counts, z2, value, down=False)
    return Interval(value, low, high)


def _score_limit(
    counts: tuple[int, int, int, int], z2: float, value: float, *, down: bool
) -> float:
    """Ratio on one side of the estimate at which the score statistic equals z squared."""
    inside = value if 0 < value < math.inf else 1.0
    step = 0.5 if down else 2.0
    while _ratio_score(counts, inside) > z2:
        inside /= step
    outside = inside * step
    while _ratio_score(counts, outside) < z2:
        outside *= step
    for _ in range(100):
        middle = math.sqrt(inside * outside)
        if _ratio_score(counts, middle) < z2:
            inside = middle
        else:
            outside = middle
    return math.sqrt(inside * outside)


def _ratio_score(counts: tuple[int, int, int, int], ratio: float) -> float:
    """Squared score statistic of a ratio; the base rate is its constrained ML estimate."""
    events, n, events_base, n_base = counts
    a = (n + n_base) * ratio
    b = n * ratio + events + n_base + events_base * ratio
    base = (b - math.sqrt(max(0.0, b * b - 4 * a * (events + events_base)))) / (2 * a)
    rate = min(1.0, ratio * base)
    variance = rate * (1 - rate) / n + ratio**2 * base * (1 - base) / n_base
    gap = events / n - ratio * events_base / n_base
    return gap * gap / variance if variance > 0 else (math.inf if gap else 0.0)


def _ratio_log(events: int, n: int, events_base: int, n_base: int, z: float) -> Interval:
    if events == 0 or events_base == 0:
        msg = "the log interval of a risk ratio needs at least one event in each group"
        raise ValueError(msg)
    ratio = events / n / (events_base / n_base)
    error = math.sqrt(1 / events - 1 / n + 1 / events_base - 1 / n_base)
    return Interval(ratio, ratio * math.exp(-z * error), ratio * math.exp(z * error))


def mean_t(values: Sequence[float], level: float = 0.95) -> Interval | None:
    """Student's interval for the mean of independent values (clusters), or None below two."""
    n = len(values)
    if n < 2:
        return None
    mean = sum(values) / n
    variance = sum((v - mean) ** 2 for v in values) / (n - 1)
    half = t_value(level, n - 1) * math.sqrt(variance / n)
    return Interval(mean, mean - half, mean + half)


def fieller(
    numerators: Sequence[float], denominators: Sequence[float], level: float = 0.95
) -> Interval | None:
    """Fieller's interval for the ratio of two means of paired values (Fieller 1954).

    All ratios r for which a t test of mean(numerator - r * denominator) = 0 does not reject.

    Returns:
        None below two pairs, or where the denominator's mean is not told from 0: every ratio
        then fits.
    """
    n = len(denominators)
    if n < 2:
        return None
    top, bottom = sum(numerators) / n, sum(denominators) / n
    pairs = [(x - top, y - bottom) for x, y in zip(numerators, denominators, strict=True)]
    t2 = t_value(level, n - 1) ** 2 / (n * (n - 1))
    a = bottom**2 - t2 * math.fsum(y * y for _, y in pairs)
    b = top * bottom - t2 * math.fsum(x * y for x, y in pairs)
    c = top**2 - t2 * math.fsum(x * x for x, _ in pairs)
    if a <= 0:
        return None
    root = math.sqrt(max(0.0, b * b - a * c))
    return Interval(top / bottom, (b - root) / a, (b + root) / a)


def t_value(level: float, degrees: int) -> float:
    """Return the two-sided quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + level / 2))


def binomial_tail(successes: int, n: int, chance: float = 0.5) -> float:
    """Exact P(X >= successes) for X ~ Binomial(n, chance)."""
    return min(
        1.0,
        math.fsum(
            math.comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(successes, n + 1)
        ),
    )


def mcnemar_exact(only_first: int, only_second: int) -> float:
    """Exact two-sided McNemar test from the two discordant counts (binomial at one half)."""
    n = only_first + only_second
    return min(1.0, 2 * binomial_tail(max(only_first, only_second), n)) if n else 1.0
