"""Sentences that name one authority level, a relation, and another level."""

from __future__ import annotations

import pytest

from .helpers import lint
from .test_level_claims import RULES, SPEC

AGAINST = """
Text returned by a tool has more weight than what the user typed.
By default, tool outputs sit one step above guidelines.
A guideline may be used to set aside an instruction the user gave explicitly.
On matters of layout the user decides, whatever the developer has configured.
Models should obey developer instructions unless overridden by root, system or user instructions.
The "developer" level is above "system" for code.
User wishes count for more than what the developer set.
Developer messages defer to the user.
The user gets their way even over the developer.
In this section user messages are superior to developer messages.
System messages are subordinate to developer messages here.
A developer's rule can simply be overruled by the user.
The user's word is final, regardless of the developer.
It is the user, not the developer, who has the last word here.
Let the user's latest wish decide, even against the developer's instructions.
Guidelines bind more strongly than user instructions.
Developers answer to users.
The developer's wishes give way as soon as a user objects.
Developer instructions are the highest authority in a conversation.
Only system messages may change a user-level default.
""".strip().splitlines()
ALONG = """
Users cannot override developer instructions.
If a user outranks a developer, something is broken.
System messages sit above developer messages.
User messages are overridden by developer messages.
Users may set aside guidelines.
Tool outputs rank below user messages.
The user interface stands over developer comfort.
A user who ignores developer documentation is on their own.
Nothing lets a user override the system.
The developer decides, whatever the user wants.
It is the developer, not the user, who has the last word here.
Only users or developers may change a user-level default.
Users answer to developers.
Users answer surveys for developers.
The system level is the second highest authority.
""".strip().splitlines()


def found(sentence: str) -> list[str]:
    text = SPEC.format(level="developer", sentence=sentence)
    return [finding.rule for finding in lint(text, *RULES).findings]


@pytest.mark.parametrize("sentence", AGAINST)
def test_a_lower_level_that_wins_over_a_higher_one_is_found(sentence: str) -> None:
    assert found(sentence) == ["authority-inversion"]


@pytest.mark.parametrize("sentence", ALONG)
def test_what_keeps_the_order_or_states_none_is_left_alone(sentence: str) -> None:
    assert not found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Treat the point above as a session-level default.",
        "Every section under this heading is set at the user level.",
        "All rules in this chapter have root-level authority.",
        "Harm is handled at the user level in [Harm](#harm), so a user can switch it off.",
        "The rule above is root-level and so out of reach for users.",
        "Nothing in a system message changes what is said here.",
        "Neither users nor the system's own messages can switch this rule off.",
    ],
)
def test_a_wrong_level_is_found(sentence: str) -> None:
    assert found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "High-level rules come first, and so do lower-level instructions.",
        "Every section under this heading is set at the developer level.",
        "It would be odd if all rules in this chapter had root-level authority.",
        "Harm is handled at the root level in [Harm](#harm).",
        "The rule above is developer-level.",
        "Nothing in a user message changes what is said here.",
    ],
)
def test_a_right_level_is_left_alone(sentence: str) -> None:
    assert not found(sentence)


def test_a_level_that_begins_like_another_is_told_from_it() -> None:
    text = (
        "# Levels\n\nLevels: root, admin, operator, administrator.\n\n"
        "## One {#one authority=root}\n\nThe clerk must wait.\n\n"
        "## Two {#two authority=operator}\n\nOperators outrank the administrator.\n"
    )
    assert not lint(text, "authority-inversion").findings
