"""What a document says its words mean, in definitions and in passing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Definition, Span, Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import having
from specaudit.lint.similarity import content

_TERM = r"(?P<term>[^“”\"*_:;,.()\n]{2,60}?)"
_START = r"\A\W*(?:as\s+[\w\s]{2,30},\s+)?(?:the\s+(?:term|word)\s+)?(?:(?:an?|the)\s+)?"
_NOUN_PHRASE = r"(?=(?:an?|any|the|those|every|each|one|some(?:one|body|thing)?|all)\s)"
_PLAIN = regex(
    _START
    + _TERM
    + r"\s+(?:refers?\s+to|(?:is|are)\s+defined\s+as|denotes?|stands?\s+for"
    + rf"|here\s+means?|means?\s+{_NOUN_PHRASE})\s+(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_IS = regex(
    _START + rf"[“\"]{_TERM}[”\"]\s+(?:is|are)\s+{_NOUN_PHRASE}(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = regex(
    rf"\A\W{{0,3}}(?:\*\*|__){_TERM}(?::(?:\*\*|__)|(?:\*\*|__)\s*:)\s*"
    r"(?P<text>(?:[a-z]|(?:An?|Any|The|Those|Every|Each|One|Some\w*)\s).+)",
    re.DOTALL,
)
_CALLED = regex(
    rf"\b(?:called|known\s+as|termed|referred\s+to\s+as)\s+(?:an?\s+|the\s+)?[“\"]{_TERM}[,.]?[”\"]",
    re.IGNORECASE,
)
_GLOSSED = regex(rf"\(\s*[“\"]{_TERM}[”\"]\s*\)")
_TITLE_IS = regex(
    r"\A(?:(?:an?|the)\s+)?(?P<term>[\w’'-]+(?:\s+[\w’'-]+){0,4}?)\s+(?:is|are)\s+"
    r"(?!(?:not|also|meant|expected|able|only|being|often|sometimes|usually"
    r"|[a-z]+ed)\b)(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BY = regex(
    r"\A\W*by\s+(?:(?:an?|the)\s+)?[“\"]?(?P<term>[\w’'-]+(?:\s[\w’'-]+){0,3}?)[”\"]?,?\s+"
    r"(?:we|this\s+[\w-]+|these\s+[\w-]+)\s+(?:here\s+)?means?\s+(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SAID = regex(
    r"\A\W*+(?!(?:this|these|that|those|such)\b)(?:(?:an?|the)\s+)?"
    r"[“\"]?(?P<term>[\w’'-]+(?:\s+[\w’'-]+){0,3}?)[”\"]?\s+(?:(?:is|are)\s+(?=(?:an?|any|those|every|each)\s)|involves?\s+|consists?\s+of\s+)"
    r"(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_NAME = 4
"""Words of what a short name stands for."""
_VERBS = (" refer", " defined", " denote", " mean", " stand")
_BACK = regex(r"\A\W*(?:such|these|this|those|they|it)\b", re.IGNORECASE)
_NO_TERM = frozenset(
    "this that these those it they which what who we you he she one there such example note "
    "does do did not is are was were can may might could would should will to and or".split()
)
_LOCAL = regex(
    r"\b(?:for\s+(?:the\s+)?purposes?\s+of|in\s+this\s+(?:section|context|case|example|part)"
    r"|within\s+this\s+section|as\s+used\s+(?:in\s+this\s+section|here))\b",
    re.IGNORECASE,
)


class Meaning(NamedTuple):
    """One place where a term is given a meaning."""

    term: str
    text: str
    """What it is said to mean, as a reader sees it."""
    span: Span
    block_id: str
    explicit: bool
    """A definition; False for a gloss in passing or the first sentence under the term's heading."""
    short: bool = False
    """A short name in parentheses for what stands before it, which is the text then."""


def meanings(document: Document) -> Iterator[Meaning]:
    """Meanings, those with a scope of their own left out; what is said of a defined term last."""
    found = list(_given(document))
    yield from found
    yield from _said_of(document, [meaning for meaning in found if meaning.explicit])


