"""How alike two statements are: overlap of content lemmas, rare ones counting more.

The weight of a lemma is its inverse document frequency over all binding statements of the run,
``ln(1 + n / df)``; the similarity of two statements is the weighted Jaccard index of their lemma
sets, between 0 (nothing shared) and 1 (the same words).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Norm, NormType, Statement
from specaudit.lint.context import Context, Document
from specaudit.lint.facts import facts
from specaudit.lint.kin import roots
from specaudit.nlp.text import lemma, lemmas

STOP = frozenset(
    """a an the this that these those it its they them their he she his her we our us you your i
    and or nor but if then than so as of in on at to for from by with about into over under within
    be is are was were been being do does did have has had not no never always only also any all
    each every some such other same must should shall may can could will would might ought need
    when where whenever while unless except until before after even still just very more most
    less least too much many own there here which who whom whose what how why because since
    assistant model agent ai claude try generally typically usually make sure ensure whether both
    either neither up out off however instead rather like per via e.g i.e etc""".split()
)
_NO_SUBJECT = regex(r"\W*(?:No|Neither|None|Nothing|Nobody)\b")
_POINTED = regex(r"\b(?:this|that|these|those|such)\s+([\w-]+)")
COMMON = 150
"""Statements from which on a shared lemma alone makes no pair worth scoring."""
_FLOOR = 0.15
"""Lowest score that pairs are kept for."""
_LEAST_SHARE = _FLOOR / (1 + _FLOOR)
"""Share of both masses together that a pair at the floor has in common."""
_ROUNDING = 1e-6
_RARE = 4
"""Statements that may hold a phrase which still counts as rare."""
_ASIDE = regex(r"\([^()]*\)|:[a-z_]+:")


@lru_cache(maxsize=65_536)
def content(text: str) -> frozenset[str]:
    """Content lemmas of a text, asides in parentheses left out."""
    return frozenset(sequence(text))


@lru_cache(maxsize=65_536)
def sequence(text: str) -> tuple[str, ...]:
    """Content lemmas of a text in order, asides in parentheses and emoji names left out."""
    return tuple(
        word
        for word in lemmas(_ASIDE.sub(" ", text))
        if word not in STOP and len(word) > 1 and any(char.isalnum() for char in word)
    )


def _written(statement: Statement) -> str:
    return " ".join(sequence(statement.text))


def _comparable(document: Document, statement: Statement) -> tuple[Norm, ...]:
    """Norms of a statement that can be compared.

    "No law shall be passed" negates through its subject, which engines may read as an obligation;
    a thing called "this" or "such" is another one in every sentence.
    """
    found = document.norms.get(statement.id, [])
    if not found:
        return ()
    if _NO_SUBJECT.match(statement.text):
        found = [norm for norm in found if norm.type is NormType.PROHIBITION]
    pointed = {lemma(word) for word in _POINTED.findall(statement.text.casefold())}
    return tuple(norm for norm in found if norm.object not in pointed)


@record(frozen=True, slots=True, eq=False)
class Unit:
    """A binding statement with its content lemmas."""

    document: Document
    statement: Statement
    lemmas: frozenset[str]
    phrases: frozenset[tuple[str, str]]
    """Neighbouring content lemmas."""
    norms: tuple[Norm, ...]
    """Norms that can be compared with those of other statements."""


def _unit(document: Document, statement: Statement, found: Sequence[str]) -> Unit:
    norms = _comparable(document, statement)
    return Unit(document, statement, frozenset(found), frozenset(pairwise(found)), norms)


def unit_facts(units: Iterable[Unit], name: str, read: Callable[[Unit], Any]) -> dict[Unit, Any]:
    """What a pure function reads in each unit of a run, remembered like `facts`.

    Args:
        units: All units of the run.
        name: Name of the fact.
        read: Gives plain JSON data for a unit, from its words, norms and section alone.
    """
    own = {(id(unit.document), unit.statement.id): unit for unit in units}
    found: dict[Unit, Any] = {}
    for document in {id(unit.document): unit.document for unit in own.values()}.values():

        def of_statement(statement: Statement, of: int = id(document)) -> Any:
            return read(own[of, statement.id])

        for statement_id, data in facts(document, name, of_statement).items():
            found[own[id(document), statement_id]] = data
    return found


class Similarity:
    """Similarity over all binding statements of a run."""

    @staticmethod
    def of(context: Context) -> Similarity:
        """The similarity of a run, built once."""
        found = context.memo.get("similarity")
        if not isinstance(found, Similarity):
            found = context.memo["similarity"] = Similarity(context)
        return found

    def __init__(self, context: Context) -> None:
        self.units = [
            _unit(document, statement, words[statement.id].split())
            for document in context.documents
            for words in [facts(document, "content", _written)]
            for statement in document.binding
        ]
        self._frequency = Counter(word for unit in self.units for word in unit.lemmas)
        self._pairs: list[tuple[float, Unit, Unit]] | None = None
        total = max(1, len(self.units))
        self._unseen = math.log(1 + total)
        self.weight = {word: math.log(1 + total / df) for word, df in self._frequency.items()}

        self._mass = {unit: self._sum(unit.lemmas) for unit in self.units}
        self._phrases = Counter(phrase for unit in self.units for phrase in unit.phrases)

    def unit(self, document: Document, statement: Statement) -> Unit:
        """A statement that does not bind as a unit, to compare with those that do."""
        return _unit(document, statement, sequence(statement.text))

    def rare_phrases(self, a: Unit, b: Unit) -> list[tuple[str, str]]:
        """Neighbouring words that both units have and at most two others do."""
        shared = sorted(a.phrases & b.phrases)
        return [phrase for phrase in shared if self._phrases[phrase] <= _RARE]

    def _sum(self, found: frozenset[str]) -> float:
        """Summed weight of lemmas of the run; the order of a set must not show in it."""
        return math.fsum(map(self.weight.__getitem__, found))

    @cached_property
    def roots(self) -> list[frozenset[str]]:
        """The roots of each unit's words, see `kin`."""
        return [roots(unit.lemmas) for unit in self.units]

    @cached_property
    def rooted(self) -> dict[str, list[int]]:
        """Numbers of the units that hold a root, by root."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, held in enumerate(self.roots):
            for word in held:
                found[word].append(number)
        return found

    def holding(self, words: frozenset[str]) -> list[int]:
        """Numbers of the units that hold all of some roots."""
        lists = sorted((self.rooted.get(word, []) for word in words), key=len)
        return [number for number in (lists[0] if lists else ()) if words <= self.roots[number]]

    def frequency(self, word: str) -> int:
        """Statements that hold a lemma."""
        return self._frequency[word]

    def together(self, found: frozenset[str]) -> int:
        """Statements that hold all of some lemmas."""
        return sum(found <= unit.lemmas for unit in self.units)

    def mass(self, found: frozenset[str]) -> float:
        """Summed weight of any words; one that no statement holds weighs most."""
        return math.fsum(self.weight.get(word, self._unseen) for word in found)

    def coverage(self, a: Unit, b: Unit) -> float:
        """Share of the lighter unit's weight that the other one holds too."""
        least = min(self._mass[a], self._mass[b])
        return self._sum(a.lemmas & b.lemmas) / least if least else 0.0

    def pairs(self, least: float) -> list[tuple[float, Unit, Unit]]:
        """Pairs of units that score at least ``least`` (no lower than 0.15), in document order.

        Only pairs that share a lemma of at most 150 statements are scored, which keeps the work
        on a huge document in proportion to its length.
        """
        if self._pairs is None:
            self._pairs = list(self._score_pairs())
        return [found for found in self._pairs if found[0] >= least]

    def _score_pairs(self) -> Iterator[tuple[float, Unit, Unit]]:
        index: dict[str, list[int]] = defaultdict(list)
        mass = [self._mass[unit] for unit in self.units]
        for number, unit in enumerate(self.units):
            shared: dict[int, float] = defaultdict(float)
            common_words = 0.0
            for word in unit.lemmas:
                weight = self.weight[word]
                if self._frequency[word] > COMMON:
                    common_words += weight
                    continue
                for other in index[word]:
                    shared[other] += weight
                index[word].append(number)
            # What a pair can share at most decides whether the exact sum is worth taking.
            spare = common_words - _LEAST_SHARE * mass[number] + _ROUNDING
            likely = [o for o, sum_ in shared.items() if sum_ + spare >= _LEAST_SHARE * mass[o]]
            for other in sorted(likely):
                common = self._sum(unit.lemmas & self.units[other].lemmas)
                union = mass[number] + mass[other] - common
                if union and common / union >= _FLOOR:
                    yield common / union, self.units[other], unit
