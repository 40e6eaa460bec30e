"""Sections that a sentence names in words, by title or number, and that the document has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document, Draft
from specaudit.lint.facts import facts
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
_ATTACHED = regex(
    r"\b(?P<name>(?:Appendix|Annex|Schedule|Exhibit|Attachment)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4}))\b"
    r"(?!\s+(?:of|to|in|from)\s+(?!this\b))"
)
"""A part that follows the text, by its letter or number."""
_COUNTED = regex(
    r"\b(?P<noun>[Rr]ule|[Cc]lause|[Ii]tem|[Pp]oint|[Ss]tep|[Pp]rinciple|[Gg]uideline|[Rr]equirement)"
    r"\s+(?P<number>\d{1,2})(?![\w%.]|\s*(?:of|in|from)\s(?!(?:this|the)\s+(?:spec\w*|document|list|page"
    r"|polic(?:y|ies))\b))(?!\.\d)"
)
"""An entry of a numbered list."""
_LIST_NUMBER = regex(
    r"^(?P<indent>[ \t>]*)(?:(?P<line>={2,}|-{3,})[ \t]*$|(?:[-*]\s+)?(?:(?P<heading>#{1,6}\s+)"
    r"(?:(?:\*\*)?(?P<number>\d{1,3})[.):](?!\d))?|(?:\*\*)?(?P<item>\d{1,3})[.):](?!\d)))",
    re.MULTILINE,
)
"""A heading, or the number of a list's item."""
_PARTED = regex(r"\b[Ss]ection\s+(?P<label>[A-Z]|\d+)\.(?P<part>\d{1,2})(?![\w.]*\d)")
_NUMBERED = regex(
    r"(?<!this )\b[Ss]ection\s+(?P<label>\d+|[A-Z])(?![\w’'])(?P<rest>[\w.()-]*)"
    r"(?!,?\s+(?:of|in)\s+(?!this\b))"
)
_ELSEWHERE = regex(
    r"\b(?:RFC\s?\d*|ISO\s?\d*|Act|Code|Law|Regulation|Directive|Treaty|Standard|U\.S\.C\.?|CFR"
    r"|GDPR|Terms|Agreement|Policy|Guide)\b[\s,(]*(?:[\w-]+[\s,]*){0,2}\Z"
)
"""The name of another document right before a number: the section is that one's."""
_OF_A_FILE = regex(r"`[\w./-]+\.(?:md|mdx|rst|adoc|html|txt|tex)`")
_HEADING_LABEL = regex(
    r"(?:Section\s+|§\s*)?(?P<label>\d+|[A-Z])(?:[.):]|\.\d|\s*[-–—]|\s+(?=[A-Z])|\Z)"
)
_BY_TITLE = (_TITLED, _QUOTED, _QUOTED_SECTION, _SAID_UNDER)
_WITHIN = r"(?:Section\s+|§\s*)?LABEL\.(?P<label>\d+)(?:[.):]|\s)"
_FEWEST = 3
"""Numbered headings from which on a document counts its sections."""
_WHY = "the reader cannot find the rule that is meant"

_BOLD_LEAD = regex(
    r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)(?P<lead>[^*_\n]{3,90})(?:\*\*|__)", re.MULTILINE
)
"""Bold words at the head of a paragraph, which serve as its title."""


def dangling(document: Document) -> Iterator[Draft]:
    """Sentences that send the reader to a section that is not there."""
    sends = facts(document, "sends", _sends, document.prose)
    by_title = any("title" in kinds for kinds in sends.values())
    titles, items = _titles(document) if by_title else ([], [])
    labels = _labels(document) if by_title else frozenset()
    counts = any("counted" in kinds for kinds in sends.values())
    numbers = list(_shown_numbers(document.spec.text)) if counts else []
    for statement in document.prose:
        kinds = sends[statement.id]
        if "title" in kinds:
            yield from _by_title(document, statement, titles, items)
            yield from _by_number(document, statement, labels)
            yield from _by_part(document, statement)
        if "attached" in kinds:
            yield from _attached(document, statement)
        if "counted" in kinds:
            yield from _counted(document, statement, numbers)


