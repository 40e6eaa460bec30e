"""What sentences let one authority level do to another, or to the section they stand in.

A deed counts whoever it is done by and whatever stands around the names: "users who would like
another voice may override this system rule", "a developer's rule lasts until a user objects". It is
turned round by "by" and by a denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.level_names import RULES
from specaudit.lint.overriding import DENIED
from specaudit.nlp.text import folded

_BARE = ("er", "or", "guideline")
"""Endings of levels whose bare name is enough; another one is the name of a thing as well."""
_DO = (
    r"(?:overrid(?:e|es|ing)|overrul(?:e|es|ing)|outrank(?:s|ing)?|outvot(?:e|es)|outweighs?|trumps?|beats?|supersedes?"
    r"|(?:set|put)(?:s|ting)?\s+aside|waiv(?:e|es|ing)|lifts?|suspends?|cancels?|disables?|(?:switch(?:es)?|turns?)\s+off"
    r"|relax(?:es)?|loosens?|drops?|bypass(?:es)?|opts?\s+out\s+of|revers(?:e|es|ing)|revokes?|repeals?|vetoe?s?|undo(?:es)?"
    r"|replaces?|displaces?|countermands?|nullif(?:y|ies)|prevails?\s+(?:over|against)|wins?\s+(?:out\s+)?(?:over|against)"
    r"|takes?\s+(?:precedence|priority)\s+over)"
)
_DONE = (
    r"(?:overridden|overruled|outranked|outvoted|outweighed|trumped|beaten|superseded|(?:set|put)\s+aside|waived|lifted|suspended"
    r"|cancell?ed|disabled|(?:switched|turned)\s+off|relaxed|loosened|dropped|bypassed|opted\s+out\s+of|reversed|revoked"
    r"|repealed|vetoed|undone|replaced|displaced|countermanded|nullified|bent|broken|changed)"
)
_YIELD = (
    r"(?:yields?|gives?\s+(?:way|in)|defers?|bows?|loses?(?:\s+out)?|(?:is"
    r"|are)\s+(?:secondary|subordinate|inferior|second))\s+to"
)
_MAY = r"(?:may|can|could|might|will|shall|should|must|would)"
_NOT = (
    r"(?:cannot|can['’]t|(?:can|may|must|will|shall)\s+(?:not|never)|(?:is"
    r"|are)\s+not\s+(?:free|able|allowed)\s+to)"
)
_ANY = r"(?:(?!\b(?:not|never|cannot|no|to\s+[a-z]+e)\b|n['’]t)[^.;:\"“])"
_GAP = (
    rf"(?:\s+(?:who|that|which)\s+{_ANY}{{2,60}}?(?<!\bto)|,\s{_ANY}{{2,60}}?,|\s+(?:in|on|with|from|of)\s+{_ANY}{{2,40}}?"
    r"|\s+such\s+as\s+this(?:\s+one)?)?"
)
"""What may stand between a level and what it does."""
_HELPS = (
    rf"(?:\s+(?>{_MAY}(?!\s+(?:not|never)\b)|always|also|then|still|now|even|in\s+turn|(?!appl|rel|rep)[a-z]+ly|ha(?:s|ve)\s+to"
    r"|(?:is|are)\s+(?:always\s+)?(?:free|able|allowed|welcome|enough)\s+to)\b)*+"
)
_THE = r"\s+(?:(?!(?:who|that|which|to|when|if|and)\b)[\w'’-]+\s+){0,4}?"
_SAYS_NO = (
    r"(?:objects?|disagrees?|protests?|complains?|(?:says?|wants?|asks?|decides?|instructs?|requests?|prefers?|wishes|chooses)"
    r"(?:\s+(?:so|otherwise|differently|something\s+else|for\s+(?:a|an|something)\s+\w+|it))|intervenes?|steps?\s+in)"
)
_LAST_WORD = (
    r"(?:ha(?:s|ve)|gets?|keeps?|holds?)\s+the\s+(?:last|final)"
    r"\s+(?:word|say)\s+(?:on|in|over|about|as\s+to)"
)
_FORMS = (
    # who does it, to what: "users who would like that may override this system rule"
    (rf"LEVEL_A{_GAP}{_HELPS}\s+(?P<no>{_NOT}\s+)?{_DO}{_THE}LEVEL_B", True),
    (rf"LEVEL_A{_GAP}{_HELPS}\s+(?P<no>(?:does|do)\s+not\s+){_DO}{_THE}LEVEL_B", True),
    # to what it is done, by whom
    (
        rf"LEVEL_A{_GAP}(?:\s+(?>{_MAY}(?!\s+(?:not|never)\b)|are|is|be|also|always|then|even|[a-z]+ly)\b)++\s+{_DONE}\s+(?:\w+ly\s+|even\s+)?(?:by|for|at\s+the\s+\w+\s+of)(?:\s+[\w'’-]+){{0,2}}?\s+LEVEL_B",
        False,
    ),
    (
        rf"LEVEL_A{_GAP}\s+(?P<no>{_NOT})\s+be\s+{_DONE}\s+(?:even\s+)?by(?:\s+[\w'’-]+){{0,2}}?\s+LEVEL_B",
        False,
    ),
    # who yields: "being user-level, it gives way to guideline-level sections"
    (
        rf"LEVEL_A(?:,\s+(?:it|this|they|these))?{_GAP}{_HELPS}\s+(?P<no>(?:{_NOT}|(?:does|do)\s+not)\s+)?{_YIELD}(?:\s+[\w'’-]+){{0,2}}?\s+LEVEL_B",
        False,
    ),
    # what holds for a while: "a developer's rule lasts until a user objects"
    (
        rf"LEVEL_A{_GAP}{_HELPS}\s+(?:hold|last|appl|stand|bind|count|remain|is\s+in\s+force|are\s+in\s+force)\w*(?:\s+good)?(?:\s+only)?\s+(?:until|unless)\s+(?:[\w'’-]+\s+){{0,2}}?LEVEL_B\s+(?:\w+ly\s+)?{_SAYS_NO}",
        False,
    ),
    # "with the user's agreement a root rule may be bent"
    (
        rf"\bwith\s+(?:\w+\s+)?LEVEL_A\s+(?:\w+\s+)?(?:agreement|consent|permission|approval|blessing)\b,?{_THE}LEVEL_B\s+{_MAY}\s+be\s+{_DONE}",
        True,
    ),
    # "follow the user, not the developer"
    (
        r"\b(?:follow|obey|heed|side\s+with|go\s+with|listen\s+to|please|serve)\s+(?:the\s+|what\s+the\s+)?LEVEL_A(?:\s+(?:says?|wants?|asks?))?,?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of|before|over|ahead\s+of)\s+(?:the\s+|what\s+the\s+)?LEVEL_B",
        True,
    ),
    # "the user gets the last word on what a developer has set"
    (rf"LEVEL_A{_GAP}{_HELPS}\s+{_LAST_WORD}\s+[^.;:]{{0,40}}?\bLEVEL_B", True),
)
_KIND = (
    r"(?:section|principle|rule|default|instruction|requirement|guideline|prohibition)s?"
    r"|polic(?:y|ies)"
)
_SELF = (
    r"(?:(?:any|all|most)\s+of\s+)?"
    rf"(?:(?:this|these|it|them)(?:\s+(?:{_KIND}))?|what\s+is\s+said\s+here)\b"
)
_CHANGE = (
    r"(?:chang|alter|adjust|amend|modif|remov|soften|weaken|narrow|widen|affect|touch|tak|"
    r"overr|waiv|lift|suspend|cancel|disabl|relax|loosen|drop|bypass|revers|undo|replac|ignor|disregard)\w*"
)
_OBEY = (
    r"(?<=must\s|..to\s)(?:live\s+with|accept|put\s+up\s+with|respect|obey|abide\s+by|keep\s+to|follow"
    r"|stick\s+to|comply\s+with|bow\s+to)"
)
_OWN_FORMS = (
    # "a system message does not change any of this"
    rf"LEVEL_A{_GAP}{_HELPS}\s+(?:{_NOT}|(?:does|do)\s+not)\s+{_CHANGE}\s+{_SELF}",
    rf"\bnothing\s+(?:(?:that|in|from|by|set|said|written)\s+)*(?:an?\s+|the\s+|any\s+)?LEVEL_A(?:\s+[\w'’-]+){{0,3}}?\s+{_CHANGE}\s+{_SELF}",
    # "developers have no say in this", "this is out of the developer's hands"
    rf"LEVEL_A\s+(?:ha(?:s|ve)|gets?)\s+no\s+(?:say|vote|voice|influence|power|bearing|effect|control)\s+(?:in|over|on)\s+{_SELF}",
    rf"{_SELF}\s+(?:is|are|lies?)\s+(?:out\s+of|beyond|not\s+in|outside)\s+(?:the\s+|an?\s+|any\s+)?LEVEL_A\s+(?:hands?|reach|power|control|remit)",
    # "what is said here binds developers as well", "even a developer has to live with this"
    rf"{_SELF}\s+(?:also\s+)?(?:binds?|(?:is|are)\s+binding\s+(?:on|for))\s+(?:even\s+)?(?:an?\s+|the\s+|all\s+)?LEVEL_A",
    rf"{_SELF}\s+(?:holds?|applies|apply|goes|stands?)\s+(?:for\s+|to\s+)?even\s+(?:for\s+|to\s+)?(?:an?\s+|the\s+|all\s+)?LEVEL_A(?=\W*(?:\Z|[.;,]))",
    rf"LEVEL_A{_GAP}{_HELPS}\s+{_OBEY}\s+{_SELF}",
    rf"LEVEL_A{_GAP}\s+(?:is|are)\s+(?:also\s+)?bound\s+by\s+{_SELF}",
    # "this stays in place even under contrary system instructions"
    rf"{_SELF}\s+(?:\w+\s+){{1,3}}?(?:even|also)\s+(?:under|against|with)\s+(?:contrary|opposite|conflicting|different|other|opposing)\s+LEVEL_A",
    rf"{_SELF}\s+(?:still|also|always)\s+(?:\w+\s+){{1,3}}?(?:when|if|where)\s+(?:an?\s+|the\s+)?LEVEL_A\s+{_SAYS_NO}",
)
"""The section a sentence stands in holds against a level."""
_POINTS = regex(_SELF, re.IGNORECASE)
_GRANTED = regex(r"\b(?:allow|permit|let|lets|grant|delegat|authori[sz]e[sd]?)", re.IGNORECASE)
_WORD = regex(
    r"\b(?:overr|outrank|outvot|outweigh|trump|beat|supersed|aside|waiv|lift|suspend|cancel|disabl|off\b|relax|loosen"
    r"|drop|bypass|opt|revers|revok|repeal|veto|undo|replac|displac|countermand|nullif|prevail|wins?\b|preced|priorit|bent|broken|changed"
    r"|this\b|these\b|it\b|them\b|said\s+here|yield|giv|defer|bow|los|second|subord|inferior|until|unless|follow|obey|heed|side|go\b|listen|please|serve|word\b|say\b)",
    re.IGNORECASE,
)


def done(document: Document) -> Iterator[tuple[int, int, Statement]]:
    """Levels that sentences let win over another one: the winner and the loser."""
    deeds = _Deeds(document)
    known = facts(document, "level-deeds", deeds.read, document.prose)
    for statement in document.prose:
        for high, low in known[statement.id]:
            yield high, low, statement


class _Deeds:
    """Reads the deeds of one document's levels."""

    def __init__(self, document: Document) -> None:
        self._document = document
        levels = document.spec.levels
        self._ranks = {folded(level): rank for rank, level in enumerate(levels)}
        self._any = regex(rf"\b(?:{'|'.join(map(re.escape, levels)) or '(?!)'})", re.IGNORECASE)

    @cached_property
    def _forms(self) -> list[tuple[re.Pattern[str], bool]]:
        levels = self._document.spec.levels
        return [(_compiled(form, levels), first_wins) for form, first_wins in _FORMS]

    @cached_property
    def _own_forms(self) -> list[re.Pattern[str]]:
        return [_compiled(form, self._document.spec.levels) for form in _OWN_FORMS]

    def read(self, statement: Statement) -> list[tuple[int, int]]:
        """The ranks that win in a sentence, each with the one that loses."""
        text = statement.text
        named = {match[0].casefold() for match in self._any.finditer(text)}
        if not named or _WORD.search(text) is None or _GRANTED.search(text):
            return []
        two = self._of_two(text) if len(named) > 1 else ()
        own = self._of_own(text, statement.authority) if _POINTS.search(text) else ()
        return [*two, *own]

    def _of_two(self, text: str) -> Iterator[tuple[int, int]]:
        for form, first_wins in self._forms:
            for found in _claimed(form, text):
                a, b = (self._ranks.get(folded(found[side])) for side in "ab")
                if a is not None and b is not None:
                    wins = first_wins is not bool(found.groupdict().get("no"))
                    yield (a, b) if wins else (b, a)

    def _of_own(self, text: str, authority: str | None) -> Iterator[tuple[int, int]]:
        own = self._document.rank(authority)
        if own is None:
            return
        for form in self._own_forms:
            for found in _claimed(form, text):
                level = self._ranks.get(folded(found["a"]))
                if level is not None and level < own:
                    yield own, level


