"""What each norm asks for, in words that can be held against those of another norm.

A norm names its verb and its object. Whether two norms meet also hangs on what else the clause
says: "personal reasons" are fewer things than "reasons", "harshly" forbids a manner and not the
act. An act keeps those words, sorted by what they do to the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from specaudit.domain.spec import Force, Norm, NormType
from specaudit.lint import opposites
from specaudit.lint.similarity import STOP, Unit, content, sequence
from specaudit.nlp.deontic import is_party
from specaudit.nlp.phrases import NEGATORS, Words, is_gerund, object_of, tokens
from specaudit.nlp.text import lemma


class Sign(StrEnum):
    """What a norm does to its act."""

    FORBIDS = "forbids"
    REQUIRES = "requires"
    PERMITS = "permits"
    WAIVES = "waives"
    """Permits leaving it out ("need not")."""


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """One norm's act, its words sorted by what they narrow."""

    unit: Unit
    norm: Norm
    sign: Sign
    verb: str
    object: str | None
    agent: str | None
    """Who is bound; None where the words leave it open or mean whoever reads them."""
    narrowing: frozenset[str]
    """Words that make it a thing, a manner, a degree or a reason of its own."""
    said: frozenset[str]
    """Every content word of the clause but the verb."""
    slots: frozenset[tuple[str, frozenset[str]]]
    """Prepositions with the words they lead to: where, for whom, about what."""
    unlike: frozenset[str]
    """Words of a case the clause sets itself apart from ("that is not a draft")."""
    condition: frozenset[str]
    exception: frozenset[str]
    words: frozenset[str]
    """Every word of the statement and its lemma, function words included."""
    unlimited: bool
    """True where the norm claims to hold without a gap ("always", "under no circumstances")."""
    every: bool
    """True where the norm speaks of every such object ("all replies")."""
    default: bool
    """True where the norm yields to whatever somebody says."""
    turned: bool = False
    """True where the words name the opposite verb ("hide" read as not disclosing)."""


_MACHINES = frozenset({"assistant", "response", "output", "reply", "answer"})
_WHOEVER = frozenset({"you", "nobody", "no", "anyone", "anybody", "everyone", "everybody"})
DEGREES = frozenset(
    """
    too overly excessive excessively unnecessary unnecessarily needless needlessly undue unduly
    unreasonable unreasonably more longer further beyond than same
    """.split()
)
"""Words that make a prohibition one of degree."""
_REASONS = frozenset({"solely", "merely", "purely", "just", "only", "primarily"})
_NEUTRAL = frozenset(
    """
    usually typically normally generally ordinarily explicitly openly directly actively implicitly
    only likely reply apply family early really actually simply immediately currently potentially
    """.split()
)
"""Words in -ly that set no manner apart."""
_AMOUNTS = frozenset(
    """
    full entire whole complete substantial significant important single certain several various
    relevant respective exact very actual
    """.split()
)
"""Adjectives that say how much of a thing, not which."""
_STOPS = frozenset({";", ":", "—", "–", ".", "!", "?"})
_CUTS = frozenset({"unless", "except", "save", "rather", "instead", "but", "though", "although"})
_ASIDES = frozenset(
    """
    which who including particularly especially even so such whether although though as while since
    regardless no not either neither because nor where if when
    """.split()
)
"""Words that after a comma open a clause which narrows nothing."""
_LINKS = frozenset({",", "and", "or", "but", "nor", "while", "then", "&"})
_SLOTS = frozenset(
    """
    in on at to for from with without about during before after until by against within outside
    under into through via as like using
    """.split()
)
_EMPTY = STOP | _SLOTS | {"one", "yours", "theirs", "mine", "ours"}
_POINTERS = frozenset({"it", "this", "that", "these", "those", "them", "such"})
_ANYBODY = frozenset({"anyone", "anybody", "everyone", "everybody", "nobody", "all", "any"})
_GENERIC = frozenset({"do", "have", "act", "need"})
"""Verbs that say too little to tell one act from another without an object."""
_VAGUE = frozenset(
    "thing it this that so what anything something nothing everything way one them these".split()
)
_HELD = re.compile(r"\b(?:prohibit|forbid|disallow|ban|bar|unacceptable|impermissible)", re.I)
_WAIVED = re.compile(r"\b(?:not|never|no|n't|optional)\b", re.IGNORECASE)
_UNLIMITED = re.compile(
    r"\b(?:always|never|at all times|in (?:all|every|any) cases?|without exception|whatever"
    r"|under (?:no|any|all) circumstances?|regardless|no matter)\b",
    re.IGNORECASE,
)
_EACH = frozenset({"every", "all", "any", "each"})
_CONCESSIVE = re.compile(r"\W*(?:only\s+)?(?:even|regardless|no matter)\b", re.IGNORECASE)
_BY_DEFAULT = re.compile(
    r"\bby default\b|\b(?:unless|except)\b[^.;]{0,40}\b(?:otherwise|instruct|request|ask|told"
    r"|specif|direct|indicat)",
    re.IGNORECASE,
)
_SOFT = frozenset(
    "ideally preferably consider prefer try aim possible practical generally usually".split()
)
"""Words that soften an instruction."""
_POINTING = frozenset({"case", "situation", "context", "happen", "scenario", "default", "none"})


