"""What each norm asks for, in words that can be held against those of another norm.

A norm names its verb and its object. Whether two norms meet also hangs on what else the clause
says: "personal reasons" are fewer things than "reasons", "harshly" forbids a manner and not the
act. An act keeps those words, sorted by what they do to the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Force, Norm, NormType
from specaudit.lint import opposites
from specaudit.lint.act_words import AMOUNTS, ASIDES, NEUTRAL, SLOTS
from specaudit.lint.similarity import STOP, Unit, content, sequence
from specaudit.nlp.deontic import MODALS, is_party
from specaudit.nlp.phrases import (
    NEGATORS,
    RELATIVES,
    Words,
    is_adverb,
    is_gerund,
    object_of,
    tokens,
)
from specaudit.nlp.text import lemma


class Sign(StrEnum):
    """What a norm does to its act."""

    FORBIDS = "forbids"
    REQUIRES = "requires"
    PERMITS = "permits"
    WAIVES = "waives"
    """Permits leaving it out ("need not")."""


@record(frozen=True, slots=True, eq=False)
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
    subject: frozenset[str] = frozenset()
    """Content words of the subject, where it is no person and not the assistant."""
    cases: tuple[frozenset[str], ...] = ()
    """The condition's alternatives ("if A or B"); none where it denies something."""
    choices: tuple[frozenset[str], ...] = ()
    """Alternatives the clause lists ("A, B or C"), of which one is enough to break it."""
    clause: tuple[str, ...] = ()
    """The words after the verb, in order, up to the end of the clause."""
    rest: tuple[str, ...] = ()
    """The words after the clause."""
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
_STOPS = frozenset({";", ":", "—", "–", ".", "!", "?"})
_BREAKS = _STOPS | {","}
_CUTS = frozenset({"unless", "except", "save", "rather", "instead", "but", "though", "although"})
_OF_THIS = (("of", "this"), ("of", "that"), ("of", "these"))
_KINDS = frozenset({"kind", "kinds", "sort", "sorts", "type", "types", "nature"})
_LISTING = frozenset({",", "and", "or", "nor", "including"})
_LINKS = frozenset({",", "and", "or", "but", "nor", "while", "then", "&"})
_EMPTY = STOP | SLOTS | {"one", "yours", "theirs", "mine", "ours"}
_LIKENESS = (("the", "same", "way"), ("the", "same", "manner"))
_POINTERS = frozenset({"it", "this", "that", "these", "those", "them", "such"})
_ANYBODY = frozenset({"anyone", "anybody", "everyone", "everybody", "nobody", "all", "any"})
_GENERIC = frozenset({"do", "have", "act", "need"})
"""Verbs that say too little to tell one act from another without an object."""
_VAGUE = frozenset(
    "thing it this that so what anything something nothing everything way one them these".split()
)
_HELD = regex(r"\b(?:prohibit|forbid|disallow|ban|bar|unacceptable|impermissible)", re.I)
_DENIED = regex(r"\b(?:not|never|no|n't)\b", re.IGNORECASE)
_WAIVED = regex(r"\b(?:not|never|no|n't|optional)\b", re.IGNORECASE)
_UNLIMITED = regex(
    r"\b(?:always|never|at all times|in (?:all|every|any) cases?|without exception|whatever"
    r"|under (?:no|any|all) circumstances?|regardless|no matter)\b",
    re.IGNORECASE,
)
_EACH = frozenset({"every", "all", "any", "each"})
_CONCESSIVE = regex(
    r"\W*(?:only\s+)?(?:(?:even|regardless|no matter|whether or not)\b"
    r"|(?:while|although|though)\b.*\b(?:must|should|may|can|shall)\b)",
    re.IGNORECASE | re.DOTALL,
)
_BY_DEFAULT = regex(
    r"\bby default\b|\b(?:unless|except)\b[^.;]{0,40}\b(?:otherwise|instruct|request|ask|told"
    r"|specif|direct|indicat)",
    re.IGNORECASE,
)
_SOFT = frozenset(
    "ideally preferably consider prefer try aim possible practical generally usually".split()
)
"""Words that soften an instruction."""
_POINTING = frozenset(
    """case situation context happen scenario default none possible practical practicable
    feasible""".split()
)
"""Words of a condition that set no case apart ("in such cases", "where possible")."""


