"""Every number of a sentence as a figure: of what dimension, how much, of which things.

`quantities` reads numbers that bound something, and what each of them bounds. A figure is read
wherever a number stands ("a ten-day trial", "the second strike", "half the members"); `restated`
tells by the words around two of them whether they are of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.kin import root, roots
from specaudit.nlp.text import lemma

_SECONDS = {
    **{"ms": 0.001, "msec": 0.001, "millisecond": 0.001, "s": 1.0, "sec": 1.0, "second": 1.0},
    **{
        "min": 60.0,
        "minute": 60.0,
        "h": 3600.0,
        "hr": 3600.0,
        "hrs": 3600.0,
        "hour": 3600.0,
        "day": 86400.0,
    },
    **{"week": 604800.0, "month": 2592000.0, "quarter": 7776000.0, "year": 31536000.0},
}
_SCALES = {
    "time": _SECONDS,
    "byte": {
        **{"byte": 1.0, "kb": 1e3, "kilobyte": 1e3, "mb": 1e6, "megabyte": 1e6, "gb": 1e9},
        **{
            "gigabyte": 1e9,
            "tb": 1e12,
            "terabyte": 1e12,
            "kib": 1024.0,
            "mib": 1024.0**2,
            "gib": 1024.0**3,
        },
    },
    "metre": {
        **{"mm": 0.001, "millimetre": 0.001, "millimeter": 0.001, "cm": 0.01, "m": 1.0},
        **{"centimetre": 0.01, "centimeter": 0.01, "metre": 1.0, "meter": 1.0, "km": 1000.0},
        **{"kilometre": 1e3, "kilometer": 1e3, "mile": 1609.0, "foot": 0.3048, "feet": 0.3048},
        **{"ft": 0.3048, "inch": 0.0254, "yard": 0.9144},
    },
    "gram": {
        **{
            "g": 1.0,
            "gram": 1.0,
            "kg": 1e3,
            "kilo": 1e3,
            "kilogram": 1e3,
            "lb": 453.6,
            "lbs": 453.6,
        },
        **{"ounce": 28.35, "tonne": 1e6, "ton": 1e6},
    },
    "money": {
        **dict.fromkeys("dollar usd".split(), 1.0),
        "cent": 0.01,
    },
    "euro": dict.fromkeys(("euro", "eur"), 1.0),
    "pound": dict.fromkeys(("pound", "gbp"), 1.0),
    "percent": {"percent": 1.0, "pct": 1.0},
}
_UNITS = {
    unit: (scale, dimension)
    for dimension, units in _SCALES.items()
    for unit, scale in units.items()
}
ALIKE = {"px": "pixel", "db": "decibel", "char": "character", "letter": "character"}
"""Things that are counted, by the name they are known by."""
DIMENSIONS = frozenset(_SCALES) | {"period", "degree", "age", "date", "times", "bare"}
"""What a figure is of where no noun is counted."""
_FOLDED = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
"""Letters that match others where case is ignored, and are none of a table's keys."""
_NO_RATES = frozenset("time period byte metre gram percent degree age date".split())
"""Dimensions whose figures are not counted by the hour or the day."""

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!,\d)"
_SKIPPED = (
    r"(?:(?:working|business|calendar|full|whole|consecutive|straight|more|further)[\s-]+){0,2}"
)
_FIGURE = regex(
    r"(?<![\w.,§#–:/=~^-])(?<!\bversion )(?<!\bstep )(?<!\bphase )(?<!\bsection )(?<!\blevel )"
    r"(?<!\bpart )(?<!\bchapter )(?<!\bpage )(?<!\bitem )(?<!\brule )(?<!\btier )(?<!\barticle )"
    r"(?<!\bannex )(?<!\bparagraph )(?<!\bclause )(?<!\bappendix )(?<!\btable )(?<!\bfigure )"
    r"(?<!\broom )(?<!\bport )(?<!\bgate )(?<!\bline )(?<!\bschedule )"
    rf"(?P<number>{_NUMBER})(?![\w]|\.\d|[:/]\d)"
    rf"(?:\s*\(\d+\))?(?:(?:-|\s*)(?P<unit>%|per\s+cent\b|°\s?[CF]\b|{_SKIPPED}[a-z]+))?",
    re.IGNORECASE,
)
_STUCK = regex(
    rf"(?<![\w.,§#:/-])(?P<number>{_NUMBER})(?P<unit>ms|s|kb|mb|gb|tb|px|k|h|km|cm|mm|kg|g|db)\b(?!/)",
    re.IGNORECASE,
)
"""A number with a unit that is written together with it ("500ms", "4k")."""
_A_UNIT = regex(
    r"\b(?P<lead>an?|the\s+(?:same|next|following|last|past|preceding))\s+"
    r"(?:(?:working|business|calendar|full|whole|single)\s+)*"
    r"(?P<unit>second|minute|hour|day|week|month|quarter|year)\b(?!-|[’'])",
    re.IGNORECASE,
)
_OFTEN = regex(
    r"\b(?:(?P<word>once|twice|thrice)\b(?!\s+(?:\d|(?:[a-z]+(?:ed|en)|it|they|we|you|he|she|the"
    r"|this|that|all|any)\b))|(?P<number>\d{1,3})(?:\s+(?:more|further))?\s+times\b)",
    re.IGNORECASE,
)
_ONCE = {"once": 1, "twice": 2, "thrice": 3}
_ONE = regex(
    r"\b(?:an?\s+single|just\s+one|only\s+one|no\s+more\s+than\s+an?|single|sole"
    r"|an?\s+(?P<few>pair|trio)\s+of)\s+(?P<noun>[a-z][a-z-]+)",
    re.IGNORECASE,
)
_FEW = {"pair": 2.0, "trio": 3.0}
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ORDINAL = regex(
    r"\b(?:on|of|upon|after|at|by|with|follows|until)\s+(?:the|an?|their|your|its|his|her)\s+"
    rf"(?P<nth>{'|'.join(_NTH[1:])})(?P<run>(?:\s+(?:and\s+)?[a-z][a-z-]+){{1,4}})",
    re.IGNORECASE,
)
"""The place in a row at which something happens: so many of the things lead to it."""
_PARTS = {
    **{"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10},
    **{"twentieth": 20, "hundredth": 100},
}
_PART = regex(
    rf"(?<!after )(?<!every )(?<!within )(?<!for )(?<!last )\b(?:(?:an?|one|1)\s+"
    rf"(?P<part>{'|'.join(_PARTS)})(?=\s*[.,;:)]|\s*\Z|\s+(?:of|when|if|or|leads?)\b)"
    r"|half\s+(?=(?:the|of|all|its|their|our)\b))",
    re.IGNORECASE,
)
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = "|".join(
    f"(?-i:{name.capitalize()})" if name in {"may", "march"} else name for name in _MONTHS
)
"""Months; "may" and "march" are verbs too."""
_DATE = regex(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?P<of>,?\s+(?:19|20)\d\d\b)?"
    rf"|(?P<first>{_MONTH})\s+(?P<second>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?P<in>,?\s+(?:19|20)\d\d\b)?"
    rf"|(?P<alone>{_MONTH})\s+(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_AGE = regex(
    r"\b(?:aged?(?:\s+of)?|age\s+(?:is|of)|minimum\s+age[^.,;\d]{0,30}|from\s+the\s+age\s+of|under"
    r"|over|below|above|younger\s+than|older\s+than|be\s+(?:at\s+least\s+)?|turn(?:s|ed)?|at)\s+\Z",
    re.IGNORECASE,
)
_AGED = regex(
    r"\s*(?:years?\s+(?:old|of\s+age)|years?-olds?|-?year-olds?"
    r"|(?:or|and)\s+(?:older|over|above|up|younger|under|upwards?)\b)",
    re.IGNORECASE,
)
_OF_AGE = regex(r"\b(?:age[ds]?|old(?:er)?|young(?:er)?|minors?|parent\w*|adults?)\b", re.I)
_PERSON_IS = regex(
    r"\b(?:users?|members?|visitors?|readers?|customers?|people|anyone|everyone|anybody|you|they"
    r"|applicants?|participants?)\b[^.;]{0,40}\sbe\s+(?:at\s+least\s+)?\Z",
    re.IGNORECASE,
)
_AGES, _GROWN = (5, 99), (10, 30)
"""Numbers that may be an age, and those that are one even if nothing says so."""
_PER = regex(
    r"\s*(?:per|an?|each|every|/)\s*(?P<per>second|minute|hour|day|week|month|year)\b", re.I
)
_RATES = {
    **{"hourly": 3600.0, "daily": 86400.0, "nightly": 86400.0, "weekly": 604800.0},
    **{"monthly": 2592000.0, "yearly": 31536000.0, "annual": 31536000.0, "annually": 31536000.0},
}
_RATE = regex(
    rf"\b(?P<per>{'|'.join(_RATES)})\b(?=\s*(?:[.,;)]|\Z)|\s+(?:\w+\s+)?(?:limit|quota|allowance|cap|rate)\b)"
    r"|\bevery\s+(?:1\s+)?(?P<unit>second|minute|hour|day|week|month|year)\b",
    re.IGNORECASE,
)
_EVERY = regex(r"\bevery\s+\Z", re.IGNORECASE)
_BARE = regex(
    r"(?:\b(?:of|at|to|is|are|be|than|exceeds?|most|least|over|above|below|under|beyond|depth|length"
    r"|size|for|needs?|gets?|serves?|net|takes?|once|cap|limit)|:)\s*\Z",
    re.IGNORECASE,
)
"""Before a number that has no unit."""
_NAME = regex(r"[\w.,’'-]\s+[A-Z][\w-]*\s+\Z")
"""Before a number that ends a name ("from Phase 3 on")."""
_YEAR = regex(r"(?:19|20)\d\d")
_LISTED = regex(r"\d\s*(?:,|-|–|—|to|and|or)\s*\Z")
_RANGED = regex(r"\s*(?:-|–|—|to|and|or)\s*\d")
_COUNTED_BY = regex(
    r"\b(?:per|out\s+of)\s+\Z"
    r"|\b(?:once|twice|times?)\s+(?:in|within|during|over|per)\s+(?:an?|any|each|the)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
"""Before a number by which another one is counted."""
_PER_SO_MANY = regex(r"\s+[a-z]+\s+per\s+\d", re.IGNORECASE)
_VAGUE = roots(
    "thing way case reason example step part kind type sort time day week month year other side "
    "point section option more or of".split()
)
_WORD = regex(r"[\s-]*([A-Za-z][A-Za-z'’-]*)")
_LETTERS = regex(r"[A-Z]{2,5}s\Z")
_OWNER = regex(r"['’]s?\Z")
_OF_THE = regex(r"\s+of\s+(?:the|its|their|our|these|those)(?=\s)", re.IGNORECASE)
_ENDS = frozenset(
    "a an and are as at be before by can each every for from if in is may more most must no not of "
    "on or other out per shall should than that the then to under until was were when where which "
    "who will with within without after ago away later apart also only needs has have does wants "
    "while because so but all any through over above below older younger times time".split()
)
_NEAR = 80
"""Characters around a number that tell what it is of."""
_NAMED = 3
"""Words of which one or the other may be what is counted."""


class Figure(NamedTuple):
    """A number with what it is a number of."""

    value: float
    """In seconds, bytes, metres, grams or °C where it is a measure; a date as (yyyy)mmdd."""
    dimension: str
    """One of `DIMENSIONS`, or the root of the noun that is counted."""
    per: float
    """Seconds of the time that it is counted by; 0 for none."""
    nth: bool
    """It is a place in a row ("the second strike")."""
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """All figures of a sentence.

    A number of things (no sum of money) in a time is given twice: as it stands, and as the
    ``period`` in which there is one of them.

    Args:
        text: The sentence, its numbers in digits.
    """
    text = text.translate(_FOLDED)
    adverb = _RATE.search(text)
    rate = _RATES.get((adverb["per"] or "").casefold()) if adverb else None
    if adverb and rate is None:
        rate = _SECONDS[(adverb["unit"] or "day").casefold()]
    for figure in _figures(text):
        rated = figure
        if rate is not None and not figure.per and figure.dimension not in _NO_RATES:
            rated = figure._replace(per=rate)
        yield rated
        if rated.per and figure.dimension not in _NO_RATES and figure.dimension != "money":
            yield rated._replace(value=rated.per / rated.value, dimension="period")


def _figures(text: str) -> Iterator[Figure]:
    taken: list[tuple[int, int]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < end and match.end() > start for start, end in taken):
                continue
            found = [figure for figure in read(text, match) if figure.value]
            yield from found
            if found or pattern is _DATE:
                taken.append((match.start(), found[-1].end if found else match.end()))


def _date(_: str, match: re.Match[str]) -> Iterator[Figure]:
    month = _MONTHS.index((match["month"] or match["first"] or match["alone"]).casefold()) + 1
    day = float(match["day"] or match["second"] or 0)
    if match["of"] or match["in"]:
        return  # one day of one year, of which there is no other
    year = float(match["year"] or 0)
    yield Figure(year * 10_000 + month * 100 + day, "date", 0, False, *match.span())


def _part(_: str, match: re.Match[str]) -> Iterator[Figure]:
    part = (match["part"] or "half").casefold()
    yield Figure(100 / _PARTS[part], "percent", 0, False, *match.span())


def _often(text: str, match: re.Match[str]) -> Iterator[Figure]:
    value = float(match["number"] or _ONCE[match["word"].casefold()])
    yield Figure(value, "times", _per(text, match.end()), False, *match.span())


def _stuck(text: str, match: re.Match[str]) -> Iterator[Figure]:
    unit = match["unit"].casefold()
    if unit == "k":
        names, end = _nouns(text, match.end())
        dimension = names[0] if names else "bare"
        per = _per(text, end)
        yield Figure(_value(match) * 1000, dimension, per, False, match.start(), end)
    else:
        scale, dimension = _unit(unit)
        yield Figure(_value(match) * scale, dimension, 0, False, *match.span())


def _ordinal(_: str, match: re.Match[str]) -> Iterator[Figure]:
    value = float(_NTH.index(match["nth"].casefold()) + 1)
    run = match["run"].casefold().removeprefix(" and").split()
    named = list(takewhile(lambda word: word not in _ENDS, run))
    if "of" in run[len(named) : len(named) + 1]:
        return  # "the second Monday of the month"
    for word in named[:_NAMED]:
        if word in _SECONDS:
            yield Figure(value * _SECONDS[word], "time", 0, True, *match.span())
            return
        yield Figure(value, root(lemma(word)), 0, True, *match.span())


def _one(text: str, match: re.Match[str]) -> Iterator[Figure]:
    names, end = _nouns(text, match.start("noun"), one=True)
    value = _FEW.get((match["few"] or "").casefold(), 1.0)
    scale, dimension = _unit(lemma(match["noun"].casefold()))
    if dimension:
        yield Figure(value * scale, dimension, 0, False, *match.span())
        return
    for name in names:
        yield Figure(value, name, _per(text, end), False, match.start(), end)


def _figure(text: str, match: re.Match[str]) -> Iterator[Figure]:
    value, start, at = _value(match), match.start(), match.end("number")
    before, after = text[max(0, start - _NEAR) : start], text[at : at + _NEAR]
    if (
        _YEAR.fullmatch(match["number"])
        or _NAME.search(before)
        or _LISTED.search(before)
        or _RANGED.match(after)
    ):
        return
    if _COUNTED_BY.search(before) or _PER_SO_MANY.match(after):
        return
    unit = (match["unit"] or "").casefold()
    word = re.split(r"[\s-]+", unit)[-1]
    of_age = _AGED.match(after) or (_AGE.search(before) and word not in _SECONDS)
    if of_age and _AGES[0] <= value <= _AGES[1] and (_AGED.match(after) or _OF_AGE.search(text)):
        yield Figure(value, "age", 0, False, start, at)
        return
    if unit.startswith("°"):
        celsius = (value - 32) / 1.8 if unit.endswith("f") else value
        yield Figure(celsius, "degree", 0, False, *match.span())
        return
    share = unit == "%" or (unit.startswith("per") and word == "cent")
    scale, dimension = (1.0, "percent") if share else _unit(lemma(word))
    if dimension:
        if dimension == "time" and _EVERY.search(before):
            dimension = "period"
        speed = text.startswith("/", match.end()) or _PER.match(text, match.end())
        if dimension == "metre" and speed:
            return
        per = 0 if dimension in _NO_RATES else _per(text, match.end())
        yield Figure(value * scale, dimension, per, False, *match.span())
        return
    yield from _counted(text, value, start, at)


def _counted(text: str, value: float, start: int, at: int) -> Iterator[Figure]:
    """A number of things, by the nouns that may name them."""
    of = _OF_THE.match(text, at)
    names, end = _nouns(text, of.end() if of else at, one=value == 1)
    for name in names:
        if name not in _VAGUE:
            yield Figure(value, name, _per(text, end), False, start, end)
    if names:
        return
    before = text[max(0, start - _NEAR) : start]
    if _GROWN[0] <= value <= _GROWN[1] and _PERSON_IS.search(before):
        yield Figure(value, "age", 0, False, start, at)
    elif _BARE.search(before):
        yield Figure(value, "bare", _per(text, at), False, start, at)


def _a_unit(text: str, match: re.Match[str]) -> Iterator[Figure]:
    before = text[max(0, match.start() - _NEAR) : match.start()].rstrip().split()[-3:]
    if any(word[0].isdigit() or word.casefold() in _ONCE or word == "times" for word in before):
        return  # so many in a week
    part = 2 if match["lead"].casefold().endswith("same") else 1
    yield Figure(_SECONDS[match["unit"].casefold()] / part, "time", 0, False, *match.span())


_READERS = (
    (_DATE, _date),
    (_PART, _part),
    (_OFTEN, _often),
    (_STUCK, _stuck),
    (_ORDINAL, _ordinal),
    (_ONE, _one),
    (_FIGURE, _figure),
    (_A_UNIT, _a_unit),
)
"""What a figure is written as; what an earlier one has read is none of a later one's."""


def _nouns(text: str, at: int, *, one: bool = False) -> tuple[list[str], int]:
    """Families of the nouns that a number may count, and where the last one ends."""
    names: list[str] = []
    end = at
    while len(names) <= _NAMED:
        found = _WORD.match(text, end)
        if found is None or found[1].casefold() in _ENDS:
            break
        written = _OWNER.sub("", found[1])
        word = written.casefold()
        end = found.end()
        name = lemma(word[:-1] if _LETTERS.match(written) else word)
        names.append(root(ALIKE.get(name, name)))
        plural = (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word == "people"
        if plural and not one:
            return names[-1:], end
    return names[:_NAMED], end


def _unit(word: str) -> tuple[float, str]:
    """The scale and dimension of a unit; no dimension where a word is none."""
    if word in ALIKE:
        return 1.0, root(ALIKE[word])
    return _UNITS.get(word, (1.0, ""))


def _per(text: str, at: int) -> float:
    found = _PER.match(text, at)
    return _SECONDS[found["per"].casefold()] if found else 0.0


def _value(match: re.Match[str]) -> float:
    return float(match["number"].replace(",", ""))
