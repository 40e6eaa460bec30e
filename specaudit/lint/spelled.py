"""Numbers in words put in digits: "twenty-one", "a fortnight", "twice a year", "the next day"."""

from __future__ import annotations

import math
import re

from specaudit.domain.patterns import regex
from specaudit.nlp.text import folded

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
VALUES = {word: value for value, word in enumerate(_SMALL)} | _TENS | {"hundred": 100}
_HINTS = (
    *(
        " one ",
        " ten ",
        " one-",
        " ten-",
        "zero",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eigh",
        "nine",
    ),
    *("eleven", "twelve", "teen", "twent", "thirt", "fort", "fift", "hundred"),
)
_WORD = regex(r"(?<![\w-])[A-Za-z]+(?:-[a-z]+)?(?!\w)")
_A_HUNDRED = regex(r"\ban?\s+(?=100\b(?!\s+and\b))", re.IGNORECASE)
"""An article that no number has ("more than a 100")."""
_HUNDREDS = regex(r"(?<![\w.,-])(?P<many>[1-9])\s+100\b(?:\s+and\s+(?P<more>[1-9]\d?)\b)?")
"""Hundreds of which the words were put in digits one by one."""
_NTH = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_IDIOM_HINTS = (
    *("half", "fortnight", "dozen", "couple", "decade", "quarter", "daily", "weekly", "hourly"),
    *("monthly", "yearly", "annually", " day", " week", " month", " year", " hour", " minute"),
    *(" second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    "nightly",
)
_ONE_HINTS = ("page", "paragraph", "sentence", "line", "word", "screen", "slide")
_SECOND = r"second(?=\s*(?:[.,;:)]|\Z|(?:or|and|before|after|at)\b))"
_TIME = rf"(?:{_SECOND}|(?:minute|hour|day|week|month|year)\b)(?!-)"
_BEFORE_ONE = (
    r"(?P<lead>\b(?:within|for|after|than|least|most|under|over|below|exceeds?|lasts?|another|only"
    r"|up\s+to|takes?|waits?|every|half))"
)
_PARTS = {
    **{"half": 2, "halves": 2, "quarter": 4, "third": 3, "fifth": 5, "sixth": 6, "seventh": 7},
    **{"eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100},
}
_SHARE = regex(
    r"(?<![\w.,/-])(?<!first )(?<!second )(?<!other )(?<!latter )(?<!the )"
    rf"(?:(?P<many>\d{{1,2}}|an?)[\s-])?(?P<part>{'|'.join(_PARTS)})(?P<more>s)?"
    r"(?!\s+of\s+(?:an?\b|(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b))(?=\s+of\b|(?P<alone>\s*(?:[.,;)]|\Z)|\s+[a-z]))",
    re.IGNORECASE,
)
"""A share in words; without "of" only where it is several parts ("four fifths")."""
_OUT_OF = regex(
    r"(?<![\w.,-])(?<!of )(?<!step )(?<!page )(?<!item )(?<!version )(?<!rate )(?<!score )"
    r"(?P<many>\d{1,3})\s+(?:in|out\s+of|of\s+every)\s+(?P<all>10|20|50|100|1,?000)"
    r"(?=\s+(?!(?:ms|milliseconds|seconds|minutes|hours|days|weeks|months|years|times|places)\b)[a-z])",
    re.IGNORECASE,
)
_THOUSANDS = regex(
    r"(?<![\w.,-])(?P<many>\d{1,4}(?:\.\d)?)k"
    r"(?=\s+(?!(?:displays?|videos?|screens?|resolution|quality|plans?)\b)[a-z])"
)
_OR_MORE = regex(
    r"(?<![\w.,-])(?<!of )(?<!with )(?<!than )(?<!to )(?<!not )(?<!between )(?<!for )(?<!after )"
    r"(?P<many>\d{1,3}(?:,\d{3})*)\s+or\s+(?P<side>more|fewer|less)\s+(?!than\b)(?=[a-z]{3})",
    re.IGNORECASE,
)
"""A bound; "files of 5 or fewer lines" says which files."""
_ONE_PIECE = regex(
    r"\b(?P<lead>(?<!rather )than|exceeds?|most|least|only|just|within"
    r"|(?:limited|restricted|up|runs?|kept|keep)\s+to)"
    r"\s+an?\s+(?:(?:single|full)\s+)?(?=(?:page|paragraph|sentence|line|word|screen|slide)\b)",
    re.IGNORECASE,
)
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_PARTS_OF = {"half a": 0.5, "a quarter of a": 0.25}
_SCALED = regex(
    r"(?<![\w.,-])(?P<many>half\s+a|a\s+quarter\s+of\s+a|an?|\d[\d,]*(?:\.\d+)?)\s+"
    rf"(?P<scale>{'|'.join(_SCALES)})\b",
    re.IGNORECASE,
)
_MONEY = regex(
    r"(?P<sign>[$€£])\s?(?P<many>\d[\d,]*(?:\.\d+)?)(?P<scale>\s+(?:thousand|million|billion))?(?![\w,.]*\d)"
)
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
_REGULARLY = {
    **{"hourly": "1 hour", "daily": "1 day", "weekly": "1 week", "fortnightly": "2 weeks"},
    **{"biweekly": "2 weeks", "monthly": "1 month", "quarterly": "3 months", "yearly": "1 year"},
    **{"annually": "1 year", "nightly": "1 day"},
}
_OFTEN_A = regex(
    r"(?<!most )(?<!least )(?<!than )(?<!up to )\b(?:(?P<often>once|twice|thrice)"
    r"|(?P<times>\d+)\s+times)\s+(?:a|an|per|each|every|in\s+an?)\s+"
    r"(?P<per>day|week|month|year)\b(?!\s+of\b|-)",
    re.IGNORECASE,
)
_OFTEN_IN = regex(
    r"(?<!most )(?<!least )(?<!than )(?<!up to )\bonce\s+(?:in|every|each|per)\s+"
    r"(?=(?:the\s+)?(?P<many>\d+)\s+(?:hours|days|weeks|months|years)\b)",
    re.IGNORECASE,
)
_ADVERB = regex(rf"\b(?P<how>{'|'.join(_REGULARLY)})\b(?=\s*(?:[.,;:)]|\Z|by|to|and|or|at))", re.I)
_AFTER_NTH = regex(
    r"\b(?P<after>after|upon|following)\s+(?:the|an?|every)\s+"
    rf"(?P<nth>{'|'.join(_NTH)})\b(?=\s+[a-z])",
    re.IGNORECASE,
)
_IDIOMS = tuple(
    (regex(pattern, re.IGNORECASE), digits)
    for pattern, digits in (
        (r"\bhalf\s+a\s+year\b|\b(?:a\s+)?half[- ]year\b", "6 months"),
        (r"\bhalf\s+an\s+hour\b|\b(?:a\s+)?half[- ]hour\b", "30 minutes"),
        (r"\bhalf\s+a\s+minute\b", "30 seconds"),
        (r"\b(?:a|1)\s+minute\s+and\s+a\s+half\b", "90 seconds"),
        (r"\b(?:an|1)\s+hour\s+and\s+a\s+half\b", "90 minutes"),
        (r"\b(?:a|1)\s+day\s+and\s+a\s+half\b", "36 hours"),
        (r"\b(?:a|1)\s+year\s+and\s+a\s+half\b", "18 months"),
        (r"\b(?P<many>\d+)\s+and\s+a\s+half\b(?!-)", r"\g<many>.5"),
        (
            r"\ban?\s+(?P<time>hour|day|week|month|year)[’']s(?=\s+(?:notice|warning)\b)",
            r"1 \g<time>",
        ),
        (r"\bhalf\s+a\s+day\b", "12 hours"),
        (r"\ba\s+quarter\s+of\s+an\s+hour\b", "15 minutes"),
        (r"\b(?:every|each)\s+fortnight\b", "every 2 weeks"),
        (r"\b(?:a|one|1)\s+fortnight\b", "2 weeks"),
        (r"\b(?:every|each)\s+quarter\b", "every 3 months"),
        (r"\bhalf\s+a\s+dozen\b", "6"),
        (r"\b(?:2|two)\s+dozen\b", "24"),
        (r"\ba\s+dozen\b", "12"),
        (r"\ba\s+couple\s+of\b", "2"),
        (r"\ba\s+decade\b", "10 years"),
        (
            r"\b(?P<lead>within|by|than|before)\s+the\s+(?:next|following)\s+"
            r"(?:working\s+|business\s+|calendar\s+)?day\b",
            r"\g<lead> 1 day",
        ),
        (rf"\bevery\s+other\s+(?={_TIME})", "every 2 "),
        (rf"\b(?:every|each)\s+(?:single\s+)?(?={_TIME})", "every 1 "),
        (rf"{_BEFORE_ONE}\s+an?\s+(?:(?:full|whole|single)\s+)?(?={_TIME})", r"\g<lead> 1 "),
    )
)


def value_of(written: str) -> float:
    """Return the value of a number in digits, or of one word; NaN where it is none."""
    named = VALUES.get(folded(written))
    if named is not None:
        return float(named)
    return float(written.replace(",", "").rstrip(".")) if written[:1].isdigit() else math.nan


def in_digits(text: str) -> str:
    """Return a text with its numbers below a hundred, periods, shares and bounds in digits."""
    folded = f" {text.lower()}"
    # Plain searches first: a pattern of all the words is far slower, and most have none.
    if any(hint in folded for hint in _HINTS):
        text = _A_HUNDRED.sub("", _WORD.sub(_digits, text))
        if "hundred" in folded:
            text = _HUNDREDS.sub(_hundreds, text)
    if "k " in folded:
        text = _THOUSANDS.sub(_thousands, text)
    if not _CURRENCIES.keys().isdisjoint(folded):
        text = _MONEY.sub(_money, text)
    if any(scale in folded for scale in _SCALES):
        text = _SCALED.sub(_scaled, text)
    text = _bounded(text, folded)
    if any(hint in folded for hint in _IDIOM_HINTS):
        for pattern, digits in _IDIOMS:
            text = pattern.sub(digits, text)
        text = _OFTEN_IN.sub("every ", text)
        text = _OFTEN_A.sub(_every, text)
        text = _ADVERB.sub(_regularly, text)
        text = _AFTER_NTH.sub(_after_nth, text)
    return text


def _bounded(text: str, folded: str) -> str:
    """A text with its shares and bounds in digits."""
    if " or " in folded:
        text = _OR_MORE.sub(_or_more, text)
    if any(hint in folded for hint in _ONE_HINTS):
        text = _ONE_PIECE.sub(r"\g<lead> 1 ", text)
    if any(part in folded for part in _PARTS):
        text = _SHARE.sub(_share, text)
    return _OUT_OF.sub(_out_of, text) if "0" in text else text


def _scaled(match: re.Match[str]) -> str:
    """A number of thousands or millions in digits."""
    many = match["many"].casefold()
    if many in _PARTS_OF:
        value = _PARTS_OF[many]
    else:
        value = float(many.replace(",", "")) if many[0].isdigit() else 1.0
    scale = _SCALES.get(match["scale"].casefold())
    return match[0] if scale is None else f"{value * scale:,.0f}"


def _share(match: re.Match[str]) -> str:
    """A share in percent ("two thirds of", "four-fifths"); an ordinal stays as it is."""
    many = match["many"] or ""
    whole = _PARTS.get(match["part"].casefold())
    count = int(many) if many.isdigit() else 1
    if whole is None or not (many or whole == 2):
        return match[0]
    several = count > 1 and match["more"] and whole != 4
    if match["alone"] is not None and not several:
        return match[0]
    value = count * 100 / whole
    return f"{value:.4g} percent"


def _out_of(match: re.Match[str]) -> str:
    """So many in ten or in a hundred, in percent."""
    share = int(match["many"]) * 100 / int(match["all"].replace(",", ""))
    return f"{share:.4g} percent of" if 1 < share <= 100 else match[0]


def _thousands(match: re.Match[str]) -> str:
    return f"{float(match['many']) * 1000:,.0f}"


def _or_more(match: re.Match[str]) -> str:
    side = "least" if match["side"].casefold() == "more" else "most"
    return f"at {side} {match['many']} "


def _money(match: re.Match[str]) -> str:
    """A sum of money with its unit behind."""
    return f"{match['many']}{match['scale'] or ''} {_CURRENCIES[match['sign']]}"


def _digits(match: re.Match[str]) -> str:
    word = match[0].casefold()
    if word in VALUES:
        return str(VALUES[word])
    tens, _, ones = word.partition("-")
    if tens in _TENS and ones in _SMALL[1:10]:
        return str(VALUES[tens] + VALUES[ones])
    return f"{VALUES[tens]}-{ones}" if ones and tens in VALUES else match[0]


def _hundreds(match: re.Match[str]) -> str:
    return str(int(match["many"]) * 100 + int(match["more"] or 0))


def _every(match: re.Match[str]) -> str:
    """The time between two of what is done so often in a period."""
    times = _OFTEN.get(match["often"].lower()) if match["often"] else int(match["times"])
    period = _DAYS.get(match["per"].lower())
    if times is None or period is None:  # letters such as a dotless i match, and are others
        return match[0]
    days = period / max(times, 1)
    return f"every {days:.0f} days" if days >= 1 else f"every {days * 24:.0f} hours"


def _regularly(match: re.Match[str]) -> str:
    period = _REGULARLY.get(match["how"].lower())
    return match[0] if period is None else f"every {period}"


def _after_nth(match: re.Match[str]) -> str:
    return f"{match['after']} {_NTH.index(match['nth'].lower()) + 2}"
