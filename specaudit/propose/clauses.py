"""The clause in which a statement says what is to be done: words elsewhere do not make a clash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from specaudit.domain.spec import Norm
from specaudit.propose.concepts import root
from specaudit.propose.vectors import roots

_SPLIT = re.compile(
    r"[;:—–]|\.\s|,\s+(?:and|but|or|nor|while|whereas|although|though|unless|except|even|if|when|"
    r"because|since|as|so|which|who)\b|"
    r"\b(?:but|however|unless|except|because|so that|in order to|rather than|instead of)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """One norm with the clause that states it."""

    norm: Norm
    clause: str
    roots: frozenset[str]
    """Roots of the clause's content words."""

    @property
    def limits(self) -> bool:
        """Whether a permission says how far one may go ("may only"), and so forbids the rest."""
        return bool(_ONLY.search(self.clause))


def acts(text: str, norms: Sequence[Norm]) -> list[Act]:
    """Find the clause of every norm: the first one that has its action."""
    pieces = [piece for piece in _SPLIT.split(text) if piece.strip()] or [text]
    having = [(piece, frozenset(roots(piece))) for piece in pieces]
    out = []
    for norm in norms:
        action = root(norm.action)
        named = [pair for pair in having if action in pair[1]]
        loose = [pair for pair in having if norm.action[:5] in pair[0].lower()]
        clause, found = (named or loose or [(text, frozenset(roots(text)))])[0]
        out.append(Act(norm, clause, found))
    return out
