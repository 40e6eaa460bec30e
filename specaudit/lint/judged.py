"""Exceptions whose every word judges: clauses that name nothing one could look up.

A clause is read word by word. It is open where each word judges ("useful", "gain", "awkward"), says
what whoever is bound thinks or wants, stands for any thing ("task", "outcome"), or is in the rule
already; one word beyond these may name the case, and the clause is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.lint.judging_words import (
    ANYBODY,
    ASKING,
    BLAND,
    DEGREES,
    EMPTY,
    JUDGING,
    LOOSENING,
    MAYBE,
    PARTIES,
    REQUIRING,
    SIZES,
    WANTING,
)
from specaudit.lint.kin import families
from specaudit.lint.similarity import content
from specaudit.nlp.text import lemma, words

_CASES = r"(?:cases|situations|circumstances|instances|conversations|occasions|contexts|moments)"
_LEADS = (
    r"(?:(?:only\s+)?(?:when(?:ever)?|where(?:ver)?|if|as|in|on|for|under|with|to|at|by|out\s+of"
    rf"|from)\s+|(?:(?:in|for|those)\s+)*{_CASES}\s+(?:where|when|in\s+which|that|which)\s+)*"
)
_AFTER_SAVE = r"(?=(?:when|where|if|in|for|as|on|to|out|by|at|an?|some|any)\b)"
_OPENERS = regex(
    r"\b(?:(?:unless|excepting|except|barring|absent|other\s+than|apart\s+from|aside\s+from"
    r"|short\s+of|with\s+(?:the\s+)?(?:exceptions?|allowances?)\s+(?:of|for|where|when|if)|excluding"
    rf"|outside(?:\s+of)?|but\s+not(?=\s+(?:if|when|where)))\s+|save\s+{_AFTER_SAVE}){_LEADS}",
    re.IGNORECASE,
)
_CONDITIONS = regex(
    r"(?:(?P<start>\A\W*)|,\s+)(?:(?:as|so)\s+(?:long|far)\s+as|insofar\s+as|in\s+so\s+far\s+as|to\s+the\s+extent"
    r"(?:\s+that)?|provided(?:\s+that)?|where(?:ver)?|(?P<trigger>if|when(?:ever)?))\s+",
    re.IGNORECASE,
)
_SUBJECT = regex(
    r"(?:it|this|that|they|doing\s+so|one|we|you|at\s+all|appears?|seems?|the\s+\w+\s+(?:is|seems?|appears?))\b",
    re.IGNORECASE,
)
"""Begins a clause of its own, unlike "if needed", which only tells when a rule comes up."""
_WITHOUT = regex(
    r"\bwithout\s+(?:[^.;:(—]{3,80}?\s+or\s+|(?=(?:some|any|an?|good|sufficient|adequate|proper|due)\s))", re.IGNORECASE
)
_CUES = (
    *("unless", "except", "save ", "barring", "absent", "other than", "part from", "aside from"),
    *("short of", "allowance", "exclud", "outside", "but not"),
)
_CONDITION_CUES = ("where", "when", "if ", "long as", "far as", "extent", "provided")
_END = regex(
    r"[.;:(—,]|--|\s-\s|\s(?=and\s+(?:must|shall|should|may|can|will|never|is|are)\b)|\Z", re.IGNORECASE
)
_OR = regex(r"(?:,\s+|\s+)or\s+(?:else\s+)?", re.IGNORECASE)
_LISTED = regex(r",\s+(?=[\w-]+(?:\s+[\w-]+)?,?\s+or\s)", re.IGNORECASE)
_NOT_COVERED = regex(
    r"\b(?:is|are)\s+not\s+(?:affected|covered|bound|subject|meant|concerned|caught)\b"
    r"|\b(?:does|do)\s+not\s+(?:apply|extend|bind|hold|count|matter)\b",
    re.IGNORECASE,
)
_LETTING = regex(
    r"\b(?:may|can|could|might|free\s+to|made|granted|possible|exempt|excused|spared|fine|acceptable|not"
    r"|tolerated|what\s+(?:counts|matters))\b",
    re.IGNORECASE,
)
_MAY_CHOOSE = regex(
    r"\b(?:may|can|could|might|(?:is|are)\s+free\s+to)\s+(?:\w+ly\s+|also\s+|then\s+|always\s+)?"
    r"(?:be\s+)?(?:taken|chosen|followed|preferred|judged?|decided?|choose|do|take|follow|use)\b"
    r"|\bwhat\s+(?:counts|matters)\s+is\b",
    re.IGNORECASE,
)
_DENIALS = frozenset("no not never nobody none neither cannot can't don't only must shall".split())
_RELEASE_CUES = (
    *("exception", "allowance", "aside", "depart", "deviat", "relax", "ease", "loosen", "soften"),
    *("waive", "skip", "ignor", "drop", "overrid", "suspend", "disregard", "bypass", "bend", "bent"),
    *("freely", "loosely", "lenien", "generous", "flexib", "liberal", "lightly", "latitude"),
    *("exempt", "excuse", "spare", "not affect", "not cover", "not bound", "not subject", "not appl"),
    *("may ", "can ", "could ", "might ", "free to", "what counts", "what matters", "stretch"),
)
_LONGEST_SENTENCE = 24
_LONGEST = 16
"""Words of a clause, after which the case is surely named."""
_BOUND = frozenset("assistant model agent ai claude it its itself one oneself you your yourself we our ourselves".split())
_PLURAL = frozenset("they their them themselves".split())
_POINTING = frozenset("this these that those".split())
_HAVING = frozenset("with has have had having".split())
_BEFORE_NOUN = frozenset("a the this that any some each every one other of same".split())
_NOUNS = BLAND | {"it", "this", "that"}
_ENDINGS = (("ier", "y"), ("iest", "y"), ("ily", "y"), ("er", ""), ("est", ""), ("ly", ""))


def judged_exception(text: str, *, strictly: bool) -> str | None:
    """The words of an exception in a rule that judge from the first to the last, if there are any.

    Args:
        text: A rule.
        strictly: Whether a condition that opens the rule counts ("If convenient, always ...").
    """
    folded = text.casefold()
    if any(cue in folded for cue in _CUES):
        for found in _OPENERS.finditer(text):
            if open_ := _open_part(text, found.start(), found.end()):
                return open_
    if "without" in folded:
        for found in _WITHOUT.finditer(text):
            end = _clause_end(text, found.end())
            if _judges(text[found.end() : end], text[: found.start()] + text[end:], ""):
                return _shown(text, found.start(), end)
    if any(cue in folded for cue in _CONDITION_CUES):
        for found in _CONDITIONS.finditer(text):
            end = _clause_end(text, found.end())
            clause = text[found.end() : end]
            if found["start"] is not None and (not strictly or found["trigger"]):
                continue
            if _SUBJECT.match(clause) and _judges(clause, "", text):
                return _shown(text, found.start(), end)
    return None


def may_release(text: str) -> bool:
    """Whether a sentence has a word that stands in all that `releases` finds."""
    folded = text.casefold()
    return any(cue in folded for cue in _RELEASE_CUES)


def releases(text: str, rule: str) -> bool:
    """Whether a sentence after a rule lets off from it, and does nothing else but judge.

    Args:
        text: The sentence.
        rule: The rule before it.
    """
    told = words(_NOT_COVERED.sub(" exempt ", text))
    if len(told) > _LONGEST_SENTENCE or not _DENIALS.isdisjoint(told):
        return False
    if not _LETTING.search(text) or text.rstrip().endswith("?"):
        return False
    rest = [word for word in told if lemma(word) not in LOOSENING and word not in LOOSENING]
    if len(rest) == len(told) and not _MAY_CHOOSE.search(text):
        return False
    return _judges(" ".join(rest), rule, rule)


def _open_part(text: str, start: int, at: int) -> str | None:
    """The exception up to its first alternative that judges only."""
    for begin, end in _parts(text, at):
        if _judges(text[begin:end], text[:start] + text[end:], text):
            return _shown(text, start, end)
    return None


def _parts(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Where the alternatives of an exception stand ("A, B or C")."""
    while True:
        end = _clause_end(text, at)
        joined = _OR.search(text, at, end)
        yield at, joined.start() if joined else end
        following = joined or _OR.match(text, end) or _LISTED.match(text, end)
        if following is None:
            return
        at = following.end()


