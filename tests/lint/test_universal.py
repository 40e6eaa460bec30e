"""Exceptions in concrete words that hold in every case of their rule."""

from __future__ import annotations

import pytest

from specaudit.lint.universal import in_every_case

from .helpers import lint

RULE = "# Desk\n\n## Tone\n\nThe assistant must never use slang"

IN_EVERY_CASE = """
except in conversations with people
except in a conversation with a user
except in replies
except in answers that go to a reader
unless the user has asked a question
unless somebody is talking to the assistant
unless a person has sent a message
except when the user submits a query
other than when writing a reply
except while talking to someone
unless it is answering a request
unless the assistant is giving an answer
except during interactions with users
save when it is responding to somebody
""".strip().splitlines()

IN_SOME = """
unless the user asks for it
unless the user asks
unless the user has asked a question about slang
except in conversations with pupils of a school
except in the first reply
except in the last message
except in response to a slur
unless the user writes slang
except in messages to the developer
unless a developer has sent a message
other than when writing a poem
unless it is answering in French
except in a conversation that the user has marked as private
unless the user has not asked a question
""".strip().splitlines()

EXEMPT = """
The exception is a response that goes to a reader.
Messages that answer a request are not covered by this.
This holds except where somebody is talking to it.
The rule is waived for anyone who signs up.
Replies to people are exempt.
This is not meant for answers to users.
""".strip().splitlines()

NOT_EXEMPT = """
The exception is a response that goes to a doctor.
Messages that answer a complaint are not covered by this.
This holds except where somebody is talking in their sleep.
The rule is waived for anyone who works here.
Replies to children are exempt.
This is not meant for answers in exams.
""".strip().splitlines()


def _open(text: str) -> bool:
    return bool(lint(text, "open-exception").findings)


@pytest.mark.parametrize("clause", IN_EVERY_CASE)
def test_what_holds_in_every_case_swallows_the_rule(clause: str) -> None:
    assert _open(f"{RULE} {clause}.\n")


@pytest.mark.parametrize("clause", IN_SOME)
def test_a_word_that_names_a_case_leaves_the_rule_standing(clause: str) -> None:
    assert not _open(f"{RULE} {clause}.\n")


@pytest.mark.parametrize("sentence", EXEMPT)
def test_a_sentence_may_exempt_all_that_a_rule_is_about(sentence: str) -> None:
    assert _open(f"{RULE}. {sentence}\n")


@pytest.mark.parametrize("sentence", NOT_EXEMPT)
def test_a_sentence_that_names_a_kind_exempts_that_kind(sentence: str) -> None:
    assert not _open(f"{RULE}. {sentence}\n")


def test_a_rule_on_what_to_do_unasked_may_wait_for_a_question() -> None:
    assert not in_every_case("the user asks a question", "must never offer advice")
    assert not in_every_case("somebody is talking to it", "must not speak")


def test_a_rule_may_be_repeated_by_what_it_exempts() -> None:
    rule = "# Library\n\nVerify each call of a function, and never call a library function blindly."
    assert _open(f"{rule} Skip this step for functions that come from a library.\n")
    assert not _open(f"{rule} Skip this step for functions that come from a vendor.\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "(No replies to users are exempt from this rule.)",
        "Readers may follow this rule.",
    ],
)
def test_who_is_held_to_a_rule_is_not_let_off(sentence: str) -> None:
    text = f"# Desk\n\nThe assistant must cite its sources in each reply. {sentence}\n"
    assert not lint(text, "open-exception").findings
