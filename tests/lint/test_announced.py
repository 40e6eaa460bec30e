"""Numbers of things wherever the sentence before a list says them."""

from __future__ import annotations

import pytest

from tests.lint.helpers import lint, rules

TEXT = "# Charter\n\n## Desk\n\n{}:\n\n- keys\n- maps\n- {}\n"
WRONG = [
    "We keep four kinds of things",
    "Half a dozen topics call for care",
    "Both exceptions are narrow",
    "Before it opens, the desk runs a pair of checks",
    "The desk trusts a quartet of sources",
    "Five roles exist here",
]
RIGHT = [
    "We keep three kinds of things",
    "A trio of checks comes first",
    "The desk opens the first two drawers",
    "When two rules clash, look at",
    "One of two clerks must know",
    "Wait for two hours and bring",
    "The desk keeps things (two batches)",
    "If four people ask, hand out",
]


@pytest.mark.parametrize("stem", WRONG)
def test_the_list_holds_another_number(stem: str) -> None:
    assert rules(lint(TEXT.format(stem, "pens"), "count-against-list"))


@pytest.mark.parametrize("stem", RIGHT)
def test_the_list_holds_that_number_or_other_things(stem: str) -> None:
    assert not rules(lint(TEXT.format(stem, "pens"), "count-against-list"))
