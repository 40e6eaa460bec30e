"""The order of a document's authority levels."""

from __future__ import annotations

from collections.abc import Sequence

from specaudit.config import DocumentOptions
from specaudit.domain.spec import Section
from specaudit.parse.dialects.base import Dialect
from specaudit.parse.parts import Part


def levels_of(
    sections: Sequence[Section],
    built: Part,
    options: DocumentOptions,
    dialect: Dialect,
) -> tuple[str, ...]:
    """Return the levels, highest first: configured, listed in the text, or the dialect's.

    A document that uses no level has none. A level that appears nowhere in the order (a typing
    mistake, perhaps) is not added: that is for a rule to report.
    """
    used = {s.own_authority for s in sections if s.own_authority}
    if not used:
        return ()
    if options.authority_order:
        return options.authority_order
    listed = [
        tuple(item.casefold() for item in ranking.items)
        for ranking in built.rankings
        if len({i.casefold() for i in ranking.items} & {u.casefold() for u in used}) >= 2
    ]
    if listed:
        best = max(listed, key=lambda items: len(used & set(items)))
        # What stands below the last level in use ("no authority") is no level itself.
        known = used | set(dialect.levels)
        return best[: max(at + 1 for at, item in enumerate(best) if item in known or at == 0)]
    return tuple(level for level in dialect.levels if level in used) if dialect.levels else ()
