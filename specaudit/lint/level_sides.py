"""Which of two levels a sentence sets above the other, by the side of its words of rank.

A document that ranks its levels has said which things are ranked. So a sentence that names two of
them need not rank them in any form that is known: what stands between the two names tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.level_deeds import level_named
from specaudit.nlp.text import folded

_UNDO = (
    r"(?:(?:overrid|overrul|waiv|lift|suspend|cancel|disabl|switch|turn|relax|loosen|bypass|amend|revers|revok|repeal"
    r"|veto|undo|replac|alter|chang|adjust|modif|remov|soften|weaken|narrow|forbid|restrict|block|ban|prohibit)\w*)"
)
_OVER = regex(
    r"\b(?:above|over|ahead\s+of|outranks?|overrid(?:e|es)|overrul(?:e|es)|trumps?|beats?|prevails?"
    r"|supersedes?|(?:more|greater|higher|stronger)\s+(?:\w+\s+){0,2}than|rather\s+than|wins?"
    r"|(?:takes?|has|have)\s+(?:precedence|priority)|the\s+(?:last|final)\s+(?:word|say)"
    rf"|sets?\s+(?:the\s+)?limits\s+(?:on|to|for)|governs?|(?:can|may|is\s+free\s+to)\s+{_UNDO})\b",
    re.IGNORECASE,
)
_UNDER = regex(
    r"\b(?:below|beneath|under|behind|yields?|defers?|bows?|gives?\s+way|subordinate|secondary"
    r"|subject\s+to|answers?\s+to|(?:less|lower|weaker)\s+(?:\w+\s+){0,2}than)\b",
    re.IGNORECASE,
)
_NO = regex(
    r"\b(?:not|never|no|cannot|nothing|nobody|none|neither|nor|without)\b|n['’]t\b", re.IGNORECASE
)
_THAT = regex(r"\b(?:that|which)\s+(?:(?:an?y?|the|every|each)\s+)?\Z", re.IGNORECASE)
_MAY_UNDO = regex(
    rf"\s*(?:\w+\s+){{0,2}}?(?:(?:can|may|could)|(?:is|are)\s+(?:free|able|allowed)\s+to)\s+(?:\w+\s+)?{_UNDO}",
    re.IGNORECASE,
)
_MAY_NOT = regex(
    rf"\b(?:can\s+no\s+longer|cannot|can\s?not|may\s+not|must\s+not)\s+(?:\w+\s+)?{_UNDO}",
    re.IGNORECASE,
)
_WHAT = regex(r"\bwhat(?:ever)?\s+(?:an?y?\s+|the\s+)?\Z", re.IGNORECASE)
_HOLDS_AGAINST = regex(
    r"\A\s*(?:\w+\s+){0,2}?(?:appl(?:y|ies)|holds?|counts?|binds?|stands?)\s+(?:against|over"
    r"|in\s+the\s+face\s+of)\b",
    re.IGNORECASE,
)
_SUBJECT_TO = regex(r"\bsubject\s+to\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
_SUPPOSED = regex(r"\b(?:if|whether|unless|claims?|pretends?)\b", re.IGNORECASE)
_NO_RANK = regex(
    r"[;:]|\b(?:and|but|so|only|ask\w*|want\w*|tr(?:y|ies|ied)|attempt\w*|seek\w*|wish\w*|tell\w*|told|request\w*|believ\w*"
    r"|think\w*|hop\w*|assum\w*|expect\w*|feedback)\b",
    re.IGNORECASE,
)
"""Between two names: another clause, or what somebody only means to do."""
_LONGEST = 200


class _Named(NamedTuple):
    start: int
    end: int
    rank: int


def sided(document: Document) -> Iterator[tuple[int, int, Statement]]:
    """Levels of which a sentence sets one above the other: the winner and the loser."""
    levels = document.spec.levels
    ranks = {folded(level): rank for rank, level in enumerate(levels)}
    named = regex(_mention(levels)) if len(levels) > 1 else None

    def read(statement: Statement) -> list[tuple[int, int]]:
        text = statement.text
        if named is None or len(text) > _LONGEST or text.rstrip().endswith("?") or '"' in text:
            return []
        found = [
            _Named(match.start(), match.end(), ranks[folded(match["a"] or match["bare"])])
            for match in named.finditer(text)
        ]
        if len({one.rank for one in found}) < 2:
            return []
        return list(_sides(text, found))

    rows = facts(document, "level-sides", read, document.prose)
    for statement in document.prose:
        for high, low in rows[statement.id]:
            yield high, low, statement


def _mention(levels: Sequence[str]) -> str:
    """A pattern for a level, its people or its rules; in capitals its bare name is enough."""
    bare = "|".join(re.escape(f"{level[:1].upper()}{level[1:]}") for level in levels)
    verb = r"(?:is|are|has|have|may|can|must|cannot|and|or|over|above|below|[a-z]+s)\b"
    return (
        rf"(?i:{level_named('a', levels)})"
        rf"|(?P<bare>(?<=[a-z,;] )(?:{bare})(?![\w-]| [A-Z])|\A(?:{bare})(?=,? {verb}))"
    )


def _sides(text: str, found: list[_Named]) -> Iterator[tuple[int, int]]:
    """What stands around and between two names in a row, as the winner and the loser."""
    for a, b in pairwise(found):
        before, between, after = text[: a.start], text[a.end : b.start], text[b.end :]
        if a.rank == b.rank or _SUPPOSED.search(before) or _SUPPOSED.search(between):
            continue
        denied = _NO.search(before) is not None
        if _THAT.search(between) and _MAY_UNDO.match(after):
            if not _NO.search(text):
                yield b.rank, a.rank  # "root rules are defaults that a developer may switch off"
        elif _WHAT.search(before) and _MAY_NOT.match(after.lstrip()):
            yield a.rank, b.rank  # "what a user wants, root can no longer forbid"
        elif denied and (_HOLDS_AGAINST.match(between) or _WHAT.search(between)):
            yield b.rank, a.rank  # "no developer rule holds against a user"
        elif _SUBJECT_TO.search(before) and between.startswith(","):
            yield a.rank, b.rank  # "subject to any guideline, system rules are final"
        elif not (denied or _NO.search(between) or _NO_RANK.search(between)):
            over, under = _OVER.search(between), _UNDER.search(between)
            if bool(over) is not bool(under):
                yield (a.rank, b.rank) if over else (b.rank, a.rank)
