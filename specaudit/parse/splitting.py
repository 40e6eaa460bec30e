"""Where the sentences of a block begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Span
from specaudit.nlp.sentences import split
from specaudit.parse.inline import Inline
from specaudit.parse.markdown import RawBlock, Source
from specaudit.parse.orders import ranking

_STOPS = frozenset(".!?:;,…。！？：、，；")
_BEGINS = regex(r"[\s*_`\"'“‘(\[~]{0,40}+(?:[^\W\da-z_]|\d|[☀-➿⬀-⯿\U0001f300-\U0001faff])")
_VERDICT_SIGN = regex(
    r"\s*(?::(?:white_check_mark|heavy_check_mark|ballot_box_with_check|no_entry(?:_sign)?|x|warning"
    r"|heavy_exclamation_mark|o|\+1|-1):|[✅✔☑❌✖⛔🚫⚠])"
)
_TITLE_LINE = regex(r"\s*(?:\*\*|__)[^*_\n]{2,80}(?:\*\*|__)\s*\Z")
_UNWRAPPED = 10
"""A line this much shorter than the next was not filled up before the author broke it."""


def pieces(source: Source, raw: RawBlock, inline: Inline) -> list[tuple[int, int]]:
    """Split a block into sentences.

    Besides full stops, these end a sentence: a line break the author forced, a line that is a
    ranking, a line that opens with a sign such as a check mark, and a new sentence that only
    Markdown's lazy continuation drew into a list item.

    Returns:
        Ranges of the block's text, in order.
    """
    found: list[tuple[int, int]] = []
    edges = [0, *sorted(set(_cuts(source, raw, inline))), len(inline.shape)]
    for start, end in pairwise(edges):
        if start < end:
            part = inline.shape[start:end]
            if is_ranking(inline.text[start:end]):
                lead = len(part) - len(part.lstrip())
                found.append((start + lead, start + len(part.rstrip())))
            else:
                found += [(start + a, start + b) for a, b in split(part)]
    return found


def is_ranking(line: str) -> bool:
    """Whether a line is nothing but an order such as ``A > B > C``."""
    arrows = "> " in line or "&gt;" in line
    return arrows and ranking(line, "", None, Span(0, 0)) is not None


def _cuts(source: Source, raw: RawBlock, inline: Inline) -> Iterator[int]:
    for at in inline.breaks:
        if _BEGINS.match(inline.shape, at) and not inline.shape[max(0, at - 9) : at].rstrip(
            " \n~"
        ).endswith(","):
            yield at
    if len(raw.segments) > 1:
        yield from _line_cuts(source, raw, inline)


def _line_cuts(source: Source, raw: RawBlock, inline: Inline) -> Iterator[int]:
    base = raw.segments[0].start
    lines = [inline.text[s.start - base : s.end - base] for s in raw.segments]
    ranked = [is_ranking(line) for line in lines]
    for number in range(1, len(lines)):
        before, here = lines[number - 1], lines[number]
        if (
            ranked[number]
            or ranked[number - 1]
            or _VERDICT_SIGN.match(here)
            or (_TITLE_LINE.match(before) and not _stopped(before))
            or _drawn_in(source, raw, number)
        ):
            yield raw.segments[number].start - base


def _drawn_in(source: Source, raw: RawBlock, number: int) -> bool:
    """Whether a line in a list item is a paragraph whose blank line the author forgot."""
    if not raw.lists:
        return False
    first, last, this = raw.segments[0], raw.segments[number - 1], raw.segments[number]
    if source.column(this.start) >= source.column(first.start):
        return False
    before, here = source.text[last.start : last.end], source.text[this.start : this.end]
    unfilled = len(here) > len(before) + _UNWRAPPED
    return unfilled and not _stopped(before) and bool(_BEGINS.match(here))


def _stopped(line: str) -> bool:
    return not _STOPS.isdisjoint(line.rstrip()[-3:])
