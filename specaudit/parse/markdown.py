"""Markdown to neutral blocks with exact places in the source. The only user of markdown-it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Span
from specaudit.parse.html_text import html_pieces

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = regex(
    r"\A(?:---[ \t]*\n(?=(?:\s*(?:#.*)?\n)*[\w\"'-]+[ \t]*:)(?:.*\n)*?---"
    r"|\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+)[ \t]*(?:\n|\Z)"
)
_TITLE = regex(r"^title[ \t]*[:=][ \t]*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\n]+))", re.MULTILINE)
# markdown-it recurses once per nesting level; deeper text is read flat instead of failing.
_MAX_NESTING = 40


class Segment(NamedTuple):
    """Part of one source line that belongs to a block's text."""

    start: int
    end: int


@record(slots=True)
class RawBlock:
    """One leaf block of the document, in source order."""

    type: str
    """``heading``, ``paragraph``, ``cell``, ``head`` (a table's), ``fence`` or ``code``."""
    segments: tuple[Segment, ...]
    level: int = 0
    """Heading rank; 0 otherwise."""
    info: str = ""
    """Info string of a fence."""
    lines: tuple[int, int] = (0, 0)
    """0-based half-open line range of the whole block, fences included."""
    lists: tuple[int, ...] = ()
    """Ids of the lists around it, outermost first."""
    ordered: bool = False
    item: int = 0
    """Id of the innermost list item; 0 outside lists."""
    first_in_item: bool = False
    quotes: int = 0
    """How many block quotes stand around it."""
    quote: int = 0
    """Id of the outermost block quote; 0 outside."""
    closed: bool = True
    """False for a fence or comment that never ends."""
    admonition: str = ""
    """Kind and title of the admonition around it (``meta Commentary``)."""
    column: str = ""
    """Source of the head of a cell's column."""

    @property
    def is_section(self) -> bool:
        """Whether it is a heading that begins a section."""
        return self.type == "heading" and not (self.lists or self.quotes or self.admonition)

    @property
    def span(self) -> Span:
        """From the first to the last character of the text."""
        return Span(self.segments[0].start, self.segments[-1].end)


@record(slots=True)
class Source:
    """A text with its line starts."""

    text: str
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        at = 0
        for line in self.text.split("\n"):
            self.starts.append(at)
            at += len(line) + 1
        self.starts.append(len(self.text) + 1)

    def line(self, number: int) -> tuple[int, int]:
        """Start and end (without the line break) of a 0-based line."""
        return self.starts[number], max(self.starts[number], self.starts[number + 1] - 1)

    def number(self, offset: int) -> int:
        """0-based number of the line an offset stands in."""
        return bisect_right(self.starts, offset, 0, len(self.starts) - 1) - 1

    def column(self, offset: int) -> int:
        """0-based column of an offset."""
        return offset - self.starts[self.number(offset)]

    def range(self, first: int, last: int) -> Span:
        """Span of the lines ``first`` up to but not including ``last``."""
        last = min(last, len(self.starts) - 1)
        return Span(self.starts[first], min(len(self.text), max(0, self.starts[last] - 1)))


def front_matter(text: str) -> int:
    """Return the length of a leading YAML or TOML front matter; 0 where there is none."""
    found = _FRONT_MATTER.match(text)
    return found.end() if found else 0


def front_matter_title(text: str) -> str:
    """Return the title that the front matter gives the document; empty where it gives none."""
    found = _TITLE.search(text, 0, front_matter(text))
    return next((group.strip() for group in found.groups() if group), "") if found else ""


@record(slots=True)
class Parsed:
    """A piece of a document as Markdown sees it."""

    blocks: list[RawBlock]
    ids: int
    """How many ids its lists, items and quotes took."""
    labels: dict[str, str]
    """Link labels it defines, folded, to what they point at."""


