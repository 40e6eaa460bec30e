"""The nodes of the principle graph, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from specaudit.domain.spec import Norm, Spec
from specaudit.domain.text import clean, shorten

_LABEL = 80
"""Longest label, in code points."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node as graphs and exports show it."""

    id: str
    kind: str
    """``section``, ``statement``, ``definition`` or ``example``."""
    label: str
    """Its text on one line, shortened."""
    text: str
    section_id: str | None
    """Section it stands in (the parent, for a section)."""
    authority: str | None
    normative: bool
    norms: tuple[Norm, ...] = ()


def definition_id(term: str) -> str:
    """Return the node id of a defined term; two definitions of one term share it."""
    return f"def:{' '.join(term.casefold().split())}"


def nodes(spec: Spec) -> Iterator[Node]:
    """Yield every node once: sections, statements, definitions, examples."""
    norms: dict[str, list[Norm]] = {}
    for norm in spec.norms:
        norms.setdefault(norm.statement_id, []).append(norm)
    for section in spec.sections:
        title = clean(section.title) or "(before the first heading)"
        yield Node(
            section.id,
            "section",
            shorten(title, _LABEL),
            title,
            section.parent_id,
            section.authority,
            section.normative,
        )
    for statement in spec.statements:
        yield Node(
            statement.id,
            "statement",
            shorten(clean(statement.text), _LABEL),
            clean(statement.text),
            statement.section_id,
            statement.authority,
            statement.normative,
            tuple(norms.get(statement.id, ())),
        )
    yield from _definitions(spec)
    for example in spec.examples:
        title = clean(example.title) or "example"
        label = shorten(title, _LABEL)
        yield Node(example.id, "example", label, title, example.section_id, None, False)


def _definitions(spec: Spec) -> Iterator[Node]:
    seen: set[str] = set()
    for one in spec.definitions:
        node_id = definition_id(one.term)
        if node_id not in seen:
            seen.add(node_id)
            term = clean(one.term)
            label = shorten(term, _LABEL)
            yield Node(node_id, "definition", label, clean(one.text), one.section_id, None, True)
