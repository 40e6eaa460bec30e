"""Sentences that say what a word means, what wins over what, or how things rank."""

from __future__ import annotations

import re

from specaudit.domain.spec import Definition, Precedence, Ranking, Span, Statement

_TERM_HEADING = re.compile(
    r"\b(?:definitions?|glossary|terminology|terms we use|words we use)\b", re.I
)
_LABELLED = re.compile(
    r"\A\W{0,3}(?:\*\*|__)(?P<term>[^*_\n]{2,60}?)(?::)?(?:\*\*|__)\s*:?\s*(?P<text>.+)",
    re.DOTALL,
)
_NO_TERM = frozenset(
    """
    example examples important note notes short version summary tip warning see also it
    must shall should may required recommended optional not
    """.split()
)
_QUOTE = r"[“\"](?P<{}>[^”\"\n]{{2,60}}?)[,.]?[”\"]"
_MEANS = (
    r"(?:means?|refers?(?:,\s*\w+,)?\s+to|is\s+defined\s+as|denotes?|stands\s+for)\b"
    r"(?!\s+(?:not|that)\b)\s*(?P<text>.+)"
)
_QUOTED = re.compile(
    r"(?:^|[.,;(]\s*|\b(?:the (?:term|word|phrase)s?|by|an?|the|our)\s+)(?:\*\*)?"
    + _QUOTE.format("term")
    + r"(?:\*\*)?\s+"
    + _MEANS,
    re.IGNORECASE | re.DOTALL,
)
_FIRST = re.compile(
    r"^(?:the\s+|an?\s+)?(?P<terms>(?:[“\"][^”\"\n]{2,40}[”\"],?\s+(?:(?:and|or)\s+)?){1,5})"
    + _MEANS.replace("denotes?", "denotes?|represents?"),
    re.IGNORECASE | re.DOTALL,
)
_IN_QUOTES = re.compile(r"[“\"]([^”\"\n]{2,60}?)[,.]?[”\"]")
_BOLD_MEANS = re.compile(
    r"(?:\*\*|__)(?P<term>[^*_\n]{2,60}?)(?:\*\*|__)\s+" + _MEANS, re.IGNORECASE | re.DOTALL
)
_WE_MEAN = re.compile(
    r"\bby\s+" + _QUOTE.format("term") + r",?\s+(?:we|i)\s+mean\b(?!\s+not)\s*(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WE_USE = re.compile(
    r"\buses?\s+(?:the\s+(?:term|word|phrase)\s+)?"
    + _QUOTE.format("term")
    + r"\s+to\s+(?:mean|refer\s+to|describe|denote)\s+(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PARENTHESIS = re.compile(
    r"\((?:(?:the|each|an?|collectively|together|hereinafter),?\s+){0,3}"
    r"[“\"](?P<term>[A-Z][\w’'&-]*(?:\s(?:[A-Z&][\w’'&-]*|of|and|the)){0,5})[”\"]\)"
)

_WINS = re.compile(
    r"\b(?:takes?\s+(?:precedence|priority)\s+over|ha(?:s|ve)\s+(?:precedence|priority)\s+over"
    r"|overrides?|overrules?|prevails?\s+over|outranks?|supersedes?|trumps?|wins?\s+over"
    r"|ranks?\s+(?:above|higher\s+than))\s+",
    re.IGNORECASE,
)
_YIELDS = re.compile(
    r"\b(?:(?:is|are|be)\s+(?:overridden|overruled|superseded|outranked|trumped)\s+by"
    r"|ranks?\s+(?:below|under|lower\s+than)|yields?\s+to|gives?\s+way\s+to|(?:is|are|be)\s+subordinate\s+to)\s+",
    re.IGNORECASE,
)
_PREFERS = re.compile(
    r"(?<!not )(?<!never )(?<!n't )(?<!n’t )\bprioriti[sz]e[sd]?\s+(?P<higher>[^.;:]{2,80}?)"
    r"\s+over\s+(?P<lower>[^.;:]{2,80})",
    re.IGNORECASE,
)
_RANKING_WORDS = (
    *("precedence", "priorit", "overrid", "overrul", "prevail", "rank", "supersed", "trump"),
    *("win", "yield", "giv", "subordinate"),
)
"""One of these stands in every sentence that the three patterns above can match."""
_ASIDE = re.compile(r"\s*\([^()]*\)")
_LAST_CLAUSE = re.compile(
    r"(?:[.;:,—]\s+|\b(?P<joint>and|but|then|because|since|that|where|so|if|whether|when|whenever"
    r"|unless|which|who|whose|as|while|what|we (?:think|believe))\s+)",
    re.IGNORECASE,
)
_HELPERS = re.compile(
    r"(?:\s+(?P<word>always|generally|usually|typically|also|then|explicitly|implicitly|should|must"
    r"|will|shall|does|do|not|never|may|might|can|could|would|cannot|to|which|that|who))+\Z",
    re.IGNORECASE,
)
_OPEN_HELPERS = frozenset("may might can could would to which that who does do".split())
_FORBIDDING = frozenset("not never cannot".split())
_CONDITIONS = frozenset("if whether when whenever unless which who whose what while where".split())
_ADVERB = re.compile(
    r"^(?:hence|thus|therefore|however|instead|in general|generally),?\s+", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:this|that|it|they|these|those|which|such|one)\Z|(?:not|to|or|and|but)\b"
    r"|.*\b(?:or|and|of|to)\Z",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"\s*(?:[,.;:—]|\b(?:are|is)\b|\band\b\s+\w+\s+(?:should|must|may|can)\b|\b(?:unless|when|where|if|because"
    r"|even|so that|whenever|which|who|in case)\b)"
)
_LONGEST_SIDE = 14
"""Words; a longer side is not the name of a rule."""
_FARTHEST = 400
"""Code points before the verb in which its subject must stand."""
_ARROW = re.compile(r"\s>{1,2}\s")
_MOST_RANKS = 13
_LONGEST_RANK = 80
_CODE_LIKE = re.compile(r"[{};=()<|\n]|->|\$|\bif\b")