def acts_of(unit: Unit) -> Iterator[Act]:
    """Read a unit's norms as acts; verbs with a known opposite once more as that one."""
    if not unit.norms:
        return
    words = tokens(unit.statement.text)
    bases = tuple(lemma(word) for word in words.low)
    places = _places(unit, words.low, bases)
    everything = frozenset(words.low) | frozenset(bases)
    for norm, at in zip(unit.norms, places, strict=True):
        if at is None:
            continue
        end = _end(words, at, min((p for p in places if p is not None and p > at), default=None))
        act = _act(unit, norm, words, bases, at, end, everything, frozenset(places))
        if not (_is_vague(act) or _is_told_of(act, bases)):
            yield act
            yield from _turned(act)
        yield from _left_out(act, words, bases, at, end)


def _is_vague(act: Act) -> bool:
    """Whether verb and object say too little to tell the act from another."""
    if act.verb in _GENERIC:
        return act.object is None or act.object in _VAGUE
    return act.verb == "be" and act.object is None


def _is_told_of(act: Act, bases: tuple[str, ...]) -> bool:
    """Whether the verb stands in the condition only, as what somebody says or does there."""
    told = sequence(act.norm.condition or "").count(act.verb)
    return told > 0 and bases.count(act.verb) <= told


def _places(unit: Unit, low: tuple[str, ...], bases: tuple[str, ...]) -> list[int | None]:
    """Where each norm's verb stands; verbs come in the order of the norms."""
    found: list[int | None] = []
    last, modal = -1, -1
    for norm in unit.norms:
        trigger = norm.trigger.casefold().split(" ")[0]
        modal = next((i for i in range(max(modal, 0), len(bases)) if low[i] == trigger), modal)
        where = (*range(max(last, modal) + 1, len(bases)), *range(len(bases)))
        at = next((i for i in where if bases[i] == norm.action), None)
        found.append(at)
        last = at if at is not None else last
    return found


def _end(words: Words, at: int, following: int | None) -> int:
    """Where the clause of the verb at ``at`` ends."""
    stop = len(words)
    if following is not None:
        links = [i for i in range(at + 1, following) if words.low[i] in _LINKS]
        stop = links[-1] if links else following
    for index in range(at + 1, stop):
        word, after = words.low[index], words.at(index + 1)
        if word in _STOPS or word in _CUTS or (word == "," and after in _ASIDES):
            return index
        if word == "," and after in {"or", "and"} and "," not in words.low[at:index]:
            return index  # in "A, B or C that ..." the ending speaks of all, in "A, or C ..." not
        if word == "even" or (word == "subject" and after == "to"):
            return index
    return stop


def _left_out(act: Act, words: Words, bases: tuple[str, ...], at: int, end: int) -> Iterator[Act]:
    """The act done without: "places orders without confirming" keeps from confirming."""
    sign = {Sign.REQUIRES: Sign.FORBIDS, Sign.PERMITS: Sign.WAIVES}.get(act.sign)
    gerund = next((i + 1 for i in range(at + 1, end - 1) if words.low[i] == "without"), len(words))
    if sign is None or not is_gerund(words.at(gerund)):
        return
    rest = [bases[i] for i in range(gerund + 1, end) if _is_content(bases[i])]
    yield replace(
        act,
        sign=sign,
        verb=bases[gerund],
        object=object_of(words, gerund + 1),
        narrowing=frozenset(),
        said=frozenset(rest),
        slots=frozenset(),
        condition=act.said - {*rest, bases[gerund]} | {act.verb},
        turned=True,
    )


