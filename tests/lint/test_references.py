"""Entries of numbered lists, by the numbers that a reader sees."""

from __future__ import annotations

import pytest

from .helpers import lint

ALL_ONES = (
    "# Rules\n\n1. Keep logs.\n1. Sign them.\n1. Send them.\n1. Burn them.\n\n## Notes\n\n{}\n"
)


@pytest.mark.parametrize("number", [1, 4])
def test_a_list_of_ones_counts_up(number: int) -> None:
    text = ALL_ONES.format(f"Item {number} holds at night.")
    assert not lint(text, "dangling-reference").findings


@pytest.mark.parametrize("said", ["Item 5 holds at night.", "Item 5 of the policy holds at night."])
def test_a_number_beyond_the_list_leads_nowhere(said: str) -> None:
    assert lint(ALL_ONES.format(said), "dangling-reference").findings


def test_two_lists_under_two_headings_are_counted_apart() -> None:
    text = "# Rules\n\n1. Keep logs.\n1. Sign them.\n\nNotes\n-----\n\n1. Pack.\n1. Go.\n\n"
    text += "Item 3 holds.\n"
    assert lint(text, "dangling-reference").findings


def test_one_link_that_ends_like_a_heading_explains_no_other() -> None:
    text = "# Scope\n\nSee [a](#user-scope), [b](#user-missing) and [c](#user-roles).\n"
    assert len(lint(text, "dangling-reference").findings) == 3


def test_anchors_of_a_generator_are_known_by_their_prefix() -> None:
    text = "# Scope\n\nSee [a](#sec-scope) and [b](#sec-roles).\n\n# Roles\n\nAll.\n"
    assert not lint(text, "dangling-reference").findings
