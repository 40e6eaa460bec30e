"""What checks look at: the parsed documents with the indexes every check would build anew."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from functools import cached_property
from itertools import zip_longest
from typing import Any

from specaudit.domain.finding import Edit, Severity
from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import (
    Block,
    BlockKind,
    LineIndex,
    Norm,
    Section,
    Span,
    Spec,
    Statement,
)
from specaudit.store.memory import Memory, digest

_HIDDEN = regex(
    r"`+[^`]*`+"
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|\]\[[^\]]*\]"
    r"|<[^<>]*>|\bhttps?://\S+|\{[#.][^{}\n]*\}"
)
READER_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.QUOTE})
"""Kinds of block whose sentences address the reader of the spec."""
LEVELLED_DOCUMENT = 2
"""Sections with a level of their own from which on a document counts as using levels."""


@record(frozen=True, slots=True)
class Place:
    """A range of one document that a finding points at."""

    document: Document
    span: Span
    role: str = "primary"


@record(frozen=True, slots=True)
class Draft:
    """What a check found, before it gets an identity and a severity."""

    message: str
    why: str
    places: tuple[Place, ...]
    settled_by: str | None = None
    fix: tuple[Edit, ...] = ()
    severity: Severity | None = None
    """Lowers the rule's severity for this finding; None keeps the rule's."""


def by_section(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Group statements by the section they stand in directly, in the order given."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.section_id].append(statement)
    return found


class Document:
    """One spec with its indexes, built on first use."""

    def __init__(self, spec: Spec, memory: Memory | None = None) -> None:
        self.spec = spec
        self.memory = memory
        """What earlier runs read of it, where that is kept."""

    @cached_property
    def lines(self) -> LineIndex:
        """Offsets to lines and columns."""
        return LineIndex(self.spec.text)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.spec.sections}

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Blocks by id."""
        return {block.id: block for block in self.spec.blocks}

    @cached_property
    def block_order(self) -> dict[str, int]:
        """Positions of the blocks by id."""
        return {block.id: number for number, block in enumerate(self.spec.blocks)}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.spec.statements}

    @cached_property
    def norms(self) -> dict[str, list[Norm]]:
        """Norms by the id of the statement that holds them."""
        found: dict[str, list[Norm]] = defaultdict(list)
        for norm in self.spec.norms:
            found[norm.statement_id].append(norm)
        return found

    @cached_property
    def folded(self) -> str:
        """The source without capitals, to count words in; offsets need not be the source's."""
        return self.spec.text.casefold()

    @cached_property
    def main_agent(self) -> str | None:
        """The agent most norms bind, which is whom the document is about."""
        counts = Counter(norm.agent for norm in self.spec.norms if norm.agent)
        return counts.most_common(1)[0][0] if counts else None

    @cached_property
    def binding(self) -> tuple[Statement, ...]:
        """Statements that can bind: normative prose, items, cells; no headings, no commentary."""
        return tuple(
            statement
            for statement in self.spec.statements
            if statement.normative and statement.kind in READER_KINDS
        )

    @cached_property
    def prose(self) -> tuple[Statement, ...]:
        """Every sentence of the author's own, commentary included; no headings or rankings."""
        kinds = READER_KINDS | {BlockKind.COMMENTARY}
        return tuple(s for s in self.spec.statements if s.kind in kinds)

    @cached_property
    def in_section(self) -> dict[str, list[Statement]]:
        """Statements by the section they stand in directly, in document order."""
        return by_section(self.spec.statements)

    @cached_property
    def binding_in_section(self) -> dict[str, list[Statement]]:
        """Statements that can bind, by section."""
        return by_section(self.binding)

    @cached_property
    def prose_in_section(self) -> dict[str, list[Statement]]:
        """The sentences of `prose`, by section."""
        return by_section(self.prose)

    @cached_property
    def in_block(self) -> dict[str, list[Statement]]:
        """Statements by block, in document order."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.spec.statements:
            found[statement.block_id].append(statement)
        return found

    @cached_property
    def children(self) -> dict[str | None, list[Section]]:
        """Sections by parent id."""
        found: dict[str | None, list[Section]] = defaultdict(list)
        for section in self.spec.sections:
            found[section.parent_id].append(section)
        return found

    def branch(self, section_id: str) -> Iterator[Section]:
        """A section and those around it, innermost first.

        The text before the first heading is a section as well, without a name, around all others:
        it is left out of their branches.
        """
        section = self.sections.get(section_id)
        while section is not None:
            yield section
            section = self.sections.get(section.parent_id) if section.parent_id else None

    @cached_property
    def uses_levels(self) -> bool:
        """True where headings carry authority levels."""
        own = sum(section.own_authority is not None for section in self.spec.sections)
        return own >= LEVELLED_DOCUMENT

    @cached_property
    def _starts(self) -> list[int]:
        return [statement.span.start for statement in self.spec.statements]

    def statement_at(self, span: Span) -> Statement | None:
        """The statement that holds a range, if one does."""
        index = bisect.bisect_right(self._starts, span.start) - 1
        while index >= 0:
            statement = self.spec.statements[index]
            if statement.span.start <= span.start and span.end <= statement.span.end:
                return statement
            if statement.span.end <= span.start:
                return None
            index -= 1
        return None

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that an offset lies in."""
        # Sections stand in the order of their headings: the last one that is open is innermost.
        after = bisect.bisect_right(self.spec.sections, offset, key=lambda s: s.heading.start)
        for section in reversed(self.spec.sections[:after]):
            if offset < max(section.body.end, section.heading.end):
                return section
        return None

    @cached_property
    def around(self) -> str:
        """Hash of what section checks see of the document beyond a section and its norms."""
        read = self.memory.reader if self.memory is not None else ""
        return digest(self.spec.levels, self.uses_levels, self.main_agent, read)

    def fact(self, section_id: str, name: str) -> Any | None:
        """What an earlier run noted of a section; None where that is not known."""
        if self.memory is None or section_id not in self.memory.sections:
            return None
        return self.memory.fact(self.memory.sections[section_id], name)

    def note(self, section_id: str, name: str, data: object) -> None:
        """Note plain JSON data that follows from a section, its norms and `around` alone."""
        if self.memory is not None and section_id in self.memory.sections:
            self.memory.keep_fact(self.memory.sections[section_id], name, data)

    def limited(self, sections: Collection[str]) -> Document:
        """The same document with the sentences of some sections only to be walked through."""
        # Indexes that the copy would build anew are built before.
        _ = self.norms, self.in_section, self.in_block, self.sections
        part = copy(self)
        for grouped in ("binding_in_section", "prose_in_section"):
            part.__dict__.pop(grouped, None)
        part.__dict__["binding"] = tuple(s for s in self.binding if s.section_id in sections)
        part.__dict__["prose"] = tuple(s for s in self.prose if s.section_id in sections)
        return part

    def rank(self, level: str | None) -> int | None:
        """Position of a level, 0 the highest; None for no or an undeclared level."""
        if level is None or level not in self.spec.levels:
            return None
        return self.spec.levels.index(level)

    def written(self, statement: Statement) -> str:
        """A statement as its author wrote it, marks and links included."""
        return self.spec.text[statement.span.start : statement.span.end]

    def heading_place(self, section: Section, role: str = "primary") -> Place:
        """The heading line(s) of a section."""
        return Place(self, section.heading, role)

    def place(self, statement: Statement, role: str = "primary") -> Place:
        """A whole statement."""
        return Place(self, statement.span, role)

    def search(self, pattern: re.Pattern[str], statement: Statement) -> Iterator[re.Match[str]]:
        """Matches of a pattern in a statement's source, outside code, tags and links' targets."""
        hidden: list[tuple[int, int]] | None = None
        for match in pattern.finditer(self.spec.text, statement.span.start, statement.span.end):
            if hidden is None:
                hidden = self._hidden(statement)
            if not any(start < match.end() and match.start() < end for start, end in hidden):
                yield match

    def _hidden(self, statement: Statement) -> list[tuple[int, int]]:
        """Ranges of a statement's source that a reader does not see as its words."""
        found = _HIDDEN.finditer(self.spec.text, statement.span.start, statement.span.end)
        return [match.span() for match in found]

    def before(self, statement: Statement) -> Statement | None:
        """The sentence right before one, in the same block."""
        block = self.in_block[statement.block_id]
        at = block.index(statement)
        return block[at - 1] if at else None

    def follow(self, statement: Statement, count: int) -> list[Statement]:
        """The next ``count`` statements of the same section after a statement."""
        siblings = self.in_section[statement.section_id]
        index = siblings.index(statement)
        return siblings[index + 1 : index + 1 + count]


class Context:
    """All documents of one run."""

    def __init__(self, specs: Iterable[Spec], memories: Iterable[Memory | None] = ()) -> None:
        self.documents = tuple(
            Document(spec, memory) for spec, memory in zip_longest(specs, memories)
        )
        self.memo: dict[str, object] = {}
        """What several checks share and build once, by name."""

    def binding(self) -> Iterator[tuple[Document, Statement]]:
        """Every binding statement of every document."""
        for document in self.documents:
            for statement in document.binding:
                yield document, statement


def label(section: Section | None) -> str:
    """A section's title as messages show it."""
    if section is None or not section.title:
        return "the text before the first heading"
    return f'"{section.title}"'
