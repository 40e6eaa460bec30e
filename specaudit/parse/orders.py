"""Sentences that say what wins over what, or how things rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Precedence, Ranking, Span, Statement

_Sides = tuple[str, str]
"""What wins, what loses."""

_WINS = (
    r"\b(?:(?:takes?|ha(?:s|ve)|gets?|receives?)\s+(?:clear\s+|absolute\s+|higher\s+)?"
    r"(?:precedence|priority|primacy)\s+(?:over|above|than)"
    r"|overrides?|overrules?|prevails?\s+over|outranks?|outweighs?|supersedes?|trumps?|beats?"
    r"|wins?\s+(?:out\s+)?(?:over|against)|ranks?\s+(?:above|over|before|ahead\s+of|higher\s+than)"
    r"|(?:comes?|goes|stands?)\s+(?:before|ahead\s+of|above)"
    r"|(?:is|are|be)\s+(?:(?:placed|put|ranked|valued)\s+(?:above|before|ahead\s+of)"
    r"|(?:prioriti[sz]ed|preferred|favou?red)\s+(?:over|above|to)"
    r"|(?:far\s+|much\s+)?more\s+important\s+than|better\s+than|preferable\s+to|superior\s+to)"
    r"|(?:matters?|counts?|weighs?)\s+(?:for\s+)?more\s+(?:heavily\s+)?than"
    r"|carr(?:y|ies)\s+more\s+weight\s+than)\s+"
)
_YIELDS = (
    r"\b(?:(?:is|are|be)\s+(?:(?:overridden|overruled|superseded|outranked|outweighed|trumped)\s+by"
    r"|(?:subordinate|secondary|second|inferior)\s+to|(?:far\s+|much\s+)?(?:less\s+important|worse)\s+than"
    r"|(?:placed|put|ranked|valued)\s+(?:below|behind|under))"
    r"|ranks?\s+(?:below|under|behind|lower\s+than)|yields?\s+to|gives?\s+way\s+to|bows?\s+to"
    r"|comes?\s+(?:second\s+to|behind)|(?:matters?|counts?)\s+less\s+than"
    r"|takes?\s+(?:a\s+)?back\s*seat\s+to)\s+"
)
_COST = r"\b(?:comes?|is|are|be)\s+(?:achieved\s+|bought\s+)?at\s+the\s+(?:expense|cost)\s+of\s+"
"""Says who wins only where it is denied: "speed must never come at the expense of safety"."""
_CLASHES_WITH = r"\b(?:conflicts?\s+with|contradicts?)\s+"
_RANKING_WORDS = (
    *("precedence", "priorit", "primacy", "overrid", "overrul", "prevail", "rank", "supersed"),
    *("trump", "weigh", "beat", "win", "yield", "giv", "subordinate", "secondary", "important"),
    *("better than", "worse than"),
    *("comes ", "come ", "goes ", "stand", "preferr", "preferable", "favo", "superior", "inferior"),
    *("placed", "put ", "valued", "matter", "counts", "back seat", "backseat", "expense", "cost"),
    *("bow", "conflict", "contradict"),
)
"""One of these stands in every sentence that the patterns above can match."""
_PREFERS = tuple(
    r"(?<!not )(?<!never )(?<!n't )(?<!n’t )\b" + pattern
    for pattern in (
        r"(?<!the )(?<!a )(?:prioriti[sz]|favou?r|prefer|cho?os|pick)(?:e[sd]?|s|r?ed|ing)?\s+"
        r"(?P<higher>[^.;:]{2,80}?)\s+(?:over|above)\s+(?P<lower>[^.;:]{2,80})",
        r"(?<!the )(?<!a )(?:plac|put|rank)(?:e[sd]?|s|ed|t?ing)?\s+(?P<higher>[^.;:]{2,80}?)\s+"
        r"(?:above|ahead\s+of|before)\s+(?P<lower>[^.;:]{2,80})",
        r"prefers?\s+(?P<higher>(?:an?|the)\s[^.;:]{2,80}?)\s+to\s+(?P<lower>(?:an?|the)\s[^.;:]{2,80})",
        r"giv(?:es?|ing)\s+(?:(?:higher\s+|clear\s+)?(?:precedence|priority)|more\s+weight|preference)"
        r"\s+to\s+(?P<higher>[^.;:]{2,80}?)\s+(?:over|than(?:\s+to)?)\s+(?P<lower>[^.;:]{2,80})",
        r"giv(?:es?|ing)\s+(?P<higher>[^.;:]{2,80}?)\s+(?:precedence|priority|more\s+weight"
        r"|preference)\s+(?:over|than)\s+(?P<lower>[^.;:]{2,80})",
    )
)
_PREFERRING = ("priorit", "favo", "prefer", "choos", "chose", "pick", "plac", "put", "rank", "giv")
_CLASH_WORD = regex(
    r"conflict|differ|disagree|collid|clash|diverge|compet|pull|contradict|odds|tension|incompatible"
    r"|between|do not agree|cannot both"
)
"""Stands in whatever `_BETWEEN` finds."""
_AT_ODDS = (
    r"(?:conflict|differ|disagree|collide|clash|diverge|compete|pull\s+apart|contradict"
    r"|pull\s+in\s+(?:different|opposite)\s+directions|come\s+into\s+conflict|do\s+not\s+agree"
    r"|are\s+(?:at\s+odds|in\s+(?:tension|conflict)|incompatible)|cannot\s+both\s+be\s+\w+)"
)
_BETWEEN = (
    r"\b(?:(?:when|whenever|where|wherever|if|should)\s+(?P<a>[^.;,]{2,80}?)\s+and\s+"
    rf"(?P<b>[^.;,]{{2,80}}?)\s+(?:ever\s+)?{_AT_ODDS}\b[^,.;]{{0,30}}"
    r"|(?:when|whenever|where|wherever|if|should)\s+(?P<c>[^.;,]{2,80}?)\s+(?:ever\s+)?"
    r"(?:conflicts?|clash(?:es)?|collides?|is\s+(?:at\s+odds|in\s+conflict|in\s+tension"
    r"|incompatible)|are\s+(?:at\s+odds|in\s+conflict|in\s+tension|incompatible)|contradicts?)"
    r"(?:\s+with)?\s+(?P<d>[^.;,]{2,80}?)"
    r"|in\s+(?:an?|any|every|the\s+event\s+of\s+an?|case\s+of\s+an?|case\s+of|cases\s+of)\s+"
    r"(?:conflict|dispute|clash|tension|contest|choice)s?\s+between\s+(?P<e>[^.;,]{2,80}?)\s+and\s+"
    r"(?P<f>[^.;,]{2,80}?)"
    r"|between\s+(?P<g>[^.;,]{2,80}?)\s+and\s+(?P<h>[^.;,]{2,80}?)),\s+(?:then\s+)?(?P<out>[^.;]+)"
)
_WINNER = (
    r"(?:(?:[\w’'-]+\s+){0,3}?(?:must|should|shall|will|to)?\s*(?:always\s+)?"
    r"(?:follows?|chooses?|prefers?|favou?rs?|obeys?|heeds?|honou?rs?|prioriti[sz]es?|sides?\s+with"
    r"|goes?\s+with|opts?\s+for|picks?|keeps?\s+to|sticks?\s+(?:to|with))\s+(?P<chosen>[^,.;]{2,80})"
    r"|(?P<named>[^,.;]{2,80}?)\s+(?:(?:must|should|shall|will|always|generally)\s+)*"
    r"(?:prevails?|wins?|governs?|controls?|decides?|is\s+decisive|(?:comes?|goes)\s+first"
    r"|(?:takes?|ha(?:s|ve)|gets?)\s+(?:precedence|priority)"
    r"|(?:is|are)\s+(?:followed|preferred|obeyed)))(?:\s*$|\s+(?:over\b|when\b|where\b|if\b|in\b)|,)"
)
_EVEN_AGAINST = (
    r"\b(?:prevails?|wins?|governs?|controls?|(?:comes?|goes)\s+first"
    r"|(?:takes?|ha(?:s|ve)|gets?)\s+(?:precedence|priority))\s+(?:(?:when|whenever|where|wherever|if)"
    r"\s+(?:it|they)\s+(?:conflicts?|clash(?:es)?|collides?|competes?|disagrees?)\s+with"
    r"|in\s+(?:any|a|case\s+of)\s+(?:conflict|clash|contest)\s+with)\s+"
)
_WITHIN = (
    r"\b(?P<lower>[^.;,]{2,60}?)\s+(?:can|may|should|must|will)\s+[^.;,]{2,80}?\bwithin\s+(?:the\s+)?"
    r"(?:bounds?|limits?|boundaries|constraints?)\s+(?:that\s+)?(?P<higher>[^.;,]{2,40}?)\s+"
    r"(?:ha(?:s|ve)\s+)?(?:sets?|allows?|allowed|permits?|permitted|establish(?:es|ed)?|granted"
    r"|grants?)\b"
)
"""Who acts within bounds that another one sets ranks below them."""
_ORDINALS = (
    r"(?P<a>[^,;:.]{2,60}?)\s+(?:comes?\s+|goes\s+|ranks?\s+|is\s+|are\s+)?first,\s+(?:and\s+)?"
    r"(?:then\s+(?P<b>[^,;:.]{2,60})|(?P<c>[^,;:.]{2,60}?)\s+(?:comes?\s+|ranks?\s+)?second)"
    r"(?:,\s+(?:and\s+)?(?:then\s+(?P<d>[^,;:.]{2,60})|(?P<e>[^,;:.]{2,60}?)\s+(?:comes?\s+)?third))?"
)
_EITHER = {"former": 0, "first": 0, "latter": 1, "second": 1}
_STEM = 4
"""Letters by which two forms of a word are the same."""
_RANKED = regex(r"\b(?:comes?|goes|ranks?|priorit\w+|precedence)\b", re.IGNORECASE)
_ASIDE = regex(r"\s*\([^()]*\)")
_LAST_CLAUSE = regex(
    r"(?:[.;:,—]\s+|\b(?P<joint>and|but|then|because|since|that|where|so|if|whether|when|whenever"
    r"|unless|which|who|whose|as|while|what|we (?:think|believe))\s+)",
    re.IGNORECASE,
)
_HELPERS = regex(
    r"(?:\s+(?P<word>always|generally|usually|typically|also|then|explicitly|implicitly|should|must"
    r"|will|shall|does|do|not|never|may|might|can|could|would|cannot|to|which|that|who|ever))+\Z",
    re.IGNORECASE,
)
_OPEN_HELPERS = frozenset("may might can could would to which that who does do".split())
_FORBIDDING = frozenset("not never cannot".split())
_STRICT = frozenset("must should shall".split())
_CONDITIONS = frozenset("if whether when whenever unless which who whose what while where".split())
_DENIED = regex(
    r"(?:\bnot|n['’]t|\bnever)\s+(?:because|that|mean|imply|suggest|say|claim|believe|think)\b"
    r"|\b(?:mistake|wrong|tempting|error)\s+to\b",
    re.IGNORECASE,
)
"""What follows is what the author does not say."""
_ADVERB = regex(
    r"^(?:hence|thus|therefore|however|instead|in general|generally|in short|moreover"
    r"|(?:in|on|at|for) (?:all |any |every )?(?:such|these|those|this|that) \w+),?\s+",
    re.IGNORECASE,
)
_NOBODY = regex(
    r"(?:this|that|it|they|these|those|which|such|one|you|we|them|us)\Z"
    r"|(?:not|to|or|and|but|for|in|of|by|are|is)\b"
    r"|.*\b(?:or|and|of|to)\Z",
    re.IGNORECASE,
)
_CLAUSE_END = regex(
    r"\s*(?:[,.;:—]|\b(?:are|is)\b|\band\b\s+\w+\s+(?:should|must|may|can)\b|\b(?:unless|when|where|if|because"
    r"|even|so that|whenever|which|who|in case)\b)"
)
_LONGEST_SIDE = 14
"""Words; a longer side is not the name of a rule."""
_FARTHEST = 400
"""Code points before the verb in which its subject must stand."""
_ARROW = regex(r"\s>{1,2}\s")
_MOST_RANKS = 13
_LONGEST_RANK = 80
_CODE_LIKE = regex(r"[{};=()<|\n]|->|\$|\bif\b")
_LEAD_IN = regex(r"^(?:On|In|At|By|For|Under)\s[^,]{2,40},\s+")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use: together they would cost more than a run on an unchanged file."""
    return regex(pattern, re.IGNORECASE)


