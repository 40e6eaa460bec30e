"""Sections that a sentence names in words, by title or number, and that the document has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document, Draft
from specaudit.lint.facts import facts
from specaudit.lint.named_parts import HEADING_LABEL, elsewhere, goes_on, nowhere
from specaudit.lint.similarity import content

_TITLED = regex(
    r"\b(?:see|described|defined|explained|listed|outlined|discussed|covered|given|set\s+out|under|per"
    r"|following)\s+(?:also\s+)?(?:in\s+)?the\s+(?P<open>[“\"]?)"
    r"(?P<title>[A-Z][\w’'-]*(?:\s+[\w’'&-]+){0,5}?)(?:(?<=\w)[”\"])?\s+(?:section|chapter)\b"
    r"(?!\s+(?:of|in|from)\b)"
)
_TITLE = r"[“\"](?P<title>[A-Z][^“”\"]{3,60})[.,]?[”\"](?!\s+(?:in|of|from|by)\b)"
_QUOTED = regex(
    r"\b[Ss]ee\s+(?:also\s+)?(?:the\s+section\s+(?:on\s+|called\s+)?)?" + _TITLE,
)
_QUOTED_SECTION = regex(
    r"\b(?:[Ss]ection|[Cc]hapter|[Hh]eading|[Ss]ubsection)\s+(?:(?:on|called|titled|entitled|named)\s+)?"
    + _TITLE,
)
_SAID_UNDER = regex(
    r"\b(?:listed|described|explained|defined|given|set\s+out|covered|discussed|found|treated|stated"
    r"|detailed|outlined|specified|summari[sz]ed|laid\s+(?:down|out))\s+(?:\w+\s+)?(?:under|in|at)\s+"
    + _TITLE,
)
_NUMBERED = regex(
    r"(?<!this )\b[Ss]ection\s+(?P<label>\d+|[A-Z])(?![\w’'])(?P<rest>(?:[\w.()-]|\s\(\w{1,3}\))*+)"
    r"(?!,?\s+(?:of|in)\s+(?!this\b))"
)
_EXAMPLE = regex(
    r"\b(?:example|scenario)\s+(?:called\s+|titled\s+|headed\s+)?[“\"](?P<title>[A-Z][^“”\"]{3,60})[.,]?[”\"]"
    r"\s+(?:below|above|in\s+this)\b|\b(?:in|see)\s+the\s+example\s+[“\"](?P<seen>[A-Z][^“”\"]{3,60})[.,]?[”\"]"
)
"""A worked example by its title."""
_SET_OFF = regex(
    r"\b(?:under|see|[Ss]ee\s+also|in\s+the\s+(?:section|chapter)|the\s+cases\s+(?:in|of))\s+"
    r"(?P<mark>\*{1,2}|_{1,2})(?P<title>[A-Z][\w’'-]*(?:\s[\w’'-]+){1,6})(?P=mark)(?!\w)"
)
"""A title set in italics or bold."""
_BARE = regex(
    r"\b[Tt]he\s+(?:section|chapter)\s+(?P<title>[A-Z][\w’'-]*(?:\s[\w’'-]+){1,5})(?=[.,;:)]|\Z)"
)
_ON = (
    r"(?:section|chapter|subsection|sidebar)\s+(?:on|about|covering|concerning|dealing\s+with"
    r"|devoted\s+to)\s+(?:the\s+)?"
)
_TOPIC = regex(
    r"\b(?:in|[Ss]ee(?:\s+also)?|under|from|by|per|to|of|than)\s+(?:the|our)\s+"
    + _ON
    + r"(?P<topic>[a-z][\w’'-]+(?:\s+[\w’'-]+){0,3}?)(?=[.,;:)!?]|\s+(?:is|are"
    r"|appl(?:y|ies)|holds?|says?|explains?|also|above|below|and|which|that|has|have|gives?|sets?|lists?|describes?|covers?|in\s+this|for\s+(?:the|more|why|how|details?))\b|\Z)"
    r"|\b[Tt]he\s+"
    + _ON
    + r"(?P<teller>[a-z][\w’'-]+(?:\s+[\w’'-]+){0,3}?)\s+(?:says?|explains?|lists?"
    r"|sets?|describes?|covers?|defines?|gives?|governs?|tells?|shows?|decides?)\b"
)
"""A section by what it is about."""
_POINTING = frozenset(
    "this that these those it them how what when which left right top bottom side".split()
)
_BY_TITLE = (_TITLED, _QUOTED, _QUOTED_SECTION, _SAID_UNDER, _BARE)
_OTHER_DOCUMENT = regex(
    r"\b(?:RFC|ISO|Act|Code|Law|Regulation|Directive|Treaty|Standard|U\.S\.C|CFR|GDPR|DMCA|Terms"
    r"|Agreement|Contract|License|Licence|Policy|Guide|Constitution|Convention|Statute|laws?|contract"
    r"|agreement|licen[cs]e|statute|paper|standard|specification)\b"
)
_OF_ANOTHER = regex(r"\b[A-Z][\w-]+(?:\s[A-Z][\w-]+)+,\s+\Z")
"""The name of a document before a section of it."""
_LED = regex(
    r"(?:\A|[.:;(,]\s*|\b(?:in|under|see|by|to|from|with|and|or|per|of|as|that|which|also|where|when|but"
    r"|on|how|what|whatever|than)\s+)\W*\Z",
    re.IGNORECASE,
)
"""What stands before a section whose document is not named."""
_SECTIONS = 20
"""Highest number that a section of a document without numbers would be given."""
_FEWEST = 3
"""Numbered headings from which on a document counts its sections."""
_BOLD_LEAD = regex(
    r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)(?P<lead>[^*_\n]{3,90})(?:\*\*|__)", re.MULTILINE
)
"""Bold words at the head of a paragraph, which serve as its title."""


def missing(document: Document) -> Iterator[Draft]:
    """Sentences that send the reader to a section that is not there."""
    told = facts(document, "sections sent to", lambda one: _sends(document, one), document.prose)
    if not any(told.values()):
        return
    titles, items = _titles(document)
    labels = _labels(document)
    for statement in document.prose:
        if told[statement.id]:
            yield from _by_title(document, statement, titles, items)
            yield from _by_topic(document, statement, [*titles, *items])
            yield from _by_number(document, statement, labels)
            yield from _by_example(document, statement)


def _titles(document: Document) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """The words of every section's title, and of every item's label or bold head."""
    items = [content(block.label) for block in document.spec.blocks if block.label]
    items += [content(match["lead"]) for match in _BOLD_LEAD.finditer(document.spec.text)]
    return [content(section.title) for section in document.spec.sections if section.depth], items


def _sends(document: Document, statement: Statement) -> int:
    """Whether a sentence sends its reader to a section by title, topic or number."""
    text = statement.text
    if any(pattern.search(text) for pattern in (*_BY_TITLE, _TOPIC, _NUMBERED, _EXAMPLE)):
        return 1
    return int(
        "*" in (source := document.written(statement)) and _SET_OFF.search(source) is not None
    )


def _by_title(
    document: Document,
    statement: Statement,
    titles: Sequence[frozenset[str]],
    items: Sequence[frozenset[str]],
) -> Iterator[Draft]:
    """Titles that no section has, in whole or in part, and no item's label holds."""
    source = document.written(statement)
    if "](" in source or "][" in source:
        return
    named = [m["title"] for pattern in _BY_TITLE for m in pattern.finditer(statement.text)]
    named += [m["title"] for m in _SET_OFF.finditer(source)]
    for title in dict.fromkeys(named):
        words = content(title)
        headed = any(words <= known or known <= words for known in titles if known)
        if words and not headed and not any(words <= label for label in items):
            yield nowhere(document, statement, f'"{title}", and no section has that title')