def _compiled(form: str, levels: Sequence[str]) -> re.Pattern[str]:
    named = (("LEVEL_A", level_named("a", levels)), ("LEVEL_B", level_named("b", levels)))
    for place, level in named:
        form = form.replace(place, level)
    return regex(form, re.IGNORECASE)


_NO_COMPOUND = (
    r"(?!\s+(?:mode|fees?|notifications?|meetings?|tools?|consoles?|accounts?|interfaces?|portals?|menus?|pages?|teams?"
    r"|docs?|documentation|previews?|options?|data|names?|ids?|forums?|programs?|events?)\b)"
)
"""What makes the name of a level that of another thing: "developer mode"."""


def level_named(group: str, levels: Sequence[str]) -> str:
    """A pattern for a level, its people, or its rules."""
    bare = "|".join(re.escape(level) for level in levels if level.endswith(_BARE)) or r"(?!)"
    names = "|".join(map(re.escape, levels))
    return (
        rf"\b(?:(?=(?P<{group}>{names}))(?:(?:{bare})(?:s['’]?|['’]s)?(?![\w-]){_NO_COMPOUND}|(?:{names})(?:s['’]|['’]s)?"
        rf"(?=[-\s]+(?:level\b|{RULES})))(?:[-\s]level\b)?(?:\s+(?:own\s+)?(?:{RULES}|sections?|defaults?))?)"
    )


def _claimed(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that are neither denied, supposed nor quoted."""
    for found in form.finditer(text):
        before = text[: found.start()]
        if not (DENIED.search(before) or before.count('"') % 2 or "“" in before):
            yield found
