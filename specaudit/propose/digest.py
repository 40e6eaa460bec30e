"""The spec as proposers read it: every statement on a line of its own, under its section.

Equal specs give equal text, byte for byte, so that a provider can cache it; labels follow the
document and do not depend on what is shown or in which order.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from specaudit.domain.spec import BlockKind, Example, Section, Spec, Statement, Turn
from specaudit.domain.text import clean
from specaudit.propose.settling import Settling

LONGEST_TURN = 500
"""Code points of an example's turn that are shown; verdicts rarely hang on the rest."""
_CUT = " [cut here, not by the author]"
_ON_EXAMPLE = re.compile(
    r"\b(?:in|of) (?:this|the|these) (?:\w+ )?examples?\b|\bexamples? (?:above|below)\b"
    r"|\A\W*(?:here,|the (?:above|following|ideal response))"
    r"|\b(?:response|answer|conversation|message)s? (?:above|below)\b",
    re.IGNORECASE,
)
"""How a sentence beside an example speaks of it."""
_LEFT_OUT = frozenset({BlockKind.HEADING, BlockKind.EXAMPLE_LABEL})


@dataclass(frozen=True)
class Digest:
    """A spec's statements with the labels that stand for them."""

    spec: Spec
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    """Sections with statements of their own, in document order."""
    examples: tuple[Example, ...]
    """Examples with at least one answer that has a verdict."""

    def label(self, number: int) -> str:
        """Return the label of the statement at a place."""
        return f"S{number + 1}"

    def by_label(self) -> dict[str, Statement]:
        """Return the statement of every label."""
        return {self.label(i): s for i, s in enumerate(self.statements)}

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of every statement by its id."""
        return {s.id: i for i, s in enumerate(self.statements)}

    @cached_property
    def in_section(self) -> dict[str, list[int]]:
        """The places of every section's statements."""
        found: dict[str, list[int]] = {section.id: [] for section in self.sections}
        for number, statement in enumerate(self.statements):
            found[statement.section_id].append(number)
        return found

    def labels(self, statement_ids: Iterable[str]) -> str:
        """Return the labels of some statements, joined; those without a label are left out."""
        known = [self.place[s] for s in dict.fromkeys(statement_ids) if s in self.place]
        return ", ".join(self.label(place) for place in sorted(known))

    def text(self, places: Sequence[int] | None = None) -> str:
        """Write the digest out.

        Args:
            places: Places of the statements to show, in this order; None: all of them.
        """
        shown = range(len(self.statements)) if places is None else places
        rows = list(self._header)
        before = None
        for number in shown:
            section_id = self.statements[number].section_id
            if section_id != before:
                rows += self._headings[section_id]
                before = section_id
            rows.append(self._rows[number])
        return "\n".join(rows)

    def size(self, number: int) -> int:
        """Return the code points that a statement takes in the digest."""
        return len(self._rows[number]) + 1

    def example_text(self, number: int) -> str:
        """Write one example out with its label, the verdicts before the answers."""
        example = self.examples[number]
        section = next(s for s in self.spec.sections if s.id == example.section_id)
        rows = [f"[E{number + 1}] {_line(example.title)} (in section {_line(section.title)})"]
        for turn in example.turns:
            verdict = f" ({turn.verdict.value})" if turn.verdict else ""
            reason = f" [reason given: {_line(turn.reason)}]" if turn.reason else ""
            words = " ".join(said(turn).split())
            if len(words) > LONGEST_TURN:
                words = words[:LONGEST_TURN].rpartition(" ")[0] + _CUT
            rows.append(f"{turn.role}{verdict}{reason}: {words}")
        return "\n".join(rows)

    def mark(self, number: int) -> str:
        """Return what stands before a statement: what it is, where that is not a rule by itself."""
        statement = self.statements[number]
        lead = self.lead(number)
        return "".join(
            (
                "" if statement.normative else "(commentary) ",
                f"(under {self.label(lead)}) " if lead is not None else "",
                "(on an example) " if number in self._on_examples else "",
            )
        )

    def lead(self, number: int) -> int | None:
        """Return the place of the statement that opens the list which a statement stands in."""
        return self._leads.get(self.statements[number].block_id)

    @cached_property
    def _leads(self) -> dict[str, int]:
        """The place of the statement that opens the list a block stands in, by block."""
        return {
            block.id: self.place[block.stem_id]
            for block in self.spec.blocks
            if block.stem_id in self.place
        }

    @cached_property
    def _on_examples(self) -> frozenset[int]:
        """Statements that stand beside an example and speak of it."""
        starts = [example.span.start for example in self.spec.examples]
        spans = [statement.span for statement in self.statements]
        found = set()
        for number, statement in enumerate(self.statements):
            if _ON_EXAMPLE.search(statement.text):
                before = spans[number - 1].end if number else 0
                after = spans[number + 1].start if number + 1 < len(spans) else len(self.spec.text)
                if bisect_left(starts, before) < bisect_left(starts, after):
                    found.add(number)
        return frozenset(found)

    @cached_property
    def _rows(self) -> list[str]:
        return [
            f"[{self.label(n)}] {self.mark(n)}{_line(s.text)}"
            for n, s in enumerate(self.statements)
        ]

    @cached_property
    def _headings(self) -> dict[str, list[str]]:
        """The headings to show before each section; those without statements come with the next."""
        found: dict[str, list[str]] = {}
        waiting: list[str] = []
        for section in self.spec.sections:
            own = section.id in self.in_section
            if own or section.title:
                waiting.append(_heading(section, levelled=own and bool(self.spec.levels)))
            if own:
                found[section.id] = waiting
                waiting = []
        return found

    @cached_property
    def levels(self) -> str:
        """The line that lists the levels; empty where there are none."""
        levels = " > ".join(map(_line, self.spec.levels))
        return f"Levels, highest first: {levels}" if levels else ""

    @cached_property
    def _header(self) -> list[str]:
        spec = self.spec
        rows = [self.levels] if self.levels else []
        settling = Settling(spec)
        stated = self.labels(s.id for s in self.statements if settling.speaks_of_order(s))
        if stated:
            rows.append(f"Statements that say what wins over what: {stated}")
        if spec.definitions:
            terms = dict.fromkeys(_line(d.term) for d in spec.definitions)
            rows.append("Defined terms: " + "; ".join(terms))
        return rows


def digest(spec: Spec) -> Digest:
    """Number the statements of a spec; examples and headings are left out."""
    statements = tuple(s for s in spec.statements if s.kind not in _LEFT_OUT)
    used = {s.section_id for s in statements}
    examples = tuple(e for e in spec.examples if any(t.verdict for t in e.turns))
    return Digest(spec, statements, tuple(s for s in spec.sections if s.id in used), examples)


def said(turn: Turn) -> str:
    """Return the words of an example's turn as a reader sees them."""
    return clean(html.unescape(turn.text))


def _heading(section: Section, *, levelled: bool) -> str:
    level = f" (level: {section.authority or 'none stated'})" if levelled else ""
    return f"{'#' * max(1, section.depth)} {_line(section.title) or 'Opening'}{level}"


def _line(text: str) -> str:
    return " ".join(clean(text).split())
