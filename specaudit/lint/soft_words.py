"""Words that take the force out of a rule."""

from __future__ import annotations

import re
from functools import lru_cache

from specaudit.domain.patterns import regex

_LIKED = (
    r"(?:best|good|nice|helpful|useful|kind|polite|wise|sensible|better|prudent|courteous"
    r"|considerate|desirable|advisable|preferable|preferred|commendable|laudable|recommended"
    r"|encouraged|suggested|appreciated|optional|voluntary|welcome|discouraged|worthwhile"
    r"|good\s+(?:practice|form|style|manners)|a\s+(?:good|nice)\s+(?:idea|habit|thing|touch|practice)"
    r"|a\s+courtesy|nice\s+to\s+have|good\s+to\s+have"
    r"|(?:only\s+|just\s+|merely\s+|always\s+)?(?:an?|our)\s+(?:\w+\s+)?(?:recommendation|suggestion|plus|bonus|addition|extra|gesture"
    r"|nicety|preference|option|matter\s+of\s+(?:taste|choice|preference|style)))"
)
_THEY = r"(?:it|they|you|one|he|she|we)"
_HARD = (
    r"(?:laborious|burdensome|tedious|difficult|hard|costly|expensive|troublesome|cumbersome|awkward"
    r"|inconvenient|time-consuming|onerous|disruptive|long|slow)"
)
_WHERE_EASY = (
    rf"(?:(?:that|it|this|doing\s+so)\s+(?:is|does|would|causes?|takes?|costs?)\s+(?:not\s+|no\s+)"
    rf"(?:(?:be|prove)\s+)?(?:(?:all\s+)?(?:too|overly|unduly|very|so|that|extra|undue|great)\s+)*"
    rf"(?:(?:an?\s+)?{_HARD}|(?:much\s+|an?\s+)?(?:great\s+|big\s+)?(?:trouble|work|effort|bother|hassle|burden|delay"
    r"|inconvenience|fuss|time))"
    r"|(?:that|it|this|doing\s+so)\s+is\s+(?:easy|easily\s+done|simple|no\s+trouble|handy|at\s+hand|manageable)"
    rf"|(?:{_THEY}|(?:the|their|its|an?)\s+[\w-]+)\s+(?:leaves?|allows?|offers?|gives?|finds?|ha(?:s|ve)|permits?)\s+"
    r"(?:(?:some|enough|the|any|an?)\s+)*(?:room|time|space|opportunity|energy|leisure|capacity|occasion)"
    r"(?:\s+(?:for|to)\s+(?:it|this|that|do\s+so|spare))?"
    r"|there\s+(?:is|happens\s+to\s+be)\s+(?:(?:some|enough|the|any|an?|still)\s+)*(?:room|time|space|opportunity"
    r"|capacity|occasion)(?:\s+(?:for\s+(?:it|this|that)|left|to\s+do\s+so|to\s+spare))?"
    r"|(?:time|space|circumstances|resources|the\s+schedule|the\s+budget|the\s+conversation|the\s+situation)\s+"
    r"(?:allows?|permits?)(?:\s+(?:it|this|for\s+(?:it|this)))?"
    rf"|{_THEY}\s+feels?\s+(?:comfortable|able|up\s+to\s+it|so\s+inclined|like\s+it|ready)(?:\s+(?:doing\s+so"
    r"|with\s+(?:it|this)|to\s+do\s+so))?|(?:practicable|workable|manageable|so\s+inclined|in\s+the\s+mood))"
    r"(?=\s*(?:[,.;)]|\Z))"
)
"""Whatever follows is only asked for where it costs nothing."""
WEAKENER = regex(
    r"\b(?:ideally|preferably|hopefully|optionally|time\s+permitting"
    r"|(?:if|where|when|wherever|whenever|as\s+far\s+as|as\s+long\s+as|unless)\s+(?:"
    rf"{_WHERE_EASY}|(?:(?:that|it|this)\s+is\s+)?(?:(?:in)?convenient|practical|feasible)|{_THEY}\s+"
    r"(?:likes?|wish(?:es)?|wants?|prefers?|suits?|sees?\s+fit|so\s+chooses?|can\b(?=\W*[,.;]|\s*$)))"
    rf"|at\s+(?:its|their|your)\s+(?:own\s+)?discretion|as\s+{_THEY}\s+sees?\s+fit"
    r"|as\s+far\s+as\s+(?:possible|feasible|it\s+can)"
    r"|(?:is|are)\s+not\s+(?:recommended|advised|advisable|encouraged|a\s+good\s+\w+)"
    r"|(?:is|are|(?<!may )(?<!will )(?<!can )be)\s+(?:\w+ly\s+|also\s+|likewise\s+)?"
    r"(?:encouraged|free|welcome|invited|advised"
    r"|urged|at\s+liberty)\s+(?:not\s+)?to"
    rf"|(?:is|are|be|would\s+be|seems?)\s+(?:\w+ly\s+|also\s+|likewise\s+)?{_LIKED}"
    r"|need\s+not|had\s+better|to\s+the\s+best\s+of\s+(?:its|their|your)\s+abilit(?:y|ies)"
    r"|(?:would|do(?:es)?|will|could|can)\s*(?:not|n['’]t)\s+(?:hurt|harm)|would\s+not\s+go\s+amiss|with\s+(?:any\s+)?luck"
    r"|(?:is|are|be)\s+up\s+to\s+(?:its|their|your|the|each|every)\b|would\s+(?:benefit|gain|profit)\s+(?:from|by)"
    r"|(?:is|are)\s+(?:frowned\s+upon|not\s+ideal|(?:rather\s+)?undesirable|bad\s+(?:form|style|manners|practice)"
    r"|looked\s+down\s+on|a\s+good\s+default|a\s+pity)|(?:as\s+a|out\s+of|by\s+way\s+of)\s+(?:courtesy|politeness|kindness)"
    r"|a\s+matter\s+of\s+(?:courtesy|politeness|kindness)|(?:we|it\s+is|they)\s+(?:would\s+)?(?:hoped?|like|wish(?:ed)?)"
    r"\s+(?=that\b|to\b|[\w-]+\s+to\b)|(?:is|would\s+be)\s+worth\s+(?=\w+ing\b)"
    r"|who\s+(?:wish|like|want|care|prefer|choose)(?:\s+(?:to|it|so))?\s+(?=can\b|may\b|might\b|could\b)"
    rf"|(?:if|when|where)\s+{_THEY}\s+(?:remembers?|occurs\s+to\s+\w+|thinks?\s+of\s+it|happens?\s+to\s+think\s+of\s+it)"
    r"|(?:can|could|may|might)\s+(?:\w+\s+)?be\s+asked\s+to|may\s+keep\s+from"
    r"|as\s+best\s+(?:it|they|you)\s+can|would\s+(?:do\s+well|rather|prefer)|strives?\s+to"
    r"|(?:may|might|can|could|should)\s+(?:at\s+least\s+|well\s+)?(?:consider|want|wish|prefer|like)\b|may\s+(?:refrain|abstain)|ha(?:s|ve)\s+the\s+option"
    r"|it\s+(?:always\s+|often\s+)?(?:helps|would\s+help|is\s+(?:a\s+)?help(?:ful)?)\s+(?:if|when|to)"
    r"|(?:we|i|the\s+(?:team|authors?|maintainers?|editors?|projects?|organi[sz]ations?|guides?|committee|board|group"
    r"|community))\s+(?:(?:would|do|also|strongly)\s+)*(?:suggest|recommend|advise|encourage|invite"
    r"|appreciate|welcome|propose)s?|feel\s+free\s+(?:not\s+)?to"
    r"|(?:if|where|when)\s+(?:(?:it|this|that|doing\s+so)\s+(?:helps|is\s+(?:easy|useful"
    r"|helpful))|they\s+help)"
    r"|(?:if|as|when)\s+the\s+\w+\s+(?:wish(?:es)?|likes?|prefers?|chooses?)(?=\W*[,.;]|\s*$)"
    r"|left\s+to\s+(?:(?:its|their|your|the)\s+)?(?:(?:\w+\s+){0,2}\w+['’]s?\s+)?(?:own\s+)?(?:discretion|liking|taste|choice"
    r"|judge?ment|preference)"
    r"|(?:is|are)\s+(?:customary|common\s+practice|usual|the\s+habit|conventional)"
    r"|(?:though|although|but|while|if|and)\s+(?:is\s+|are\s+)?(?:not|never)\s+(?:strictly\s+"
    r"|formally\s+)?(?:required|mandatory|obligatory|obliged|necessary))\b"
    r"|\A\W*(?:consider\s+\w+ing|(?:encouraged|advised|invited|welcome|free)\s+to)\b",
    re.IGNORECASE,
)
"""Words that hand a rule over to whoever follows it."""
HEDGE = regex(
    r"\b(?:usually|(?<!more )generally|typically|normally|ordinarily|mostly|(?<!too )(?<!how )often"
    r"|seldom|rarely|as a rule|in general"
    r"|by and large|(?:where|if|when|wherever) (?:at all )?possible"
    r"|(?:tr(?:y|ies)|tends?|aims?|hesitates?) (?:not )?to|leans? towards?(?: not)?"
    r"|makes? (?:an|some|every|an honest) effort (?:not )?to|thinks? twice before"
    r"|(?:is|are|be) (?:\w+ly )?(?:reluctant|slow|hesitant|loath|careful|cautious|wary|sparing)"
    r" (?:to|about|in|when|with)|(?:is|are|be) (?:kindly |politely )?(?:asked|requested) to"
    r"|in most (?:cases|situations|instances)|(?:every )?now and (?:then|again)"
    r"|as a general rule|(?:all else|(?:all|other) (?:other )?things) being equal"
    r"|by preference|more often than not|for the most part|on the whole|as far as it goes"
    r"|as (?:rarely|seldom|little|far|often|much) as possible|kept to a minimum|sparingly"
    r"|within reason)\b",
    re.IGNORECASE,
)
"""Words that only soften a rule."""


@lru_cache(maxsize=16_384)
def weakener(text: str) -> re.Match[str] | None:
    """The first words of a text that weaken; asked for by every pair that the text is in."""
    return WEAKENER.search(text)


@lru_cache(maxsize=16_384)
def hedge(text: str) -> re.Match[str] | None:
    """The first words of a text that hedge."""
    return HEDGE.search(text)
