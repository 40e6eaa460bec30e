"""Whether two acts can come up in one case: their conditions and exceptions."""

from __future__ import annotations

from itertools import pairwise

from specaudit.lint.acts import Act, Sign, is_strict
from specaudit.lint.similarity import Similarity, sequence

SAME_CASE = 0.75
"""Share of a case's words from which another speaks of it too."""
_HALF = 0.5
_SEVERAL = 2
_ECHO = 3
"""Words in a row after the verb that make one clause the echo of another."""
_LONG_ECHO = 5
"""Content words, verb left out, that no two rules have in common by accident."""


def echoes(denied: Act, wanted: Act) -> bool:
    """Whether both go on in the very same words, enough of them to be no accident."""
    length = min(len(denied.clause), len(wanted.clause))
    return length >= _ECHO and denied.clause[:length] == wanted.clause[:length]


def share(similarity: Similarity, said: frozenset[str], others: frozenset[str]) -> float:
    """Share of some words, by weight, that are among others; 1 where there are none."""
    whole = similarity.mass(said)
    return similarity.mass(said & others) / whole if whole else 1.0


def alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sets share half of their words."""
    return bool(first) and len(first & second) * 2 >= len(first | second)


def excepted(denied: Act, wanted: Act) -> bool:
    """Whether one side's own exception lets the other pass."""
    with_or_without = "without" in (denied.norm.exception or "")
    if alike(denied.exception, wanted.exception):
        return with_or_without != ("without" in (wanted.norm.exception or ""))
    if denied.exception:
        if denied.default and (_condition(wanted, denied) or wanted.sign is Sign.PERMITS):
            return True
        told = _condition(wanted, denied) | wanted.said | wanted.exception
        if denied.exception & told and "without" not in wanted.words:
            return True
        if wanted.sign is Sign.PERMITS and not wanted.unlimited:
            return bool(wanted.condition) or denied.default or not is_strict(denied)
    if wanted.exception:
        if wanted.default and not (denied.condition or denied.exception or wanted.condition):
            return False  # a default that another rule denies in every case
        return (
            bool(wanted.exception & denied.words)
            or bool(denied.condition)
            or not (is_strict(denied) or denied.default)
        )
    return denied.default and bool(_condition(wanted, denied))


def same_case(similarity: Similarity, denied: Act, wanted: Act) -> bool:
    """Whether a case that the one side speaks of is one for the other too."""
    first, second = _condition(denied, wanted), _condition(wanted, denied)
    if (not first and not second) or (denied.unlimited and wanted.unlimited):
        return True
    if first and second:
        if denied.unlimited and echoes(denied, wanted):
            return len(denied.said & wanted.said) >= _LONG_ECHO
        return first <= second or first <= wanted.words or alike(first, second)
    if first and is_strict(denied) and len(denied.said & wanted.said) >= _LONG_ECHO:
        return True
    if first:
        told = share(similarity, first, wanted.words)
        likely = is_strict(denied) and told >= _HALF and not _narrowed(denied, wanted)
        return wanted.unlimited or told >= SAME_CASE or likely
    return is_strict(denied) or denied.every or share(similarity, denied.said, wanted.words) >= 0.8


def _narrowed(denied: Act, wanted: Act) -> bool:
    """Whether a word that the other side lacks stands before one of a condition that both have."""
    words = sequence(denied.norm.condition or "")
    return any(a not in wanted.words and b in wanted.words for a, b in pairwise(words)) or (
        sum(word in wanted.words for word in words) < _SEVERAL
    )


def _condition(act: Act, other: Act) -> frozenset[str]:
    """The act's condition; none where it only says what the other side's words imply.

    "If there is an error, acknowledge it" is said of every error.
    """
    for case in act.cases:
        if case and case <= other.words and case.isdisjoint(other.exception | other.condition):
            return frozenset()
    return act.condition
