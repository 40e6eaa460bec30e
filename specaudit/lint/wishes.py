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
    r",\s+(?:(?:but\s+)?only\s+)?(?:provided(?:\s+that)?|(?:as|so)\s+long\s+as|if|when(?:ever)?|where(?:ver)?)\s+",
    re.IGNORECASE,
)
_OTHERWISE = regex(
    r",?\s+or\s+(?:an?other|any\s+other|some\s+other|a\s+different)\s+", re.IGNORECASE
)
"""Opens what may stand for the thing that a rule names."""
_IT = (
    r"(?:it|this|that|these"
    r"|the\s+(?:rule|step|requirement|limit|ban|duty|policy|check|principle)s?)"
)
_LETS_OFF = regex(
    r"\b(?:is|are|be)\s+(?:waived|lifted|relaxed|suspended|dropped|set\s+aside|skipped|let\s+through|excused"
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
