"""Sections that a sentence names in words, by title or number, and that the document has not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Span, Statement
from specaudit.lint.context import Document, Draft, Place
from specaudit.lint.similarity import content

_TITLED = regex(
    r"\b(?:see|described|defined|explained|listed|outlined|discussed|covered|given|set\s+out|under|per"
    r"|following)\s+(?:also\s+)?(?:in\s+)?the\s+(?P<open>[“\"]?)"
    r"(?P<title>[A-Z][\w’'-]*(?:\s+[\w’'&-]+){0,5}?)(?:(?<=\w)[”\"])?\s+(?:section|chapter)\b"
    r"(?!\s+(?:of|in|from)\b)"
)
_QUOTED = regex(
    r"\b[Ss]ee\s+(?:also\s+)?(?:the\s+section\s+(?:on\s+|called\s+)?)?"
    r"[“\"](?P<title>[A-Z][^“”\"]{3,60})[”\"](?!\s+(?:in|of|from|by)\b)"
)
_NUMBERED = regex(
    r"(?<!this )\b[Ss]ection\s+(?P<label>\d+|[A-Z])(?![\w’'])(?P<rest>[\w.()-]*)"
    r"(?!,?\s+(?:of|in)\s+(?!this\b))"
)
_ELSEWHERE = regex(
    r"\b(?:RFC\s?\d*|ISO\s?\d*|Act|Code|Law|Regulation|Directive|Treaty|Standard|U\.S\.C\.?|CFR"
    r"|GDPR|Terms|Agreement|Policy|Guide)\b[\s,(]*(?:[\w-]+[\s,]*){0,2}\Z"
)
"""The name of another document right before a number: the section is that one's."""
_HEADING_LABEL = regex(
    r"(?:Section\s+|§\s*)?(?P<label>\d+|[A-Z])(?:[.):]|\.\d|\s*[-–—]|\s+(?=[A-Z])|\Z)"
)
_LABELLED = regex(r"(?<![\]\\!`])\[[^\[\]\n]+\]\[(?P<label>[^\[\]\n]+)\]")
_DEFINED = regex(r"^ {0,3}\[(?P<label>[^\[\]\n^]+)\]:", re.MULTILINE)
_FEWEST = 3
"""Numbered headings from which on a document counts its sections."""
_WHY = "the reader cannot find the rule that is meant"


def dangling(document: Document) -> Iterator[Draft]:
    """Sentences that send the reader to a section, or use a link label, that is not there."""
    titles = [content(section.title) for section in document.spec.sections if section.depth]
    labels = _labels(document)
    for statement in document.prose:
        text = statement.text
        if "ection" in text or "ee " in text or "hapter" in text:
            yield from _by_title(document, statement, titles)
            yield from _by_number(document, statement, labels)
    yield from _by_label(document)


def _by_title(
    document: Document, statement: Statement, titles: list[frozenset[str]]
) -> Iterator[Draft]:
    source = document.spec.text[statement.span.start : statement.span.end]
    if not titles or "](" in source or "][" in source:
        return
    for pattern in (_TITLED, _QUOTED):
        for match in pattern.finditer(statement.text):
            words = content(match["title"])
            if words and not any(words <= title or title <= words for title in titles if title):
                yield Draft(
                    f'The text sends to "{match["title"]}", and no section has that title.',
                    _WHY,
                    (document.place(statement),),
                )


def _labels(document: Document) -> frozenset[str]:
    found = [_HEADING_LABEL.match(section.title) for section in document.spec.sections]
    labels = [match["label"] for match in found if match]
    return frozenset(labels) if len(labels) >= _FEWEST else frozenset()


def _by_number(document: Document, statement: Statement, labels: frozenset[str]) -> Iterator[Draft]:
    if not labels:
        return
    for match in _NUMBERED.finditer(statement.text):
        if match["label"].isdigit() not in {label.isdigit() for label in labels}:
            continue
        if match["label"] in labels or _ELSEWHERE.search(statement.text[: match.start()]):
            continue
        yield Draft(
            f"The text sends to section {match['label']}, and no heading has that number.",
            _WHY,
            (document.place(statement),),
        )


def _by_label(document: Document) -> Iterator[Draft]:
    text = document.spec.text
    if "][" not in text:
        return
    defined = {" ".join(m["label"].split()).casefold() for m in _DEFINED.finditer(text)}
    if not defined:
        return
    for statement in document.prose:
        if text.find("][", statement.span.start, statement.span.end) < 0:
            continue
        for match in _LABELLED.finditer(text, statement.span.start, statement.span.end):
            in_code = text.count("`", statement.span.start, match.start()) % 2
            if not in_code and " ".join(match["label"].split()).casefold() not in defined:
                yield Draft(
                    f"A link uses the label [{match['label']}], which is defined nowhere.",
                    _WHY,
                    (Place(document, Span(*match.span())),),
                )
