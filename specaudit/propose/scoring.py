"""Which statements talk about the same thing: an inverted index, in pure Python.

TF-IDF cosine over content lemmas with the spec's template ("the assistant should") stripped,
corrected for hubs (statements close to everything) in the manner of CSLS (Conneau et al. 2018):
twice the similarity minus the mean of each side's nearest. Opposite deontic types, nearness in
the document and a link between the sections add a bonus; none of them filters, since a third of
true conflicts has a side in which no norm is found.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from specaudit.domain.spec import BlockKind, Force, Norm, NormType, Spec, Statement
from specaudit.nlp.text import content_words

READER_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.QUOTE})
SHORTEST = 4
"""Words below which a statement says too little to clash with anything."""
HUB_NEIGHBOURS = 10
_ASIDE = re.compile(r"\([^()]*\)")
_TEMPLATE = frozenset(
    """assistant model agent ai claude chatgpt user developer should must may avoid try strive
    ensure make generally typically always never sure able response answer instead""".split()
)
_EMPTY_ACTIONS = frozenset({"be", "have", "do", "make"})
APART = 0.6
"""Weight of opposite types where neither action nor object is shared: words may differ."""
_OPPOSED = {
    frozenset({NormType.OBLIGATION, NormType.PROHIBITION}),
    frozenset({NormType.PERMISSION, NormType.PROHIBITION}),
    frozenset({NormType.DESCRIPTION, NormType.PROHIBITION}),
}
OPPOSITION, SAME_ACTION, SAME_SECTION, LINKED = 0.12, 0.05, 0.04, 0.03
STRICT, ABSOLUTE = 0.04, 0.05
"""Per side: a binding force leaves less room to give way, and so do words like "every"."""
_ABSOLUTE = re.compile(
    r"\b(?:never|always|every|all|any|no|none|only|fully|entirely|completely|regardless"
    r"|under (?:no|any) circumstances?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two statements, by place in `Index.statements`, earlier first."""

    a: int
    b: int
    score: float
    similarity: float
    """TF-IDF cosine in [0, 1], before any bonus."""
    opposed: float
    """1 where norms of opposite type share action or object, a part of it where only the types
    are opposite, 0 where nothing is."""


class Index:
    """The statements of a spec that can clash, ready to be compared."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.statements: list[Statement] = [
            s
            for s in spec.statements
            if s.normative and s.kind in READER_KINDS and len(s.text.split()) >= SHORTEST
        ]
        self.place = {s.id: i for i, s in enumerate(self.statements)}
        self.norms: dict[str, list[Norm]] = defaultdict(list)
        for norm in spec.norms:
            self.norms[norm.statement_id].append(norm)
        self.linked = _links(spec)
        self.vectors = _vectors([_words(s.text) for s in self.statements])
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(self.vectors):
            for word, weight in vector.items():
                self.postings[word].append((number, weight))
        self._near = [self._mean_near(i) for i in range(len(self.statements))]

    def similar(self, number: int) -> dict[int, float]:
        """Return the cosine to every statement that shares a content word."""
        found: dict[int, float] = defaultdict(float)
        for word, weight in self.vectors[number].items():
            for other, weight_there in self.postings[word]:
                found[other] += weight * weight_there
        found.pop(number, None)
        return found

    def pairs(self, least: float = 0.1) -> Iterator[ScoredPair]:
        """Yield every pair whose cosine reaches ``least``, scored."""
        for a in range(len(self.statements)):
            for b, similarity in self.similar(a).items():
                if b > a and similarity >= least:
                    yield self.pair(a, b, similarity)

    def pair(self, a: int, b: int, similarity: float) -> ScoredPair:
        """Score one pair."""
        corrected = similarity - 0.25 * (self._near[a] + self._near[b])
        left, right = self.statements[a], self.statements[b]
        opposed, same_action = self._contrast(left, right)
        score = corrected + OPPOSITION * opposed + SAME_ACTION * same_action
        if opposed:
            score += self._stakes(left) + self._stakes(right)
        if left.section_id == right.section_id:
            score += SAME_SECTION
        elif (left.section_id, right.section_id) in self.linked:
            score += LINKED
        return ScoredPair(a, b, score, similarity, opposed)

    def neighbours(self, statement_id: str, count: int) -> list[ScoredPair]:
        """Return the best pairs of one statement, best first; all kinds of statement count."""
        number = self.place[statement_id]
        scored = [
            self.pair(min(number, b), max(number, b), s) for b, s in self.similar(number).items()
        ]
        return heapq.nlargest(count, scored, key=lambda p: (p.score, -p.a, -p.b))

    def _mean_near(self, number: int) -> float:
        best = heapq.nlargest(HUB_NEIGHBOURS, self.similar(number).values())
        return sum(best) / HUB_NEIGHBOURS

    def _stakes(self, statement: Statement) -> float:
        strict = any(n.force is Force.MUST for n in self.norms.get(statement.id, ()))
        return STRICT * strict + ABSOLUTE * bool(_ABSOLUTE.search(statement.text))

    def _contrast(self, a: Statement, b: Statement) -> tuple[float, bool]:
        opposed, same = 0.0, False
        for left in self.norms.get(a.id, ()):
            for right in self.norms.get(b.id, ()):
                action = left.action == right.action and left.action not in _EMPTY_ACTIONS
                same |= action
                if frozenset({left.type, right.type}) not in _OPPOSED:
                    continue
                related = action or (left.object is not None and left.object == right.object)
                described = NormType.DESCRIPTION in (left.type, right.type)
                opposed = max(opposed, 1.0 if related else 0.0 if described else APART)
        return opposed, same


def _words(text: str) -> list[str]:
    bare = _ASIDE.sub(" ", text)
    return [w for w in content_words(bare) if w not in _TEMPLATE and len(w) > 1]


def _vectors(documents: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """Return unit TF-IDF vectors: sublinear term frequency, smoothed idf."""
    frequency = Counter(word for words in documents for word in set(words))
    total = len(documents)
    out = []
    for words in documents:
        counts = Counter(words)
        vector = {
            w: (1 + math.log(n)) * math.log((1 + total) / (1 + frequency[w]) + 1)
            for w, n in counts.items()
        }
        length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        out.append({w: v / length for w, v in vector.items()})
    return out


def _links(spec: Spec) -> set[tuple[str, str]]:
    found = set()
    for reference in spec.references:
        if reference.kind == "link" and reference.resolved:
            found.add((reference.section_id, reference.resolved))
            found.add((reference.resolved, reference.section_id))
    return found


def best(pairs: Iterable[ScoredPair], count: int) -> list[ScoredPair]:
    """Return the best pairs; ties go to the earlier ones."""
    return heapq.nsmallest(count, pairs, key=lambda p: (-p.score, p.a, p.b))
