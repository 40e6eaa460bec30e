"""The typed edges of a spec's principle graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.relation import Relation, RelationKind
from specaudit.domain.spec import BlockKind, Section, Spec, Statement
from specaudit.graph.lookup import Lookup
from specaudit.graph.nodes import definition_id, nodes
from specaudit.graph.resolution import resolver
from specaudit.graph.similarity import near_duplicates

DUPLICATE = 0.6
"""Similarity from which two statements count as near-duplicates."""
_LEAST_WORDS = 4
"""Content words a statement needs to be anybody's duplicate."""


def relations(spec: Spec, extra: Iterable[Relation] = ()) -> tuple[Relation, ...]:
    """Return every relation of a spec, in a fixed order, without repeats.

    Nodes are ids of sections, statements and examples, and ``def:<term>`` for definitions (see
    `node_ids`); both ends of every relation are among them.

    Args:
        spec: The parsed document.
        extra: More relations to include, such as ``conflicts`` edges somebody else found; those
            whose ends are no nodes of this spec are dropped.
    """
    lookup = Lookup(spec)
    known = node_ids(spec)
    found: dict[tuple[str, str, str, str], Relation] = {}
    for relation in _all(spec, lookup, extra):
        if relation.source in known and relation.target in known:
            key = (relation.kind, relation.source, relation.target, relation.basis)
            found.setdefault(key, relation)
    return tuple(found.values())


def node_ids(spec: Spec) -> dict[str, str]:
    """Return the graph's nodes: id to kind (section, statement, definition, example)."""
    return {node.id: node.kind for node in nodes(spec)}


def _all(spec: Spec, lookup: Lookup, extra: Iterable[Relation]) -> Iterator[Relation]:
    yield from _contains(spec)
    yield from _refers(spec)
    yield from _defines(spec)
    yield from _uses(spec)
    yield from _precedes(spec, lookup)
    yield from _ranks(spec, lookup)
    yield from _excepts(spec, lookup)
    yield from _illustrates(spec)
    duplicates = list(_duplicates(spec, lookup))
    yield from duplicates
    yield from _outranks(spec, lookup, duplicates)
    yield from extra


def _contains(spec: Spec) -> Iterator[Relation]:
    for section in spec.sections:
        if section.parent_id is not None:
            yield Relation(RelationKind.CONTAINS, section.parent_id, section.id, "outline")
    for statement in spec.statements:
        yield Relation(RelationKind.CONTAINS, statement.section_id, statement.id, "outline")
    for example in spec.examples:
        yield Relation(RelationKind.CONTAINS, example.section_id, example.id, "outline")


def _refers(spec: Spec) -> Iterator[Relation]:
    for reference in spec.references:
        if reference.kind == "link" and reference.resolved is not None:
            yield Relation(
                RelationKind.REFERS,
                reference.statement_id or reference.section_id,
                reference.resolved,
                "link",
                reference.statement_id,
            )


def _defines(spec: Spec) -> Iterator[Relation]:
    for one in spec.definitions:
        yield Relation(
            RelationKind.DEFINES,
            one.statement_id or one.section_id,
            definition_id(one.term),
            "definition",
            one.statement_id,
        )


def _uses(spec: Spec) -> Iterator[Relation]:
    terms = {definition_id(one.term): one.term for one in spec.definitions}
    if not terms:
        return
    defining = {(one.statement_id, definition_id(one.term)) for one in spec.definitions}
    forms = {node: _forms(term) for node, term in terms.items()}
    for statement in spec.statements:
        for node, form in forms.items():
            if (statement.id, node) not in defining and form.search(statement.text):
                yield Relation(RelationKind.USES, statement.id, node, "term", statement.id)


def _forms(term: str) -> re.Pattern[str]:
    """Return what finds a term in running text: any case, singular or plural."""
    words = r"\s+".join(re.escape(word) for word in term.split())
    return regex(rf"(?<![\w-]){words}(?:s|es)?(?![\w-])", re.IGNORECASE)


def _precedes(spec: Spec, lookup: Lookup) -> Iterator[Relation]:
    for one in spec.precedences:
        higher, lower = (_named(lookup, spec, phrase) for phrase in (one.higher, one.lower))
        if higher is not None and lower is not None and higher != lower:
            yield Relation(RelationKind.OVERRIDES, higher, lower, "precedence", one.statement_id)


