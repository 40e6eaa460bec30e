"""How many things of a kind the layout shows: lists, the sections below a heading, tables.

A sentence that gives a number of "general principles" is held against the list in the section of
that name, or under a stem that says what it lists, though neither counts anything itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Block, BlockKind, Section, Span, Statement
from specaudit.lint.context import Document
from specaudit.lint.counts import COUNTED, PARTIAL, POSSIBLE, VAGUE, item_lists
from specaudit.lint.facts import having
from specaudit.lint.kin import families
from specaudit.lint.similarity import content
from specaudit.lint.spelled import in_digits, value_of
from specaudit.nlp.text import lemma

_LEAD = (
    r"(?:(?:the|these|those|all|our|its|their|[A-Z][\w]*[’']s|there\s+are|there\s+exist)(?:\s+(?:only|just|exactly))?"
    r"|(?P<verb>has|have|holds?|names?|lists?|knows?|distinguish(?:es)?|defines?|describes?|contains?|comprises?"
    r"|recogni[sz]es?|rests?\s+on|sets?\s+out|supports?|covers?|introduces?|states?|gives?|serves?|identif(?:y|ies)"
    r"|consists?\s+of|specif(?:y|ies)|lays?\s+down|discusse?s?)(?:\s+(?:only|just|exactly))?)"
)
_CLAIM = regex(rf"(?<![\w-]){_LEAD}\s+{COUNTED}", re.IGNORECASE)
_NUMBERS = regex(
    r"\b(?P<lead>the|our|its|these|[A-Z][\w]*[’']s)\s+(?P<noun>(?:[a-z][a-z’'-]*\s+){0,3}?[a-z][a-z-]*(?<!s)s)\s+"
    r"(?:number|(?:amount|come|add\s+up)\s+to)\s+(?P<number>[2-9]|[1-9]\d)\b(?!\s+(?:of|or)\b|\s*%)",
    re.IGNORECASE,
)
"""Things that "number five"."""
_BARE = regex(
    rf"(?:\A\W*|\b(?:by|from|with|through|under|on|into|against|across|list\s+of|set\s+of)\s+){COUNTED}",
    re.IGNORECASE,
)
"""A number of things, not said to be all of them."""
_TOLD = regex(
    r"\s*(?:(?:that|which)\s+(?:are|is|were)\s+)?(?:named|listed|described|set\s+out|given|defined|introduced|laid\s+down|stated"
    r"|above|below)\b[^,;.]*",
    re.IGNORECASE,
)
_OF_WHAT = regex(
    r"\s*(?P<more>(?:of|for|to|in|on|about)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+(?<![su])s\b)"
    r"|\s*(?P<clause>(?:that|which|who|of|for|to|in|on|about)\s+[^,;:.]{2,80}?)"
    r"(?=\s+(?:are|is|was|were|must|should|may|can|will|has|have|apply|applies|bind|binds|matter|hold|stand|call|come)\b|\s*[,;:.)]|\s*\Z)",
    re.IGNORECASE,
)
_HERE = families(
    "document spec specification section chapter list overview text page part constitution".split()
)
_MADE_UP = regex(
    r"\b(?:if|could|might|would|imagine|suppose|example|e\.g|between|among)\b[^,;.()]*\Z", re.I
)
_OPEN = regex(
    r"\b(?:includ\w+|such\s+as|examples?|variety|range|e\.g|non-exhaustive|limited\s+to|may|some|can|typical\w*|often|among"
    r"|any\s+of|etc)\b",
    re.IGNORECASE,
)
_HEADED = regex(rf"\b{COUNTED}", re.IGNORECASE)
_NEAR = 200
_ROW = regex(r"^[^|\n]*\|.*$", re.MULTILINE)
_RULER = regex(r"[\s|:-]+")
_TABLE = regex(
    r"\btable\s+(?:below|that\s+follows|here)\b|\bfollowing\s+table\b|\bthis\s+table\b",
    re.IGNORECASE,
)
_PLURAL = regex(r"\b[a-z][a-z-]*(?<!s)(?<!u)(?<!i)s\b", re.IGNORECASE)


_CODE = r"`[^`\n]+`"
_NEXT = rf"(?:[\w-]+\s+){{0,2}}{_CODE}"
_IN_LINE = regex(
    r"\b(?P<noun>[a-z][a-z-]*(?<!s)(?<!u)(?<!i)s)[\s:(]+"
    rf"(?P<items>{_CODE}(?:,\s+{_NEXT}){{0,11}},?\s+and\s+{_NEXT})",
    re.IGNORECASE,
)
"""Names written as code right after the word for them: "fields `a`, `b` and `c`"."""
_THESE = regex(r"\b(?:these|the\s+above)\s+((?:[a-z-]+\s+){0,2}[a-z]+s)\b", re.IGNORECASE)


class Enumeration(NamedTuple):
    """Things that the layout shows, and what the document calls them."""

    size: int
    heads: frozenset[str]
    """Nouns in the plural that may name the things, by lemma."""
    names: frozenset[str]
    """Families of all words around the things that tell of what kind they are."""
    span: Span
    open: bool
    """It may go on: "such as", "include"."""


class Claim(NamedTuple):
    """A sentence on how many things of a kind there are."""

    value: int
    head: str
    about: frozenset[str]
    """Families of the words around the noun."""
    closer: frozenset[str]
    """Families of what follows on it ("of honesty")."""
    statement: Statement
    written: str
    pointed: bool
    """It says where the things are listed."""
    whole: bool = True
    """It speaks of all of them."""

    def is_of(self, shown: Enumeration) -> bool:
        """Whether it may count the things that the layout shows."""
        named = self.about <= shown.names and self.head in shown.heads
        return named and self.closer <= shown.names


def against_layout(
    document: Document, with_numbers: Iterable[Statement]
) -> Iterator[tuple[Claim, Enumeration]]:
    """Claims that no list of the things they count bears out, each with such a list.

    Args:
        document: The document.
        with_numbers: Its statements in which a number stands, with the number in digits.
    """
    claims = [claim for statement in with_numbers for claim in _claims(statement)]
    if not claims:
        return
    shown = list(_enumerations(document))
    for claim in claims:
        of_kind = [
            one
            for one in shown
            if claim.is_of(one) and not one.span.start <= claim.statement.span.start < one.span.end
        ]
        if any(one.size == claim.value for one in of_kind):
            continue
        wrong = [
            one
            for one in of_kind
            if (claim.whole and (claim.value < one.size or claim.pointed))
            or (claim.value > one.size and not one.open)
        ]
        if wrong:
            yield claim, wrong[0]


def _claims(statement: Statement) -> Iterator[Claim]:
    text = statement.text
    found: dict[int, Claim] = {}
    for match, whole in _counted(text):
        nouns = match["noun"].split()
        # In proportion to the text: what is far before a number says nothing about it.
        before = text[max(0, match.start() - _NEAR) : match.start()]
        rest = text[match.end("noun") :]
        if {lemma(word.casefold()) for word in nouns} & PARTIAL or _MADE_UP.search(before):
            continue
        if match.groupdict().get("verb") and POSSIBLE.search(before):
            continue
        told = _TOLD.match(rest)
        more = None if told else _OF_WHAT.match(rest)
        head = lemma(nouns[-1].casefold())
        closer = (more["more"] or more["clause"]) if more else ""
        around, after = content(match["noun"]) - {head}, content(closer) - {head}
        # "general" alone may be what a heading says, beside a closer word it says no more
        about = families(around - VAGUE or (around if not after - VAGUE else ())) - _HERE
        further = families(after - VAGUE) - _HERE
        if (about or further) and match.start("number") not in found:
            found[match.start("number")] = Claim(
                int(value_of(match["number"])),
                head,
                about,
                further,
                statement,
                f"{match['number']} {match['noun']}",
                told is not None,
                whole,
            )
    yield from found.values()


def _counted(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Numbers of things in a text, and whether they are said to be all."""
    for pattern in (_CLAIM, _NUMBERS, _BARE):
        for match in pattern.finditer(text):
            yield match, pattern is not _BARE


