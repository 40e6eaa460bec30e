"""What pure functions read in single statements, remembered by section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.store.memory import digest


def facts(
    document: Document, name: str, read: Callable[[Statement], Any], given: object = None
) -> dict[str, Any]:
    """What a pure function reads in each binding statement.

    Args:
        document: The document.
        name: Name of the fact.
        read: Gives plain JSON data for a statement, from its words, norms and section alone.
        given: What else the function depends on.

    Returns:
        The data by statement id.
    """
    memory = document.memory
    found: dict[str, Any] = {}
    for section, statements in _by_section(document.binding).items():
        key = digest(name, given, document.section_keys[section]) if memory is not None else ""
        rows = memory.recall(key) if memory is not None else None
        if rows is None:
            rows = [read(statement) for statement in statements]
            if memory is not None:
                memory.keep(key, rows)
        found.update(zip((one.id for one in statements), rows, strict=True))
    return found


def _by_section(statements: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.section_id].append(statement)
    return found