def precedences(statement: Statement) -> tuple[Precedence, ...]:
    """Return who wins over whom where a statement says so in words.

    "X must never override Y" says that Y wins; "X may override Y" says nothing for certain.
    """
    folded = statement.text.casefold()
    text = _ASIDE.sub("", statement.text) if "(" in statement.text else statement.text
    found = [
        sides
        for sides in _read(text, folded)
        if sides is not None and all(_names_something(side) for side in sides)
    ]
    return tuple(
        Precedence(*sides, statement.section_id, statement.id, statement.span)
        for sides in dict.fromkeys(found)
    )


def _read(text: str, folded: str) -> Iterator[_Sides | None]:
    """Every order that a sentence may state; a verb that says it is read in one way only."""
    said = None
    if any(word in folded for word in _RANKING_WORDS):
        said = _by_verb(text)
        yield said
    if said is None and any(word in folded for word in _PREFERRING):
        yield _preferred(text)
    if "," in folded and _CLASH_WORD.search(folded):
        yield _in_conflict(text)
    if " within " in folded:
        for match in _compiled(_WITHIN).finditer(text):
            yield _tidy(match["higher"]), _tidy(_last_clause(match["lower"]))
    if "first, " in folded:
        yield from _in_turn(text)


def _by_verb(text: str) -> _Sides | None:
    if found := _compiled(_EVEN_AGAINST).search(text):
        return _sides(text, found)
    if found := _compiled(_WINS).search(text):
        return _sides(text, found)
    if found := _compiled(_YIELDS).search(text):
        return _swapped(_sides(text, found))
    for pattern in (_COST, _CLASHES_WITH):
        if found := _compiled(pattern).search(text):
            helping, _ = _helpers(text[: found.start()].rstrip())
            if helping & _FORBIDDING and helping & _STRICT | helping & {"never"}:
                return _sides(text, found)
    return None


