"""Which statements say what wins over what: the tie-breaks a spec has, or seems to have."""

from __future__ import annotations

import re

from specaudit.domain.spec import Spec, Statement
from specaudit.graph.resolution import meta_rules

_ORDERS = re.compile(
    r"\b(?:overrid\w+|preced\w+|priorit\w+|prevails?|outweigh\w*|supersed\w+|trumps?"
    r"|in (?:the )?(?:case|event) of (?:a )?conflicts?|(?:if|when|where) (?:\w+ ){1,5}conflicts?"
    r"|above all|regardless of|no exceptions?|under (?:any|no) circumstances?|unless overridden)\b",
    re.IGNORECASE,
)
_EXCEPTS = re.compile(
    r"\b(?:unless|except\w*|however|but|only (?:if|when|where)|other than|apart from|aside from"
    r"|subject to|notwithstanding|even (?:if|when|where)|instead)\b",
    re.IGNORECASE,
)


class Settling:
    """The tie-breaks of one spec."""

    def __init__(self, spec: Spec) -> None:
        self._ranked = {r.statement_id for r in spec.rankings}
        self._meta = {s.id for s in meta_rules(spec)}
        self._precedences = {p.statement_id for p in spec.precedences}

    def speaks_of_order(self, statement: Statement) -> bool:
        """Whether a statement says, or seems to say, what wins over what."""
        known = self._ranked | self._meta | self._precedences
        return statement.id in known or bool(_ORDERS.search(statement.text))

    def kind(self, stated: Statement, *, near: bool) -> str | None:
        """Return how a statement could settle a clash; None where it does not speak of that.

        Args:
            stated: What somebody quotes as a tie-break.
            near: Whether it is one of the two that clash, or stands beside one: it may except.
        """
        if near and _EXCEPTS.search(stated.text):
            return "exception"
        if stated.id in self._ranked:
            return "ranking"
        if stated.id in self._meta:
            return "meta-rule"
        return "precedence" if self.speaks_of_order(stated) else None
