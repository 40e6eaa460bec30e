"""Dropping seeds that ask what an earlier seed already asked."""

from __future__ import annotations

from collections.abc import Sequence

from specaudit.probe import template
from specaudit.probe.scenarios import Seed

THRESHOLD = 0.35
"""Least Jaccard distance between the shingles of two seeds' messages: below it they ask the same.

Two messages that differ in the name and one detail lie near 0.2; two about the same matter in
other words lie above 0.6."""


def without_near_duplicates(
    new: Sequence[Seed], kept: Sequence[Seed] = (), *, threshold: float = THRESHOLD
) -> tuple[list[Seed], list[Seed]]:
    """Split new seeds into those worth asking and those too near to an earlier one.

    First come, first kept: what is kept never depends on seeds that come later, so a run that
    is resumed or extended decides alike. The kept ones are a net: any dropped seed lies within
    ``threshold`` of a kept one. Template seeds differ only in the person by construction and
    are always kept.

    Returns:
        The seeds to use and the seeds dropped, both in the order given.
    """
    from specaudit.stats.diversity import shingles

    def profile(seed: Seed) -> frozenset[int]:
        return shingles(" ".join(query.text for query in seed.queries[:1]))

    profiles = [profile(seed) for seed in kept]
    good: list[Seed] = []
    dropped: list[Seed] = []
    for seed in new:
        mine = profile(seed)
        near = any(_distance(mine, other) < threshold for other in profiles)
        if near and seed.scenario.generator != template.NAME:
            dropped.append(seed)
            continue
        profiles.append(mine)
        good.append(seed)
    return good, dropped


def _distance(a: frozenset[int], b: frozenset[int]) -> float:
    union = len(a | b)
    return 1 - len(a & b) / union if union else 0.0
