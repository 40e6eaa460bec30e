"""Whether two numbers of one unit are of one thing, told in other words.

Few sentences of a document hold a number of one unit, and hardly two of them speak of the same by
chance. So two of them are taken to be on one thing where they share words that no third one has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.apart import act, parted
from specaudit.lint.context import Document
from specaudit.lint.kin import families, family, root, roots
from specaudit.lint.measures import CHANGED, SUM, piece, stands_alone
from specaudit.lint.quantities import Quantity, told
from specaudit.lint.similarity import content, sequence
from specaudit.lint.subjects import LIGHT, narrowed_by, with_and_without

_SHARED = 2
"""Words that two sentences must have in common."""
_COVERED = 0.4
"""Share of the words of the shorter one that the other must have."""
_NEARLY = 0.6
"""Share from which on the words may be ones that the document uses all over."""
_FEW = 5
"""Times that a document uses a rare word."""
_FRAGMENT = 5
"""Words of an item that its heading completes."""
_LIGHT = roots(LIGHT)
_STEM = 6
"""Letters by which a word is searched for."""
_MANY = 3
"""Shared words from which on a word of its own before one of them makes it no other thing."""
_WHOLE = regex(
    r"\b(?:altogether|in\s+(?:total|all|sum)|taken\s+together|combined|together|overall|another|extra"
    r"|additional|further)\b",
    re.IGNORECASE,
)
"""Adds up, or adds to, what the other sentence tells."""
_AT_ONCE = regex(r"\bat\s+(?:a\s+time|once)\b|\bin\s+(?:one|a\s+single)\s+go\b", re.IGNORECASE)
_BARE = 2
"""Words of "the timer"."""
_OF = regex(r"\s+of\s+(?P<of>[^.;:()]{2,60})", re.IGNORECASE)
_NUMBER = regex(r"\d[\d,.]*\s*[a-z%]*")
_ONLY_MEASURES = families("run set last take hold stay fix cap limit go end".split())
_OWN_CASE = regex(
    r"\A\W*to\s|\b(?:if|when|where|unless|except|without|with\s+(?:an?\s+|their\s+)?(?:parent|guardian|consent))\b",
    re.IGNORECASE,
)
"""For what, or in what case, one must be of an age."""
_DUTY = regex(r"(?:must|shall|should)\s+(?!be\b|not\b)", re.IGNORECASE)
"""Before what somebody is to do."""
_CASE = regex(r"\b(?:example|e\.g|suppose|imagine|say)\b", re.IGNORECASE)


class Topics:
    """What the sentences with a number of one unit speak of."""

    def __init__(self, document: Document, statements: Iterable[Statement]) -> None:
        self._text = document.folded
        self._counts: dict[str, int] = {}
        self._words = {one.id: _words(one.text) for one in statements}

    def one(self, earlier: Statement, a: Quantity, later: Statement, b: Quantity) -> bool:
        """Whether two of them are on one thing that no third one is on."""
        if "times" in a.units:
            return False  # nothing but their subject says of what
        mine, yours = self._words[earlier.id], self._words[later.id]
        shared = mine & yours
        least = _SHARED - ("age" in a.units or _one_by_name(earlier.text, later.text))
        if len(shared) < least or len(shared) < _COVERED * min(len(mine), len(yours)):
            return False
        if len(shared) < _NEARLY * min(len(mine), len(yours)) and not self._rare(shared):
            return False
        if not (whole(earlier) and whole(later)):
            return False  # items that their headings complete
        if _two_things(earlier.text, a, later.text, b, mine, yours):
            return False
        return not any(
            len(words & shared) >= min(len(shared), _SHARED)
            for name, words in self._words.items()
            if name not in {earlier.id, later.id}
        )

    def _rare(self, words: frozenset[str]) -> bool:
        """Whether the document hardly ever uses one of some words."""
        return any(self._count(word[:_STEM]) <= _FEW for word in words)

    def _count(self, stem: str) -> int:
        if stem not in self._counts:
            self._counts[stem] = self._text.count(stem)
        return self._counts[stem]


def told_alike(earlier: Statement, later: Statement) -> bool:
    """Whether two sentences are told in the same words but for the number, in the same order."""
    return sequence(_NUMBER.sub("", earlier.text)) == sequence(_NUMBER.sub("", later.text))


def _two_things(
    first: str,
    a: Quantity,
    second: str,
    b: Quantity,
    mine: frozenset[str],
    yours: frozenset[str],
) -> bool:
    """Whether the words of two sentences tell what each number is of apart."""
    shared = mine & yours
    if "age" in a.units and any(map(_OWN_CASE.search, (first, second))):
        return True
    named = len(shared - families(a.units))
    few = named < _MANY
    # Where each has words of its own it is told in another way, and may well be of no other kind.
    told_half = named >= _SHARED and named * 2 >= min(len(mine), len(yours))
    other_way = told_half and mine - shared and yours - shared
    if few and not (other_way or _one_by_name(first, second)) and narrowed_by(first, second):
        return True
    if _of_two(first, a, yours) or _of_two(second, b, mine):
        return True
    if any(_part_of(text, shared) for text in (first, second)):
        return True
    swapped = few or min(len(mine - shared), len(yours - shared)) == 1
    if swapped and _in_place(first, mine - shared) & _in_place(second, yours - shared):
        return True
    pieces = _words(piece(first, a.written)), _words(piece(second, b.written))
    if all(pieces) and pieces[0].isdisjoint(pieces[1]):
        return True  # the numbers stand in other parts of what they say
    return _two_ways(first, second) or _two_acts(first, second, shared)


def whole(statement: Statement) -> bool:
    """Whether a statement says of what it speaks, be it in an item."""
    text = statement.text
    return stands_alone(statement) or (text.endswith(".") and len(text.split()) > _FRAGMENT)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return roots(told(text)) - _LIGHT


def _one_by_name(first: str, second: str) -> bool:
    """Whether the subject of one sentence is "the timer" and that of the other a timer."""
    subjects = [parted(text)[0].casefold().split() for text in (first, second)]
    if not all(subjects) or family(subjects[0][-1]) != family(subjects[1][-1]):
        return False
    return any(len(words) == _BARE and words[0] == "the" for words in subjects)


def _of_two(text: str, quantity: Quantity, others: frozenset[str]) -> bool:
    """Whether a number is of something ("days of leave") that the other sentence does not name."""
    found = _OF.match(text.partition(quantity.written)[2])
    return found is not None and bool(of := _words(found["of"])) and of.isdisjoint(others)


def _part_of(text: str, shared: frozenset[str]) -> bool:
    """Whether what a sentence is about is only named by a shared word ("answers to requests")."""
    head, _, of = parted(text)[0].partition(" to ")
    return bool(_words(of) & shared) and bool(_words(head)) and _words(head).isdisjoint(shared)


@lru_cache(maxsize=4096)
def _in_place(text: str, own: frozenset[str]) -> frozenset[str]:
    """What stands right before the words that only one of two sentences has.

    Where both have a word of their own in one place, each speaks of something of its own.
    """
    words = [root(word) for word in sequence(text)]
    return frozenset(a for a, b in pairwise(words) if b in own and a not in own)


def _two_ways(first: str, second: str) -> bool:
    """Whether two sentences count or measure one thing in two ways."""
    told_again = (_CASE, SUM, CHANGED)
    if any(pattern.search(text) for pattern in told_again for text in (first, second)):
        return True
    return with_and_without(first, second) or _in_one(_AT_ONCE, first, second)


def added_up(first: str, second: str) -> bool:
    """Whether one of two numbers is of all things together."""
    return _in_one(_WHOLE, first, second)


def _in_one(pattern: re.Pattern[str], first: str, second: str) -> bool:
    return (pattern.search(first) is None) is not (pattern.search(second) is None)


def _two_acts(first: str, second: str, shared: frozenset[str]) -> bool:
    """Whether two sentences say two things of one subject, or one thing of two."""
    parts = parted(first), parted(second)
    if not all(subject for subject, _ in parts):
        return False
    acts = [act(text) for text in (first, second)]
    if all(_DUTY.match(rest) for _, rest in parts) and LIGHT.isdisjoint(acts):
        return acts[0] != acts[1] and shared.isdisjoint(acts)
    named = [_words(subject) for subject, _ in parts]
    said = [families(content(_NUMBER.sub(" ", rest))) - _ONLY_MEASURES for _, rest in parts]
    if shared.isdisjoint(named[0] | named[1]) and said[0] & said[1]:
        return all(named) and act(first) == act(second)
    return shared <= named[0] & named[1] and all(said) and said[0].isdisjoint(said[1])
