"""What pure functions read in single statements, remembered by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Literal

from specaudit.domain.spec import Statement
from specaudit.lint.context import Document, by_section
from specaudit.store.memory import digest


def facts(
    document: Document,
    name: str,
    read: Callable[[Statement], Any],
    statements: Iterable[Statement] | None = None,
    given: object = None,
) -> dict[str, Any]:
    """What a pure function reads in each statement.

    Args:
        document: The document.
        name: Name of the fact; another one for every choice of statements.
        read: Gives plain JSON data for a statement, from its words, norms and section alone.
        statements: Which statements; None for those that bind.
        given: What else the function depends on.

    Returns:
        The data by statement id.
    """
    fact = f"{name} {digest(given, document.around)}"
    found: dict[str, Any] = {}
    for section, together in _by_section(document, statements):
        rows = document.fact(section, fact)
        if rows is None:
            rows = [read(statement) for statement in together]
            document.note(section, fact, rows)
        found.update(zip((one.id for one in together), rows, strict=True))
    return found


def having(
    document: Document,
    pattern: re.Pattern[str],
    among: Literal["binding", "prose"] = "binding",
    *,
    written: bool = False,
) -> list[Statement]:
    """The statements a pattern occurs in.

    Args:
        document: The document.
        pattern: What to look for.
        among: Where: in the statements that bind, or in every sentence of the author's own.
        written: Look in what the author wrote, marks and all, not in the text it shows.
    """
    chosen = document.binding if among == "binding" else document.prose
    source = document.spec.text

    def read(statement: Statement) -> int:
        if written:
            found = pattern.search(source, statement.span.start, statement.span.end)
        else:
            found = pattern.search(statement.text)
        return int(found is not None)

    given = pattern.pattern, int(pattern.flags), among, written
    known = facts(document, "having", read, chosen, given)
    return [statement for statement in chosen if known[statement.id]]


def _by_section(
    document: Document, statements: Iterable[Statement] | None
) -> Iterable[tuple[str, list[Statement]]]:
    if statements is None or statements is document.binding:
        return document.binding_in_section.items()
    if statements is document.prose:
        return document.prose_in_section.items()
    return by_section(statements).items()
