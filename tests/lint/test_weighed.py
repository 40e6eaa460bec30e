"""Sentences that turn an order round in a form that no reader of orders knows."""

from __future__ import annotations

import pytest

from specaudit.lint.weighed import puts_first, weighs

from .helpers import lint

DOCUMENT = "# Kiosk\n\n## Aims\n\n{first}\n\n## Daily work\n\n{second}\n"
ORDER = "Freshness matters more than price."


def _circle(first: str, second: str) -> bool:
    result = lint(DOCUMENT.format(first=first, second=second), "SA209")
    return any(finding.rule == "priority-cycle" for finding in result.findings)


@pytest.mark.parametrize(
    "turned",
    [
        "Price is our leading concern, freshness the least.",
        "Nothing stands above price, freshness included.",
        "Where price and freshness meet, price wins.",
        "Freshness is a mere fallback for price.",
        "Above freshness we put price.",
        "Freshness always waits behind price.",
    ],
)
def test_a_sentence_may_turn_an_order_round_in_any_form(turned: str) -> None:
    """Which two things it weighs is known from the order."""
    assert _circle(ORDER, turned)


@pytest.mark.parametrize(
    "other",
    [
        "Price waits behind freshness.",
        "Nothing stands above freshness, price included.",
        "Freshness is our leading concern, price the least.",
        "In winter, price is our leading concern and freshness the least.",
        "The price goes up before the freshness of a loaf is checked by the baker on duty.",
        "The price of freshness is paid first.",
        "Bread wins over cake.",
    ],
)
def test_the_same_order_a_case_of_its_own_and_what_happens_when_turn_nothing_round(
    other: str,
) -> None:
    """So do sentences on other things."""
    assert not _circle(ORDER, other)


def test_what_a_sentence_puts_first_depends_on_the_sides_of_its_words() -> None:
    """And words that contradict each other say nothing."""
    fresh, price = frozenset({"fresh"}), frozenset({"pric"})

    assert weighs("Price yields to freshness.")
    assert puts_first("Price yields to freshness.", fresh, price) is True
    assert puts_first("Price outranks freshness.", fresh, price) is False
    assert puts_first("Price outranks freshness, freshness trumps price.", fresh, price) is None
    assert puts_first("Price is high.", fresh, price) is None


def test_each_sentence_is_weighed_once_however_many_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(text: str) -> bool:
        asked.append(text)
        return weighs(text)

    monkeypatch.setattr("specaudit.lint.crosswise.weighs", counted)
    orders = "\n\n".join(f"Colour {n} matters more than cost {n}." for n in range(20))
    lint(f"# Kiosk\n\n## Aims\n\n{orders}\n\n## Work\n\nWe sell pears.\n", "SA209")
    assert len(asked) == len(set(asked)) >= 20