def _clause_end(text: str, at: int) -> int:
    found = _END.search(text, at)
    return found.start() if found else len(text)


def _judges(clause: str, rule: str, whole: str) -> bool:
    """Whether a clause judges, and says nothing else but what a rule says."""
    told = words(clause)
    if not told or len(told) > _LONGEST:
        return False
    said = families(content(rule))
    kinds = [_kind(word, said) for word in told]
    if "other" in kinds or ("asking" in kinds and "anybody" not in kinds):
        return False
    if any(kind == "judging" and not _a_kind(told, at) for at, kind in enumerate(kinds)):
        return True
    sized = any(
        kind == "size" and (at == 0 or told[at - 1] not in _POINTING) for at, kind in enumerate(kinds)
    )
    if sized and "rule" not in kinds and ("party" not in kinds or not _HAVING.isdisjoint(told)):
        return True
    if "requiring" in kinds:
        at = kinds.index("requiring")
        passive = told[at].endswith("ed")
        if told[at] in ("required", "permitted", "allowed"):
            return False  # which somebody has done
        beside = told[at + 1 :] if passive else told[:at]
        named = any(word in _NOUNS or lemma(word) in BLAND for word in beside)
        if named and "party" not in kinds and (not passive or "by" in beside):
            return True
    if "asking" in kinds:
        return True
    return "wanting" in kinds and _of_the_bound(told, kinds, whole)


