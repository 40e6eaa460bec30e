"""Numbers in sentences: how much of what, which side they bound, and in which clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.lint.similarity import content
from specaudit.lint.spelled import VALUES, in_digits, value_of
from specaudit.nlp.deontic import is_actor
from specaudit.nlp.text import lemma

_DIGIT = regex(r"\d")
_NUMBER = r"\d(?:[\d,]*\d)?(?:\.\d+)?"
_QUANTITY = regex(
    rf"(?<![\w.,§#–:/-])(?P<number>{_NUMBER})(?:\s*\(\d+\))?(?:\s*|-)(?!(?:st|nd|rd|th|xx)\b)"
    r"(?P<unit>%|percent\b|per\s+cent\b|(?!per\b)[a-z]+)(?P<run>(?:[\s-][a-z]+){0,3})",
    re.IGNORECASE,
)
_RANGE = regex(
    rf"(?<![\w.,§#:/-])(?P<low>{_NUMBER})\s*(?:–|—|-|to|and|through)\s*(?P<high>{_NUMBER})"
    r"(?![\w–/-]|\.\d)",
    re.IGNORECASE,
)
_LIMIT = regex(
    rf"(?P<thing>[A-Za-z-]+)\s+(?:limit|cap|maximum|quota)\s*(?:\(|:|of\b|is\b)\s*"
    rf"(?P<number>{_NUMBER})(?=\s+per\b|\s*[),;]|\s*\.?\s*\Z)",
    re.IGNORECASE,
)
_NUMBER_OF = regex(
    r"\bnumber\s+of\s+(?P<thing>[a-z-]+(?:\s+[a-z-]+){0,3}?s)\b[^.;]{0,120}?\b(?:is|are|be|stays?|remains?|exceeds?)\s+"
    rf"(?P<bound>(?:[a-z]+\s+){{0,3}}?)(?P<number>{_NUMBER})(?=\s+(?:in|per|within|during|for|over|at|on)\b|\s*[,.);]|\s*\Z)",
    re.IGNORECASE,
)
"""What is counted stands before the number: "the number of users is less than 500"."""
_PLURAL_LETTERS = regex(r"[A-Z]{2,5}s\Z")
_AGE = regex(
    r"\b(?:(?P<side>under|below|over|above|at least|from|younger than|older than)\s+"
    r"(?:the\s+age\s+of\s+(?P<aged>\d{1,2})\b|(?<!from )(?P<number>\d{1,2})(?=[.,;)]|$"
    r"|\s+(?:years\s+(?:old|of\s+age)"
    r"|to|in|on|at|for|and|or|who|if|when|before|may|can|cannot"
    r"|must|should|shall|will|needs?|has|have|is|are)\b))"
    r"|(?<!\bfor\s)(?<!\bto\s)(?<!\bof\s)(?P<who>users?|members?|visitors?|readers?|customers?|people|anyone|everyone|anybody|you|they)\b"
    r"[^.;]{0,40}\s(?:must|should|shall|ha(?:s|ve)\s+to|needs?\s+to)\s+be\s+(?P<be>\d\d)"
    r"(?=[.;)]|,(?!\s+(?:or|and)\s)|\Z|\s+(?:before\b|to\s+[a-z]"
    r"|years\b(?!(?:\s+old|\s+of\s+age)?\s+(?:or|and)\b)))"
    r"|(?P<after>\d{1,2})(?:\s+years(?:\s+(?:old|of\s+age))?)?\s+(?:or|and)\s+"
    r"(?P<end>older|over|above|younger|under)\b)",
    re.IGNORECASE,
)
_BEARER = regex(
    r"(?P<who>[a-z]+)\s+(?:who\s+are\s+)?(?:of\s+)?(?:ages?|aged|between|from)\s+\Z", re.IGNORECASE
)
_BOUND = regex(
    r"\b(at most|up to|no more than|not more than|maximum|max\.?|limit|within|inside|less than"
    r"|fewer than|under|below|no longer than|not exceed|longer than|larger than|no later than|only"
    r"|cap|limited to|capped at|restricted to"
    r"|requires?|required|needs?|sponsored by|approved by|reviewed by|signed by"
    r"|no (?:larger|greater|higher|bigger|older) than|not (?:longer|later|larger|greater) than"
    r"|shorter than|smaller than|lower than"
    r"|(?:no|not) (?:shorter|smaller|lower|younger|earlier|fewer|less) than|upwards of"
    r"|as (?:many|much|long) as|kept to|keeps? to|go(?:es)? beyond|beyond|past"
    r"|greater than|higher than|at least|minimum|min\.?|more than|over|above|exceeds?"
    r"|as (?:few|little) as|only with|not without|not before)\s*(?:of\s+)?$",
    re.IGNORECASE,
)
_LESS = ("shorter", "smaller", "lower", "younger", "earlier", "fewer", "less")
_LEAST = frozenset(
    {"at least", "no fewer than", "no less than", "minimum", "min", "more than", "over", "above"}
    | {
        "require",
        "requires",
        "required",
        "need",
        "needs",
        "sponsored by",
        "approved by",
        "reviewed by",
    }
    | {f"{no} {less} than" for no in ("no", "not") for less in _LESS}
    | {
        "upwards of",
        "greater than",
        "higher than",
        "signed by",
        "exceed",
        "exceeds",
        "longer than",
        "larger than",
        "beyond",
        "go beyond",
        "goes beyond",
        "past",
        "as few as",
        "only with",
        "not without",
        "not before",
        "as little as",
    }
)
_OFTEN = regex(
    r"\b(?:(?P<once>once|twice)\b"
    r"(?!\s+(?:[a-z]+(?:ed|en)|it|they|we|you|he|she|the|this|that|all|any)\b)"
    r"|(?P<times>\d{1,2})\s+times\b(?!\s+(?:as|the|more|larger|longer|faster|higher)\b))"
    r"(?P<per>\s+(?:per|(?:in\s+|for\s+)?(?:each|every|the\s+same|any\s+(?:one|single)|one|a\s+single))\s+[a-z-]+"
    r"|\s+(?:in\s+)?an?\s+[a-z-]+\b(?!\s+(?:is|are|has|have|was|were|can|may|must|should)\b))?",
    re.IGNORECASE,
)
"""How often something is done: "up to 3 times in the same letter", "just once per letter"."""
_ONCE = {"once": 1, "twice": 2}
_ALLOWED = regex(
    r"\b(?:may|can|(?:is|are)\s+(?:free|allowed|entitled)\s+to)\s(?:[^,.;:]{2,60}\s)?\Z",
    re.IGNORECASE,
)
_JUST = regex(r"\b(?:just|exactly)\s+\Z", re.IGNORECASE)
_ENOUGH = regex(
    r"\s+(?:is|are)\s+(?:enough|plenty|fine|appropriate|sufficient|acceptable|ok(?:ay)?)\b", re.I
)
_FINE = frozenset("enough plenty fine appropriate sufficient acceptable ok okay just".split())
_BEFORE_BRACKET = regex(r"(?P<named>[\w-]+)\s*\([^()]*\Z")
_SECONDS = {
    "millisecond": 0.001,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "month": 2592000.0,
    "year": 31536000.0,
}
_BYTES = {"byte": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12}
_SCALES = _SECONDS | _BYTES
_SHORT = {
    **{"megabyte": "mb", "kilobyte": "kb", "gigabyte": "gb", "terabyte": "tb", "mib": "mb"},
    **{"kib": "kb", "gib": "gb", "char": "character"},
    **{"sec": "second", "min": "minute", "hr": "hour", "pct": "percent"},
    **{"ms": "millisecond", "per": "percent"},
}
"""Units in full, or otherwise, by which they are known."""
_AHEAD = regex(r"\w+\s+(?:before|prior|ahead|in\s+advance)\b", re.IGNORECASE)
_NEGATED = regex(r"\b(?:not|never|no)\b[\s\w]{0,48}\Z", re.IGNORECASE)
_NONE = regex(
    r"\b(?:no|without|nothing|not\s+any)\b(?!\s+(?:exception|delay|fail))[^.,;:]{0,100}\Z",
    re.IGNORECASE,
)
_DOWN = r"(?:reject|refus|declin|fail|truncat|dropp?|block)"
_REJECTS = regex(
    rf"\b(?:{_DOWN}|return\s+(?:an?\s+)?[`“\"]?(?:4\d\d|error))"
    r"[^.;]{0,60}\s(?:if|when|whenever|once|where)\s[^.;,]{0,60}\Z",
    re.IGNORECASE,
)
"""Before a bound from which on a thing is turned down."""
_REJECTED = regex(
    rf"[\w\s’'-]{{0,40}}?\s(?:is|are|be|gets?)\s+(?:to\s+be\s+|\w+ly\s+)?{_DOWN}", re.IGNORECASE
)
_NOBODY = regex(
    r"\b(?:nobody|no\s+one|no\s+[a-z]+|not\s+open\s+to\s+(?:\w+\s+)?)\s*\Z", re.IGNORECASE
)
_ALL = regex(r"\b(?:[Ee]very|[Ee]ach|must|shall|once|requires?)\b")
_EVERY = regex(r"\bevery\s+\Z", re.IGNORECASE)
_WINDOW = regex(
    r"\b(?:once|twice|times?)\s+(?:in|within|during|over|per)\s+(?:an?|any|each|the)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
"""Before a time within which things are counted ("twice in a 12-month period")."""
_DEADLINE = regex(r"\b(?:has|have|given|gets?)\s+\Z", re.IGNORECASE)
_BEHIND = regex(
    r"\s*(?:(?P<most>or\s+(?:less|fewer|shorter|sooner|earlier|below)|at\s+(?:the\s+)?(?:most|latest)|at\s+maximum"
    r"|tops|and\s+(?:no|not\s+a\s+\w+)\s+(?:more|longer|later))"
    r"|or\s+(?:more|longer|later|above|greater)|at\s+(?:the\s+)?(?:least|earliest|minimum)|and\s+up(?:wards)?)\b",
    re.IGNORECASE,
)
"""A bound that stands behind its number: "3 days at the latest"."""
_SUFFICES = regex(
    r"[\w\s’'-]{0,40}?\s(?:(?:is|are)\s+(?:enough|sufficient|needed|required|necessary|called\s+for|the\s+(?:bare\s+)?minimum)"
    r"|suffices?|will\s+do|do(?:es)?)\b(?!\s+not)",
    re.IGNORECASE,
)
_IS_MOST = regex(
    r"[\w\s’'-]{0,40}?\s(?:is|are)\s+(?:the\s+(?:absolute\s+|upper\s+|hard\s+)?(?:maximum|limit|most|cap|ceiling|longest|largest|biggest|widest|highest|greatest)|as\s+many\s+as"
    r"|all\s+(?:that\s+)?(?:is|are|it|they|we|one)\b)",
    re.IGNORECASE,
)
_LIMITED = regex(
    r"\b(?:limit|cap|ceiling|maximum|quota)\b[^.,;:]{0,50}\s(?:is|are|of|at|stands?\s+at)\s+\Z"
    r"|\bat\s+least\s+every\s+\Z",
    re.IGNORECASE,
)
"""Before the number that is the most: "the size limit for a file is 10 MB"."""
_SUPERLATIVE = regex(
    r"\b(?:(?P<most>largest|biggest|longest|highest|greatest|latest)|smallest|shortest|lowest|fewest"
    r"|earliest)\b"
    r"[^.;:]{0,50}\s(?:is|are|has|have|holds?|runs?\s+to)\s+(?:an?\s+)?\Z",
    re.IGNORECASE,
)
"""Before the number that bounds all others of its kind: "the largest file we take is 10 MB"."""
_JOINTS = regex(
    r"[;:—()]|,?\s(?:but|because|although|though|whatever|whichever|which|so|whereas|while|that"
    r"|as)\s"
    r"|(?-i:(?<=[a-z])\s(?=(?:The|An?|Each|Every|All|No|If|When)\s[a-z]))",
    re.IGNORECASE,
)
"""Where a clause ends; an article in capitals begins a sentence, with or without a stop before."""
_ASIDE = regex(r"(?:as|thus|therefore|however|at\s+the\s+moment|in\s+general)\b[^,]{0,40},", re.I)
_CONDITION = regex(
    r"\s*(?:if|when|whenever|where|for|in|on|at|during|until|after|before|with|without|under|once"
    r"|by|unless|except|only|as\s+long\s+as|from|to)\b",
    re.IGNORECASE,
)
_MEASURING = frozenset(
    "exceed contain hold have include last stay keep remain run long longer large larger length "
    "limit maximum minimum max min cap capp restrict few fewer little old older young younger age "
    "below beyond need require note mention take get receive provide obtain advance prior above "
    "calendar aged say earlier before apart "
    "hundred retain store delete remove erase purge expire".split()
)
"""Words that only say that something is measured, or that a time to keep it runs out."""
_ENDS_A_NAME = frozenset(
    "a an and are as at be before by can each every for from if in is may more most must no not of "
    "on or other out per shall should than that the then to under until was were when where which "
    "who will with within without after ago away later apart long old only also needs has have "
    "does wants".split()
)


class Quantity(NamedTuple):
    """A number with what it counts and the side it bounds."""

    value: float
    """In seconds where it is a time."""
    units: frozenset[str]
    """What is counted; where that is no known unit, the words that may name it."""
    side: str
    """``most``, ``least`` or ``exact``."""
    written: str
    """Number and unit as messages show them."""
    words: frozenset[str]
    """Content words of the clause around the number and of the conditions on it."""


class Range(NamedTuple):
    """A range of numbers and whom it is about."""

    low: float
    high: float
    bearer: str
    written: str


def numbered(document: Document) -> Iterator[Statement]:
    """Statements in which a number stands, their texts with every number in digits."""
    texts = facts(document, "numbers", _with_digits, document.prose)
    for statement in document.prose:
        if text := texts[statement.id]:
            yield replace(statement, text=text)


def _with_digits(statement: Statement) -> str:
    """A text with its numbers in digits; empty where it has none."""
    text = in_digits(statement.text)
    if text.startswith("(") and text.rstrip(". ").endswith(")"):
        text = text.strip("(). ")  # what is all in brackets is no aside
    often = ("nce" in text or "wice" in text) and _OFTEN.search(text) is not None
    return text if often or _DIGIT.search(text) else ""


_PER = regex(r"\bper\s+\Z", re.IGNORECASE)


def quantities(text: str, units: frozenset[str]) -> Iterator[Quantity]:
    """Numbers of a sentence that count something or bound an age.

    Args:
        text: The sentence, its numbers in digits.
        units: Lemmas of units that count wherever they follow a number; any other noun counts in
            the plural, or after "one" among the next words.
    """
    for match in _QUANTITY.finditer(text):
        written, after = match["number"], match["unit"] + match["run"]
        names = _units(value_of(written), after, units) - {"time"}  # how often, read apart
        named_zero = value_of(written) == 0 and text[match.end("number")] == "-"
        if names and not named_zero and not _part(text, match):  # "a 0-day" is a name
            before, rest = text[: match.start()], text[match.end("unit") :]
            if _PER.search(before) and not names & _SECONDS.keys():
                continue  # what is measured against, and no measure
            side = side_of(before, after, rest)
            if side == "exact" and not names & _SECONDS.keys() and _ALLOWED.search(before):
                side = "most"
            if side == "exact" and not names & units and not _ALL.search(text):
                continue  # some of the things, not a bound on them
            known = next(iter(names)) if len(names) == 1 else ""
            time = "period" if _EVERY.search(before) or _WINDOW.search(before) else "time"
            scale = _SCALES.get(known, 1.0)
            shown = f"{written}{_first_unit(after, names)}"
            yield Quantity(
                value_of(written) * scale,
                _measured(known, names, time),
                side,
                shown,
                _clause(text, match.start()),
            )
    yield from _limits(text)
    yield from _numbers_of(text)
    yield from _times(text)
    for match in _AGE.finditer(text):
        word = (match["side"] or match["end"] or "").casefold()
        young = word in {"under", "below", "younger than", "younger"}
        # "Nobody younger than 16 may" bounds from below.
        side = (
            "most" if young is not (_NOBODY.search(text[: match.start()]) is not None) else "least"
        )
        number = match["number"] or match["aged"] or match["be"] or match["after"]
        shown = f"{number} years of age"
        yield Quantity(float(number), frozenset({"age"}), side, shown, _clause(text, match.start()))


def _times(text: str) -> Iterator[Quantity]:
    """Bounds on how often something is done, in itself or in each of something."""
    for match in _OFTEN.finditer(text):
        before, rest = text[: match.start()], text[match.end() :]
        side = side_of(before)
        if side == "exact" and _ALLOWED.search(before):
            side = "most"
        if side == "exact" and (_JUST.search(before) or _ENOUGH.match(rest)):
            side = "most"
        value = float(match["times"] or _ONCE.get(match["once"].casefold(), 0))
        if not value or (side == "exact" and not match["per"]):
            continue  # "once" alone is mostly "as soon as"; a dotless i matches, and is another
        words = _clause(text, match.start()) | told(match["per"] or "")
        if aside := _BEFORE_BRACKET.search(before):
            words |= told(aside["named"])
        yield Quantity(
            value,
            frozenset({"times"}),
            side,
            match["once"] or f"{match['times']} times",
            words - _FINE - {"time"},
        )


def _limits(text: str) -> Iterator[Quantity]:
    """Limits whose unit is named before the number ("the seat limit (4 per account)")."""
    for match in _LIMIT.finditer(text):
        thing = lemma(match["thing"].rpartition("-")[2].casefold())
        yield Quantity(
            value_of(match["number"]),
            frozenset({thing}),
            "most",
            match["number"],
            _clause(text, match.start()) | _clause(text, match.start("number")),
        )


def _numbers_of(text: str) -> Iterator[Quantity]:
    """Bounds on "the number of" things."""
    for match in _NUMBER_OF.finditer(text) if "umber of" in text else ():
        things = match["thing"].split()
        shown = f"{match['number']} {match['thing']}"
        yield Quantity(
            value_of(match["number"]),
            frozenset({_unit(things[-1])}),
            side_of(text[: match.start("number")]),
            shown,
            _clause(text, match.start()) | _clause(text, match.start("number")),
        )


def ranges(text: str) -> Iterator[Range]:
    """Ranges of a sentence that say whom they are about ("users ages 13-17")."""
    for match in _RANGE.finditer(text):
        who = _BEARER.search(text[: match.start()])
        if who is not None:
            low, high = value_of(match["low"]), value_of(match["high"])
            if low < high:
                yield Range(
                    low, high, lemma(who["who"].casefold()), text[match.start() : match.end("high")]
                )


def ages(text: str, found: Range) -> Iterator[Quantity]:
    """The bounds that a range of ages sets."""
    if is_actor(found.bearer):
        at = text.find(found.written)
        for value, side in ((found.low, "least"), (found.high, "most")):
            shown = f"{found.written} years of age"
            yield Quantity(value, frozenset({"age"}), side, shown, _clause(text, at))


def _units(value: float, after: str, units: frozenset[str]) -> frozenset[str]:
    """Lemmas of what a number counts, from the words after it."""
    words = re.split(r"[\s-]+", after.strip())
    first = "percent" if words[0] == "%" else lemma(words[0].casefold())
    first = _SHORT.get(first, first)
    if first in units or words[0].casefold() in units:
        return frozenset({first})
    names: list[str] = []
    for word in words:
        if word.istitle() and not names:
            continue  # "4 Marlow models"
        if not (word.islower() or _PLURAL_LETTERS.match(word)) or word in _ENDS_A_NAME:
            break
        names.append(_unit(word))
        if lemma(word) in units:
            return frozenset({lemma(word)})
        if value != 1 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return frozenset({names[-1]})
    return frozenset(names) if value == 1 else frozenset()


def _measured(known: str, names: frozenset[str], time: str) -> frozenset[str]:
    """What a number measures: time and bytes in one unit each, anything else by its name."""
    if known in _SECONDS:
        return frozenset({time})
    return frozenset({"byte"}) if known in _BYTES else names


def _first_unit(after: str, names: frozenset[str]) -> str:
    if after.startswith("%"):
        return " %"
    shown = [""]
    for word in re.split(r"\s+", after.strip()):
        shown.append(word)
        if _unit(word) in names:
            break
    return " ".join(shown)


def _unit(word: str) -> str:
    """The singular of what is counted, in small letters ("PRs", "requests")."""
    return lemma(word.casefold()[:-1] if _PLURAL_LETTERS.match(word) else word.casefold())


def _part(text: str, match: re.Match[str]) -> bool:
    """Whether a number is one end of a range, or a score such as "1 in 10"."""
    before = text[: match.start()].rstrip()
    return before.endswith(("–", "—", "1 in", "out of", "version"))


def side_of(before: str, after: str = "", rest: str = "") -> str:
    """Which side a number bounds: ``most``, ``least`` or ``exact``.

    Args:
        before: The sentence up to the number.
        after: What it counts, and the words behind that.
        rest: The sentence from the end of what is counted on.
    """
    bound = _BOUND.search(before)
    if bound is None and (behind := _BEHIND.match(rest)):
        return "most" if behind["most"] else "least"
    if bound is None and _DEADLINE.search(before) and " to " in rest:
        return "most"  # "has 14 days to reply"
    if bound is None and (_IS_MOST.match(rest) or _LIMITED.search(before)):
        return "most"
    if bound is None and (superlative := _SUPERLATIVE.search(before)):
        return "most" if superlative["most"] else "least"
    if bound is None:
        return "least" if _SUFFICES.match(rest) else "exact"
    if bound[1].casefold() == "no later than" and _AHEAD.match(after):
        return "least"  # "no later than 60 days before" leaves 60 days or more
    if bound[1].casefold() == "within" and _NONE.search(before[: bound.start()]):
        return "exact"  # "with no visit within 12 months" names the time after which
    least = bound[1].casefold().rstrip(".") in _LEAST
    if least and (_REJECTS.search(before[: bound.start()]) or _REJECTED.match(rest)):
        return "most"
    if least and bound[1].casefold() in {
        "more than",
        "longer than",
        "larger than",
        "greater than",
        "higher than",
        "exceed",
        "exceeds",
        "over",
        "beyond",
        "go beyond",
        "goes beyond",
        "past",
    }:
        # "not more than", "must not exceed" bound from above.
        least = not _NEGATED.search(before[: bound.start()])
    return "least" if least else "most"


def _clause(text: str, at: int) -> frozenset[str]:
    """Content words of the clause that holds an offset, with those of every condition."""
    aside = _ASIDE.match(text)
    found: set[str] = set()
    start = aside.end() if aside else 0
    for joint in (*_JOINTS.finditer(text), None):
        end = joint.start() if joint else len(text)
        piece = text[start:end]
        if start <= at <= end or _CONDITION.match(piece):
            found |= told(piece)
        start = joint.end() if joint else end
    return frozenset(found)


def told(text: str) -> frozenset[str]:
    """Content words of a text but numbers, units of time and words of measuring."""
    return frozenset(
        word
        for word in content(text)
        if not word[0].isdigit()
        and word.partition("-")[0] not in VALUES
        and word not in _MEASURING
        and word not in _SECONDS
    )
