"""Absolutes that leave room for one thing only, and name two.

A reply is in one language and begins with one thing. What must always be done at once cannot wait.
Each of two such rules can be kept by itself, and no reply can keep both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from operator import ne
from typing import Any

from specaudit.domain.patterns import regex
from specaudit.lint.kin import families, family
from specaudit.lint.similarity import COMMON, Similarity, Unit, content, sequence, unit_facts
from specaudit.nlp.text import lemmas

_ABSOLUTE = regex(
    r"\b(?:always|every|each|all|must|shall|whatever|regardless|without\s+exception)\b",
    re.IGNORECASE,
)
_LIMITED = regex(
    r"\b(?:unless|except|if|when|where|by\s+default|normally|usually|typically|may|can|could|prefer\w*"
    r"|not|never|no|other\s+than|apart\s+from|instead|rather)\b|n['’]t\b|\?\W*\Z",
    re.IGNORECASE,
)
_SPEAKS = regex(
    r"\b(?:repl(?:y|ies|ied)|answers?|answered|respon\w+|writ\w+|speaks?|messages?|outputs?|says?"
    r"|conversations?|chats?)\b",
    re.IGNORECASE,
)
_IN_LANGUAGE = regex(
    r"\b(?:in|to)\s+(?:(?P<name>english|french|german|spanish|italian|dutch|latin|chinese|japanese|russian"
    r"|arabic|portuguese)\b|(?:the\s+(?:same\s+)?)?(?P<whose>[\w-]+['’]s\s+)?(?:[\w-]+\s+){0,2}?language\b"
    r"(?P<which>[^.;,]{0,80}))",
    re.IGNORECASE,
)
_ONE_FOR_ALL = families(
    lemmas(
        "first begin beginning start open opening initial original system developer operator site "
        "interface app product profile account locale browser country region english french german "
        "spanish italian dutch latin chinese japanese russian arabic portuguese"
    )
)
"""What gives a conversation its one language."""
_EACH_TIME = families(
    lemmas(
        "latest last recent current newest question message user reader person query request "
        "customer caller"
    )
)
"""What may bring another language with each turn."""
_PART = (
    r"(?:(?:an?|the|its|their|one|any)\s+)?(?:(?!not\b)[\w-]+\s+){0,2}?(?P<part>answer|warning|greeting|summary"
    r"|question|disclaimer|caveat|conclusion|result|title|date|apology|thanks|recommendation|overview"
    r"|salutation|headline|source|list|verdict|name|quotation|link|joke)s?\b"
)
_WILL = r"(?:(?:must|shall|should|will|always|to)\s+){0,3}"
_FORMS = {
    "first": (
        rf"\b(?:begins?|starts?|opens?)\s+(?:off\s+)?(?:with|by\s+\w+ing)\s+{_PART}",
        rf"{_PART}\s+{_WILL}(?:comes?|stands?|goes?|appears?|be|is|are)\s+(?:always\s+)?first\b",
        rf"\b(?:puts?|places?|states?|gives?)\s+{_PART}\s+first\b",
    ),
    "last": (
        rf"\b(?:ends?|closes?|finish(?:es)?|concludes?)\s+(?:off\s+)?(?:with|by\s+\w+ing)\s+{_PART}",
        rf"{_PART}\s+{_WILL}(?:comes?|stands?|goes?|appears?|be|is|are)\s+(?:always\s+)?last\b",
        rf"\b(?:puts?|places?|states?|gives?)\s+{_PART}\s+last\b",
    ),
}
_PLACES = {
    slot: tuple(regex(form, re.IGNORECASE) for form in forms) for slot, forms in _FORMS.items()
}
_FRAMES = families(
    lemmas(
        "answer reply response message output text assistant model agent claude it always must "
        "should every each all begin start open end close finish conclude come stand go put place "
        "state give first last direct"
    )
)
"""Say nothing of which text is meant but that somebody is answered."""
_AT_ONCE = regex(
    r"\b(?:at\s+once|immediately|right\s+away|straight\s+away|without\s+delay|instantly|on\s+the\s+spot"
    r"|within\s+(?:\w+\s+){1,2}(?:seconds?|minutes?|hours?|days?))\b",
    re.IGNORECASE,
)
_WAITS = regex(r"\b(?:never|no|nothing)\b(?P<act>[^.;,]{3,80}?)\b(?:before|until)\b", re.IGNORECASE)
_ANYTHING = families(lemmas("ever anything nothing something"))
_CUES = (
    "language",
    " first",
    " last",
    "begin",
    "start",
    "open",
    "end",
    "clos",
    "finish",
    "conclud",
)
_LONGEST = 240


def exclusive(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of absolutes of which each takes the one place, in no order."""
    known = unit_facts(similarity.units, "exclusive", _fills)
    book: dict[str, list[tuple[Unit, list[Any]]]] = defaultdict(list)
    for unit in similarity.units:
        for slot, *told in known[unit]:
            book[slot].append((unit, told))
    for slot, rows in book.items():
        if slot in ("at once", "waits") or len(rows) > COMMON:
            continue
        for (a, one), (b, other) in combinations(rows, 2):
            apart = _languages if slot == "language" else ne
            if a is not b and apart(frozenset(one), frozenset(other)):
                yield a, b
    for a, (done, wanted) in book["at once"][:COMMON]:
        for b, (denied,) in book["waits"][:COMMON]:
            if a is not b and done in denied and set(denied) <= set(wanted):
                yield a, b


def _languages(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two ways to tell a language tell two."""
    first, second = one & _ONE_FOR_ALL, other & _ONE_FOR_ALL
    if first and second:
        return not first & second
    turns = other if first else one
    return bool(first or second) and bool(turns & _EACH_TIME)


def _fills(unit: Unit) -> list[Any]:
    """The places that a sentence fills, with what, as plain data."""
    text = unit.statement.text
    folded = text.casefold()
    if len(text) > _LONGEST or text.rstrip().endswith((":", "?")):
        return []
    if waits := _WAITS.search(text):
        return [["waits", sorted(families(content(waits["act"])) - _ANYTHING)]]
    if not _ABSOLUTE.search(text) or _LIMITED.search(text):
        return []
    found: list[Any] = []
    if at_once := _AT_ONCE.search(text):
        done = sequence(text[: at_once.start()])
        found.extend(["at once", family(word), sorted(families(done))] for word in done[-1:])
    if not any(cue in folded for cue in _CUES) and "in " not in folded:
        return found
    language = _IN_LANGUAGE.search(text) if _SPEAKS.search(text) else None
    if language is not None:
        told = language["name"] or f"{language['whose'] or ''} {language['which'] or ''}"
        found.append(["language", *sorted(families(content(told)))])
    for slot, forms in _PLACES.items():
        for form in forms:
            place = form.search(text)
            rest = text[: place.start()] + text[place.end() :] if place else text
            if place is not None and families(content(rest)) <= _FRAMES:
                found.append([slot, *sorted(families([place["part"].casefold()]))])
    return found
