"""From the raw blocks of one section to its nouns: blocks, statements, examples, terms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from specaudit.config import DocumentOptions
from specaudit.domain.patterns import regex
from specaudit.domain.spec import (
    Block,
    BlockKind,
    Example,
    ParseProblem,
    Section,
    Span,
    Statement,
)
from specaudit.nlp.text import normalise
from specaudit.parse import examples as conversations
from specaudit.parse import inline, orders, terms
from specaudit.parse.dialects.base import COMMENTARY_ADMONITIONS, NOTE_QUOTE, Dialect
from specaudit.parse.inline import Inline
from specaudit.parse.labels import is_title, label_of
from specaudit.parse.lists import Lists
from specaudit.parse.markdown import RawBlock, Source
from specaudit.parse.parts import Part, PlacedLink
from specaudit.parse.sections import slug
from specaudit.parse.splitting import is_ranking, pieces

_HAS_WORD = regex(r"[^\W_]")
_BINDS = regex(r"\b(?:must|should|shall|may|never|always)\b", re.IGNORECASE)
_CELL_WORDS = 3
"""A table cell with fewer words says nothing unless it ends like a sentence."""


def short_hash(text: str) -> str:
    """Return eight hex digits of a normalised text."""
    return hashlib.blake2b(
        normalise(text).encode("utf-8", "surrogatepass"), digest_size=4
    ).hexdigest()


class Walk:
    """Walks the raw blocks of one section once, in order."""

    def __init__(
        self,
        source: Source,
        section: Section,
        titles: Mapping[str, str],
        labels: Mapping[str, str],
        options: DocumentOptions,
        dialect: Dialect,
    ) -> None:
        self.source = source
        self.text = source.text
        self.section = section
        self.titles = titles
        self.labels = labels
        self.options = options
        self.dialect = dialect
        self.made = Part()
        self._lists = Lists()
        self._taken: dict[str, int] = {}
        self._title: tuple[str, Span] | None = None
        self._notes: set[int] = set()
        """Block quotes that said at their beginning that they only inform."""

    def run(self, raw: Iterable[RawBlock]) -> Part:
        """Read all blocks of the section."""
        for block in raw:
            if block.type == "heading" and block.is_section:
                self._heading(block)
            elif block.type == "fence":
                self._fence(block)
            elif block.type == "code":
                self._code(block)
            else:
                self._prose(block)
        self.made.rankings += self._lists.rankings()
        return self.made

    def _identity(self, base: str) -> str:
        count = self._taken.get(base, 0) + 1
        self._taken[base] = count
        return base if count == 1 else f"{base}.{count}"

    def _read(self, block: RawBlock) -> Inline:
        """Understand a block's markup, and take note of its links."""
        start = block.segments[0].start
        masked = inline.mask(self.text, block.segments)
        read = Inline(masked, self.titles, self.labels)
        for link in read.links:
            self.made.links.append(PlacedLink(link, Span(start + link.start, start + link.end)))
        return read

    # Headings, fences and code

    def _heading(self, block: RawBlock) -> None:
        self._lists.section()
        self._title = None
        self._read(block)
        self._add_block(BlockKind.HEADING, block.span, block, self.section.title)

    def _fence(self, block: RawBlock) -> None:
        title, self._title = self._title, None
        if not block.closed:
            span = self.source.range(block.lines[0], block.lines[0] + 1)
            problem = "code fence is never closed; the rest of what it stands in is read as code"
            self.made.problems.append(ParseProblem("unclosed-fence", problem, span))
        inner = self.text[block.segments[0].start : block.segments[-1].end]
        info = block.info.split()[0].lower() if block.info.strip() else ""
        named = info in self.options.example_fences
        if not ((named or not info) and conversations.looks_like_example(inner)):
            return
        seen = conversations.scan(inner, block.segments[0].start)
        start = title[1].start if title else self.source.starts[block.lines[0]]
        self.made.examples.append(
            Example(
                id=self._identity(f"{self.section.id}/ex-{short_hash(inner)}"),
                section_id=self.section.id,
                title=title[0] if title else "",
                span=Span(start, self.source.range(*block.lines).end),
                turns=tuple(seen.turns),
                problems=tuple(seen.problems),
            )
        )

    def _code(self, block: RawBlock) -> None:
        """Indented code is no prose, but a ranking set off by indentation counts."""
        at = block.segments[0].start
        for line in self.text[at : block.segments[-1].end].split("\n"):
            lead = len(line) - len(line.lstrip())
            span = Span(at + lead, at + lead + len(line.strip()))
            at += len(line) + 1
            if not is_ranking(line):
                continue
            made = self._add_block(BlockKind.RANKING, span, block, line)
            self._add_statement(made, span, inline.plain(line), BlockKind.RANKING)

    # Prose

    def _prose(self, block: RawBlock) -> None:
        read = self._read(block)
        shown = read.shown()
        if not _HAS_WORD.search(shown):
            return
        label = self.dialect.example_label.match(read.text)
        if label and not block.lists:
            self._title = (read.shown(label.end()), block.span)
            self._add_block(BlockKind.EXAMPLE_LABEL, block.span, block, shown)
            return
        if block.type == "heading" or is_title(block, read):
            self._lists.section()
            self._add_block(BlockKind.HEADING, block.span, block, shown)
            return
        found = pieces(self.source, block, read)
        if not found:
            return
        start = block.segments[0].start
        span = Span(start + found[0][0], start + found[-1][1])
        silent = self._silent(block, read, shown)
        made = self._add_block(
            self._kind(block, read), span, block, shown, self._label(block, read)
        )
        made_statements = [
            statement
            for number, piece in enumerate([] if silent else found)
            if (statement := self._statement(made, read, start, piece, number == 0))
        ]
        self._lists.remember(block, made, made_statements)

    def _silent(self, block: RawBlock, read: Inline, shown: str) -> bool:
        """Whether a block says nothing: heads and bare cells of tables, entries of contents."""
        if block.type in ("cell", "head"):
            wordy = block.type == "cell" and len(shown.split()) >= _CELL_WORDS
            stopped = shown.rstrip("\"”’')]*").endswith((".", "!", "?", "。", "！", "？"))
            return not (wordy or stopped or _BINDS.search(shown))
        if len(read.links) != 1 or read.links[0].auto or not read.links[0].target.startswith("#"):
            return False
        link = read.links[0]
        whole = not read.text[: link.start].strip() and not read.text[link.end :].strip()
        title = self.titles.get(link.target[1:]) or ""
        return whole and slug(title) == slug(shown)

    def _kind(self, block: RawBlock, read: Inline) -> BlockKind:
        if block.admonition:
            kind = block.admonition.split()[0].lower()
            informs = kind in COMMENTARY_ADMONITIONS or f"!!! {kind}" in self.options.non_normative
            return BlockKind.COMMENTARY if informs else BlockKind.PARAGRAPH
        if block.quotes:
            if self.dialect.informative_quotes or NOTE_QUOTE.match(read.text):
                self._notes.add(block.quote)
            return BlockKind.COMMENTARY if block.quote in self._notes else BlockKind.QUOTE
        if block.type in ("cell", "head"):
            return BlockKind.CELL
        return BlockKind.ITEM if block.lists else BlockKind.PARAGRAPH

    def _label(self, block: RawBlock, read: Inline) -> str | None:
        if block.type == "cell":
            return inline.plain(block.column, self.labels) or None
        return label_of(block, read)

    def _add_block(
        self,
        kind: BlockKind,
        span: Span,
        raw: RawBlock,
        shown: str,
        label: str | None = None,
    ) -> Block:
        made = Block(
            id=self._identity(f"{self.section.id}/b{short_hash(f'{kind} {shown}')}"),
            kind=kind,
            section_id=self.section.id,
            span=span,
            depth=len(raw.lists) + raw.quotes,
            stem_id=self._lists.stem(raw, self.section),
            label=label,
            normative=self.section.normative and kind is not BlockKind.COMMENTARY,
        )
        self.made.blocks.append(made)
        return made

    def _statement(
        self,
        block: Block,
        read: Inline,
        start: int,
        piece: tuple[int, int],
        first: bool,
    ) -> Statement | None:
        shown = read.shown(*piece)
        if not _HAS_WORD.search(shown):
            return None
        span = Span(start + piece[0], start + piece[1])
        raw = read.text[piece[0] : piece[1]]
        kind = BlockKind.RANKING if is_ranking(raw) else block.kind
        made = self._add_statement(block, span, shown, kind)
        if kind is not BlockKind.RANKING:
            glossary = first and any(terms.is_term_heading(title) for title in self.section.path)
            self.made.definitions += terms.definitions(raw, made, glossary)
            self.made.precedences += orders.precedences(made)
        return made

    def _add_statement(self, block: Block, span: Span, shown: str, kind: BlockKind) -> Statement:
        made = Statement(
            id=self._identity(f"{self.section.id}/{short_hash(shown)}"),
            block_id=block.id,
            section_id=self.section.id,
            kind=kind,
            span=span,
            text=shown,
            authority=self.section.authority,
            normative=block.normative,
        )
        self.made.statements.append(made)
        if kind is BlockKind.RANKING:
            line = self.text[span.start : span.end]
            found = orders.ranking(line, self.section.id, made.id, span)
            self.made.rankings += [found] if found else []
        return made
