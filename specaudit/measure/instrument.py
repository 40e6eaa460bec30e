"""Can the judges tell right from wrong? Asked before anything they say is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from math import comb
from typing import NamedTuple

import numpy as np

from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.run import InstrumentReport
from specaudit.domain.verdict import Compliance, InstrumentItem
from specaudit.stats.agreement import effective_judges, mean_correlation
from specaudit.stats.calibration import quality
from specaudit.stats.intervals import wilson
from specaudit.stats.resampling import cluster_weights

LEAST_ITEMS = 5
"""Usable items of each kind (compliant, not) below which nothing can be said."""
CHANCE_ALPHA = 0.05
"""Level at which a judge has to beat guessing."""
LEAST_BALANCED = 0.60
"""Balanced accuracy below which a judge is no instrument, however sure its rank over chance."""
MOST_MISSING = 0.5
"""Share of unanswered items beyond which the rest says little."""


class Calibration(NamedTuple):
    """The panel's majority vote on items with known answers."""

    true_positives: int
    positives: int
    true_negatives: int
    negatives: int


def problematic(label: Compliance) -> bool:
    """Binary collapse of the labels: everything but compliant."""
    return label is not Compliance.COMPLIANT


def check(items: Iterable[InstrumentItem], level: float = 0.95) -> tuple[InstrumentReport, ...]:
    """Report on every judge, by name.

    An item is answered correctly where the judge's label and the known one agree on
    problematic against compliant. A judge passes with at least five usable items of either
    kind, half of the items answered, an exact test against guessing below 0.05 (see
    `guess_p_value`), and a balanced accuracy of at least 0.60.
    """
    by_judge: dict[str, list[InstrumentItem]] = defaultdict(list)
    for item in items:
        by_judge[item.judge].append(item)
    return tuple(_report(judge, by_judge[judge], level) for judge in sorted(by_judge))


def _report(judge: str, items: Sequence[InstrumentItem], level: float) -> InstrumentReport:
    used = [(problematic(i.expected), problematic(i.given)) for i in items if i.given is not None]
    positives = sum(expected for expected, _ in used)
    negatives = len(used) - positives
    hits = sum(expected and given for expected, given in used)
    rejections = sum(not expected and not given for expected, given in used)
    found = quality(hits, positives, rejections, negatives, level)
    correct = hits + rejections
    accuracy = wilson(correct, len(used), level) if used else None
    reason = _objection(len(items), hits, positives, rejections, negatives)
    return InstrumentReport(
        judge=judge,
        n=len(used),
        correct=correct,
        missing=len(items) - len(used),
        accuracy=accuracy.value if accuracy else None,
        low=accuracy.low if accuracy else None,
        high=accuracy.high if accuracy else None,
        sensitivity=found.sensitivity.value if found.sensitivity else None,
        specificity=found.specificity.value if found.specificity else None,
        passed=reason is None,
        because=reason or _praise(hits, positives, rejections, negatives),
        faulty=positives,
        good=negatives,
    )


def _objection(
    asked: int, hits: int, positives: int, rejections: int, negatives: int
) -> str | None:
    """Say why a judge fails; None where it passes."""
    answered = positives + negatives
    if answered < asked * (1 - MOST_MISSING):
        return f"answered only {answered} of {asked} items with known verdicts"
    if min(positives, negatives) < LEAST_ITEMS:
        return (
            f"only {positives} faulty and {negatives} good items were answered; "
            f"{LEAST_ITEMS} of each are needed to say anything"
        )
    p_value = guess_p_value(hits, positives, rejections, negatives)
    balanced = (hits / positives + rejections / negatives) / 2
    figures = (
        f"called {hits} of {positives} faulty answers faulty and {rejections} of "
        f"{negatives} good answers good"
    )
    if p_value >= CHANCE_ALPHA:
        return f"{figures}: no better than guessing (p = {p_value:.2g})"
    if balanced < LEAST_BALANCED:
        return f"{figures}: balanced accuracy {balanced:.2f} is below {LEAST_BALANCED:.2f}"
    return None


