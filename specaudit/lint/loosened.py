"""A strict rule said again as what one may do, or with its act and thing under a soft word.

Read are a permission that names no more than the rule asks for ("reports may be signed" beside
"must sign every report"), leave to turn down what is forbidden ("requests for X may be declined"),
and a soft sentence that names the act and the thing of a rule which no other statement names
together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Norm, NormType
from specaudit.lint.acts import bound
from specaudit.lint.apart import apart
from specaudit.lint.implied import acts_of
from specaudit.lint.kin import roots
from specaudit.lint.opposites import SUPPLIES, TURNS_DOWN
from specaudit.lint.similarity import COMMON, Similarity, Unit, content, sequence, unit_facts
from specaudit.lint.soft_words import hedge, weakener
from specaudit.lint.softened import (
    FILLERS,
    is_strict,
    other_words,
    softens_no_rule,
    strict_unit,
)
from specaudit.nlp.text import lemmas

_MAY = regex(
    r"\b(?:may|can|could|might)\s+(?!(?:not|only|never|also|still|even|safely|then|no)\b)"
    r"(?:be\s+)?(?:\w+ly\s+)?(?P<verb>[\w-]+)",
    re.IGNORECASE,
)
_STRICT = regex(
    r"\b(?:must|shall|should|never|cannot|only|not|no|nor|without|unless|until|before|need|instead"
    r"|except|otherwise|how|what|why|which|who|whether|that|also|other|another|else|more|if|even)\b"
    r"|n['’]t\b|[:?]\s*\Z",
    re.IGNORECASE,
)
"""Makes a sentence more than a bare permission."""
_FORBIDS = regex(
    r"\b(?:not|never|avoid\w*|refrain\w*|abstain\w*|discouraged)\b|n['’]t\b", re.IGNORECASE
)
_ONLY = regex(r"\bonly\b", re.IGNORECASE)
_ASKED = regex(
    r"\b(?:requests?|questions?|calls?|demands?|pleas?|queries|query|appeals?|prompts?|attempts?)\b",
    re.IGNORECASE,
)
_TURNED_DOWN = roots(TURNS_DOWN | {"deny", "rebuff", "rebuffed", "turn", "block"})
_DOWN = frozenset({"down", "away"})
_HAS = roots(
    SUPPLIES | {"name", "have", "carry", "bear", "specify", "give", "hold", "come", "indicate"}
)
"""Verbs that say that a thing has another."""
_PARTIES = roots("assistant model user request question prompt thing way".split())
_NARROWING = frozenset({"with", "without", "in", "for", "to", "from", "on", "about", "of"})
_SEVERAL = 2
_RUN = 4
"""Words in a row that two sentences hardly share by accident."""
_RARELY, _OF_SEVERAL = 4, 10
"""Statements that may hold two words, or more, for these to name one subject."""
_HALF = 0.5


class _Soft(NamedTuple):
    """What a soft sentence says: its kind, its verb, and its other words, as roots."""

    kind: str
    verb: str
    said: frozenset[str]


def loosened(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Strict rules with the sentence that says each again with less force."""
    known = unit_facts(similarity.units, "loosened", _read)
    soft = {
        unit: _Soft(data[0], data[1], frozenset(data[2:])) for unit, data in known.items() if data
    }
    if not soft:
        return
    for weak, told in soft.items():
        near = _near(similarity, weak, told)
        strong = next((one for one in near if _same(one, weak, told)), None)
        if strong is not None:
            yield strong, weak


def _near(similarity: Similarity, weak: Unit, told: _Soft) -> list[Unit]:
    """Strict units with all that a soft one says, where few statements have it."""
    words = told.said
    if told.kind == "act":
        words |= {told.verb}
    if len(words) < _SEVERAL and told.kind != "echo":
        return []
    found = similarity.holding(words)
    if told.kind == "echo":
        told_runs = runs(weak) if len(found) <= COMMON else frozenset()
        found = [number for number in found if told_runs & runs(similarity.units[number])]
    if len(found) > (_RARELY if len(words) == _SEVERAL else _OF_SEVERAL):
        return []
    chosen = (similarity.units[number] for number in found)
    strict = (one for one in chosen if one is not weak and strict_unit(one))
    return sorted(strict, key=lambda one: len(one.lemmas))


def _read(unit: Unit) -> list[Any]:
    """What a unit says softly: kind, verb and words; nothing where it is no bare soft sentence."""
    text = unit.statement.text
    found = (
        [_granted(text), _refused(text), _acts(unit, text), _echo(text)] if len(text) < 300 else []
    )
    told = next(filter(None, found), None)
    return [told.kind, told.verb, *sorted(told.said)] if told else []


