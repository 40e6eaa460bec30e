"""Figures: every number of a sentence, of what dimension and how much."""

from __future__ import annotations

import pytest

from specaudit.lint.figures import Figure, figures
from specaudit.lint.kin import root
from specaudit.lint.spelled import in_digits

_DAY, _HOUR = 86_400, 3_600


def read(text: str) -> list[Figure]:
    return list(figures(in_digits(text)))


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("Your ten-day visit starts at the desk.", 10 * _DAY, "time"),
        ("The ferry waits half a minute.", 30, "time"),
        ("Pilots have a week to answer.", 7 * _DAY, "time"),
        ("The desk answers on the same day.", _DAY / 2, "time"),
        ("Access closes at the end of their third month.", 90 * _DAY, "time"),
        ("A poster stays under 400 kB.", 400_000, "byte"),
        ("The cache holds 500ms of sound.", 0.5, "time"),
        ("Ropes of up to ten feet are fine.", 3.048, "metre"),
        ("The cellar may reach 77 °F.", 25, "degree"),
        ("A ticket costs $40.", 40, "money"),
        ("We keep a share of an eighth.", 12.5, "percent"),
        ("A vote needs half the members.", 50, "percent"),
        ("We promise 99.5 per cent of all nights.", 99.5, "percent"),
        ("The minimum age for keepers is sixteen.", 16, "age"),
        ("Keepers must be 17 or older.", 17, "age"),
        ("Visitors must be at least 14.", 14, "age"),
        ("Letters are taken until 3 March.", 303, "date"),
        ("What the lamp knows ends in October 2023.", 20_231_000, "date"),
        ("Knock twice.", 2, "times"),
        ("The lamp is checked every ten minutes.", 600, "period"),
        ("The depth of the well is four.", 4, "bare"),
        ("The limit of the well stands at 4k.", 4_000, "bare"),
        ("Two keepers sign the log.", 2, root("keeper")),
        ("A single keeper signs the log.", 1, root("keeper")),
        ("One keeper's word is enough.", 1, root("keeper")),
        ("A pair of keepers signs the log.", 2, root("keeper")),
        ("Seven of the keepers are present.", 7, root("keeper")),
        ("Five wrong PINs lock the box.", 5, root("pin")),
        ("Two hundred and fifty tickets are sold.", 250, root("ticket")),
        ("The box locks on the third mistake.", 3, root("mistake")),
    ],
)
def test_a_figure(text: str, value: float, dimension: str) -> None:
    assert (value, dimension) in [(round(one.value, 4), one.dimension) for one in read(text)]


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("A boat may make 60 calls a minute.", 60, 60),
        ("Ten calls an hour are fine.", 10, _HOUR),
        ("The daily allowance is four calls.", 4, _DAY),
    ],
)
def test_a_rate_is_a_period_too(text: str, value: float, per: float) -> None:
    found = read(text)
    assert (value, root("call"), per) in [(one.value, one.dimension, one.per) for one in found]
    assert (per / value, "period") in [(one.value, one.dimension) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "From Phase 3 on the gate is open.",
        "See section 4.",
        "The office of Gate 5 answers.",
        "It costs 5–20 coins.",
        "Rows 8, 9 and 10 stay dark.",
        "Zero calls are made.",
        "At most one slip per 10 lines.",
        "Ask once you are done.",
        "Version 2 is out.",
        "The gate opens at 12:30.",
        "The daily limit is 0k.",
        "Annex 3 lists the boats.",
        "In 2024 the members met.",
        "The ferry makes 50 km/h.",
        "Planks are 1,5 metres long.",
        "We meet on the second Monday of the month.",
        "The fair is on 1 March 2024.",
    ],
)
def test_no_figure(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Boats wait a m\u0131nute.",
        "Boats close on 3 Apr\u0131l.",
        "Boats rest on the th\u0131rd day.",
        "Ten calls per m\u0130nute are fine.",
    ],
)
def test_letters_that_match_i_where_case_is_ignored_are_read_as_such(text: str) -> None:
    assert read(text)
