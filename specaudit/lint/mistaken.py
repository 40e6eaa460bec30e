"""Clashes that stand in the words only: results, fields and cases that read like rules at odds."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Norm
from specaudit.lint.apart import apart, told_of_both
from specaudit.lint.clash import Clash, Kind
from specaudit.lint.kin import families
from specaudit.lint.similarity import Unit, content

_RESULT = regex(r"\W*(?:Will|Returns?|Gives?|Shows?)\s")
"""Opens a sentence that says what the example above it does."""
_FIELD = regex(r"\W*(?:[\w.]+:\s+)?(?:This|The)\s+(?:REQUIRED|OPTIONAL|required|optional)\s+\w+")
"""Opens the description of one field among others."""
_IF_THERE = regex(
    r"(?:if|when)\s+(?:present|set|given|used|specified|provided|included|any)\W*\Z", re.IGNORECASE
)
"""A condition that speaks of the thing the section is about."""
_COMPOUND = regex(
    r"\b(?P<first>[a-z]+[a-rt-z]),\s(?:[a-z]+[a-rt-z],\s)+(?:and|or)\s[a-z]+\s[a-z]+s\b"
)
"""A list of words before one noun ("collection, response, or request suffixes")."""
_BINDS = regex(
    r"\b(?:must|should|shall|may|can|cannot|needs?\s+to|ought|(?:is|are|be)\s+(?:\w+\s+)?(?:required"
    r"|prohibited|forbidden|allowed|permitted|expected|mandatory|banned))\b"
    r"|\A\W*(?:do\s+not|don['’]t|avoid|no|never|always)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that make a list item a rule of its own."""
