"""Statements as sparse vectors of words and matters, in pure Python.

A statement's vector holds the roots of its content words (sublinear term frequency, smoothed
inverse document frequency) and, at a lower weight, the matters of `propose.concepts` they speak of.
The template every rule repeats ("the assistant should") and asides in brackets are left out.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from specaudit.nlp.text import content_words
from specaudit.propose.concepts import concepts, root

Vector = dict[str, float]

MATTER = 0.7
"""Weight of a matter against a word of the same rarity."""
TOO_COMMON = 0.2
"""Share of the statements above which a matter says nothing."""
FEW = 3
"""Texts that may share a matter in any document, however short."""
_ASIDE = re.compile(r"\([^()]*\)")
_TEMPLATE = frozenset(
    """assistant model agent ai claude chatgpt user developer should must may avoid try strive
    ensure make generally typically always never sure able response answer instead""".split()
)


def meaningful(text: str) -> list[str]:
    """Return the content lemmas of a text without the template, asides left out."""
    bare = _ASIDE.sub(" ", text)
    return [w for w in content_words(bare) if w not in _TEMPLATE and len(w) > 1]


class Space:
    """The rarity of words and matters in some texts, and vectors made with it.

    Feature names: a root as it is, a matter with a leading ``~``.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [_features(text) for text in texts]
        frequency = Counter(feature for found in counts for feature in found)
        total = len(texts)
        most = max(FEW, TOO_COMMON * total)
        self._usual = math.log((1 + total) / (1 + most) + 1)
        self.unseen = math.log(1 + total + 1)
        """Rarity of a word that none of the texts has."""
        self.rarity = {
            feature: math.log((1 + total) / (1 + n) + 1) * (MATTER if feature[0] == "~" else 1.0)
            for feature, n in frequency.items()
            if feature[0] != "~" or n <= most
        }
        self.vectors = [self._vector(found) for found in counts]
        """One unit vector for each text; empty where the text has no content word."""

    def _vector(self, counts: Counter[str]) -> Vector:
        rarity = self.rarity
        return unit({f: (1 + math.log(n)) * rarity[f] for f, n in counts.items() if f in rarity})

    def telling(self, found: Set[str]) -> int:
        """Count the roots that not every other text has, such as the name of who is ruled."""
        return sum(self.rarity.get(r, self.unseen) > self._usual for r in found)

    def overlap(self, one: Set[str], other: Set[str]) -> float:
        """Return the share, by rarity, of the smaller set of roots that the larger one has."""
        least = min(self._weight(one), self._weight(other))
        return self._weight(one & other) / least if least else 0.0

    def _weight(self, roots: Set[str]) -> float:
        return math.fsum(self.rarity.get(r, self.unseen) for r in roots)


def roots(text: str) -> list[str]:
    """Return the roots of the content words of a text, in order."""
    return [root(lemma) for lemma in meaningful(text)]


def unit(vector: Mapping[str, float]) -> Vector:
    """Scale a vector to length one."""
    length = math.sqrt(math.fsum(v * v for v in vector.values())) or 1.0
    return {feature: value / length for feature, value in vector.items()}


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the scalar product of two sparse vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[feature] for feature, value in one.items() if feature in other)


def summed(found: Sequence[Mapping[str, float]]) -> Vector:
    """Return the unit vector of a sum: what a group of statements is about."""
    total: dict[str, float] = defaultdict(float)
    for vector in found:
        for feature, value in vector.items():
            total[feature] += value
    return unit(total)


def _features(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for lemma in meaningful(text):
        found[root(lemma)] += 1
        found.update(f"~{name}" for name in concepts(lemma))
    return found