def _said_of(document: Document, defined: list[Meaning]) -> Iterator[Meaning]:
    """What other sentences say a defined term is ("A page is a part of ...", "Lying involves")."""
    terms = {content(meaning.term) for meaning in defined}
    taken = {meaning.span for meaning in defined}
    if not terms:
        return
    for statement in having(document, _SAID, "prose"):
        match = _SAID.match(statement.text)
        if match is None or content(match["term"]) not in terms or statement.span in taken:
            continue
        if not _LOCAL.search(statement.text):
            yield _meaning(match["term"], match["text"], statement, False)


def _given(document: Document) -> Iterator[Meaning]:
    """Meanings in document order."""
    defined: dict[str, list[Meaning]] = {}
    for definition in document.spec.definitions:
        statement = document.statements.get(definition.statement_id or "")
        short = statement is not None and definition.text == statement.text
        defined.setdefault(definition.statement_id or "", []).append(
            Meaning(
                definition.term,
                _before(definition) if short else definition.text,
                statement.span if statement else definition.span,
                statement.block_id if statement else "",
                True,
                short,
            )
        )
    yield from defined.pop("", ())
    fields = _fields(document)
    before: Statement | None = None
    opened: set[str] = set()
    for statement in document.prose:
        first = statement.section_id not in opened
        opened.add(statement.section_id)
        found = defined.get(statement.id) or list(_read(document, statement, before, first, fields))
        if found and not _LOCAL.search(statement.text):
            yield from found
        before = statement


def _before(definition: Definition) -> str:
    """The last words before a short name in parentheses."""
    told = definition.text.partition(definition.term)[0].rpartition("(")[0]
    return " ".join(told.split()[-_NAME:])


def _read(
    document: Document,
    statement: Statement,
    before: Statement | None,
    first: bool,
    fields: frozenset[str],
) -> Iterator[Meaning]:
    """Meanings that a sentence gives without the marks of a definition.

    Args:
        document: The document.
        statement: The sentence.
        before: The sentence before it.
        first: It opens its section.
        fields: Labels that define nothing.
    """
    text = statement.text
    whole = _sentence(document, statement)
    if whole is not None:
        if _is_term(whole["term"]) and whole["term"].strip() not in fields:
            yield _meaning(whole["term"], whole["text"], statement, True)
        return
    if '"' in text or "“" in text:
        for match in _CALLED.finditer(text):
            told = text[: match.start()]
            if before is not None and _BACK.match(text):
                told = f"{before.text} {told}"
            yield _meaning(match["term"], told, statement, False)
        for match in _GLOSSED.finditer(text):
            yield _meaning(match["term"], text[: match.start()], statement, False)
    if first and (headed := _TITLE_IS.match(text)):
        title = document.sections[statement.section_id].title
        if content(title) and content(headed["term"]) == content(title):
            yield _meaning(headed["term"], headed["text"], statement, False)


def _sentence(document: Document, statement: Statement) -> re.Match[str] | None:
    """The match of a sentence that is a definition as a whole."""
    text = statement.text
    if any(verb in text for verb in _VERBS):
        found = _PLAIN.match(text) or _BY.match(text)
        if found is not None:
            return found
    if text[:24].count('"') or "“" in text[:24]:
        return _IS.match(text)
    source = document.spec.text
    if ":" in text[:70] and source.find("**", statement.span.start, statement.span.start + 5) >= 0:
        return _LABEL.match(source[statement.span.start : statement.span.end])
    return None


def _fields(document: Document) -> frozenset[str]:
    """Labels that stand in section after section, as the fields of a form do."""
    places: dict[str, set[str]] = {}
    for block in document.spec.blocks:
        if block.label:
            places.setdefault(block.label, set()).add(block.section_id)
    pairs = Counter(frozenset(sections) for sections in places.values() if len(sections) > 1)
    return frozenset(
        label
        for label, sections in places.items()
        if len(sections) > 2 or pairs[frozenset(sections)] > 1
    )


def _is_term(words: str) -> bool:
    tokens = words.casefold().split()
    return 0 < len(tokens) <= 4 and _NO_TERM.isdisjoint(tokens) and bool(content(words))


def _meaning(term: str, text: str, statement: Statement, explicit: bool) -> Meaning:
    return Meaning(" ".join(term.split()), text, statement.span, statement.block_id, explicit)