def _act(
    unit: Unit,
    norm: Norm,
    words: Words,
    bases: tuple[str, ...],
    at: int,
    end: int,
    everything: frozenset[str],
    verbs: frozenset[int | None],
) -> Act:
    text = unit.statement.text
    passive = norm.object in bases[:at] and norm.object not in bases[at:]
    thing = _thing(norm, bases, at, end, passive)
    start = _subject_start(words, at) if passive or norm.action == "be" else at + 1
    inside = [i for i in range(start, end) if i not in verbs]
    said = {bases[i] for i in inside if _is_content(bases[i]) and bases[i] not in _AMOUNTS}
    condition = frozenset[str]()
    if norm.condition and not _CONCESSIVE.match(norm.condition):
        condition = content(norm.condition) - _POINTING - {norm.action}
    subject = {bases[i] for i in range(_subject_start(words, at), at) if _is_content(bases[i])}
    if norm.action == "need":  # whose need it is says where the thing may be left out
        condition |= subject
    return Act(
        unit=unit,
        norm=norm,
        sign=_sign(norm),
        verb=norm.action,
        object=norm.object,
        agent=bound(norm),
        narrowing=_narrowing(words, bases, start, at, end, thing) - _excepting(norm)
        | (subject if norm.agent and not is_party(norm.agent) else set()),
        said=frozenset(said),
        slots=frozenset(_slots(words, bases, at, end)),
        unlike=_unlike(words, bases, at, end),
        condition=condition,
        exception=content(norm.exception) if norm.exception else frozenset(),
        words=everything,
        unlimited=_UNLIMITED.search(text) is not None,
        every=thing is not None and any(words.at(i) in _EACH for i in range(thing - 3, thing)),
        default=_BY_DEFAULT.search(text) is not None,
    )


def bound(norm: Norm) -> str | None:
    """Return the party a norm binds; None where the words leave it open or address the reader."""
    if norm.agent in _MACHINES:
        return "assistant"
    return None if norm.agent in _WHOEVER else norm.agent


def _sign(norm: Norm) -> Sign:
    if norm.type is NormType.PROHIBITION or (norm.type is NormType.DESCRIPTION and norm.negated):
        return Sign.FORBIDS
    if norm.type is NormType.PERMISSION:
        waives = _WAIVED.search(norm.trigger) and not _HELD.search(norm.trigger)
        return Sign.WAIVES if waives else Sign.PERMITS
    if norm.action in opposites.SHUNS:
        return Sign.FORBIDS
    return Sign.REQUIRES


def _thing(norm: Norm, bases: tuple[str, ...], at: int, end: int, passive: bool) -> int | None:
    """Where the object stands."""
    if norm.object is None:
        return None
    where = range(at - 1, -1, -1) if passive else range(at + 1, end)
    return next((i for i in where if bases[i] == norm.object), None)


def _subject_start(words: Words, at: int) -> int:
    """Where the subject of a passive starts: after the comma of what stands before it."""
    breaks = _STOPS | {","}
    return max((i + 1 for i in range(at) if words.low[i] in breaks), default=0)


def _is_content(base: str) -> bool:
    return base not in _EMPTY and len(base) > 1 and base[0].isalnum()


def _narrowing(
    words: Words, bases: tuple[str, ...], start: int, at: int, end: int, thing: int | None
) -> frozenset[str]:
    """Words without which the clause would speak of more things, or forbid the act outright."""
    found: set[str] = set()
    if thing is not None:
        first = at + 1 if thing > at else start
        found.update(bases[i] for i in range(first, thing) if _qualifies(words, bases, i))
        found.update(_after_of(words, bases, thing, end))
    for index in range(start, end):
        word = words.low[index]
        if word in DEGREES or word == "without":
            found.add(word)
        elif word in _SLOTS and words.at(index + 1) in _POINTERS:
            found.add(word)  # "against it": what is meant stands elsewhere
        elif word.endswith("ly") and len(word) > 4 and word not in _NEUTRAL | STOP:
            found.add(bases[index])
        elif word in {"other", "different"}:
            found.add(word)
        elif word in _REASONS and words.at(index + 1) in {"because", "due", "on", "for", "based"}:
            found.update(bases[i] for i in range(index + 1, end) if _is_content(bases[i]))
    return frozenset(found)


