from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specaudit.domain.relation import Relation, RelationKind
from specaudit.graph.build import build
from specaudit.graph.queries import (
    degrees,
    neighbours,
    orphan_sections,
    priority_cycles,
    subgraph,
)
from specaudit.graph.relations import node_ids, relations
from specaudit.graph.similarity import near_duplicates, similarity
from specaudit.nlp.base import load_engine
from specaudit.parse.document import parse

from .specs import read, statement

SPEC = read()
EDGES = relations(SPEC)


def ends(kind: RelationKind, basis: str | None = None) -> set[tuple[str, str]]:
    return {
        (edge.source, edge.target)
        for edge in EDGES
        if edge.kind is kind and basis in (None, edge.basis)
    }


def test_the_outline_contains_everything_once() -> None:
    inside = [edge.target for edge in EDGES if edge.kind is RelationKind.CONTAINS]
    assert len(inside) == len(set(inside))
    assert ("tone", "warmth") in ends(RelationKind.CONTAINS)
    assert ("secrets", statement(SPEC, "staff names")) in ends(RelationKind.CONTAINS)


def test_links_definitions_and_uses() -> None:
    order = statement(SPEC, "takes precedence")
    assert {(order, "warmth"), (order, "brevity")} <= ends(RelationKind.REFERS)
    assert (statement(SPEC, "Visitor:"), "def:visitor") in ends(RelationKind.DEFINES)
    assert (statement(SPEC, "greet every visitor"), "def:visitor") in ends(RelationKind.USES)
    assert (statement(SPEC, "Visitor:"), "def:visitor") not in ends(RelationKind.USES)


def test_overrides_by_precedence_and_authority() -> None:
    assert ends(RelationKind.OVERRIDES, "precedence") == {("warmth", "brevity")}


def test_exceptions_point_at_the_rule_they_lift() -> None:
    assert (statement(SPEC, "name the director"), statement(SPEC, "staff names")) in ends(
        RelationKind.EXCEPTION, "contrast"
    )
    assert ("archives", statement(SPEC, "quote private letters")) in ends(
        RelationKind.EXCEPTION, "link"
    )


def test_examples_illustrate_their_section_and_the_one_a_verdict_cites() -> None:
    (example,) = SPEC.examples
    assert ends(RelationKind.ILLUSTRATES) == {(example.id, "brevity"), (example.id, "warmth")}


def test_near_duplicates_are_found_with_their_similarity() -> None:
    (edge,) = [edge for edge in EDGES if edge.kind is RelationKind.NEAR_DUPLICATE]
    texts = {one.id: one.text for one in SPEC.statements}
    assert "pleasantries" in texts[edge.source]
    assert "pleasantries" in texts[edge.target]
    assert edge.weight is not None
    assert 0.6 <= edge.weight <= 1


def test_edges_handed_in_are_kept_where_their_ends_exist() -> None:
    a, b = statement(SPEC, "staff names"), statement(SPEC, "every question")
    good = Relation(RelationKind.CONFLICTS, a, b, "direct-contradiction")
    bad = Relation(RelationKind.CONFLICTS, a, "nowhere", "direct-contradiction")
    found = relations(SPEC, [good, bad])
    assert good in found
    assert bad not in found


_LINES = st.lists(
    st.sampled_from(
        [
            "# One {#one authority=root}",
            "# Two {#two authority=user}",
            "## Three",
            "[One](#one) takes precedence over [two](#two).",
            "[Two](#two) takes precedence over [one](#one).",
            "See [gone](#gone).",
            "However, the assistant may stop, except as [two](#two) says.",
            "The assistant must stop.",
            "- **Term**: a word.",
            "one > two > three",
            "**Example**: x\n\n~~~xml\n<assistant> <!-- BAD[#two] -->\nA\n</assistant>\n~~~",
        ]
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(_LINES)
def test_ends_of_relations_always_exist_and_none_is_repeated(lines: list[str]) -> None:
    spec = parse("\n\n".join(lines), engine=load_engine("pattern"))
    nodes = node_ids(spec)
    found = relations(spec)
    assert all(edge.source in nodes and edge.target in nodes for edge in found)
    assert len({(e.kind, e.source, e.target, e.basis) for e in found}) == len(found)


_BAGS = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=6), max_size=12)


@given(_BAGS, st.sampled_from([0.3, 0.6, 0.9, 1.0]))
def test_near_duplicates_are_symmetric_and_none_is_missed(
    bags: list[frozenset[str]], least: float
) -> None:
    import math
    from collections import Counter
    from itertools import combinations

    lemmas = {str(at): bag for at, bag in enumerate(bags)}
    forward = {frozenset((a, b)): s for a, b, s in near_duplicates(lemmas, least)}
    backward = {
        frozenset((a, b)): s for a, b, s in near_duplicates(dict(reversed(lemmas.items())), least)
    }
    assert forward == backward
    df = Counter(lemma for bag in bags for lemma in bag)
    weight = {lemma: math.log1p(len(bags) / count) for lemma, count in df.items()}
    for (a, one), (b, other) in combinations(lemmas.items(), 2):
        score = similarity(one, other, weight)
        assert similarity(other, one, weight) == score
        if score >= least:
            assert frozenset((a, b)) in forward


def test_cycles_of_priority() -> None:
    spec = read(
        "# Pantry {#pantry}\n\n[Bread](#b) overrides [cheese](#c).\n\n[Cheese](#c) overrides "
        "[dill](#d).\n\n[Dill](#d) overrides [bread](#b).\n\n"
        "## Bread {#b}\n\n## Cheese {#c}\n\n## Dill {#d}\n"
    )
    assert priority_cycles(relations(spec)) == [["b", "c", "d"]]
    assert priority_cycles(EDGES) == []


def test_graph_and_its_neighbourhoods() -> None:
    graph = build(SPEC, EDGES)
    assert set(graph) == set(node_ids(SPEC))
    assert graph.number_of_edges() == len(EDGES)
    node = statement(SPEC, "name the director")
    assert statement(SPEC, "staff names") in neighbours(graph, node)
    assert set(subgraph(graph, node)) == neighbours(graph, node) | {node}
    assert neighbours(graph, node, radius=2) > neighbours(graph, node)
    assert degrees(graph)["exception"][node] == 1
    with pytest.raises(KeyError):
        neighbours(graph, "nowhere")
    orphans = orphan_sections(graph)
    assert "secrets" in orphans
    assert "warmth" not in orphans


def test_real_specs_give_graphs_whose_ends_exist(shared_specs: Path) -> None:
    for path in sorted(shared_specs.glob("*.md")):
        spec = parse(path.read_text(encoding="utf-8"), engine=load_engine("pattern"))
        nodes = node_ids(spec)
        assert all(e.source in nodes and e.target in nodes for e in relations(spec)), path.name