def read(text: str, skipped: int = 0, *, last: bool = True) -> Parsed | None:
    """Split a text into leaf blocks.

    Args:
        text: The text.
        skipped: Length of the front matter it begins with.
        last: Whether the document ends with it; else a heading at the left margin follows.

    Returns:
        Its blocks; None where something is still open that would take in that heading.
    """
    # Blanked, not cut: every line keeps its number.
    body = re.sub(r"[^\n]", " ", text[:skipped]) + text[skipped:]
    environment: dict[str, Any] = {}
    tokens = _parser().parse((body if last else body + "# .\n").replace("\x00", " "), environment)
    if not last:
        if not _ends_with_heading(tokens, body.count("\n")):
            return None
        del tokens[-3:]
    labels = {
        " ".join(label.split()).casefold(): unquote(defined["href"])
        for label, defined in environment.get("references", {}).items()
    }
    reader = _Reader(Source(text), tokens)
    return Parsed(list(reader.read()), reader.count, labels)


def _ends_with_heading(tokens: list[Token], line: int) -> bool:
    """Whether the last block is a heading that stands on that line and in nothing."""
    opener = tokens[-3] if len(tokens) > 2 else None
    return (
        opener is not None
        and opener.type == "heading_open"
        and opener.level == 0
        and opener.map == [line, line + 1]
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin

    # Inline rules are switched off: text is cleaned from the source, where offsets are exact.
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    parser.use(admon_plugin)
    parser.core.ruler.disable(["inline"])
    return parser


class _Reader:
    """Walks the token stream once, keeping track of lists, quotes and admonitions."""

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.lists: list[int] = []
        self.ordered: list[bool] = []
        self.items: list[int] = []
        self.fresh: set[int] = set()
        self.quotes = 0
        self.quote = 0
        self.admonitions: list[str] = []
        self.count = 0
        self.row: tuple[int, int] = (0, 0)
        self.cell_at = 0
        self.columns: list[str] = []
        self.column = 0

    def read(self) -> Iterator[RawBlock]:
        for place, token in enumerate(self.tokens):
            self._nest(token)
            for made in self._blocks(token, place):
                if made.segments:
                    yield self._placed(made)

    def _nest(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self.count += 1
            self.lists.append(self.count)
            self.ordered.append(kind.startswith("ordered"))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
            self.ordered.pop()
        elif kind == "list_item_open":
            self.count += 1
            self.items.append(self.count)
            self.fresh.add(self.count)
        elif kind == "list_item_close":
            self.items.pop()
        elif kind in ("blockquote_open", "blockquote_close"):
            self.count += 1
            self.quote = self.count if self.quotes == 0 else self.quote
            self.quotes += token.nesting
        elif kind == "admonition_open":
            self.admonitions.append(token.info.strip() or "note")
        elif kind == "admonition_close":
            self.admonitions.pop()
        else:
            self._nest_table(token)

    def _nest_table(self, token: Token) -> None:
        if token.type == "table_open":
            self.columns = []
        elif token.type == "tr_open" and token.map:
            self.row = (token.map[0], token.map[0] + 1)
            self.cell_at = self.source.starts[token.map[0]]
            self.column = 0
        elif token.type in ("th_close", "td_close"):
            self.column += 1

    def _blocks(self, token: Token, place: int) -> Iterator[RawBlock]:
        if token.type == "html_block" and token.map:
            yield from self._html((token.map[0], token.map[1]))
        elif (made := self._block(token, place)) is not None:
            yield made

    def _block(self, token: Token, place: int) -> RawBlock | None:
        if token.type == "inline":
            return self._inline(token, self.tokens[place - 1])
        if not token.map:
            return None
        lines = (token.map[0], token.map[1])
        if token.type == "fence":
            closed = self._closed(token, lines)
            inner = (lines[0] + 1, max(lines[0] + 1, lines[1] - int(closed)))
            whole = self._whole(inner)
            info = token.info.strip()
            return RawBlock("fence", whole, info=info, lines=lines, closed=closed)
        if token.type == "code_block":
            return RawBlock("code", self._whole(lines), lines=lines)
        return None

    def _closed(self, token: Token, lines: tuple[int, int]) -> bool:
        start, end = self.source.line(lines[1] - 1)
        last = self.source.text[start:end].strip(" \t>")
        return lines[1] - lines[0] > 1 and last.startswith(token.markup)

    def _inline(self, token: Token, opener: Token) -> RawBlock | None:
        if not token.content.strip():
            return None
        if opener.type in ("td_open", "th_open"):
            return self._cell(token, head=opener.type == "th_open")
        lines = self._lines(token, opener)
        segments = self._segments(token.content, lines)
        if opener.type == "heading_open":
            return RawBlock("heading", segments, level=int(opener.tag[1]), lines=lines)
        if opener.type == "admonition_title_open":
            return None
        return RawBlock("paragraph", segments, lines=lines)

    def _lines(self, *tokens: Token) -> tuple[int, int]:
        found = next((t.map for t in tokens if t.map), None)
        return (found[0], found[1]) if found else (0, 0)

    def _segments(self, content: str, lines: tuple[int, int]) -> tuple[Segment, ...]:
        """Find each line of a block's content in its source line."""
        out = []
        for offset, line in enumerate(content.split("\n")):
            if lines[0] + offset >= len(self.source.starts) - 1:
                break
            wanted = line.strip()
            if not wanted:
                continue
            start, end = self.source.line(lines[0] + offset)
            at = start + len(self.source.text[start:end].rstrip()) - len(wanted)
            if at < start or not self.source.text.startswith(wanted, at):
                at = self.source.text.find(wanted, start, end)
            if at >= 0:
                out.append(Segment(at, at + len(wanted)))
        return tuple(out)

    def _cell(self, token: Token, *, head: bool) -> RawBlock | None:
        content = token.content.strip()
        line_end = self.source.line(self.row[0])[1]
        for wanted in (content, content.replace("|", "\\|")):
            at = self.source.text.find(wanted, self.cell_at, line_end)
            if at >= 0:
                break
        else:
            return None
        self.cell_at = at + len(wanted)
        if head:
            self.columns += [""] * (self.column - len(self.columns)) + [wanted]
        column = self.columns[self.column] if self.column < len(self.columns) else ""
        kind = "head" if head else "cell"
        return RawBlock(kind, (Segment(at, self.cell_at),), lines=self.row, column=column)

    def _whole(self, lines: tuple[int, int]) -> tuple[Segment, ...]:
        span = self.source.range(*lines)
        return (Segment(span.start, span.end),) if span.end > span.start else ()

    def _html(self, lines: tuple[int, int]) -> Iterator[RawBlock]:
        """Text between tags is text; what scripts and drawings hold is not."""
        whole = self.source.range(*lines)
        for piece in html_pieces(self.source.text[whole.start : whole.end]):
            segments = tuple(self._pieces(whole.start + piece.start, whole.start + piece.end))
            if segments:
                first = self.source.number(segments[0].start)
                last = self.source.number(segments[-1].end) + 1
                yield RawBlock(piece.type, segments, piece.level, lines=(first, last))

    def _pieces(self, start: int, end: int) -> Iterator[Segment]:
        """Return the lines of a range as segments, blank ones left out."""
        while start < end:
            stop = self.source.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            line = self.source.text[start:stop]
            if line.strip():
                lead = len(line) - len(line.lstrip())
                yield Segment(start + lead, start + len(line.rstrip()))
            start = stop + 1

    def _placed(self, block: RawBlock) -> RawBlock:
        block.lists = tuple(self.lists)
        block.ordered = bool(self.ordered and self.ordered[-1])
        block.item = self.items[-1] if self.items else 0
        block.quotes = self.quotes
        block.quote = self.quote if self.quotes else 0
        block.admonition = self.admonitions[-1] if self.admonitions else ""
        if block.item in self.fresh:
            self.fresh.discard(block.item)
            block.first_in_item = True
        return block