_MOST_NORMS = 200
"""Norms of a sentence above which it is no sentence; each is held against the words of all."""


def read(unit: Unit) -> Iterator[Act]:
    """Read each of a unit's norms as an act."""
    if not unit.norms or len(unit.norms) > _MOST_NORMS:
        return
    words = tokens(unit.statement.text)
    reach = tuple(p.search(unit.statement.text) is not None for p in (_UNLIMITED, _BY_DEFAULT))
    bases = tuple(lemma(word) for word in words.low)
    places = _places(unit, words.low, bases)
    everything = frozenset(words.low) | frozenset(bases)
    for norm, at in zip(unit.norms, places, strict=True):
        if at is None:
            continue
        forbids = _sign(norm) is Sign.FORBIDS
        lead, following = _coordinated(words, places, at)
        end = _end(words, lead, following, forbids=forbids)
        yield _act(unit, norm, words, bases, at, lead, end, everything, frozenset(places), reach)


def tells(act: Act) -> bool:
    """Whether the act says enough to be held against others, and is not its own condition."""
    if act.verb == "make" and act.clause[:1] == ("sure",):
        return False  # what is to be made sure is an act of its own
    if act.verb in _GENERIC:
        return act.object is not None and act.object not in _VAGUE
    if act.verb == "be" and act.object is None:
        return False
    condition = act.norm.condition or ""
    if act.norm.action not in sequence(condition) or _CONCESSIVE.match(condition):
        return True
    named = {"it", "they", "he", "she", "you", act.norm.agent, act.agent}
    return _outside(act, condition) and named.isdisjoint(condition.casefold().split()[1:3])


def _outside(act: Act, condition: str) -> bool:
    """Whether the verb stands outside the condition too, where it tells what is to be done."""
    every = sequence(act.unit.statement.text).count(act.norm.action)
    return every > sequence(condition).count(act.norm.action)


def _coordinated(words: Words, places: list[int | None], at: int) -> tuple[int, int | None]:
    """Where the last verb of a clause ("alter or remove X" is one) and the next clause's stand."""
    later = sorted(place for place in places if place is not None and place > at)
    for place in later:
        between = words.low[at + 1 : place]
        if any(word not in _LINKS and not is_adverb(word) for word in between):
            return at, place
        at = place
    return at, None


def _places(unit: Unit, low: tuple[str, ...], bases: tuple[str, ...]) -> list[int | None]:
    """Where each norm's verb stands; verbs come in the order of the norms."""
    found: list[int | None] = []
    last, modal = -1, -1
    for norm in unit.norms:
        trigger = norm.trigger.casefold().split(" ")[0]
        modal = next((i for i in range(max(modal, 0), len(bases)) if low[i] == trigger), modal)
        where = (*range(max(last, modal) + 1, len(bases)), *range(len(bases)))
        forms = low if norm.action == "be" and "be" in low else bases
        at = next((i for i in where if forms[i] == norm.action), None)
        found.append(at)
        last = at if at is not None else last
    return found


def _end(words: Words, at: int, following: int | None, *, forbids: bool) -> int:
    """Where the clause of the verb at ``at`` ends."""
    stop = len(words)
    if following is not None:
        links = [i for i in range(at + 1, following) if words.low[i] in _LINKS]
        stop = links[-1] if links else following
    for index in range(at + 1, stop):
        word, after = words.low[index], words.at(index + 1)
        if forbids and word == "," and after == "including":
            continue
        if word in _STOPS or word in _CUTS or (word == "," and after in ASIDES):
            return index
        if word in {"or", "and"} and _gerund_after(words, index) and is_gerund(words.low[at]):
            return index
        if word == "in" and words.low[index + 1 : index + 4] in _LIKENESS:
            return index
        if word == "," and after in {"or", "and"} and "," not in words.low[at:index]:
            return index  # in "A, B or C that ..." the ending speaks of all, in "A, or C ..." not
        if word == "even" or (word == "subject" and after == "to"):
            return index
    return stop


def _gerund_after(words: Words, index: int) -> bool:
    after = index + 1
    while is_adverb(words.at(after)):
        after += 1
    return is_gerund(words.at(after))


