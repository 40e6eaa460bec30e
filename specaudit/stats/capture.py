"""How many gaps nobody found: capture-recapture over independent proposers."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Sequence

from specaudit.stats.intervals import Interval, z_value


def chao1(frequencies: Sequence[int], level: float = 0.95) -> Interval:
    """Lower bound of the number of kinds from how often each was seen (Chao 1984, 1987).

    S + (n-1)/n f1^2 / (2 f2), or the bias-corrected f1 (f1 - 1) / 2 where f2 = 0; the
    interval is log-normal about the number unseen, so it never falls below what was seen. Where
    every kind was seen twice or more nothing is known of that number's spread; then the interval
    ends where the chance to miss a kind, P = exp(-sightings / S), puts it:
    (S + z sqrt(S P)) / (1 - P) (Colwell, EstimateS user's guide, after Chao 1987).

    Args:
        frequencies: Times each kind was seen; zeros are ignored.
        level: Coverage.
    """
    seen = [f for f in frequencies if f > 0]
    return _chao(seen, sum(seen), level)


def chao2(samples: Sequence[Collection[Hashable]], level: float = 0.95) -> Interval:
    """The same from several readings, each a collection of the kinds it found (Chao 1987)."""
    times: dict[Hashable, int] = {}
    for found in samples:
        for kind in set(found):
            times[kind] = times.get(kind, 0) + 1
    return _chao(list(times.values()), len(samples), level)


def _chao(times: Sequence[int], size: int, level: float) -> Interval:
    seen, f1, f2 = len(times), times.count(1), times.count(2)
    if not seen:
        return Interval(0.0, 0.0, 0.0)
    if not f1:
        missed = math.exp(-sum(times) / seen)
        high = (seen + z_value(level) * math.sqrt(seen * missed)) / (1 - missed)
        return Interval(float(seen), float(seen), high)
    a = (size - 1) / size
    if f2:
        ratio = f1 / f2
        unseen = a * f1 * ratio / 2
        variance = f2 * (a / 2 * ratio**2 + a**2 * ratio**3 + a**2 / 4 * ratio**4)
    else:
        unseen = a * f1 * (f1 - 1) / 2
        total = seen + unseen
        variance = a * f1 * (f1 - 1) / 2 + a**2 * f1 * (2 * f1 - 1) ** 2 / 4
        variance -= a**2 * f1**4 / (4 * total)
    return _log_normal(seen, unseen, variance, level)


def _log_normal(seen: int, unseen: float, variance: float, level: float) -> Interval:
    """Interval of the total with the unseen part taken as log-normal (Chao 1987)."""
    if unseen <= 0 or variance <= 0:
        return Interval(seen + unseen, seen + unseen, seen + unseen)
    factor = math.exp(z_value(level) * math.sqrt(math.log(1 + variance / unseen**2)))
    return Interval(seen + unseen, seen + unseen / factor, seen + unseen * factor)


def chapman(first: int, second: int, both: int, level: float = 0.95) -> Interval:
    """Total from two independent readings (Lincoln-Petersen in Chapman's form, 1951).

    (n1 + 1)(n2 + 1) / (m + 1) - 1, with Seber's variance and a log-normal interval about the
    number that neither saw.

    Args:
        first: Kinds the first reading found.
        second: Kinds the second found.
        both: Kinds that both found.
        level: Coverage.

    Raises:
        ValueError: where the overlap exceeds a reading.
    """
    if not 0 <= both <= min(first, second):
        msg = f"{both} kinds cannot be common to readings of {first} and {second}"
        raise ValueError(msg)
    total = (first + 1) * (second + 1) / (both + 1) - 1
    spread = (first + 1) * (second + 1) * (first - both) * (second - both)
    variance = spread / ((both + 1) ** 2 * (both + 2))
    seen = first + second - both
    return _log_normal(seen, total - seen, variance, level)
