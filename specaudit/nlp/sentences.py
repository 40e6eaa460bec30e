"""Split plain text into sentences, the same way whatever engine reads them later.

Statement ids hang on these boundaries, so the splitter is rules only: a stop ends a sentence
where space and something that can begin a sentence follow, unless the stop belongs to an
abbreviation, an initial, a list number, or stands inside a bracket or quotation that the sentence
goes on after.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left

from specaudit.domain.patterns import regex

_STOP = regex(r"[.!?…。！？｡](?:(?<=[.!?…])[.!?…]*|[。！？｡]*)")
_WIDE = "。！？｡"
_CLOSERS = regex(r"(?:[\"'”’»)\]}*_`~」』）】]|\[\^[^\]\s]+\]|\[\d+\])+")
_OPENERS = regex(r"[\s\"'“‘«(\[{*_`~<「『（【]*")
_WORD_BEFORE = regex(r"[\w.’'-]+$")
_WORD = regex(r"[\w’']+")
_LIST_NUMBER = regex(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\Z")
_PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "“": "”",
    "«": "»",
    "「": "」",
    "『": "』",
    "（": "）",
    "【": "】",
}
_CLOSING = {close: open_ for open_, close in _PAIRS.items()}
_LONGEST_GROUP = 1500
"""A bracket or quotation longer than this is taken for a stray mark."""

_NEVER_FINAL = frozenset(
    """
    e.g i.e eg ie cf viz vs v mr mrs ms dr prof st rev gen sen rep gov hon messrs fig figs sec secs
    art arts ch chap no nos vol vols pp p ed eds para paras eq app ref refs approx ca esp incl excl
    resp jan feb mar apr jun jul aug sept oct nov dec a.k.a aka w.r.t s.t
    """.split()
)
_MAYBE_FINAL = frozenset(
    """
    inc ltd co corp llc al u.s u.k e.u u.n u.s.a d.c a.m p.m ph.d m.d b.a m.a jr sr n.b dept
    est misc min max avg
    """.split()
)
_NUMBERED = frozenset({"no", "nos", "sec", "art", "ch", "fig", "p", "pp", "vol", "app", "eq", "ed"})
_STARTERS = frozenset(
    """
    the a an this that these those it its they their there here he she we our you your i if when
    whenever where while once before after although though because since as at by for from in on to
    with without under until unless however but and or so yet thus therefore hence then also
    instead otherwise moreover furthermore similarly likewise for not no never all any each every
    some most many few one two both either neither such what which who why how do does is are was
    were can could may might must shall should will would please note see use avoid only even
    finally first second next rather still again
    """.split()
)


def split(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the sentences of a text, in order, space trimmed.

    Every character that is not white space lies in exactly one range.
    """
    groups = _groups(text)
    found: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    for stop in _STOP.finditer(text):
        if stop.start() < start:
            continue
        end = _closed(text, stop)
        if end is None or not _ends(text, start, stop, end, groups):
            continue
        found.append((start, end))
        start = _skip_space(text, end)
    last = len(text.rstrip())
    if start < last:
        found.append((start, last))
    return found


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _closed(text: str, stop: re.Match[str]) -> int | None:
    """Return where the sentence would end: after the stop and any closing marks."""
    closers = _CLOSERS.match(text, stop.end())
    end = closers.end() if closers else stop.end()
    if stop.group()[0] in _WIDE or end == len(text) or text[end].isspace():
        return end
    return None


def _ends(
    text: str,
    start: int,
    stop: re.Match[str],
    end: int,
    groups: list[tuple[int, int]],
) -> bool:
    wide = stop.group()[0] in _WIDE
    if not (_begins_wide(text, stop, end) if wide else _begins(text, end)):
        return False
    if _inside(text, start, stop.start(), end, groups):
        return False
    return wide or not _abbreviated(text, start, stop, end)


