"""Sentences that let one authority level set aside what another one, or their own section, says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.level_names import RULES

DENIED = regex(
    r"\b(?:not|no|none|never|neither|nor|nothing|nobody|cannot|whether|if)\b[^.;:,]*\Z"
    r"|n['’]t\b[^.;:,]*\Z|\bif\b[^.;:]{0,60}\b(?:were|had)\b[^.;:]*\Z",
    re.IGNORECASE,
)
_VERB = (
    r"(?:overrid(?:e|es|ing)|overrules?|sets?\s+aside|waives?|lifts?|suspends?|cancels?|disables?"
    r"|supersedes?|outranks?|trumps?|(?:switch(?:es)?|turns?)\s+off|relax(?:es)?|loosens?|lowers?"
    r"|drops?|bypass(?:es)?|opts?\s+out\s+of|exempts?\s+\w+\s+from|ignores?|disregards?)"
)
_DONE = (
    r"(?:overridden|overruled|set\s+aside|waived|lifted|suspended|cancell?ed|disabled|superseded"
    r"|(?:switched|turned)\s+off|relaxed|loosened|dropped|bypassed|ignored|disregarded)"
)
_OVERRIDE_WORD = regex(
    r"\b(?:unless|chang|alter|adjust|amend|modif|rewrit|revis|und[io]|remov|repeal|widen|narrow|apply|applies|default|falls?\s+away|lapse|depart|deviate|diverge|unlock|put|overr|outrank|trump|sets?\b|waive|lift|suspend|cancel|disable|supersede|switch|turn|relax"
    r"|loosen|lower|drop|bypass|opts?\b|exempt|ignor|disregard)",
    re.IGNORECASE,
)
_LOW = (
    r"\b(?P<low>LEVEL)(?:s['’]?|['’]s)?(?:[-\s]level)?(?:\s+" + RULES + r")?"
    r"(?:\s+(?:of|in|on|with|from)\s+[^,.;:\"“]{2,40}?|,\s[^,.;:\"“]{2,40},)?\s+"
    r"(?:(?:may|can|could|will|also|always|explicitly|implicitly|even|are|is|free|allowed"
    r"|permitted|to)\s+)*" + _VERB
)
_HIGH = r"(?P<high>LEVEL)(?:(?:s['’]?|['’]s)?(?:[-\s]level)?\s+" + RULES + r"|s?(?=[.,;]|\Z))"
_OWN = (
    r"(?:this|these|it|them)(?:\s+(?:section|rule|principle|default|requirement|limit|prohibition"
    r"|instruction|polic(?:y|ies)|restriction|protection|safeguard|constraint|guideline|ban)s?)?"
)
_SPLIT = rf"(?:(?:switch|turn|set|put)(?:es|s)?\s+{_OWN}\s+(?:off|aside)|(?:un)?locks?\s+{_OWN})"
"""Verbs that stand around what they lift."""
_MAY = r"(?:may|can|could|is\s+free\s+to|are\s+free\s+to|is\s+allowed\s+to|are\s+allowed\s+to)"
_ASKS = (
    r"(?:asks?|wishes|wish|wants?|requests?|insists?|consents?|agrees?|says?\s+(?:so|otherwise)"
    r"|decides?)"
)
_LIFTED = (
    rf"{_OWN}\s+(?:(?:is|are|may\s+be|can\s+be)\s+{_DONE}|(?:does|do)\s+not\s+apply|falls?\s+away"
    r"|lapses?|no\s+longer\s+applies)"
)
_BY = (
    r"\s+(?:(?:may|can|could|is|are|will|be|explicitly|implicitly|also)\s+)+"
    + _DONE
    + (
        r"\s+(?:by|through|at\s+the\s+request\s+of|if|when(?:ever)?)\s+(?:an?\s+|any\s+|the\s+)?"
        r"(?P<low>LEVEL)s?\b"
    )
)
_AT_REQUEST = (
    r"\s+(?:(?:may|can|could|is|are|will|be|explicitly|also)\s+)+"
    + _DONE
    + r"\s+(?:at|on|upon|with|by)\s+(?:an?\s+|any\s+|the\s+)?(?P<low>LEVEL)(?:['’]s|s['’])\s+"
    r"(?:\w+\s+)?(?:request|wish|instruction|discretion|option|consent|approval|permission|order|command)\b"
)
_SET_ASIDE = (
    r"\b(?P<beaten>LEVEL)(?:s['’]?|['’]s)?(?:[-\s]level)?\s+"
    + RULES
    + r"(?:\s+(?:that|which)\s+[^.;,]{3,60}?)?"
    r"\s+(?:are|is|must|should|may|can|shall)\s+(?:to\s+)?(?:be\s+)?(?:\w+ly\s+)?"
    + _DONE
    + r"\s*(?:[.;]|\Z)"
)
"""The section itself sets aside what stands above it."""
_MERE_DEFAULT = (
    r"\b(?:being|as|since\s+(?:it|this)\s+is|because\s+(?:it|this)\s+is)\s+(?:only\s+|merely\s+|just\s+)?(?:an?\s+)?"
    r"(?:(?:mere|simple|pure)\s+)?default\b[^.;]{0,120}?\b(?P<low>LEVEL)s?\s+(?:is\s+|are\s+)?(?:free\s+to|may|can|allowed\s+to)"
    r"\s+\w+\s+" + _OWN + r"\b"
)
_REWRITE = (
    r"(?:change|alter|adjust|amend|modify|rewrite|revise|undo|remove|repeal|widen|narrow|loosen"
    r"|lift)"
)
_REWRITTEN = (
    r"(?:changed|altered|adjusted|amended|modified|rewritten|revised|undone|removed|lifted)"
)
_NORMS = (
    r"(?:(?:rule|principle|section|instruction|default|requirement|prohibition|setting|limit|restriction"
    r"|guideline)s?|polic(?:y|ies))"
)
_MAY_NOT = (
    r"(?:cannot|can\s+(?:not|never)|may\s+(?:not|never)|must\s+(?:not|never)"
    r"|(?:is|are)\s+not\s+(?:allowed\s+|free\s+)?to)"
)
_OVERRIDING = (
    _LOW + r"\s+(?:an?\s+|any\s+|the\s+|all\s+|every\s+|even\s+|what(?:ever)?\s+)*" + _HIGH,
    _LOW + r"\s+" + _OWN + r"\b",
    r"\b" + _HIGH + _BY,
    r"\b" + _OWN + _BY,
    r"\b" + _HIGH + _AT_REQUEST,
    r"\b" + _OWN + _AT_REQUEST,
    _SET_ASIDE,
    _MERE_DEFAULT,
    rf"\b(?P<low>LEVEL)s?(?:\s+{RULES})?\s+{_MAY}\s+(?:\w+ly\s+)?{_REWRITE}\s+(?:(?:an?|any|the|all|every|even|these)\s+)*"
    rf"(?P<high>LEVEL)(?:[-\s]level\s+{_NORMS}|\s+(?:rule|principle|section|instruction)s?)\b",
    rf"(?:{_OWN}|\bthe\s+(?:section|rule))\s+(?:applies|apply|holds?|stands?|binds?|governs?)\s+unless\s+(?:an?|the|any)\s+"
    rf"(?P<low>LEVEL)s?\s+(?:\w+ly\s+)?(?:{_ASKS}|instructs?|states?|sets?|chooses?|objects?|opts?)\b",
    # what a lower level denies a higher one
    rf"\b(?P<low>LEVEL)(?:[-\s]level\s+{_NORMS}|\s+(?:default|principle|section|rule)s?|s)\s+{_MAY_NOT}\s+be\s+(?:{_DONE}|{_REWRITTEN})\s+"
    r"(?:even\s+)?by\s+(?:(?:an?|any|the|all)\s+)?(?P<high>LEVEL)s?\b",
    rf"\b(?:(?:no|neither\s+the|not\s+even\s+(?:an?|the))\s+(?P<high>LEVEL)s?(?:\s+{RULES})?\s+{_MAY}|(?P<beaten>LEVEL)s?\s+{_MAY_NOT})\s+"
    rf"(?:{_VERB}|override|{_REWRITE})\s+(?:(?:an?|any|the|all|every|these)\s+)*"
    rf"(?P<low>LEVEL)(?:[-\s]level\s+{_NORMS}|\s+(?:default|principle|section)s?)\b(?!\s+(?:implicitly|by\s+accident|without|unless))",
    _LOW.removesuffix(_VERB) + _SPLIT,
    rf"\b(?:if|when(?:ever)?|where)\s+(?:an?\s+|the\s+|any\s+)?(?P<low>LEVEL)s?\s+(?:\w+ly\s+)?{_ASKS}"
    rf"[^,.;:]{{0,40}},\s+{_LIFTED}",
    rf"\bwith\s+(?:an?\s+|the\s+)?(?P<low>LEVEL)['’]s\s+(?:\w+\s+)?(?:consent|approval|permission|agreement"
    rf"|say-so)\b[^.;:]{{0,40}}?\b{_MAY}\s+(?:depart|deviate|diverge)\s+from\s+{_OWN}",
)
"""Who overrides what; without a higher level named, the section the sentence stands in."""


def overridden(document: Document) -> Iterator[tuple[int, int, Statement]]:
    """Levels that sentences let override one another, or the section they stand in."""
    names = "|".join(map(re.escape, document.spec.levels))
    patterns = [regex(form.replace("LEVEL", names), re.IGNORECASE) for form in _OVERRIDING]
    ranks = {level.casefold(): rank for rank, level in enumerate(document.spec.levels)}

    def read(statement: Statement) -> list[tuple[int, int]]:
        rows = []
        said = _OVERRIDE_WORD.search(statement.text) is not None
        for match in (m for p in patterns if said for m in p.finditer(statement.text)):
            before = statement.text[: match.start()]
            if DENIED.search(before) or before.count('"') % 2 or "“" in before:
                continue
            found = match.groupdict()
            own = document.rank(statement.authority)
            beaten = found.get("high") or found.get("beaten")
            low = ranks.get(beaten.casefold()) if beaten else own
            by = found.get("low")
            high = ranks.get(by.casefold()) if by else own  # "ı" is no "i" when it is folded
            if low is not None and high is not None:
                rows.append((high, low))
        return rows

    known = facts(document, "overrides", read, document.prose)
    for statement in document.prose:
        for high, low in known[statement.id]:
            yield high, low, statement
