"""Near-duplicates: pairs of statements that share nearly all their content words.

The similarity of two statements is the weighted Jaccard index of their content lemmas, a lemma's
weight being ``ln(1 + n / df)``: 1 for the same words, 0 for none shared. Candidates come from an
inverted index over each statement's rarest lemmas, cut so that no pair above the threshold can be
missed (prefix filtering), so the cost grows with the repeats, not with the square of the document.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping


def near_duplicates(
    lemmas: Mapping[str, frozenset[str]], least: float
) -> Iterator[tuple[str, str, float]]:
    """Yield (id, id, similarity) of every pair at or above a threshold, each pair once.

    Args:
        lemmas: Content lemmas by statement id; the pair is given in this order.
        least: Similarity from which a pair counts, in (0, 1].
    """
    frequency = Counter(lemma for found in lemmas.values() for lemma in found)
    total = max(1, len(lemmas))
    weight = {lemma: math.log1p(total / df) for lemma, df in frequency.items()}
    index: dict[str, list[str]] = defaultdict(list)
    for one, found in lemmas.items():
        ordered = sorted(found, key=lambda lemma: (-weight[lemma], lemma))
        candidates: dict[str, None] = {}
        for lemma in _prefix(ordered, weight, least):
            candidates.update(dict.fromkeys(index[lemma]))
            index[lemma].append(one)
        for other in candidates:
            score = similarity(found, lemmas[other], weight)
            if score >= least:
                yield other, one, score


def similarity(a: frozenset[str], b: frozenset[str], weight: Mapping[str, float]) -> float:
    """Return the weighted Jaccard index of two sets of lemmas."""
    union = math.fsum(weight[lemma] for lemma in a | b)
    return math.fsum(weight[lemma] for lemma in a & b) / union if union else 0.0


def _prefix(ordered: list[str], weight: Mapping[str, float], least: float) -> list[str]:
    """Return the heaviest lemmas, of which any similar enough pair shares at least one."""
    left = math.fsum(weight[lemma] for lemma in ordered)
    needed = least * left - 1e-9
    prefix = []
    for lemma in ordered:
        if left < needed:
            break
        prefix.append(lemma)
        left -= weight[lemma]
    return prefix