_IN_ALL = regex(
    r"\A\W*(?:every|each|all|nothing|nobody|no)\s[^:]*\b(?:is|are|have|has)\s", re.IGNORECASE
)
"""What is said of all things is to be so."""
_BUT_HERE = regex(
    r"\b(?:except|unless|other\s+than|apart\s+from)\s+(?:(?:for|as|in|when|where|by)\s+)?"
    r"(?:this|that|these|those|such|described|stated|specified|noted|mentioned)\b",
    re.IGNORECASE,
)
"""An exception for what stands around it."""
_LACKS = regex(r"\b(?:with\s+no|without)\s+(?:an?\s+|any\s+)?(?P<what>[\w-]+)", re.IGNORECASE)
_HAS = regex(r"\bwith\s+(?!no\b)(?:an?\s+|the\s+)?(?P<what>[\w-]+)", re.IGNORECASE)
_NEITHER = regex(
    r"\bneither\s[^.;]{0,120}?\bnor\s[^.;]{0,120}?\b(?:must|should|may|can|shall|will|do|does|is|are)\b",
    re.IGNORECASE,
)
"""A denial that stands in the subject."""
_NOT = regex(r"\bnot\b|n['’]t\b", re.IGNORECASE)
_NO = regex(r"\b(?:no|not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
_IN_MANNER = regex(
    r"\b(?:not|never|n['’]t)\s+(?P<manner>automatically|blindly|silently|simply|merely|needlessly"
    r"|unnecessarily|accidentally|inadvertently|unilaterally|indiscriminately|arbitrarily)\s",
    re.IGNORECASE,
)
"""A ban on a manner of doing something."""
_NOT_DO = regex(r"\bnot\s+(?P<verb>[a-z]+)", re.IGNORECASE)
_WHO_DO = regex(r"\b(?:who|which|that)\s+(?P<verb>[a-z]+)", re.IGNORECASE)
_ACTOR_MUST = regex(
    r"(?:[^,]{0,120},\s)?\W*(?:the\s+)?(?:assistant|model|agent|claude|it|we|you|they|users?|operators?)\s+"
    r"(?:must|should|shall|may|can|will)\s+(?:\w+\s+){0,2}(?:answer|respond|reply|act|speak|write|work|proceed"
    r"|continue|go\s+on|end|begin|start|open|close|comply|finish)\w*\s(?:it\s|them\s|\w+ly\s|and\s){0,3}",
    re.IGNORECASE,
)
"""Up to how somebody is to act."""
_BEYOND = regex(r"\bbeyond\b(?!\s+which\b)", re.IGNORECASE)
_ALIKE = 0.05
"""Share of both sentences' words that they have in common at least."""
_LINK = regex(r"\[([^\[\]\n]{3,60})\]")
_FENCE = 20
"""Code points before a block in which a fence above it ends."""
_FRAGMENTS = (BlockKind.ITEM, BlockKind.CELL)


def only_in_words(clash: Clash) -> bool:
    """Whether two statements that look at odds speak of two things.

    Two results of two examples, two fields, "if present" in two sections, two cases, what the rule
    itself makes an exception for, and the first word of a list of compounds, which reads like the
    thing itself.
    """
    a, b = clash.a, clash.b
    if apart(a, b) or cases(a, b):
        return True
    texts = a.statement.text, b.statement.text
    if all(map(_RESULT.match, texts)):
        return True
    items = BlockKind.ITEM, BlockKind.CELL
    if all(map(_FIELD.match, texts)) and a.statement.kind in items and b.statement.kind in items:
        return True
    if clash.kind is Kind.DIFFERENT and a.statement.section_id != b.statement.section_id:
        return _if_there(a) and _if_there(b)
    return _compound(a) or _compound(b)


def _if_there(unit: Unit) -> bool:
    conditions = [norm.condition for norm in unit.norms]
    return bool(conditions) and all(text and _IF_THERE.match(text) for text in conditions)


def _compound(unit: Unit) -> bool:
    found = _COMPOUND.search(unit.statement.text)
    return found is not None and found["first"] in {norm.object for norm in unit.norms}


def cases(a: Unit, b: Unit) -> bool:
    """Whether two statements name cases or things and not what to do with them."""
    both = (a, b)
    texts = a.statement.text, b.statement.text
    if any(_BUT_HERE.search(text) or _NEITHER.search(text) for text in texts):
        return True
    if _in_clause(*texts) or _in_clause(*reversed(texts)) or _one_beyond(*texts):
        return True
    if _contrary_conditions(a, b):
        return True
    mine, yours = families(a.lemmas), families(b.lemmas)
    if len(mine & yours) < _ALIKE * len(mine | yours):
        return True
    items = all(unit.statement.kind in _FRAGMENTS for unit in both)
    if items and not any(_BINDS.search(text) for text in texts) and not all(map(_orders, both)):
        return True
    if (
        any(map(_tells, both))
        or all(map(_below_code, both))
        or _two_kinds(a, b)
        or _bans_manner(*texts)
        or _bans_manner(*reversed(texts))
    ):
        return True
    return _one_lacks_it(*texts) or _one_lacks_it(*reversed(texts))


def _norms(unit: Unit) -> list[Norm]:
    return unit.document.norms.get(unit.statement.id, [])


def _orders(unit: Unit) -> bool:
    """Whether a statement asks for something to be done with a thing."""
    return any(norm.object for norm in _norms(unit))


def _tells(unit: Unit) -> bool:
    """Whether an item tells what somebody does, and asks for nothing."""
    text = unit.statement.text
    item = unit.statement.kind in _FRAGMENTS and not _IN_ALL.search(text)
    return item and not _norms(unit) and not _BINDS.search(text)


def _below_code(unit: Unit) -> bool:
    """Whether a paragraph asks for nothing and tells of the code that stands right above it."""
    document, statement = unit.document, unit.statement
    start = document.blocks[statement.block_id].span.start
    above = document.spec.text[max(0, start - _FENCE) : start].rstrip()
    return not _norms(unit) and above.endswith("```")


def _two_kinds(a: Unit, b: Unit) -> bool:
    """Whether links name two kinds of the one thing that both rules are about."""
    links = [
        {content(found) for found in _LINK.findall(unit.document.written(unit.statement))}
        for unit in (a, b)
    ]
    things = {norm.object for norm in a.norms} & {norm.object for norm in b.norms} - {None}
    for one in links[0]:
        for other in links[1]:
            if things & one & other and one - other and other - one:
                return True
    return False


def _bans_manner(one: str, other: str) -> bool:
    """Whether one text forbids an act only in a manner that the other does not speak of."""
    manners = {found["manner"].casefold() for found in _IN_MANNER.finditer(one)}
    return bool(manners) and not any(manner in other.casefold() for manner in manners)


def _contrary_conditions(a: Unit, b: Unit) -> bool:
    """Whether one rule is for a case and the other for its contrary."""
    told = [[n.condition.partition(",")[0] for n in unit.norms if n.condition] for unit in (a, b)]
    for one in told[0]:
        for other in told[1]:
            both = families(content(one)) & families(content(other))
            if len(both) > 1 and (_NO.search(one) is None) is not (_NO.search(other) is None):
                return True
    return False


def _in_clause(one: str, other: str) -> bool:
    """Whether what one text denies is done by those whom the other one only describes."""
    denied = {found["verb"].casefold() for found in _NOT_DO.finditer(one)}
    if not denied:
        return False
    return any(found["verb"].casefold() in denied for found in _WHO_DO.finditer(other))


def _one_beyond(one: str, other: str) -> bool:
    """Whether one text speaks of what lies beyond something, and the other does not."""
    parts = _told_beyond(one), _told_beyond(other)
    if (not parts[0]) is (not parts[1]):
        return False
    part, text = (parts[0], other) if parts[0] else (parts[1], one)
    return len(families(content(part)) & families(content(text))) > 1


def _told_beyond(text: str) -> str:
    """The part of a sentence that says "beyond"; empty without one."""
    return next((part for part in text.split(",") if _BEYOND.search(part)), "")


def _one_lacks_it(one: str, other: str) -> bool:
    """Whether one text speaks of what is without a thing, and the other of what has it."""
    lacked = {found["what"]: found.start() for found in _LACKS.finditer(one)}
    denied = _NOT.search(one) or _NOT.search(other)  # a denial may turn it back
    for found in _HAS.finditer(other) if lacked else ():
        if (at := lacked.get(found["what"])) is None:
            continue
        if _of_subject(one, at) and _of_subject(other, found.start()):
            return True
        starts = one[:at], other[: found.start()]
        manner = _is_manner(*starts) and not told_of_both(*starts)
        if not (denied or manner):
            return True
    return False


def _of_subject(text: str, at: int) -> bool:
    """Whether what stands at an offset belongs to what a rule is about."""
    binds = _BINDS.search(text)
    return binds is not None and at < binds.start()


def _is_manner(*starts: str) -> bool:
    """Whether what stands after each start says how somebody is to act, and not on what."""
    return all(map(_ACTOR_MUST.fullmatch, starts))
