"""Stated orders that go round in a circle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Precedence, Section, Span
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
    applicable relevant requirement provision commit provide give one apply individual direct
    explicit express mere preference need interest directive command choice restriction term
    associat correspond prioritiz prioritis associate corresponding associated prioritize prioritise
    associate corresponding respective word say decision duty obligation
    """.split()
)
"""Words that name a thing no closer, where other words name it."""
_SAID = frozenset({"answer", "response", "reply", "message"})
"""What a quality is one of: "a thorough answer" is about thoroughness."""
_OWNED = regex(r"(?P<owner>[^'’]+)['’]s?\s+(?P<thing>\w.*)")
_CLOSER = regex(
    r"\s(?:of|to|with|within|between|towards?|about|from|by|against|over|that|which|who|set)\s"
)
_OF_THOSE = regex(r"(?:those|that|the\s+ones?)\s+(?:\w+\s+)?(?:of|from|by|in)\s+", re.IGNORECASE)
_OF_SECTION = regex(
    r"^(?:(?:anything|something|any\s+\w+|what\s+is\s+said)\s+(?:in|of)\s+)?(?:this\s+|the\s+)?"
    r"(?:(?:section|chapter|part|article)\s+)?"
)
_NO_WORD = regex(r"[_-]")
_NUMBERED = regex(r"([a-z]|\d+(?:\.\d+)*)[.):]\s")
_WHAT_ONE_SAYS = regex(
    r"(?:anything|everything|whatever|what|things)\s+(?:that\s+)?(?P<who>.+?)\s+(?:says?|states?|provides?"
    r"|(?:ha(?:s|ve)\s+)?(?:allow(?:s|ed)?|permit(?:s|ted)?|said|asked|set|decided)"
    r"|wants?|asks?|requires?|demands?|tells?|prescribes?|wish(?:es)?|decides?|requests?)\b.*",
    re.IGNORECASE,
)
_WANTED = regex(
    r"\A\W*(?:an?|the|any|its|their)?\s*(?:preference|wish|desire|concern|regard|respect|care|need|striving)"
    r"\s+(?:for|to)\s+(?=\w)",
    re.IGNORECASE,
)
"""What is wanted follows: "the preference for a direct answer"."""
_WHATEVER = regex(
    r"(?:whatever|whichever|which|what|the|any|those)\s+(?P<thing>[\w-]+)\s+(?:that\s+)?(?:an?|the)\s+"
    r"(?P<who>[\w-]+)\s+(?:happens?\s+to\s+)?(?:follows?|uses?|has|have|sets?|states?|prefers?|gives?|makes?"
    r"|lays?\s+down)\b.*",
    re.IGNORECASE,
)
_AND_OTHERS = regex(r",?\s+(?:and|or)\s+(?:any|all|every|the|of)\s+other\b.*", re.IGNORECASE)
_ALIASES = regex(r"\b(?:human\s+partners?|end[\s-]users?)\b", re.IGNORECASE)
_SAME_STEM = {
    "mistak": "error",
    "brief": "brev",
    "concis": "brev",
    "fast": "speed",
    "quick": "speed",
}
_IN_CASE = regex(
    r"\s(?:in|for|during|on|under|at|while|inside|outside|across|throughout)\s(?P<case>.+)"
)
"""Where in a phrase its case begins: "speed in emergencies"."""
_STATE = regex(r"\W*once\s+\w+\W*", re.IGNORECASE)
"""Says what the subject has become: "once published, ..."."""
_EVERY_CASE = regex(
    r"\b(?:alike|purposes?|regardless|whether|even|all|throughout|everywhere|whatever|both)\b",
    re.IGNORECASE,
)
"""Words by which what looks like a case is none: "for long answers and short ones alike"."""
_CASE = regex(
    r"\W*(?:(?:however|but|still|yet),?\s+)?(?:for|in|when|if|where|during|once|after|before|on|with|whenever|within|while|under|at"
    r"|among|until|by|outside|otherwise|unless)\b",
    re.IGNORECASE,
)
_LATER_CASE = regex(
    r"\s+(?:when|if|where|during|once|whenever|while|unless|until|for|in|on)\b", re.IGNORECASE
)
_POINTER = regex(
    r"\b(?:these|those|this|that|such|they|them|the two|the three|both|it)\b", re.IGNORECASE
)
_ONE_CASE = 3
"""Words that two cases must share to be one put in two ways."""
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
    choice choose weigh balance face pick matter resolve decide decision trade-off reason
    possible feasible appropriate compare
    """.split()
)
"""Words that only say that two things meet."""


class _Named(NamedTuple):
    """What a phrase names: a section by a link or its title, else the stems of its words."""

    head: frozenset[str]
    rest: frozenset[str] = frozenset()
    """Whose it is, or what it is about, where the head says something without it."""
    section: str | None = None

    def same(self, other: _Named) -> bool:
        """Whether both name one thing, perhaps once more closely ("judgment", "his judgment")."""
        if self.section and other.section:
            return self.section == other.section
        whole, theirs = self.head | self.rest, other.head | other.rest
        closer = self.rest <= other.rest or other.rest <= self.rest
        return whole == theirs or (self.head == other.head and closer)


class _Edge(NamedTuple):
    higher: _Named
    lower: _Named
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

    def _from(self, node: _Named) -> list[_Edge]:
        """Edges in which a thing wins."""
        found = dict.fromkeys(edge for word in node.head for edge in self._by_word.get(word, ()))
        return [edge for edge in found if edge.higher.same(node)]

    def path(self, closing: _Edge) -> tuple[_Edge, ...] | None:
        """Shortest chain of edges from what loses in one to what wins, in the case it speaks of."""
        queue: list[tuple[_Named, tuple[_Edge, ...]]] = [(closing.lower, ())]
        seen = {closing.lower}
        for node, path in queue:
            if path and node.same(closing.higher):
                return path
            for edge in self._from(node):
                last = edge.lower.same(closing.higher)
                if edge.lower not in seen and _one_case((closing, *path, edge), last):
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
        one, other = cycle
        if one.covers(other.case) or other.covers(one.case):
            return True
        shared = one.case & other.case
        return len(shared) >= _ONE_CASE and 2 * len(shared) >= min(map(len, cases))
    return all(a <= b or b <= a or not a & b for a, b in combinations(cases, 2))


def _edges(document: Document) -> list[_Edge]:
    found = []
    levels = [_named(level) for level in document.spec.levels]
    titles = {}
    for section in reversed(document.spec.sections):
        title = section.title.casefold()
        titles[title] = section
        if numbered := _NUMBERED.match(title):  # "Section C" is "C. Acceptable Use"
            titles[numbered[1]] = section
    for section in document.spec.sections:
        if len(name := _stems(_NO_WORD.sub(" ", section.id))) > 1:
            titles.setdefault(" ".join(sorted(name)), section)
    for precedence in document.spec.precedences:
        statement = document.statements.get(precedence.statement_id)
        span = statement.span if statement else precedence.span
        higher = _node(document, titles, precedence, precedence.higher)
        lower = _node(document, titles, precedence, precedence.lower)
        if not higher or not lower or higher.same(lower):
            continue
        if higher in levels and lower in levels:
            continue  # the order of levels is declared, and authority-inversion speaks of it
        case = _case(statement.text, precedence) if statement else frozenset[str]()
        text = statement.text if statement else ""
        found.append(_Edge(higher, lower, precedence.higher, span, case, text))
    for ranking in document.spec.rankings:
        nodes = [_titled(titles, item) or _named(item) for item in ranking.items]
        found += [
            _Edge(a, b, item, ranking.span)
            for (a, b), item in zip(pairwise(nodes), ranking.items, strict=False)
            if not a.same(b)
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
        (before.rpartition(",")[0] or before) if _CASE.match(before) else "",
        after if _LATER_CASE.match(after) else "",
        *(
            match["case"]
            for side in sides
            if (match := _IN_CASE.search(_WANTED.sub("", _AND_OTHERS.sub("", side))))
        ),
    ]
    parts = [part for part in parts if not (_EVERY_CASE.search(part) or _STATE.fullmatch(part))]
    if any(_POINTER.search(part) for part in parts):
        return frozenset()
    said = frozenset().union(*(content(part) for part in parts))
    names = (content(_IN_CASE.sub("", side)) for side in sides)
    return said.difference(_CLASHING, *names)


def _node(
    document: Document, titles: dict[str, Section], precedence: Precedence, phrase: str
) -> _Named | None:
    """A section where the phrase links to one, else what the phrase's words come down to."""
    for match in _LINK.finditer(phrase):
        section = document.sections.get(match[1] or match[2])
        if section is not None:
            return _of_section(section)
    plain = _plain(phrase)
    if plain.startswith("such "):
        return None
    for reference in document.spec.references:
        if reference.statement_id == precedence.statement_id and reference.resolved:
            section = document.sections.get(reference.resolved)
            shown = document.spec.text[reference.span.start : reference.span.end]
            shown = shown.partition("]")[0].strip("[").casefold()
            if section is not None and plain in (shown, section.title.casefold()):
                return _of_section(section)
    return _titled(titles, phrase) or _named(phrase)