def _sides(text: str, verb: re.Match[str]) -> _Sides | None:
    """Return what wins and what loses by a verb; None where the sentence does not assert it."""
    helping, before = _helpers(text[max(0, verb.start() - _FARTHEST) : verb.start()].rstrip())
    if helping & _OPEN_HELPERS or before.lower().endswith(("n't", "n’t")):
        return None
    if _DENIED.search(before):
        return None
    begin, joint = _clause_start(before)
    if joint in _CONDITIONS:
        return None
    sides = _tidy(before[begin:]), _tidy(_CLAUSE_END.split(text[verb.end() :], maxsplit=1)[0])
    return _swapped(sides) if helping & _FORBIDDING else sides


def _helpers(before: str) -> tuple[set[str], str]:
    """Split the helping words off the end of what stands before a verb."""
    helpers = _HELPERS.search(before)
    if helpers is None:
        return set(), before
    return set(helpers[0].lower().split()), before[: helpers.start()]


def _preferred(text: str) -> _Sides | None:
    """Read "prioritise X over Y" and its like, unless it is only possible or somebody's wish."""
    for pattern in _PREFERS:
        found = _compiled(pattern).search(text)
        if found is None:
            continue
        helping, before = _helpers(" " + text[: found.start()].rstrip())
        joint = _clause_start(before)[1]
        denied = _DENIED.search(text[: found.start()])
        if not denied and not helping & (_OPEN_HELPERS - {"to"}) and joint not in _CONDITIONS:
            return _tidy(found["higher"]), _tidy(_CLAUSE_END.split(found["lower"], maxsplit=1)[0])
    return None