def _act(
    unit: Unit,
    norm: Norm,
    words: Words,
    bases: tuple[str, ...],
    at: int,
    lead: int,
    end: int,
    everything: frozenset[str],
    verbs: frozenset[int | None],
    reach: Sequence[bool],
) -> Act:
    shared = norm.object is None and lead > at
    named = object_of(words, lead + 1) if shared else norm.object
    passive = named in bases[:at] and named not in bases[at:]
    thing = _thing(named, bases, at, end, passive)
    start = _subject_start(words, at) if passive or norm.action == "be" else lead + 1
    inside = [i for i in range(start, end) if i not in verbs]
    said = {
        bases[i]
        for i in inside
        if is_content(bases[i])
        and bases[i] not in AMOUNTS
        and not (words.low[i] in _KINDS and words.low[i - 2 : i] in _OF_THIS)
    }
    condition = frozenset[str]()
    if norm.condition and not _CONCESSIVE.match(norm.condition) and not _even(unit, norm):
        condition = content(norm.condition) - _POINTING - {norm.action}
    subject = {bases[i] for i in range(_subject_start(words, at), at) if is_content(bases[i])}
    if norm.action == "need":  # whose need it is says where the thing may be left out
        condition |= subject
    return Act(
        unit=unit,
        norm=norm,
        sign=_sign(norm),
        verb=_verb(norm, words, at, end),
        object=named,
        agent=bound(norm),
        narrowing=_narrowing(words, bases, start, at, end, thing) - _excepting(norm)
        | (subject if norm.agent and not is_party(norm.agent) else set()),
        said=frozenset(said),
        slots=frozenset(_slots(words, bases, at, end)),
        unlike=_unlike(words, bases, at, end),
        condition=condition,
        exception=content(norm.exception) if norm.exception else frozenset(),
        words=everything,
        unlimited=reach[0],
        every=thing is not None and any(words.at(i) in _EACH for i in range(thing - 3, thing)),
        default=reach[1],
        subject=_subject(norm, words, bases, at),
        cases=_cases(norm.condition) if condition else (),
        choices=choices(words, bases, start, end, lead),
        clause=words.low[lead + 1 : end],
        rest=words.low[end:],
    )


def _even(unit: Unit, norm: Norm) -> bool:
    """Whether "even" stands before the condition, which then limits nothing."""
    before, found, _ = unit.statement.text.partition(norm.condition or "")
    return bool(found) and before.casefold().rstrip().endswith(("even", "whether or not"))


def _verb(norm: Norm, words: Words, at: int, end: int) -> str:
    """The norm's verb, by the name it shares with verbs of the same meaning."""
    if norm.action in opposites.REGARDING and "as" in words.low[at + 1 : end]:
        return "treat"
    if norm.action == "take" and ("into", "account") in pairwise(words.low[at + 1 : at + 16]):
        return "consider"
    if norm.action == "refer" and words.at(at + 1) == "to":
        return "mention"
    return opposites.name_of(norm.action)


def _subject(norm: Norm, words: Words, bases: tuple[str, ...], at: int) -> frozenset[str]:
    """Words of a subject that is a thing or a party: which of them the norm binds."""
    if norm.agent is None or norm.agent in _MACHINES | _WHOEVER or norm.agent not in bases[:at]:
        return frozenset()
    last = len(bases[:at]) - 1 - bases[:at][::-1].index(norm.agent)
    start = _subject_start(words, last)
    over = MODALS.keys() | SLOTS | RELATIVES | {"of"}
    end = next((i for i in range(start + 1, at) if words.low[i] in over), last + 1)
    named = {bases[i] for i in range(start, end) if is_content(bases[i])}
    return frozenset(word for word in named - AMOUNTS if not is_adverb(word))


def _cases(condition: str | None) -> tuple[frozenset[str], ...]:
    """The alternatives of a condition, in content words."""
    if condition is None:
        return ()
    parts = re.split(r",|\bor\b", condition)
    return tuple(content(part) - _POINTING for part in parts if not _DENIED.search(part))


