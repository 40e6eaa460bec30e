"""Numbers: quantities that differ for the same thing, counts that disagree with their list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specaudit.domain.spec import Block, BlockKind, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.facts import facts
from specaudit.lint.params import number, words
from specaudit.lint.similarity import content

_WORDS = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
_COUNTING = frozenset({*_WORDS, "few", "fewer", "maximum", "minimum", "exceed"})
_NUMBER = r"\d[\d,]*(?:\.\d+)?|" + "|".join(_WORDS)
_QUANTITY = re.compile(
    rf"(?<![\w.§#-])(?P<number>{_NUMBER})(?:\s*|-)(?P<unit>%|percent\b|[a-z]+)", re.IGNORECASE
)
_AGE = re.compile(
    r"\b(?P<side>under|below|over|above|at least|younger than|older than)\s+(?:the\s+age\s+of\s+)?"
    r"(?P<number>\d{1,2})(?=[\s.,;)]|$)(?!\s+[a-z]+s\b)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:the|these|following|has|have|are|by|in|of)\s+(?P<other>following\s+|main\s+)?"
    r"(?P<number>two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)\s+"
    r"(?P<noun>(?:[a-z-]+\s+){0,2}[a-z]+s)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(at most|up to|no more than|not more than|maximum|within|less than|fewer than|under|below"
    r"|at least|no (?:fewer|less) than|minimum|more than|over|above|exceeds?|as (?:few|little) as)"
    r"\s*(?:of\s+)?$",
    re.IGNORECASE,
)
_UPPER = frozenset(
    {"at most", "up to", "no more than", "not more than", "maximum", "within", "less than"}
    | {"fewer than", "under", "below"}
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and the side it bounds."""

    value: float
    unit: str
    side: str
    """``most``, ``least`` or ``exact``."""


def inconsistent_number(context: Context, params: Params) -> Iterator[Draft]:
    """The same thing with two values."""
    units = frozenset(words(params, "units"))
    least = number(params, "overlap")
    for document in context.documents:
        terms = _defined_terms(document)
        found = _quantities(document, units)
        rows = [
            (statement, Quantity(*quantity))
            for statement in document.prose
            for quantity in found[statement.id]
        ]
        by_unit: dict[str, list[tuple[Statement, Quantity]]] = defaultdict(list)
        for statement, quantity in rows:
            by_unit[quantity.unit].append((statement, quantity))
        for group in by_unit.values():
            yield from _clashes(document, group, terms, least)


def _quantities(document: Document, units: frozenset[str]) -> dict[str, list[Any]]:
    def read(statement: Statement) -> list[Any]:
        return [(q.value, q.unit, q.side) for q in quantities(statement.text, units)]

    return facts(document, "quantities", read, document.prose, given=sorted(units))


def _clashes(
    document: Document,
    group: list[tuple[Statement, Quantity]],
    terms: dict[str, frozenset[str]],
    least: float,
) -> Iterator[Draft]:
    for index, (later, b) in enumerate(group):
        for earlier, a in group[:index]:
            if earlier.id == later.id or not _disagree(a, b):
                continue
            if _same_thing(earlier, later, least) or _same_term(document, terms, earlier, later):
                yield Draft(
                    f"{_show(b)} here, {_show(a)} elsewhere for what reads as the same thing.",
                    "whoever finds one of the two numbers acts on it",
                    (document.place(later), document.place(earlier, "conflicts-with")),
                )


def _disagree(a: Quantity, b: Quantity) -> bool:
    """Whether no value fits both: two values of one kind, or a floor above a ceiling."""
    if a.side == b.side:
        return a.value != b.value
    low, high = (a, b) if a.side == "least" or b.side == "most" else (b, a)
    return low.value > high.value


def quantities(text: str, units: frozenset[str]) -> Iterator[Quantity]:
    """Numbers of a sentence that count one of the units, or bound an age."""
    for match in _QUANTITY.finditer(text):
        unit = match["unit"].casefold()
        unit = {"%": "percent"}.get(unit, unit.removesuffix("s"))
        if unit in units:
            yield Quantity(_value(match["number"]), unit, _side(text[: match.start()]))
    for match in _AGE.finditer(text):
        side = "most" if match["side"].casefold() in {"under", "below", "younger than"} else "least"
        yield Quantity(float(match["number"]), "age", side)