def _by_topic(
    document: Document, statement: Statement, titles: Sequence[frozenset[str]]
) -> Iterator[Draft]:
    """A section on what no title has a word of."""
    source = document.written(statement)
    if "](" in source or "][" in source:
        return
    for match in _TOPIC.finditer(statement.text):
        topic = match["topic"] or match["teller"]
        if topic.split()[0].casefold() in _POINTING:
            continue
        words = content(topic)
        if not words or any(words <= known or known <= words for known in titles if known):
            continue
        if not any(words & known for known in titles):
            yield nowhere(
                document,
                statement,
                f'a section on "{topic}", and no title speaks of it',
                Severity.WARNING,
            )


def _by_example(document: Document, statement: Statement) -> Iterator[Draft]:
    """Examples by a title that stands nowhere else."""
    for match in _EXAMPLE.finditer(statement.text):
        title = match["title"] or match["seen"]
        said = title.rstrip(".,").casefold()
        if document.folded.count(said) <= document.written(statement).casefold().count(said):
            yield nowhere(document, statement, f'the example "{title}", and none has that title')


def _labels(document: Document) -> frozenset[str] | None:
    """The numbers and letters of headings; None where too few have any to say what is missing."""
    found = [HEADING_LABEL.match(section.title) for section in document.spec.sections]
    labels = frozenset(match["label"] for match in found if match)
    return labels if len(labels) >= _FEWEST or not labels else None


def _by_number(
    document: Document, statement: Statement, labels: frozenset[str] | None
) -> Iterator[Draft]:
    """Sections by a number that no heading has."""
    if labels is None:
        return
    for match in _NUMBERED.finditer(statement.text):
        label = match["label"]
        before = statement.text[: match.start()]
        if label in labels or elsewhere(before) or _OF_ANOTHER.search(before):
            continue
        if re.search(rf"^[ \t>*_#-]{{0,12}}{label}[.)]\s", document.spec.text, re.MULTILINE):
            continue  # the number of a point in a list
        if label.isdigit() not in {known.isdigit() for known in labels} and labels:
            continue
        if not labels and not _own_section(document, statement, match):
            continue
        yield nowhere(document, statement, f"section {label}, and no heading has that number")


def _own_section(document: Document, statement: Statement, match: re.Match[str]) -> bool:
    """Whether a document without numbered headings can only mean a section of its own.

    Sections of laws and contracts are named beside them, or have high numbers.
    """
    source = document.written(statement)
    linked = "[" in source or "`" in source or "<a " in source
    named = _OTHER_DOCUMENT.search(statement.text) or linked
    numbered = match["label"].isdigit() and int(match["label"]) <= _SECTIONS
    led = _LED.search(statement.text[: match.start()])
    alone = goes_on(statement.text, match.end())
    return numbered and led is not None and alone and not named and "(" not in match["rest"]
