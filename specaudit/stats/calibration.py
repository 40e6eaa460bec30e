"""Rates corrected for judges that are sometimes wrong."""

from __future__ import annotations

import math
from typing import NamedTuple

from specaudit.stats.intervals import Interval, wilson, z_value


class Quality(NamedTuple):
    """What a test gets right on items whose answer is known."""

    sensitivity: Interval | None
    """Share of known positives called positive; None where there were none."""
    specificity: Interval | None
    """Share of known negatives called negative."""

    @property
    def balanced_accuracy(self) -> float | None:
        """Mean of the two shares: one half is chance, whatever the mix of items."""
        if self.sensitivity is None or self.specificity is None:
            return None
        return (self.sensitivity.value + self.specificity.value) / 2


def quality(
    true_positives: int, positives: int, true_negatives: int, negatives: int, level: float = 0.95
) -> Quality:
    """Sensitivity and specificity with Wilson intervals."""
    return Quality(
        wilson(true_positives, positives, level) if positives else None,
        wilson(true_negatives, negatives, level) if negatives else None,
    )


def rogan_gladen(
    flagged: float,
    n: float,
    true_positives: int,
    positives: int,
    true_negatives: int,
    negatives: int,
    level: float = 0.95,
) -> Interval | None:
    """True rate behind an observed one: (p + sp - 1) / (se + sp - 1), clipped to [0, 1].

    Point estimate of Rogan and Gladen (1978). The interval is Lang and Reiczigel's (2014,
    Prev. Vet. Med. 113:13-22), which carries the uncertainty of sensitivity and
    specificity themselves: z^2/2 pseudo-counts on the rate, one of each kind on se and sp,
    and a shift of the centre.

    Args:
        flagged: Items called positive out of n.
        n: Items judged (an effective number where they are clustered).
        true_positives: Known positives called positive, of `positives`.
        positives: Known positives.
        true_negatives: Known negatives called negative, of `negatives`.
        negatives: Known negatives.
        level: Coverage.

    Returns:
        None where nothing was judged or calibrated, or se + sp <= 1: such a test tells
        nothing, and no correction exists.
    """
    if min(n, positives, negatives) <= 0:
        return None
    se, sp = true_positives / positives, true_negatives / negatives
    if se + sp <= 1:
        return None
    z2 = z_value(level) ** 2
    value = min(1.0, max(0.0, (flagged / n + sp - 1) / (se + sp - 1)))
    n_star = n + z2
    p = (flagged + z2 / 2) / n_star
    n_se, n_sp = positives + 2, negatives + 2
    se, sp = (true_positives + 1) / n_se, (true_negatives + 1) / n_sp
    youden = se + sp - 1
    centre = min(1.0, max(0.0, (p + sp - 1) / youden))
    noise_se, noise_sp = se * (1 - se) / n_se, sp * (1 - sp) / n_sp
    error = math.sqrt(p * (1 - p) / n_star + centre**2 * noise_se + (1 - centre) ** 2 * noise_sp)
    shift = 2 * z2 * (centre * noise_se - (1 - centre) * noise_sp)
    half = math.sqrt(z2) * error / youden
    low = min(1.0, max(0.0, centre + shift - half))
    high = min(1.0, max(0.0, centre + shift + half))
    return Interval(value, min(low, value), max(high, value))
