"""Whether two quantities measure one thing, where their sentences share few words.

Two rules on a notice or on how long a thing is kept need not say it alike. They measure one thing
where the numbers play the same part (notice, keeping, answering ...) and both sentences speak of
the same thing in neighbouring words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Statement
from specaudit.lint.apart import (
    Sentence,
    beside,
    one_party,
    other_things,
    told_of_both,
    two_cases,
    two_subjects,
)
from specaudit.lint.context import Document
from specaudit.lint.kin import families
from specaudit.lint.quantities import Quantity, told
from specaudit.lint.similarity import sequence
from specaudit.lint.subjects import narrowed, other_kind, with_and_without

_ROLES = {
    "notice": regex(
        r"\b(?:notice|noti(?:fy|fies|fied|fication)|announce|warn|in\s+advance|let\s+\w+\s+know"
        r"|inform)",
        re.IGNORECASE,
    ),
    "keeping": regex(
        r"\b(?:ret(?:ain|ention)|ke(?:ep|pt)(?!\s+(?:it|them|this)\s+\w+)|stor(?:e|age)|hold|held|preserv|available|count\s+on"
        r"|rely\s+on|delet|remov|eras|expir|purg|archiv|persist|stays?\s+(?:on|in|with|there)|remains?\s+(?:on|in|with|there)"
        r"|laps(?:e|es|ed)\b)",
        re.IGNORECASE,
    ),
    "acknowledging": regex(r"\b(?:acknowledg|confirm\w*\s+(?:the\s+)?receipt)", re.IGNORECASE),
    "resolving": regex(r"\b(?:resol(?:v|ution)|decide|decision)", re.IGNORECASE),
    "answering": regex(
        r"\b(?:respon[ds]|repl(?:y|ies)|answer|acknowledg|resolv|decide|decision|triage|handled)",
        re.IGNORECASE,
    ),
    "asking": regex(
        r"\b(?:(?<!pull )(?<!merge )(?<!feature )request|ask(?:s|ed|ing)?\b|claim|appeal"
        r"|object(?:s|ed|ion)?\b|apply|application|complain|withdraw|cancel)",
        re.IGNORECASE,
    ),
    "standing": regex(
        r"\b(?:member|reviewer|approver|maintainer|contributor|been|serv(?:e|ing)|experience|tenure)",
        re.IGNORECASE,
    ),
    "review": regex(r"\b(?:review|audit|rotat|renew|revisit|reassess)", re.IGNORECASE),
    "waiting": regex(r"\b(?:wait|delay|pause|time(?:s|d)?\s*out|timeout|retr(?:y|ies))", re.I),
}
_PIECE = regex(r"[;:—()]|,\s|\s(?:but|because|so|whereas|while)\s")
"""Where a part of a sentence ends that tells what its number is for."""
SUM = regex(
    r"\A\W*(?:all\s+)?(?:altogether|in\s+(?:total|all|sum)|taken\s+together|combined)\b"
    r"|\bperiod\s+(?:specified|described|mentioned|stated)\b",
    re.IGNORECASE,
)
"""Adds up what others tell, or comes back to it."""
CHANGED = regex(
    r"\b(?:accelerat|exten(?:d(?!s\s+to\b)|sion)|shorten|reduc|delay|postpon|prolong)",
    re.IGNORECASE,
)
"""A time that is changed is told twice on purpose."""
_OWN_ROLES = frozenset({"acknowledging", "resolving"})
_MODIFIED = regex(r"(?P<number>\d[\d,.]*)\s+(?P<noun>(?:[a-z][a-z-]*\s+){1,3}[a-z][a-z-]+)", re.I)
_RATE = regex(
    r"\s+(?:per|(?:for\s+|in\s+)?(?:each|every)|in\s+(?:the\s+same|one|a\s+single|any\s+(?:one|single)|an?)|an?)\s+"
    r"(?P<whole>[a-z][a-z-]+)",
    re.IGNORECASE,
)
_OF_AGE = regex(
    r"\b(?P<who>[a-z]+)\s+(?:(?!if|when|unless|not)[a-z]+\s+){0,3}?"
    r"(?:(?:must|shall|should|has\s+to|have\s+to|(?:is|are)\s+required\s+to|needs?\s+to)\s+be|are|is)"
    r"\s+(?:of\s+)?(?:age[ds]?\s+)?(?:at\s+least|over|above|\d)",
    re.IGNORECASE,
)
_ASIDE = regex(r"\s*,\s(?!but\b|and\b)[^,.;]{1,40},\s")
_ANY_AGE_CASE = regex(r"\b(?:if|when|where|unless|except|under|to\s+(?!be\b)[a-z]+)\b", re.I)
_DOOR = regex(
    r"\b(?:users?|members?(?:hip)?|accounts?|customers?|visitors?|participants?|subscribers?|everyone)\s+(?:of|on|with|in|at)\s+"
    r"(?P<of>(?:the\s+|our\s+|this\s+)?[\w.-]*\w(?:\s+(?!is\b|are\b|must\b|should\b|shall\b|has\b|have\b|need)[\w.-]*\w)?)"
    r"(?=\s+(?:is|are|must|should|shall|has|have|needs?)\b)"
    r"|\b(?:use|join|access|enter|visit|sign\s+up\s+(?:for|to)|register\s+(?:for|with|at))\s+(?P<use>(?:the\s+|our\s+|this\s+)?[\w.-]*\w(?:\s+[\w.-]*\w)?)(?=\s*(?:[.,;]|\Z))"
    r"|(?:\A|[,;]\s)\W*(?P<open>(?:the\s+|our\s+|this\s+)?[\w.-]*\w(?:\s+(?!is\b|are\b)[\w.-]*\w)?)\s+(?:is|are)\s+"
    r"(?:only\s+)?(?:open|available|offered|restricted|limited)\s+(?:only\s+)?(?:to|from)\b",
    re.IGNORECASE,
)
"""What one must be of an age for: "users of the forum are", "the forum is open to"."""
_AGE_CASE = regex(
    r"\b(?:if|when|where|unless|except|without|with\s+(?:an?\s+|their\s+)?(?:parent|guardian|consent|adult))\b",
    re.I,
)
_DUTY = regex(r"\b(?:must|shall|should|have\s+to|has\s+to|requir\w+|needs?)\b", re.IGNORECASE)
_THING = regex(
    r"(?P<thing>[a-z][a-z-]*)\s+(?:(?:that|which)\s+)?(?:(?:must|may|should|shall|can|cannot|will|is|are)"
    r"\s+)?(?:not\s+)?(?:(?:be|is|are|of|exceeds?|exceeding|with|longer|larger|shorter|limited|capped"
    r"|(?:more|less|fewer|no|not|at|up|than|to|most|least))\s+)+\Z",
    re.IGNORECASE,
)
_DOER = regex(
    r"(?:\A|,)\W*(?:the\s+)?(?P<who>assistant|model|claude|agent)\s+(?:is|must|should|may|can|shall"
    r"|will)\b",
    re.IGNORECASE,
)
_VALUE = regex(
    r"\W*[A-Z][\w/-]{1,20}[*_]*:[*_]*\s*[~<>≤≥≈=]*\s*\d[\d.,]*(?:\s+[\w%]+|(?<=\d)[^\W\d]\w*|%)"
    r"(?:\s\([^()]*\)|\sto\s\W?\d+\s\w+)*\W*"
)
"""A label of one word and its value, of whatever the section is about."""
_SENTENCE = regex(
    r"\b(?:must|shall|should|may|can|cannot|will|is|are)\b"
    r"|\b(?:an?|the|every|each|no)\s+(?:[\w-]+\s+){1,3}?(?:never\s+)?(?:stays?|runs?|exceeds?|takes?|lasts?|ends?|has|needs?"
    r"|requires?|holds?|gets?|goes|remains?|keeps?|contains?|comes?|expires?|lapses?)\b",
    re.IGNORECASE,
)
_COUNTED_FIRST = regex(
    r"(?:\A\W*|\b(?:fewer|less|more|under|over|least|most)\s+(?:than\s+)?)\d[\d,.]*\s+(?=[a-z])",
    re.I,
)
"""A number that says how many the subject names."""
_AGREED = 2
_SINCE = (
    r"s?\s+(?:from|of|after|before|following|since|prior\s+to)\s+(?P<event>[^.;:()]{3,60}?)"
    r"(?=\s+(?:to|in\s+order)\s|[.;:()]|\Z)"
)


def one_measure(
    document: Document, earlier: Statement, a: Quantity, later: Statement, b: Quantity
) -> bool:
    """Whether two quantities of one unit measure the same thing."""
    if "age" in a.units & b.units:
        return _same_age(earlier.text, a, later.text, b) or _same_door(
            earlier.text, a, later.text, b
        )
    if "times" in a.units & b.units:
        return False  # nothing but their subject says of what
    if "time" in a.units & b.units:
        return _same_time(document, earlier, a, later, b) or _since_one_event(earlier, a, later, b)
    if _in_row(document, earlier, a, later, b) or _in_row(document, later, b, earlier, a):
        return True
    if not (stands_alone(earlier) or stands_alone(later)):
        return False  # items that their headings complete
    if with_and_without(earlier.text, later.text):
        return False
    if a.side == b.side and "" in (_after_number(a), _after_number(b)):
        # "The seat limit (4 per account)" names its unit itself: it is the one limit of its kind.
        return len(a.words & b.words - a.units) >= _AGREED
    same = _same_count(earlier, a, later, b) or _same_thing(earlier.text, a, later.text, b)
    return same and not other_kind(earlier.text, later.text)


def told_apart(
    document: Document, earlier: Statement, later: Statement, *, alone: bool = False
) -> bool:
    """Whether the layout or the subjects make two sentences with numbers speak of two things.

    Args:
        document: The document.
        earlier: A sentence.
        later: Another sentence.
        alone: What follows in an item says of what by itself.
    """
    if earlier.kind is later.kind is BlockKind.CELL:
        return True  # each row says of what
    if all(document.written(one).startswith("(") for one in (earlier, later)):
        return earlier.block_id != later.block_id  # each is told of the sentence before it
    pair = Sentence(document, earlier), Sentence(document, later)
    if other_things(*pair) or two_cases(*pair):
        return True
    if two_subjects(*(Sentence(document, _uncounted(one)) for one in (earlier, later))):
        return True
    if not (one_party(*pair) or (alone and any(map(_goes_on, pair)))) and beside(*pair):
        return True
    # Numbers told side by side are meant to differ where each is told of something of its own.
    if earlier.block_id == later.block_id:
        return told_of_both(earlier.text, later.text)
    own = told(earlier.text) - told(later.text), told(later.text) - told(earlier.text)
    return all(own) and _next_items(document, earlier, later)


def _goes_on(told: Sentence) -> bool:
    """Whether a sentence comes after the one that opens its item or paragraph."""
    return told.document.in_block[told.statement.block_id][0] is not told.statement


def _uncounted(statement: Statement) -> Statement:
    """A statement without the numbers that its subject may begin with."""
    return replace(statement, text=_COUNTED_FIRST.sub("", statement.text, count=1))


def _next_items(document: Document, earlier: Statement, later: Statement) -> bool:
    """Whether two sentences stand in two items of one list that follow each other."""
    one, other = document.blocks[earlier.block_id], document.blocks[later.block_id]
    if not (one.kind is other.kind is BlockKind.ITEM and one.depth == other.depth):
        return False
    near = abs(document.block_order[one.id] - document.block_order[other.id]) == 1
    return near and one.section_id == other.section_id


def stands_alone(statement: Statement) -> bool:
    """False for what only its heading completes ("at least 3 months", "Speed: 30 seconds.")."""
    if _VALUE.fullmatch(statement.text):
        return False
    fragment = statement.kind in (BlockKind.ITEM, BlockKind.CELL)
    return not fragment or _SENTENCE.search(statement.text) is not None


def _after_number(quantity: Quantity) -> str:
    return quantity.written.partition(" ")[2]


def _same_age(first: str, a: Quantity, second: str, b: Quantity) -> bool:
    """Whether two sentences bound the age of the same people from below, in no case of its own."""
    if not a.side == b.side == "least":
        return False
    bearers = []
    for text in (_ASIDE.sub(" ", first), _ASIDE.sub(" ", second)):
        bearer = _OF_AGE.search(text)
        clause = re.split(r"[;.]|,\s+but\b", text[bearer.start() :])[0] if bearer else ""
        before = text[: bearer.start()].rpartition(";")[2] if bearer else ""
        if bearer is None or not _DUTY.search(text) or _ANY_AGE_CASE.search(before + clause):
            return False
        bearers.append(_people(text, bearer))
    return bearers[0] == bearers[1]


def _same_door(first: str, a: Quantity, second: str, b: Quantity) -> bool:
    """Whether two ages from which on people are let in are for the same thing, in every case."""
    if not a.side == b.side == "least":
        return False
    named = []
    for text in (first, second):
        door = _DOOR.search(text)
        if door is None:
            return False
        before = re.split(r"[;.]\s|,\s(?:but|and)\b", text[: door.start()])[-1]
        clause = re.split(r"[;.]\s|,\s(?:but|and|so)\b", text[door.start() :])[0]
        if _AGE_CASE.search(before) or _AGE_CASE.search(clause):
            return False
        name = door["of"] or door["use"] or door["open"]
        named.append(frozenset(sequence(name)) or frozenset(name.casefold().split()))
    return bool(named[0]) and named[0] == named[1]


def _people(text: str, bearer: re.Match[str]) -> frozenset[str]:
    """Words for those who must be of an age: the noun with what stands around it."""
    verb = re.search(r"\b(?:must|shall|should|ha(?:s|ve)|is|are|needs?)\b", bearer[0], re.I)
    end = bearer.start() + (verb.start() if verb else 0)
    named = re.split(r"[,;:(]|\bthat\b", text[:end])[-1]
    return frozenset(sequence(named)) or frozenset(named.casefold().split())


def _same_thing(first: str, a: Quantity, second: str, b: Quantity) -> bool:
    """Whether two bounds of one side are on the same thing ("a URL exceeds", "URLs of more than").

    The sentences must share another word still.
    """
    if a.side != b.side or a.side == "exact":
        return False
    things = _bounded(first, a), _bounded(second, b)
    if things[0] is None or things[0] != things[1]:
        return False
    rest = told(first) & told(second)
    return any(word != things[0] for word in rest)


def _bounded(text: str, quantity: Quantity) -> str | None:
    """The noun right before a bound."""
    number = quantity.written.split()[0]
    at = re.search(rf"(?<![\w.]){re.escape(number)}(?![\w.]\w)", text)
    found = _THING.search(text[: at.start()]) if at else None
    words = sequence(found["thing"]) if found else ()
    return words[0] if words else None


def _in_row(
    document: Document, cell: Statement, a: Quantity, other: Statement, b: Quantity
) -> bool:
    """Whether the row of a table sums up the section that the other statement stands in."""
    if cell.kind is not BlockKind.CELL or other.kind is BlockKind.CELL:
        return False
    text = document.spec.text
    row = text[text.rfind("\n", 0, cell.span.start) + 1 : cell.span.start]
    label = frozenset(sequence(row.strip(" |").partition("|")[0]))
    if not label or a.side != b.side or not a.words & b.words:
        return False
    around = document.branch(other.section_id)
    return any(frozenset(sequence(section.title)) == label for section in around)


def _same_time(
    document: Document, earlier: Statement, a: Quantity, later: Statement, b: Quantity
) -> bool:
    roles = _roles(earlier.text) & _roles(later.text) & _parts(earlier, a, later, b)
    texts = earlier.text, later.text
    if not roles or any(SUM.search(text) or CHANGED.search(text) for text in texts):
        return False
    events = _event(earlier.text, a), _event(later.text, b)
    if all(events) and families(events[0]).isdisjoint(families(events[1])):
        return False  # each runs from an event of its own
    if "standing" in roles and BlockKind.ITEM in {earlier.kind, later.kind}:
        if {a.side, b.side} == {"least", "most"}:
            return False  # how long one has been there, and how long one has for an act
        return _fragment(document, earlier, later) or _fragment(document, later, earlier)
    if _OWN_ROLES & (_roles(earlier.text) ^ _roles(later.text)):
        return False  # a receipt is acknowledged sooner than the matter is decided
    pairs = (_pairs(earlier.text), _pairs(later.text))
    if not pairs[0] & pairs[1] or roles == {"standing"}:
        return False
    shared = told(earlier.text) & told(later.text)
    if len(shared) < _AGREED or narrowed(earlier.text, later.text):
        return False
    return all(not _qualified(text, shared) for text in (earlier.text, later.text))


def _parts(earlier: Statement, a: Quantity, later: Statement, b: Quantity) -> frozenset[str]:
    """Parts that both numbers may play, by the piece of its sentence in which each stands.

    A piece that names no part leaves it to the whole sentence.
    """
    pieces = piece(earlier.text, a.written), piece(later.text, b.written)
    mine, yours = (_roles(part) for part in pieces)
    said = told(pieces[0]), told(pieces[1])
    if all(said) and said[0].isdisjoint(said[1]):
        return frozenset()
    return (mine or _roles(earlier.text)) & (yours or _roles(later.text))


@lru_cache(maxsize=4096)
def piece(text: str, written: str) -> str:
    """The part of a sentence between two joints that holds a number."""
    at = text.find(written)
    ends = [joint.span() for joint in _PIECE.finditer(text)] if at >= 0 else []
    start = max((end for _, end in ends if end <= at), default=0)
    return text[start : min((begin for begin, _ in ends if begin > at), default=len(text))]


def _since_one_event(earlier: Statement, a: Quantity, later: Statement, b: Quantity) -> bool:
    """Whether two times for one thing to be done run from, or up to, the same event."""
    events = _event(earlier.text, a), _event(later.text, b)
    roles = _roles(earlier.text) & _roles(later.text)
    if not events[0] & events[1] or not roles or roles <= {"standing"} or a.side != b.side:
        return False
    return len(told(earlier.text) & told(later.text)) >= _AGREED


def _event(text: str, quantity: Quantity) -> frozenset[str]:
    """Content words of the event that a time is counted from or up to."""
    return _event_of(text, quantity.written)


@lru_cache(maxsize=4096)
def _event_of(text: str, written: str) -> frozenset[str]:
    shown = re.escape(written)
    found = re.search(rf"(?<![\w.,]){shown}{_SINCE}", text, re.IGNORECASE)
    return told(found["event"]) if found else frozenset()


@lru_cache(maxsize=4096)
def _roles(text: str) -> frozenset[str]:
    return frozenset(role for role, pattern in _ROLES.items() if pattern.search(text))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring content words."""
    words = sequence(text)
    return frozenset(pairwise(words))


