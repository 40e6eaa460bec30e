"""The principle graph as JSON, Graphviz, Mermaid or a page; everything from the spec is escaped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from specaudit.domain.errors import ConfigError
from specaudit.domain.relation import Relation, RelationKind
from specaudit.domain.spec import Norm, Spec
from specaudit.domain.text import clean
from specaudit.graph.nodes import Node, nodes
from specaudit.graph.page import page

SCHEMA = "specaudit-graph/1"
_SHAPES = {"section": "folder", "statement": "box", "definition": "note", "example": "tab"}
_STYLES = {
    RelationKind.CONTAINS: "dotted",
    RelationKind.USES: "dotted",
    RelationKind.ILLUSTRATES: "dashed",
}


def render(spec: Spec, relations: Sequence[Relation], format: str) -> str:
    """Return the graph as text that ends in a line break.

    Args:
        spec: The parsed document.
        relations: Its relations; both ends must be nodes of the spec.
        format: ``json``, ``dot`` (Graphviz), ``mmd`` (Mermaid) or ``html``.

    Raises:
        ConfigError: for any other format.
    """
    if format not in _RENDERERS:
        raise ConfigError(f"graph format {format!r} is unknown; use {', '.join(_RENDERERS)}")
    return _RENDERERS[format](spec, relations).rstrip("\n") + "\n"


def _json(spec: Spec, relations: Iterable[Relation]) -> str:
    data = {
        "schema": SCHEMA,
        "path": spec.path,
        "sha256": spec.sha256,
        "dialect": spec.dialect,
        "engine": spec.engine,
        "levels": list(spec.levels),
        "nodes": [_node(node) for node in nodes(spec)],
        "relations": [
            {
                "kind": relation.kind.value,
                "source": relation.source,
                "target": relation.target,
                "basis": relation.basis,
                "statement_id": relation.statement_id,
                "weight": relation.weight,
            }
            for relation in relations
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _node(node: Node) -> dict[str, object]:
    found: dict[str, object] = {
        "id": node.id,
        "kind": node.kind,
        "text": node.text,
        "section": node.section_id,
        "authority": node.authority,
        "normative": node.normative,
    }
    if node.norms:
        found["norms"] = [_norm(norm) for norm in node.norms]
    return found


def _norm(norm: Norm) -> dict[str, object]:
    return {
        "type": norm.type.value,
        "force": norm.force.value,
        "agent": norm.agent,
        "action": norm.action,
        "object": norm.object,
        "negated": norm.negated,
        "condition": norm.condition,
        "exception": norm.exception,
        "light_verb": norm.light_verb,
        "trigger": norm.trigger,
    }


def _dot(spec: Spec, relations: Iterable[Relation]) -> str:
    lines = [
        "digraph principles {",
        "  graph [rankdir=LR];",
        '  node [fontname="sans-serif", fontsize=10];',
    ]
    for node in nodes(spec):
        label = node.label + (f"\n[{node.authority}]" if node.authority else "")
        attributes = f"label={_quoted(label)}, shape={_SHAPES[node.kind]}"
        lines.append(f"  {_quoted(node.id)} [{attributes}];")
    for relation in relations:
        style = _STYLES.get(relation.kind, "solid")
        lines.append(
            f"  {_quoted(relation.source)} -> {_quoted(relation.target)} "
            f"[label={_quoted(relation.kind.value)}, style={style}];"
        )
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    """Return a DOT string: quotes and backslashes escaped, line breaks spelled out."""
    escaped = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _mermaid(spec: Spec, relations: Iterable[Relation]) -> str:
    names: dict[str, str] = {}
    lines = ["flowchart LR"]
    for at, node in enumerate(nodes(spec)):
        names[node.id] = f"n{at}"
        label = node.label + (f" [{node.authority}]" if node.authority else "")
        lines.append(f'  n{at}["{_entities(label)}"]:::{node.kind}')
    for relation in relations:
        ends = names.get(relation.source), names.get(relation.target)
        if None not in ends:
            lines.append(f"  {ends[0]} -->|{relation.kind.value}| {ends[1]}")
    return "\n".join(lines)


def _entities(text: str) -> str:
    """Return text for a Mermaid label: whatever could be syntax or markup as a numeric entity."""
    return "".join(
        char if char.isalnum() or char in " .,'!?()-–—" else f"#{ord(char)};"
        for char in " ".join(clean(text).split())
    )


_RENDERERS: dict[str, Callable[[Spec, Sequence[Relation]], str]] = {
    "json": _json,
    "dot": _dot,
    "mmd": _mermaid,
    "html": page,
}
