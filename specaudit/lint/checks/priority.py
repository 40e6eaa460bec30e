"""Stated orders that go round in a circle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Precedence, Span
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.similarity import content

_LINK = regex(r"\]\(#([^)\s]+)\)|#([\w-]+)")
_ENDINGS = tuple(
    """
    fulness ously ically ness ency ancy acy ity ful ous ent ence ant ance ate al ly ty y e
    """.split()
)
_LEAST_STEM = 3
_FILLER = frozenset(
    """
    instruction message request wish rule policy principle section level setting adjustment bound
    limit consideration value concern demand goal general overall specific particular broad broadly
    genuine genuinely own certain adherence adhere follow comply compliance compliant set case
    applicable relevant requirement provision commit provide give one
    """.split()
)
"""Words that name a thing no closer, where other words name it."""
_OWNER = regex(r"\b[A-Z]\w+['’]s?\s+(?=\w)")
"""Whose a thing is, where that is somebody by name: "Anthropic's guidelines"."""
_CASE = regex(
    r"\W*(?:for|in|when|if|where|during|once|after|before|on|with|whenever|within|while|under|at"
    r"|among|until|by|outside|otherwise|unless)\b",
    re.IGNORECASE,
)
_LATER_CASE = regex(
    r"\s+(?:when|if|where|during|once|whenever|while|unless|until|for|in|on)\b", re.IGNORECASE
)
_POINTER = regex(
    r"\b(?:these|those|this|that|such|they|them|the two|the three|both|it)\b", re.IGNORECASE
)
_CLASHING = frozenset(
    """
    conflict differ disagree collide clash meet pull apart tension dispute two three both case apply
    prevail win follow choose prefer priority precedence first contradict diverge compete odds
    general doubt time day event situation whole conversation practice
    """.split()
)
"""Words that only say that two things meet."""


class _Edge(NamedTuple):
    higher: str
    lower: str
    name: str
    """What wins, as written."""
    span: Span
    case: frozenset[str] = frozenset()
    """Words of the case that the sentence limits its order to."""


def priority_cycle(context: Context, params: Params) -> Iterator[Draft]:
    """Statements of precedence that go round in a circle, in one and the same case."""
    for document in context.documents:
        edges = _edges(document)
        graph: dict[str, list[_Edge]] = defaultdict(list)
        for edge in edges:
            graph[edge.higher].append(edge)
        seen: set[frozenset[tuple[int, int]]] = set()
        for edge in edges:
            path = _path(graph, edge.lower, edge.higher, edge)
            if path is None:
                continue
            cycle = (edge, *path)
            key = frozenset((step.span.start, step.span.end) for step in cycle)
            if key in seen or len(key) < 2:
                continue
            seen.add(key)
            yield _cycle(document, cycle)


def _cycle(document: Document, cycle: tuple[_Edge, ...]) -> Draft:
    names = [_name(document, edge) for edge in (*cycle, cycle[0])]
    spans = sorted({edge.span for edge in cycle}, reverse=True)
    places = tuple(
        Place(document, span, "primary" if number == 0 else "conflicts-with")
        for number, span in enumerate(spans)
    )
    chain = " > ".join(names)
    return Draft(
        f"The stated order goes round in a circle: {chain}.",
        "where they meet, every one of them wins and loses",
        places,
    )


def _name(document: Document, edge: _Edge) -> str:
    section = document.sections.get(edge.higher.removeprefix("#"))
    return section.title if section and edge.higher.startswith("#") else edge.name


def _path(
    graph: dict[str, list[_Edge]], start: str, goal: str, closing: _Edge
) -> tuple[_Edge, ...] | None:
    """Shortest chain of edges from one node to another that meets the closing edge's case."""
    queue: list[tuple[str, tuple[_Edge, ...]]] = [(start, ())]
    seen = {start}
    for node, path in queue:
        if node == goal:
            return path
        for edge in graph.get(node, ()):
            if edge.lower not in seen and _one_case((closing, *path, edge), edge.lower == goal):
                seen.add(edge.lower)
                queue.append((edge.lower, (*path, edge)))
    return None


