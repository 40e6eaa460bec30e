"""Terms: definitions that diverge, variants of one term, acronyms nobody spells out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Definition, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.checks.undefined import key
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.facts import facts, having
from specaudit.lint.meanings import Meaning, meanings
from specaudit.lint.params import number, words
from specaudit.lint.similarity import content

_SHOUTED_BEFORE = regex(r"[A-Z+]{2,}[\dA-F]*[\s/-]+$")
_SHOUTED_AFTER = regex(r"[\s/-]+[A-Z]{2,}\b")
_ACRONYM = regex(r"(?<![\w/.#-])[A-Z]{3,6}(?=s?(?![\w/-]|\.\w))")
_ARTICLE = regex(r"\b(?:an?|the|any|each|every|no|(?<![A-Z]\s)(?:An?|The|Any|Each))\s\Z")
_HYPHENATED = regex(r"(?<![\w-])([a-z]{3,})-([a-z]{3,})(?![\w-])(?P<next>\s+[a-z]+)?")
_LAYOUT = 5
"""Blocks from which on a word that opens them ("Right:", "Note:") is their label, and no term."""
_FUNCTION = frozenset(
    "and or nor but if when while as that which who to of in on at for from by with is are was "
    "were be should must may can will the a an it they".split()
)


def definition_divergence(context: Context, params: Params) -> Iterator[Draft]:
    """A term with two meanings, or one that is defined and never used."""
    alike = number(params, "alike")
    for document in context.documents:
        by_term: dict[str, list[Meaning]] = defaultdict(list)
        for meaning in meanings(document):
            by_term[key(meaning.term)].append(meaning)
        for found in by_term.values():
            if len({meaning.block_id for meaning in found}) < _LAYOUT:
                yield from _divergent(document, found, alike)
        yield from _unused(document)


def _divergent(document: Document, found: list[Meaning], alike: float) -> Iterator[Draft]:
    """Every meaning that departs from the one the term had first."""
    for place, other in enumerate(found):
        for first in found[:place]:
            if _departs(first, other, alike):
                yield Draft(
                    f'"{other.term}" is given two meanings.',
                    "rules that use the term mean different things to different readers",
                    (Place(document, other.span), Place(document, first.span, "defined-here")),
                )
                break


_CLAUSE = regex(
    r"(?:if|when|where|once|while|since|because|in|for|on|at|needs|requires|awaiting)\s",
    re.IGNORECASE,
)
"""Opens a clause, which is no term."""
_OWNED = regex(
    r"(?:an?\s+|the\s+)?(?:\w+\s+)?(?:trademarks?|brand|part|member|project|group|team)\b",
    re.IGNORECASE,
)
"""Says whose a named thing is or what it belongs to, not what its name means."""


_COUNTED = regex(
    r"\W*(?:at\s+least\s+|at\s+most\s+|up\s+to\s+)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)\b)",
    re.IGNORECASE,
)
"""Says of how many a body consists."""


def _departs(first: Meaning, other: Meaning, alike: float) -> bool:
    """Whether two meanings of a term share too few words; a shorter wording departs from none."""
    if not (first.explicit or other.explicit):
        return False
    if first.short or other.short:
        return first.short and other.short and _two_things(first, other)
    if _CLAUSE.match(other.term) or _CLAUSE.match(first.term) or _OWNED.match(other.text):
        return False
    if _COUNTED.match(other.text):
        return False
    if first.block_id == other.block_id and not (first.explicit and other.explicit):
        return False  # what is said in passing next to a definition goes on with it
    a, b = (content(m.text) - content(m.term) for m in (first, other))
    least = min(len(a), len(b))
    return first.span != other.span and least > 1 and len(a & b) / least < alike


def _two_things(first: Meaning, other: Meaning) -> bool:
    """Whether a short name stands for two things, neither of which has it in its full name."""
    a, b = (content(meaning.text) for meaning in (first, other))
    return bool(a and b) and not (a & b or content(first.term) & (a | b))


def _unused(document: Document) -> Iterator[Draft]:
    by_term: dict[str, list[Definition]] = defaultdict(list)
    for definition in document.spec.definitions:
        by_term[key(definition.term)].append(definition)
    text = " ".join(s.text.casefold() for s in document.spec.statements)
    for definitions in by_term.values():
        if len(definitions) == 1 and not _used(definitions[0].term, text):
            yield Draft(
                f'"{definitions[0].term}" is defined and never used.',
                "a left-over of an earlier draft, or the rules use another word for it",
                (_place(document, definitions[0]),),
                severity=Severity.NOTE,
            )


def _used(term: str, text: str) -> bool:
    """Whether a term stands anywhere but in its definition."""
    if text.count(term.casefold().removesuffix("s")) > 1:
        return True
    # The term may stand in a form the count misses; any use of its last word counts as one.
    last = re.escape(term.casefold().split()[-1].removesuffix("s")[:6])
    return len(re.findall(rf"\b{last}", text)) > 1


def _place(document: Document, definition: Definition) -> Place:
    statement = document.statements.get(definition.statement_id or "")
    return Place(document, statement.span if statement else definition.span)


def term_variant(context: Context, params: Params) -> Iterator[Draft]:
    """One term with and without its hyphen."""
    least = int(number(params, "least"))
    for document in context.documents:
        hyphened: dict[str, list[Place]] = defaultdict(list)
        spots = facts(document, "hyphens", partial(_hyphens, document), document.prose)
        for statement in document.prose:
            for term, start, end in spots[statement.id]:
                span = Span(statement.span.start + start, statement.span.start + end)
                hyphened[term].append(Place(document, span))
        text = " ".join(statement.text for statement in document.prose)
        for term, places in hyphened.items():
            # The plain search first: it is far cheaper, and most terms stand hyphened only. A
            # pattern that begins with plain letters is looked for fast.
            opened = term in text and len(
                regex(rf"{term}(?<![\w-]{term})s?(?![\w-])").findall(text)
            )
            if opened and opened + len(places) >= least:
                yield _variant(term, places, opened)


def _hyphens(document: Document, statement: Statement) -> list[Any]:
    """Hyphened terms of a statement and where they stand in it."""
    found = []
    if "-" in statement.text:
        for match in document.search(_HYPHENATED, statement):
            follows = (match["next"] or "").strip()
            # Before a noun the hyphen is plain English ("a root-level rule").
            if not follows or follows in _FUNCTION:
                start = match.start() - statement.span.start
                end = start + len(match[1]) + len(match[2]) + 1
                found.append((f"{match[1]} {match[2].removesuffix('s')}", start, end))
    return found


def _variant(term: str, places: list[Place], opened: int) -> Draft:
    joined = term.replace(" ", "-")
    return Draft(
        f'"{joined}" ({len(places)}) and "{term}" ({opened}) stand for the same thing.',
        "a reader who searches for one misses the other",
        (places[0],),
    )


_ADJUNCT = regex(
    r"\s(?!(?:is|are|was|were|must|may|should|shall|can|cannot|will|needs?|has|have|does|do|in|on|at|by"
    r"|for|to|of|and|or|if|when|unless|before|after|that|which|who|decides?|approves?|reviews?)\b)[a-z]+"
)
"""A noun that an abbreviation only tells more of ("an ABC feed")."""


_CODE_NOUN = regex(
    r"\s(?:functions?|methods?|commands?|keywords?|operators?|headers?|files?|fields?|flags?|types?|verbs?"
    r"|statements?|clauses?|variables?|constants?|macros?|instructions?|directives?|events?)\b"
)
"""A noun after a name out of code ("the TRIM function")."""
_ODD = 2
"""Abbreviations that a document may leave unexplained by oversight."""
_DOER = regex(r"\b(?:by|with|from|to)\s+(?:the|an?)\s+\Z", re.IGNORECASE)


def undefined_acronym(context: Context, params: Params) -> Iterator[Draft]:
    """An abbreviation that is spelled out nowhere."""
    common = frozenset(words(params, "common"))
    for document in context.documents:
        found = list(_unexplained(document, common))
        # Where several are left unexplained, the readers are taken to know such names.
        habit = len(found) > _ODD
        for match, party in found:
            yield Draft(
                f'"{match[0]}" is spelled out nowhere.',
                "readers from another field have to guess",
                (Place(document, Span(*match.span())),),
                severity=None if party and not habit else Severity.NOTE,
            )


def _unexplained(
    document: Document, common: frozenset[str]
) -> Iterator[tuple[re.Match[str], bool]]:
    """Abbreviations without an explanation, and whether each names a party or a thing of a rule."""
    text = document.spec.text
    seen: set[str] = set()
    for statement in having(document, _ACRONYM, written=True):
        for match in document.search(_ACRONYM, statement):
            name = match[0]
            if name in seen or name in common or _shouted(match, text):
                continue
            seen.add(name)
            told = bool(document.norms.get(statement.id)) or _acts(match, text)
            party = told and _is_party(match, text)
            if not _explained(name, text, party):
                yield match, party


def _is_party(match: re.Match[str], text: str) -> bool:
    """Whether an abbreviation that stands once names a party or a thing the rules are about."""
    before = _ARTICLE.search(text, max(0, match.start() - 12), match.start())
    if before is None or _CODE_NOUN.match(text, match.end()):
        return False
    return text.count(match[0]) == 1


def _acts(match: re.Match[str], text: str) -> bool:
    """Whether something is done by, with or from what an abbreviation names."""
    before = text[max(0, match.start() - 12) : match.start()]
    return _DOER.search(before) is not None and not _ADJUNCT.match(text, match.end())


def _shouted(match: re.Match[str], text: str) -> bool:
    """True next to another word in capitals: a heading, a warning, the name of a character."""
    before = text[max(0, match.start() - 20) : match.start()]
    after = text[match.end() : match.end() + 20]
    return bool(_SHOUTED_BEFORE.search(before) or _SHOUTED_AFTER.match(after))


def _explained(name: str, text: str, party: bool) -> bool:
    """Spelled out in brackets, defined, or an ordinary word in capitals.

    Args:
        name: The abbreviation.
        text: The document.
        party: It names a party, which would be written with capitals when spelled out.
    """
    # A pattern that begins with plain letters is looked for fast; what stands before comes after.
    if regex(
        rf"{name}(?:(?<=\({name})s?\)|(?<!\w{name})s?\s*\(|(?<=\*\*{name})\*\*|(?<=\"{name})\")"
    ).search(text):
        return True
    small = name.lower(), name.title()
    if any(regex(rf"{word}(?<!\w{word})\b").search(text) for word in small):
        return True
    initials = r"\W+(?:(?:of|and|the|for|to)\s+)?".join(rf"{char}[a-z]+" for char in name)
    return regex(rf"\b{initials}", 0 if party else re.IGNORECASE).search(text) is not None
