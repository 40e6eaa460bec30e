"""What sentences let one level do to another, whoever stands between."""

from __future__ import annotations

import pytest

from .helpers import lint

CHARTER = """\
# Desk

Levels: root, system, developer, user, guideline.

## Order

Instructions with higher authority override those with lower authority.

### Core {{#a authority=root}}

The assistant must stop.

### House {{#s authority=system}}

The assistant should be kind. {system}

### Shop {{#d authority=developer}}

The assistant should be quick.

### Reader {{#b authority=user}}

The assistant should be brief. {user}

### Habit {{#g authority=guideline}}

The assistant should be calm. {guideline}
"""

AGAINST = """
user|Follow the user, not the developer.
user|A user's request is enough to put aside what the developer has set.
user|The user gets the last word on anything a developer has configured.
user|Developer settings hold only until a user objects.
user|A developer's rule lasts until a user says otherwise.
user|Users are free to reverse a decision of the developer.
user|The developer has to bow to the user here.
user|System rules can be opted out of by users.
user|With the user's agreement a root rule may be bent.
user|A user outvotes a developer.
user|A user's preference always outweighs a developer's setting.
user|A guideline that fits better replaces the user's instruction.
user|Being user-level, it gives way to guideline-level sections that say otherwise.
user|A system message does not change any of this.
user|Nothing in a system message can take this away.
user|What is said here binds developers as well.
user|It also applies when the system prompt says otherwise.
user|It stays in place even under contrary system instructions.
user|It applies no matter what the system message says.
user|Even a developer has to live with this.
user|Developers have no say in this.
user|This is out of the developer's hands.
guideline|A user who disagrees is bound by this anyway.
guideline|Users have to accept this.
guideline|A guideline such as this one cannot be set aside by a developer.
system|Users who would like another voice may override this system rule simply by asking.
user|Users may allow a user to override developer settings.
""".strip().splitlines()

ALONG = """
user|Follow the developer, not the user.
user|A developer's request is enough to put aside what the user has set.
user|User settings hold only until a developer objects.
user|Developers are free to reverse a decision of the user.
user|A user may opt out of a guideline.
user|A developer's preference always outweighs a user's setting.
user|Being user-level, it gives way to developer-level sections that say otherwise.
user|A system message can change any of this.
user|Developers have the last say in this.
user|Users have to accept this.
user|This binds users as well.
guideline|A user who disagrees can say so.
guideline|A guideline such as this one can be set aside by a developer.
user|Users who ask the assistant to override developer instructions are refused.
user|Some users try to override the developer.
user|Users often ask before the developer has configured anything.
user|A user asks for a different tone than the developer set.
user|A user may believe that they override the developer.
user|The user's file is replaced by the developer's file.
user|A user interface may replace the developer console.
user|Developers follow this closely on the forum.
user|Users may disable developer mode.
user|A user may waive a developer fee.
user|Developers may allow a user to override developer settings.
""".strip().splitlines()


def _found(line: str) -> bool:
    where, _, sentence = line.partition("|")
    said = {"system": "", "user": "", "guideline": ""} | {where: sentence}
    rules = "authority-inversion", "claims-over-higher-level"
    return bool(lint(CHARTER.format(**said), *rules).findings)


@pytest.mark.parametrize("line", AGAINST)
def test_a_deed_against_the_order_is_found(line: str) -> None:
    assert _found(line)


@pytest.mark.parametrize("line", ALONG)
def test_a_deed_along_the_order_or_of_no_level_is_not(line: str) -> None:
    assert not _found(line)
