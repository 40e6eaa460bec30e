"""A document as Markdown sees it, read piece by piece, so that a known piece is not read again.

A piece begins at a heading line at the left margin and ends where the next one begins, provided
that nothing (a fence, a comment, a list) is open there. Then what follows reads the same as in a
document of its own: the pieces together give what the whole gives.

Of a piece that did not change its headings are known, and that is enough: its other blocks are
built only for those who ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Span
from specaudit.parse.markdown import Parsed, RawBlock, Segment, Source, front_matter, read
from specaudit.parse.plain import Shortened
from specaudit.store.memory import Memory, digest

_HEADING = regex(r"#(?:(?<=\n#)|(?<=\A#))#{0,5}[ \t]")
"""A heading line at the left margin; a pattern that begins with a plain sign is looked for fast."""
_OPEN = 0
"""What is remembered of a text that cannot end a piece."""
_CODE = ("fence", "code")


class _Text:
    """The text of what may be a piece, and what is known of it."""

    def __init__(self, text: str, skipped: int, last: bool, memory: Memory | None) -> None:
        self._text = text
        self._given = skipped, last
        self._memory = memory
        self.key = digest("piece", text, skipped, last) if memory is not None else ""

    @cached_property
    def outline(self) -> Any:
        """Its sections' headings, lines of code, count of ids and labels; or `_OPEN`."""
        memory = self._memory
        if memory is not None and (known := memory.recall(self.key)) is not None:
            memory.hold(known[0])
            return known[1]
        made = _outline(self.data)
        if memory is not None:
            memory.keep(self.key, [self._form[0], made])
        return made

    @cached_property
    def data(self) -> Any:
        """Its blocks as plain JSON data, count of ids and labels; or `_OPEN`."""
        skipped, last = self._given
        memory = self._memory
        if memory is None:
            return _data(read(self._text, skipped, last=last))
        key, shortened = self._form
        if (known := memory.recall(key)) is not None:
            return _moved(known, shortened.full)
        data = _data(read(self._text, skipped, last=last))
        with suppress(ValueError):
            memory.keep(key, _moved(data, shortened.short))
        return data

    @cached_property
    def _form(self) -> tuple[str, Shortened]:
        """The key of all texts with the same blocks at other offsets."""
        shortened = Shortened(self._text)
        return digest("form", shortened.text, *self._given), shortened


class Piece:
    """A piece at its place in a document."""

    def __init__(self, text: _Text, start: int, line: int, ids: int) -> None:
        self.start = start
        self.key = text.key
        """Hash of its text and of how it stands in the document; empty without a memory."""
        self._text = text
        self._place = start, line, ids

    @property
    def headings(self) -> list[RawBlock]:
        """The headings that begin sections."""
        return list(_blocks(self._text.outline[0], *self._place))

    @property
    def code(self) -> list[tuple[int, int]]:
        """Lines of code, as half-open ranges."""
        line = self._place[1]
        return [(first + line, end + line) for first, end in self._text.outline[1]]

    @property
    def blocks(self) -> list[RawBlock]:
        """All its leaf blocks."""
        return list(_blocks(self._text.data[0], *self._place))


class Markdown:
    """A document as Markdown sees it."""

    def __init__(self, pieces: Sequence[Piece], labels: dict[str, str]) -> None:
        self.pieces = pieces
        self.labels = labels
        """Link labels the document defines, folded, to what they point at."""

    @cached_property
    def blocks(self) -> list[RawBlock]:
        """The document's leaf blocks."""
        return [block for piece in self.pieces for block in piece.blocks]

    @cached_property
    def headings(self) -> list[RawBlock]:
        """The headings that begin sections."""
        return [block for piece in self.pieces for block in piece.headings]

    def code(self, source: Source) -> list[Span]:
        """Where code stands."""
        return [source.range(*lines) for piece in self.pieces for lines in piece.code]


def parsed(source: Source, memory: Memory | None = None) -> Markdown:
    """Split a document into leaf blocks.

    Args:
        source: The document.
        memory: Pieces read in an earlier run.
    """
    text, skipped = source.text, front_matter(source.text)
    starts = [0, *(m.start() for m in _HEADING.finditer(text, skipped) if m.start() > skipped)]
    found: list[Piece] = []
    labels: dict[str, str] = {}
    ids = 0
    for start, piece in _pieces(text, skipped, starts, memory):
        _, _, count, defined = piece.outline
        found.append(Piece(piece, start, source.number(start), ids))
        ids += count
        for label, target in defined:
            labels.setdefault(label, target)
    return Markdown(found, labels)


def _pieces(
    text: str, skipped: int, starts: Sequence[int], memory: Memory | None
) -> Iterator[tuple[int, _Text]]:
    """Where each piece begins, and the piece.

    Where a text cannot end a piece, twice as many headings are taken: a fence that never ends
    costs no more than a few readings of the rest.
    """
    at, taken = 0, 1
    while at < len(starts):
        after = at + taken
        last = after >= len(starts)
        start, end = starts[at], len(text) if last else starts[after]
        piece = _Text(text[start:end], max(0, skipped - start), last, memory)
        if piece.outline == _OPEN and not last:
            taken *= 2
            continue
        yield start, piece
        at, taken = after, 1


def _outline(data: Any) -> Any:
    if data == _OPEN:
        return _OPEN
    rows, ids, labels = data
    blocks = list(_blocks(rows, 0, 0, 0))
    headings = [row for row, block in zip(rows, blocks, strict=True) if block.is_section]
    return headings, [block.lines for block in blocks if block.type in _CODE], ids, labels


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
