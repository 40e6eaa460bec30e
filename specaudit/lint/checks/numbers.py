"""Numbers: quantities that differ for the same thing, counts that disagree with their list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Block, BlockKind, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.counterexamples import is_counterexample
from specaudit.lint.counts import Count, beyond, clash, counts, item_lists, listed_above
from specaudit.lint.enumerations import against_layout
from specaudit.lint.measures import one_measure, rate_of, stands_alone, told_apart
from specaudit.lint.params import number, words
from specaudit.lint.parts import Parts, disagree, parts_named
from specaudit.lint.quantities import Quantity, Range, ages, numbered, quantities, ranges
from specaudit.lint.restated import of_two_kinds, restated
from specaudit.lint.similarity import content, sequence
from specaudit.lint.spelled import in_digits
from specaudit.lint.subjects import one_subject
from specaudit.lint.topics import Topics, added_up, told_alike
from specaudit.lint.twins import number_twins

_WHY = "whoever finds one of the two numbers acts on it"
_SCOPE = regex(
    r"\b(?:appl(?:y|ies)\s+to|covers?|means?|refers?\s+to|(?:is|are)\s+(?:meant\s+|intended\s+)?for"
    r"|defined\s+as)\b",
    re.IGNORECASE,
)
_ITEM_NUMBER = regex(r"[ \t]*(?P<number>\d{1,4})[.)][ \t]")
_NUMBERED = regex(
    r"\b(?:rule|step|point|item|principle|guideline|requirement)\s+(?P<which>\d{1,2})\b", re.I
)
_PLAIN_COUNT = regex(
    r"(?<![\w.,-])(?P<number>\d{1,3})\s+(?P<noun>(?:[a-z][a-z-]+\s+){0,2}[a-z][a-z-]+s)\b",
    re.IGNORECASE,
)
_TIMES = frozenset({"time", "period", "byte"})
_RUN = 12
"""Items of a section with numbers of one unit from which on they are entries of a table."""
_PAIR = 2
_DIGITS = regex(r"\d+")
_POINT = 1.0
"""Points by which two shares may differ and still be the same ("two thirds", "67 %")."""
_ROUNDING = 0.04
"""Share by which two times may differ and still be the same ("30 days", "one month")."""


def inconsistent_number(context: Context, params: Params) -> Iterator[Draft]:
    """The same thing with two values."""
    for document in context.documents:
        with_numbers = [one for one in numbered(document) if not is_counterexample(document, one)]
        told: set[Span] = set()
        for draft in _between_sentences(document, with_numbers, params):
            told.update(place.span for place in draft.places)
            yield draft
        for claim, shown in against_layout(document, with_numbers):
            if claim.statement.span not in told:
                told.add(claim.statement.span)
                yield Draft(
                    f"{claim.written} here, {shown.size} elsewhere for what reads as the same "
                    "thing.",
                    _WHY,
                    (
                        document.place(claim.statement),
                        Place(document, shown.span, "conflicts-with"),
                    ),
                )


def _between_sentences(
    document: Document, with_numbers: list[Statement], params: Params
) -> Iterator[Draft]:
    """Numbers of which two sentences speak, or a sentence and the list it introduces."""
    units = frozenset(words(params, "units"))
    least = number(params, "overlap")
    terms = _defined_terms(document)
    by_unit: dict[str, list[tuple[Statement, Quantity]]] = defaultdict(list)
    spans: list[tuple[Statement, Range]] = []
    for statement in with_numbers:
        for quantity in quantities(statement.text, units):
            for unit in quantity.units:
                by_unit[unit].append((statement, quantity))
        for found in ranges(statement.text):
            spans.append((statement, found))
            by_unit["age"] += [(statement, end) for end in ages(statement.text, found)]
    reported: set[tuple[str, str]] = set()
    for group in by_unit.values():
        yield from _clashes(document, group, terms, least, reported)
    yield from _twins(document, with_numbers, reported)
    yield from _range_clashes(document, spans, reported)
    yield from _restated(document, reported)
    counted = list(counts(document, with_numbers))
    yield from _count_clashes(document, counted, reported)
    for nth, there in beyond(document, counted):
        yield _draft(document, nth.statement, there.statement, nth.written, there.written)
    yield from _part_clashes(document)
    yield from _against_numbered(document, with_numbers)


def _twins(
    document: Document, with_numbers: list[Statement], reported: set[tuple[str, str]]
) -> Iterator[Draft]:
    for a, b in number_twins(document, with_numbers):
        known = (a.statement.id, b.statement.id) in reported
        if not (known or told_apart(document, a.statement, b.statement)):
            reported.add((a.statement.id, b.statement.id))
            yield _draft(document, b.statement, a.statement, b.written, a.written)


def _restated(document: Document, reported: set[tuple[str, str]]) -> Iterator[Draft]:
    for a, b in restated(document):
        pair = (a.statement.id, b.statement.id)
        if pair not in reported and pair[::-1] not in reported:
            reported.add(pair)
            yield _draft(document, b.statement, a.statement, b.written, a.written)


def _clashes(
    document: Document,
    group: list[tuple[Statement, Quantity]],
    terms: dict[str, frozenset[str]],
    least: float,
    reported: set[tuple[str, str]],
) -> Iterator[Draft]:
    values: dict[str, set[float]] = defaultdict(set)
    items: Counter[str] = Counter()
    for statement, quantity in group:
        values[statement.id].add(quantity.value)
        items[statement.section_id] += statement.kind is BlockKind.ITEM
    topics = Topics(document, (statement for statement, _ in group))
    forms = {statement.id: _DIGITS.sub("#", statement.text) for statement, _ in group}
    alike_in_form = Counter(forms.values())
    for (earlier, a), (later, b) in combinations(group, 2):
        pair = (earlier.id, later.id)
        alike = earlier.section_id == later.section_id and earlier.kind is later.kind
        if alike and earlier.kind is BlockKind.ITEM and items[earlier.section_id] > _RUN:
            continue  # a run of like items, each with a number of its own
        if values[earlier.id] & values[later.id]:
            continue  # they agree in one number, so the others are of other things
        same_form = forms[earlier.id] == forms[later.id]
        if alike and same_form and alike_in_form[forms[later.id]] > _PAIR:
            continue  # the steps of a row
        if earlier.id == later.id or pair in reported or not _disagree(a, b):
            continue
        rates = rate_of(earlier.text, a), rate_of(later.text, b)
        if all(rates) and rates[0] != rates[1]:
            continue  # so many per minute, and so many per hour
        if added_up(earlier.text, later.text):
            continue
        same = (
            _told_of_one(earlier, a, later, b, least)
            or _same_term(document, terms, earlier, later, content(f"{a.written} {b.written}"))
            or one_measure(document, earlier, a, later, b)
        )
        of_one = (same and not told_apart(document, earlier, later)) or (
            topics.one(earlier, a, later, b)
            and not told_apart(document, earlier, later, alone=not told_alike(earlier, later))
        )
        if of_one and not of_two_kinds(earlier.text, later.text):
            reported.add(pair)
            yield _draft(document, later, earlier, b.written, a.written)


def _told_of_one(
    earlier: Statement, a: Quantity, later: Statement, b: Quantity, least: float
) -> bool:
    """True where two sentences give a number for one thing and need no heading to say of what."""
    apart = earlier.section_id != later.section_id
    if apart and not (stands_alone(earlier) and stands_alone(later)):
        return False
    return one_subject(earlier.text, a, later.text, b, least)


def _draft(
    document: Document, here: Statement, there: Statement, written: str, elsewhere: str
) -> Draft:
    return Draft(
        f"{written} here, {elsewhere} elsewhere for what reads as the same thing.",
        _WHY,
        (document.place(here), document.place(there, "conflicts-with")),
    )


def _disagree(a: Quantity, b: Quantity) -> bool:
    """Whether no value fits both: two values of one kind, or a floor above a ceiling."""
    if a.side == b.side:
        margin = _POINT if "percent" in a.units else 0.0
        if a.units & _TIMES:
            margin = _ROUNDING * max(a.value, b.value)
        return abs(a.value - b.value) > margin
    low, high = (a, b) if a.side == "least" or b.side == "most" else (b, a)
    return low.value > high.value


def _range_clashes(
    document: Document, spans: list[tuple[Statement, Range]], reported: set[tuple[str, str]]
) -> Iterator[Draft]:
    """A range that reaches beyond the one that says what the rules apply to."""
    for there, scope in spans:
        if not _SCOPE.search(there.text):
            continue
        for here, other in spans:
            overlaps = other.low <= scope.high and scope.low <= other.high
            beyond = other.low < scope.low or other.high > scope.high
            known = reported & {(here.id, there.id), (there.id, here.id)}
            if known or here.id == there.id:
                continue
            if other.bearer == scope.bearer and overlaps and beyond:
                yield _draft(document, here, there, other.written, scope.written)


def _count_clashes(
    document: Document, found: list[Count], reported: set[tuple[str, str]]
) -> Iterator[Draft]:
    by_head: dict[str, list[Count]] = defaultdict(list)
    lists = item_lists(document)
    for count, stem in listed_above(document, found, lists):
        listed = f"{len(lists[stem.id])} listed"
        yield _draft(document, count.statement, stem, count.written, listed)
    for count in found:
        by_head[count.head].append(count)
    for group in by_head.values():
        introduced = sum(count.announced and not count.about for count in group)
        wrong: set[str] = set()
        for a, b in combinations(group, 2):
            pair = (a.statement.id, b.statement.id)
            told = pair in reported or pair[::-1] in reported
            # What introduces the things is where they are counted right more often.
            here, there = (a, b) if b.announced else (b, a)
            if here.statement.id in wrong:
                continue  # told once, against the first place
            same = clash(a, b, alone=introduced == 1) or _by_heading(document, a, b)
            if not told and same:
                wrong.add(here.statement.id)
                yield _draft(document, here.statement, there.statement, here.written, there.written)


def _by_heading(document: Document, a: Count, b: Count) -> bool:
    """Whether one count speaks of all things that the other introduces, named as in its heading."""
    known, there = (b, a) if a.announced else (a, b)
    section = document.sections.get(there.statement.section_id)
    if known.announced or not (known.every and known.about and there.announced and section):
        return False
    headed = content(f"{section.title} {re.sub('[_-]', ' ', section.id)}")
    return a.value != b.value and known.about <= headed | there.about


def _against_numbered(document: Document, with_numbers: list[Statement]) -> Iterator[Draft]:
    """A number of things that a numbered rule is said to ask for, and another number in it."""
    items = _numbered_items(document) if any(_NUMBERED.search(s.text) for s in with_numbers) else {}
    for statement in with_numbers:
        for named in _NUMBERED.finditer(statement.text):
            blocks = items.get(int(named["which"]), [])
            for rule in document.in_block[blocks[0].id] if len(blocks) == 1 else ():
                if rule is statement or rule.id == statement.id:
                    continue
                told = in_digits(rule.text)
                for count in _PLAIN_COUNT.finditer(statement.text):
                    others = [m for m in _PLAIN_COUNT.finditer(told) if _one_noun(count, m)]
                    if others and all(m["number"] != count["number"] for m in others):
                        here, there = " ".join(count[0].split()), " ".join(others[0][0].split())
                        yield _draft(document, statement, rule, here, there)


def _one_noun(a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether two counts are of the same noun, one of them perhaps named more closely."""
    first, second = sequence(a["noun"]), sequence(b["noun"])
    if not first or not second:
        return False
    shorter, longer = sorted((first, second), key=len)
    return set(shorter) <= set(longer) and shorter[-1] == longer[-1]


