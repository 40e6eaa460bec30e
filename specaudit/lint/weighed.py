"""Which of two things a sentence puts first, where another sentence has said what the two are.

A sentence that ranks says what ranks with a word between the two ("speed beats polish"), or of one
of them ("polish is a fallback"). Where the two are known, no form of it need be: the side of that
word on which each stands is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.ranked_names import stems_of

_OVER = (
    r"before|above|over|ahead\s+of|outrank\w*|overrid\w*|overrul\w*|trump\w*|beats?|prevails?|supersed\w*"
    r"|displac\w*|(?:more|greater|higher|dearer|weightier|better)\s+(?:\w+\s+){0,2}than|rather\s+than|exceeds?"
    r"|wins?|(?:takes?|ha(?:s|ve))\s+(?:precedence|priority)|prefer(?:red|able|ence)\s+to|precedes?"
)
_UNDER = (
    r"after|below|under(?:neath)?|beneath|behind|yields?|defers?|bows?|subordinate|secondary"
    r"|(?:less|lower|lesser)\s+(?:\w+\s+){0,2}than|giv(?:es|e)\s+way|stands?\s+back|waits?|obeys?|answers?\s+to"
    r"|only\s+(?:once|after|where|when)|cedes?|comes?\s+second"
)
_BETWEEN = regex(rf"\b(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))\b", re.IGNORECASE)
_OF_ONE = regex(
    r"\b(?:(?P<over>first|top|paramount|authoritative|final\s+(?:say|authority)|last\s+word|foremost|leading|leads?"
    r"|governs?|controls?|highest|decisive|settles?|supreme|counts\s+most)"
    r"|(?P<under>fallback|last(?!\s+word)|second|lowest|afterwards|least|supplements?|fills?\s+the\s+gaps"
    r"|last\s+resort))\b",
    re.IGNORECASE,
)
_CLAUSE = regex(r"[,;:.]|\b(?:and|but|while)\b", re.IGNORECASE)
_NONE = regex(r"\b(?:nothing|no|none|nobody)\b", re.IGNORECASE)
_DENIES = regex(r"\b(?:nothing|no|none|nobody|never|not|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_OF_A_CASE = regex(
    r"\b(?:if|when(?:ever)?|while|unless|except|during|until|within|without)\b"
    r"|(?:\A\W*|,\s+)(?:in|for|on|at|with|among|under)\s|\bin\s+(?!(?:our|its|the)\s+(?:view|eyes)\b)",
    re.IGNORECASE,
)
"""Names a case of its own, for which an order may well be another one."""
_ASIDE = regex(r"[\d(]")
_POSSIBLE = regex(
    r"\b(?:may|might|can|could|some|sometimes|not|never|means?|mistakes?|wrong\w*|dangerous|danger|bad|errors?|faults?)\b",
    re.IGNORECASE,
)
"""Leaves an order open, denies it or talks about it."""
_WORD = regex(r"[A-Za-z][\w’'-]*")
_IN_TIME = regex(r"\b(?:before|after|first|second|waits?|afterwards|precedes?)\b", re.IGNORECASE)
"""May as well say what happens when."""
_LONGEST = 160
_LEFT, _LEFT_IN_TIME = 3, 1
"""Words beside the two things."""
_OPENING = 12
"""Characters of a sentence within which a word of rank that opens it ends."""


class _Mention(NamedTuple):
    at: int
    of_first: bool


def weighs(text: str) -> bool:
    """Whether a sentence is short, holds in every case, and has a word that ranks."""
    return (
        len(text) <= _LONGEST
        and not text.rstrip().endswith(("?", ":"))
        and _ASIDE.search(text) is None
        and _POSSIBLE.search(text) is None
        and (_BETWEEN.search(text) is not None or _OF_ONE.search(text) is not None)
        and not _OF_A_CASE.search(text)
    )


def puts_first(text: str, first: frozenset[str], second: frozenset[str]) -> bool | None:
    """Whether a sentence puts the first of two things above the second; None where it says nothing.

    Args:
        text: The sentence.
        first: Stems of the words for one thing.
        second: The same of the other.
    """
    said = [
        _Mention(word.start(), bool(stems & first))
        for word in _WORD.finditer(text)
        if bool((stems := stems_of(word[0], bare=True)) & first) != bool(stems & second)
    ]
    if len({one.of_first for one in said}) != 2:
        return None
    rest = stems_of(_OF_ONE.sub(" ", _BETWEEN.sub(" ", text)), bare=True) - first - second
    if len(rest) > (_LEFT_IN_TIME if _IN_TIME.search(text) else _LEFT):
        return None
    votes = set(_compared(text, said)) or set(_placed(text, said))
    return votes.pop() if len(votes) == 1 else None


def _compared(text: str, said: list[_Mention]) -> Iterator[bool]:
    """By words that stand between the two, or before both of them."""
    for cue in _BETWEEN.finditer(text):
        before = [one.of_first for one in said if one.at < cue.start()]
        after = [one.of_first for one in said if one.at >= cue.end()]
        over = cue["over"] is not None
        denied = _NONE.search(text, 0, cue.start()) is not None
        if before and (not after or before[-1] != after[0]):
            yield before[-1] == (over != denied)  # "A outranks B", "where A meets B, B wins"
        elif not before and after and denied:
            yield after[0] == over  # "nothing stands above A"
        elif len(after) > 1 and cue.end() <= _OPENING and after[0] != after[1]:
            yield after[1] == over  # "above A comes B"


def _placed(text: str, said: list[_Mention]) -> Iterator[bool]:
    """By words that say of one of the two where it stands."""
    for cue in _OF_ONE.finditer(text):
        if _DENIES.search(text, 0, cue.start()):
            continue
        start = max((end.end() for end in _CLAUSE.finditer(text, 0, cue.start())), default=0)
        stop = _CLAUSE.search(text, cue.end())
        end = stop.start() if stop else len(text)
        beside = [one for one in said if start <= one.at < cue.start()]
        beside = beside or [one for one in said if cue.end() <= one.at < end]
        if beside:
            yield beside[-1].of_first == (cue["over"] is not None)