def _titled(titles: dict[str, Section], phrase: str) -> _Named | None:
    """The section whose title the phrase is."""
    section = titles.get(_plain(phrase)) or titles.get(" ".join(sorted(_stems(phrase))))
    return _of_section(section) if section is not None else None


def _of_section(section: Section) -> _Named:
    return _named(section.title or section.id)._replace(section=section.id)


def _plain(phrase: str) -> str:
    bare = _OF_SECTION.sub("", phrase.casefold().strip("\"“”'. "))
    return " ".join(bare.strip("\"“”'. ").split())


def _named(phrase: str) -> _Named:
    """What a phrase names: its words without endings and without those that say no more."""
    plain = _WHATEVER.sub(r"\g<who>'s \g<thing>", _AND_OTHERS.sub("", phrase))
    plain = _WHAT_ONE_SAYS.sub(r"\g<who>", _ALIASES.sub("user", _OF_THOSE.sub("", plain)))
    plain = _IN_CASE.sub("", _WANTED.sub("", plain)).partition(", ")[0]
    owned = _OWNED.fullmatch(plain)
    head, rest = (owned["thing"], owned["owner"]) if owned else (plain, "")
    closer = _CLOSER.search(head)
    if closer and closer.start():
        head, rest = head[: closer.start()], f"{rest} {head[closer.end() :]}"
    first, second = _stems(head), _stems(rest)
    if not first:
        return _Named(second or _stems(phrase, bare=True) or frozenset({_plain(phrase)}))
    return _Named(first, second)


def _stems(phrase: str, *, bare: bool = False) -> frozenset[str]:
    said = content(phrase)
    named = said if bare else said - _FILLER
    return frozenset(_stem(word) for word in (named - _SAID if len(named) > 1 else named))


def _stem(word: str) -> str:
    """A word without its endings, so that "safe", "safely" and "safety" are one."""
    for _ in range(3):
        ending = next(
            (e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _LEAST_STEM), None
        )
        if ending is None:
            break
        word = word[: -len(ending)]
    return _SAME_STEM.get(word, word)