def _a_kind(told: list[str], at: int) -> bool:
    """Whether "kind" is the noun."""
    return told[at] in ("kind", "kinds") and at > 0 and told[at - 1] in _BEFORE_NOUN


def _of_the_bound(told: list[str], kinds: list[str], whole: str) -> bool:
    """Whether nobody but the one who is bound, or just anybody, thinks or wants something."""
    if "party" in kinds:
        return not MAYBE.isdisjoint(map(lemma, told))
    if not _PLURAL.isdisjoint(told):
        return _speaks_of_one_party(whole)
    return not _BOUND.isdisjoint(told) or "anybody" in kinds or told[0].endswith("ed")


def _speaks_of_one_party(whole: str) -> bool:
    """Whether "they" can only be the subject of a rule."""
    plural = [at for at, word in enumerate(words(whole)) if word != lemma(word) in PARTIES]
    return len(plural) == 1 and plural[0] <= 1


def _kind(word: str, said: frozenset[str]) -> str:
    """What a word does in a clause; "other" where it may name a case."""
    if word in ANYBODY:
        return "anybody"
    if word in _BOUND:
        return "empty"
    if word in JUDGING:
        return "judging"
    base = lemma(word)
    for form in (base, *_bases(word)):
        if form in JUDGING:
            return "judging"
        if form in WANTING:
            return "wanting"
        if form in REQUIRING:
            return "requiring"
        if form in SIZES:
            return "size"
    if word in EMPTY or word in DEGREES or base in BLAND or base in MAYBE:
        return "empty"
    if base in PARTIES:
        return "party"
    if base in ASKING:
        return "asking"
    return "rule" if families([base]) <= said else "other"


def _bases(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending) + instead
            yield stem
            yield stem + "e"


def _shown(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].strip(" ,").split())
