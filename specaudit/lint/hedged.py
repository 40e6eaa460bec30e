"""A strict rule of which another sentence says little more than that it is liked, tried or usual.

No form of the soft sentence is read, only what is left of it. It softens a rule where it has words
of trying, liking, custom or leave and says nothing strict, where its other words are the rule's
with next to nothing left over, and where no third sentence has those words together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Force
from specaudit.lint.apart import set_apart, two_subjects
from specaudit.lint.judged import word_class
from specaudit.lint.judging_words import BLAND
from specaudit.lint.kin import root, roots
from specaudit.lint.similarity import COMMON, STOP, Similarity, Unit, unit_facts
from specaudit.lint.soft_words import HEDGE, WEAKENER
from specaudit.lint.softened import (
    counsels_another,
    of_another_case,
    other_party,
    softens_no_rule,
    strict_unit,
)
from specaudit.lint.softly import LIGHT, QUIET
from specaudit.nlp.text import lemma, words

_SOFT = frozenset(
    """
    generally often occasionally mainly largely chiefly commonly customarily habitually somewhat
    loosely slightly perhaps probably maybe possibly
    try effort endeavour endeavor seek strive tend lean leaning incline aspire
    hesitate hesitation reluctant reluctance cautious steer shy restraint mindful
    option optional discretion voluntary voluntarily liberty leeway
    encourage recommend invite advise urge appreciate welcome favour favor prefer please
    consider could might
    """.split()
)
"""Say how far one goes with a rule, wherever they stand, beside the hedges of `soft_words`."""
_LIKED = frozenset(
    """
    recommendation invitation preference advice tendency aspiration suggestion habit custom
    courtesy default basis best-effort norm convention guide guideline nicety bonus
    plus extra ambition goal aim intention precaution hope rare twice
    """.split()
)
"""Say so of what is called that."""
_CALLS = regex(
    r"\b(?:is|are|be|being|['’]s|seems?|feels?|remains?|counts?|makes?|finds?|seen|considered"
    r"|regarded)\b",
    re.IGNORECASE,
)
_PHRASES = regex(
    r"\b(?:resources?|circumstances|staffing|time|budgets?)\s+(?:permits?|allows?)\b|\bwhere\s+it\b"
    r"|\bas\s+a\s+(?:rule(?:\s+of\s+thumb)?|courtesy)\b|\bby\s+and\s+large\b|\bmore\s+often\s+than\s+not\b"
    r"|\bthere\s+is\s+(?:some\s+|much\s+)?value\s+in\b|\bone\s+(?:aim|option|thing)\b|\A\W*most\b"
    r"|\b(?:would|['’]d)\s+(?:\w+\s+)?(?:rather|prefer|like|love|hope|be\s+happier)\b"
    r"|\b(?:it|that|this)\s+(?:\w+ly\s+)?(?:helps|pays|hurts)\b|\b(?:helps|hurts?)\b(?=[\s,.]+(?:if|when|to|\Z))"
    r"|\bwe\s+(?:\w+\s+)?(?:like|hope|aim|suggest|propose|wish|expect|plan)\b|\baims?\s+(?:to|for)\b"
    r"|\b(?:in|keep|bear)\s+mind\b|\bthinks?\s+(?:twice|about)\b|\b(?:feel|be|feels)\s+(?:free|like)\b"
    r"|\bmay\s+(?:wish|want|like|choose|prefer)\b|\bbest\b(?!\s+practices?\b)",
    re.IGNORECASE,
)
_FIRM = regex(
    r"\b(?:never|not|no|nobody|none|always|without|only|exceptions?|requires?|required|stays?"
    r"|remains?|cannot|until|every|each|ever|ha(?:s|ve)\s+to|needs?|owes?|refused?|outright"
    r"|full\s+stop|off\s+limits|compulsory|obligation|held\s+to|immediately|ruled\s+out|reject\w*"
    r"|unless|solely|strictly|banned|will)\b",
    re.IGNORECASE,
)
_LIGHT = LIGHT | roots(
    """
    behalf around across when where once without one done anyone anything everyone everybody else
    soon away alone near beside aside far down circumstance exception demand require ban forbid
    prohibit always never immediate immediately full ever whoever whatever ahead prior attach look
    touch turn end seem bear send
    """.split()
)
"""Say little of what a rule is about, or only that it is one."""
_LEAVES = regex(
    r"\b(?:should|may|can|could|might|would|called|defined|means?|refers?\s+to|known\s+as)\b",
    re.IGNORECASE,
)
"""Leaves something open, or says what a word means."""
_COMPARES = regex(r"\bprefer\w*\b[^.;]*\s(?:to|over)\s", re.IGNORECASE)
"""What is preferred to another thing is ranked, and not left to anybody."""
_PHRASE, _USUAL = "", "~"
"""A phrase that softens, or one that only says how things go as a rule."""
_ASIDE = regex(r"\([^()]*\)")
_OF_NO_THING = frozenset({"judging", "wanting"})
_LONGEST = 180
_ALONE = 2
"""Sentences with the words that a rule and its soft restatement share: these two."""
_SEVERAL, _MANY = 3, 5
_NEAREST = 4
"""Firm sentences that share the most with a soft one."""
_PREFIXES = ("un", "self-")
_SHORTEST = 4
"""Letters of which the beginning of a word is no accident."""


class _Said(NamedTuple):
    """Roots of what a sentence says."""

    words: frozenset[str]
    soft: frozenset[str]
    """Those by which it is soft; `_PHRASE` and `_USUAL` stand for phrases."""
    free: frozenset[str]
    """Those that judge or say what somebody wants, and name no thing."""

    @property
    def named(self) -> frozenset[str]:
        """Those that name a thing or an act."""
        return self.words - self.soft - self.free


def hedged(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Strict rules with the soft sentence that takes each up."""
    read = {
        unit: _Said(*map(frozenset, data))
        for unit, data in unit_facts(similarity.units, "hedged", _read).items()
        if data
    }
    held, units = similarity.roots, similarity.units
    is_firm = cache(lambda number: _is_firm(units[number], read))
    for weak, said in read.items():
        if not said.soft:
            continue
        lists = (similarity.rooted.get(word, ()) for word in said.words)
        near = sorted(
            {number for numbers in lists if len(numbers) <= COMMON for number in numbers},
            key=lambda number: (-len(said.words & held[number]), number),
        )
        firm = (number for number in near if units[number] is not weak and is_firm(number))
        for number in islice(firm, _NEAREST):
            strong, told = units[number], held[number]
            if not _is_whole(strong, told, said) or not _of_one_thing(strong, told, weak, said):
                continue
            if len(similarity.holding(said.words & told)) <= _ALONE:
                yield strong, weak
                break


