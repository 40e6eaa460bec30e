"""Markdown to neutral blocks with exact places in the source. The only user of markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from specaudit.domain.spec import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?:.*\n)*?\1[ \t]*(?:\n|\Z)")
_TAGS_ONLY = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_OPAQUE = re.compile(r"\s*<(?:script|style|pre|table|svg|iframe|math)\b", re.IGNORECASE)
# markdown-it recurses once per nesting level; deeper text is read flat instead of failing.
_MAX_NESTING = 40


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of one source line that belongs to a block's text."""

    start: int
    end: int


@dataclass(slots=True)
class RawBlock:
    """One leaf block of the document, in source order."""

    type: str
    """``heading``, ``paragraph``, ``cell``, ``fence``, ``code`` or ``html``."""
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
    admonition: str = ""
    """Kind and title of the admonition around it (``meta Commentary``)."""

    @property
    def span(self) -> Span:
        """From the first to the last character of the text."""
        return Span(self.segments[0].start, self.segments[-1].end)


@dataclass(slots=True)
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

    def range(self, first: int, last: int) -> Span:
        """Span of the lines ``first`` up to but not including ``last``."""
        last = min(last, len(self.starts) - 1)
        return Span(self.starts[first], min(len(self.text), max(0, self.starts[last] - 1)))


def front_matter(text: str) -> int:
    """Return the length of a leading YAML or TOML front matter; 0 where there is none."""
    found = _FRONT_MATTER.match(text)
    return found.end() if found else 0


def blocks(source: Source) -> list[RawBlock]:
    """Split a document into leaf blocks."""
    skipped = front_matter(source.text)
    # Blanked, not cut: every line keeps its number.
    body = re.sub(r"[^\n]", " ", source.text[:skipped]) + source.text[skipped:]
    tokens = _parser().parse(body.replace("\x00", " "))
    return list(_Reader(source, tokens).read())


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
        self.admonitions: list[str] = []
        self.count = 0
        self.cell_at = 0

    def read(self) -> Iterator[RawBlock]:
        for place, token in enumerate(self.tokens):
            self._nest(token)
            made = self._block(token, place)
            if made is not None and made.segments:
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
            self.quotes += token.nesting
        elif kind == "admonition_open":
            self.admonitions.append(token.info.strip() or "note")
        elif kind == "admonition_close":
            self.admonitions.pop()
        elif kind == "tr_open" and token.map:
            self.cell_at = self.source.starts[token.map[0]]

    def _block(self, token: Token, place: int) -> RawBlock | None:
        if token.type == "inline":
            return self._inline(token, self.tokens[place - 1])
        if not token.map:
            return None
        lines = (token.map[0], token.map[1])
        if token.type == "fence":
            inner = (lines[0] + 1, max(lines[0] + 1, lines[1] - 1))
            if not self._closed(token, lines):
                inner = (lines[0] + 1, lines[1])
            return RawBlock("fence", self._whole(inner), info=token.info.strip(), lines=lines)
        if token.type == "code_block":
            return RawBlock("code", self._whole(lines), lines=lines)
        if token.type == "html_block":
            return self._html(token, lines)
        return None

    def _closed(self, token: Token, lines: tuple[int, int]) -> bool:
        start, end = self.source.line(lines[1] - 1)
        last = self.source.text[start:end].strip(" \t>")
        return lines[1] - lines[0] > 1 and last.startswith(token.markup)

    def _inline(self, token: Token, opener: Token) -> RawBlock | None:
        if not token.content.strip():
            return None
        if opener.type in ("td_open", "th_open"):
            return RawBlock("cell", self._cell(token), lines=self._lines(opener, token))
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
            start, end = self.source.line(lines[0] + offset)
            wanted = line.strip()
            at = self.source.text.find(wanted, start, end) if wanted else -1
            if at >= 0:
                out.append(Segment(at, at + len(wanted)))
        return tuple(out)

    def _cell(self, token: Token) -> tuple[Segment, ...]:
        wanted = token.content.strip()
        line_end = self.source.text.find("\n", self.cell_at)
        line_end = len(self.source.text) if line_end < 0 else line_end
        at = self.source.text.find(wanted, self.cell_at, line_end)
        if at < 0:  # an escaped pipe: the content differs from the source
            return ()
        self.cell_at = at + len(wanted)
        return (Segment(at, self.cell_at),)

    def _whole(self, lines: tuple[int, int]) -> tuple[Segment, ...]:
        span = self.source.range(*lines)
        return (Segment(span.start, span.end),) if span.end > span.start else ()

    def _html(self, token: Token, lines: tuple[int, int]) -> RawBlock:
        """Text between tags is text; what tables and scripts hold is not."""
        rest = _TAGS_ONLY.sub("", token.content)
        opaque = _OPAQUE.match(token.content) or not any(c.isalpha() for c in rest)
        segments = []
        for number in range(lines[0], min(lines[1], len(self.source.starts) - 1)):
            start, end = self.source.line(number)
            piece = self.source.text[start:end]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                segments.append(Segment(start + lead, start + len(piece.rstrip())))
        return RawBlock("html" if opaque else "paragraph", tuple(segments), lines=lines)

    def _placed(self, block: RawBlock) -> RawBlock:
        block.lists = tuple(self.lists)
        block.ordered = bool(self.ordered and self.ordered[-1])
        block.item = self.items[-1] if self.items else 0
        block.quotes = self.quotes
        block.admonition = self.admonitions[-1] if self.admonitions else ""
        if block.item in self.fresh:
            self.fresh.discard(block.item)
            block.first_in_item = True
        return block