def _qualifies(words: Words, bases: tuple[str, ...], index: int) -> bool:
    return (
        _is_content(bases[index])
        and words.low[index] not in _AMOUNTS
        and words.at(index + 1) not in _LINKS
        and words.at(index - 1) not in _LINKS - {","}
    )


def _after_of(words: Words, bases: tuple[str, ...], thing: int, end: int) -> Iterator[str]:
    if words.at(thing + 1) != "of":
        return
    for index in range(thing + 2, min(end, thing + 6)):
        if words.low[index] in _LINKS | _SLOTS:
            return
        if _is_content(bases[index]):
            yield bases[index]


def _slots(
    words: Words, bases: tuple[str, ...], at: int, end: int
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each preposition of the clause with the words it leads to."""
    for index in range(at + 1, end):
        if words.low[index] not in _SLOTS or words.at(index + 1) in _ANYBODY:
            continue
        led: set[str] = set()
        for inner in range(index + 1, min(end, index + 6)):
            word = words.low[inner]
            if word in _LINKS | _SLOTS or word in {"of", "that", "who", "which"} | NEGATORS:
                break
            led.update({bases[inner]} if _is_content(bases[inner]) else ())
        if led:
            yield words.low[index], frozenset(led)


def _unlike(words: Words, bases: tuple[str, ...], at: int, end: int) -> frozenset[str]:
    """Words negated inside the clause."""
    for index in range(at + 1, end):
        if words.low[index] in NEGATORS:
            following = bases[index + 1 : min(end, index + 6)]
            return frozenset(base for base in following if _is_content(base))
    return frozenset()


def _excepting(norm: Norm) -> frozenset[str]:
    """Marks of the exception that would read as narrowing ("without permission")."""
    return frozenset({"without"}) if (norm.exception or "").startswith("without") else frozenset()


def _turned(act: Act) -> Iterator[Act]:
    """The same norm as one on the opposite verb: who must hide a thing must not show it."""
    sign = {Sign.REQUIRES: Sign.FORBIDS, Sign.PERMITS: Sign.WAIVES}.get(act.sign)
    if sign is not None:
        for verb in opposites.of(act.verb):
            yield replace(act, sign=sign, verb=verb, turned=True)


def is_strict(act: Act) -> bool:
    """Whether the norm leaves no room ("must", "never", "under no circumstances")."""
    return act.norm.force is Force.MUST or act.unlimited


def is_plain(act: Act) -> bool:
    """Whether the norm is strict, or tells its reader what to do without a word that softens it."""
    bare = act.norm.trigger == "imperative" and act.norm.light_verb is None
    return is_strict(act) or (bare and _SOFT.isdisjoint(act.words))


def to_data(unit: Unit, acts: Sequence[Act]) -> list[Any]:
    """Return the acts of a unit as plain JSON data."""
    if not acts:
        return []
    return [
        " ".join(sorted(acts[0].words)),
        [
            (
                *(unit.norms.index(act.norm), act.sign.value, act.verb, act.object, act.agent),
                [" ".join(sorted(getattr(act, name))) for name in _SETS],
                sorted((preposition, " ".join(sorted(led))) for preposition, led in act.slots),
                *(act.unlimited, act.every, act.default, act.turned),
            )
            for act in acts
        ],
    ]


_SETS = ("narrowing", "said", "unlike", "condition", "exception")
"""Fields of an act that are sets of words."""


def from_data(unit: Unit, data: Sequence[Any]) -> Iterator[Act]:
    """Rebuild the acts of a unit.

    Raises:
        LookupError, TypeError, ValueError, AttributeError: for data of another shape.
    """
    if not data:
        return
    words = frozenset(data[0].split())
    for norm, sign, verb, thing, agent, sets, slots, unlimited, every, default, turned in data[1]:
        narrowing, said, unlike, condition, exception = (frozenset(one.split()) for one in sets)
        yield Act(
            unit=unit,
            norm=unit.norms[norm],
            sign=Sign(sign),
            verb=verb,
            object=thing,
            agent=agent,
            narrowing=narrowing,
            said=said,
            slots=frozenset((preposition, frozenset(led.split())) for preposition, led in slots),
            unlike=unlike,
            condition=condition,
            exception=exception,
            words=words,
            unlimited=unlimited,
            every=every,
            default=default,
            turned=turned,
        )
