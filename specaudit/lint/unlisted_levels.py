"""Names of authority levels in places where only a level can stand, which a document does not list.

"What is said here sits at the style level", "the tool level comes right after user": whatever
stands there is spoken of as a level, by whatever word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts

_NO_NAME = (
    r"(?!(?:high|low|top|bottom|mid|middle|same|equal|next|first|second|third|last|any|each|every|this|that|its|their|our|other"
    r"|one|no|authority|reading|expert|expertise|detail|skill|right|wrong|given|certain|deep|deeper|basic|different|lower|upper"
    r"|full|little|much|more|less|greater|legal|conversation|sentence|word|document|section|message|some|what|which|declared"
    r"|default|designated|assigned|named|containing|respective|appropriate)(?:e[rs]t?)?\b|own\b)"
)
_NAME = rf"{_NO_NAME}(?P<name>[a-z]{{3,}})"
_SELF = (
    r"(?:(?:this|these|it|they)(?:\s+(?:section|rule|principle|default|instruction|requirement|guideline|paragraph|advice|point)s?)?"
    r"|what\s+is\s+said\s+here)"
)
_SITS = (
    r"(?:sits?|stands?|belongs?|counts?|ranks?|lies?|lives?|falls?|applies|apply|is|are)\s+"
    r"(?:(?:binding|valid|fixed|set|kept)\s+)?(?:(?:at|to|on|in|as|under|of|within)\s+)?"
)
_LEVEL_OF = r"(?:\s+(?:level|tier|rank|rung)\b(?!\s+of)|-level\b)"
_STANDS = r"(?:sits?|stands?|comes?|ranks?|lies?|is|are|goes|follows?|outranks?|overrides?)\s+"
_NEXT_TO = (
    r"(?:(?:just|right|directly|immediately|one\s+\w+)\s+)?(?:above|below|beneath|under|over|after|before"
    r"|between|behind|ahead\s+of|next\s+to|on\s+top\s+of)\s+(?:the\s+|all\s+)?"
)
_AUTHORITIES = (
    r"(?:platform|operator|owner|moderator|supervisor|superuser|guardian|root|system|developer|user"
    r"|guideline|principal)"
)
"""Who levels of authority are named after, here or elsewhere."""
_AUTHORITY = regex(_AUTHORITIES, re.IGNORECASE)
_FORMS = (
    rf"(?<!\ba )(?<!\ban )\b(?P<name>{_AUTHORITIES})(?:['’]s)?(?:-level\b|\s+(?:level|authority)\b)"
    r"(?!\s+(?:of|to)\b)",
    rf"\ban?\s+(?P<name>{_AUTHORITIES})-level\b",
    rf"\b{_SELF}\s+{_SITS}(?:the\s+|an?\s+)?{_NAME}{_LEVEL_OF}",
    rf"\b{_SELF}\s+(?:carries|carry|has|have|holds?)\s+(?:the\s+)?{_NAME}\s+authority\W*\Z",
    rf"\b(?:as|being)\s+an?\s+{_NAME}-level\s+(?:section|rule|principle|default|instruction|note|norm)s?\b",
    rf"\b(?:(?:there\s+is\s+)?(?:also\s+)?an?|the)\s+{_NAME}\s+level,?\s+(?:which\s+|that\s+)?(?:{_STANDS}{_NEXT_TO}|outranks?\s+)(?:LEVEL)\b",
    rf"\b{_NEXT_TO}(?:LEVEL)\s+there\s+is\s+(?:an?|the)\s+{_NAME}\s+level\b",
    rf"\A\W*{_NAME}\s+(?:messages?|instructions?|rules?|prompts?|notes?)\s+ranks?\s+{_NEXT_TO}(?:LEVEL)\b",
    rf"\b(?:the\s+)?{_NAME}\s+level\s+(?:{_STANDS}{_NEXT_TO}|outranks?\s+(?:the\s+)?)(?:LEVEL)\b",
    rf"\b{_NAME}\s+(?:level\s+)?(?:messages?|instructions?|rules?|prompts?)\s+{_STANDS}{_NEXT_TO}(?:LEVEL)(?:-level\b|\s+(?:level\b|messages?|instructions?|rules?|prompts?))",
    rf"\b(?:above|below|between|over|under|after)\s+(?:LEVEL)\b[^.;:]{{0,30}}\b(?:level|tier)s?,?\s+(?:called|named|known\s+as|for|is)\s+(?:the\s+)?[\"“]?{_NAME}",
    rf"\b(?:its|their|whose|the)\s+level\s+(?:of\s+authority\s+)?(?:is|being)\s+[\"“]{_NAME}[\"”]",
    rf"\bha(?:s|ve)\s+the\s+level\s+[\"“]?{_NAME}[\"”]?",
    rf"\b{_SELF}\s+(?:is|are)\s+(?:an?\s+)?(?:section|rule|principle|default|instruction)s?\s+(?:of|at|on)\s+the\s+{_NAME}\s+level\b(?!\s+of)",
    r"\b(?:a|one\s+more|another)\s+(?P<name>level)\s+of\s+(?:its|their)\s+own\s+(?:above|below|between|over|under)\s+(?:the\s+)?(?:LEVEL)\b",
    rf"\ba\s+(?:third|fourth|fifth|sixth|seventh|eighth|further|new|additional)\s+level,\s+{_NAME},",
)
_OF_ORDER = regex(r"\b(?:authority|overr|outrank|rank|chain\s+of\s+command)", re.IGNORECASE)
"""Makes a level one of authority, where no listed one is named."""
_RULE = regex(
    r"[\"“]|\b(?:section|rule|principle|default|instruction|requirement|guideline|advice|paragraph|tier)s?\b",
    re.IGNORECASE,
)
_LEVEL_WORD = regex(
    r"\blevel|\btier|\bauthority\b|\b(?:above|below|between|before|after)\b", re.IGNORECASE
)


def unlisted(document: Document) -> Iterator[tuple[str, Statement]]:
    """Words that sentences use as names of levels, and that the document does not list."""
    known = {level.casefold() for level in document.spec.levels}
    names = "|".join(map(re.escape, document.spec.levels))
    listed = regex(rf"\b(?:{names})", re.IGNORECASE)
    forms = [regex(form.replace("LEVEL", names), re.IGNORECASE) for form in _FORMS]

    def read(statement: Statement) -> str:
        text = statement.text
        if _LEVEL_WORD.search(text) is None:
            return ""
        for form in forms:
            found = form.search(text)
            if found is not None and found["name"].casefold().removesuffix("s") not in known:
                named = _AUTHORITY.fullmatch(found["name"]) or listed.search(text)
                if not (named or _OF_ORDER.search(text) or _RULE.search(found[0])):
                    return ""  # "at the account level"
                return " ".join(found[0].split())
        return ""

    told = facts(document, "unlisted-levels", read, document.prose)
    for statement in document.prose:
        if told[statement.id]:
            yield told[statement.id], statement
