"""From raw blocks to the document's nouns: blocks, statements, examples, terms."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence

from specaudit.config import DocumentOptions
from specaudit.domain.spec import (
    Block,
    BlockKind,
    Definition,
    Example,
    ParseProblem,
    Precedence,
    Ranking,
    Section,
    Span,
    Statement,
)
from specaudit.nlp.base import Sentence
from specaudit.nlp.sentences import split
from specaudit.nlp.text import normalise
from specaudit.parse import examples as conversations
from specaudit.parse import inline, links, terms
from specaudit.parse.dialects.base import COMMENTARY_ADMONITIONS, NOTE_QUOTE, Dialect
from specaudit.parse.markdown import RawBlock, Source
from specaudit.parse.sections import Outline

_LABEL = re.compile(
    r"\s*(?:(?:\*\*|__)(?P<bold>[^*_\n]{2,80}?)(?P<inner>[.:?!]?)(?:\*\*|__)(?P<outer>[.:]?)(?:\s+|$)"
    r"|(?P<plain>[A-Z][^.:;!?\n*`\[\]]{1,50}):\s+(?=\S))"
)
_HAS_WORD = re.compile(r"[^\W_]")
_LINK_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S+")
_PRIORITY_STEM = re.compile(
    r"\b(?:priorit|preceden|order of|ordering|rank|most important first|levels?\b)", re.IGNORECASE
)


def short_hash(text: str) -> str:
    """Return eight hex digits of a normalised text."""
    return hashlib.blake2b(
        normalise(text).encode("utf-8", "surrogatepass"), digest_size=4
    ).hexdigest()


class Assembly:
    """Walks the raw blocks once, in order."""

    def __init__(
        self, source: Source, outline: Outline, options: DocumentOptions, dialect: Dialect
    ) -> None:
        self.source = source
        self.text = source.text
        self.outline = outline
        self.options = options
        self.dialect = dialect
        self.labels = links.reference_labels(source.text)
        self.starts = [s.body.start for s in outline.sections]
        self.blocks: list[Block] = []
        self.statements: list[Statement] = []
        self.examples: list[Example] = []
        self.definitions: list[Definition] = []
        self.rankings: list[Ranking] = []
        self.precedences: list[Precedence] = []
        self.problems: list[ParseProblem] = []
        self._taken: dict[str, int] = {}
        self._stems: dict[int, str | None] = {}
        self._stem_of: dict[str, str | None] = {}
        self._last_paragraph: Statement | None = None
        self._last_in_item: dict[int, Statement] = {}
        self._title: tuple[str, Span] | None = None
        self._ordered: dict[int, list[str]] = {}
        self._list_place: dict[int, tuple[str, str | None, Span]] = {}

    def run(self, raw: Sequence[RawBlock]) -> Assembly:
        """Read all blocks."""
        for block in raw:
            section = self._section_at(block.segments[0].start)
            if block.type == "heading" and not block.lists and not block.quotes:
                self._heading(block, section)
            elif block.type == "fence":
                self._fence(block, section)
            elif block.type == "code":
                self._code(block, section)
            elif block.type != "html":
                self._prose(block, section)
        self._numbered_rankings()
        for anchor, span in self.outline.duplicates:
            self.problems.append(ParseProblem("duplicate-anchor", f"anchor #{anchor} again", span))
        return self

    def sentences(self) -> list[Sentence]:
        """Return the statements as norm engines take them."""
        labels = {block.id: block.label for block in self.blocks}
        first: set[str] = set()
        out = []
        for statement in self.statements:
            leads = statement.block_id not in first
            first.add(statement.block_id)
            out.append(
                Sentence(
                    id=statement.id,
                    text=statement.text,
                    stem_id=self._stem_of.get(statement.block_id),
                    paragraph=statement.block_id,
                    kind=statement.kind,
                    label=labels[statement.block_id] if leads else None,
                )
            )
        return out

    def _section_at(self, offset: int) -> Section:
        return self.outline.sections[max(0, bisect_right(self.starts, offset) - 1)]

    def _identity(self, base: str) -> str:
        count = self._taken.get(base, 0) + 1
        self._taken[base] = count
        return base if count == 1 else f"{base}.{count}"

    # Headings, fences and code

    def _heading(self, block: RawBlock, section: Section) -> None:
        self._last_paragraph, self._title = None, None
        self._add_block(BlockKind.HEADING, section, block.span, block, section.title)

    def _fence(self, block: RawBlock, section: Section) -> None:
        inner = self.text[block.segments[0].start : block.segments[-1].end]
        info = block.info.split()[0].lower() if block.info else ""
        named = info in self.options.example_fences
        if not ((named or not info) and conversations.looks_like_example(inner)):
            if named and self._title:
                self._title = None
            return
        offset = block.segments[0].start
        seen = conversations.scan(inner, offset)
        title, start = "", self.source.starts[block.lines[0]]
        if self._title:
            title, start = self._title[0], self._title[1].start
        span = Span(start, self.source.range(*block.lines).end)
        identity = self._identity(f"{section.id}/ex-{short_hash(inner)}")
        self.examples.append(
            Example(identity, section.id, title, span, tuple(seen.turns), tuple(seen.problems))
        )
        self._title = None

    def _code(self, block: RawBlock, section: Section) -> None:
        """Indented code is no prose, but a ranking set off by indentation counts."""
        at = block.segments[0].start
        for line in self.text[at : block.segments[-1].end].split("\n"):
            lead = len(line) - len(line.lstrip())
            span = Span(at + lead, at + lead + len(line.strip()))
            at += len(line) + 1
            if span.end == span.start or terms.ranking(line, section.id, None, span) is None:
                continue
            made = self._add_block(BlockKind.RANKING, section, span, block, line)
            statement = self._add_statement(made, section, span, inline.plain(line))
            found = terms.ranking(line, section.id, statement.id, span)
            if found:
                self.rankings.append(found)

    # Prose

    def _prose(self, block: RawBlock, section: Section) -> None:
        masked = inline.mask(self.text, block.segments)
        start = block.segments[0].start
        shown = inline.reader(masked, self.outline.titles, self.labels)
        if not _HAS_WORD.search(shown) or _LINK_DEFINITION.match(masked.strip()):
            return
        label = self.dialect.example_label.match(masked)
        if label and not block.lists:
            title = inline.reader(masked[label.end() :], self.outline.titles, self.labels)
            self._title = (title, block.span)
            self._add_block(BlockKind.EXAMPLE_LABEL, section, block.span, block, shown)
            return
        kind = self._kind(block, shown)
        pieces = self._pieces(masked)
        span = self._trim(masked, start)
        made = self._add_block(kind, section, span, block, shown, self._label(block, masked))
        added = [
            self._statement(made, section, start, masked, piece, first=number == 0)
            for number, piece in enumerate(pieces)
        ]
        self._remember(block, [s for s in added if s is not None], made)

    def _kind(self, block: RawBlock, shown: str) -> BlockKind:
        if block.admonition:
            kind = block.admonition.split()[0].lower()
            informs = kind in COMMENTARY_ADMONITIONS or f"!!! {kind}" in self.options.non_normative
            return BlockKind.COMMENTARY if informs else BlockKind.PARAGRAPH
        if block.quotes:
            notes = NOTE_QUOTE.match(shown) or self.dialect.informative_quotes
            return BlockKind.COMMENTARY if notes else BlockKind.QUOTE
        if block.type == "cell":
            return BlockKind.CELL
        return BlockKind.ITEM if block.lists else BlockKind.PARAGRAPH

    def _pieces(self, masked: str) -> list[tuple[int, int]]:
        """Split into sentences; a line that is a ranking stands for itself."""
        if " > " not in masked:
            return split(masked)
        pieces: list[tuple[int, int]] = []
        at = 0
        buffered = 0
        for line in masked.split("\n"):
            end = at + len(line)
            if terms.ranking(line, "", None, Span(0, 0)) is not None:
                pieces += [(buffered + a, buffered + b) for a, b in split(masked[buffered:at])]
                lead = len(line) - len(line.lstrip())
                pieces.append((at + lead, at + lead + len(line.strip())))
                buffered = end
            at = end + 1
        return pieces + [(buffered + a, buffered + b) for a, b in split(masked[buffered:])]

    def _trim(self, masked: str, start: int) -> Span:
        lead = len(masked) - len(masked.lstrip())
        return Span(start + lead, start + len(masked.rstrip()))

    def _label(self, block: RawBlock, masked: str) -> str | None:
        if block.type == "cell":
            return None
        found = _LABEL.match(masked)
        if not found:
            return None
        if found["bold"] is not None:
            lead = bool(found["inner"] or found["outer"]) or bool(block.lists)
            return inline.plain(found["bold"]).strip() if lead else None
        return found["plain"].strip() if block.lists else None

    def _add_block(
        self,
        kind: BlockKind,
        section: Section,
        span: Span,
        raw: RawBlock,
        shown: str,
        label: str | None = None,
    ) -> Block:
        stem = self._stem(raw) if raw.lists else None
        made = Block(
            id=self._identity(f"{section.id}/b{short_hash(f'{kind} {shown}')}"),
            kind=kind,
            section_id=section.id,
            span=span,
            depth=len(raw.lists) + raw.quotes,
            stem_id=stem,
            label=label,
            normative=section.normative and kind is not BlockKind.COMMENTARY,
        )
        self.blocks.append(made)
        self._stem_of[made.id] = stem
        return made

    def _stem(self, raw: RawBlock) -> str | None:
        """The statement that introduces the innermost list, found when its first item comes."""
        innermost = raw.lists[-1]
        if innermost not in self._stems:
            outer = raw.lists[-2] if len(raw.lists) > 1 else None
            before = self._last_in_item.get(outer) if outer else self._last_paragraph
            introduces = before is not None and before.text.rstrip().endswith((":", "："))
            if introduces and before is not None:
                self._stems[innermost] = before.id
            else:
                self._stems[innermost] = self._stems.get(outer) if outer else None
            self._list_place[innermost] = (
                before.text if before else "",
                before.id if before else None,
                raw.span,
            )
        return self._stems[innermost]

    def _statement(
        self,
        block: Block,
        section: Section,
        start: int,
        masked: str,
        piece: tuple[int, int],
        *,
        first: bool,
    ) -> Statement | None:
        text = masked[piece[0] : piece[1]]
        shown = inline.reader(text, self.outline.titles, self.labels)
        if not _HAS_WORD.search(shown):
            return None
        span = Span(start + piece[0], start + piece[1])
        kind = None
        if " > " in text and terms.ranking(text, section.id, None, span):
            kind = BlockKind.RANKING
        made = self._add_statement(block, section, span, shown, kind)
        self._read_terms(made, text, section, first)
        return made

    def _add_statement(
        self,
        block: Block,
        section: Section,
        span: Span,
        shown: str,
        kind: BlockKind | None = None,
    ) -> Statement:
        made = Statement(
            id=self._identity(f"{section.id}/{short_hash(shown)}"),
            block_id=block.id,
            section_id=section.id,
            kind=kind or block.kind,
            span=span,
            text=shown,
            authority=section.authority,
            normative=block.normative,
        )
        self.statements.append(made)
        return made

    def _read_terms(self, made: Statement, raw: str, section: Section, first: bool) -> None:
        if made.kind is BlockKind.RANKING:
            found = terms.ranking(raw, section.id, made.id, made.span)
            if found:
                self.rankings.append(found)
            return
        glossary = first and any(terms.is_term_heading(title) for title in section.path)
        defined = terms.definition(raw, made, glossary, made.text)
        if defined:
            self.definitions.append(defined)
        wins = terms.precedence(made)
        if wins:
            self.precedences.append(wins)

    def _remember(self, raw: RawBlock, added: list[Statement], block: Block) -> None:
        if not added:
            return
        if raw.lists:
            self._last_in_item[raw.lists[-1]] = added[-1]
            if raw.ordered and raw.first_in_item:
                name = block.label or added[0].text
                self._ordered.setdefault(raw.lists[-1], []).append(name.strip(" .:*_"))
        elif not raw.admonition:
            self._last_paragraph = added[-1]

    def _numbered_rankings(self) -> None:
        """A numbered list under words of precedence is an order, highest first."""
        for number, names in self._ordered.items():
            stem, statement_id, span = self._list_place[number]
            section = self._section_at(span.start)
            about = _PRIORITY_STEM.search(stem) or (
                not stem and _PRIORITY_STEM.search(section.title)
            )
            short = all(len(name.split()) <= 6 for name in names)
            if about and short and len(names) >= 2:
                self.rankings.append(Ranking(tuple(names), section.id, statement_id, span))