def _titles(document: Document) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """The words of every section's title, and of every item's label or bold head."""
    items = [content(block.label) for block in document.spec.blocks if block.label]
    items += [content(match["lead"]) for match in _BOLD_LEAD.finditer(document.spec.text)]
    return [content(section.title) for section in document.spec.sections if section.depth], items


def _shown_numbers(text: str) -> Iterator[int]:
    """The numbers that readers see at headings and items: a list of "1." alone counts up."""
    last: dict[str, tuple[int, int]] = {}
    for match in _LIST_NUMBER.finditer(text):
        if match["heading"] or match["line"]:
            last.clear()
        if number := match["number"] or match["item"]:
            written = int(number)
            before, shown = last.get(match["indent"], (0, 0))
            shown = shown + 1 if written == before else written
            last[match["indent"]] = written, shown
            yield shown


def _sends(statement: Statement) -> list[str]:
    """The ways in which a sentence sends its reader elsewhere."""
    text = statement.text
    named = any(sign in text for sign in ("ection", "ee ", "hapter", '"', "“"))
    by_title = (*_BY_TITLE, _NUMBERED, _PARTED)
    return [
        *(["title"] if named and any(p.search(text) for p in by_title) else []),
        *(["attached"] if _ATTACHED.search(text) else []),
        *(["counted"] if _COUNTED.search(text) else []),
    ]


def _by_title(
    document: Document,
    statement: Statement,
    titles: Sequence[frozenset[str]],
    items: Sequence[frozenset[str]],
) -> Iterator[Draft]:
    """Titles that no section has, in whole or in part, and no item's label holds."""
    source = document.written(statement)
    if not titles or "](" in source or "][" in source:
        return
    for pattern in _BY_TITLE:
        for match in pattern.finditer(statement.text):
            words = content(match["title"])
            headed = any(words <= title or title <= words for title in titles if title)
            if words and not headed and not any(words <= label for label in items):
                yield Draft(
                    f'The text sends to "{match["title"]}", and no section has that title.',
                    _WHY,
                    (document.place(statement),),
                )


def _attached(document: Document, statement: Statement) -> Iterator[Draft]:
    """Appendices and the like that no heading and no beginning of a line holds."""
    text = document.spec.text
    for match in _ATTACHED.finditer(statement.text):
        name = " ".join(match["name"].split())
        headed = any(name in section.title for section in document.spec.sections)
        begins = any(
            other is not statement and other.text.lstrip("*_ ").startswith(name)
            for other in document.spec.statements
        )
        linked = f"[{name}]" in text or _OF_A_FILE.search(document.written(statement)) is not None
        if not (headed or begins or linked or _ELSEWHERE.search(statement.text[: match.start()])):
            yield _missing(document, statement, name)


def _counted(document: Document, statement: Statement, numbers: Sequence[int]) -> Iterator[Draft]:
    """Entries of a numbered list whose number no list and no heading reaches."""
    if len(numbers) < _FEWEST:
        return
    for match in _COUNTED.finditer(statement.text):
        if int(match["number"]) > max(numbers):
            yield _missing(document, statement, match[0])


def _by_part(document: Document, statement: Statement) -> Iterator[Draft]:
    """Parts of a section ("Section D.9") whose section has numbered parts, and not this one."""
    for match in _PARTED.finditer(statement.text):
        if _ELSEWHERE.search(statement.text[: match.start()]):
            continue
        for section in document.spec.sections:
            named = _HEADING_LABEL.match(section.title)
            if named is None or named["label"] != match["label"]:
                continue
            titles = [child.title for child in document.children[section.id]]
            # "4.1 Errors" under "4 Running" is its first part, and so is "1 Errors".
            whole = regex(_WITHIN.replace("LABEL", re.escape(match["label"])))
            below = [whole.match(title) or _HEADING_LABEL.match(title) for title in titles]
            parts = {child["label"] for child in below if child}
            if parts and match["part"] not in parts:
                yield _missing(document, statement, match[0])
            break


def _missing(document: Document, statement: Statement, name: str) -> Draft:
    return Draft(
        f"The text sends to {' '.join(name.split())}, and the document has none.",
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
