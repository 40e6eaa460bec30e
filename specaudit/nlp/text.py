"""Text for hashing and comparing: normal form, word lists, cheap lemmas."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from specaudit.domain.patterns import regex
from specaudit.nlp.lexicon import IRREGULAR, STOP_WORDS, VERBS

_FOLD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)
    | {"…": "..."}
)
_DOTS = {0x130: "i", 0x131: "i"}
_TOKEN = regex(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[^\W\d_a-z]+")
_ENGLISH = frozenset(
    """
    the and with that this these are not should must may can from you your be or if when which any
    has have its it use
    """.split()
)
_SAMPLE, _LONG, _FEW, _HARDLY = 60, 6, 3, 0.2
_DASHES = regex(r"-{2,}")
_VOWEL = regex(r"[aeiouy]")
_FRONTED = regex(r"(?:at|iz|is|us|ag|uc|v|c|dg|rg|l[vs]|ns|ps|rs|s[uc]|b[il]|[dtgkcfp]l|u)\Z")
"""Stem endings that lost an "e" before "-ed" and "-ing" (creat-, us-, argu-, handl-)."""


def normalise(text: str) -> str:
    """Fold what does not change the meaning: case, quotes, dashes, width, runs of space.

    Two texts with the same normal form are the same statement to ids and fingerprints.
    """
    return typeset(text).casefold()


def typeset(text: str) -> str:
    """Fold how a text is set, but not its case: quotes, dashes, width, runs of space."""
    if text.isascii():  # the same result by a shorter way
        folded = text.replace("`", "'")
    else:
        folded = unicodedata.normalize("NFKC", text).translate(_FOLD)
    return " ".join((_DASHES.sub("-", folded) if "--" in folded else folded).split())


def folded(text: str) -> str:
    """Fold case as patterns do that ignore it: "ı" and "İ" are "i" to them."""
    return text.translate(_DOTS).casefold()


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order; no punctuation."""
    return [match.removesuffix("'s") for match in _TOKEN.findall(normalise(text))]


def lemmas(text: str) -> list[str]:
    """Return the lemma of every word, in order, function words included.

    Languages written without spaces give overlapping pairs of characters, which serve the same
    purpose: equal texts share them, unrelated ones do not.
    """
    return [part for word in words(text) for part in _parts(word)]


def content_words(text: str) -> list[str]:
    """Return the lemmas that say what a text is about, in order: no function words."""
    return [lemma for lemma in lemmas(text) if lemma not in STOP_WORDS and (len(lemma) > 1)]


def is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin, so that English rules may read it."""
    letters = sum(map(str.isalpha, text))
    foreign = 0 if text.isascii() else sum(char > "\u024f" for char in text if char.isalpha())
    return letters > foreign * 2


def is_foreign(sentences: Sequence[str]) -> bool:
    """Whether hardly any of some sentences is in English.

    Nearly every English sentence of some length holds one of a few words that other languages do
    not have.

    Args:
        sentences: A document's; some sixty of them are looked at. Too few long ones tell nothing.
    """
    some = sentences[:: max(1, len(sentences) // _SAMPLE)]
    foreign = [text for text in some if not is_latin(text) and any(map(str.isalpha, text))]
    words = [text.casefold().split() for text in some if is_latin(text)]
    long = [found for found in words if len(found) >= _LONG]
    english = sum(not _ENGLISH.isdisjoint(found) for found in long)
    told = len(long) + len(foreign)
    return told >= _FEW and english < _HARDLY * told


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Return the base form of one lower-case English word, by table and suffix rules."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3:
        return word
    if not word.isalpha():  # "sub-agents"
        head, dash, last = word.rpartition("-")
        return head + dash + _singular(last) if head and len(last) > 3 and last.isalpha() else word
    if word.endswith("ing") and _VOWEL.search(word[:-3]):
        return _verb(word[:-3], word)
    if word.endswith("ied"):
        return word[:-3] + "y"
    if word.endswith("ed") and not word.endswith("eed") and _VOWEL.search(word[:-2]):
        return _verb(word[:-2], word)
    return _singular(word)


def _is_wide(char: str) -> bool:
    """Whether a character is kana, a Han character or a Hangul syllable."""
    return (
        "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"
    )


def _parts(word: str) -> Iterator[str]:
    if len(word) > 2 and not word.isascii() and any(map(_is_wide, word)):
        for at in range(len(word) - 1):
            yield word[at : at + 2]
    else:
        yield lemma(word)


_IN_IE = frozenset("cookie movie selfie zombie genie calorie brownie rookie newbie freebie".split())
"""Nouns in "-ie", whose plural looks like one in "-y"."""


def _verb(stem: str, word: str) -> str:
    """Undo "-ing" or "-ed": the verb list decides, spelling rules where it is silent."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in VERBS:
        return stem[:-1]
    if stem + "e" in VERBS and (stem not in VERBS or stem in {"us", "bas"}):
        return stem + "e"
    if stem in VERBS:
        return stem
    if len(stem) < 3:
        return word
    if stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return stem + "e" if _FRONTED.search(stem) else stem


def _singular(word: str) -> str:
    if word.endswith(("ss", "us", "is", "ous")) or not word.endswith("s"):
        return word
    if word[:-1] in _IN_IE:
        return word[:-1]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
