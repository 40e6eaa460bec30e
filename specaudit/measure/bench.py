"""From facts to estimates: intervals that take seeds, not answers, for the independent units."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from specaudit.domain.estimate import Estimate, Measure
from specaudit.measure.facts import CandidateFacts
from specaudit.stats import intervals, resampling

Floats = NDArray[np.float64]
DRAWS = 1000


class Bench:
    """The facts of one candidate with the resamples all its intervals share."""

    def __init__(self, facts: CandidateFacts, rng: np.random.Generator, level: float) -> None:
        """Draw the resamples.

        Args:
            facts: The candidate's experiment.
            rng: Draws them.
            level: Coverage of every interval.
        """
        self.facts = facts
        self.level = level
        self.missing = facts.missing
        count = len(facts.seeds)
        self.weights = resampling.cluster_weights(count, rng, DRAWS) if count else np.zeros((0, 0))

    def estimate(
        self, name: Measure, found: intervals.Interval | None, n: int, method: str
    ) -> Estimate:
        """Wrap an interval; None stands for "not measurable"."""
        if found is None or math.isnan(found.value):
            return self.bare(name, None, n, method)
        return Estimate(
            name, found.value, found.low, found.high, self.level, n, self.missing, method
        )

    def bare(self, name: Measure, value: float | None, n: int, method: str) -> Estimate:
        """Wrap a value without an interval."""
        known = None if value is None or not math.isfinite(value) else value
        return Estimate(name, known, None, None, self.level, n, self.missing, method)

    def mean(
        self, name: Measure, values: Sequence[float], low: float, high: float, method: str
    ) -> Estimate:
        """Mean over seeds with Student's interval, kept within the possible range."""
        known = [v for v in values if not math.isnan(v)]
        found = intervals.mean_t(known, self.level)
        if found is None:
            return self.bare(name, known[0] if known else None, len(known), method)
        clipped = intervals.Interval(found.value, max(low, found.low), min(high, found.high))
        return self.estimate(name, clipped, len(known), f"{method}; Student's t over scenarios")

    def resampled(
        self, name: Measure, sums: Floats, statistic: Callable[[Floats], Floats], method: str
    ) -> Estimate:
        """Statistic of totals over seeds with a bootstrap interval."""
        used = int((sums != 0).any(axis=1).sum()) if len(sums) else 0
        if not used:
            return self.bare(name, None, 0, method)
        found = resampling.bootstrap_weighted(sums, statistic, self.weights, level=self.level)
        if found is None or used < 2:
            value = float(statistic(sums.sum(axis=0, keepdims=True))[0])
            return self.bare(name, value, used, method)
        return self.estimate(name, found, used, f"{method}; bootstrap over scenarios")

    def share(
        self, name: Measure, hits: Sequence[float], sizes: Sequence[float], method: str
    ) -> Estimate:
        """Share of units within seeds, Wilson at the effective size; n counts units."""
        total = sum(sizes)
        if not total:
            return self.bare(name, None, 0, method)
        found = intervals.wilson_clustered(hits, sizes, self.level)
        return self.estimate(name, found, int(total), f"{method}; Wilson, clustered by scenario")

    def missing_share(self) -> Estimate:
        """Share of planned cells without a usable score and label: counted, so without interval."""
        planned = self.facts.planned
        share = self.missing / planned if planned else None
        method = "planned answers without a usable score and label, counted"
        return self.bare(Measure.MISSING, share, planned, method)
