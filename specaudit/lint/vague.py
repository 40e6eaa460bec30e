"""Clauses that name no test: all their words judge, or say again what the rule speaks of."""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.lint.kin import families
from specaudit.lint.similarity import content
from specaudit.nlp.text import lemmas

_AT_WILL = regex(
    r"\b(?:it|or)\s+(?:\w+\s+)?(?:decides|chooses|prefers|wishes|wants|likes|cares|feels\s+like)\b",
    re.IGNORECASE,
)
"""Whoever is bound decides; "it" is the agent, "the user" would be somebody else."""
_DEEMED = regex(
    r"\b(?:it|you|they|one|we)\s+(?:\w+\s+)?(?:deems?|considers?|finds?|thinks?|believes?|judges?"
    r"|feels?|sees?|regards?)\b",
    re.IGNORECASE,
)
_AGAIN = regex(
    r"(?:it|they|you)\s+ha(?:s|ve)\b|(?:an?\s+|the\s+)?[\w-]+\s+(?:for|that|which|to)\b",
    re.IGNORECASE,
)
"""Forms that name what the rule is about once more: "a copy that is started to do work"."""

_TOO_MUCH = regex(
    r"\b(?:(?:too|so)\s+(?:much|great|big|large|high)\s+(?:an?\s+|of\s+an?\s+)?|a\s+lot\s+of\s+|extra\s+"
    r"|undue\s+|unnecessary\s+|more\s+)(?:work|effort|trouble|hassle|burden|cost|time|bother|fuss|overhead"
    r"|than\s+it\s+is\s+worth)\s*\Z",
    re.IGNORECASE,
)
_NOW_AND_THEN = regex(
    r"\s*(?:now\s+and\s+then|from\s+time\s+to\s+time|(?:every\s+)?once\s+in\s+a\s+while|sometimes"
    r"|occasionally|on\s+occasion|at\s+times)\s*\Z",
    re.IGNORECASE,
)
_SOMEBODY = regex(
    r"\s*(?:somebody|someone|anybody|anyone|people)\s+(?:thinks?|decides?|prefers?|feels?|wants?|objects?"
    r"|disagrees?)(?:\s+(?:otherwise|differently|so))?\s*\Z",
    re.IGNORECASE,
)
_INDEFINITE = regex(
    r"\s*(?:in\s+|for\s+)?(?:some|certain|a\s+few|various|selected)\s+[\w-]+\s*\Z", re.IGNORECASE
)
_AND_SO_ON = regex(
    r"[^.;:]{0,60}(?:\betc\b|\band\s+so\s+(?:on|forth)\b|\b(?:and|or)\s+the\s+like\b|\bor\s+similar\b)",
    re.IGNORECASE,
)
"""Ends a list that could go on for ever."""
_TAKING_PART = frozenset({"assistant", "model", "user", "request", "conversation", "message"})
"""What every rule of a spec for a model is about."""
_WIDE = (_AT_WILL, _TOO_MUCH)
_NOBODYS = (_INDEFINITE, _NOW_AND_THEN, _SOMEBODY)
"""Say nothing definite where they are all of a clause."""


class Vague:
    """Tells words that name no test from those that do."""

    def __init__(self, judging: frozenset[str], bland: frozenset[str]) -> None:
        """Take lemmas.

        Args:
            judging: Words that judge a case ("suitable", "reason").
            bland: Words that only stand beside those ("case", "seem").
        """
        self._judging = judging
        self._bland = bland

    def takes(self, text: str, clause: re.Match[str]) -> bool:
        """Whether an excepting clause of a sentence leaves every case open."""
        said = clause["clause"]
        if any(form.search(said) for form in _WIDE) or any(form.match(said) for form in _NOBODYS):
            return True
        if _AND_SO_ON.match(text, clause.start("clause")):
            return True
        words_ = content(said)
        rule = content(text[: clause.start()] + " " + text[clause.end() :])
        judged = words_ & self._judging
        own = words_ - rule - self._judging - self._bland
        if judged and not own:
            return True
        if _DEEMED.search(said) and judged:
            return len(own) <= 2
        again = words_ & rule
        return not own and bool(again) and _AGAIN.match(said) is not None

    def adds_nothing(self, own: frozenset[str]) -> bool:
        """Whether families only judge, or name who takes part."""
        return own <= families(self._judging | self._bland | _TAKING_PART)

    def judges(self, clause: str, rule: frozenset[str] = frozenset()) -> bool:
        """Whether a clause judges and says nothing else but what a rule says."""
        judged = not self._judging.isdisjoint(lemmas(clause))
        return judged and self.says_nothing(clause, rule)

    def says_nothing(self, words: str, rule: frozenset[str] = frozenset()) -> bool:
        """Whether no word names anything that could be looked at, beside what a rule says."""
        return content(words) <= self._judging | self._bland | rule
