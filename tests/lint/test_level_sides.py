"""Sentences that set one of two levels above the other in no form that is known."""

from __future__ import annotations

import pytest

from .helpers import lint

DOCUMENT = """# Charter

Instructions have these levels of authority, from highest to lowest:

1. **Root**: rules that nobody can override
2. **System**: rules of the company
3. **Developer**: instructions of developers
4. **User**: instructions of users
5. **Guideline**: defaults

## Safety {{#safety authority=root}}

The assistant must be safe.

## Daily work {{#work authority=user}}

{sentence}
"""


def found(sentence: str) -> bool:
    rules = {finding.rule for finding in lint(DOCUMENT.format(sentence=sentence)).findings}
    return bool(rules & {"authority-inversion", "claims-over-higher-level"})


@pytest.mark.parametrize(
    "sentence",
    [
        "Root rules are starting points that any Developer can switch off.",
        "What a user allows, Root can no longer forbid.",
        "No developer instruction holds against the express wish of a user.",
        "Subject to any contrary Guideline, System rules are final.",
        "Neither System nor Root may restrict what a Developer has opened.",
        "User wishes set the limits on what System may ask for.",
        "For members, the User level moves above Developer.",
        "Developers have the last word on all that System says.",
        "The User may amend System when the day calls for it.",
        "Here Root stands below Guideline.",
    ],
)
def test_a_lower_level_above_a_higher_one(sentence: str) -> None:
    assert found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Users may adjust only what System and Developer leave open.",
        "The system level comes right below Root, and Guideline ranks last.",
        "Guideline rules are defaults that any Developer can switch off.",
        "What Root forbids, a user cannot change.",
        "No user instruction holds against a System rule.",
        "Subject to Root, Developer instructions are final.",
        "Does a User stand above Developer?",
        "A User may claim to stand above Developer.",
        "If a User stood above Developer, nothing would work.",
        "Users tell the assistant what Developers left out.",
        "User manuals rank above developer events.",
    ],
)
def test_an_order_kept_or_none(sentence: str) -> None:
    assert not found(sentence)