def _begins(text: str, at: int) -> bool:
    """Whether a sentence can begin after this point (or the text is over)."""
    opened = _OPENERS.match(text, at)
    begin = opened.end() if opened else at
    if begin >= len(text):
        return True
    first = text[begin]
    if first.islower():
        return "`" in text[at:begin]
    return first.isalnum() or (
        unicodedata.category(first) in {"So", "Sk", "Sm", "Pd", "Po"} and (first not in ",;:.%")
    )


def _begins_wide(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a sentence can begin after a full-width stop: no particle follows a quotation."""
    quoted = end > stop.end()
    return not (quoted and end < len(text) and "\u3041" <= text[end] <= "\u3096")


def _inside(text: str, start: int, at: int, end: int, groups: list[tuple[int, int]]) -> bool:
    """Whether the stop stands in a bracket or quotation that the sentence goes on after."""
    first = bisect_left(groups, (max(start, at - _LONGEST_GROUP), 0))
    for place in range(first, len(groups)):
        opening, closing = groups[place]
        if opening > at:
            return False
        if closing < end:
            continue
        head = text[start:opening].strip("\"'“‘«([{*_ ")
        whole = not head and text[closing - 1] in '.!?…。！？*_"”' and _over(text, closing + 1)
        if not whole:
            return True
    return False


def _over(text: str, at: int) -> bool:
    """Whether a bracket that closes here is followed by a new sentence or nothing."""
    closers = _CLOSERS.match(text, at)
    end = closers.end() if closers else at
    if end >= len(text):
        return True
    return text[end].isspace() and _begins(text, end)


def _abbreviated(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    if stop.group() != ".":
        return _hesitates(text, stop, end)
    before = text[max(start, stop.start() - 40) : stop.start()]
    if stop.start() - start <= 8 and _LIST_NUMBER.match(text[start : stop.start()]):
        return True
    match = _WORD_BEFORE.search(before)
    if match is None:
        return False
    word = match.group().strip(".'’-").lower()
    following = _next_word(text, end)
    if word in _NUMBERED:
        return following[:1].isdigit()
    if word in _NEVER_FINAL:
        return True
    initial = len(word) == 1 and word.isalpha() and match.group()[-1:].isupper()
    if word == "etc":  # it ends lists, and lists of names seldom go on after it
        return bool(following) and not following[0].isupper()
    if word in _MAYBE_FINAL or initial or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return bool(following) and following.lower() not in _STARTERS
    return False


def _hesitates(text: str, stop: re.Match[str], end: int) -> bool:
    """An ellipsis before "I" or inside a clause does not end the sentence."""
    trailing = stop.group() in {"...", "…", "....", ".."}
    return trailing and _next_word(text, end) == "I"


def _next_word(text: str, at: int) -> str:
    opened = _OPENERS.match(text, at)
    begin = opened.end() if opened else at
    match = _WORD.match(text, begin)
    return match.group() if match else ""


def _groups(text: str) -> list[tuple[int, int]]:
    """Return matched brackets and quotations as (opening, closing) positions, sorted."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    quote: int | None = None
    for match in re.finditer(r'[()\[\]{}“”«»「」『』（）【】"]', text):
        mark, at = match.group(), match.start()
        if mark == '"':
            quote = _straight(text, at, quote, found)
        elif mark in _PAIRS:
            stack.append((mark, at))
            waiting[mark] += 1
        elif waiting[_CLOSING[mark]]:
            found.append((_opening(stack, waiting, _CLOSING[mark]), at))
    return sorted(pair for pair in found if pair[1] - pair[0] <= _LONGEST_GROUP)


def _straight(text: str, at: int, quote: int | None, found: list[tuple[int, int]]) -> int | None:
    """Pair straight quotation marks by what stands beside them."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    opens = (before.isspace() or before in "([{*_—–-/“") and not after.isspace()
    if opens:
        return at
    if quote is not None:
        found.append((quote, at))
    return None


def _opening(stack: list[tuple[str, int]], waiting: dict[str, int], wanted: str) -> int:
    """Take the last bracket of a kind off the stack, with all that were opened after it."""
    while True:
        mark, at = stack.pop()
        waiting[mark] -= 1
        if mark == wanted:
            return at
