"""Absolutes that leave room for one thing only."""

from __future__ import annotations

import pytest

from .helpers import lint

AT_ODDS = (
    (
        "The desk must always reply in the language of the latest message.",
        "Every reply must stay in the language in which the conversation began.",
    ),
    (
        "Every answer is given in the language of the question it answers.",
        "All replies in a conversation stay in the language of its first message.",
    ),
    ("All answers are written in English.", "Always answer in the reader's own language."),
    ("All messages are written in English.", "Every message must be written in Dutch."),
    ("The assistant must always put the warning first.", "The direct answer always comes first."),
    ("Every reply must begin with a greeting.", "Always start with a short summary."),
    ("All replies end with a question.", "A reply must always close with the source."),
    ("Every change is committed at once.", "No change is ever committed before it is reviewed."),
    (
        "A fix for a broken build must always be pushed within five minutes.",
        "Nothing is ever pushed before the tests have passed.",
    ),
)
IN_ORDER = (
    (
        "Every answer is given in the language of the question it answers.",
        "Code comments always stay in the language of the surrounding file.",
    ),
    (
        "Always reply in the language of the latest message.",
        "Every reply must be in the language of the reader.",
    ),
    (
        "Always reply in the language of the latest message.",
        "Every reply must be in English if the reader asks for it.",
    ),
    ("A warning always comes first.", "The list of sources always comes last."),
    ("Every reply must begin with a greeting.", "Every report must begin with a summary."),
    ("Every reply must begin with a greeting.", "Each letter starts with the date."),
    ("Every test is run at once.", "No change is ever merged before it has been reviewed."),
    ("Each change must be reviewed within two days.", "Never merge a change before it is tested."),
    ("The reader comes first.", "Every reply must begin with a greeting."),
)


def _clash(pair: tuple[str, str]) -> bool:
    text = f"# Desk\n\n## Replies\n\n{pair[0]}\n\n## Habits\n\n{pair[1]}\n"
    return bool(lint(text, "direct-contradiction").findings)


@pytest.mark.parametrize("pair", AT_ODDS)
def test_there_is_room_for_one(pair: tuple[str, str]) -> None:
    assert _clash(pair)


@pytest.mark.parametrize("pair", IN_ORDER)
def test_two_places_hold_two_things(pair: tuple[str, str]) -> None:
    assert not _clash(pair)


def test_an_item_that_speaks_of_all_things_asks_for_it() -> None:
    text = "# Desk\n\n## Scales\n\nNotes.\n\n- {} parcel is weighed at once.\n\n"
    text += "## Knives\n\nNotes.\n\n- No parcel is ever weighed before it has been opened.\n"
    for subject, told in (("Every", 1), ("The", 0)):
        assert len(lint(text.format(subject), "direct-contradiction").findings) == told
