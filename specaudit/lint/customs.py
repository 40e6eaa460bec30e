"""Sentences that tell what people do, or how things are, where they sound like a soft rule.

"Callers often hesitate to confirm the address" has the words of "agents must confirm the address"
and a soft one, and asks nobody for anything. What a word of custom or liking stands with says so:
in a soft rule it is the act of the rule, done by whom the rule binds.
"""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.domain.spec import NormType
from specaudit.lint.kin import root, roots
from specaudit.lint.similarity import STOP, Unit, content
from specaudit.lint.softly import LIGHT
from specaudit.nlp.deontic import is_party
from specaudit.nlp.text import lemma, words

_CUSTOM = regex(
    r"\A\W*most\b|\b(?:usually|typically|normally|ordinarily|generally|often|mostly|sometimes|occasionally|commonly"
    r"|customarily|habitually|frequently|mainly|largely|ideally|preferably|perhaps|hopefully|seldom|rarely"
    r"|(?:tend|like|hope|prefer|hesitate)s?\s+(?:not\s+)?to)\b",
    re.IGNORECASE,
)
_PREDICATE = regex(r"\b(?:is|are)\s+(?P<told>[^.;,]+)", re.IGNORECASE)
_DENIES = regex(
    r"\b(?:not|never|no|none|nothing|nobody|avoid\w*|refrain\w*|without|rarely|seldom|discourag\w*|frown\w*|hesita\w*"
    r"|bad|poor|reluctan\w*|steer|shy|stay|keep\w*|leave\w*|cautio\w*|careful\w*|think|twice|may|can|could|might"
    r"|cannot|out|away|off|only|rather|instead|little|few|less|exception\w*|decline\w*|refuse\w*|reject\w*|spare\w*"
    r"|un\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Keeps from an act, or gives leave."""
_SKIPPED = frozenset(
    "is are was were be been being am has have had do does did will would not never also still "
    "even just only to the a an very quite rather too".split()
)
_ANYBODY = frozenset(
    "we us you i they it he she one who whoever anybody anyone everybody everyone nobody somebody "
    "someone people person no assistant model agent claude ai".split()
)
"""Are no party of their own: the authors, the readers, the one whom a spec is for."""
_APPROVING = frozenset(
    root(lemma(word))
    for word in """
    good better best bad wise wisest nice nicer kind polite fine right proper courteous sensible
    safer safest worth worthwhile idea habit practice custom norm thing rule default way aim goal
    preference courtesy course case intend intended mean meant ask asked expect expected prefer
    preferred
    encourage encouraged recommend recommended advise advised optional welcome appreciated mindful
    prudent helpful useful appropriate smart advisable desirable preferable reasonable responsible
    enough try seek aspire strive attempt
    """.split()
)
"""Say of an act that it is wanted, in whatever words it was named before."""
_COSTS = roots(["take", "give", "get"])
"""Say what an act brings about, and not that it is done."""


def tells_of_custom(strong: Unit, weak: Unit) -> bool:
    """Whether a sentence that sounds like a soft rule tells how things go.

    Args:
        strong: A rule.
        weak: The sentence, which shares its words.
    """
    text = weak.statement.text
    if weak.norms:
        return False
    found = _CUSTOM.search(text)
    subject = words(text)[:2]
    if found is None:
        return _of_others(strong, subject)
    before = [word for word in words(text[: found.start()]) if word not in _SKIPPED]
    if _of_others(strong, [*subject, *before[-1:]]):
        return True
    if _forbids(strong):
        return _DENIES.search(text) is None
    head = _told(text, found.end(), opens=not before)
    return head is not None and not _of_the_act(head, strong)


def _told(text: str, at: int, *, opens: bool) -> str | None:
    """The word that a word of custom stands with: the next verb, or the last predicate.

    None where it is a participle, which may be the act in another word.

    Args:
        text: The sentence.
        at: Where the word of custom ends.
        opens: Whether that word opens the sentence, so that the subject follows.
    """
    rest = text[at:]
    if opens:
        predicates = list(_PREDICATE.finditer(rest))
        rest = predicates[-1]["told"] if predicates else ""
    told = (one for one in words(rest) if one not in _SKIPPED and not one.endswith("ly"))
    head = next(told, None)
    return None if opens and head is not None and head.endswith(("ed", "en")) else head


def _of_the_act(word: str, strong: Unit) -> bool:
    """Whether a word is of a rule, may stand for its act, or approves."""
    base = lemma(word)
    light = LIGHT - _COSTS
    said = roots(content(strong.statement.text))
    return base in STOP or root(base) in said | light | _APPROVING


def _forbids(strong: Unit) -> bool:
    return bool(strong.norms) and all(n.type is NormType.PROHIBITION for n in strong.norms)


def _of_others(strong: Unit, named: list[str]) -> bool:
    """Whether some words name a party, and none that a rule binds."""
    agents = {norm.agent for norm in strong.norms if norm.agent and is_party(norm.agent)}
    bound = {word for agent in agents - _ANYBODY for word in words(agent)}
    parties = {base for base in map(lemma, named) if is_party(base)} - _ANYBODY
    return bool(bound and parties) and bound.isdisjoint(parties)