def _enumerations(document: Document) -> Iterator[Enumeration]:
    lists: dict[str, list[list[Block]]] = defaultdict(list)
    stems = item_lists(document)
    for stem_id, items in stems.items():
        stem = document.statements.get(stem_id)
        if stem is not None and len(items) > 1:
            lists[stem.section_id].append(items)
            yield _under_stem(document, stem, items)
    for section in document.spec.sections:
        yield from _headed(document, section, lists[section.id])
    for statement in having(document, _IN_LINE, "prose", written=True):
        yield from _in_line(document, statement)


def _in_line(document: Document, statement: Statement) -> Iterator[Enumeration]:
    """Names that a sentence lists right after the word for them."""
    for match in _IN_LINE.finditer(document.written(statement)):
        before = match.string[: match.start("items")]
        yield Enumeration(
            match["items"].count("`") // 2,
            _plurals(match["noun"]),
            families(content(before)),
            statement.span,
            _OPEN.search(before) is not None,
        )


def _under_stem(document: Document, stem: Statement, items: list[Block]) -> Enumeration:
    """A list under the sentence that introduces it."""
    section = document.sections.get(stem.section_id)
    title = _title(section) if section else ""
    return Enumeration(
        len(items),
        _plurals(stem.text),
        families(content(f"{stem.text} {title}")),
        Span(stem.span.start, items[-1].span.end),
        _OPEN.search(stem.text) is not None,
    )


