"""Exceptions, and sentences after a rule, of which next to nothing definite is left.

What judges, is wanted or thought, is true of anything, or is in the rule already tells nobody when
a rule does not hold. Where an exception says one of the first two and at most one word is left
beside all of these, whoever is bound may claim it: that word alone names no test. Numbers, law,
consent and the like do ("closing" words), and so does what somebody else wants.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.judged import clauses, goes_on_to_name, is_closed, word_class
from specaudit.lint.judging_words import LOOSENING
from specaudit.lint.kin import families
from specaudit.lint.let_off import FORBIDS, is_anything
from specaudit.lint.open_clauses import shown
from specaudit.lint.similarity import STOP, content
from specaudit.nlp.text import lemma, words

_OPENERS = regex(
    r"\b(?:unless|excepting|except(?:\s+(?:for|when|where|if|in|to|on|at|by))?|barring|absent|other\s+than"
    r"|(?:apart|aside)\s+from|short\s+of|with\s+(?:the\s+|an?\s+)?(?:exceptions?|exemptions?|allowances?)\s+(?:of|for|where"
    r"|when|if)|excluding|sav(?:e|ing)(?=\s+(?:for|that|those|when|where|if|in|to)\b)(?:\s+for)?|but\s+for"
    r"|subject\s+to|or\s+(?:when(?:ever)?|if|where)|(?<=,\s)(?:as|so)\s+long\s+as|to\s+the\s+extent(?:\s+that)?|insofar\s+as"
    r"|provided(?:\s+that)?)\s+",
    re.IGNORECASE,
)
_EXEMPTS = regex(
    r"\b(?:exempt(?:ed|ions?)?|excus\w+|waive[sd]?|relax\w*|flexib\w+|leeway|judge|otherwise|spared"
    r"|exceptions?\s+(?:is|are|may|can|will|being|to\s+(?:this|it)|in|from|whenever|if|when)"
    r"|left\s+to\s+(?:its|their|your|the)|(?:use|exercise|own|its|their|your)\s+(?:judge?ment|taste"
    r"|discretion)|(?:another|different)\s+(?:matter|story)|other\s+way|anyway|an\s+option|optional"
    r"|(?:do(?:es)?|is|are)\s+not\s+(?:apply|cover\w*|meant|intended|bound|affect\w*|insist)"
    r"|nobody\s+(?:minds?|will\s+(?:mind|object))|will\s+do|depends?|unless|not\s+(?:if|when|where)"
    r"|(?<!to\s)decides?|tolera\w+|forgiv\w+|lenien\w+|overlook\w*|bend|stretch)\b",
    re.IGNORECASE,
)
"""Lets off from any rule, or hands it over."""
_DROPS = regex(
    r"\b(?:skip\w*|ignor\w+|disregard\w*|drop\w*|need\s+not|leave\s+(?:it|this|that|them|out|off|aside)"
    r"|left\s+(?:out|off|aside))\b",
    re.IGNORECASE,
)
"""Lets off from what a rule asks for."""
_PERMITS = regex(
    r"\b(?:may|can|free\s+to|at\s+liberty|fine|ok(?:ay)?|all\s+right|alright|acceptable|permitted"
    r"|allowed|welcome)\b",
    re.IGNORECASE,
)
"""Lets off from what a rule forbids."""
_SAYS_MORE = regex(
    r"\b(?:never|must|shall|should|only|cannot|required?|such\s+as|for\s+(?:example|instance))\b"
    r"|n['’]t\b|[?:\d]|\be\.?g\b",
    re.IGNORECASE,
)
_LETTING = frozenset(
    "exempt excuse spare free allow permit help fine ok okay acceptable welcome right "
    "alright".split()
)
"""Let off, and judge nothing."""
_NAMING = frozenset(
    """
    reason ground cause motive sense justification occasion necessity judgment judgement discretion
    taste preference natural
    """.split()
)
"""Judge nothing where a word beside them does the telling ("reasons of privacy")."""
_BESIDE = LOOSENING | frozenset(
    "free liberty flexible exemption waiver option depend tolerate forgive overlook though anyway "
    "none too".split()
)
_THINGS = frozenset("goods kinds interests rights benefits".split())
"""Things, whose singular judges."""
_AS_WELL = regex(r"\bas\s+well(?:\s+as)?\b", re.IGNORECASE)
"""Judges nothing."""
_GOES_ON = regex(r"(?<=[a-z]s)\s+(?:may|can|must|should|shall|will)\b", re.IGNORECASE)
"""The rule goes on after what is excepted from its subject."""
_DENIED = regex(
    r"\A\W*(?:no|none|neither|please|see)\b|\bno\s+exceptions?\b"
    r"|\b(?:may|can|could|might|will)\s+not\b",
    re.IGNORECASE,
)
_MAY = regex(
    r"\b(?:may|can|could|might)\s+(?:(?:also|still|even|then|of\s+course|\w+ly)\s+)*(?:be\s+)?"
    r"(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_LIGHT = frozenset("do be have go take give use put too if when where happen".split())
"""Do what the rule speaks of."""
_AGAIN = regex(
    r"\b(?:this|that|so|these|those|them|ones?|too)\b|(?<=\w\s)it\b(?!\s+(?:may|can|might|could)\b)",
    re.IGNORECASE,
)
"""Points at what a rule speaks of."""
_MOST_LEFT = 1
_LONGEST, _LONGEST_CLAUSE, _LONGEST_SENTENCE = 200, 14, 20
_SEVERAL = 12
"""Clauses of a sentence that are looked at."""


class _Said(NamedTuple):
    """What a text says beside a rule."""

    left: list[str]
    """Words that neither judge nor are true of anything."""
    judges: bool
    strongly: bool
    """Judges the case, and not only by a word that another one may complete."""
    wanted: bool
    """Says what somebody wants or thinks."""
    others: bool
    """Names somebody whom the rule does not."""
    closed: bool


def leaves_nothing(text: str) -> str | None:
    """The words of an exception in a rule of which next to nothing definite is left, if any.

    Args:
        text: A rule.
    """
    for found, begin, end in islice(clauses(text, _OPENERS), _SEVERAL):
        clause = _GOES_ON.split(_AS_WELL.sub(" ", text[begin:end]), maxsplit=1)[0]
        told = words(clause)
        if (
            not 0 < len(told) <= _LONGEST_CLAUSE
            or _SAYS_MORE.search(clause)
            or goes_on_to_name(text, end)
        ):
            continue
        said = _read(told, families(content(f"{text[: found.start()]} {text[end:]}")), frozenset())
        if said.closed or (said.others and not (said.strongly and not said.left)):
            continue  # what somebody else wants is a test
        if said.left:
            # "positive integers": what is named last is what is excepted
            open_ = said.strongly and len(said.left) <= _MOST_LEFT and told[-1] != said.left[0]
        else:
            open_ = said.judges or said.wanted
        if open_:
            return shown(text, found.start(), end)
    return None


def may_leave_to_anybody(text: str) -> bool:
    """Whether a sentence has what stands in all that `leaves_to_anybody` finds."""
    cue = any(one.search(text) for one in (_EXEMPTS, _DROPS, _PERMITS))
    return cue and len(text) <= _LONGEST and _SAYS_MORE.search(text) is None


def leaves_to_anybody(text: str, rule: str) -> bool:
    """Whether a sentence lets off from a rule in a case of which next to nothing is left.

    Args:
        text: A sentence for which `may_leave_to_anybody` holds.
        rule: The rule before it.
    """
    text = _AS_WELL.sub(" ", text)
    told = words(text)
    if len(told) > _LONGEST_SENTENCE or _DENIED.search(text):
        return False
    forbids = FORBIDS.search(rule) is not None
    exempts = _EXEMPTS.search(text) or (not forbids and _DROPS.search(text))
    if not exempts and not (forbids and _PERMITS.search(text)):
        return False
    held = families(content(rule))
    permitted = {lemma(found["verb"].casefold()) for found in _MAY.finditer(text)} - _LIGHT
    if not all(families([verb]) <= held for verb in permitted - (set() if forbids else LOOSENING)):
        return False
    said = _read(told, held, _BESIDE)
    if said.closed or said.others:
        return False
    named = content(text) - _LETTING
    again = _AGAIN.search(text) or any(families([word]) <= held for word in named)
    if said.left:
        return said.strongly and len(said.left) <= _MOST_LEFT and bool(again)
    return (said.judges or said.wanted) and bool(exempts or again)


def _read(told: list[str], held: frozenset[str], beside: frozenset[str]) -> _Said:
    """What some words say beside those of a rule, and others that let off."""
    new = [word for word in told if not families([lemma(word)]) <= held]
    judging = [word for word in new if _judges(word)]
    somebody = any(word_class(word) == "party" for word in told)
    return _Said(
        left=[word for word in new if not _says_nothing(word, beside)],
        judges=bool(judging),
        strongly=any(lemma(w) not in _NAMING and not w.endswith("ly") for w in judging),
        wanted=not somebody
        and any(word_class(w) == "wanting" and not w.endswith(("ed", "en")) for w in new),
        others=any(word_class(re.sub("['’]s?$", "", word)) == "party" for word in new),
        closed=is_closed(new),
    )


def _judges(word: str) -> bool:
    return word_class(word) == "judging" and lemma(word) not in _LETTING and word not in _THINGS


def _says_nothing(word: str, beside: frozenset[str]) -> bool:
    base = lemma(word)
    if word in _THINGS:
        return False
    known = base in STOP or base in beside or word in beside
    return known or bool(word_class(word)) or is_anything(word)
