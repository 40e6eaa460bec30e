"""The spec as proposers read it: every statement on a line of its own, under its section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from specaudit.domain.spec import BlockKind, Section, Spec, Statement
from specaudit.domain.text import clean

_LEFT_OUT = frozenset({BlockKind.HEADING, BlockKind.EXAMPLE_LABEL})


@dataclass(frozen=True, slots=True)
class Digest:
    """A spec's statements with the labels that stand for them."""

    spec: Spec
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    """Sections with statements of their own, in document order."""

    def label(self, number: int) -> str:
        """Return the label of the statement at a place."""
        return f"S{number + 1}"

    def by_label(self) -> dict[str, Statement]:
        """Return the statement of every label."""
        return {self.label(i): s for i, s in enumerate(self.statements)}

    def text(self, order: Sequence[str] | None = None) -> str:
        """Write the digest out.

        Args:
            order: Section ids in the order to show them; None: as in the document. Labels do
                not depend on it.
        """
        rows: dict[str, list[str]] = {section.id: [] for section in self.sections}
        for number, statement in enumerate(self.statements):
            mark = "" if statement.normative else "(commentary) "
            words = " ".join(clean(statement.text).split())
            rows[statement.section_id].append(f"[{self.label(number)}] {mark}{words}")
        titles = {section.id: _heading(section) for section in self.sections}
        parts = (
            ["Levels, highest first: " + " > ".join(self.spec.levels)] if self.spec.levels else []
        )
        for section_id in order or list(rows):
            parts += [titles[section_id], *rows[section_id]]
        return "\n".join(parts)


def digest(spec: Spec) -> Digest:
    """Number the statements of a spec; examples and headings are left out."""
    statements = tuple(s for s in spec.statements if s.kind not in _LEFT_OUT)
    used = {s.section_id for s in statements}
    return Digest(spec, statements, tuple(s for s in spec.sections if s.id in used))


def _heading(section: Section) -> str:
    level = f" (level: {section.authority})" if section.authority else ""
    return f"# {clean(section.title) or 'Opening'}{level}"
