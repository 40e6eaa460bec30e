"""From raw blocks to the document's nouns, section by section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from specaudit.config import DocumentOptions
from specaudit.domain.spec import BlockKind, ParseProblem, Section
from specaudit.nlp.base import Sentence
from specaudit.parse import parts
from specaudit.parse.dialects.base import Dialect
from specaudit.parse.markdown import RawBlock, Source
from specaudit.parse.parts import Part
from specaudit.parse.pieces import Markdown, Piece
from specaudit.parse.sections import Outline
from specaudit.parse.walk import Walk
from specaudit.store.memory import Memory, digest


class Assembly(Part):
    """Joins what the sections give; sections known from an earlier run are not read again."""

    def __init__(
        self,
        source: Source,
        outline: Outline,
        labels: Mapping[str, str],
        options: DocumentOptions,
        dialect: Dialect,
        memory: Memory | None = None,
    ) -> None:
        super().__init__()
        self.source = source
        self.outline = outline
        self.labels = labels
        self.options = options
        self.dialect = dialect
        self.memory = memory
        self.starts = [s.body.start for s in outline.sections]
        self.parts: list[tuple[str, Part]] = []
        """What each section gives, with the key its facts stand under in the memory."""

    def run(self, document: Markdown, raw: Sequence[RawBlock] | None = None) -> Assembly:
        """Read all sections.

        Args:
            document: The document as Markdown sees it.
            raw: Its blocks where some of them are taken for others (see `with_title_lines`).
        """
        given = (self.outline.titles, self.labels, self.options, self.dialect.name)
        around = digest(given) if self.memory is not None else ""
        for number, key, blocks in self._sections(document, raw, around):
            self._add(number, key, blocks)
        self.rankings.sort(key=lambda ranking: ranking.span)
        for anchor, span in self.outline.duplicates:
            self.problems.append(ParseProblem("duplicate-anchor", f"anchor #{anchor} again", span))
        return self

    def _sections(
        self, document: Markdown, raw: Sequence[RawBlock] | None, around: str
    ) -> Iterator[tuple[int, str, Callable[[], Sequence[RawBlock]]]]:
        """Number, key and blocks of each section that has any."""
        begins = {piece.start for piece in document.pieces}
        if raw is None and begins.issuperset(self.starts):
            for number, pieces in groupby(document.pieces, lambda one: self._section_at(one.start)):
                own = list(pieces)
                yield number, self._key_of_pieces(number, own, around), partial(_blocks, own)
            return
        found = document.blocks if raw is None else raw
        for number, blocks in groupby(found, lambda block: self._section_at(block.span.start)):
            these = list(blocks)
            yield number, self._key_of_blocks(number, these, around), partial(list, these)

    def _section_at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _key_of_pieces(self, number: int, pieces: Sequence[Piece], around: str) -> str:
        if self.memory is None:
            return ""
        start = self.starts[number]
        found = [(piece.key, piece.start - start) for piece in pieces]
        return digest(around, parts.heading(self.outline.sections[number]), found)

    def _key_of_blocks(self, number: int, raw: Sequence[RawBlock], around: str) -> str:
        if self.memory is None:
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.source.text)
        return parts.key(self.outline.sections[number], self.source, end, raw, around)

    def _add(self, number: int, key: str, blocks: Callable[[], Sequence[RawBlock]]) -> None:
        section, memory = self.outline.sections[number], self.memory
        start = section.body.start
        known = memory.fact(key, "part") if memory is not None else None
        if known is not None:
            part = parts.from_data(known, section, start)
        else:
            part = self._walk(section, blocks())
            if memory is not None:
                memory.keep_fact(key, "part", parts.to_data(part, start))
        if memory is not None:
            memory.sections[section.id] = key
        self.parts.append((key, part))
        self.add(part)

    def _walk(self, section: Section, raw: Sequence[RawBlock]) -> Part:
        titles = self.outline.titles
        return Walk(self.source, section, titles, self.labels, self.options, self.dialect).run(raw)


def _blocks(pieces: Sequence[Piece]) -> list[RawBlock]:
    return [block for piece in pieces for block in piece.blocks]


def sentences(part: Part) -> list[Sentence]:
    """Return the statements of one or more sections as norm engines take them."""
    blocks = {block.id: block for block in part.blocks}
    seen: set[str] = set()
    out = []
    for statement in part.statements:
        block = blocks[statement.block_id]
        leads = block.id not in seen
        seen.add(block.id)
        out.append(
            Sentence(
                id=statement.id,
                text=statement.text,
                stem_id=block.stem_id,
                paragraph=block.id,
                kind=statement.kind,
                label=block.label if leads and block.kind is not BlockKind.CELL else None,
            )
        )
    return out