def _value(written: str) -> float:
    named = _WORDS.get(written.casefold())
    return float(named) if named is not None else float(written.replace(",", ""))


def _side(before: str) -> str:
    bound = _BOUND.search(before)
    if bound is None:
        return "exact"
    return "most" if bound[1].casefold() in _UPPER else "least"


def _show(quantity: Quantity) -> str:
    unit = "years of age" if quantity.unit == "age" else quantity.unit
    plural = "s" if quantity.value != 1 and unit.isalpha() and unit != "percent" else ""
    return f"{quantity.value:g} {unit}{plural}"


def _same_thing(a: Statement, b: Statement, least: float) -> bool:
    """True where one statement's content words, numbers apart, are nearly all in the other.

    A word of its own on each side ("senator", "representative") makes it two things; so does one
    on either side where they share no more than two.
    """
    first, second = (
        frozenset(w for w in content(s.text) if not w[0].isdigit() and w not in _COUNTING)
        for s in (a, b)
    )
    shared = first & second
    own = min(len(first - second), len(second - first))
    enough = len(shared) >= 3 or (len(shared) == 2 and first == second)
    return enough and own == 0 and len(shared) / len(first | second) >= least


def _defined_terms(document: Document) -> dict[str, frozenset[str]]:
    """Lemmas of every defined term, by the statement that defines it."""
    return {
        definition.statement_id: content(definition.term)
        for definition in document.spec.definitions
        if definition.statement_id is not None and content(definition.term)
    }


def _same_term(
    document: Document, terms: dict[str, frozenset[str]], a: Statement, b: Statement
) -> bool:
    """True where one statement defines a term and the other speaks of just that."""
    for one, other in ((a, b), (b, a)):
        term = terms.get(one.id)
        if term is None:
            continue
        section = document.sections.get(other.section_id)
        title = content(section.title) if section else frozenset()
        if term <= content(other.text) or term == title:
            return True
    return False


def count_against_list(context: Context, params: Params) -> Iterator[Draft]:
    """A sentence announces a number of things and its list holds another number."""
    for document in context.documents:
        lists: dict[str, list[Block]] = defaultdict(list)
        for block in document.spec.blocks:
            if block.kind is BlockKind.ITEM and block.stem_id is not None:
                items = lists[block.stem_id]
                if not items or block.depth == items[0].depth:
                    items.append(block)
        for statement in document.prose:
            # Without a colon no list follows, in the sentence or below it.
            match = _COUNT.search(statement.text) if ":" in statement.text else None
            if match is None or not _announces(statement, match):
                continue
            items = lists.get(statement.id, [])
            count = len(items) or _inline(statement.text)
            if count < 2:
                continue
            said = int(_value(match["number"]))
            if said != count:
                yield Draft(
                    f"The sentence announces {match['number']} {match['noun']}, "
                    f"the list holds {count}.",
                    "one item is missing, or one too many",
                    (
                        document.place(statement),
                        *(Place(document, item.span, "last-item") for item in items[-1:]),
                    ),
                )


def _announces(statement: Statement, match: re.Match[str]) -> bool:
    """The count must belong to the list: the sentence ends in a colon, or the colon follows."""
    rest = statement.text[match.end() :]
    head, colon, _ = rest.partition(":")
    return bool(colon) and len(head.split()) <= 6 and not re.search(r"\bof\s+the\b", match[0])


def _inline(text: str) -> int:
    """Items of a list inside the sentence after its colon ("three fields: a, b and c")."""
    _, colon, rest = text.partition(":")
    rest = rest.strip().rstrip(".")
    if not colon or not rest or re.search(r"[.;:(]", rest) or len(rest.split()) > 16:
        return 0
    if not re.search(r"\b(?:and|or)\b", rest):
        return 0
    return len([part for part in re.split(r",\s*(?:and|or)?\s*|\s+(?:and|or)\s+", rest) if part])
