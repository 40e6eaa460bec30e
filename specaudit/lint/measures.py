"""Whether two quantities measure one thing, where their sentences share few words.

Two rules on a notice or on how long a thing is kept need not say it alike. They measure one thing
where the numbers play the same part (notice, keeping, answering ...) and both sentences speak of
the same thing in neighbouring words.
"""

from __future__ import annotations

import re
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Statement
from specaudit.lint.context import Document
from specaudit.lint.quantities import Quantity, told
from specaudit.lint.similarity import sequence

_ROLES = {
    "notice": regex(r"\b(?:notice|noti(?:fy|fies|fied|fication)|announce|warn|in\s+advance)", re.I),
    "keeping": regex(
        r"\b(?:ret(?:ain|ention)|ke(?:ep|pt)|stor(?:e|age)|hold|held|preserv|available|count\s+on"
        r"|rely\s+on|delet|remov|eras|expir|purg|archiv|persist)",
        re.IGNORECASE,
    ),
    "answering": regex(
        r"\b(?:respon[ds]|repl(?:y|ies)|answer|acknowledg|resolv|decide|decision|triage|handled)",
        re.IGNORECASE,
    ),
    "standing": regex(
        r"\b(?:member|reviewer|approver|maintainer|contributor|been|serv(?:e|ing)|experience|tenure)",
        re.IGNORECASE,
    ),
    "review": regex(r"\b(?:review|audit|rotat|renew|revisit|reassess)", re.IGNORECASE),
    "waiting": regex(r"\b(?:wait|delay|pause|time(?:s|d)?\s*out|timeout|retr(?:y|ies))", re.I),
}
_MODIFIED = regex(r"(?P<number>\d[\d,.]*)\s+(?P<noun>(?:[a-z][a-z-]*\s+){1,3}[a-z][a-z-]+)", re.I)
_AGREED = 2


def one_measure(
    document: Document, earlier: Statement, a: Quantity, later: Statement, b: Quantity
) -> bool:
    """Whether two quantities of one unit measure the same thing."""
    if "time" in a.units & b.units:
        return _same_time(document, earlier, later)
    return _same_count(earlier, a, later, b)


def _same_time(document: Document, earlier: Statement, later: Statement) -> bool:
    roles = _roles(earlier.text) & _roles(later.text)
    if not roles:
        return False
    if "standing" in roles and BlockKind.ITEM in {earlier.kind, later.kind}:
        return _fragment(document, earlier, later) or _fragment(document, later, earlier)
    pairs = (_pairs(earlier.text), _pairs(later.text))
    if not pairs[0] & pairs[1] or roles == {"standing"}:
        return False
    shared = told(earlier.text) & told(later.text)
    if len(shared) < _AGREED:
        return False
    return all(not _qualified(text, shared) for text in (earlier.text, later.text))


def _roles(text: str) -> frozenset[str]:
    return frozenset(role for role, pattern in _ROLES.items() if pattern.search(text))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring content words."""
    words = sequence(text)
    return frozenset(pairwise(words))


def _qualified(text: str, shared: frozenset[str]) -> bool:
    """Whether a word right before the shared ones makes them a kind of their own."""
    words = sequence(text)
    inside = [i for i, word in enumerate(words[:-1]) if {word, words[i + 1]} <= shared]
    return (
        bool(inside)
        and re.search(
            rf"\b(?:unlike|except|other\s+than)\b[^.]*{words[inside[0]]}", text, re.IGNORECASE
        )
        is not None
    )


def _fragment(document: Document, item: Statement, other: Statement) -> bool:
    """Whether an item under the heading of a role says of that role what a sentence says too."""
    if item.kind is not BlockKind.ITEM:
        return False
    section, title = document.sections.get(item.section_id), frozenset[str]()
    while section is not None and not title:
        title = told(section.title) - {"requirement"}
        section = document.sections.get(section.parent_id or "")
    said, words = told(other.text), told(item.text)
    # "Member for 3 months" under "Reviewer": the sentence must name both.
    return bool(title) and title <= said and bool(words & said - title) and len(words - said) < 2


def _same_count(earlier: Statement, a: Quantity, later: Statement, b: Quantity) -> bool:
    """Whether two bounds of one side are on things of the same name and kind, in one act."""
    if a.side != b.side or a.side == "exact":
        return False
    names = _counted(earlier.text, a), _counted(later.text, b)
    if names[0] is None or names[0] != names[1]:
        return False
    rest = told(earlier.text) & told(later.text) - names[0]
    return bool(rest)


def _counted(text: str, quantity: Quantity) -> frozenset[str] | None:
    """The counted noun with what stands before it ("free machine accounts")."""
    number = quantity.written.split()[0].replace(",", "")
    for match in _MODIFIED.finditer(text):
        if match["number"].replace(",", "").rstrip(".") == number:
            words = [*sequence(match["noun"])]
            while words and words[-1] not in quantity.units:
                words.pop()
            return frozenset(words) if len(words) > 1 else None
    return None
