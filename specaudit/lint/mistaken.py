"""Clashes that stand in the words only: results, fields and compounds that read like rules."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind
from specaudit.lint.clash import Clash, Kind
from specaudit.lint.similarity import Unit

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


def only_in_words(clash: Clash) -> bool:
    """Whether two statements that look at odds speak of two things.

    Two results of two examples, two fields, "if present" in two sections, and the first word of a
    list of compounds, which reads like the thing itself.
    """
    a, b = clash.a, clash.b
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
