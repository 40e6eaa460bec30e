"""What introduces each list, and which numbered lists are orders of priority."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from specaudit.domain.patterns import regex
from specaudit.domain.records import record
from specaudit.domain.spec import Block, Ranking, Section, Span, Statement
from specaudit.parse.markdown import RawBlock

_RANKS = regex(
    r"\b(?:priorit|preceden|order of|ordering|rank|most important first|levels?\b"
    r"|(?:weigh|importan|matter|prevail|count)\w*\b.*\border\b)",
    re.IGNORECASE,
)
_AS_LISTED = regex(
    r"\bin (?:the|this|that|which) (?:\w+ )?order\b|\border (?:in which )?(?:they|these) are\b"
    r"|\blisted (?:in|by) (?:order|priority|importance)\b",
    re.IGNORECASE,
)
_NEGATED = regex(r"\b(?:not|no)\b|n['’]t\b", re.IGNORECASE)
_LONGEST_NAME = 6
"""Words; longer items are steps or rules, not names of ranks."""


@record(slots=True)
class _List:
    stem: str | None
    """Statement that introduces it with a colon."""
    before: Statement | None
    section: Section
    names: list[str] = field(default_factory=list)
    """First words of the items, where the list is numbered."""
    span: Span = field(default_factory=lambda: Span(0, 0))
    after: Statement | None = None
    """First sentence after the list."""


class Lists:
    """Follows the document and remembers what stands before, in and after each list."""

    def __init__(self) -> None:
        self._lists: dict[int, _List] = {}
        self._paragraph: Statement | None = None
        self._item: dict[int, Statement] = {}
        self._open = 0

    def section(self) -> None:
        """A heading: what stood before introduces nothing any more."""
        self._paragraph, self._open = None, 0

    def stem(self, raw: RawBlock, section: Section) -> str | None:
        """Return the statement that introduces the item which begins with this block.

        Later blocks of an item have none: they complete no sentence.
        """
        if not raw.lists:
            return None
        innermost = raw.lists[-1]
        if innermost not in self._lists:
            outer = raw.lists[-2] if len(raw.lists) > 1 else None
            before = self._item.get(outer) if outer else self._paragraph
            around = self._lists.get(outer) if outer else None
            introduces = before is not None and before.text.rstrip().endswith((":", "："))
            inherited = around.stem if around else None
            stem = before.id if before is not None and introduces else inherited
            self._lists[innermost] = _List(stem, before, section)
        return self._lists[innermost].stem if raw.first_in_item else None

    def remember(self, raw: RawBlock, block: Block, added: Sequence[Statement]) -> None:
        """Take note of a block's statements."""
        if not added:
            return
        if raw.lists:
            innermost = raw.lists[-1]
            self._item[innermost] = added[-1]
            self._open = raw.lists[0]
            if raw.ordered and raw.first_in_item:
                seen = self._lists[innermost]
                name = block.label or added[0].text
                seen.names.append(name.strip(" .:*_"))
                start = seen.span.start if seen.span.end else block.span.start
                seen.span = Span(start, block.span.end)
        elif not raw.admonition:
            if self._open in self._lists:
                self._lists[self._open].after = added[0]
            self._open = 0
            self._paragraph = added[-1]

    def rankings(self) -> list[Ranking]:
        """Return the numbered lists that are orders, highest first."""
        found = []
        for seen in self._lists.values():
            named = len(seen.names) >= 2 and all(
                len(name.split()) <= _LONGEST_NAME for name in seen.names
            )
            if named and (said := _announced(seen)):
                names = tuple(seen.names)
                found.append(Ranking(names, seen.section.id, said[0], seen.span))
        return found


def _announced(seen: _List) -> tuple[str | None] | None:
    """Return what says that a list is an order: a statement's id, or None for the heading."""
    before, after = seen.before, seen.after
    if before is not None and _RANKS.search(before.text):
        return (before.id,)
    if before is None and _RANKS.search(seen.section.title):
        return (None,)
    if after is None or _NEGATED.search(after.text):
        return None
    orders = _RANKS.search(after.text) and _AS_LISTED.search(after.text)
    return (after.id,) if orders else None
