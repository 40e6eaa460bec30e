"""Whether one clause denies what another one says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.apart import parted
from specaudit.lint.kin import beside, families, family, roots
from specaudit.lint.similarity import Similarity, Unit, content
from specaudit.nlp.deontic import ASSISTANTS, PEOPLE
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemmas

GRANTED = families(
    "ask request permission consent authorization authorize approve instruct tell allow quote "
    "fiction explicit wish want".split()
)
"""Words of a case in which somebody lets a ban pass."""
_ANYBODY = families("user person people customer client somebody".split())
"""Whose a thing is sets it not apart from others of its name."""
_CONTAINED = 5
"""Words that no clause says besides its own by accident."""
_RARE = 4
"""Statements that say words together which are hardly ever said together."""
_SHARED = 3
_SEVERAL = 4
_MOST, _FAIR, _MORE, _SMALL = 0.8, 0.55, 0.7, 0.35
_LEAST = 2
"""Words of a short clause."""
_SHORT = 8
"""Words of a sentence that says one thing."""
_UNLIKE = regex(
    r"\b(?:unlike|latter|former|contrast|because|solely|merely)\b|\b(?:no|not)\s+needs?\b|\bneed\s+not\b|\bbe\s+an?\s"
    r"|\b(?:more|less|(?:long|short|larg|high|low|great|few|old|young|small)er)\s+than\b",
    re.IGNORECASE,
)
"""Sets things or degrees against each other, lets off, or says of what kind somebody is."""
_UNABLE = regex(r"\b(?:unable|fails?|lacks?|refuses?)\b", re.IGNORECASE)
"""Denies in one word."""
_PARTIES = PEOPLE | ASSISTANTS
_OTHERS = regex(r"\b(?:others?|another|else)\b", re.IGNORECASE)
_OWN = regex(r"\bown\b", re.IGNORECASE)
_POINTS = regex(r"\b(?:this|these|those|such)\s", re.IGNORECASE)


class Clause(NamedTuple):
    """A clause in lemmas."""

    words: Mapping[str, str]
    """Its words by their families."""
    before: frozenset[tuple[str, str]]
    """Neighbouring words, in families."""
    choices: tuple[frozenset[str], ...]
    """What the clause names as alternatives, in families."""
    condition: frozenset[str]
    """Families of the words that say when."""
    cases: tuple[frozenset[str], ...]
    """What it names as alternatives, in families."""
    points: bool
    """Whether the words that say when point at what stands before."""
    denied: frozenset[str]
    """Families of the words that denials bear on first; "~" leads what is denied in part."""
    bound: bool
    strict: bool
    """Whether it leaves no room ("must not", "never")."""
    may: bool
    accepts: bool
    """Whether it says of a thing that it may be, and not what is done with it."""
    agents: frozenset[str]
    setting: frozenset[str]
    """Families of the sentence before, where the clause points at its case."""
    carried: frozenset[str]
    """Families of the case in which its sentence opens."""
    exception: frozenset[str]
    """Families of the words that say when it does not hold."""


def contrary(
    similarity: Similarity, denial: Clause, clause: Clause, units: tuple[Unit, Unit]
) -> bool:
    """Whether a clause wants or allows what another one denies.

    Args:
        similarity: How much each word weighs in the run.
        denial: The clause that denies.
        clause: The other one, which says the denied word.
        units: Where the two stand.
    """
    if denial.agents and clause.agents and denial.agents.isdisjoint(clause.agents):
        return False
    mine, yours = denial.words, clause.words
    shared = mine.keys() & yours.keys()
    if clause.may and not denial.bound and len(shared) < _CONTAINED:
        return False  # what may be is often not
    if len(shared) < _CONTAINED and _one_each(*map(_whose, units)):
        return False  # of others' things the one, of one's own the other
    if len(shared) >= _SHARED:
        same = _same_act(similarity, denial, clause, units) and _one_case(denial, clause, units[0])
    else:
        same = (
            _same_but_short(mine.keys(), yours.keys(), denial, clause)
            or _seldom(similarity, denial, clause, units[0])
        ) and _same_act(similarity, denial, clause, units)
    return same or _alone(similarity, denial, clause, units)


def _same_act(
    similarity: Similarity, denial: Clause, clause: Clause, units: tuple[Unit, Unit]
) -> bool:
    """Whether the denied act is named in the other clause, and nothing narrows it in one only."""
    mine, yours = denial.words, clause.words
    shared = mine.keys() & yours.keys()
    passive = not (denial.agents and clause.agents)
    spared = beside(denial.choices, shared) | (denial.agents if passive else frozenset())
    if clause.accepts:
        spared |= {name for name, word in mine.items() if word in VERBS}
    own = {name: word for name, word in mine.items() if name in shared or name not in spared}
    contained = own.keys() <= shared
    seldom = not denial.exception and _unlimited(similarity, denial)
    long = contained and (len(shared) >= _CONTAINED or seldom)
    if not (contained or denial.bound or denial.agents):
        return False
    if len(shared) < _CONTAINED and _narrowed(denial, shared | spared, units[1]):
        return False
    if not long and _narrowed(clause, shared, units[0]):
        return False
    whole = yours.keys() & (mine.keys() | denial.condition | _told(units[0]))
    # A sentence that says nothing but what it denies denies every kind of it.
    bare = len(shared) == _SHARED and len(units[0].lemmas) <= _SHARED + 1
    least = _SMALL if contained and (bare or len(shared) > _SHARED) else _FAIR
    few = len(whole) < least * len(yours) and not _covered(similarity, yours, whole, least)
    return (long or not few) and _covered(similarity, own, shared, _MOST)


def _one_case(denial: Clause, clause: Clause, where: Unit) -> bool:
    """Whether a case that the one speaks of is one for the other too.

    Args:
        denial: The clause that denies.
        clause: The other one.
        where: Where the denial stands.
    """
    mine, yours = denial.words.keys(), clause.words.keys()
    shared = mine & yours
    if denial.setting or clause.setting:
        one, other = (denial, clause) if denial.setting else (clause, denial)
        return bool(other.condition) and other.condition <= one.setting | shared
    if _excepted(denial, clause):
        return False
    if _within_case(denial, clause):
        return True
    anyway = denial.strict and not (denial.condition or GRANTED & clause.condition)
    return _in_case(denial, clause, yours) and (
        anyway or _in_case(clause, denial, mine | _told(where))
    )


def _seldom(similarity: Similarity, denial: Clause, clause: Clause, where: Unit) -> bool:
    """Whether a clause says both words of a short ban, which hardly any sentence says together.

    Args:
        similarity: How often words are said together.
        denial: The clause that denies.
        clause: The other one.
        where: Where the denial stands.
    """
    said = denial.words.keys() & clause.words.keys()
    mine = denial.words.keys() - beside(denial.choices, said)
    if len(mine) < _LEAST or mine - said or GRANTED & clause.condition:
        return False
    if _excepted(denial, clause) or denial.setting or clause.setting:
        return False
    bare = not clause.condition and not clause.words.keys() - mine - _told(where)
    return _unlimited(similarity, denial, bare)


def _alone(
    similarity: Similarity, denial: Clause, clause: Clause, units: tuple[Unit, Unit]
) -> bool:
    """Whether no third sentence says what a denial and another clause both say.

    Words that stand together in two sentences alone say what both are about, so that less else
    has to be alike: the denial says little more, and the clause is short.

    Args:
        similarity: Which sentences say words together.
        denial: The clause that denies.
        clause: The other one.
        units: Where the two stand.
    """
    if clause.denied or denial.setting or clause.setting or _excepted(denial, clause):
        return False
    if min(len(unit.lemmas) for unit in units) > _SHORT or any(map(_compares, units)):
        return False
    shared = denial.words.keys() & clause.words.keys()
    unsaid = denial.words.keys() - clause.words.keys() - clause.condition - clause.carried
    manners = {name for name in unsaid if denial.words[name].endswith("ly")}
    # "Openly or in secret" is every manner.
    more = unsaid - (manners & frozenset().union(*denial.choices))
    own = clause.words.keys() - _told(units[0])
    if len(more) * _SHARED >= len(shared) or len(own) > (0 if more else len(shared) + 1):
        return False
    if clause.condition and (clause.may or not (denial.strict or denial.bound)):
        return False  # what may be in some case is an exception
    granted = GRANTED & (clause.words.keys() | clause.condition) - denial.words.keys()
    if granted or clause.exception & denial.words.keys() or _other_bearer(denial, clause, units[1]):
        return False
    if _narrowed(denial, shared, units[1]) or not _in_case(denial, clause, clause.words.keys()):
        return False
    company = similarity.holding(roots(denial.words[name] for name in shared))
    if len(company) > len(units) or _UNABLE.search(units[1].statement.text):
        return False
    return not _two_parties(denial, units)


def _two_parties(denial: Clause, units: tuple[Unit, Unit]) -> bool:
    """Whether each sentence is about parties of its own, by the words before the denied one."""
    first, second = (
        {
            word
            for word in takewhile(lambda one: family(one) not in denial.denied, lemmas(text))
            if word in _PARTIES
        }
        for text in (unit.statement.text for unit in units)
    )
    return bool(first and second) and first.isdisjoint(second)


def _compares(unit: Unit) -> bool:
    return _UNLIKE.search(unit.statement.text) is not None


def _other_bearer(denial: Clause, clause: Clause, where: Unit) -> bool:
    """Whether a clause lets somebody do what somebody else is not to do."""
    if not (clause.may and denial.agents):
        return False
    subject = families(content(parted(where.statement.text)[0]))
    return bool(subject - denial.words.keys())


def _unlimited(similarity: Similarity, denial: Clause, bare: bool = False) -> bool:
    """Whether a clause bans in every case what hardly any sentence speaks of.

    Args:
        similarity: How often words are said together.
        denial: The clause.
        bare: Whether the other clause says nothing else, so that a softer ban denies it too.
    """
    if not (denial.strict or bare) or denial.condition:
        return False
    words = frozenset(denial.words.values())
    seldom = min(map(similarity.frequency, words), default=0) <= _RARE
    return seldom and similarity.together(words) <= _RARE


def _within_case(denial: Clause, clause: Clause) -> bool:
    """Whether one of two cases is the other one with something added."""
    one, other = denial.condition, clause.condition
    return min(len(one), len(other)) >= _LEAST and (one <= other or other <= one)


def _excepted(denial: Clause, clause: Clause) -> bool:
    """Whether one side's own exception lets the other pass."""
    if denial.exception and clause.exception:
        return not denial.exception & clause.exception
    if denial.exception:
        told = clause.condition | clause.carried | clause.words.keys()
        limited = bool(clause.condition or clause.carried)
        return (
            bool(denial.exception & told)
            or bool(denial.exception & GRANTED and clause.words.keys() & GRANTED)
            or (clause.may and limited)
            or bool(limited and GRANTED & told)
        )
    return bool(clause.exception) and not denial.strict


