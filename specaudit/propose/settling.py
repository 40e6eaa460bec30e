"""Which statements say what wins over what: the tie-breaks a spec has, or seems to have."""

from __future__ import annotations

import re

from specaudit.domain.spec import Spec, Statement
from specaudit.graph.resolution import meta_rules

_ORDERS = re.compile(
    r"\b(?:overrid\w+|precedence|prevails?|outweigh\w*|supersed\w+|trumps?"
    r"|priorit(?:y|ies) (?:over|to)|(?:higher|lower|top) priority|priority order"
    r"|prioriti[sz]\w+ [^.;]{1,80}? (?:over|above)"
    r"|(?:higher|lower|highest)[- ](?:authority|level|ranked|ranking)|no authority"
    r"|subject to (?:(?:the|its|their|these|those|any) )?(?:[\w-]+ ){0,2}"
    r"(?:rules?|principles?|constraints?|instructions?|guidelines?|chain)"
    r"|above all|regardless of|no\b[^.;]{0,40}\bexceptions?|without exceptions?"
    r"|under (?:any|no) circumstances?|appl(?:y|ies) even"
    r"|err\b[^.;]{0,30}\bon the side of|(?:choose|prefer|take|pick)s? the "
    r"(?:safer|safest|stricter|strictest|more (?:cautious|careful|conservative|specific)))\b",
    re.IGNORECASE,
)
_CLASH = re.compile(
    r"\b(?:in (?:the )?(?:case|event) of (?:a )?conflicts?"
    r"|(?:if|when|where|unless|except)\b[^.;]{1,60}\bconflicts?)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:should|must|shall|wins?|prevails?|prefers?|chooses?|follows?|obeys?|defaults? to|applies"
    r"|includes?|determines?)\b",
    re.IGNORECASE,
)
_ON_EXAMPLE = re.compile(r"\W*in (?:this|the) (?:\w+ )?example\b", re.IGNORECASE)
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
        text = statement.text
        if statement.id in known:
            return True
        if _ON_EXAMPLE.match(text):
            return False
        return bool(_ORDERS.search(text) or (_CLASH.search(text) and _DECIDES.search(text)))

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