def _granted(text: str) -> _Soft | None:
    """A sentence that says only that one may do a thing."""
    may = list(_MAY.finditer(text))
    if len(may) != 1 or _STRICT.search(text):
        return None
    verb = next(iter(roots(sequence(may[0]["verb"]))), "")
    said = roots(content(text)) - {verb}
    if verb in _TURNED_DOWN:
        asked = roots(word.casefold().removesuffix("s") for word in _ASKED.findall(text))
        return _Soft("refused", verb, said - asked - _PARTIES - _DOWN)
    return _Soft("granted", verb, said) if verb else None


def _refused(text: str) -> _Soft | None:
    """A sentence that finds it better to turn a thing down."""
    said = roots(content(text))
    if said.isdisjoint(_TURNED_DOWN) or not (weakener(text) or hedge(text)) or _STRICT.search(text):
        return None
    asked = roots(word.casefold().removesuffix("s") for word in _ASKED.findall(text))
    return _Soft("refused", "", roots(other_words(text)) - _TURNED_DOWN - asked - _PARTIES - _DOWN)


def _acts(unit: Unit, text: str) -> _Soft | None:
    """A present-tense rule under a soft word, by its verb and its thing."""
    if not (weakener(text) or hedge(text)) or len(unit.norms) != 1:
        return None
    if softens_no_rule(text):
        return None
    [norm] = unit.norms
    if norm.object is None or (norm.condition and not weakener(norm.condition)):
        return None
    thing = roots(content(norm.object.replace("_", " ")))
    if not thing or len(other_words(text)) > 6:
        return None
    return _Soft("act", next(iter(roots([norm.action]))), thing)


def _echo(text: str) -> _Soft | None:
    """A soft sentence of hardly a word of its own, which may go on in those of a rule."""
    if not weakener(text) or softens_no_rule(text):
        return None
    said = other_words(text) - FILLERS
    return _Soft("echo", "", roots(said)) if 0 < len(said) <= _SEVERAL else None


def runs(unit: Unit, length: int = _RUN) -> frozenset[tuple[str, ...]]:
    """Words in a row, function words among them."""
    words = [word for word in lemmas(unit.statement.text) if not word.endswith("ly")]
    return frozenset(zip(*(words[at:] for at in range(length)), strict=False))


def _same(strong: Unit, weak: Unit, told: _Soft) -> bool:
    if strong.statement.text.rstrip().endswith(":") or apart(strong, weak):
        return False
    norms = strong.document.norms.get(strong.statement.id, [])
    strict = [norm for norm in norms if is_strict(norm)] or norms  # "should never" has a "should"
    if told.kind == "echo":
        forbids = _FORBIDS.search(weak.statement.text) is not None
        return any((norm.type is NormType.PROHIBITION) is forbids for norm in strict)
    if told.kind == "refused":
        refused = (n for n in strict if _forbids(n) or roots([n.action]) & _TURNED_DOWN)
        return any(
            _in_case(n, weak) and not _narrowed(n, strong, weak) and not _other_bearer(n, weak)
            for n in refused
        )
    return any(_asks(norm, strong, weak, told) for norm in strict)


def _forbids(norm: Norm) -> bool:
    return norm.type is NormType.PROHIBITION and not norm.condition and not norm.exception


def _asks(norm: Norm, strong: Unit, weak: Unit, told: _Soft) -> bool:
    """Whether a strict norm asks for the act that the other sentence leaves open."""
    verb = next(iter(roots([norm.action])))
    if verb != told.verb and not {verb, told.verb} <= _HAS:
        return False
    if norm.exception or not _in_case(norm, weak) or _ONLY.search(strong.statement.text):
        return False
    if not told.said - roots(content(norm.condition or "")):
        return False  # what one may do is the case that the rule is for
    if told.kind == "granted" and _narrowed(norm, strong, weak):
        return False
    if _other_bearer(norm, weak):
        return False
    forbids = {own.type is NormType.PROHIBITION for own in weak.norms} or {False}
    return forbids == {norm.type is NormType.PROHIBITION}


def _other_bearer(norm: Norm, weak: Unit) -> bool:
    """Whether the soft sentence is on what somebody else may do."""
    bearers = {bound(own) for own in weak.norms} - {None}
    return bool(bearers and bound(norm)) and bound(norm) not in bearers


def _in_case(norm: Norm, weak: Unit) -> bool:
    """Whether the soft sentence speaks of the case of a strict norm as well."""
    case = roots(content(norm.condition or ""))
    return len(case & roots(weak.lemmas)) >= _HALF * len(case)


def _narrowed(norm: Norm, strong: Unit, weak: Unit) -> bool:
    """Whether a rule is for some of the cases that a permission is for."""
    said = roots(weak.lemmas)
    acts = (act for act in acts_of(strong) if act.norm is norm)
    return any(
        preposition in _NARROWING and not roots(led) & said
        for act in acts
        for preposition, led in act.slots
    )
