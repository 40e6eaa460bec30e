"""The cause of a split: how much of it goes when statements are taken out of the text.

The 2x2 over seeds of their own: V is the variance between members above their noise with the
whole text, without statement A, without B, and without both. That seeds are fresh matters: those
that confirmed a candidate were lucky ones, and any repeat would look like an effect.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from specaudit.domain.estimate import Estimate, Measure
from specaudit.measure.bench import Bench
from specaudit.stats.intervals import Interval, fieller, mean_t

HALF = 0.5
"""Share of the split that has to go, or to stay, before either is said of a statement."""
_ARMS = (Measure.WHOLE_TEXT, Measure.WITHOUT_A, Measure.WITHOUT_B, Measure.WITHOUT_BOTH)
_SHARES = (Measure.SHARE_A, Measure.SHARE_B, Measure.SHARE_BOTH)
_LARGEST = 18.0
"""Variance of members at 0 and 6 in equal numbers, both sides added."""
_SIDES = 2


def estimates(bench: Bench) -> list[Estimate]:
    """Return what each ablation leaves of the split; nothing where the cause was not looked for."""
    rows = bench.facts.ablated
    if not rows:
        return []
    table = np.array(rows)
    return [
        *(_apart(bench, name, table[:, arm]) for arm, name in enumerate(_ARMS)),
        *(_gone(bench, name, table[:, [0, arm]]) for arm, name in enumerate(_SHARES, 1)),
        _interaction(bench, table),
    ]


def _apart(bench: Bench, name: Measure, variances: NDArray[np.float64]) -> Estimate:
    """SD between members, mean of both sides: the mean variance over seeds, then rooted."""
    method = "SD between members above their noise; Student's t over fresh scenarios"
    members = len(bench.facts.members)
    scale = (members - 1) / members / _SIDES if members else 0.0
    known = [scale * float(v) for v in variances if not math.isnan(v)]
    found = mean_t(known, bench.level)
    if found is None:
        return bench.bare(name, None, len(known), method)
    rooted = Interval(*(math.sqrt(min(_LARGEST / _SIDES, max(0.0, v))) for v in found))
    return bench.estimate(name, rooted, len(known), method)


def _gone(bench: Bench, name: Measure, pairs: NDArray[np.float64]) -> Estimate:
    """Share of the variance that goes: 1 - V(without) / V(whole text), by Fieller's theorem."""
    method = "1 - variance left / variance with the whole text; Fieller over fresh scenarios"
    known = pairs[~np.isnan(pairs).any(axis=1)]
    left = fieller(list(known[:, 1]), list(known[:, 0]), bench.level)
    if left is None:
        return bench.bare(name, None, len(known), method)
    gone = Interval(1 - left.value, 1 - left.high, 1 - left.low)
    return bench.estimate(name, gone, len(known), method)


def _interaction(bench: Bench, table: NDArray[np.float64]) -> Estimate:
    known = table[~np.isnan(table).any(axis=1)]
    values = [float(v) for v in known @ np.array([1.0, -1.0, -1.0, 1.0])]
    method = "variance: whole text - without A - without B + without both"
    top = 2 * _LARGEST
    return bench.mean(Measure.INTERACTION, values, -top, top, method)


def cause(found: Mapping[str, Estimate]) -> str:
    """Say which statements the split needs.

    Returns:
        ``both``, ``A`` or ``B``, ``text`` (the only statement), ``elsewhere`` (it stays without
        them), ``unclear``, or ``unasked``.
    """
    if Measure.WHOLE_TEXT not in found:
        return "unasked"
    a, b, both = (_fate(found.get(name)) for name in _SHARES)
    if found[Measure.WITHOUT_B].value is None:
        return {"goes": "text", "stays": "elsewhere"}.get(a, "unclear")
    if both == "stays":
        return "elsewhere"
    named = {("goes", "goes"): "both", ("goes", "stays"): "A", ("stays", "goes"): "B"}
    return named.get((a, b), "unclear")


def _fate(share: Estimate | None) -> str:
    """Whether most of the split goes or stays, with an interval that says so."""
    if share is None or share.low is None or share.high is None:
        return "unclear"
    if share.low > HALF:
        return "goes"
    return "stays" if share.high < HALF else "unclear"


_SENTENCES = {
    "unasked": "",
    "both": "The split needs both: without A, or without B, it ends ({a} and {b} of it gone).",
    "A": "The split comes from A: without A it ends ({a} of it gone), without B it stays "
    "({b} gone).",
    "B": "The split comes from B: without B it ends ({b} of it gone), without A it stays "
    "({a} gone).",
    "text": "The split comes from this statement: without it, it ends ({a} of it gone).",
    "elsewhere": "The split does not come from these words: without them it stays ({all} of it "
    "gone).",
    "unclear": "Unclear: {a} of the split is gone without A, {b} without B, {both} without both.",
}


def sentence(found: Mapping[str, Estimate]) -> str:
    """Say what the split is caused by, with the figures; empty where nobody looked."""
    a, b, both = (_percent(found.get(name)) for name in _SHARES)
    single = found.get(Measure.WITHOUT_B)
    everything = a if single is None or single.value is None else both
    return _SENTENCES[cause(found)].format(a=a, b=b, both=both, all=everything)


def _percent(share: Estimate | None) -> str:
    if share is None or share.value is None:
        return "–"
    return f"{100 * min(1.0, max(0.0, share.value)):.0f}%"
