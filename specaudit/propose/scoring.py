"""Which statements bear on the same thing: an inverted index, in pure Python.

Similarity is the cosine of two statements' vectors (`propose.vectors`). A pair's score is
corrected for hubs (statements close to everything) in the manner of CSLS (Conneau et al. 2018).
The nearest of one statement are ranked by more: what the sections are about, how near they are in
the document, opposite norms and opposite aims. Norms never filter there, since a third of true
conflicts has a side in which no norm is found.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from specaudit.domain.spec import BlockKind, Norm, NormType, Spec, Statement
from specaudit.propose import aims
from specaudit.propose.vectors import Space, Vector, dot, summed

READER_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.QUOTE})
SHORTEST = 4
"""Words below which a statement says too little to clash with anything."""
HUB_NEIGHBOURS = 10
HUB = 0.25
"""Share of each side's mean nearness that is taken off a pair's similarity."""
TITLE = 3
"""How many statements a section's title counts for in what the section is about."""
APART = 0.6
"""Weight of opposite types where neither action nor object is shared: words may differ."""
_EMPTY_ACTIONS = frozenset({"be", "have", "do", "make"})
_OPPOSED = {
    frozenset({NormType.OBLIGATION, NormType.PROHIBITION}),
    frozenset({NormType.PERMISSION, NormType.PROHIBITION}),
    frozenset({NormType.DESCRIPTION, NormType.PROHIBITION}),
}
# What brings a statement near, beside its own words; tuned by hand on labelled pairs.
THEIR_SECTION, OUR_SECTION, SECTIONS = 0.35, 0.35, 0.25
SAME, LINKED, KIN = 0.2, 0.08, 0.05
OPPOSITE_NORMS, OPPOSITE_AIMS = 0.08, 0.25


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two statements, by place in `Index.statements`, earlier first."""

    a: int
    b: int
    score: float
    similarity: float
    """Cosine in [0, 1] of the statements' own vectors."""
    opposed: float
    """1 where norms of opposite type share action or object, `APART` where only the types are
    opposite, 0 where nothing is."""


class Index:
    """The statements of a spec that can clash, ready to be compared.

    Statements that only inform are in it too: commentary can contradict a rule.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.statements: list[Statement] = [
            s
            for s in spec.statements
            if s.kind in READER_KINDS | {BlockKind.COMMENTARY} and len(s.text.split()) >= SHORTEST
        ]
        self.place = {s.id: i for i, s in enumerate(self.statements)}
        self.norms: dict[str, list[Norm]] = defaultdict(list)
        for norm in spec.norms:
            self.norms[norm.statement_id].append(norm)
        self.sections = {section.id: section for section in spec.sections}
        self.linked = _links(spec)
        self.space = Space([s.text for s in self.statements] + [s.title for s in spec.sections])
        self.vectors = self.space.vectors[: len(self.statements)]
        titles = self.space.vectors[len(self.statements) :]
        self._titles = {s.id: v for s, v in zip(spec.sections, titles, strict=True)}
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(self.vectors):
            for word, weight in vector.items():
                self.postings[word].append((number, weight))

    def similar(self, number: int) -> dict[int, float]:
        """Return the cosine to every statement that shares a word or a matter."""
        found: dict[int, float] = defaultdict(float)
        for word, weight in self.vectors[number].items():
            for other, weight_there in self.postings[word]:
                found[other] += weight * weight_there
        found.pop(number, None)
        return found

    def pairs(self, least: float = 0.1) -> Iterator[ScoredPair]:
        """Yield every pair of rules whose cosine reaches ``least``, scored by their words alone."""
        binding = [s.normative for s in self.statements]
        table = [self.similar(n) if binding[n] else {} for n in range(len(self.statements))]
        hub = [
            HUB * sum(heapq.nlargest(HUB_NEIGHBOURS, found.values())) / HUB_NEIGHBOURS
            for found in table
        ]
        for a, found in enumerate(table):
            for b, similarity in found.items():
                if b > a and similarity >= least and binding[b]:
                    opposed = self.contrast(self.statements[a], self.statements[b])
                    score = similarity - hub[a] - hub[b]
                    yield ScoredPair(a, b, score, similarity, opposed)

    def neighbours(self, statement_id: str, count: int) -> list[ScoredPair]:
        """Return the statements that most likely clash with one, best first.

        Every statement of the spec is considered, whether it shares a word or not.
        """
        number = self.place[statement_id]
        mine = self.statements[number]
        similar = self.similar(number)
        about = self._about[mine.section_id]
        section_score = {
            section_id: THEIR_SECTION * dot(self.vectors[number], vector)
            + self._kinship(mine.section_id, section_id, dot(about, vector))
            for section_id, vector in self._about.items()
        }
        pulls = aims.pulls(mine.text)
        scored = []
        for other, statement in enumerate(self.statements):
            if other == number:
                continue
            opposed = self.contrast(mine, statement)
            score = similar.get(other, 0.0) + section_score[statement.section_id]
            score += OUR_SECTION * dot(self.vectors[other], about) + OPPOSITE_NORMS * opposed
            if pulls and aims.opposed(pulls, self.pulls[other]):
                score += OPPOSITE_AIMS
            low, high = sorted((number, other))
            scored.append(ScoredPair(low, high, score, similar.get(other, 0.0), opposed))
        return heapq.nlargest(count, scored, key=lambda p: (p.score, -p.a, -p.b))

    def _kinship(self, here: str, there: str, alike: float) -> float:
        """What nearness in the document adds, and likeness of what two sections are about."""
        if here == there:
            return SAME + SECTIONS / 2
        if (here, there) in self.linked:
            return LINKED + SECTIONS * alike
        one, other = self.sections[here], self.sections[there]
        kin = there == one.parent_id or here == other.parent_id
        siblings = one.parent_id is not None and one.parent_id == other.parent_id
        return (KIN if kin or siblings else 0.0) + SECTIONS * alike

    @cached_property
    def _about(self) -> dict[str, Vector]:
        """What each section is about: its title and its statements."""
        groups: dict[str, list[Vector]] = {s: [v] * TITLE for s, v in self._titles.items()}
        for statement, vector in zip(self.statements, self.vectors, strict=True):
            groups[statement.section_id].append(vector)
        return {section_id: summed(found) for section_id, found in groups.items()}

    @cached_property
    def pulls(self) -> list[list[aims.Pull]]:
        """The ways in which each statement pulls."""
        return [aims.pulls(s.text) for s in self.statements]

    def contrast(self, a: Statement, b: Statement) -> float:
        """Return how far the norms of two statements are of opposite type; see `ScoredPair`."""
        opposed = 0.0
        for left in self.norms.get(a.id, ()):
            for right in self.norms.get(b.id, ()):
                if frozenset({left.type, right.type}) not in _OPPOSED:
                    continue
                related = (left.action == right.action and left.action not in _EMPTY_ACTIONS) or (
                    left.object is not None and left.object == right.object
                )
                described = NormType.DESCRIPTION in (left.type, right.type)
                opposed = max(opposed, 1.0 if related else 0.0 if described else APART)
        return opposed


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
