"""Rules with an exception, put into the one form that every reader of exceptions knows.

"Bans are permanent, save where one feels otherwise", "..., strange cases excluded" and "...; those
who would rather not are exempt" except something, each in a form of its own. Each says the same as
"Bans are permanent, unless ...", and in that form all readers look at what is excepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.judged import judged_exception, names_cases
from specaudit.lint.let_off import exception_for_anything
from specaudit.lint.nothing_left import leaves_nothing
from specaudit.lint.open_clauses import exception_in, shown
from specaudit.lint.universal import exception_for_all
from specaudit.lint.wishes import wished_exception

_CASES = r"(?:cases|situations|circumstances|instances|occasions|contexts)"
_EXCEPTING = (
    r"except(?:\s+for)?(?:\s+(?:in|when|where|if|on|to|by))?|excepting|barring|(?<=,\s)absent"
    r"|save\s+(?:for|in|when|where|if|that|(?=those|any))|(?<=,\s)saving|other\s+than|(?:apart|aside)\s+from"
    r"|short\s+of|excluding|but\s+for|subject\s+to|(?:though|but)\s+not\s+(?:if|when|where)|or\s+else(?=\s+(?:if|when|where)\b)"
    rf"|outside(?:\s+of)?(?=\s+{_CASES}\b)|(?<=\s)(?:every|no\s?)(?:one|body)\s+but|(?<=or\s)for\s+any(?=\s+other)"
    r"|with\s+(?:the\s+|an?\s+)?(?:exceptions?|exemptions?|allowances?|room|waivers?)(?:\s+(?:of|for))?"
)
_AS_LONG_AS = (
    r"(?:as|so)\s+long\s+as|provided(?:\s+that)?|insofar\s+as|to\s+the\s+extent(?:\s+that)?"
)
_WHEN = r"(?:if|when(?:ever)?|where(?:ver)?)"
_FINITE = (
    r"(?=(?:it|you(?!\s+(?:\w+ly\s+)?(?:want|wish|need|plan|intend|prefer|feel|would|are|have|can)\s)|they|he|she|we|this|that"
    r"|one|nobody|nothing|no\s+one|somebody|anybody|someone|anyone|doing\s+so)\s"
    r"|(?:the|an?|some|any|no|its|their|your|our)\s+[\w-]+\s+)"
)
"""Begins like a clause of its own: with a pronoun or a determined noun."""
_OPENED = regex(
    r"(?:[,;—]\s*(?:(?:but|though|although|yet|and|or|still|however|while|with)\s+)?|\s)(?:"
    rf"(?:(?P<unless>unless)|{_EXCEPTING})\s+(?P<kind>[^.;:]{{2,100}})"
    rf"|(?<!only\s)(?:{_AS_LONG_AS}|(?<=,\s)(?P<when>{_WHEN}))\s+(?P<case>{_FINITE}[^.;:,]{{2,80}})(?=[.;!]|\Z))",
    re.IGNORECASE,
)
_CLOSED = regex(
    r"(?:[,;]\s++|\s(?=and\s))(?P<kind>[^.;:,]{2,80}?)\s++(?:excluded|apart|(?:is|are|being)\s+exempt(?:ed)?)"
    r"(?=\s*(?:[,.;!]|\Z))",
    re.IGNORECASE,
)
_LEADS = regex(
    r"(?:(?:in|for|on|to|those|any|the\s+ones?|all|such|some)\s+)*"
    r"(?:cases?|situations?|circumstances|ones|those|instances)\s+(?:(?:in\s+which|where|when|that|which|who)\s+)?",
    re.IGNORECASE,
)
"""Opens what is excepted, and says only that it is a case."""
_OF = regex(r"(?:for|of|in|at|on)\b", re.IGNORECASE)
_POINTS = regex(r"(?:this|that|these)\s+[\w-]+\Z", re.IGNORECASE)
_MOST = 8
"""Exceptions of a sentence that are looked at."""
_SHORT = 3
"""Words of a clause that may lack its verb."""
_SHORTEST = 3
"""Words of a rule."""


class _Rephrased(NamedTuple):
    text: str
    start: int
    end: int
    """Where the exception stands in the sentence as it was written."""
    when: bool
    """Whether it opens like words that may only tell when a rule comes up."""


def excepts_anything(text: str, *, binds: bool) -> str | None:
    """The words of an exception in a rule that can be claimed for any case, if there is one.

    Args:
        text: The rule.
        binds: Whether it was read as a norm that must be kept.
    """
    return _excepts(text, binds=binds) or next(
        (
            shown(text, said.start, said.end)
            for said in _rephrased(text)
            if (binds or not said.when)
            and (_leaves_to_opinion(said.text) if said.when else _excepts(said.text, binds=binds))
        ),
        None,
    )


def _excepts(text: str, *, binds: bool) -> str | None:
    return (
        exception_in(text)
        or judged_exception(text, strictly=binds)
        or wished_exception(text)
        or exception_for_all(text)
        or exception_for_anything(text)
        or leaves_nothing(text)
    )


def _leaves_to_opinion(text: str) -> bool:
    return (exception_in(text) or wished_exception(text)) is not None


def _rephrased(text: str) -> Iterator[_Rephrased]:
    """A rule with each of its exceptions, in forms that say the same."""
    for pattern in (_OPENED, _CLOSED):
        for found in islice(pattern.finditer(text), _MOST):
            named = found.groupdict()
            rule = text[: found.start()].rstrip(" ,;.—")
            clause = (named["kind"] or named["case"]).rstrip(" .!")
            if len(rule.split()) < _SHORTEST or _POINTS.match(clause) or names_cases(clause):
                continue
            lead = _LEADS.match(clause)
            bare = clause[lead.end() :] if lead else clause
            forms = [f"unless {clause}", f"unless {bare}"]
            if named.get("unless") is None:
                forms += [f"except {clause}", f"except {bare}"]
            if len(clause.split()) <= _SHORT and (named.get("unless") or _OF.match(clause)):
                forms.append(f"unless it is {clause}")
            for form in dict.fromkeys(forms):
                whole = f"{rule}, {form}."
                yield _Rephrased(whole, *found.span(), when=named.get("when") is not None)
