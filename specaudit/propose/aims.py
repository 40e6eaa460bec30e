"""Aims that pull apart: which way a rule pulls on the trade-offs that specs of conduct meet.

Soft rules seldom contradict each other in words: one asks for brevity, another for completeness,
and only a case shows that nothing orders them. Each `Axis` names two such aims and the words that
ask for them. A negation before the words turns the rule to the other side: "avoid excessive
hedging" pulls away from hedging.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Axis:
    """Two aims that one answer cannot serve fully at once in the case named."""

    one: str
    """The first aim, in a few words."""
    other: str
    asks_one: re.Pattern[str]
    asks_other: re.Pattern[str]
    case: str
    """A situation in which the two pull apart, as a sentence."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One rule's pull on one axis."""

    axis: int
    """Place in `axes()`."""
    side: int
    """+1 towards the first aim, -1 towards the other."""
    words: str
    """The words it shows in."""


@cache
def axes() -> tuple[Axis, ...]:
    """Return the table of aims, read from the data file beside this module."""
    data = files("specaudit.propose").joinpath("aims.toml").read_text("utf-8")
    return tuple(
        Axis(
            one=row["one"],
            other=row["other"],
            asks_one=_pattern(row["asks-one"]),
            asks_other=_pattern(row["asks-other"]),
            case=row["case"],
        )
        for row in tomllib.loads(data)["axis"]
    )


def _pattern(rows: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(rows)})")


_LISTED = r"avoid(?:s|ing)?|without|refrain(?:s|ing)?|rather than|instead of|neither|nor"
_LONG_NEGATION = re.compile(rf"\b(?:{_LISTED})\b")
"""Negations that hold for a whole list: "avoid padding, praising or lecturing"."""
_SHORT_NEGATION = re.compile(r"\b(?:not|never|no|cannot|less|prohibited)\b|n't\b")
_BREAK = re.compile(
    r"[;:.()]|, (?:but|and|while|though|so|then|it|its|they|the|this|you|we|there|claude)\b"
    r"|\b(?:but|however|unless|except)\b"
)
_DOING = re.compile(r", \w+ing\b")
_LEAD = re.compile(
    r"\W*(?:[\w' -]{3,60}: )?(?:if|when|whenever|where|while|although|though|unless|rather than"
    r"|instead of|given|because|since|as)\b[^,]*,"
)
_ASIDE = re.compile(r"\((?:e\.g|i\.e|for example|for instance|such as|like|see)\b[^()]*\)")
_QUOTED = re.compile(r"[“\"](?:[^\s“”\"]+\s+){3,}[^“”\"]*[”\"]")
_REACH = 120
"""Code points before the words within which a negation turns them."""


def pulls(text: str) -> list[Pull]:
    """Return the ways in which a rule pulls, one for each axis and side."""
    text = " ".join(text.lower().replace("’", "'").split())
    text = _QUOTED.sub(" ", _ASIDE.sub(" ", text))
    opening = _LEAD.match(text)
    lead = opening.end() if opening else 0
    found: dict[tuple[int, int], Pull] = {}
    for place, axis in enumerate(axes()):
        for side, pattern in ((1, axis.asks_one), (-1, axis.asks_other)):
            for match in pattern.finditer(text):
                start = lead if match.start() >= lead else 0
                turned = -side if _negated(text[start : match.start()]) else side
                found.setdefault((place, turned), Pull(place, turned, match[0]))
    return list(found.values())


def opposed(one: list[Pull], other: list[Pull]) -> list[tuple[Pull, Pull]]:
    """Return the pulls of two rules that go in opposite directions.

    A rule that pulls both ways on an axis weighs the two itself and is opposed to none there.
    """
    both = _both(one) | _both(other)
    return [
        (a, b)
        for a in one
        for b in other
        if a.axis == b.axis and a.side == -b.side and a.axis not in both
    ]


def _both(found: list[Pull]) -> set[int]:
    sides = {(pull.axis, pull.side) for pull in found}
    return {axis for axis, side in sides if (axis, -side) in sides}


def _negated(before: str) -> bool:
    """Whether what stands before some words, in their clause, turns them round."""
    before = before[-_REACH:]
    stops = list(_BREAK.finditer(before))
    clause = before[stops[-1].end() :] if stops else before
    doing = list(_DOING.finditer(clause))
    near = clause[doing[-1].start() :] if doing else clause
    return (len(_LONG_NEGATION.findall(clause)) + len(_SHORT_NEGATION.findall(near))) % 2 == 1
