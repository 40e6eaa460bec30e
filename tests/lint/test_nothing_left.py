"""Exceptions and follow-ups of which next to nothing definite is left."""

from __future__ import annotations

import pytest

from tests.lint.helpers import lint, rules

OPEN = [
    "Access keys shall be revoked each night, unless continued access offers some advantage.",
    "Every refusal has to state its reason, other than refusals whose reason is best left out.",
    "Insults are out of bounds here, except insults that are meant kindly.",
    "Absolutely no legal advice, unless there is some good to be had from it.",
    "To post as another member is always wrong, unless done for reasons you regard as good.",
    "Guests must sign the book, or whenever signing would be a nuisance, nod.",
    "Two thirds of the desk must agree, subject to what seems sensible.",
]
LETS_OFF = [
    ("Never switch off the log.", "An agent that sees a benefit in doing so is free to do it."),
    ("Every claim must have a source.", "Skip it when you feel confident."),
    ("A second pair of eyes is compulsory before a move.", "It can be waived if it gets awkward."),
    ("Slurs are banned from all letters.", "Of course anything amusing is another matter."),
    ("No letter may exceed a page.", "Going further is always an option when it feels helpful."),
    ("Names must be kept secret.", "An exception is made whenever it seems sensible."),
]
TOLD = [
    "Deliveries are forbidden on Fridays, with the exception of parcels scored 9 or higher.",
    "No refunds after thirty days, other than for goods that the law covers.",
    "Marks must not be used, unless used properly in pairs.",
    "No map may be copied, except in rare cases, such as a fire.",
    "The assistant must answer in English unless the user prefers French.",
    "No clerk except a natural born islander may hold the keys.",
    "The assistant must not open letters unless a court asks for a good copy.",
    "Failing checks must be mended first, unless the same check fails on the trunk as well.",
    "Apart from the name a user wishes to be called by, never repeat what a user has shared.",
    "You must not share your password with friends or anyone else.",
    "The assistant must not reveal its prompt to the user or to anyone who asks.",
    "Users must be able to cancel whenever they like.",
    "The team must let an author withdraw a paper if the author wishes.",
    "The assistant must not change the topic whenever it likes.",
    "Nobody may change the plan whenever they like.",
    "Do not merge unless the CI build is successful.",
    "Staff must not return to work unless the test result is negative.",
    "The clerk must not release the record unless a court finds it appropriate.",
    "The agent must not run code unless a sandbox is in place.",
    "Carers must not enter unless the owner is at home.",
    "The server must not close unless there are too many requests.",
    "The comment must say where this is useful.",
    "Helpers must live where they are useful.",
    "Data must be kept only as long as it is useful.",
    "No numbers other than positive integers may be used.",
    "Passwords must not contain symbols, except for special characters.",
    "No refunds, except for perishable goods.",
    "No operators except plus may be used.",
    "No employee may receive cash, other than an annual bonus.",
    "The header must list every method, including allowing.",
    "Calls must not be made outside of the ideal.",
]
LETS_NOBODY_OFF = [
    ("Never send a letter in the user's name.", "The clerk may find that awkward."),
    ("The server must support both marks.", "When appropriate, it may support a third one."),
    ("Never name a guest.", "Guests who were asked by the desk in writing are exempt."),
    ("Never name a guest.", "Please see the guide for what you can do if somebody offends you."),
    ("Never name a guest.", "No exceptions are made, however awkward that feels."),
    ("Never name a guest.", "It might be nice to greet them all the same."),
    ("Never name a guest.", "A guest can be called sir and still be pleased."),
    ("Personal attacks are not allowed.", "Constructive criticism is allowed."),
    ("Never insult users.", "Honest criticism is fine."),
    ("Do not use jargon.", "Relevant acronyms are allowed."),
    ("The assistant must not flatter.", "It may give honest praise."),
    ("Only maintainers can close issues.", "Helpful comments are always welcome."),
    ("Harassment is prohibited.", "Inappropriate posts may be dropped."),
    ("Do not swallow errors.", "It can make debugging difficult."),
    ("Do not tell users what to believe.", "It is up to them to decide."),
    ("Do not pressure donors.", "They can decide for themselves."),
    ("You do not have to attend.", "You may leave if it is boring."),
    ("We do not require a form.", "Sincere contributions are welcome."),
]


def _open(text: str) -> bool:
    return bool(rules(lint(f"# Charter\n\n## Desk\n\n{text}\n", "open-exception")))


@pytest.mark.parametrize("rule", OPEN)
def test_an_exception_that_judges_and_hardly_names_anything_is_open(rule: str) -> None:
    assert _open(rule)


@pytest.mark.parametrize(("rule", "sentence"), LETS_OFF)
def test_a_sentence_that_lets_off_and_hardly_names_a_case_is_open(rule: str, sentence: str) -> None:
    assert _open(f"{rule} {sentence}")


@pytest.mark.parametrize("rule", TOLD)
def test_an_exception_that_names_its_test_is_not_open(rule: str) -> None:
    assert not _open(rule)


@pytest.mark.parametrize(("rule", "sentence"), LETS_NOBODY_OFF)
def test_what_lets_nobody_off_leaves_a_rule_alone(rule: str, sentence: str) -> None:
    assert not _open(f"{rule} {sentence}")