def is_term_heading(title: str) -> bool:
    """Whether items under this heading define their labels."""
    return bool(_TERM_HEADING.search(title))


def definitions(raw: str, statement: Statement, in_glossary: bool) -> tuple[Definition, ...]:
    """Return the definitions a statement gives.

    Args:
        raw: The statement's source, markup included.
        statement: The statement.
        in_glossary: Whether it stands first in its block under a heading about terms.
    """
    text = statement.text
    if in_glossary and (found := _LABELLED.match(raw)):
        term = found["term"].strip(' :*_"“”')
        _, _, after = text.partition(term)
        return _defined([term], after.lstrip(' :”"*-—–') or text, statement)
    if not any(mark in raw for mark in '"“*'):
        return ()
    if first := _FIRST.match(text):
        return _defined(_IN_QUOTES.findall(first["terms"]), first["text"], statement)
    found = (
        _QUOTED.search(text) or _BOLD_MEANS.search(raw) or _WE_MEAN.search(text)
    ) or _WE_USE.search(text)
    if found:
        return _defined([found["term"]], found["text"], statement)
    return _defined([m["term"] for m in _PARENTHESIS.finditer(text)], text, statement)


def _defined(terms: list[str], text: str, statement: Statement) -> tuple[Definition, ...]:
    return tuple(
        Definition(clean, text, statement.section_id, statement.id, statement.span)
        for term in terms
        if (clean := re.sub(r"^(?:The|the) ", "", term.strip(' ,:*_"“”')))
        and len(clean.split()) <= 6
        and not set(clean.casefold().split()) <= _NO_TERM
    )


def precedence(statement: Statement) -> Precedence | None:
    """Return who wins over whom where a statement says so in words.

    "X must never override Y" says that Y wins; "X may override Y" says nothing for certain.
    """
    folded = statement.text.casefold()
    if not any(word in folded for word in _RANKING_WORDS):
        return None
    text = _ASIDE.sub("", statement.text) if "(" in statement.text else statement.text
    sides = None
    if found := _WINS.search(text):
        sides = _sides(text, found)
    elif found := _YIELDS.search(text):
        sides = _swapped(_sides(text, found))
    if sides is None and (found := _PREFERS.search(text)):
        sides = _tidy(found["higher"]), _tidy(_CLAUSE_END.split(found["lower"], maxsplit=1)[0])
    if sides is None or not all(_names_something(side) for side in sides):
        return None
    return Precedence(*sides, statement.section_id, statement.id, statement.span)


def _sides(text: str, verb: re.Match[str]) -> tuple[str, str] | None:
    """Return what wins and what loses by a verb; None where the sentence does not assert it."""
    before = text[max(0, verb.start() - _FARTHEST) : verb.start()].rstrip()
    helping: set[str] = set()
    if helpers := _HELPERS.search(before):
        helping = set(helpers[0].lower().split())
        before = before[: helpers.start()]
    if helping & _OPEN_HELPERS or before.lower().endswith(("n't", "n’t")):
        return None
    begin, joint = _clause_start(before)
    if joint in _CONDITIONS:
        return None
    sides = _tidy(before[begin:]), _tidy(_CLAUSE_END.split(text[verb.end() :], maxsplit=1)[0])
    return _swapped(sides) if helping & _FORBIDDING else sides


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


def _swapped(sides: tuple[str, str] | None) -> tuple[str, str] | None:
    return (sides[1], sides[0]) if sides else None


def _names_something(side: str) -> bool:
    return 0 < len(side.split()) <= _LONGEST_SIDE and not _NOBODY.match(side)


def _tidy(words: str) -> str:
    return _ADVERB.sub("", words.strip(" “”\"',"))


def ranking(line: str, section_id: str, statement_id: str | None, span: Span) -> Ranking | None:
    """Return the order written as ``A > B > C`` on one line."""
    text = line.replace("&gt;", ">").strip().strip("`*_ ").rstrip(".")
    parts = [part.strip() for part in _ARROW.split(text[: _MOST_RANKS * _LONGEST_RANK + 1])]
    shaped = 2 <= len(parts) <= _MOST_RANKS and all(1 < len(p) <= _LONGEST_RANK for p in parts)
    if not shaped or _CODE_LIKE.search(text):
        return None
    parts[0] = parts[0].rpartition(": ")[2]
    items = tuple(re.sub(r"^[*_`\"“]+|[*_`\"”]+$", "", part) for part in parts)
    if not all(any(c.isalpha() for c in item) for item in items):
        return None
    return Ranking(items, section_id, statement_id, span)
