"""Stated orders that go round in a circle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from specaudit.domain.spec import Precedence, Span
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.similarity import content

_LINK = re.compile(r"\]\(#([^)\s]+)\)|#([\w-]+)")


@dataclass(frozen=True, slots=True)
class _Edge:
    higher: str
    lower: str
    span: Span


def priority_cycle(context: Context, params: Params) -> Iterator[Draft]:
    """Statements of precedence that go round in a circle."""
    for document in context.documents:
        edges = _edges(document)
        graph: dict[str, list[_Edge]] = defaultdict(list)
        for edge in edges:
            graph[edge.higher].append(edge)
        seen: set[frozenset[tuple[int, int]]] = set()
        for edge in edges:
            path = _path(graph, edge.lower, edge.higher)
            if path is None:
                continue
            cycle = (edge, *path)
            key = frozenset((step.span.start, step.span.end) for step in cycle)
            if key in seen or len(key) < 2:
                continue
            seen.add(key)
            yield _cycle(document, cycle)


def _cycle(document: Document, cycle: tuple[_Edge, ...]) -> Draft:
    names = [edge.higher for edge in cycle] + [cycle[0].higher]
    spans = sorted({edge.span for edge in cycle}, reverse=True)
    places = tuple(
        Place(document, span, "primary" if number == 0 else "conflicts-with")
        for number, span in enumerate(spans)
    )
    chain = " > ".join(_name(document, name) for name in names)
    return Draft(
        f"The stated order goes round in a circle: {chain}.",
        "where they meet, every one of them wins and loses",
        places,
    )


def _name(document: Document, node: str) -> str:
    section = document.sections.get(node.removeprefix("#"))
    return section.title if section and node.startswith("#") else node


def _path(graph: dict[str, list[_Edge]], start: str, goal: str) -> tuple[_Edge, ...] | None:
    """Shortest chain of edges from one node to another, breadth first."""
    queue: list[tuple[str, tuple[_Edge, ...]]] = [(start, ())]
    seen = {start}
    for node, path in queue:
        if node == goal:
            return path
        for edge in graph.get(node, ()):
            if edge.lower not in seen:
                seen.add(edge.lower)
                queue.append((edge.lower, (*path, edge)))
    return None


def _edges(document: Document) -> list[_Edge]:
    found = []
    for precedence in document.spec.precedences:
        statement = document.statements.get(precedence.statement_id)
        span = statement.span if statement else precedence.span
        higher, lower = (_node(document, precedence, side) for side in ("higher", "lower"))
        if higher and lower and higher != lower:
            found.append(_Edge(higher, lower, span))
    for ranking in document.spec.rankings:
        nodes = [_key(item) for item in ranking.items]
        found += [_Edge(a, b, ranking.span) for a, b in pairwise(nodes) if a != b]
    return found


def _node(document: Document, precedence: Precedence, side: str) -> str:
    """A section where the phrase links to one, else the phrase's content words."""
    phrase = precedence.higher if side == "higher" else precedence.lower
    for match in _LINK.finditer(phrase):
        target = match[1] or match[2]
        if target in document.sections:
            return f"#{target}"
    plain = " ".join(phrase.casefold().strip("\"“”'. ").split())
    for reference in document.spec.references:
        if reference.statement_id == precedence.statement_id and reference.resolved:
            section = document.sections.get(reference.resolved)
            shown = document.spec.text[reference.span.start : reference.span.end]
            titles = {shown.partition("]")[0].strip("[").casefold()}
            if section is not None:
                titles.add(section.title.casefold())
            if plain in titles:
                return f"#{reference.resolved}"
    for section in document.spec.sections:
        if section.title and section.title.casefold() == plain:
            return f"#{section.id}"
    return _key(phrase)


def _key(phrase: str) -> str:
    return " ".join(sorted(content(phrase))) or phrase.casefold().strip()
