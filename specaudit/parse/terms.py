"""Sentences that say what a word means."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Definition, Statement

_TERM_HEADING = regex(
    r"\bdefinitions(?=\W*\Z|\s+(?:and|of|used|for|in)\b|\s*\()"
    r"|\A[\W\d]*definition(?:\s+of\s+terms?)?\W*\Z"
    r"|\b(?:glossary|terminology|terms we use|words we use)\b",
    re.IGNORECASE,
)
"""Over a list of terms; "The image definition file" is over something else."""
_LABELLED = regex(
    r"\A\W{0,3}(?:\*\*|__)(?P<term>[^*_\n]{2,60}?)(?::)?(?:\*\*|__)\s*:?\s*(?P<text>.+)",
    re.DOTALL,
)
_NO_TERM = frozenset(
    """
    example examples important note notes short version summary tip warning see also it
    must shall should may required recommended optional not
    """.split()
)
_QUOTE = r"[“\"](?P<{}>[^”\"\n]{{2,60}}?)[,.]?[”\"]"
_MEANS = (
    r"(?:means?|refers?(?:,\s*\w+,)?\s+to|is\s+defined\s+as|denotes?|stands\s+for)\b"
    r"(?!\s+(?:not|that)\b)\s*(?P<text>.+)"
)
_QUOTED = regex(
    r"(?:^|[.,;(]\s*|\b(?:the (?:term|word|phrase)s?|by|an?|the|our)\s+)(?:\*\*)?"
    + _QUOTE.format("term")
    + r"(?:\*\*)?\s+"
    + _MEANS,
    re.IGNORECASE | re.DOTALL,
)
_FIRST = regex(
    r"^(?:the\s+|an?\s+)?(?P<terms>(?:[“\"][^”\"\n]{2,40}[”\"],?\s+(?:(?:and|or)\s+)?){1,5})"
    + _MEANS.replace("denotes?", "denotes?|represents?"),
    re.IGNORECASE | re.DOTALL,
)
_IN_QUOTES = regex(r"[“\"]([^”\"\n]{2,60}?)[,.]?[”\"]")
_BOLD_MEANS = regex(
    r"(?:\*\*|__)(?P<term>[^*_\n]{2,60}?)(?:\*\*|__)\s+" + _MEANS, re.IGNORECASE | re.DOTALL
)
_WE_MEAN = regex(
    r"\bby\s+" + _QUOTE.format("term") + r",?\s+(?:we|i)\s+mean\b(?!\s+not)\s*(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WE_USE = regex(
    r"\buses?\s+(?:the\s+(?:term|word|phrase)\s+)?"
    + _QUOTE.format("term")
    + r"\s+to\s+(?:mean|refer\s+to|describe|denote)\s+(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PARENTHESIS = regex(
    r"\((?:(?:the|each|an?|collectively|together|hereinafter),?\s+){0,3}"
    r"[“\"](?P<term>[A-Z][\w’'&-]*(?:\s(?:[A-Z&][\w’'&-]*|of|and|the)){0,5})[”\"]\)"
)


def is_term_heading(title: str) -> bool:
    """Whether items under this heading define their labels."""
    return bool(_TERM_HEADING.search(title))


def definitions(raw: str, statement: Statement, in_glossary: bool) -> tuple[Definition, ...]:
    """Return the definitions a statement gives.

    Args:
        raw: The statement's source, markup included.
        statement: The statement.
        in_glossary: Whether it stands first in its block under a heading about terms.
    """
    text = statement.text
    if in_glossary and (found := _LABELLED.match(raw)):
        term = found["term"].strip(' :*_"“”')
        _, _, after = text.partition(term)
        return _defined([term], after.lstrip(' :”"*-—–') or text, statement)
    if not any(mark in raw for mark in '"“*'):
        return ()
    if first := _FIRST.match(text):
        return _defined(_IN_QUOTES.findall(first["terms"]), first["text"], statement)
    found = (
        _QUOTED.search(text) or _BOLD_MEANS.search(raw) or _WE_MEAN.search(text)
    ) or _WE_USE.search(text)
    if found:
        return _defined([found["term"]], found["text"], statement)
    return _defined([m["term"] for m in _PARENTHESIS.finditer(text)], text, statement)


def _defined(terms: list[str], text: str, statement: Statement) -> tuple[Definition, ...]:
    return tuple(
        Definition(clean, text, statement.section_id, statement.id, statement.span)
        for term in terms
        if (clean := re.sub(r"^(?:The|the) ", "", term.strip(' ,:*_"“”')))
        and len(clean.split()) <= 6
        and not set(clean.casefold().split()) <= _NO_TERM
    )