def _qualified(text: str, shared: frozenset[str]) -> bool:
    """Whether a word right before the shared ones makes them a kind of their own."""
    words = sequence(text)
    inside = [i for i, word in enumerate(words[:-1]) if {word, words[i + 1]} <= shared]
    return (
        bool(inside)
        and re.search(
            rf"\b(?:unlike|except|other\s+than)\b[^.]*{words[inside[0]]}", text, re.IGNORECASE
        )
        is not None
    )


def _fragment(document: Document, item: Statement, other: Statement) -> bool:
    """Whether an item under the heading of a role says of that role what a sentence says too."""
    if item.kind is not BlockKind.ITEM:
        return False
    titles = (told(s.title) - {"requirement"} for s in document.branch(item.section_id))
    title = families(next(filter(None, titles), frozenset[str]()))
    said, words = families(told(other.text)), families(told(item.text))
    # "Member for 3 months" under "Reviewer": the sentence must name both.
    return bool(title) and title <= said and bool(words & said - title) and len(words - said) < 2


def _same_count(earlier: Statement, a: Quantity, later: Statement, b: Quantity) -> bool:
    """Whether two bounds of one side are on things of the same name and kind, in one act."""
    if a.side != b.side or a.side == "exact":
        return False
    names = _counted(earlier.text, a), _counted(later.text, b)
    if names[0] is None or names[0] != names[1]:
        return False
    rest = told(earlier.text) & told(later.text) - names[0]
    whole = any("number of" in one.text for one in (earlier, later))
    return bool(rest) or whole or _doer(earlier.text) == _doer(later.text) != ""


def _doer(text: str) -> str:
    """The assistant, where the main clause speaks of it; empty where it does not."""
    found = _DOER.search(text)
    return found["who"].casefold() if found else ""


def rate_of(text: str, quantity: Quantity) -> list[str]:
    """What a number is counted by ("60 requests per minute"), led by "per"; empty for no rate."""
    shown = re.escape(quantity.written)
    found = re.search(rf"(?<![\w.,]){shown}{_RATE.pattern}", text, re.IGNORECASE)
    return ["per", *sequence(found["whole"])] if found else []


def _counted(text: str, quantity: Quantity) -> frozenset[str] | None:
    """The counted noun with what stands before it ("free machine accounts")."""
    if quantity.written not in text:  # "the number of active users is 500"
        named = frozenset(sequence(quantity.written.partition(" ")[2]))
        return named if len(named) > 1 else None
    number = quantity.written.split()[0].replace(",", "")
    for match in _MODIFIED.finditer(text):
        if match["number"].replace(",", "").rstrip(".") == number:
            words = [*sequence(match["noun"])]
            while words and words[-1] not in quantity.units:
                words.pop()
            words += rate_of(text, quantity)
            return frozenset(words) if len(words) > 1 else None
    return None
