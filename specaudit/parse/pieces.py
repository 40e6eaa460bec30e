"""A document as Markdown sees it, read piece by piece, so that a known piece is not read again.

A piece begins at a heading line at the left margin and ends where the next one begins, provided
that nothing (a fence, a comment, a list) is open there. Then what follows reads the same as in a
document of its own: the pieces together give what the whole gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from typing import Any

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.parse.markdown import Parsed, RawBlock, Segment, Source, front_matter, read
from specaudit.parse.plain import Shortened
from specaudit.store.memory import Memory, digest

_HEADING = regex(r"^#{1,6}[ \t]", re.MULTILINE)
_OPEN = 0
"""What is remembered of a text that cannot end a piece."""


@record(slots=True)
class Markdown:
    """A document's leaf blocks."""

    blocks: list[RawBlock] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """Link labels the document defines, folded, to what they point at."""


def parsed(source: Source, memory: Memory | None = None) -> Markdown:
    """Split a document into leaf blocks.

    Args:
        source: The document.
        memory: Pieces read in an earlier run.
    """
    text, found = source.text, Markdown()
    skipped = front_matter(text)
    starts = [0, *(m.start() for m in _HEADING.finditer(text, skipped) if m.start() > skipped)]
    ids = 0
    for start, data in _pieces(text, skipped, starts, memory):
        line = source.number(start)
        found.blocks += _blocks(data[0], start, line, ids)
        ids += data[1]
        for label, target in data[2]:
            found.labels.setdefault(label, target)
    return found


def _pieces(
    text: str, skipped: int, starts: Sequence[int], memory: Memory | None
) -> Iterator[tuple[int, Sequence[Any]]]:
    """Where each piece begins, and its data.

    Where a text cannot end a piece, twice as many headings are taken: a fence that never ends
    costs no more than a few readings of the rest.
    """
    at, taken = 0, 1
    while at < len(starts):
        after = at + taken
        last = after >= len(starts)
        start, end = starts[at], len(text) if last else starts[after]
        data = _read(text[start:end], max(0, skipped - start), last, memory)
        if data == _OPEN and not last:
            taken *= 2
            continue
        yield start, data
        at, taken = after, 1


def _read(text: str, skipped: int, last: bool, memory: Memory | None) -> Any:
    if memory is None:
        return _data(read(text, skipped, last=last))
    shortened = Shortened(text)
    key = digest("piece", shortened.text, skipped, last)
    if (known := memory.recall(key)) is not None:
        return _moved(known, shortened.full)
    data = _data(read(text, skipped, last=last))
    with suppress(ValueError):
        memory.keep(key, _moved(data, shortened.short))
    return data


def _moved(data: Any, place: Callable[[int], int]) -> Any:
    """Put a piece's data to other offsets."""
    if data == _OPEN:
        return data
    rows, *rest = data
    return [
        [
            (kind, [(place(start), place(end)) for start, end in spots], *others)
            for kind, spots, *others in rows
        ],
        *rest,
    ]


def _data(piece: Parsed | None) -> Any:
    """Return a piece as plain JSON data, places counted from where it begins."""
    if piece is None:
        return _OPEN
    rows = [
        (
            *(b.type, [(s.start, s.end) for s in b.segments], b.level, b.info, b.lines),
            *(b.lists, b.ordered, b.item, b.first_in_item, b.quotes, b.quote),
            *(b.closed, b.admonition, b.column),
        )
        for b in piece.blocks
    ]
    return rows, piece.ids, list(piece.labels.items())


def _blocks(rows: Sequence[Any], start: int, line: int, ids: int) -> Iterator[RawBlock]:
    """Rebuild a piece's blocks at their place; ids of lists and quotes count on from ``ids``."""
    for kind, spots, level, info, lines, lists, ordered, item, first, quotes, quote, *rest in rows:
        yield RawBlock(
            kind,
            tuple([Segment(a + start, b + start) for a, b in spots]),
            level,
            info,
            (lines[0] + line, lines[1] + line),
            tuple([number + ids for number in lists]),
            ordered,
            item + ids if item else 0,
            first,
            quotes,
            quote + ids if quote else 0,
            *rest,
        )
