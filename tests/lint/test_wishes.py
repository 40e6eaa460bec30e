"""Exceptions for what whoever is bound wants or thinks."""

from __future__ import annotations

import pytest

from .helpers import lint

RULE = "# Desk\n\n## Letters\n\nThe assistant must never open a letter"

LEFT_OPEN = """
unless it would like to know the sender
unless the assistant chooses to read the first page
except when it expects the reader to be pleased
except where the program prefers open envelopes
other than letters it thinks charming
apart from letters that it wants to quote
save where it would sooner have a look inside
unless it feels inclined to sort the post by sender
except letters which the assistant considers dull
unless it is curious about the handwriting
but not if it sees a benefit in reading the post
or another envelope that it finds attractive
unless a short look seems in order
outside of cases where that would settle things
except where it would save time
subject to the usual exceptions
with understandable exceptions
""".strip().splitlines()

DEFINITE = """
unless the reader prefers an open envelope
unless the reader wants to know the sender
except when it expects a bomb
except letters that the director wants to quote
unless it believes that the sender is a minor
unless the owner chooses to have it read out
other than letters which a court considers evidence
or another envelope that bears its stamp
unless a court order is shown
unless it is chosen as the letter of the day
with the exceptions listed below
with two exceptions
""".strip().splitlines()

LETS_OFF = """
The rule is waived for any letter the assistant considers harmless.
Where the assistant is comfortable with the sender, this need not be followed.
Feel free to depart from this whenever another way looks nicer.
Letters that it would like to keep are exempt.
This does not apply to letters the assistant finds amusing.
""".strip().splitlines()

LETS_NOBODY_OFF = """
The rule is waived for any letter that the addressee has opened.
Where the addressee is comfortable with it, the rule is explained in full.
Letters that the addressee would like to keep are exempt.
This does not apply to letters from the palace.
No letter that it would like to keep is exempt.
You can use the following words:
The reader may skip the tour when it is convenient.
""".strip().splitlines()


def _open(text: str) -> bool:
    return bool(lint(text, "open-exception").findings)


@pytest.mark.parametrize("clause", LEFT_OPEN)
def test_what_the_bound_one_wants_or_thinks_is_no_test(clause: str) -> None:
    comma = ", " if clause.split()[0] in ("subject", "with", "outside") else " "
    assert _open(f"{RULE}{comma}{clause}.\n")


@pytest.mark.parametrize("clause", DEFINITE)
def test_what_others_want_or_a_belief_about_facts_is_a_test(clause: str) -> None:
    assert not _open(f"{RULE}, {clause}.\n")


@pytest.mark.parametrize("sentence", LETS_OFF)
def test_a_sentence_may_let_off_for_a_wish(sentence: str) -> None:
    assert _open(f"{RULE}. {sentence}\n")


@pytest.mark.parametrize("sentence", LETS_NOBODY_OFF)
def test_a_sentence_lets_nobody_off_for_the_wish_of_others(sentence: str) -> None:
    assert not _open(f"{RULE}. {sentence}\n")


def test_what_a_reader_wants_to_do_is_what_an_instruction_is_for() -> None:
    assert not _open("# Printer\n\nYou must not open the tray unless you want to print on cards.\n")
