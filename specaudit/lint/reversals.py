"""Two sentences that say the same but for one word, which the other turns into its contrary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, TypeVar

from specaudit.domain.patterns import regex
from specaudit.domain.spec import NormType
from specaudit.lint.kin import families
from specaudit.lint.similarity import COMMON, Similarity, Unit, content, sequence, unit_facts
from specaudit.nlp.text import lemmas

T = TypeVar("T")

_CONTRARIES = (
    "higher:lower highest:lowest longer:shorter larger:smaller greater:smaller earlier:later "
    "newer:older stricter:looser public:private ascending:descending inclusive:exclusive "
    "mandatory:optional required:optional allowed:prohibited permitted:prohibited "
    "allowed:forbidden permitted:forbidden valid:invalid visible:hidden separately:together "
    "uppercase:lowercase synchronous:asynchronous mutable:immutable "
    "same:different formal:informal formally:informally internal:external manual:automatic "
    "manually:automatically local:remote explicit:implicit "
    "explicitly:implicitly enabled:disabled minimum:maximum online:offline openly:secretly "
    "briefly:extensively "
    "acceptable:unacceptable before:after precedes:follows stronger:weaker stable:unstable"
).split()
_WORD = regex(r"[a-z]+(?:-[a-z]+)*")
_CASE = regex(r"\b(?:if|when|whenever|unless|except|until|where|once|without)\b", re.I)
_NOT = regex(r"\b(?:not|no|never|cannot|neither)\b|n['’]t\b", re.I)
_OPENING = regex(r"\W*(?:for|in|on|at|during|under|within|with|among|of)\s[^,.;:]*,", re.IGNORECASE)
_FINITE = regex(
    r"\b(?:is|are|was|were|be|must|should|shall|may|can|cannot|will|has|have|do|does|get|gets|\w{2,}(?<!s)s\s+(?:the|an?))\b",
    re.IGNORECASE,
)
_OF_KIND = regex(r"\b(?:for|on\s+behalf\s+of)\s(?:[\w-]+\s){1,2}[\w-]+\W*\Z", re.IGNORECASE)
"""Closes a sentence with what it holds for ("Use capitals for exported constants")."""
_SHARED = 3
_NEARLY = 0.85
_CONTRARY: dict[str, frozenset[str]] = {}
for _pair in _CONTRARIES:
    _one, _other = _pair.split(":")
    for _a, _b in ((_one, _other), (_other, _one)):
        _CONTRARY[_a] = _CONTRARY.get(_a, frozenset()) | {_b}


_NEGATING = ("un", "in", "im", "ir", "il", "dis")
_LEAST = 5
"""Letters of a word that a syllable before it turns into its contrary."""
_RATHER = regex(r"\b(?:rather\s+than|instead\s+of)\b", re.IGNORECASE)
_FIRST_LEFT = regex(
    r"\A\W*(?:rather\s+than|instead\s+of)\s(?P<left>[^,.;]{3,120}),\s(?P<chosen>[^,.;]{3,200})",
    re.IGNORECASE,
)
_NOT_BUT = regex(
    r"\b(?:not|never)\s(?:to\s)?(?P<left>[^,.;]{3,80}),?\sbut\s(?:rather|instead)\s(?:to\s)?"
    r"(?P<chosen>[^,.;:]{3,120})",
    re.IGNORECASE,
)
"""Choices that name first what is not chosen."""
_PREFERS = regex(
    r"\b(?:favou?rs?|prefers?|prioriti[sz]es?|chooses?|values?|puts?|places?|ranks?|weighs?|err(?:s|ing)?(?:\s+\w+)?"
    r"\s+on\s+the\s+side\s+of)\s(?P<chosen>[^;:]{3,200}?)\s(?:over|above|ahead\s+of|before)\s(?P<left>[^,.;:]{3,120})"
    r"|\b(?P<first>\w[^,;:]{3,120}?)\s(?:is|are)\s(?:\w+ly\s)?(?:preferred|preferable)\s(?:to|over)\s(?P<second>[^,.;:]{3,120})",
    re.IGNORECASE,
)
"""One thing is preferred to another."""
_CHOSEN = 4
"""Words among which the chosen thing is named, and the one it is chosen over."""
_EMPLOYS = regex(
    r"\b(?:use|put|add|include|apply|set|write|insert|attach|place|specify|pass|call|import|install|enable"
    r"|run|declare|return|send|with|via|using)\s+(?:the\s+|an?\s+)?`(?P<code>[^`\n]+)`"
    r"(?P<end>[*_\s]*(?:[.,;:!—–]|--|\Z))?",
    re.IGNORECASE,
)
_BACKQUOTED = regex(r"`([^`\n]+)`")
_USE = families(["use"])
_PASSED_OVER = regex(
    r"\b(?:instead\s+of|rather\s+than|,\s+not)\s+(?:the\s+|an?\s+)?`(?P<code>[^`\n]+)`",
    re.IGNORECASE,
)
"""Names the code that other code is written instead of."""
_SWAP_SHARED, _LONG_CHOICE, _SWAP_MOST = 2, 4, 0.7


def reversals(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units that are each other's contrary in one word, in no order."""
    by_word: dict[str, list[Unit]] = defaultdict(list)
    for unit, words in unit_facts(similarity.units, "contraries", _words).items():
        for word in words:
            by_word[word].append(unit)
    for word in sorted(by_word):
        for contrary in sorted(_CONTRARY[word]):
            if word < contrary:
                for one, other in product(_few(by_word[word]), _few(by_word.get(contrary, ()))):
                    if _turned(similarity, one, word, other, contrary):
                        yield one, other
    yield from _negated(similarity)
    yield from _swapped(similarity)
    yield from _written_anyway(similarity)