def _in_conflict(text: str) -> _Sides | None:
    """Read "when X and Y conflict, Y wins"."""
    found = _compiled(_BETWEEN).search(text)
    winner = found and _compiled(_WINNER).match(found["out"])
    if not found or not winner:
        return None
    first, second = (side for side in found.groups()[:-1] if side is not None)
    named = _tidy(winner["chosen"] or winner["named"])
    named = re.sub(r"^the\s+", "", named, flags=re.IGNORECASE)
    opening = named.casefold().split(" ")[0]
    if opening in _EITHER:
        wins = _EITHER[opening] == 0
    else:
        own = [_shared(named, side) for side in (first, second)]
        if own[0] == own[1]:
            return None
        wins = own[0] > own[1]
    sides = _tidy(first), _tidy(second)
    return sides if wins else _swapped(sides)


def _shared(named: str, side: str) -> int:
    """How many longer words two phrases share, endings aside."""
    mine, yours = (
        {word[:_STEM] for word in re.findall(r"[\w-]+", phrase.casefold()) if len(word) > _STEM - 1}
        for phrase in (named, side)
    )
    return len(mine & yours)


def _in_turn(text: str) -> Iterator[_Sides]:
    """Read "X comes first, Y second, Z third"."""
    found = _compiled(_ORDINALS).search(text)
    if found is None or not (found["c"] or _RANKED.search(found[0])):
        return
    items = [found["a"], found["b"] or found["c"], found["d"] or found["e"]]
    names = [_tidy(_helpers(_last_clause(item))[1]) for item in items if item]
    yield from pairwise(names)


