"""Two sentences that say the same but for one word, which the other turns into its contrary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.lint.similarity import Similarity, Unit, sequence, unit_facts
from specaudit.nlp.text import lemmas

_CONTRARIES = (
    "higher:lower highest:lowest longer:shorter larger:smaller greater:smaller earlier:later "
    "newer:older stricter:looser public:private ascending:descending inclusive:exclusive "
    "mandatory:optional required:optional allowed:prohibited permitted:prohibited "
    "allowed:forbidden permitted:forbidden valid:invalid visible:hidden separately:together "
    "uppercase:lowercase synchronous:asynchronous mutable:immutable "
    "acceptable:unacceptable before:after precedes:follows stronger:weaker stable:unstable"
).split()
_WORD = regex(r"[a-z]+(?:-[a-z]+)*")
_CASE = regex(r"\b(?:if|when|whenever|unless|except|until|where|once|without)\b", re.I)
_NOT = regex(r"\b(?:not|no|never|cannot|neither)\b|n['’]t\b", re.I)
_SHARED = 3
_NEARLY = 0.85
_CONTRARY: dict[str, frozenset[str]] = {}
for _pair in _CONTRARIES:
    _one, _other = _pair.split(":")
    for _a, _b in ((_one, _other), (_other, _one)):
        _CONTRARY[_a] = _CONTRARY.get(_a, frozenset()) | {_b}


def reversals(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units that are each other's contrary in one word, in no order."""
    by_word: dict[str, list[Unit]] = defaultdict(list)
    for unit, words in unit_facts(similarity.units, "contraries", _words).items():
        for word in words:
            by_word[word].append(unit)
    for word in sorted(by_word):
        for contrary in sorted(_CONTRARY[word]):
            if word < contrary:
                for one in by_word[word]:
                    for other in by_word.get(contrary, ()):
                        if _turned(similarity, one, word, other, contrary):
                            yield one, other


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
    if any((p.search(texts[0]) is None) is not (p.search(texts[1]) is None) for p in (_CASE, _NOT)):
        return False  # a case of its own, or a denial that turns the word back
    bare = frozenset(lemmas(f"{word} {contrary} always normally one"))
    mine, yours = a.lemmas - bare, b.lemmas - bare
    shared = mine & yours
    least = min(mine, yours, key=similarity.mass)
    if len(shared) < _SHARED or similarity.mass(shared) < _NEARLY * similarity.mass(least):
        return False
    return _next(texts[0], word) == _next(texts[1], contrary)


def _next(text: str, word: str) -> str:
    """The content word after a word; empty where none follows."""
    after = sequence(text.lower().partition(word)[2])
    return after[0] if after else ""