def choices(
    words: Words, bases: tuple[str, ...], start: int, end: int, at: int
) -> tuple[frozenset[str], ...]:
    """What the clause lists with "or", "and" or "including", the first alternative first.

    What follows the last of them ("A, B or C that ...") is said of all, and is no part of it.
    """
    start = max(start, at + 1)
    marks = [i for i in range(start, end) if words.low[i] in _LISTING]
    if not any(words.low[i] != "," for i in marks):
        return ()
    first = next((i + 1 for i in range(marks[0] - 1, at, -1) if words.low[i] in SLOTS), start)
    over = next(
        (i for i in range(marks[-1] + 3, end) if words.low[i] in SLOTS | RELATIVES | {"of"}), end
    )
    parts = (
        frozenset(bases[i] for i in range(left + 1, right) if is_content(bases[i]))
        for left, right in pairwise([first - 1, *marks, over])
    )
    return tuple(part for part in parts if part)


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
        return Sign.WAIVES if waives or norm.negated else Sign.PERMITS  # "may decline to"
    if norm.action in opposites.SHUNS:
        return Sign.FORBIDS
    return Sign.REQUIRES


def _thing(
    named: str | None, bases: tuple[str, ...], at: int, end: int, passive: bool
) -> int | None:
    """Where the object stands."""
    if named is None:
        return None
    where = range(at - 1, -1, -1) if passive else range(at + 1, end)
    return next((i for i in where if bases[i] == named), None)


def _subject_start(words: Words, at: int) -> int:
    """Where the subject of a passive starts: after the comma of what stands before it."""
    return next((i + 1 for i in range(at - 1, -1, -1) if words.low[i] in _BREAKS), 0)


def is_content(base: str) -> bool:
    """Whether a base form says what a clause is about."""
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
        elif word in SLOTS and words.at(index + 1) in _POINTERS:
            found.add(word)  # "against it": what is meant stands elsewhere
        elif word.endswith("ly") and len(word) > 4 and word not in NEUTRAL | STOP:
            found.add(bases[index])
        elif word in {"other", "different"}:
            found.add(word)
        elif word in _REASONS and words.at(index + 1) in {"because", "due", "on", "for", "based"}:
            found.update(bases[i] for i in range(index + 1, end) if is_content(bases[i]))
    return frozenset(found)


def _qualifies(words: Words, bases: tuple[str, ...], index: int) -> bool:
    return (
        is_content(bases[index])
        and words.low[index] not in AMOUNTS
        and words.at(index + 1) not in _LINKS
        and words.at(index - 1) not in _LINKS - {","}
    )


def _after_of(words: Words, bases: tuple[str, ...], thing: int, end: int) -> Iterator[str]:
    if words.at(thing + 1) != "of" or words.at(thing + 3) in _KINDS:
        return  # "lies of this kind": what kind was said before
    for index in range(thing + 2, min(end, thing + 6)):
        if words.low[index] in _LINKS | SLOTS:
            return
        if is_content(bases[index]):
            yield bases[index]


def _slots(
    words: Words, bases: tuple[str, ...], at: int, end: int
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each preposition of the clause with the words it leads to."""
    for index in range(at + 1, end):
        if words.low[index] not in SLOTS or words.at(index + 1) in _ANYBODY:
            continue
        led: set[str] = set()
        for inner in range(index + 1, min(end, index + 6)):
            word = words.low[inner]
            if word in _LINKS | SLOTS or word in {"of", "that", "who", "which"} | NEGATORS:
                break
            led.update({bases[inner]} if is_content(bases[inner]) else ())
        if led:
            yield words.low[index], frozenset(led)


def _unlike(words: Words, bases: tuple[str, ...], at: int, end: int) -> frozenset[str]:
    """Words negated inside the clause."""
    for index in range(at + 1, end):
        if words.low[index] in NEGATORS:
            following = bases[index + 1 : min(end, index + 6)]
            return frozenset(base for base in following if is_content(base))
    return frozenset()


def _excepting(norm: Norm) -> frozenset[str]:
    """Marks of the exception that would read as narrowing ("without permission")."""
    return frozenset({"without"}) if (norm.exception or "").startswith("without") else frozenset()


def is_strict(act: Act) -> bool:
    """Whether the norm leaves no room ("must", "never", "under no circumstances")."""
    return act.norm.force is Force.MUST or act.unlimited


def is_plain(act: Act) -> bool:
    """Whether the norm is strict, or tells its reader what to do without a word that softens it."""
    bare = act.norm.trigger == "imperative" and act.norm.light_verb is None
    return is_strict(act) or (bare and _SOFT.isdisjoint(act.words))
