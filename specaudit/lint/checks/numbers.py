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
from specaudit.lint.counts import Count, beyond, clash, counts, item_lists, listed_above
from specaudit.lint.enumerations import against_layout, table_rows
from specaudit.lint.measures import one_measure, rate_of, stands_alone, told_apart
from specaudit.lint.params import number, words
from specaudit.lint.parts import Parts, disagree, parts_named
from specaudit.lint.quantities import Quantity, Range, numbered, quantities, ranges
from specaudit.lint.similarity import content, sequence
from specaudit.lint.spelled import in_digits, value_of
from specaudit.lint.subjects import one_subject
from specaudit.lint.twins import number_twins

_WHY = "whoever finds one of the two numbers acts on it"
_COUNT = regex(
    r"\b(?:the|these|those|all|our|its|has|have|are|by|in|into|of|apply|applies|considers?|uses?"
    r"|defines?|recogni[sz]es?|supports?|serves?|takes?|follows?|lists?|includes?|contains?|comprises?|distinguish(?:es)?"
    r"|(?:rests?|based|built)\s+on|consists?\s+of|knows?|names?|offers?|identif(?:y|ies)|gives?|sets?|describes?|outlines?"
    r"|(?P<led>following)|[\w]+[’']s)\s+(?P<other>following\s+|main\s+)?"
    r"(?P<number>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1[0-2])\s+(?P<next>following\s+)?"
    r"(?P<noun>(?:[a-z-]+\s+){0,2}[a-z]+s)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?P<number>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1[0-2])\s+"
_THINGS = (
    r"(?P<noun>(?:[a-z-]+\s+){0,2}"
    r"(?!(?:second|minute|hour|day|week|month|year|word|page|line|token|percent|dollar|time|column)s\b)[a-z]+s)\b"
)
_OPENING = regex(
    rf"\A\W*{_NUMBER}{_THINGS}(?:\s+(?:of|for|to)\s+[^,;:.]{{2,40}}?)?\s*"
    r"(?:(?:are|include|follow|apply|exist|stand\s+out)(?:\s+as\s+follows)?)?\s*:\s*\Z",
    re.IGNORECASE,
)
_RIGHT_BEFORE = regex(
    r"(?<![A-Z\d.][a-z]\s)\b(?!(?:of|other|first|last|next|least|most|than|to|about|over|and|or|between|in|at|by|up"
    rf"|every|another|around|roughly|nearly|almost)\s)[a-z]+\s+{_NUMBER}{_THINGS}\s*:\s*\Z"
)
_AS_FOLLOWS = regex(
    rf"\A\W*(?:the|our|its|these)\s+{_NUMBER}(?P<noun>(?:[a-z-]+\s+){{0,3}}[a-z]+s)\b[^,;:.]{{0,40}}\s"
    r"are\s+(?:as\s+follows|the\s+following)\W*\Z",
    re.IGNORECASE,
)
_SHOWN = regex(
    r"\btable\b[^.;:]{0,30}\b(?:shows?|lists?|describes?|names?|gives?|holds?|contains?|has|covers?|sums?\s+up|summari[sz]es?"
    rf"|defines?|sets?\s+out)\s+(?:the\s+|all\s+|our\s+|its\s+)*{_NUMBER}{_THINGS}",
    re.IGNORECASE,
)
_CASE_OPENS = regex(
    r"\A\W*(?:when(?:ever)?|if|where|while|after|before|once|for|in|at|on|with|of|beyond|besides|apart|between|among"
    r"|following|using|given|under|unless|until|to)\b",
    re.IGNORECASE,
)
"""A phrase or clause before the main one, whose things no list follows."""
_GOES_ON = regex(
    r"\A(?:\s+(?:of|for|to)\s+(?:[\w’'-]+\s?){1,5}?)?(?:,\s+(?:each|all|which|and\s+each|from|every|with|none|both)\b"
    r"|\s+(?:that|which|when|whenever|if|where)\b)",
    re.IGNORECASE,
)
"""What is said of the things before the colon, not to what the list belongs."""
_COMPLETED = regex(
    r"\b(?:must|should|shall|may|can|will|to|for|on|in|into|by|with|at|from|about|of|that|whether|if|not|do|does|as|than"
    r"|considers?|checks?|asks?|says?|decides?|agrees?|needs?|wants?|means?|requires?|chooses?)\s*\Z",
    re.IGNORECASE,
)
"""A clause that only the list completes: the list holds its objects."""
_SHORT_HEAD = 6
"""Words after the things and before the colon up to which the list is taken to hold the things."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_SUBSECTIONS = regex(
    r"\b(?:following|next)\s+(?:sub)?sections\b|\b(?:sub)?sections\s+below\b", re.I
)
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
_TIMES = frozenset({"time", "period"})
_RUN = 12
"""Items of a section with numbers of one unit from which on they are entries of a table."""
_ROUNDING = 0.04
"""Share by which two times may differ and still be the same ("30 days", "one month")."""


def inconsistent_number(context: Context, params: Params) -> Iterator[Draft]:
    """The same thing with two values."""
    for document in context.documents:
        with_numbers = list(numbered(document))
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
        spans += [(statement, found) for found in ranges(statement.text)]
    reported: set[tuple[str, str]] = set()
    for group in by_unit.values():
        yield from _clashes(document, group, terms, least, reported)
    for a, b in number_twins(document, with_numbers):
        known = (a.statement.id, b.statement.id) in reported
        if not (known or told_apart(document, a.statement, b.statement)):
            reported.add((a.statement.id, b.statement.id))
            yield _draft(document, b.statement, a.statement, b.written, a.written)
    yield from _range_clashes(document, spans)
    counted = list(counts(document, with_numbers))
    yield from _count_clashes(document, counted, reported)
    for nth, there in beyond(document, counted):
        yield _draft(document, nth.statement, there.statement, nth.written, there.written)
    yield from _part_clashes(document)
    yield from _against_numbered(document, with_numbers)


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
    for (earlier, a), (later, b) in combinations(group, 2):
        pair = (earlier.id, later.id)
        alike = earlier.section_id == later.section_id and earlier.kind is later.kind
        if alike and earlier.kind is BlockKind.ITEM and items[earlier.section_id] > _RUN:
            continue  # a run of like items, each with a number of its own
        if values[earlier.id] & values[later.id]:
            continue  # they agree in one number, so the others are of other things
        if earlier.id == later.id or pair in reported or not _disagree(a, b):
            continue
        rates = rate_of(earlier.text, a), rate_of(later.text, b)
        if all(rates) and rates[0] != rates[1]:
            continue  # so many per minute, and so many per hour
        same = (
            _told_of_one(earlier, a, later, b, least)
            or _same_term(document, terms, earlier, later, content(f"{a.written} {b.written}"))
            or one_measure(document, earlier, a, later, b)
        )
        if same and not told_apart(document, earlier, later):
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
        margin = _ROUNDING * max(a.value, b.value) if a.units & _TIMES else 0.0
        return abs(a.value - b.value) > margin
    low, high = (a, b) if a.side == "least" or b.side == "most" else (b, a)
    return low.value > high.value


def _range_clashes(document: Document, spans: list[tuple[Statement, Range]]) -> Iterator[Draft]:
    """A range that reaches beyond the one that says what the rules apply to."""
    for there, scope in spans:
        if not _SCOPE.search(there.text):
            continue
        for here, other in spans:
            overlaps = other.low <= scope.high and scope.low <= other.high
            beyond = other.low < scope.low or other.high > scope.high
            if here.id != there.id and other.bearer == scope.bearer and overlaps and beyond:
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


_TO_WHICH = regex(
    r",\s+(?:(?:to|of|for|in|from|with)\s+)?(?:which|who(?:m|se)?)\b.*", re.I | re.DOTALL
)
"""What a sentence goes on to say of the last item."""


def count_against_list(context: Context, params: Params) -> Iterator[Draft]:
    """A sentence announces a number of things and its list holds another number."""
    for document in context.documents:
        lists = item_lists(document)
        for statement in document.prose:
            yield from _against_subsections(document, statement)
            yield from _against_table(document, statement)
            yield from _against_next_list(document, statement, lists)
            match = _announcing(statement)
            if match is None:
                continue
            items = lists.get(statement.id, [])
            count = len(items) or _ordinals(statement.text) or _inline(statement.text)
            if count < 2:
                continue
            said = int(value_of(match["number"]))
            if said != count:
                yield Draft(
                    f"The sentence announces {match['number']} {match['noun']}, "
                    f"the list holds {count}.",
                    "one item is missing, or one too many",
                    (
                        document.place(statement),
                        *(Place(document, item.span, "last-item") for item in items[-1:]),
                        *([] if items else _after_colon(document, statement)),
                    ),
                )


def _announcing(statement: Statement) -> re.Match[str] | None:
    """The count of a list that follows; without a colon none does, in the sentence or below it."""
    if ":" not in statement.text:
        return None
    match = _COUNT.search(statement.text)
    if match is not None and _announces(statement, match):
        return match
    return _OPENING.match(statement.text) or _RIGHT_BEFORE.search(statement.text)


def _against_next_list(
    document: Document, statement: Statement, lists: dict[str, list[Block]]
) -> Iterator[Draft]:
    """A number of things that "are as follows", and the list under the next sentence."""
    match = _AS_FOLLOWS.match(statement.text) if "follow" in statement.text else None
    block = document.in_block[statement.block_id]
    after = block[block.index(statement) + 1 :][:1] if match else []
    items = lists.get(after[0].id, []) if after else []
    if match is not None and len(items) > 1 and int(value_of(match["number"])) != len(items):
        yield Draft(
            f"The sentence announces {match['number']} {match['noun']}, "
            f"the list holds {len(items)}.",
            "one item is missing, or one too many",
            (document.place(statement), Place(document, items[-1].span, "last-item")),
        )


def _against_table(document: Document, statement: Statement) -> Iterator[Draft]:
    """A number of things that a table is said to show, and its rows."""
    match = _SHOWN.search(statement.text) if "table" in statement.text else None
    rows = table_rows(document, statement) if match else None
    if match is not None and rows is not None and int(value_of(match["number"])) != rows[0]:
        yield Draft(
            f"The sentence announces {match['number']} {match['noun']}, the table holds {rows[0]}.",
            "one row is missing, or one too many",
            (document.place(statement), Place(document, rows[1], "last-item")),
        )


def _after_colon(document: Document, statement: Statement) -> list[Place]:
    """Where a sentence holds its list itself."""
    written = document.written(statement)
    start = statement.span.start + written.find(":") + 1
    end = statement.span.start + len(written.rstrip())
    return [Place(document, Span(start, end), "last-item")] if ":" in written else []


def _announces(statement: Statement, match: re.Match[str]) -> bool:
    """The count must belong to the list: the sentence ends in a colon, or the colon follows."""
    rest = statement.text[match.end() :]
    before = statement.text[: match.start()]
    head, colon, after = rest.partition(":")
    if re.search(r"\b(?:between|among)\s+(?:the|these|those)?\s*\Z", before):
        return False  # the list says how to choose between the things
    if re.search(
        r"\bfor\s+(?:each|every|any)\s+of\s+\Z", statement.text[: match.start("number")], re.I
    ):
        return False  # the list says what to tell of each
    if re.search(r"\bfollowing\b", head + before):
        return False  # the list holds what "following" stands before
    if not colon or re.search(r"\bof\s+the\b", match[0]):
        return False
    if match["led"] or match["other"] or match["next"]:
        return not after.strip() or len(head.split()) <= _SHORT_HEAD
    if "," in head and _CASE_OPENS.match(statement.text):
        return False
    if _COMPLETED.search(head):
        return False
    if match[0].casefold().startswith("these ") and not after.strip():
        return True  # they were not told of before, so the list must hold them
    return len(head.split()) <= _SHORT_HEAD or (
        not after.strip() and _GOES_ON.match(head) is not None
    )


_CLAUSE = regex(r"(?:they|it|this|these|we|you|he|she|there|both)\s", re.IGNORECASE)
"""Opens a sentence, and no list."""


def _inline(text: str) -> int:
    """Items of a list inside the sentence after its colon ("three fields: a, b and c")."""
    _, colon, rest = text.partition(":")
    rest = _TO_WHICH.sub("", rest.strip().rstrip("."))
    if (
        not colon
        or not rest
        or _CLAUSE.match(rest)
        or re.search(r"[.;:(]", rest)
        or len(rest.split()) > 16
    ):
        return 0
    if not re.search(r"\b(?:and|or)\b", rest):
        return 0
    # With a comma before the last one, "and" and "or" inside the items join no items.
    joint = r",\s*" if re.search(r",\s*(?:and|or)\b", rest) else r",\s*|\s+(?:and|or)\s+"
    return len([part for part in re.split(joint, rest) if part])


def _ordinals(text: str) -> int:
    """Items that a sentence numbers after its colon ("first, ...; and second, ...")."""
    rest = text.partition(":")[2].casefold()
    count = 0
    while count < len(_ORDINALS) and re.search(rf"\b{_ORDINALS[count]}(?:ly)?,", rest):
        count += 1
    return count if count > 1 else 0


def _against_subsections(document: Document, statement: Statement) -> Iterator[Draft]:
    """A number of things of which the following subsections are said to treat."""
    if "sections" not in statement.text or not _SUBSECTIONS.search(statement.text):
        return
    match = _COUNT.search(statement.text)
    children = document.children.get(statement.section_id, [])
    if match is None or len(children) < 2 or int(value_of(match["number"])) == len(children):
        return
    yield Draft(
        f"The sentence announces {match['number']} {match['noun']}, "
        f"and {len(children)} subsections follow.",
        "one of them is missing, or one too many",
        (document.place(statement), document.heading_place(children[-1], "last-item")),
    )
