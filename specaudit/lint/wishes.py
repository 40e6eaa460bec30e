"""Exceptions for what whoever is bound wants or thinks: no other word makes them definite.

"Unless the server chooses to send both" names a thing, and leaves it to the server all the same.
So does "other than remarks that it considers kind". A wish counts whatever is wished, a thought
only where it judges. What somebody else wants ("unless the user prefers French") is a test.
"""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.lint.judged import (
    EXCEPTING,
    clauses,
    excepts,
    is_closed,
    judged_condition,
    judging_words,
    speaks_of_one_party,
)
from specaudit.lint.open_clauses import shown
from specaudit.lint.similarity import content
from specaudit.nlp.text import words

_MACHINES = (
    r"(?:assistant|model|agent|ai|claude|bot|chatbot|server|service|system|tool|program|endpoint"
    r"|implementation|app|application|script)s?"
)
_WORKERS = (
    r"(?:team|author|writer|editor|engineer|contributor|speaker|staff|clerk|desk|submitter)s?"
)
_ONESELF = r"(?:it|they|one|you|(?:some|any)(?:one|body)|whoever\s+\w+)"
_SOMEHOW = (
    r"\s+(?:(?:would|might|may|could|do|does|will|really|actually|simply|just|rather|much|also"
    r"|itself|themselves|ever|[a-z]{3,12}ly)\s+){0,3}"
)
_WHO = rf"\b(?:{_ONESELF}|{_MACHINES}|{_WORKERS}){_SOMEHOW}"
_WISH = regex(
    rf"{_WHO}(?:wants?|likes?|wish(?:es)?|prefers?|cares?|feels?\s+(?:like|inclined|tempted)"
    r"|sees?\s+(?:an?|any|some|no|little|much)\s+(?:need|point|use|value|reason|benefit|harm|merit|sense)"
    r"|ha(?:s|ve)\s+(?:an?|any|some|no|little)\s+(?:use|need|wish|liking)\s+(?:for|to)|enjoys?|loves?|fanc(?:y|ies)|desires?|sees?\s+fit|(?:sooner|rather)(?=\s+(?:not\s+)?[a-z])"
    r"|(?:is|are|be|feels?|seems?)\s+(?:(?!not\b)\w+\s+)?(?:inclined|tempted|comfortable"
    r"|uncomfortable|willing|unwilling|happy|unhappy|keen|eager|reluctant|curious|content"
    r"|at\s+ease|bored|tired|in\s+the\s+mood))\b"
    rf"|\b(?:{_ONESELF}|{_MACHINES}){_SOMEHOW}(?:decides?|chooses?)\b",
    re.IGNORECASE,
)
_OF_MANY = regex(r"\bthey\b", re.IGNORECASE)
_THOUGHT = regex(
    rf"{_WHO}(?:considers?|thinks?|finds?|deems?|judges?|believes?|regards?|holds?|feels?|expects?|trusts?|sees?"
    r"|supposes?|reckons?|guess(?:es)?|hopes?|imagines?|senses?|rates?|takes?\s+to\s+be)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_OWN_PURPOSE = regex(r"\b(?:you|we|one)\s+(?:\w+\s+)?(?:want|like|wish|care|decide|choose)\b", re.I)
"""What a reader wants to do is what an instruction is for ("unless you want to print")."""
_IS_ABOUT = regex(r"(?:unless|except\s+(?:if|when|where)|when|where|if)\b", re.IGNORECASE)
_PROVIDED = regex(
    r"(?:,\s+(?:(?:but\s+)?only\s+)?(?:provided(?:\s+that)?|if|when(?:ever)?)|,?\s+(?:(?:as|so)\s+long\s+as|where(?:ver)?))\s+",
    re.IGNORECASE,
)
_INCLINED = (
    r"(?:likes?|wish(?:es)?|prefers?|pleases?|cares?|chooses?|wants?|remembers?|manages?|sees?\s+fit"
    r"|fanc(?:y|ies)|feels?\s+(?:like|up|inclined)|gets?\s+(?:a)?round"
    r"|(?:is|are)\s+(?:so\s+inclined|in\s+the\s+mood|at\s+leisure|up)"
    r"|(?:can|could)\s+(?:be\s+bothered|bring\s+\w+sel(?:f|ves)|spare\s+the\s+time)"
    r"|(?:ha(?:s|ve)|finds?)\s+(?:the\s+|some\s+|enough\s+)?time)"
    r"(?:\s+(?:to|for))?(?:\s+(?:it|that|this|them|one|do(?:ing)?\s+(?:so|it|that)))?"
)
_EASY = (
    r"(?:(?:there\s+is|it\s+has)\s+(?:enough\s+|still\s+|some\s+)?time(?:\s+(?:left|for\s+\w+))?"
    r"|(?:some|any)?(?:one|body)\s+happens\s+to\s+be\s+(?:around|free|there|at\s+hand)"
    r"|(?:it|that|this|doing\s+so)\s+(?:happens\s+to\s+)?(?:suits?|pleases?)(?:\s+[\w-]+){0,3}"
    r"|(?:it|that|this|doing\s+so)\s+(?:is|seems|would\s+be)\s+(?:convenient|handy|easy"
    r"|no\s+(?:great\s+|big\s+)?(?:trouble|effort|burden))"
    r"(?:\s+(?:enough|to\s+do(?:\s+so)?|for\s+[\w-]+(?:\s+[\w-]+)?))?)"
)
_WHOEVER = (
    r"(?:(?:if|when(?:ever)?|where(?:ver)?|as\s+often\s+as|as\s+far\s+as)\s+(?:it|they|one|you|we)\s+can"
    r"|(?:(?:by|to|with|from|for)\s+)?(?:whoever|any(?:one|body)(?:\s+who)?)\s+(?:(?:is|are|happens\s+to\s+be"
    r"|comes)\s+(?:around|at\s+hand|to\s+hand|free|there|nearby|along|by|first)|likes|wants|wishes|cares))"
)
_AT_LEISURE = regex(
    r"(?:(?<=[\w,])\s+(?:if|when(?:ever)?|where(?:ver)?|(?:as|so)\s+(?:soon|often|long|far)\s+as)\s+"
    rf"(?P<clause>(?:(?:the|its|their)\s+)?{_WHO}{_INCLINED}|{_EASY})|,?\s+or\s+{_WHOEVER})(?=\s*(?:[.,;:!]|\Z))",
    re.IGNORECASE,
)
"""Leaves it to whoever is bound when to do a thing, and whether at all."""
_LETS_OTHERS = regex(
    r"\b(?:able\s+to|free\s+to|lets?|allow\w*|permit\w*|right\s+to|offer\w*|may|can|never|not|nobody|no|none|cannot"
    r"|whether|if)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Before such words, grants a right to those who like, or forbids a thing all the more."""
_OTHERWISE = regex(
    r",?\s+or\s+(?:an?other|any\s+other|some\s+other|a\s+different)\s+", re.IGNORECASE
)
"""Opens what may stand for the thing that a rule names."""
_IT = (
    r"(?:it|this|that|these"
    r"|the\s+(?:rule|step|requirement|limit|ban|duty|policy|check|principle)s?)"
)
_LETS_OFF = regex(
    r"\b(?:is|are)\s+(?:an?other|a\s+different)\s+(?:matter|story|thing)\b|\b(?:is|are|be)\s+(?:waived|lifted|relaxed|suspended|dropped|set\s+aside|skipped|let\s+through|excused"
    r"|spared|exempt(?:ed)?|outside|not\s+(?:covered|bound|affected|concerned))\b"
    r"|\b(?:does|do)\s+not\s+(?:apply|hold|bind|count|extend)\b|\bneed\s+not\s+be\b"
    r"|\b(?:depart|deviate|diverge|stray)\s+from\b|\bfree\s+to\s+do\s+otherwise\b"
    rf"|\b(?:skip|ignore|bypass|disregard|override|waive)\s+{_IT}\b|\bexceptions?\s+(?:is|are|may|can)\b",
    re.IGNORECASE,
)
_ANOTHER = regex(
    r"\b(?:may|can|might)\s+\w+\s+(?:another|a\s+different|other)\s+(?P<thing>\w+)", re.IGNORECASE
)
_NEVER = regex(
    r"\A\W*no\b|\b(?:never|nobody|no\s+one|none|only|must|shall|cannot|don['’]t|no\s+matter|even)\b",
    re.I,
)
_CUES = (
    *(
        "use for",
        "need",
        "want",
        "like",
        "wish",
        "prefer",
        "choos",
        "care",
        "enjoy",
        "love",
        "decid",
        "fanc",
    ),
    *("desire", "fit", "sooner", "rather", "inclin", "tempt", "comfort", "willing", "happy"),
    *("keen", "eager", "reluctant", "curious", "content", "ease", "bored", "tired", "mood"),
    *("consider", "think", "find", "deem", "judg", "believ", "regard", "hold", "feel"),
    *("expect", "trust", "see", "suppose", "reckon", "guess", "hope", "imagine", "sense"),
)
_OFF = (
    *(
        "waive",
        "lift",
        "relax",
        "suspend",
        "drop",
        "aside",
        "skip",
        "let through",
        "excuse",
        "spare",
    ),
    *(
        "exempt",
        "outside",
        "not ",
        "depart",
        "deviat",
        "diverge",
        "stray",
        "ignor",
        "bypass",
        "disregard",
    ),
    *("overrid", "otherwise", "exception", "another", "different", "other "),
)
_LONGEST = 22


def wished_exception(text: str) -> str | None:
    """The words of an exception that leaves a rule to what whoever is bound wants or thinks."""
    if leisure := _at_leisure(text):
        return shown(text, *leisure.span())
    folded = text.casefold()
    if not any(cue in folded for cue in _CUES):
        return None
    openers = (_OTHERWISE, _PROVIDED)
    for opener in (EXCEPTING, *openers) if excepts(text) else openers:
        for found, begin, end in clauses(text, opener):
            clause = text[begin:end]
            purpose = _IS_ABOUT.match(found[0].lstrip(" ,")) and _OWN_PURPOSE.search(clause)
            if not purpose and _wished(clause, text, thought=opener is not _PROVIDED):
                return shown(text, found.start(), end)
    return None


def _at_leisure(text: str) -> re.Match[str] | None:
    """The words by which a rule is left to the time or ease of whoever is bound, if it is."""
    found = _AT_LEISURE.search(text)
    if found is None or _LETS_OTHERS.search(text, 0, found.start()):
        return None
    clause = found["clause"] or ""
    if _OF_MANY.search(clause) and not speaks_of_one_party(text):
        return None
    return None if _OWN_PURPOSE.search(clause) else found


def may_wish_off(text: str) -> bool:
    """Whether a sentence has a word that stands in all that `wishes_off` finds."""
    folded = text.casefold()
    return any(cue in folded for cue in _OFF)


def wishes_off(text: str, rule: str) -> bool:
    """Whether a sentence lets off from a rule for what whoever is bound wants or thinks."""
    if _NEVER.search(text):
        return False
    another = _ANOTHER.search(text)
    return (
        _LETS_OFF.search(text) is not None
        or (another is not None and content(another["thing"]) <= content(rule))
    ) and (_wished(text, text) or judged_condition(text)[1])


def _wished(clause: str, whole: str, *, thought: bool = True) -> bool:
    """Whether a clause of a sentence says what whoever is bound wants.

    Args:
        clause: The clause.
        whole: The sentence.
        thought: Whether what they think good counts too.
    """
    told = words(clause)
    if len(told) > _LONGEST or (_OF_MANY.search(clause) and not speaks_of_one_party(whole)):
        return False
    if _WISH.search(clause):
        return True
    found = _THOUGHT.search(clause) if thought and not is_closed(told) else None
    return found is not None and judging_words(words(found["rest"]))