def _is_firm(unit: Unit, read: Mapping[Unit, _Said]) -> bool:
    """Whether a sentence leaves no room: a strict norm, or a short sentence without a soft word."""
    text = unit.statement.text
    if strict_unit(unit):
        return True
    if len(text) > _LONGEST or (unit in read and read[unit].soft):
        return False
    return _LEAVES.search(text) is None


def _read(unit: Unit) -> list[list[str]]:
    """What a short sentence that says nothing strict says, see `_Said`."""
    text = unit.statement.text
    if len(text) > _LONGEST or QUIET.search(text) or softens_no_rule(text) or strict_unit(unit):
        return []
    if _COMPARES.search(text):
        return []
    rest = _ASIDE.sub(" ", text)
    plain = _PHRASES.sub(" ", WEAKENER.sub(" ", rest))
    bare = HEDGE.sub(" ", plain)
    soft = {_PHRASE} if plain != rest else {_USUAL} if bare != plain else set()
    said, free = set(), set()
    calls = None if _binds(unit) else _CALLS.search(bare)
    called = frozenset(words(bare[calls.end() :])) if calls else frozenset[str]()
    for word in words(bare):
        base, kind = lemma(word), word_class(word)
        if (
            base in _SOFT
            or word in _SOFT
            or (word in called and (base in _LIKED or kind == "judging"))
        ):
            soft.add(root(base))
        if kind in _OF_NO_THING:
            free.add(root(base))
        if not (word in STOP or base in STOP or len(base) == 1) and (
            kind != "empty" or base in BLAND
        ):
            said.add(root(base))
    return [sorted(said - _LIGHT), sorted(soft), sorted(free)]


def _binds(unit: Unit) -> bool:
    return any(norm.force in (Force.MUST, Force.SHOULD) for norm in unit.norms)


def _orders(unit: Unit) -> bool:
    return any(norm.trigger == "imperative" for norm in unit.norms)


def _is_whole(strong: Unit, told: frozenset[str], said: _Said) -> bool:
    """Whether next to nothing is left of a soft sentence beside what a rule says."""
    shared = said.words & told
    if len(shared) < 2 or not said.soft - told:
        return False
    left, missing = said.named - told, told - shared - _LIGHT
    akin = sum(any(_akin(word, other) for other in missing) for word in left)
    alike, over, lacking = len(shared) + akin, len(left) - akin, len(missing) - akin
    if over > (alike >= _SEVERAL) + (alike >= _MANY) or (over and said.soft == {_USUAL}):
        return False  # "reviewing it usually takes an hour"
    strict = strict_unit(strong)
    if alike < lacking and (over or not strict):
        return False
    firm = strict or _orders(strong) or _FIRM.search(strong.statement.text) is not None
    return firm or (not over and lacking <= (alike >= _SEVERAL))


def _of_one_thing(strong: Unit, told: frozenset[str], weak: Unit, said: _Said) -> bool:
    """Whether a soft sentence is on the case, the party and the act of a rule."""
    if strong.statement.text.rstrip().endswith(":") or other_party(strong, weak):
        return False
    if _orders(weak) and _orders(strong) and not strict_unit(strong):
        return False  # "prefer X to Y" beside "use Z"
    if of_another_case(strong, weak) or set_apart(strong, weak):
        return False
    if said.named <= told:
        return True
    return not two_subjects(strong, weak) and not counsels_another(weak, strong)


@lru_cache(maxsize=65_536)
def _akin(one: str, other: str) -> bool:
    """Whether two roots begin alike but for their ends, as of "transcribe" and "transcript"."""
    for prefix in _PREFIXES:
        one, other = one.removeprefix(prefix), other.removeprefix(prefix)
    length = max(_SHORTEST, min(len(one), len(other)) - 2)
    return len(one) >= _SHORTEST and one[:length] == other[:length]