def _one_case(cycle: tuple[_Edge, ...], closed: bool) -> bool:
    """Whether the sentences of a chain can all apply at once.

    Of two that rank the same two things, one for a case of its own is an exception to the other.
    In a longer chain cases may coincide, unless they are put as alternatives: part of the words
    the same, part not ("for reversible steps", "for irreversible steps").
    """
    cases = [edge.case for edge in cycle if edge.case]
    if closed and len(cycle) == 2 and cases and cycle[0].case != cycle[1].case:
        return False
    return all(a <= b or b <= a or not a & b for a, b in combinations(cases, 2))


def _edges(document: Document) -> list[_Edge]:
    found = []
    levels = {_key(level) for level in document.spec.levels}
    for precedence in document.spec.precedences:
        statement = document.statements.get(precedence.statement_id)
        span = statement.span if statement else precedence.span
        sides = [_node(document, precedence, side) for side in ("higher", "lower")]
        case = _case(statement.text, precedence) if statement else frozenset[str]()
        if levels >= set(sides):
            continue  # the order of levels is declared, and authority-inversion speaks of it
        if sides[0] and sides[1] and sides[0] != sides[1]:
            found.append(_Edge(sides[0], sides[1], precedence.higher, span, case))
    for ranking in document.spec.rankings:
        nodes = [(_titled(document, item) or _key(item), item) for item in ranking.items]
        found += [
            _Edge(a, b, item, ranking.span) for (a, item), (b, _) in pairwise(nodes) if a != b
        ]
    return found


def _case(text: str, precedence: Precedence) -> frozenset[str]:
    """Words of the case a sentence of precedence is limited to."""
    sides = precedence.higher, precedence.lower
    at = [text.find(side) for side in sides]
    if min(at) < 0:
        return frozenset()
    before, after = text[: min(at)], text[max(a + len(s) for a, s in zip(at, sides, strict=True)) :]
    parts = [
        before if _CASE.match(before) else "",
        after if _LATER_CASE.match(after) else "",
    ]
    if any(_POINTER.search(part) for part in parts):
        return frozenset()
    said = frozenset().union(*(content(part) for part in parts))
    return said - _CLASHING - content(sides[0]) - content(sides[1])


def _node(document: Document, precedence: Precedence, side: str) -> str:
    """A section where the phrase links to one, else what the phrase's words come down to."""
    phrase = precedence.higher if side == "higher" else precedence.lower
    for match in _LINK.finditer(phrase):
        target = match[1] or match[2]
        if target in document.sections:
            return f"#{target}"
    plain = _plain(phrase)
    if plain.startswith("such "):
        return ""
    for reference in document.spec.references:
        if reference.statement_id == precedence.statement_id and reference.resolved:
            section = document.sections.get(reference.resolved)
            shown = document.spec.text[reference.span.start : reference.span.end]
            titles = {shown.partition("]")[0].strip("[").casefold()}
            if section is not None:
                titles.add(section.title.casefold())
            if plain in titles:
                return f"#{reference.resolved}"
    return _titled(document, phrase) or _key(phrase)


def _titled(document: Document, phrase: str) -> str | None:
    """The section whose title the phrase is."""
    plain = _plain(phrase)
    for section in document.spec.sections:
        if section.title and section.title.casefold() == plain:
            return f"#{section.id}"
    return None


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().strip("\"“”'. ").split())


def _key(phrase: str) -> str:
    """What a phrase names: its words without endings, owners and words that say no more."""
    said = content(_OWNER.sub("", phrase)) or content(phrase)
    return " ".join(sorted(map(_stem, said - _FILLER or said))) or phrase.casefold().strip()


def _stem(word: str) -> str:
    """A word without its endings, so that "safe", "safely" and "safety" are one."""
    for _ in range(3):
        ending = next(
            (e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _LEAST_STEM), None
        )
        if ending is None:
            break
        word = word[: -len(ending)]
    return word
