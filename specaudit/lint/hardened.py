"""A rule that leaves room, said again elsewhere in short words that leave none.

What the strict sentence says beside its force is said by the softer one too, and by no third one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Force, NormType
from specaudit.lint.apart import DENIES
from specaudit.lint.kin import roots
from specaudit.lint.similarity import Similarity, Unit, content, unit_facts
from specaudit.lint.soft_words import hedge, weakener
from specaudit.lint.softened import of_another_form, other_party, strict_unit

_HARD = regex(
    r"\b(?:must|shall|(?:has|have|needs?)\s+to|required|requirement|mandatory|obligatory|compulsory"
    r"|prohibited|forbidden|banned|never|always|without\s+exception|under\s+no\s+circumstances"
    r"|not\s+(?:allowed|permitted)|only\b[^.;]{3,80}\b(?:allowed|permitted|acceptable))\b",
    re.IGNORECASE,
)
_FORCE = roots(
    """
    must shall have need require requirement mandatory obligatory compulsory prohibit forbid ban
    never always exception circumstance allow permit acceptable only absolute strict single whole
    user person response make do take give put keep say write use
    """.split()
)
"""Say how strict a rule is, or little of what it is about."""
_CASE = regex(
    r"\b(?:if|when|unless|where|except|once|before|after|until|during"
    r"|solely|merely|in\s+(?:this|that|these|such)(?:\s+an?)?\s+(?:case|event|situation)s?)\b",
    re.IGNORECASE,
)
_ALWAYS = regex(r"\b(?:without\s+(?:any\s+)?exceptions?|no\s+exceptions?)\b", re.IGNORECASE)
_BANS = regex(r"\b(?:prohibited|forbidden|banned|avoid\w*|refrain\w*)\b", re.IGNORECASE)
_LONGEST = 140
_LEAST, _ALONE = 3, 2
_MOST = 0.6
_RARE = 30
"""Units of a root by which a rule is looked for."""
_NEAREST = 3


def hardened(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Strict sentences with the softer rule that each says again."""
    known = unit_facts(similarity.units, "hardened", _said)
    for strong, words in known.items():
        weak = _softer(similarity, strong, frozenset(words)) if words else None
        if weak is not None:
            yield strong, weak


def _said(unit: Unit) -> list[str]:
    """The roots that a short strict sentence for every case says; none of any other."""
    text = unit.statement.text
    if len(text) > _LONGEST or not _HARD.search(text) or text.rstrip().endswith((":", "?")):
        return []
    if _CASE.search(text) or weakener(text) or hedge(text):
        return []
    words = roots(unit.lemmas) - _FORCE
    return sorted(words) if len(words) >= _LEAST else []


def _softer(similarity: Similarity, strong: Unit, said: frozenset[str]) -> Unit | None:
    rare = (similarity.rooted.get(word, []) for word in said)
    near = {number for numbers in rare if len(numbers) <= _RARE for number in numbers}
    ranked = sorted(near, key=lambda number: (-len(said & similarity.roots[number]), number))
    for number in islice(ranked, _NEAREST + 1):
        weak, shared = similarity.units[number], said & similarity.roots[number]
        if len(shared) < _LEAST or len(shared) < _MOST * len(said):
            return None
        if shared != said and _denies(strong):
            continue  # the strict one forbids less
        if weak is not strong and not _asks_more(strong, shared) and _softens(strong, weak):
            alone = len(similarity.holding(shared)) <= _ALONE
            if alone and similarity.rare_phrases(strong, weak):
                return weak
    return None


def _asks_more(strong: Unit, shared: frozenset[str]) -> bool:
    """Whether the act or the thing of a strict norm is not among what both say."""
    named = (roots([norm.action, *content(norm.object or "")]) for norm in strong.norms)
    return any(words - shared - _FORCE for words in named)


def _softens(strong: Unit, weak: Unit) -> bool:
    """Whether a sentence asks for what a strict one may ask for too, and leaves room."""
    text = weak.statement.text
    if "](#" in weak.document.written(weak.statement):
        return False  # says what another section says
    cases = (norm.condition for norm in weak.norms if norm.condition)
    if any(_CASE.match(case) and content(case) - strong.lemmas for case in cases):
        return False
    forces = {norm.force for norm in weak.norms if norm.trigger != "imperative"}
    if forces != {Force.SHOULD} and not weakener(text):
        return False
    if strict_unit(weak) or text.rstrip().endswith((":", "?")):
        return False
    if other_party(strong, weak) or of_another_form(strong, weak):
        return False
    return _denies(strong) == _denies(weak)


def _denies(unit: Unit) -> bool:
    text = _ALWAYS.sub("", unit.statement.text)
    forbids = any(norm.type is NormType.PROHIBITION for norm in unit.norms)
    return forbids or any(found.search(text) for found in (DENIES, _BANS))
