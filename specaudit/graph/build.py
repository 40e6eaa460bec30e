"""The principle graph as a networkx object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from specaudit.domain.relation import Relation
from specaudit.domain.spec import Spec
from specaudit.graph.nodes import nodes

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


def build(spec: Spec, relations: Iterable[Relation]) -> Graph:
    """Return the graph: one node per section, statement, definition and example.

    Nodes carry ``kind``, ``label``, ``text``, ``section``, ``authority`` and ``normative``; edges
    are keyed by their relation's kind and basis and carry ``kind``, ``basis``, ``statement_id``
    and ``weight``.
    """
    import networkx as nx

    graph: Graph = nx.MultiDiGraph()
    for node in nodes(spec):
        graph.add_node(
            node.id,
            kind=node.kind,
            label=node.label,
            text=node.text,
            section=node.section_id,
            authority=node.authority,
            normative=node.normative,
        )
    for relation in relations:
        graph.add_edge(
            relation.source,
            relation.target,
            key=f"{relation.kind.value}:{relation.basis}",
            kind=relation.kind.value,
            basis=relation.basis,
            statement_id=relation.statement_id,
            weight=relation.weight,
        )
    return graph
