"""Words of one family: forms of one stem ("approve", "approval") and words for one thing.

Sentences are compared in families, alternatives to what they share ("A, B or C") left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import lru_cache

from specaudit.domain.patterns import regex

_ENDINGS = tuple(
    """
    ication ations ation ition tion sion ion ship ment ance ence ancy ency ure al er or ive ity ness
    ful ous able ible ly ate te de se e d t
    """.split()
)
_LEAST = 4
_ENDING = regex(rf"(?:{'|'.join(_ENDINGS)}|(?<![aeo])y)\Z")
"""The longest that ends a word: a search finds what begins first."""
_FAMILIES = tuple(
    frozenset(line.split())
    for line in """
    retain retention keep store storage preserve
    delete deletion erase remove removal purge wipe
    publish publication appear release issue
    answer reply respond response
    review audit revisit reassess
    wait pause delay sleep
    notify notification inform tell announce announcement warn warning alert
    begin start commence
    end finish stop terminate termination cease
    valid validity expire expiry lapse
    permit permission allow let
    forbid forbidden prohibit prohibition ban bar
    reveal disclose disclosure divulge
    hide conceal
    use employ utilise utilize usage
    mistake error
    attempt try
    buy purchase
    picture image photo photograph
    conversation chat dialogue
    staff employee personnel
    fee charge price cost
    change modify alter amend
    send transmit
    show display
    choose choice select selection pick
    minor child kid
    defect bug
    email e-mail mail
    refuse refusal decline
    apologize apologise apology
    require requirement need demand
    approve approval authorise authorize authorisation authorization sign sign-off signature
    idle inactive inactivity unused
    vanish disappear
    register registration
    restart reboot
    quick quickly fast
    big large
    document file
    phone telephone
    back-up backup
    """.strip().splitlines()
)
_HEAD = {word: min(family) for family in _FAMILIES for word in family}
_RUN = regex(r"\b[\w-]+(?:,\s+[\w-]+){0,6},?\s+or\s+[\w-]+")
_PARTICLES = ("-in", "-out", "-off", "-up")


@lru_cache(maxsize=65_536)
def family(word: str) -> str:
    """A key that the words of one family share.

    Args:
        word: A lemma.
    """
    if word.endswith(_PARTICLES) and word not in _HEAD:
        word = word.rpartition("-")[0]
    if word in _HEAD:
        return _HEAD[word]
    ending = _ENDING.search(word, _LEAST)
    if ending is None:
        return word
    stem = word[: ending.start()]
    return stem[:-1] if stem[-1] == stem[-2] else stem


def choices(text: str, words: Callable[[str], Iterable[str]]) -> list[frozenset[str]]:
    """What a text names as alternatives ("A, B or C"), each run of them as families.

    Args:
        text: A sentence or a clause.
        words: Gives the lemmas of a text that count.
    """
    runs = _RUN.finditer(text) if " or " in text else ()
    return [families(words(run[0])) for run in runs]


def beside(runs: Iterable[frozenset[str]], shared: Set[str]) -> frozenset[str]:
    """Return the alternatives to a word that two sides share."""
    return frozenset().union(*(run - shared for run in runs if run & shared))


def families(words: Iterable[str]) -> frozenset[str]:
    """The families of some lemmas."""
    return frozenset(map(family, words))


def roots(words: Iterable[str]) -> frozenset[str]:
    """The families of some lemmas, two endings deep: "encouragement" as "encourage"."""
    return frozenset(map(root, words))


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """The family of a lemma, two endings deep."""
    return family(family(word))
