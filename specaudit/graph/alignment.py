"""Pairs the items of two sequences: equal ones exactly, reworded ones by shared rare words.

Equal keys are paired within the same place first, then in order. Those of them that form the
longest common order have kept their place; every other one has moved. What is left over is paired
by the weighted Jaccard index of its content lemmas. Candidates come from rare lemmas and from the
surroundings only, each of bounded number, so that the cost grows with the size of the document
and the logarithm of its repeats, not with its square.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

RARE = 24
"""Leftovers that may share a lemma which still proposes a pair."""
NEAR = 12
"""Leftovers on either side of the expected position that are always compared."""
ALIKE = 0.5
"""Similarity from which two leftovers anywhere are one item that was reworded."""
ALIKE_NEAR = 0.3
"""The same between two neighbours that kept their place: the surroundings speak for it too."""
_BONUS = 0.15
"""What kept surroundings are worth against similarity when two pairs compete."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is paired."""

    key: str
    """Equal for items with the same words."""
    place: Hashable
    """Equal for items of both sequences that stand in the same section."""
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    """One pair, by position in the two sequences."""

    old: int
    new: int
    kept: bool
    """Whether the pair is part of the longest common order."""
    likeness: float


def align(old: Sequence[Item], new: Sequence[Item]) -> list[Link]:
    """Pair the items of two sequences; every item is used at most once.

    Returns:
        Links in the order of ``old``; likeness 1 exactly for equal keys.
    """
    equal = sorted(_equal(old, new))
    kept = longest_common_order(equal)
    links = [Link(i, j, (i, j) in kept, 1.0) for i, j in equal]
    return sorted([*links, *_reworded(old, new, equal, kept)], key=lambda link: link.old)


def _equal(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Pair equal keys: unique ones at once, repeats by place and then in order."""
    before, after = _positions(old), _positions(new)
    for key, mine in before.items():
        theirs = after.get(key, [])
        by_place: dict[Hashable, list[int]] = defaultdict(list)
        for j in reversed(theirs):
            by_place[new[j].place].append(j)
        left, used = [], set()
        for i in mine:
            if waiting := by_place.get(old[i].place):
                j = waiting.pop()
                used.add(j)
                yield i, j
            else:
                left.append(i)
        yield from zip(left, (j for j in theirs if j not in used), strict=False)


def _positions(items: Sequence[Item]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        found[item.key].append(at)
    return found


def longest_common_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the most pairs whose second parts increase; the first parts already do.

    Patience sorting (Fredman 1975), n log n.
    """
    tails: list[int] = []
    tops: list[int] = []
    behind: list[int] = []
    for at, (_, j) in enumerate(pairs):
        pile = bisect_left(tails, j)
        behind.append(tops[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [j]
        tops[pile : pile + 1] = [at]
    found, at = set(), tops[-1] if tops else -1
    while at >= 0:
        found.add(pairs[at])
        at = behind[at]
    return found


def _reworded(
    old: Sequence[Item],
    new: Sequence[Item],
    equal: Sequence[tuple[int, int]],
    kept: set[tuple[int, int]],
) -> Iterator[Link]:
    """Pair leftovers greedily, best first; a pair between kept neighbours may be less alike."""
    used_old, used_new = {i for i, _ in equal}, {j for _, j in equal}
    left = [i for i in range(len(old)) if i not in used_old]
    right = [j for j in range(len(new)) if j not in used_new]
    weight = _weights([*(old[i].lemmas for i in left), *(new[j].lemmas for j in right)])
    anchors = sorted(kept)
    near = set(_neighbours(left, right, anchors))
    scored = []
    for i, j in {*near, *_sharing(left, right, old, new)}:
        score = similarity(old[i].lemmas, new[j].lemmas, weight)
        close = (i, j) in near
        if score >= (ALIKE_NEAR if close else ALIKE):
            scored.append((-score - (_BONUS if close else 0.0), i, j, close, score))
    done_old: set[int] = set()
    done_new: set[int] = set()
    for _, i, j, close, score in sorted(scored):
        if i not in done_old and j not in done_new:
            done_old.add(i)
            done_new.add(j)
            yield Link(i, j, close, min(score, 0.999))


def _weights(texts: Sequence[frozenset[str]]) -> Mapping[str, float]:
    frequency = Counter(lemma for lemmas in texts for lemma in lemmas)
    return {lemma: math.log1p(len(texts) / df) for lemma, df in frequency.items()}


def similarity(a: frozenset[str], b: frozenset[str], weight: Mapping[str, float]) -> float:
    """Return the weighted Jaccard index of two sets of lemmas; 0 where both are empty."""
    union = math.fsum(weight[lemma] for lemma in a | b)
    return math.fsum(weight[lemma] for lemma in a & b) / union if union else 0.0


def _sharing(
    left: Sequence[int], right: Sequence[int], old: Sequence[Item], new: Sequence[Item]
) -> Iterator[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for j in right:
        for lemma in new[j].lemmas:
            index[lemma].append(j)
    for i in left:
        for lemma in old[i].lemmas:
            found = index.get(lemma, ())
            if len(found) <= RARE:
                yield from ((i, j) for j in found)


def _neighbours(
    left: Sequence[int], right: Sequence[int], anchors: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs between the same two kept items, those around the expected position."""
    gaps_old = _by_gap(left, [i for i, _ in anchors])
    gaps_new = _by_gap(right, [j for _, j in anchors])
    for gap, mine in gaps_old.items():
        theirs = gaps_new.get(gap, [])
        for at, i in enumerate(mine):
            expected = round(at * len(theirs) / len(mine))
            yield from ((i, j) for j in theirs[max(0, expected - NEAR) : expected + NEAR + 1])


def _by_gap(left: Sequence[int], anchors: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at in left:
        found[bisect_left(anchors, at)].append(at)
    return found