def _negated(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of which one has the other's word with a syllable before it ("formal", "informal")."""
    known = unit_facts(similarity.units, "negated", _with_syllable)
    bases = frozenset(base for row in known.values() for _, base in row)
    plain: dict[str, list[Unit]] = defaultdict(list)
    for unit in similarity.units:
        for base in sorted(unit.lemmas & bases):
            plain[base].append(unit)
    for unit, row in known.items():
        for word, base in row:
            for other in _few(plain.get(base, ())):
                if _turned(similarity, unit, word, other, base):
                    yield unit, other


def _with_syllable(unit: Unit) -> list[tuple[str, str]]:
    """Words of a unit that may be contraries of others, with those others."""
    words = sorted(word for word in unit.lemmas if word.startswith(_NEGATING))
    pairs = (
        (word, word.removeprefix(s)) for word in words for s in _NEGATING if word.startswith(s)
    )
    return [
        (word, base)
        for word, base in pairs
        if len(base) >= _LEAST and base not in unit.lemmas | _CONTRARY.get(word, frozenset())
    ]


def _swapped(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs in which what the one chooses is what the other chooses it over."""
    known = unit_facts(similarity.units, "choices", _choice)
    by_left: dict[str, list[Unit]] = defaultdict(list)
    rows = {unit: tuple(map(frozenset, row)) for unit, row in known.items() if row}
    for unit, (_, left) in rows.items():
        for word in sorted(left):
            by_left[word].append(unit)
    for unit, (chosen, left) in rows.items():
        others = {other: None for word in sorted(chosen) for other in _few(by_left.get(word, ()))}
        for other in others:
            swap = chosen & rows[other][1], left & rows[other][0]
            if (
                other is not unit
                and all(swap)
                and _alike(similarity, unit, other, swap[0] | swap[1])
            ):
                yield unit, other


def _written_anyway(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of which one forbids a piece of code and the other asks for it."""
    banned: dict[str, list[tuple[Unit, bool]]] = defaultdict(list)
    wanted: dict[str, list[Unit]] = defaultdict(list)
    for unit, row in unit_facts(similarity.units, "code", _code).items():
        for code, is_banned, everywhere in row:
            if is_banned:
                banned[code].append((unit, everywhere))
            else:
                wanted[code].append(unit)
    for code in sorted(banned.keys() & wanted.keys()):
        for (unit, everywhere), other in product(_few(banned[code]), _few(wanted[code])):
            if everywhere or _all_said(unit, other):
                yield unit, other


def _all_said(unit: Unit, other: Unit) -> bool:
    """Whether nearly all that a sentence says beside its code is said by another one too."""
    codes = " ".join(_BACKQUOTED.findall(unit.document.written(unit.statement)))
    rest = families(unit.lemmas - content(codes)) - _USE
    return len(rest & families(other.lemmas)) >= _SWAP_MOST * len(rest)


def _code(unit: Unit) -> list[tuple[str, bool, bool]]:
    """The code that a sentence forbids or asks for; whether it does so, and in every case."""
    text = unit.document.written(unit.statement)
    types = {norm.type for norm in unit.norms}
    if (
        "`" not in text
        or _OPENING.match(unit.statement.text)
        or len(types) != 1
        or any(n.condition or n.exception for n in unit.norms)
    ):
        return []
    found = _EMPLOYS.search(text)
    if types == {NormType.PROHIBITION}:
        denied = found is not None and _NOT.search(text, 0, found.start()) is not None
        return [(found["code"], True, found["end"] is not None)] if found and denied else []
    if types != {NormType.OBLIGATION}:
        return []
    left = [(match["code"], True, False) for match in _PASSED_OVER.finditer(text)]
    return [*left, (found["code"], False, False)] if found else left


def _few(found: Sequence[T]) -> Sequence[T]:
    """The units that hold a word; none where it is too common to make a pair worth comparing."""
    return found if len(found) <= COMMON else ()


def _choice(unit: Unit) -> list[Any]:
    """The words of what is chosen and of what it is chosen over; empty without a choice."""
    for pattern in (_FIRST_LEFT, _NOT_BUT, _RATHER, _PREFERS):
        match = pattern.search(unit.statement.text)
        if match is None:
            continue
        if pattern is _PREFERS:
            named = match["chosen"] or match["first"], match["left"] or match["second"]
            chosen, left = (sequence(part)[:_CHOSEN] for part in named)
        elif pattern is _RATHER:
            chosen = sequence(unit.statement.text[: match.start()])[-_CHOSEN:]
            left = sequence(unit.statement.text[match.end() :])[:1]
        else:
            chosen = sequence(match["chosen"])[:_CHOSEN]
            left = sequence(match["left"])[:_CHOSEN]
        own = set(chosen) - set(left), set(left) - set(chosen)
        return [sorted(words) for words in own] if all(own) else []
    return []


def _alike(similarity: Similarity, one: Unit, other: Unit, swapped: frozenset[str]) -> bool:
    """Whether the sentences share most of what they say, beside the choice or with a long one."""
    if len(swapped) < _LONG_CHOICE:
        mine, yours, several = one.lemmas - swapped, other.lemmas - swapped, _SWAP_SHARED
    else:
        mine, yours, several = one.lemmas, other.lemmas, _LONG_CHOICE
    shared = mine & yours
    least = min(similarity.mass(mine), similarity.mass(yours))
    return len(shared) >= several and similarity.mass(shared) >= _SWAP_MOST * least


def _words(unit: Unit) -> list[str]:
    """The words of a unit that have a contrary, which it does not say itself."""
    words = frozenset(_WORD.findall(unit.statement.text.lower()))
    return [word for word in sorted(words & _CONTRARY.keys()) if not words & _CONTRARY[word]]


def _turned(similarity: Similarity, a: Unit, word: str, b: Unit, contrary: str) -> bool:
    if len(a.lemmas & b.lemmas) < _SHARED:
        return False
    texts = a.statement.text, b.statement.text
    if any(text.rstrip().endswith((":", "?")) for text in texts):
        return False
    if not any(unit.norms or _FINITE.search(unit.statement.text) for unit in (a, b)):
        return False  # names of two things
    if any((p.search(texts[0]) is None) is not (p.search(texts[1]) is None) for p in (_CASE, _NOT)):
        return False  # a case of its own, or a denial that turns the word back
    if all(_opens_a_case(*each) for each in zip(texts, (word, contrary), strict=True)):
        return False
    bare = frozenset(lemmas(f"{word} {contrary} always normally one"))
    mine, yours = a.lemmas - bare, b.lemmas - bare
    shared = mine & yours
    least = min(mine, yours, key=similarity.mass)
    if len(shared) < _SHARED or similarity.mass(shared) < _NEARLY * similarity.mass(least):
        return False
    return _next(texts[0], word) == _next(texts[1], contrary)


def _opens_a_case(text: str, word: str) -> bool:
    """Whether a word only says for what the sentence holds ("For reversible steps, ...")."""
    parts = (_OPENING.match(text), *_OF_KIND.finditer(text))
    said = " ".join(match[0] for match in parts if match is not None).lower()
    return word in _WORD.findall(said) or word in lemmas(said)


def _next(text: str, word: str) -> str:
    """The content word after a word; empty where none follows."""
    after = sequence(text.lower().partition(word)[2])
    return after[0] if after else ""
