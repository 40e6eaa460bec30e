"""How many gaps no reading named: capture-recapture over independent readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import ceil, floor

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.stats.capture import chao2
from specaudit.stats.intervals import Interval

FEWEST_READINGS = 2


def unseen(
    readings: Mapping[str, Iterable[Candidate]],
    level: float = 0.95,
    without: Collection[str] = (),
) -> Interval | None:
    """Estimate the number of gaps that no reading named (Chao 1987, on incidence).

    A lower bound where gaps differ in how easily they are seen, as they always do. Gaps are whole,
    so the ends of the interval are rounded outwards. Examples are left out: one pass alone sees
    them.

    Args:
        readings: What each independent whole reading of the spec named. The calls of one reading
            belong together; two runs of one model over the same order are no two readings.
        level: Coverage of the interval.
        without: Ids of candidates to leave out, such as those a judge denied.

    Returns:
        Interval of the number unseen, 0 or more; None with fewer than two readings, and where they
        name too few gaps (none, or one of them a single one) to have a spread: no width is no
        certainty.
    """
    if len(readings) < FEWEST_READINGS:
        return None
    left_out = set(without)
    samples = [
        {c.id for c in found if c.kind is not CandidateKind.EXAMPLE} - left_out
        for found in readings.values()
    ]
    seen = len(set().union(*samples))
    total = chao2(samples, level)
    if total.low == total.high:
        return None
    return Interval(
        max(0.0, total.value - seen),
        float(max(0, floor(total.low) - seen)),
        float(max(0, ceil(total.high) - seen)),
    )