def _last_clause(before: str) -> str:
    return before[_clause_start(before)[0] :]


def _clause_start(before: str) -> tuple[int, str]:
    """Return where the last clause begins and the word that joins it; lists stay whole."""
    joints = [
        (m.end(), (m["joint"] or m[0].strip()).lower()) for m in _LAST_CLAUSE.finditer(before)
    ]
    until, listing = len(before), False
    for begin, joint in reversed(joints):
        few = len(before[begin:until].split(" and")[0].split()) <= 2
        listing = few and (joint == "and" or (listing and joint == ","))
        if not listing:
            return begin, joint
        until = begin
    return 0, ""


def _swapped(sides: _Sides | None) -> _Sides | None:
    return (sides[1], sides[0]) if sides else None


def _names_something(side: str) -> bool:
    return 0 < len(side.split()) <= _LONGEST_SIDE and not _NOBODY.match(side)


def _tidy(words: str) -> str:
    return _ADVERB.sub("", words.strip(" “”\"',").removesuffix(" even"))


def ranking(line: str, section_id: str, statement_id: str | None, span: Span) -> Ranking | None:
    """Return the order written as ``A > B > C`` on one line."""
    text = line.replace("&gt;", ">").strip().strip("`*_ ").rstrip(".")
    parts = [part.strip() for part in _ARROW.split(text[: _MOST_RANKS * _LONGEST_RANK + 1])]
    shaped = 2 <= len(parts) <= _MOST_RANKS and all(1 < len(p) <= _LONGEST_RANK for p in parts)
    if not shaped or _CODE_LIKE.search(text):
        return None
    parts[0] = _LEAD_IN.sub("", parts[0].rpartition(": ")[2])
    items = tuple(re.sub(r"^[*_`\"“]+|[*_`\"”]+$", "", part) for part in parts)
    if not all(any(c.isalpha() for c in item) for item in items):
        return None
    return Ranking(items, section_id, statement_id, span)
