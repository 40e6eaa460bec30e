"""What one section of a document gives, and the plain data in which it is remembered.

Offsets in that data count from where the section begins, so that a section which only moved is
still known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any, NamedTuple

from specaudit.domain.records import record
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
    Turn,
    Verdict,
)
from specaudit.parse.inline import Link
from specaudit.parse.markdown import RawBlock, Source
from specaudit.store.memory import digest


class PlacedLink(NamedTuple):
    """A link or footnote marker, placed in the document."""

    link: Link
    span: Span


@record(slots=True)
class Part:
    """The nouns of one section, or of several in a row, in document order."""

    blocks: list[Block] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    rankings: list[Ranking] = field(default_factory=list)
    precedences: list[Precedence] = field(default_factory=list)
    problems: list[ParseProblem] = field(default_factory=list)
    links: list[PlacedLink] = field(default_factory=list)

    def add(self, other: Part) -> None:
        """Append what a following section gives."""
        self.blocks += other.blocks
        self.statements += other.statements
        self.examples += other.examples
        self.definitions += other.definitions
        self.rankings += other.rankings
        self.precedences += other.precedences
        self.problems += other.problems
        self.links += other.links


def key(section: Section, source: Source, end: int, raw: Sequence[RawBlock], around: str) -> str:
    """Hash everything a section's part follows from, wherever the section stands.

    Args:
        section: The section.
        source: The document.
        end: Where the next section begins.
        raw: The section's blocks.
        around: Hash of what all sections see: titles, labels, options, dialect.
    """
    start, line = section.body.start, source.number(section.body.start)
    ids = [number for block in raw for number in (*block.lists, block.item, block.quote) if number]
    low = min(ids, default=0)
    shape = [
        (
            *(block.type, block.level, block.info, block.closed, block.admonition, block.column),
            *(block.segments[0].start - start, block.segments[-1].end - start),
            *(len(block.segments), block.lines[0] - line, block.lines[1] - line),
            *(block.ordered, block.first_in_item, block.quotes),
            *(number - low for number in (*block.lists, block.item, block.quote) if number),
        )
        for block in raw
    ]
    return digest(around, heading(section), source.text[start:end], shape)


def heading(section: Section) -> tuple[object, ...]:
    """Return what a section's part takes from its heading and from the sections around it."""
    levels = section.authority, section.own_authority
    return (section.id, section.title, section.path, *levels, section.normative)


def to_data(part: Part, start: int) -> list[list[Any]]:
    """Return a part as plain JSON data, offsets counted from ``start``."""

    def at(span: Span) -> tuple[int, int]:
        return span.start - start, span.end - start

    return [
        [
            (b.id, b.kind, *at(b.span), b.depth, b.stem_id, b.label, b.normative)
            for b in part.blocks
        ],
        [(s.id, s.block_id, s.kind, *at(s.span), s.text, s.normative) for s in part.statements],
        [
            (e.id, e.title, *at(e.span), [_turn(t, *at(t.span)) for t in e.turns], e.problems)
            for e in part.examples
        ],
        [(d.term, d.text, d.statement_id, *at(d.span)) for d in part.definitions],
        [(r.items, r.statement_id, *at(r.span)) for r in part.rankings],
        [(p.higher, p.lower, p.statement_id, *at(p.span)) for p in part.precedences],
        [(p.kind, p.message, *at(p.span)) for p in part.problems],
        [
            (*at(p.span), p.link.start, p.link.end, p.link.target, p.link.kind, p.link.auto)
            for p in part.links
        ],
    ]


def _turn(turn: Turn, start: int, end: int) -> tuple[Any, ...]:
    verdict = turn.verdict, turn.verdict_anchor, turn.reason, turn.comparison
    return (turn.role, turn.text, start, end, *verdict)


def from_data(data: Sequence[Any], section: Section, start: int) -> Part:
    """Rebuild a section's part at its place.

    Raises:
        ValueError, TypeError, KeyError: for data of another shape.
    """
    blocks, statements, examples, definitions, rankings, precedences, problems, links = data
    name = section.id

    def span(begin: int, end: int) -> Span:
        return Span(begin + start, end + start)

    return Part(
        [
            Block(id_, BlockKind(kind), name, span(a, b), depth, stem, label, normative)
            for id_, kind, a, b, depth, stem, label, normative in blocks
        ],
        [
            Statement(
                *(id_, block, name, BlockKind(kind), span(a, b), text, section.authority),
                normative,
            )
            for id_, block, kind, a, b, text, normative in statements
        ],
        [
            Example(
                *(id_, name, title, span(a, b)),
                tuple(
                    Turn(role, text, span(c, d), Verdict(verdict) if verdict else None, *rest)
                    for role, text, c, d, verdict, *rest in turns
                ),
                tuple(wrong),
            )
            for id_, title, a, b, turns, wrong in examples
        ],
        [Definition(term, text, name, said, span(a, b)) for term, text, said, a, b in definitions],
        [Ranking(tuple(items), name, said, span(a, b)) for items, said, a, b in rankings],
        [Precedence(high, low, name, said, span(a, b)) for high, low, said, a, b in precedences],
        [ParseProblem(kind, message, span(a, b)) for kind, message, a, b in problems],
        [PlacedLink(Link(*link), span(a, b)) for a, b, *link in links],
    )