def _ranks(spec: Spec, lookup: Lookup) -> Iterator[Relation]:
    for ranking in spec.rankings:
        for higher, lower in pairwise(_named(lookup, spec, item) for item in ranking.items):
            if higher is not None and lower is not None and higher != lower:
                yield Relation(
                    RelationKind.OVERRIDES, higher, lower, "ranking", ranking.statement_id
                )


def _named(lookup: Lookup, spec: Spec, phrase: str) -> str | None:
    """Return the section or definition a phrase names; None for anything else."""
    section = lookup.section_named(phrase)
    if section is not None:
        return section.id
    node = definition_id(phrase.strip("\"'“” "))
    return node if any(definition_id(one.term) == node for one in spec.definitions) else None


def _excepts(spec: Spec, lookup: Lookup) -> Iterator[Relation]:
    """From the exception to the rule it lifts, the words of the document saying so."""
    find = resolver(spec)
    for before, after in pairwise(spec.statements):
        if before.section_id == after.section_id and find.turns(before, after):
            yield Relation(RelationKind.EXCEPTION, after.id, before.id, "contrast", after.id)
    for statement in spec.statements:
        for reference in lookup.references.get(statement.id, ()):
            if reference.resolved is not None and find.linked_exception(statement, reference):
                yield Relation(
                    RelationKind.EXCEPTION, reference.resolved, statement.id, "link", statement.id
                )


def _illustrates(spec: Spec) -> Iterator[Relation]:
    sections = {section.id: section for section in spec.sections}
    for example in spec.examples:
        yield Relation(RelationKind.ILLUSTRATES, example.id, example.section_id, "placement")
        for turn in example.turns:
            target = _anchored(sections, turn.verdict_anchor)
            if target is not None and target.id != example.section_id:
                yield Relation(RelationKind.ILLUSTRATES, example.id, target.id, "verdict")


def _anchored(sections: dict[str, Section], anchor: str | None) -> Section | None:
    if anchor is None:
        return None
    return sections.get(anchor) or next(
        (section for section in sections.values() if section.anchor == anchor), None
    )


def _duplicates(spec: Spec, lookup: Lookup) -> Iterator[Relation]:
    lemmas = {
        statement.id: lookup.lemmas[statement.id]
        for statement in spec.statements
        if _comparable(statement) and len(lookup.lemmas[statement.id]) >= _LEAST_WORDS
    }
    for one, other, score in near_duplicates(lemmas, DUPLICATE):
        yield Relation(
            RelationKind.NEAR_DUPLICATE, one, other, "shared words", None, round(score, 4)
        )


def _comparable(statement: Statement) -> bool:
    return statement.kind not in {BlockKind.HEADING, BlockKind.EXAMPLE_LABEL, BlockKind.RANKING}


def _outranks(spec: Spec, lookup: Lookup, duplicates: list[Relation]) -> Iterator[Relation]:
    """Authority between nodes that touch: by a link, by nesting, or by saying nearly the same.

    Every pair of levels could have an edge; only those between related nodes tell a reader more
    than the levels themselves do.
    """
    for section in spec.sections:
        parent = lookup.sections.get(section.parent_id) if section.parent_id is not None else None
        if parent is not None:
            yield from _by_level(lookup, parent, section)
    for reference in spec.references:
        source, target = (
            lookup.sections.get(found) if found is not None else None
            for found in (reference.section_id, reference.resolved)
        )
        if reference.kind == "link" and source is not None and target is not None:
            yield from _by_level(lookup, source, target)
    for pair in duplicates:
        yield from _by_level(
            lookup, *(lookup.statements[end] for end in (pair.source, pair.target))
        )


def _by_level(
    lookup: Lookup, one: Section | Statement, other: Section | Statement
) -> Iterator[Relation]:
    first, second = lookup.rank(one.authority), lookup.rank(other.authority)
    if first is None or second is None or first == second:
        return
    higher, lower = (one, other) if first < second else (other, one)
    basis = f"authority: {higher.authority} above {lower.authority}"
    yield Relation(RelationKind.OVERRIDES, higher.id, lower.id, basis)
