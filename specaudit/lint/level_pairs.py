"""Sentences that name one authority level, a relation, and another level.

What stands between the names is read word by word: words of the relation, and words that say
nothing of the order. Any other word leaves the sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.level_names import RULES, SAYS
from specaudit.nlp.text import folded

_THINGS = r"(?:outputs?|results?|messages?|text|content|data|pages?|documents?|calls?)"
_POWERLESS = (
    rf"(?:(?:tools?|untrusted|quoted|third[-\s]party|retrieved|search)[-\s]{_THINGS}"
    r"|(?:returned|produced|sent|written)\s+by\s+(?:an?\s+|the\s+|any\s+)?tools?)"
)
"""What ranks below every level where a document ranks "no authority" last."""
_AN_ORDER = (
    r"(?:outranks?|trumps?|beats?|supersedes?|replaces?|displaces?|overrid(?:es?|ing)|overrules?"
    r"|sets?\s+aside|ignores?|disregards?|lifts?|waives?|cancels?|suspends?|countermands?"
    r"|(?:prevails?|wins?)\s+(?:out\s+)?(?:over|against))"
)
_STANDS = (
    r"(?:ranks?|sits?|stands?|comes?|goes|lies?|(?:is|are)(?:\s+(?:placed|put|set|ranked))?)"
    r"\s+(?:(?:just|right|directly|well|one|two|three|a|steps?|levels?|rungs?|ranks?|tier)\s+){0,3}"
)
_HAS = (
    r"(?:ha(?:s|ve)|carr(?:y|ies)|gets?|holds?|enjoys?|bears?|deserves?|takes?|(?:is|are)\s+given)"
)
_COUNTS = r"(?:counts?|weighs?|matters?)\s+(?:for\s+)?(?:much\s+|far\s+)?"
_DECIDES = (
    r"(?:decides?|wins?|prevails?|rules?|governs?|stands?|holds?|applies|apply|counts?|comes?\s+first"
    r"|(?:is|are)\s+(?:binding|final|decisive|followed)|ha(?:s|ve)\s+the\s+(?:final|last)\s+(?:say|word)"
    r"|carr(?:y|ies)\s+the\s+day|gets?\s+(?:its|their|his|her)\s+way)"
)
_OVER = (
    rf"(?:{_AN_ORDER}|{_STANDS}(?:above|over|ahead\s+of|before|higher\s+than|on\s+top\s+of)"
    rf"|{_HAS}\s+(?:clear\s+|the\s+)?(?:precedence|priority|primacy|preference)\s+(?:over|before|ahead\s+of)"
    rf"|{_HAS}\s+(?:far\s+|much\s+)?(?:more|greater|higher|stronger)\s+\w+\s+than"
    rf"|{_COUNTS}(?:more|heavier)(?:\s+heavily)?\s+than"
    r"|(?:is|are)\s+(?:far\s+|much\s+)?(?:(?:more\s+\w+|stronger|higher|weightier)\s+than|superior\s+to)"
    r"|binds?\s+(?:more\s+\w+|harder|tighter)\s+than"
    rf"|{_DECIDES},?\s+(?:whatever|whichever|no\s+matter\s+(?:what|which)|regardless\s+of|irrespective\s+of"
    r"|even\s+(?:if|when|where|over|against)|despite|over|against))"
)
_UNDER = (
    r"(?:(?:yields?|gives?\s+way|defers?|bows?|loses?(?:\s+out)?|answers?)\s+to"
    r"|(?:is|are)\s+(?:secondary|subordinate|subject|inferior|second)\s+to"
    r"|(?:unless|until|is|are|be)\s+(?:\w+ly\s+)?(?:overridden|overruled|outranked|superseded|set\s+aside"
    r"|waived|lifted|trumped|replaced|countermanded)\s+by"
    rf"|{_STANDS}(?:below|beneath|under|behind|after)"
    rf"|{_HAS}\s+(?:far\s+|much\s+)?(?:less|lower|lesser|weaker)\s+\w+\s+than|{_COUNTS}less\s+than)"
)
_SO = (
    r"(?:[,\"”*]*\s+(?:that|which|given|made|sent|may|might|can|could|will|would|shall|should|must|always"
    r"|also|then|still|now|here|alone|latest|later|last|own|clear|express|be|used|to|free|allowed|able|enough|level|authority|therefore|thus"
    r"|(?:explicit|implicit|simp|normal|usual|general)ly|(?:is|are)(?=\s+(?:free|allowed|able|used|that|enough))"
    r"|" + RULES + r")(?=\W))*"
)
"""Words between the first name and the relation."""
_WHAT = (
    r"(?:\s+(?:what(?:ever)?|which(?:ever)?|an?|the|any|all|every|each|some|those|that|its|our|both|even|explicit|clear|later"
    r"|earlier|of|from|by|set|given|at|as|well|" + RULES.removesuffix(r"\b") + r"))*\s+[\"“*]*"
)
"""Words between the relation and the second name."""
_AFTER = (
    r"(?=(?:s['’]?|['’]s)?(?:-level\b|\W*(?:[.,;:)]|\Z)|[\"”*]*\s+(?:level|ha[sd]|have|is|are|may|can|in|on|for|when|if|where|here|and|or|but"
    r"|as|with|about|at|to|by|does|default|section|authority|gave|said|put|chose|\w+ed|"
    + RULES
    + rf"|{SAYS})))"
)
"""What may follow the second name, which any other noun would make another thing."""
_NO_CLAIM = regex(
    r"\b(?:not|no|none|never|neither|nor|nothing|nobody|cannot|whether|if|when(?:ever)?|where(?:ver)?|unless|claims?|pretends?)\b[^.;]*\Z"
    r"|n['’]t\b[^.;]*\Z",
    re.IGNORECASE,
)
"""Before the first name: what follows is denied, supposed, or somebody else's."""
_MORE_LEVELS = r"(?:(?:,\s+(?:or\s+|and\s+)?|\s+or\s+|\s+and\s+)(?:LEVEL))*"


