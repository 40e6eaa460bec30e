"""The principle graph as one HTML page: no scripts, nothing fetched, readable as a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from specaudit.domain.relation import Relation, RelationKind
from specaudit.domain.spec import Norm, NormType, Spec
from specaudit.domain.text import clean
from specaudit.graph.nodes import Node, nodes

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark;--line:#8886;--soft:#8882;--must:#b3261e;--may:#1a6b3c}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
ul{list-style:none;padding-left:1.1rem;border-left:1px solid var(--line)}
summary{cursor:pointer;padding:.15rem 0}
li{margin:.3rem 0}
.level,.tag{font-size:.78rem;border:1px solid var(--line);border-radius:.6rem;padding:0 .45rem}
.F{color:var(--must)}.P{color:var(--may)}
.edges{font-size:.86rem;opacity:.85;padding-left:1rem;border-left:0}
.quiet{opacity:.6}
:target{background:var(--soft)}
table{border-collapse:collapse}td,th{padding:.15rem .7rem;text-align:left;
border-bottom:1px solid var(--line)}
@media print{details{display:block}}
"""
_WORDS = {
    NormType.OBLIGATION: "obligation",
    NormType.PROHIBITION: "prohibition",
    NormType.PERMISSION: "permission",
    NormType.DESCRIPTION: "description",
}
_PHRASES = {
    RelationKind.REFERS: ("refers to", "referred to by"),
    RelationKind.DEFINES: ("defines", "defined by"),
    RelationKind.USES: ("uses", "used by"),
    RelationKind.OVERRIDES: ("overrides", "overridden by"),
    RelationKind.EXCEPTION: ("is an exception to", "has the exception"),
    RelationKind.ILLUSTRATES: ("illustrates", "illustrated by"),
    RelationKind.NEAR_DUPLICATE: ("says nearly the same as", "says nearly the same as"),
    RelationKind.CONFLICTS: ("conflicts with", "conflicts with"),
}
_FEW = 12
"""Neighbours listed per relation before the rest is only counted."""


def page(spec: Spec, relations: Sequence[Relation]) -> str:
    """Return the page: counts, then the sections as a nested list, every relation a link."""
    return "\n".join(_Page(spec, relations).lines())


class _Page:
    def __init__(self, spec: Spec, relations: Sequence[Relation]) -> None:
        self.spec = spec
        self.nodes = {node.id: node for node in nodes(spec)}
        self.names = {node_id: f"n{at}" for at, node_id in enumerate(self.nodes)}
        self.relations = relations
        self.inside: dict[str | None, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            self.inside[node.section_id].append(node)
        self.edges: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for relation in relations:
            if relation.kind is RelationKind.CONTAINS:
                continue
            out, back = _PHRASES[relation.kind]
            self.edges[relation.source].append((out, relation.target))
            self.edges[relation.target].append((back, relation.source))

    def lines(self) -> Iterator[str]:
        title = escape(f"Principle graph of {clean(self.spec.path)}")
        yield "<!DOCTYPE html>"
        yield '<html lang="en"><head><meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
        yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
        yield f"<h1>{title}</h1>"
        yield from self._counts()
        yield "<ul>"
        for node in self.inside[None]:
            yield from self._entry(node)
        yield "</ul></body></html>"

    def _counts(self) -> Iterator[str]:
        kinds = Counter(f"{node.kind}s" for node in self.nodes.values())
        kinds["norms"] = len(self.spec.norms)
        edges = Counter(relation.kind.value for relation in self.relations)
        yield f"<p>Norms found by {escape(clean(self.spec.engine))}."
        if self.spec.levels:
            levels = " &gt; ".join(escape(clean(level)) for level in self.spec.levels)
            yield f"Levels of authority, highest first: {levels}."
        yield "</p><table><tr><th>Nodes</th><th></th><th>Relations</th><th></th></tr>"
        left, right = sorted(kinds.items()), sorted(edges.items())
        for at in range(max(len(left), len(right))):
            cells = [*_cell(left, at), *_cell(right, at)]
            yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        yield "</table>"

    def _entry(self, node: Node) -> Iterator[str]:
        """Yield one node and what is inside it; depth is bounded by six heading levels."""
        name, quiet = self.names[node.id], "" if node.normative else ' class="quiet"'
        yield f'<li id="{name}"{quiet}>'
        if node.kind == "section":
            yield f"<details open><summary><strong>{escape(node.text)}</strong> "
            yield f"{_level(node.authority)}</summary>"
            yield from self._edges(node.id)
            yield "<ul>"
            for inner in sorted(self.inside[node.id], key=_own_words_first):
                yield from self._entry(inner)
            yield "</ul></details>"
        else:
            kind = f'<span class="tag">{node.kind}</span> ' if node.kind != "statement" else ""
            lead = f"<strong>{escape(node.label)}</strong>: " if node.kind == "definition" else ""
            yield f"{kind}{lead}{escape(node.text)}"
            yield from (_norm(norm) for norm in node.norms)
            yield from self._edges(node.id)
        yield "</li>"

    def _edges(self, node_id: str) -> Iterator[str]:
        found = sorted(dict.fromkeys(self.edges[node_id]))
        if not found:
            return
        yield '<ul class="edges">'
        for phrase, group in groupby(found, key=lambda pair: pair[0]):
            others = [other for _, other in group if other in self.nodes]
            links = ", ".join(self._link(other) for other in others[:_FEW])
            more = f" and {len(others) - _FEW} more" if len(others) > _FEW else ""
            yield f"<li>{phrase} {links}{more}</li>"
        yield "</ul>"

    def _link(self, node_id: str) -> str:
        return f'<a href="#{self.names[node_id]}">{escape(self.nodes[node_id].label)}</a>'


def _own_words_first(node: Node) -> bool:
    """Sort key: what a section says itself before the sections inside it."""
    return node.kind == "section"


def _cell(pairs: list[tuple[str, int]], at: int) -> tuple[str, str]:
    return (pairs[at][0], str(pairs[at][1])) if at < len(pairs) else ("", "")


def _level(authority: str | None) -> str:
    return f'<span class="level">{escape(clean(authority))}</span>' if authority else ""


def _norm(norm: Norm) -> str:
    words = [_WORDS[norm.type], norm.agent or "anyone", norm.action, norm.object or ""]
    text = escape(clean(" · ".join(word for word in words if word)))
    condition = f" when: {escape(clean(norm.condition))}" if norm.condition else ""
    exception = f" but: {escape(clean(norm.exception))}" if norm.exception else ""
    return f' <span class="tag {norm.type.value}">{text}</span>{condition}{exception}'