def _headed(
    document: Document, section: Section, lists: list[list[Block]]
) -> Iterator[Enumeration]:
    """What a heading counts, or has below it: one list, or subsections."""
    title = _title(section)
    heads, names = _plurals(section.title), families(content(title))
    counted = _HEADED.search(in_digits(section.title))
    if counted is not None:
        size = int(value_of(counted["number"]))
        yield Enumeration(size, heads, names, section.heading, open=False)
    elif len(lists) == 1:
        back = _pointed_back(document, section)
        named, names = heads | _plurals(back), names | families(content(back))
        span = Span(section.heading.start, lists[0][-1].span.end)
        stem = document.statements.get(lists[0][0].stem_id or "")
        yield Enumeration(
            len(lists[0]), named, names, span, stem is not None and bool(_OPEN.search(stem.text))
        )


def _pointed_back(document: Document, section: Section) -> str:
    """Nouns by which a section speaks of what it listed: "these honesty properties"."""
    return " ".join(
        match[1]
        for statement in document.in_section[section.id]
        for match in _THESE.finditer(statement.text)
    )


def _title(section: Section) -> str:
    return f"{section.title} {re.sub('[_-]', ' ', section.id)}"


def _plurals(text: str) -> frozenset[str]:
    return frozenset(
        lemma(match[0].casefold())
        for match in _PLURAL.finditer(text)
        if lemma(match[0].casefold()) != match[0].casefold()
    )


def table_rows(document: Document, statement: Statement) -> tuple[int, Span] | None:
    """Rows of the table that a sentence says or shows to follow, and where the last one stands."""
    if _TABLE.search(statement.text) is None and not statement.text.endswith(":"):
        return None
    rows = [
        block
        for block in document.spec.blocks
        if block.kind is BlockKind.CELL
        and block.section_id == statement.section_id
        and block.span.start > statement.span.end
    ]
    if not rows:
        return None
    text = document.spec.text
    start = text.rfind("\n", 0, rows[0].span.start) + 1
    lines: list[re.Match[str]] = []
    for match in _ROW.finditer(text, start):
        if lines and match.start() != lines[-1].end() + 1:
            break
        lines.append(match)
    body = [line for line in lines if not _RULER.fullmatch(line[0])]
    ruled = len(body) < len(lines)
    return (len(body) - ruled, Span(body[-1].start(), body[-1].end())) if body else None
