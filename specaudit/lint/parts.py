"""What a document says a thing is made of, part by part."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import having
from specaudit.lint.spelled import value_of
from specaudit.nlp.text import lemma

_MADE_OF = regex(
    r"\b(?:each|every|an?|all|the)\s+(?P<whole>[a-z-]+)\s+"
    r"(?:has|have|contains?|consists?\s+of|comprises?|(?:is|are)\s+made\s+(?:up\s+)?of)\s+"
    r"(?:(?:exactly\s+)?(?P<number>[a-z\d]+)\s+(?P<noun>[\w\s-]{3,40}?):\s*)?"
    r"(?P<parts>[^.;:()]{3,120})(?=[.;:]|\Z)",
    re.IGNORECASE,
)
_SPLIT = regex(r",\s*(?:and\s+)?|\s+and\s+")
_LEAD = regex(r"\A(?:an?|the|its|one)\s+", re.IGNORECASE)
_OPEN = regex(r"\b(?:or|other|others|any|some|more|optionally|optional|etc)\b", re.IGNORECASE)
_MOST_WORDS = 3
"""Words; what is longer is no name of a part."""


class Parts(NamedTuple):
    """A sentence that names the parts of a thing."""

    whole: str
    """Lemma of the thing."""
    number: int
    """How many it says there are; 0 where it only names them."""
    names: frozenset[str]
    statement: Statement
    written: str


def parts_named(document: Document) -> Iterator[Parts]:
    """Sentences that name two or more parts of a thing, in document order."""
    for statement in having(document, _MADE_OF, "prose"):
        match = _MADE_OF.search(statement.text) if " and " in statement.text else None
        if match is None or _OPEN.search(match["parts"]):
            continue
        names = [
            _LEAD.sub("", part.strip(' `"“”')) for part in _SPLIT.split(match["parts"].strip())
        ]
        names = [name.strip(' `"“”').casefold() for name in names if name]
        if len(names) > 1 and all(0 < len(name.split()) <= _MOST_WORDS for name in names):
            said = value_of(match["number"]) if match["number"] else 0.0
            number = 0 if math.isnan(said) else int(said)
            written = f"{match['number']} {match['noun']}" if number else f"{len(names)} named"
            whole = lemma(match["whole"].casefold())
            yield Parts(whole, number, frozenset(names), statement, written)


def disagree(a: Parts, b: Parts) -> bool:
    """Whether one sentence counts more or fewer parts than the other names of the same ones."""
    if bool(a.number) == bool(b.number):
        return bool(a.number and a.number != b.number and a.names & b.names)
    counted, named = (a, b) if a.number else (b, a)
    return bool(a.names & b.names) and counted.number != len(named.names)
