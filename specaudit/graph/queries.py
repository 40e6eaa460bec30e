"""Questions to the principle graph: cycles of priority, neighbourhoods, orphans, degrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from specaudit.domain.relation import Relation, RelationKind
from specaudit.graph.resolution import meta_rules, resolution_between

if TYPE_CHECKING:
    from specaudit.graph.build import Graph

__all__ = [
    "degrees",
    "meta_rules",
    "neighbours",
    "orphan_sections",
    "priority_cycles",
    "resolution_between",
    "subgraph",
]

_STATED = ("precedence", "ranking")
_LINKS = frozenset({RelationKind.REFERS.value, RelationKind.EXCEPTION.value, "illustrates"})


def priority_cycles(relations: Iterable[Relation]) -> list[list[str]]:
    """Return the cycles of what the author said wins over what, each starting at its least id.

    Only precedence sentences and rankings count: levels of authority cannot form a cycle.
    """
    import networkx as nx

    order: nx.DiGraph[str] = nx.DiGraph()
    for relation in relations:
        if relation.kind is RelationKind.OVERRIDES and relation.basis in _STATED:
            order.add_edge(relation.source, relation.target)
    found = []
    for cycle in nx.simple_cycles(order, length_bound=8):
        first = cycle.index(min(cycle))
        found.append([*cycle[first:], *cycle[:first]])
    return sorted(found)


def subgraph(graph: Graph, node_id: str, *, radius: int = 1) -> Graph:
    """Return a node with all that is within so many relations of it, whatever their direction.

    Raises:
        KeyError: where the graph has no such node.
    """
    return graph.subgraph(neighbours(graph, node_id, radius=radius) | {node_id}).copy()


def neighbours(graph: Graph, node_id: str, *, radius: int = 1) -> set[str]:
    """Return the nodes within so many relations of a node, the node itself left out.

    Raises:
        KeyError: where the graph has no such node.
    """
    if node_id not in graph:
        raise KeyError(node_id)
    seen, edge = {node_id}, {node_id}
    for _ in range(radius):
        edge = {
            other for node in edge for other in (*graph.successors(node), *graph.predecessors(node))
        } - seen
        seen |= edge
    return seen - {node_id}


def degrees(graph: Graph) -> dict[str, Counter[str]]:
    """Return, for every relation kind, how many edges of it each node has (both directions)."""
    found: dict[str, Counter[str]] = {}
    for source, target, data in graph.edges(data=True):
        count = found.setdefault(str(data["kind"]), Counter())
        count[source] += 1
        if target != source:
            count[target] += 1
    return found


def orphan_sections(graph: Graph) -> list[str]:
    """Return the sections nothing in the document points at, in document order.

    A link, an exception or a cited verdict counts when it comes from outside the section.
    """
    orphans = []
    for node, data in graph.nodes(data=True):
        if data["kind"] == "section" and data["section"] is not None:
            incoming = (
                source
                for source, _, edge in graph.in_edges(node, data=True)
                if edge["kind"] in _LINKS and graph.nodes[source]["section"] != node
            )
            if next(incoming, None) is None:
                orphans.append(node)
    return orphans
