"""Whether two sentences with a number each give it for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from specaudit.domain.patterns import regex
from specaudit.lint.kin import beside, choices, families, family
from specaudit.lint.quantities import Quantity, told
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemmas

LIGHT = families(
    "get give have make go goes come put people person nobody anyone everyone anybody everybody "
    "someone somebody enough suffice place full whole single total period time open valid once "
    "without again default".split()
)
"""Words that name nothing the number could be of."""
_KEEPS = regex(
    r"\b(?:retain|retention|keep(?!\s+(?:it|them|this)\s+\w+)|kept(?!\s+(?:to|under|below|within|short)\b)|stor(?:e[sd]?|ing)\b|delet|remov|eras|purg|expir|\bvalid|lapse)",
    re.IGNORECASE,
)
_ASKING = families("ask want say agree prefer wish".split())
"""Verbs, which the word before them does not narrow."""
_NARROWING = frozenset({"for", "about", "from", "without", "by"})
_COMPARED = frozenset("longer shorter larger smaller older younger".split())
_ARTICLES = frozenset({"a", "an", "the", "any", "all", "every"})
_ADJECTIVE = regex(r"\b(?:[a-z]+-[a-z]+|[a-z]{3,}ed)\b")
"""What stands before a noun and makes it a kind ("fast-tracked requests")."""
_AGAIN = frozenset({"the", "this", "that", "these", "those", "such"})
_SECOND = 2
"""Where the object of a command stands."""
_WITHOUT = regex(r"\bwithout\s+(?:an?\s+|any\s+|the\s+)?(?P<what>[\w-]+)")
_UNLESS = regex(r"\bunless\s+([^,.;]+)", re.IGNORECASE)
_WHEN = regex(r"\b(?:when(?:ever)?|if|where|once)\s+([^,.;]+)", re.IGNORECASE)
_WITH = regex(r"\bwith\s+(?:an?\s+|any\s+|the\s+)?(?P<what>[\w-]+)")


_SET_TO = regex(
    r"\b(?:is|are|be)\s+(?:set|fixed|capped|held|kept)\s+(?=(?:to|at|below|under|within)\b)",
    re.IGNORECASE,
)


def one_subject(first: str, a: Quantity, second: str, b: Quantity, least: float) -> bool:
    """True where two sentences, or their clauses around the numbers, speak of one thing.

    Args:
        first: A sentence.
        a: A number in it.
        second: Another sentence.
        b: A number of the same unit in that.
        least: Share of all their words, the unit among them, that they must have in common.
    """
    mine, yours = (_families(told(_SET_TO.sub("is ", text))) for text in (first, second))
    clauses = _families(a.words), _families(b.words)
    if not (mine & yours or clauses[0] & clauses[1]) or with_and_without(first, second):
        return False
    if _keeps(first) is not _keeps(second):
        return mine == yours and len(mine) > 1
    return any(
        _same_words(*_beside_choices(x, y, first, second), least)
        and not _narrower(first, x - y, x & y)
        and not _narrower(second, y - x, x & y)
        for x, y in ((mine, yours), clauses)
    )


def other_kind(first: str, second: str) -> bool:
    """Whether one of two sentences narrows what both speak of ("a summary for children")."""
    mine, yours = _families(told(first)), _families(told(second))
    shared = mine & yours
    if with_and_without(first, second):
        return True
    return any(_led(first, mine - yours, shared)) or any(_led(second, yours - mine, shared))


def narrowed(first: str, second: str) -> bool:
    """Whether one of two sentences speaks of a kind of what the other speaks of ("urgent PRs")."""
    mine, yours = _families(told(first)), _families(told(second))
    shared = mine & yours
    return any(
        _narrower(text, own & families(_ADJECTIVE.findall(text.casefold())), shared)
        for text, own in ((first, mine - yours), (second, yours - mine))
    )


def narrowed_by(first: str, second: str) -> bool:
    """Whether a word of its own makes what one of two sentences speaks of a kind of that."""
    mine, yours = _families(told(first)), _families(told(second))
    shared = mine & yours
    return _narrower(first, mine - yours, shared) or _narrower(second, yours - mine, shared)


def with_and_without(first: str, second: str) -> bool:
    """Whether one sentence is on what has a thing and the other on what has it not."""
    for one, other in ((first, second), (second, first)):
        if "without " in one and "with " in other:
            lacked = {match["what"] for match in _WITHOUT.finditer(one)}
            if any(match["what"] in lacked for match in _WITH.finditer(other)):
                return True
        outside, inside = _UNLESS.search(one), _WHEN.search(other)
        if outside and inside and _families(told(outside[1])) & _families(told(inside[1])):
            return True  # "unless the reader asks", "when the reader asks"
    return False


@lru_cache(maxsize=65_536)
def _families(words: frozenset[str]) -> frozenset[str]:
    return families(words) - LIGHT


@lru_cache(maxsize=65_536)
def _keeps(text: str) -> bool:
    """Whether a text says how long a thing is kept, in words that `told` leaves out."""
    return _KEEPS.search(text) is not None


def _beside_choices(
    mine: frozenset[str], yours: frozenset[str], first: str, second: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Both sides without what is named as another case of what they share ("A, B or C")."""
    shared = mine & yours
    return (
        mine - beside(choices(first, lemmas), shared),
        yours - beside(choices(second, lemmas), shared),
    )


def _narrower(text: str, own: frozenset[str], shared: frozenset[str]) -> bool:
    """Whether a word of its own makes a shared one a kind of its own wherever that stands."""
    if not (own or _COMPARED & set(lemmas(text))):
        return False
    plain: set[str] = set()
    kinds: set[str] = set()
    words = ["", *lemmas(text), "", "", ""]
    for at in range(1, len(words) - 3):
        name, before = family(words[at]), words[at - 1]
        if at == _SECOND and text.split(maxsplit=1)[0].casefold() in VERBS:
            before = ""  # what is to be done with a thing makes it no kind of it
        if name in shared and name not in _ASKING:
            kind = before in _COMPARED or (family(before) in own and not before.endswith("ly"))
            kind = kind or _leads(words[at + 1 : at + 4], own)
            again = name in kinds and before in _AGAIN  # "the request", once it is known which
            (kinds if kind or again else plain).add(name)
    return bool(kinds - plain)


def _led(text: str, own: frozenset[str], shared: frozenset[str]) -> Iterator[bool]:
    """Whether each shared word of a text goes on with a phrase of words of the text's own."""
    words = ["", *lemmas(text), "", "", ""]
    for at in range(1, len(words) - 3):
        if family(words[at]) in shared:
            yield _leads(words[at + 1 : at + 4], own)


def _leads(after: list[str], own: frozenset[str]) -> bool:
    led = after[2] if after[1] in _ARTICLES else after[1]
    return after[0] in _NARROWING and family(led) in own


def _same_words(first: frozenset[str], second: frozenset[str], least: float) -> bool:
    """True where one side's words are nearly all among the other's.

    A word of its own on each side ("senator", "representative") makes it two things; so does one
    on either side where they share but one.
    """
    shared = first & second
    own = min(len(first - second), len(second - first))
    enough = len(shared) >= 2 or (len(shared) == 1 and first == second)
    # The unit is shared too, which the words leave out.
    return enough and own == 0 and (len(shared) + 1) / (len(first | second) + 1) >= least