def _numbered_items(document: Document) -> dict[int, list[Block]]:
    """Items by the number that is written before them."""
    found: dict[int, list[Block]] = defaultdict(list)
    text = document.spec.text
    for block in document.spec.blocks:
        if block.kind is BlockKind.ITEM:
            marked = _ITEM_NUMBER.match(text, text.rfind("\n", 0, block.span.start) + 1)
            if marked is not None:
                found[int(marked["number"])].append(block)
    return found


def _part_clashes(document: Document) -> Iterator[Draft]:
    by_whole: dict[str, list[Parts]] = defaultdict(list)
    for parts in parts_named(document):
        by_whole[parts.whole].append(parts)
    for group in by_whole.values():
        for a, b in combinations(group, 2):
            if disagree(a, b):
                here, there = (a, b) if a.number else (b, a)
                yield _draft(document, here.statement, there.statement, here.written, there.written)


def _defined_terms(document: Document) -> dict[str, frozenset[str]]:
    """Lemmas of every defined term, by the statement that defines it."""
    return {
        definition.statement_id: content(definition.term)
        for definition in document.spec.definitions
        if definition.statement_id is not None and content(definition.term)
    }


def _same_term(
    document: Document,
    terms: dict[str, frozenset[str]],
    a: Statement,
    b: Statement,
    units: frozenset[str],
) -> bool:
    """True where one statement defines a term and the other speaks of just that."""
    for one, other in ((a, b), (b, a)):
        term = terms.get(one.id)
        if term is None or term & units:
            continue  # a unit is defined, not a thing that is measured in it
        section = document.sections.get(other.section_id)
        title = content(section.title) if section else frozenset()
        if term <= content(other.text) or term == title:
            return True
    return False
