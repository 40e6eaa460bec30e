"""Sentences that say what a word means, what wins over what, or how things rank."""

from __future__ import annotations

import re

from specaudit.domain.spec import Definition, Precedence, Ranking, Span, Statement

_TERM_HEADING = re.compile(
    r"\b(?:definitions?|glossary|terminology|terms we use|words we use)\b", re.I
)
_LABELLED = re.compile(
    r"\A\W{0,3}(?:\*\*|__)(?P<term>[^*_\n]{2,60}?)(?::)?(?:\*\*|__)(?P<colon>:?)\s*(?P<text>.+)",
    re.DOTALL,
)
_QUOTED = re.compile(
    r"(?:^|[.,;(]\s*|\b(?:the (?:term|word|phrase)s?|by|an?|the|our)\s+)"
    r"(?:\*\*)?[“\"](?P<term>[^”\"\n]{2,60})[”\"](?:\*\*)?\s+"
    r"(?:means?|refers?\s+to|is\s+defined\s+as|denotes?|stands\s+for)\b\s*(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BOLD_MEANS = re.compile(
    r"(?:\*\*|__)(?P<term>[^*_\n]{2,60}?)(?:\*\*|__)\s+"
    r"(?:means?|refers?\s+to|is\s+defined\s+as|denotes?)\b\s*(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)

_WINS = re.compile(
    r"(?P<higher>[^.;:]{2,120}?)\s+(?:(?:always|generally|usually|should|must|will|shall|also)\s+)*"
    r"(?:takes?\s+(?:precedence|priority)\s+over|has\s+(?:precedence|priority)\s+over"
    r"|have\s+(?:precedence|priority)\s+over|overrides?|prevails?\s+over|outranks?|supersedes?"
    r"|trumps?|wins?\s+over|outweighs?)\s+(?P<lower>[^.;:]{2,120})",
    re.IGNORECASE,
)
_PREFERS = re.compile(
    r"\bprioriti[sz]e[sd]?\s+(?P<higher>[^.;:]{2,80}?)\s+over\s+(?P<lower>[^.;:]{2,80})",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"^.*?(?:,\s+|\b(?:and|but|then|because|since|that|where|when|so)\s+)(?=\S)", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"\s*(?:,|\band\b\s+\w+\s+(?:should|must|may|can)\b|\b(?:unless|when|where|if|because|even|so"
    r" that|whenever)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_ARROWS = re.compile(r"^[^<>=\n|]{2,80}(?:\s+>{1,2}\s+[^<>=\n|]{2,80}){1,12}$")
_CODE_LIKE = re.compile(r"[{};=()]|->|\$|\bif\b")


def is_term_heading(title: str) -> bool:
    """Whether items under this heading define their labels."""
    return bool(_TERM_HEADING.search(title))


def definition(
    raw: str, statement: Statement, in_glossary: bool, plain_text: str
) -> Definition | None:
    """Return the definition a statement gives, if it gives one.

    Args:
        raw: The statement's source, markup included.
        statement: The statement.
        in_glossary: Whether it stands first in its block under a heading about terms.
        plain_text: The statement as a reader sees it.
    """
    found = _LABELLED.match(raw) if in_glossary else None
    found = found or _QUOTED.search(plain_text) or _BOLD_MEANS.search(raw)
    if found is None:
        return None
    term = found["term"].strip(' :*_"“”')
    if not term or len(term.split()) > 6:
        return None
    _, _, after = plain_text.partition(term)
    text = after.lstrip(' :”"*-—–') or plain_text
    return Definition(term, text, statement.section_id, statement.id, statement.span)


def precedence(statement: Statement) -> Precedence | None:
    """Return who wins over whom where a statement says so in words."""
    text = statement.text
    found = _WINS.search(text)
    negated = found and re.search(
        r"\b(?:not|never|cannot|n't|nor)\b", found[0][: -len(found["lower"])]
    )
    if not found or negated:
        found = _PREFERS.search(text)
        if not found or re.search(r"\b(?:not|never|don't)\s+$", text[: found.start()]):
            return None
    higher = found["higher"]
    while (cut := _CLAUSE_START.match(higher)) and len(higher) - cut.end() > 1:
        higher = higher[cut.end() :]
    lower = _CLAUSE_END.sub("", found["lower"])
    higher, lower = higher.strip(" “”\"'"), lower.strip(" “”\"'")
    if not higher or not lower or len(higher.split()) > 12 or len(lower.split()) > 14:
        return None
    return Precedence(higher, lower, statement.section_id, statement.id, statement.span)


def ranking(line: str, section_id: str, statement_id: str | None, span: Span) -> Ranking | None:
    """Return the order written as ``A > B > C`` on one line."""
    text = line.strip().strip("`*_ ").rstrip(".")
    if not _ARROWS.match(text) or _CODE_LIKE.search(text):
        return None
    text = text.rpartition(": ")[2]
    items = tuple(
        re.sub(r"^[*_`\"“]+|[*_`\"”]+$", "", p.strip()) for p in re.split(r"\s>{1,2}\s", text)
    )
    if len(items) < 2 or not all(any(c.isalpha() for c in item) for item in items):
        return None
    return Ranking(items, section_id, statement_id, span)
