"""Whether two rules at odds are for one case, where a sentence before the one names its case.

"Callers may say thank you. Do not assume this is the end" is a rule for callers who say thank you,
and at odds with no rule for callers who say goodbye.
"""

from __future__ import annotations

import re
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.lint.apart import Told
from specaudit.lint.kin import families
from specaudit.lint.similarity import content, sequence

POINTS = regex(
    r"\b(?:if|when(?:ever)?|where|should)\s+(?:this|that|it|they|these)\s+(?:happens?|occurs?"
    r"|applies|arises?|is\s+(?:so|the\s+case)|are|do(?:es)?)\b(?=\s*,|\s*\Z)|\bin\s+(?:this|that|such\s+an?|these|those|such)\s+"
    r"(?:cases?|events?|situations?|circumstances?|instances?)\b",
    re.IGNORECASE,
)
"""Words for a case that the sentence before names."""
_THIS_IS = regex(r"\b(?:this|that)\s+(?:is|was|means|counts|ends|settles)\b", re.IGNORECASE)
_IMAGINED = regex(r"\b(?:may|might|can|could|sometimes|often|occasionally|some)\b", re.IGNORECASE)
_OPENING = regex(
    r"\A\W*(?:if|when(?:ever)?|where(?:ver)?|once|after)\b(?P<case>[^,]{2,160}),", re.IGNORECASE
)
_BLAND = families("say tell do be happen ask get give time case user one response".split())


def case_before(told: Told) -> frozenset[str]:
    """Families of the sentence that names the case a sentence points at; none where none does."""
    text = told.statement.text
    pointed = POINTS.search(text) is not None
    if not pointed and not _THIS_IS.search(text):
        return frozenset()
    before = told.document.before(told.statement)
    if before is None or (not pointed and not _IMAGINED.search(before.text)):
        return frozenset()
    return families(content(before.text))


def of_two_cases(a: Told, b: Told) -> bool:
    """Whether one rule is for another case than the other one's."""
    return _named_before(a, b) or _named_before(b, a) or _two_kinds(a, b)


def _named_before(one: Told, other: Told) -> bool:
    """Whether a sentence names a case in its opening that the one before the other does not."""
    opening = _OPENING.match(other.statement.text)
    if opening is None or (
        _OPENING.match(one.statement.text) and not POINTS.search(one.statement.text)
    ):
        return False
    before = case_before(one)
    case = families(content(opening["case"])) - _BLAND
    return bool(before and case - before - families(content(one.statement.text)))


def case_named_before(a: Told, b: Told) -> bool:
    """Whether one points at the case in which the other opens."""
    for one, other in ((a, b), (b, a)):
        opening = _OPENING.match(other.statement.text)
        if opening is None or not POINTS.search(one.statement.text):
            continue
        case = families(content(opening["case"]))
        if case and case <= case_before(one):
            return True
    return False


def _two_kinds(a: Told, b: Told) -> bool:
    """Whether two openings name two kinds of one thing ("on draft pages", "on last pages")."""
    found = _OPENING.match(a.statement.text), _OPENING.match(b.statement.text)
    if found[0] is None or found[1] is None:
        return False
    mine, yours = (sequence(match["case"]) for match in found if match)
    shared = families(mine) & families(yours)
    kinds = [
        {(one, two) for one, two in pairwise(words) if two in other and one not in other}
        for words, other in ((mine, yours), (yours, mine))
    ]
    return bool(shared) and any(two == twin for _, two in kinds[0] for _, twin in kinds[1])
