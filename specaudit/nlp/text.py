"""Words of a text: what is hashed, what is compared. No dependencies, no model."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOLD = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "...",
        "\u00a0": " ", "\u00ad": "", "\u200b": "", "\u2060": "", "\ufeff": "",
    }
)  # fmt: skip
_DASHES = re.compile(r"-{2,}")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being
    below between both but by could did do does doing down during each either else etc even ever
    every few for from further had has have having he her here hers him his how however i if in
    into is it its itself just least less like may me might more most much my neither no nor not
    of off on once one only onto or other others our out over own per quite rather same shall she
    should since so some such than that the their theirs them then there these they this those
    though through thus to too toward towards under until up upon us very via was we well were
    what when where whether which while who whom whose why will with within without would yet you
    your must can cannot ought need never always don't doesn't isn't aren't won't can't shouldn't
    mustn't it's they're you're e.g i.e""".split()
)

_IRREGULAR = {
    "are": "be", "is": "be", "was": "be", "were": "be", "been": "be", "being": "be", "am": "be",
    "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do",
    "gave": "give", "given": "give", "took": "take", "taken": "take", "made": "make",
    "making": "make", "said": "say", "told": "tell", "kept": "keep", "held": "hold",
    "left": "leave", "found": "find", "thought": "think", "went": "go", "gone": "go",
    "saw": "see", "seen": "see", "wrote": "write", "written": "write", "writing": "write",
    "chosen": "choose", "chose": "choose", "hidden": "hide", "hid": "hide", "known": "know",
    "knew": "know", "shown": "show", "broken": "break", "broke": "break", "spoken": "speak",
    "spoke": "speak", "meant": "mean", "built": "build", "sent": "send", "spent": "spend",
    "lost": "lose", "led": "lead", "met": "meet", "paid": "pay", "sought": "seek",
    "brought": "bring", "bought": "buy", "taught": "teach", "caught": "catch", "lying": "lie",
    "lied": "lie", "lies": "lie", "dying": "die", "children": "child", "people": "person",
    "men": "man", "women": "woman", "analyses": "analysis", "crises": "crisis", "bases": "basis",
    "criteria": "criterion", "data": "data", "media": "media", "lives": "life", "wives": "wife",
    "using": "use", "used": "use", "uses": "use", "refusal": "refuse", "disclosure": "disclose",
    "weapons": "weapon", "this": "this", "its": "its", "as": "as", "us": "us", "less": "less",
    "news": "news", "series": "series", "species": "species", "always": "always",
}  # fmt: skip
_KEEP_S = ("ss", "us", "is", "ous", "ics")
_DOUBLES = frozenset("bdgmnprt")
_VOWELS = frozenset("aeiouy")
# Stems that end in these took an e before -ed or -ing was added (chang-ing, creat-ed).
_WANTS_E = re.compile(
    r"(?:[aeiou](?:[cgszv]|th)|[^aeiou]{2}[cgv]|[^aeiou][szl]|at|it|ut|ir|ar|ur|in|iz|ag|ok|ak|ik"
    r"|uc|os|us|is|as|ov|iv|av|lv|rv|dg|ng)$"
)
_E_AFTER_ALL = re.compile(r"(?:creat|quir|[cvlt]id|clud|stor|shar|car|prov|mov|lov|hop|rat|not)$")
_NO_E = re.compile(
    r"(?:[aeiou]{2}[a-z]|er|or|en|on|el|al|et|[a-z]ing|[a-z]ish|sign|ess|ll|ss|ow|ay|ey|oy"
    r"|th|sh|ch|ck|ct|rt|nt|st|pt|lt|ft|nd|rd|ld|nk|rk|sk|lp|mp|rm|rn|dit|mit|sit|xit|bit|hibit"
    r"|bring|ring|long|belong|strong|treat|repeat)$"
)


def normalise(text: str) -> str:
    """Fold a text for hashing and matching: case, quotes, dashes and space do not count."""
    folded = unicodedata.normalize("NFKC", text.translate(_FOLD)).translate(_FOLD)
    return " ".join(_DASHES.sub("-", folded).casefold().split())


def words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(normalise(text))


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Return a cheap lemma of a folded English word: good enough to compare, not to print."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("eed"):
        return word
    if word.endswith("s") and not word.endswith(_KEEP_S):
        return lemma(_singular(word))
    for suffix in ("ing", "ed"):
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) >= 3 and _VOWELS & set(stem):
            return _verb(stem)
        if stem != word and suffix == "ed" and stem.endswith("i"):
            return stem[:-1] + "y"
    if word.endswith("ly") and len(word) > 6:
        return word.removesuffix("ly")
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1]


def _verb(stem: str) -> str:
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in _DOUBLES:
        return stem[:-1]
    if _E_AFTER_ALL.search(stem):
        return stem + "e"
    if _NO_E.search(stem):
        return stem
    return stem + "e" if _WANTS_E.search(stem) else stem


def lemmas(text: str) -> list[str]:
    """Return the lemmas of all words of a text, in order."""
    return [lemma(word) for word in words(text)]


def content_lemmas(text: str) -> list[str]:
    """Return the lemmas of the words that carry content, in order."""
    return [lemma(word) for word in words(text) if word not in STOP_WORDS and not word.isdigit()]
