"""Exceptions, and sentences after a rule, of which next to nothing definite is left.

What judges, is wanted or thought, is true of anything, or is in the rule already tells nobody when
a rule does not hold. Where an exception says one of the first two and at most one word is left
beside all of these, whoever is bound may claim it: that word alone names no test. Numbers, law,
consent and the like do ("closing" words), and so does what somebody else wants.
"""

from __future__ import annotations

import re

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
    r"|subject\s+to|or\s+(?:when(?:ever)?|if|where)|(?:as|so)\s+long\s+as|to\s+the\s+extent(?:\s+that)?|insofar\s+as"
    r"|provided(?:\s+that)?)\s+",
    re.IGNORECASE,
)
_CUE = regex(
    r"\b(?:fine|ok(?:ay)?|all\s+right|alright|exempt(?:ed|ions?)?|excus\w+|waive[sd]?|skip\w*|ignor\w+|disregard\w*"
    r"|exceptions?\s+(?:is|are|may|can|will|being|to\s+(?:this|it)|in|from|whenever|if|when)"
    r"|leave\s+(?:it|this|that|them|out|off|aside)|left\s+(?:out|off|aside|to\s+(?:its|their|your|the))|drop\w*"
    r"|relax\w*|flexib\w+|leeway|(?:use|exercise|own|its|their|your)\s+(?:judge?ment|taste|discretion)|judge"
    r"|up\s+to|otherwise|(?:another|different)\s+(?:matter|story)|need\s+not"
    r"|(?:do(?:es)?|is|are)\s+not\s+(?:apply|cover\w*|meant|intended|bound|affect\w*|insist)"
    r"|nobody\s+(?:minds?|will\s+(?:mind|object))|other\s+way|anyway|an\s+option|optional|will\s+do|depends?|unless"
    r"|not\s+(?:if|when|where)|decides?|spared|tolera\w+|forgiv\w+|acceptable|permitted|allowed|welcome|lenien\w+"
    r"|overlook\w*|bend|stretch)\b",
    re.IGNORECASE,
)
"""Lets off, or hands over."""
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
_PERMITS = regex(r"\b(?:may|can|free\s+to|at\s+liberty)\b", re.IGNORECASE)
_LIGHT = frozenset(
    "do be have make go take give use put too leave judge decide if when where happen".split()
)
"""Do what the rule speaks of."""
_MOST_LEFT = 1
_LONGEST_CLAUSE, _LONGEST_SENTENCE = 14, 20


def leaves_nothing(text: str) -> str | None:
    """The words of an exception in a rule of which next to nothing definite is left, if any.

    Args:
        text: A rule.
    """
    for found, begin, end in clauses(text, _OPENERS):
        clause, rule = text[begin:end], f"{text[: found.start()]} {text[end:]}"
        short = len(words(clause)) <= _LONGEST_CLAUSE and not _SAYS_MORE.search(clause)
        if goes_on_to_name(text, end):
            continue
        if short and _is_open(clause, rule, frozenset()):
            return shown(text, found.start(), end)
    return None


def may_leave_to_anybody(text: str) -> bool:
    """Whether a sentence has what stands in all that `leaves_to_anybody` finds."""
    cue = _CUE.search(text) or _PERMITS.search(text)
    return cue is not None and _SAYS_MORE.search(text) is None


def leaves_to_anybody(text: str, rule: str) -> bool:
    """Whether a sentence lets off from a rule in a case of which next to nothing is left.

    Args:
        text: A sentence for which `may_leave_to_anybody` holds.
        rule: The rule before it.
    """
    if len(words(text)) > _LONGEST_SENTENCE or _DENIED.search(text):
        return False
    if _CUE.search(text) is None and FORBIDS.search(rule) is None:
        return False  # to permit what nobody forbids lets nobody off
    held = families(content(rule))
    permitted = (lemma(found["verb"].casefold()) for found in _MAY.finditer(text))
    own = (verb for verb in permitted if verb not in _LIGHT | LOOSENING)
    return all(families([verb]) <= held for verb in own) and _is_open(text, rule, _BESIDE)


def _is_open(text: str, rule: str, beside: frozenset[str]) -> bool:
    """Whether a text judges, or says what whoever is bound wants, and hardly anything else."""
    held = families(content(rule))
    new = [word for word in words(text) if not families([lemma(word)]) <= held]
    if is_closed(new):
        return False
    left = [word for word in new if not _says_nothing(word, beside)]
    judging = [
        word for word in new if word_class(word) == "judging" and lemma(word) not in _LETTING
    ]
    strongly = any(lemma(word) not in _NAMING and not word.endswith("ly") for word in judging)
    if any(
        word_class(re.sub("['’]s?$", "", word)) == "party" for word in new
    ):  # what others want or are is a test
        return strongly and not left and not beside
    if left:
        return strongly and len(left) <= _MOST_LEFT
    wanted = any(word_class(word) == "wanting" and not word.endswith(("ed", "en")) for word in new)
    return bool(judging) or wanted


def _says_nothing(word: str, beside: frozenset[str]) -> bool:
    base = lemma(word)
    known = base in STOP or base in beside or word in beside
    return known or bool(word_class(word)) or is_anything(word)
