"""Clashes that are told although words of a list stand in them."""

from __future__ import annotations

from .helpers import lint, rules


def test_a_list_of_acts_is_no_list_of_compounds() -> None:
    text = (
        "# Desk\n\nClerks must not add context.\n\nClerks must add context, or refuse requests.\n"
    )
    assert rules(lint(text, "direct-contradiction")) == ["direct-contradiction"]


def test_a_list_of_compounds_is_read_by_its_last_word() -> None:
    text = "# Desk\n\nUse plural nouns for {}.\n\nNames must not use {}.\n"
    listed = text.format("collections", "collection, response, or request suffixes")
    assert rules(lint(listed, "direct-contradiction")) == []


def test_what_lacks_a_thing_is_another_case_than_what_has_it() -> None:
    text = "# Desk\n\nLetters without a stamp must be sent back.\n\n"
    text += "Letters with a stamp must not be sent back.\n"
    assert rules(lint(text, "direct-contradiction")) == []
