"""What in the spec itself settles a clash of two statements."""

from __future__ import annotations

import re

from specaudit.domain.candidate import Resolution
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.graph.resolution import resolution_between
from specaudit.lint.context import Document, Place
from specaudit.lint.contrary import GRANTED
from specaudit.lint.denials import UNASKED
from specaudit.lint.kin import families
from specaudit.lint.similarity import content

_CONCEDES = regex(
    r"\b(?:even\s+(?:if|when|where|without)|whether\s+or\s+not|regardless|no\s+matter)\b",
    re.IGNORECASE,
)
_BY_DEFAULT = regex(r"\bby\s+default\b", re.IGNORECASE)
_EXCEPTS = regex(r"\b(?:unless|except)\b", re.IGNORECASE)
_MOST = 0.75


def settled_by(
    document: Document, a: Statement, other: Document, b: Statement
) -> Resolution | None:
    """Say what settles a clash; None where nothing does.

    Two documents have no order between them, so nothing settles a clash across files.
    """
    if document is not other:
        return None
    return resolution_between(document.spec, a.id, b.id)


def settled_clash(
    document: Document, a: Statement, other: Document, b: Statement
) -> Resolution | None:
    """Say what settles a flat contradiction; None where nothing does.

    A rule for principles that pull apart in some case ("when two rules conflict, do nothing")
    settles none: the two sentences are at odds in every case, so that one of them is a slip. Nor
    does the exception of the one settle anything where the other claims the cases beside it.
    """
    found = settled_by(document, a, other, b)
    if found is not None and found.kind == "exception" and _conceded(found.explanation, a, b):
        return None
    return None if found is not None and found.kind == "meta-rule" else found


def _conceded(exception: str, a: Statement, b: Statement) -> bool:
    """Whether one statement says it holds outside the other's exception too ("even when not")."""
    words = content(exception) - {"exception"}
    if GRANTED & families(words) and any(_bare(statement.text) for statement in (a, b)):
        return True
    return any(
        _CONCEDES.search(statement.text)
        and _EXCEPTS.search(statement.text) is None
        and len(words & content(statement.text)) >= _MOST * len(words)
        for statement in (a, b)
    )


def _bare(text: str) -> bool:
    """Whether a rule is for the case in which nobody asks for anything."""
    return UNASKED.search(text) is not None or (
        _BY_DEFAULT.search(text) is not None and _EXCEPTS.search(text) is None
    )


def settling_place(
    document: Document, resolution: Resolution | None, *shown: Statement
) -> tuple[Place, ...]:
    """The sentence that settles a clash, unless it is one of those shown already."""
    if resolution is None or resolution.statement_id is None:
        return ()
    statement = document.statements.get(resolution.statement_id)
    if statement is None or statement in shown:
        return ()
    return (document.place(statement, "settled-by"),)
