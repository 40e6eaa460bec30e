"""From raw blocks to the document's nouns, section by section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby

from specaudit.config import DocumentOptions
from specaudit.domain.spec import BlockKind, ParseProblem, Section
from specaudit.nlp.base import Sentence
from specaudit.parse import parts
from specaudit.parse.dialects.base import Dialect
from specaudit.parse.markdown import RawBlock, Source
from specaudit.parse.parts import Part
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

    def run(self, raw: Sequence[RawBlock]) -> Assembly:
        """Read all blocks."""
        around = digest(self.outline.titles, self.labels, self.options, self.dialect.name)
        for number, blocks in groupby(raw, lambda block: self._section_at(block.span.start)):
            self.add(self._part(number, list(blocks), around))
        self.rankings.sort(key=lambda ranking: ranking.span)
        for anchor, span in self.outline.duplicates:
            self.problems.append(ParseProblem("duplicate-anchor", f"anchor #{anchor} again", span))
        return self

    def sentences(self) -> list[Sentence]:
        """Return the statements as norm engines take them."""
        blocks = {block.id: block for block in self.blocks}
        seen: set[str] = set()
        out = []
        for statement in self.statements:
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

    def _section_at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _part(self, number: int, raw: Sequence[RawBlock], around: str) -> Part:
        section = self.outline.sections[number]
        if self.memory is None:
            return self._walk(section, raw)
        start = section.body.start
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.source.text)
        key = parts.key(section, self.source, end, raw, around)
        if (known := self.memory.recall(key)) is not None:
            return parts.from_data(known, section, start)
        made = self._walk(section, raw)
        self.memory.keep(key, parts.to_data(made, start))
        return made

    def _walk(self, section: Section, raw: Sequence[RawBlock]) -> Part:
        titles = self.outline.titles
        return Walk(self.source, section, titles, self.labels, self.options, self.dialect).run(raw)