def _praise(hits: int, positives: int, rejections: int, negatives: int) -> str:
    p_value = guess_p_value(hits, positives, rejections, negatives)
    return (
        f"called {hits} of {positives} faulty answers faulty and {rejections} of {negatives} "
        f"good answers good: better than guessing (p = {p_value:.2g})"
    )


def guess_p_value(hits: int, positives: int, rejections: int, negatives: int) -> float:
    """P-value of "the judge's label has nothing to do with the truth", one-sided.

    Fisher's exact test given how often the judge says problematic, so that a judge who
    always says the same, whatever the mix of items, is never better than guessing. Where the
    judge uses both words equally on a balanced set it is the binomial test in all but name.
    """
    flagged = hits + negatives - rejections
    return _hypergeometric_tail(hits, positives + negatives, positives, flagged)


def _hypergeometric_tail(hits: int, total: int, positives: int, flagged: int) -> float:
    ways = sum(
        comb(positives, k) * comb(total - positives, flagged - k)
        for k in range(hits, min(positives, flagged) + 1)
    )
    return ways / comb(total, flagged)


def failed_judges(reports: Iterable[InstrumentReport]) -> frozenset[str]:
    """Judges whose word does not count."""
    return frozenset(r.judge for r in reports if not r.passed)


def calibrate(items: Iterable[InstrumentItem], ignore: Collection[str] = ()) -> Calibration:
    """Sensitivity and specificity counts of the majority of the judges that count.

    Items are labelled as answers are: problematic where more than half of the judges say so.
    """
    votes: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for item in items:
        if item.given is not None and item.judge not in ignore:
            votes[item.id, problematic(item.expected)].append(problematic(item.given))
    flags = [(faulty, 2 * sum(said) > len(said)) for (_, faulty), said in votes.items()]
    return Calibration(
        sum(faulty and flagged for faulty, flagged in flags),
        sum(faulty for faulty, _ in flags),
        sum(not faulty and not flagged for faulty, flagged in flags),
        sum(not faulty for faulty, _ in flags),
    )


def panel_size(
    items: Iterable[InstrumentItem], ignore: Collection[str] = (), level: float = 0.95
) -> Estimate:
    """Independent votes the panel is worth, from how the judges' errors go together (Kish).

    The interval comes from the bootstrap over items. Unknown with a single judge's errors
    or none.
    """
    table = _errors(items, ignore)
    judges = table.shape[1]
    rho = mean_correlation(table) if judges > 1 and len(table) else float("nan")
    method = "Kish from the mean correlation of judges' errors on items with known verdicts"
    missing = int(np.isnan(table).sum())
    if np.isnan(rho):
        known = float(judges) if judges == 1 else None
        return Estimate(
            Measure.EFFECTIVE_JUDGES, known, None, None, level, len(table), missing, method
        )
    draws = cluster_weights(len(table), np.random.default_rng(0), 400).astype(int)
    rhos = [mean_correlation(np.repeat(table, row, axis=0)) for row in draws]
    sizes = [effective_judges(judges, r) for r in rhos if not np.isnan(r)]
    low, high = np.quantile(sizes, [(1 - level) / 2, (1 + level) / 2]) if sizes else (None, None)
    return Estimate(
        Measure.EFFECTIVE_JUDGES,
        effective_judges(judges, rho),
        None if low is None else float(low),
        None if high is None else float(high),
        level,
        len(table),
        missing,
        method,
    )


def _errors(
    items: Iterable[InstrumentItem], ignore: Collection[str]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Items x judges: 1 where the judge was wrong, NaN where it gave no answer."""
    kept = [i for i in items if i.judge not in ignore]
    names = sorted({i.judge for i in kept})
    ids = sorted({i.id for i in kept})
    columns = {name: c for c, name in enumerate(names)}
    rows = {name: r for r, name in enumerate(ids)}
    table = np.full((len(ids), len(names)), np.nan)
    for item in kept:
        if item.given is not None:
            wrong = problematic(item.given) != problematic(item.expected)
            table[rows[item.id], columns[item.judge]] = float(wrong)
    return table