def _one_each(mine: tuple[bool, bool], yours: tuple[bool, bool]) -> bool:
    return mine[0] is not yours[0] and mine[1] is not yours[1]


@lru_cache(maxsize=1024)
def _whose(unit: Unit) -> tuple[bool, bool]:
    """Whether a sentence speaks of others' things, and whether of somebody's own."""
    text = unit.statement.text
    return _OTHERS.search(text) is not None, _OWN.search(text) is not None


@lru_cache(maxsize=1024)
def _told(unit: Unit) -> frozenset[str]:
    """Families of all words of a sentence, asides included; asked for as late as can be."""
    return families(lemmas(unit.statement.text))


@lru_cache(maxsize=1024)
def _told_before(unit: Unit) -> frozenset[str]:
    """Families of the sentence before, where this one points at what it names."""
    if not _POINTS.search(unit.statement.text):
        return frozenset()
    before = unit.document.before(unit.statement)
    return families(lemmas(before.text)) if before is not None else frozenset()


def _same_but_short(mine: Set[str], yours: Set[str], denial: Clause, clause: Clause) -> bool:
    """Whether two short clauses are the same, for cases of nearly the same many words."""
    cases = denial.condition, clause.condition
    if mine != yours or denial.setting or clause.setting:
        return False
    same = len(cases[0] & cases[1])
    return (
        same >= _SHARED
        and same >= _MOST * min(map(len, cases))
        and same >= _MORE * len(cases[0] | cases[1])
    )


def _in_case(one: Clause, other: Clause, said: Set[str]) -> bool:
    """Whether a clause is for a case that the other one speaks of as well.

    What it names beside a shared word ("if A or B") may be missing, and one word of several
    where either points at what stands before ("these lines", "a bright line").
    """
    told = said | other.condition | other.carried
    left = one.condition - told - beside(one.cases, one.condition & told)
    pointed = one.points or other.points
    return not left or (pointed and len(left) == 1 and len(one.condition) >= _SEVERAL)


def _covered(
    similarity: Similarity, words: Mapping[str, str], shared: Set[str], least: float
) -> bool:
    whole = similarity.mass(frozenset(words.values()))
    said = frozenset(word for name, word in words.items() if name in shared)
    return similarity.mass(said) >= least * whole


def _narrowed(clause: Clause, shared: Set[str], other: Unit) -> bool:
    """Whether a word that the other sentence does not say stands right before a shared one."""
    own = clause.words.keys() - shared - _ANYBODY
    led = {a for a, b in clause.before if a in own and b in shared}
    return bool(led and led - _told(other) - _told_before(other))
