"""Sentence splitting by rule, so that statement ids never depend on a model."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    """e.g i.e etc vs cf al approx est dept inc ltd co corp mr mrs ms dr prof st jr sr u.s u.k u.n
    ph.d a.m p.m resp viz ca jan feb mar apr jun jul aug sept oct nov dec""".split()
)
# Abbreviations only where a number follows: "no. 3", but "He said no."
_BEFORE_NUMBERS = frozenset(
    "fig figs eq eqs no nos vol ch sec art arts min max par para p pp ed eds sep".split()
)
# Abbreviations that often end a sentence too: a capital after them does split.
_MAY_END = frozenset("etc u.s u.k a.m p.m inc ltd co al".split())
_CLOSERS = "\"'”’»)]*_`~"
_STOP = re.compile(r"[.!?…]+|[。！？]+")
_WIDE = frozenset("。！？")
_OPENERS = re.compile(r"[\"'“‘«(\[*_`~]*[A-Z0-9À-ÖØ-Þ]|[\"'“‘«(\[*_`~]*[^\x00-\x7f]|[`*_\[\"“(<:]")
_LAST_WORD = re.compile(r"[\w.]+$")
_LIST_NUMBER = re.compile(r"(?:^|[\s(])(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")


def split(text: str) -> list[tuple[int, int]]:
    """Return ``(start, end)`` of every sentence, in code points, outer space left out.

    Every character that is not space between sentences belongs to exactly one of them.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _ends(text):
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        lead = len(piece) - len(piece.lstrip())
        spans.append((start + lead, start + lead + len(stripped)))


def _ends(text: str) -> list[int]:
    ends = []
    depth, seen = 0, 0
    for found in _STOP.finditer(text):
        depth = max(0, depth + _nesting(text, seen, found.start()))
        seen = found.start()
        end = found.end()
        closers = end
        while closers < len(text) and text[closers] in _CLOSERS:
            closers += 1
        closed = text[end:closers]
        inner = depth - closed.count(")") - closed.count("]")
        if inner > 0 and not _runaway(text, end):
            continue
        if _is_end(text, found.start(), end, closers):
            ends.append(closers)
    return ends


def _nesting(text: str, start: int, end: int) -> int:
    return (
        text.count("(", start, end)
        + text.count("[", start, end)
        - text.count(")", start, end)
        - text.count("]", start, end)
    )


def _runaway(text: str, end: int) -> bool:
    """Whether an open bracket is never closed nearby, so that it must not swallow the rest."""
    window = text[end : end + 600]
    return ")" not in window and "]" not in window


def _is_end(text: str, start: int, end: int, closers: int) -> bool:
    if text[start] in _WIDE:
        return True
    rest = text[closers : closers + 40]
    if not rest:
        return True
    if not rest[0].isspace():
        return False
    following = rest.lstrip()
    if not following:
        return True
    if not _OPENERS.match(following):
        return False
    return text[start] != "." or end - start > 1 or not _abbreviates(text, start, following)


def _abbreviates(text: str, start: int, following: str) -> bool:
    """Whether the single stop at ``start`` belongs to a word and ends no sentence."""
    before = text[max(0, start - 24) : start]
    if _LIST_NUMBER.search(before) and len(before.split()) <= 1:
        return True
    found = _LAST_WORD.search(before)
    word = found[0].casefold().strip(".") if found else ""
    if word in _ABBREVIATIONS:
        return word not in _MAY_END or not following[0].isupper()
    if word in _BEFORE_NUMBERS:
        return following[0].isdigit()
    return len(word) == 1 and word.isalpha() and found is not None and found[0].isupper()