def paired(document: Document, nothing_last: bool) -> Iterator[tuple[int, int, Statement]]:
    """Levels that sentences rank by name: the one that wins, the one that loses.

    Args:
        document: The document.
        nothing_last: Whether it ranks what has no authority below its levels.
    """
    levels = document.spec.levels
    ranks = {level.casefold(): rank for rank, level in enumerate(levels)}
    names = "|".join(map(re.escape, sorted(levels, key=len, reverse=True)))
    first = rf"(?P<a>{names}|{_POWERLESS})"
    ending = r"(?:s['’]?|['’]s)?(?:-level)?"
    pattern = regex(
        rf"\b{first}{ending}{_SO}[,\"”*]*\s+(?:(?P<over>{_OVER})|(?P<under>{_UNDER})){_WHAT}"
        rf"(?P<b>(?:{names})(?:s\b(?!['’]))?{_MORE_LEVELS.replace('LEVEL', names)}){_AFTER}",
        re.IGNORECASE,
    )
    instead = regex(
        rf"\b{first}{ending}{_SO},?\s+(?:and\s+)?not\s+(?:an?\s+|the\s+|any\s+)?(?P<b>{names})"
        rf"(?:s['’]?|['’]s)?(?:\s+{RULES})?,?\s+(?:who\s+|that\s+|which\s+)?{_DECIDES}\b",
        re.IGNORECASE,
    )
    each = regex(rf"\b(?:{names})(?=s?\b)", re.IGNORECASE)

    def rank(name: str) -> int | None:
        return ranks.get(folded(name), len(levels) if nothing_last else None)

    def read(statement: Statement) -> list[tuple[int, int]]:
        rows = []
        found = (match for form in (pattern, instead) for match in form.finditer(statement.text))
        for match in found:
            before = statement.text[: match.start()]
            if _NO_CLAIM.search(before) or _in_a_quotation(
                before, statement.text[match.end("a") :]
            ):
                continue
            one = rank(match["a"])
            if one is not None:
                others = [x for x in map(rank, each.findall(match["b"])) if x is not None]
                rows += [(x, one) if match.groupdict().get("under") else (one, x) for x in others]
        return rows

    known = facts(document, "level-pairs", read, document.prose, given=nothing_last)
    for statement in document.prose:
        for high, low in known[statement.id]:
            yield high, low, statement


def _in_a_quotation(before: str, after: str) -> bool:
    """Whether a name stands in a quotation that goes on behind it."""
    is_open = before.count('"') % 2 or before.count("“") > before.count("”")
    return bool(is_open) and not after.startswith(('"', "”"))
