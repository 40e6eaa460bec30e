from __future__ import annotations

import pytest

from specaudit.config import DocumentOptions
from specaudit.lint.clash import clashes
from specaudit.lint.context import Context
from specaudit.lint.session import parse
from specaudit.lint.sources import Source


def found(*sentences: str) -> int:
    text = "# Rules\n\n" + "\n\n".join(sentences) + "\n"
    spec = parse(Source("rules.md", text.encode()), DocumentOptions())
    return len(clashes(Context([spec])))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drafts do not need a changelog entry.", "Add a changelog entry to drafts."),
        ("Members can do /approve on tickets.", "Members cannot do /approve on tickets."),
        ("The server must return a cursor.", "Do not return a cursor when returning a cursor."),
        ("Folders should not be deleted or made private.", "Folders should be made private."),
        ("Never rename public fields.", "Where possible, rename public fields."),
        ("We will not delete user content.", "We will delete user content."),
        ("If a ticket exists, do not open one.", "If a ticket exists, open yours so others can."),
    ],
)
def test_rules_at_odds_in_everyday_words(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drafts do not need a changelog entry.", "Add a changelog entry to releases."),
        ("You may not use data for spam.", "You will only use data for its own purpose."),
        ("Avoid globals; use modules.", "Use modules where other projects would use globals."),
        ("The first page must return a link.", "The last page must not return a link."),
    ],
)
def test_rules_on_other_things_do_not_clash(one: str, other: str) -> None:
    assert found(one, other) == 0
