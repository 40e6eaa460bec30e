"""What becomes of a tie-break that a proposer quotes: accepted, or counted with a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from specaudit.domain.candidate import Resolution
from specaudit.domain.spec import Statement
from specaudit.domain.text import clean, shorten
from specaudit.graph.resolution import resolver, states_levels
from specaudit.nlp.text import normalise
from specaudit.propose.digest import Digest
from specaudit.propose.quotes import Quotes, RejectedError
from specaudit.propose.settling import Settling

_LONGEST_BASIS = 240
_NOT_BY_LEVEL = re.compile(r"\b(?:same|later|last|latest|specific)\b", re.IGNORECASE)
"""Words of a tie-break that also decides between statements of one level."""


class TieBreaks:
    """The tie-breaks of one digest, as proposers quote them."""

    def __init__(self, whole: Digest, quotes: Quotes) -> None:
        self._whole = whole
        self._quotes = quotes
        self._settling = Settling(whole.spec)
        self._levels = normalise(whole.levels)
        self.refused: Counter[str] = Counter()
        """Tie-breaks that were not accepted, by reason."""

    def accepted(
        self, quote: str, winner: Statement | None, statements: Sequence[Statement], *, named: bool
    ) -> Resolution | None:
        """Return the tie-break that a quote stands for; None, and counted, where it is none.

        Args:
            quote: Words of the rules, or of the line that lists their levels.
            winner: The statement that is said to prevail.
            statements: The two that clash, in document order.
            named: Whether any winner was named.
        """
        if len(statements) != 2:
            return None
        try:
            found = self._found(quote, winner, statements)
        except RejectedError as reason:
            self.refused[str(reason)] += 1
            return None
        if named and found is None:
            self.refused["winner without a tie-break"] += 1
        elif named and winner not in statements:
            self.refused["winner that is neither statement"] += 1
        elif found and winner and found.winner not in (None, winner.id):
            self.refused["winner of the lower level"] += 1
        return found

    def _found(
        self, quote: str, winner: Statement | None, statements: Sequence[Statement]
    ) -> Resolution | None:
        words = normalise(clean(quote)).strip(" .,;:\"'…")
        if not words:
            return None
        if words in self._levels and len(words.split()) > 1:
            return self._by_level(statements)
        try:
            stated = self._quotes.statement("", quote)
        except RejectedError as reason:
            raise RejectedError(f"{reason}".replace("quote", "tie-break")) from None
        at = self._whole.place[stated.id]
        near = any(abs(self._whole.place[s.id] - at) <= 1 for s in statements)
        kind = self._settling.kind(stated, near=near)
        if kind is None:
            raise RejectedError("tie-break in words that settle no order")
        if kind != "exception" and states_levels(stated):
            if not _NOT_BY_LEVEL.search(stated.text):
                return self._by_level(statements)
            if found := self._authority(statements):
                return found
        chosen = winner.id if winner is not None and winner in statements else None
        return Resolution(kind, chosen, shorten(stated.text, _LONGEST_BASIS), stated.id)

    def _by_level(self, statements: Sequence[Statement]) -> Resolution:
        found = self._authority(statements)
        if found is None:
            raise RejectedError("tie-break by level where the levels do not differ")
        return found

    def _authority(self, statements: Sequence[Statement]) -> Resolution | None:
        a, b = statements
        return resolver(self._whole.spec).authority(a, b)
