"""Stated orders that go round in a circle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Precedence, Ranking, Section, Span
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, label
from specaudit.lint.crosswise import opposed_orders, told_orders, turned_round
from specaudit.lint.level_names import LevelStems
from specaudit.lint.ranked_names import (
    AND_OTHERS,
    IN_CASE,
    WANTED,
    Named,
    named_by,
    plainly,
    stems_of,
)
from specaudit.lint.ranked_sides import ranked_items, spoken
from specaudit.lint.similarity import content

_LINK = regex(r"\]\(#([^)\s]+)\)|#([\w-]+)")
_THIS_SECTION = regex(
    r"(?:this|the\s+present)\s+(?:section|chapter|part|article)|what\s+is\s+said\s+here",
    re.IGNORECASE,
)
_NO_WORD = regex(r"[_-]")
_SAY = (
    r"views?|votes?|words?|opinions?|decisions?|judge?ments?|rulings?|instructions?|wish(?:es)?"
    r"|verdicts?|choices?|preferences?|requests?|orders?|interests?|needs|authority"
)
"""What somebody says or wants: whose comes first is an order of those who do."""
_OF_WHOM = regex(
    r"(?P<who>(?:an?\s|the\s|any\s|every\s)?[\w -]{2,40}?)(?:['’]s|(?<=s)['’])"
    rf"(?:\s+(?P<thing>{_SAY}))?"
    rf"|(?:(?:that|those)|(?:the\s|an?\s)?(?P<named>{_SAY}))\s+of\s+(?P<of>[\w -]{{2,40}})",
    re.IGNORECASE,
)
_NUMBERED = regex(r"([a-z]|\d+(?:\.\d+)*)[.):]\s")
_STATE = regex(r"\W*once\s+\w+\W*", re.IGNORECASE)
"""Says what the subject has become: "once published, ..."."""
_EVERY_CASE = regex(
    r"\b(?:told\s+otherwise|in\s+(?:the\s+)?(?:order|rank|ranking|hierarchy)|(?:instructed|asked|stated|specified|noted)\s+otherwise|by\s+default|as\s+a\s+rule|alike|purposes?|regardless|whether|even|all|throughout|everywhere|whatever|both)\b",
    re.IGNORECASE,
)
"""Words by which what looks like a case is none: "for long answers and short ones alike"."""
_CASE = regex(
    r"\W*(?:(?:however|but|still|yet),?\s+)?(?:for|in|when|if|where|during|once|after|before|on|with|whenever|within|while|under|at"
    r"|among|until|by|outside|otherwise|unless)\b",
    re.IGNORECASE,
)
_INNER_CASE = regex(
    r"(?P<case>(?:with|for|in|during|under|among|towards?)\s+(?:(?!the\b|an?\b|we\b|you\b|it\b|they\b)[\w’'-]+\s+){1,4})"
    r"(?:the|an?|we|you|it|they)\s+[\w\s]{0,40}?\b(?:should|must|shall|will|errs?|prefers?|prioriti[sz]es?)\b",
    re.IGNORECASE,
)
_AS_WELL = regex(r"\s+(?:as\s+well|too|also|in\s+turn)\b", re.IGNORECASE)
_LATER_CASE = regex(
    r"\s+(?:when|if|where|during|once|whenever|while|unless|until|for|in|on)\b", re.IGNORECASE
)
_POINTER = regex(
    r"\b(?:neither|none|these|those|this|that|such|they|them|the two|the three|both|it)\b",
    re.IGNORECASE,
)
_ONE_CASE = 3
"""Words that two cases must share to be one put in two ways."""
_MOST_CASES = 12
"""Cases that one and the same case may be put as by the sentences of a chain."""
_EVEN = regex(
    r"\beven\s+(?:on|in|when|if|where|for|during|with|under|at)\b(?P<case>[^,;.]+)", re.IGNORECASE
)
_ALWAYS = regex(r"\b(?:always|never|in\s+every\s+case|in\s+all\s+cases|whatever)\b", re.IGNORECASE)
_CLASHING = frozenset(
    """
    conflict differ disagree collide clash meet pull apart tension dispute two three both case apply
    prevail win follow choose prefer priority precedence first contradict diverge compete odds
    inconsistency discrepancy contradiction disagreement variance
    general doubt time day event situation whole conversation practice between order importance rank
    choice weigh balance face pick matter resolve decide decision trade-off reason
    possible feasible appropriate compare
    """.split()
)
"""Words that only say that two things meet."""


class _Edge(NamedTuple):
    higher: Named
    lower: Named
    name: str
    """What wins, as written."""
    span: Span
    case: frozenset[str] = frozenset()
    """Words of the case that the sentence limits its order to."""
    text: str = ""
    """The sentence."""

    def covers(self, case: frozenset[str]) -> bool:
        """Whether the sentence, which names no case, claims a case all the same."""
        if self.case:
            return False
        even = _EVEN.search(self.text)
        if even is not None and content(even["case"]) & case:
            return True
        return _ALWAYS.search(self.text) is not None


def priority_cycle(context: Context, params: Params) -> Iterator[Draft]:
    """Statements of precedence that go round in a circle, in one and the same case."""
    for document in context.documents:
        edges = _edges(document)
        graph = _Graph(edges)
        seen: set[frozenset[tuple[int, int]]] = set()
        for edge in edges:
            path = graph.path(edge)
            if path is None:
                continue
            cycle = (edge, *path)
            key = frozenset((step.span.start, step.span.end) for step in cycle)
            if key in seen or len(key) < 2:
                continue
            seen.add(key)
            yield _cycle(document, cycle)
        for draft in _reversed(context, document):
            if frozenset((place.span.start, place.span.end) for place in draft.places) not in seen:
                yield draft


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


def _reversed(context: Context, document: Document) -> Iterator[Draft]:
    """Sentences that rank two things the other way round, by the words on their two sides."""
    named = LevelStems(document)
    told = [
        (one, [order for order in orders if named.ranks(one.text, order) is None])
        for one, orders in told_orders(context, document)
    ]
    said = [(one.span, one.text, orders) for one, orders in told]
    said += [
        (one.span, " > ".join(one.items), list(ranked_items(one.items, _explained(document, one))))
        for one in document.spec.rankings
        if not named.lists(one.items)  # of the order of levels SA205 speaks
    ]
    said.sort(key=lambda one: one[0])
    opposed = {
        (said[first][0], said[second][0]): (said[first][1], shared)
        for first, second, shared in opposed_orders([(text, orders) for _, text, orders in said])
    }
    for one, other, shared in turned_round(document, told):
        opposed.setdefault((one.span, other.span), (one.text, shared))
    for (span, turned), (text, shared) in sorted(opposed.items(), key=lambda one: one[0]):
        sides = [f'"{spoken(text, stems)}"' for stems in (shared.higher, shared.lower)]
        section = label(document.section_at(span.start))
        yield Draft(
            f"{sides[0]} stands above {sides[1]} in {section}, and below it here.",
            "where they meet, each of the two wins and loses",
            (Place(document, turned), Place(document, span, "conflicts-with")),
        )


def _explained(document: Document, ranking: Ranking) -> list[str]:
    """What the items of a ranking go on to say of their names."""
    found = {}
    for block in document.spec.blocks:
        if (
            block.label in ranking.items
            and ranking.span.start <= block.span.start < ranking.span.end
        ):
            said = document.in_block[block.id]
            found[block.label] = " ".join(one.text for one in said).replace(block.label, " ", 1)
    return [found.get(item, "") for item in ranking.items]


def _name(document: Document, edge: _Edge) -> str:
    # The text before the first heading is a section too, whose name is empty.
    section = document.sections.get(edge.higher.section) if edge.higher.section else None
    return section.title if section else edge.name


class _Graph:
    """Edges to be found by what wins in them."""

    def __init__(self, edges: list[_Edge]) -> None:
        self._by_word: dict[str, list[_Edge]] = defaultdict(list)
        for edge in edges:
            for word in edge.higher.head | edge.higher.rest:
                self._by_word[word].append(edge)

    def _from(self, node: Named) -> list[_Edge]:
        """Edges in which a thing wins."""
        found = dict.fromkeys(edge for word in node.head for edge in self._by_word.get(word, ()))
        return [edge for edge in found if edge.higher.same(node)]

    def path(self, closing: _Edge) -> tuple[_Edge, ...] | None:
        """Shortest chain of edges from what loses in one to what wins, in the case it speaks of."""
        cases: _Cases = (closing.case,) if closing.case else ()
        queue: list[tuple[Named, _Chain | None, _Cases]] = [(closing.lower, None, cases)]
        seen = {closing.lower}
        for node, chain, cases in queue:
            if chain and node.same(closing.higher):
                return tuple(chain.edges())
            for edge in self._from(node):
                if edge.lower in seen:
                    continue
                if chain is None and edge.lower.same(closing.higher):
                    meet = _both_apply(closing, edge)
                else:
                    meet = _may_coincide(edge.case, cases)
                if meet:
                    seen.add(edge.lower)
                    told = (*cases, edge.case) if edge.case else cases
                    queue.append((edge.lower, _Chain(edge, chain), told))
        return None


_Cases = tuple[frozenset[str], ...]


class _Chain(NamedTuple):
    """The last edge of a chain, and those before it."""

    last: _Edge
    before: _Chain | None

    def edges(self) -> list[_Edge]:
        """The edges, first one first."""
        found, chain = [self.last], self.before
        while chain is not None:
            found.append(chain.last)
            chain = chain.before
        return found[::-1]


def _both_apply(one: _Edge, other: _Edge) -> bool:
    """Whether two sentences that rank the same two things can both apply.

    One for a case of its own is an exception to the other.
    """
    if one.case == other.case or one.covers(other.case) or other.covers(one.case):
        return True
    shared = one.case & other.case
    least = min(len(one.case), len(other.case))
    return len(shared) >= _ONE_CASE and 2 * len(shared) >= least


def _may_coincide(case: frozenset[str], cases: _Cases) -> bool:
    """Whether the case of a sentence may be that of others in a longer chain.

    Cases may coincide, unless they are put as alternatives: part of the words the same, part not
    ("for reversible steps", "for irreversible steps").
    """
    if not case:
        return True
    few = len(cases) < _MOST_CASES
    return few and all(case <= one or one <= case or not case & one for one in cases)


def _edges(document: Document) -> list[_Edge]:
    found = []
    levels = [named_by(level) for level in document.spec.levels]
    titles = {}
    for section in reversed(document.spec.sections):
        title = section.title.casefold()
        titles[title] = section
        if numbered := _NUMBERED.match(title):  # "Section C" is "C. Acceptable Use"
            titles[numbered[1]] = section
    for section in document.spec.sections:
        if len(name := stems_of(_NO_WORD.sub(" ", section.id))) > 1:
            titles.setdefault(" ".join(sorted(name)), section)
    for precedence in document.spec.precedences:
        statement = document.statements.get(precedence.statement_id)
        span = statement.span if statement else precedence.span
        sides = _whose(precedence.higher, precedence.lower)
        higher, lower = (_node(document, titles, precedence, side) for side in sides)
        if not higher or not lower or higher.same(lower):
            continue
        if higher in levels and lower in levels:
            continue  # the order of levels is declared, and authority-inversion speaks of it
        case = _case(statement.text, precedence) if statement else frozenset[str]()
        text = statement.text if statement else ""
        found.append(_Edge(higher, lower, precedence.higher, span, case, text))
    ranked = [
        [_titled(titles, item) or named_by(item) for item in ranking.items]
        for ranking in document.spec.rankings
    ]
    found = [edge for one in found for edge in (one, *_as_ranked(one, ranked))]
    for ranking, nodes in zip(document.spec.rankings, ranked, strict=True):
        found += [
            _Edge(a, b, item, ranking.span)
            for (a, b), item in zip(pairwise(nodes), ranking.items, strict=False)
            if not a.same(b)
        ]
    return found + list(_by_quality(found))


def _whose(higher: str, lower: str) -> tuple[str, str]:
    """Whose things are ordered, where both sides name one thing of two ("a lead's view")."""
    found = _OF_WHOM.fullmatch(higher.strip()), _OF_WHOM.fullmatch(lower.strip())
    if found[0] is None or found[1] is None:
        return higher, lower
    things = {stems_of(match["thing"] or match["named"] or "") for match in found if match}
    if len(things - {frozenset()}) != 1:
        return higher, lower
    who, whom = (match["who"] or match["of"] for match in found if match)
    return who, whom


def _by_quality(edges: list[_Edge]) -> Iterator[_Edge]:
    """Orders of two things that differ in qualities which other sentences rank by name.

    "Correct code outranks elegant code" ranks correctness over elegance where somebody ranks those.
    """
    named = {side.head for edge in edges for side in (edge.higher, edge.lower) if not side.rest}
    for edge in edges:
        if shared := edge.higher.head & edge.lower.head:
            higher, lower = edge.higher.head - shared, edge.lower.head - shared
            if higher in named and lower in named:
                yield edge._replace(higher=Named(higher), lower=Named(lower))


def _as_ranked(edge: _Edge, rankings: list[list[Named]]) -> Iterator[_Edge]:
    """The same order of the two items of a ranking that its sides name in more words."""
    for nodes in rankings:
        sides = [_item_named(side, nodes) for side in (edge.higher, edge.lower)]
        if sides[0] and sides[1] and not sides[0].same(sides[1]):
            if (sides[0], sides[1]) != (edge.higher, edge.lower):
                yield edge._replace(higher=sides[0], lower=sides[1])
            return


def _item_named(side: Named, nodes: list[Named]) -> Named | None:
    """The only item of a ranking that a phrase names, perhaps in more words."""
    exact = [node for node in nodes if node.same(side)]
    if exact:
        return exact[0] if len(exact) == 1 else None
    said = side.head | side.rest
    held = [
        node
        for node in nodes
        if len(words := node.head | node.rest) > 1
        and words <= said
        and ("no" in words) is ("no" in said)
    ]
    return held[0] if len(held) == 1 else None


def _case(text: str, precedence: Precedence) -> frozenset[str]:
    """Words of the case a sentence of precedence is limited to."""
    sides: tuple[str, ...] = precedence.higher, precedence.lower
    at = _nearest(text, sides)
    if at is None:
        sides = tuple(side.partition(" of ")[2] or side for side in sides)
        at = _nearest(text, sides)
    if at is None:
        return frozenset()
    before, after = text[: min(at)], text[max(a + len(s) for a, s in zip(at, sides, strict=True)) :]
    parts = [
        _before(before),
        after if _LATER_CASE.match(after) else "",
        *(
            match["case"]
            for side in sides
            if (match := IN_CASE.search(WANTED.sub("", AND_OTHERS.sub("", side))))
        ),
    ]
    parts = [part for part in parts if not (_EVERY_CASE.search(part) or _STATE.fullmatch(part))]
    if any(_POINTER.search(part) for part in parts):
        return frozenset()
    said = frozenset().union(*(content(part) for part in parts))
    names = (content(IN_CASE.sub("", side)) for side in sides)
    return said.difference(_CLASHING, *names)


def _nearest(text: str, sides: tuple[str, ...]) -> tuple[int, ...] | None:
    """Where two sides stand in a sentence, each where it is nearest to the other."""
    found = [[m.start() for m in re.finditer(re.escape(side), text)] for side in sides]
    pairs = ((a, b) for a in found[0] for b in found[1] if a != b)
    return min(pairs, key=lambda pair: abs(pair[0] - pair[1]), default=None)


def _before(text: str) -> str:
    """The case that the words before an order limit it to."""
    clause = re.split(r"[,:]\s", text)[-1]
    if clause != text and (inner := _INNER_CASE.match(clause)):
        return inner["case"]  # "While adults decide, with minors the clerk should prefer ..."
    return _AS_WELL.sub("", text.rpartition(",")[0] or text) if _CASE.match(text) else ""


def _node(
    document: Document, titles: dict[str, Section], precedence: Precedence, phrase: str
) -> Named | None:
    """A section where the phrase links to one, else what the phrase's words come down to."""
    for match in _LINK.finditer(phrase):
        section = document.sections.get(match[1] or match[2])
        if section is not None:
            return _of_section(section)
    plain = plainly(phrase)
    if plain.startswith("such "):
        return None
    own = document.sections.get(precedence.section_id)
    if own is not None and own.depth and _THIS_SECTION.fullmatch(phrase.strip()):
        return _of_section(own)
    for reference in document.spec.references:
        if reference.statement_id == precedence.statement_id and reference.resolved:
            section = document.sections.get(reference.resolved)
            shown = document.spec.text[reference.span.start : reference.span.end]
            shown = shown.partition("]")[0].strip("[").casefold()
            if section is not None and plain in (shown, section.title.casefold()):
                return _of_section(section)
    return _titled(titles, phrase) or named_by(phrase)


def _titled(titles: dict[str, Section], phrase: str) -> Named | None:
    """The section whose title the phrase is."""
    section = titles.get(plainly(phrase)) or titles.get(" ".join(sorted(stems_of(phrase))))
    return _of_section(section) if section is not None else None


def _of_section(section: Section) -> Named:
    return named_by(section.title or section.id)._replace(section=section.id)
