"""Names in places where only an authority level can stand."""

from __future__ import annotations

import pytest

from .helpers import lint

CHARTER = """\
# Desk

Levels: root, system, user, guideline.

## Order

Instructions with higher authority override those with lower authority.

### Core {{#a authority=root}}

The assistant must stop.

### House {{#s authority=system}}

The assistant should be kind. {sentence}

### Reader {{#b authority=user}}

The assistant should be brief.

### Habit {{#g authority=guideline}}

The assistant should be calm.
"""

UNLISTED = """
What is said here sits at the style level, one step below guideline.
They form a level of their own above root.
The tool level sits between user and guideline.
The product level comes right after root.
Above root there is one more level, called owner.
Its level is "advisory".
This is a rule of the product level.
This rule counts as tenant-level.
A sixth level, emergency, outranks all others.
Moderator messages rank just below system messages.
""".strip().splitlines()

NO_LEVELS = """
The user level sits between system and guideline.
This rule belongs to the system level.
The highest level is root.
This sits one level below root.
Keep the reading level of the user in mind.
Answers should be at a high level.
This works at the level of a single sentence.
The noise level of the office is fine.
The difficulty level comes first, then the topic.
A level head is required.
Cite an authority where there is one.
A level of detail of its own is fine.
The assistant matches the expertise level of the user.
This applies at the account level.
Only the admin level can open the console.
It has moral authority over nobody.
""".strip().splitlines()


def _found(sentence: str) -> bool:
    return bool(lint(CHARTER.format(sentence=sentence), "unknown-level").findings)


@pytest.mark.parametrize("sentence", UNLISTED)
def test_a_name_where_a_level_stands_must_be_listed(sentence: str) -> None:
    assert _found(sentence)


@pytest.mark.parametrize("sentence", NO_LEVELS)
def test_other_levels_and_listed_ones_are_quiet(sentence: str) -> None:
    assert not _found(sentence)
