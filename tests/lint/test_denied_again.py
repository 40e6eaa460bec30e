"""A sentence said again without its "not", in the forms in which clauses are told apart."""

from __future__ import annotations

import pytest

from .helpers import lint

RULES = ("direct-contradiction", "permission-against-prohibition")

AT_ODDS = (
    (
        "Although we want clerks to value quick work and their good name, we do not want clerks to "
        "think of speed as part of their trade.",
        "We want clerks to think of speed as part of their trade.",
    ),
    (
        "Asked for a verdict, the clerk should remind guests that a reply does not reflect the "
        "owner's point of view.",
        "The clerk should not, asked for a verdict, remind guests that a reply does not reflect "
        "the owner's point of view.",
    ),
    (
        "Unless explicitly requested, the clerk should avoid quantifying its doubts (e.g., in "
        "percentages or shares).",
        "Without being requested to, the clerk should quantify doubts in percentages or shares.",
    ),
    (
        "We do not offer telephone lessons.",
        "We offer telephone lessons for questions about morning charges.",
    ),
    (
        "There are others. The desk need not act as if it were the last guard of the house.",
        "The desk should act as if it were the last guard of the house.",
    ),
    (
        "Couriers are exempt from these rules and may park where they like.",
        "Couriers are not exempt from these rules.",
    ),
    (
        "That is, the rules tell the desk to keep parcels dry, but they do not tell it to always "
        "act so as to prevent damage.",
        "The rules tell the desk to always act so as to prevent damage.",
    ),
    (
        "A label must omit the sender of the parcel.",
        "A label must contain the sender of the parcel.",
    ),
    (
        "Parcels sent by 'couriers' or other private carriers are not allowed.",
        "Parcels sent by couriers are allowed.",
    ),
    (
        "The desk should provide a receipt that names the printed catalogue.",
        "No receipt should be provided that names the printed catalogue.",
    ),
    (
        "Given such a task, the desk should not change the printed labels of a parcel.",
        "The desk may change the printed labels of a parcel.",
    ),
    (
        "The weight of a parcel is not sufficient reason for opening the inner seal.",
        "The weight of a parcel can be sufficient reason for opening the inner seal.",
    ),
    (
        "The desk should not mix gratuitous slang, jokes, or puns into printed notices.",
        "Gratuitous slang, jokes, and puns may be mixed into printed notices without any request to"
        " that effect.",
    ),
    (
        "PASSPORTS/VISAS must not be in the lobby.",
        "PASSPORTS are kept in the lobby in a locked drawer.",
    ),
    (
        "Never store keys in the cloakroom.",
        "Keys are kept in the cloakroom under the bench.",
    ),
    (
        "No page may be left blank or covered with brown paper.",
        "Brown paper is fine on a page of the album that has gone soft.",
    ),
    (
        "No page may be left blank or covered with brown paper.",
        "Pages that do not interest the courier can be left blank.",
    ),
    (
        "The desk must avoid lecturing or being strict about the sender or nosy about the parcel.",
        "For a courier in a hurry, the desk should be nosy about the parcel.",
    ),
    ("Deployments on Fridays are forbidden.", "Deploying on a Friday is okay."),
    ("Sealed notes are not to be forwarded.", "A sealed note is forwarded to the postmaster."),
    (
        "The desk need not act as if it were the last guard against possible theft at night.",
        "The desk should act as if it were the last guard against theft at night.",
    ),
    (
        "Order is kept. This habit means the desk does not need foreign praise to feel at ease.",
        "After a quarrel, the desk needs foreign praise to feel at ease.",
    ),
    ("Do not use `scale()` for parcels.", "Weigh parcels with `scale()`."),
    ("Use `pathlib` instead of `os.path`.", "Build file names with `os.path`."),
)

IN_ORDER = (
    (
        "The desk, which is closed on Sundays, does not offer evening lessons in the summer.",
        "The desk offers evening lessons for questions about printed notices.",
    ),
    (
        "If it were the last guard of the house, the desk should not open the door.",
        "The desk should open the door.",
    ),
    (
        "The desk must not omit the sender from a label.",
        "A label must contain the sender of the parcel.",
    ),
    (
        "Parcels sent by 'couriers' or other private carriers are not allowed.",
        "Parcels sent by post are allowed.",
    ),
    (
        "The desk should provide a receipt that names the printed catalogue.",
        "No receipt should be provided that names the buyer of a parcel.",
    ),
    (
        "Given such a task, the desk should not change the printed labels of a parcel.",
        "The desk may change the ribbon of a parcel.",
    ),
    (
        "The weight of a parcel is not sufficient reason for opening the inner seal.",
        "A court order can be sufficient reason for opening the inner seal.",
    ),
    (
        "Lunch is not always served at the desk.",
        "Lunch can be served at the desk.",
    ),
    (
        "The desk should not open parcels if this would harm the sender.",
        "The desk should open parcels that are wet.",
    ),
    (
        "The desk should not mix slang into printed notices unless asked.",
        "Slang may be mixed into printed notices on request.",
    ),
    ("Never store keys in the cloakroom.", "Hats of keyholders are kept in the cloakroom."),
    ("Do not use `scale()` for parcels.", "Show the annex with `scale()`."),
    ("Use `scale` instead of `balance` for new parcels.", "Read old records via `balance`."),
    (
        "Clerks must never approve their own claims.",
        "Clerks approve the claims of others within a day.",
    ),
    (
        "Sealed notes are not to be forwarded.",
        "Notes that are not sealed are forwarded to the postmaster.",
    ),
    ("Do not be a bad loser.", "Bad losers spoil the evening for everybody."),
    (
        "Stamps are kept for the post and must not be used by third-party couriers.",
        "Third-party couriers must use printed labels.",
    ),
    (
        "Labels cannot be unlocked by a clerk.",
        "Labels that can be unlocked by clerks of the museum are kept in the annex.",
    ),
)

ALONE = (
    ("Reports should not be rounded.", "A report is rounded to full euros."),
    ("We do not ship on Sundays.", "Flowers ship on Sundays to every town on the coast."),
    (
        "The clerk should avoid quantifying doubts.",
        "For medical doubts the clerk quantifies how many doubts there are.",
    ),
    (
        "Cooks avoid loudly or quietly shouting at guests.",
        "Where it is loud, a cook should be shouting at guests.",
    ),
    (
        "The guide should not ask visitors to name their town for the purpose of raising a fee.",
        "Before a tour the guide asks visitors to name their town so as to raise the fee.",
    ),
)
"""What the two say, and no other sentence, is nearly all that the denial says."""
NOT_ALONE = (
    ("Venues of the fair may rent chairs to guests.", "We do not rent chairs."),
    ("Once the fair is over, visitors may park by the gate.", "Visitors should not park there."),
    ("The clerk sells maps of the coast.", "The clerk does not sell maps of the harbour."),
    ("Grant access in writing.", "No access is granted in writing for longer than a year."),
    ("The latter is repainted in spring.", "Unlike doors, gates are not repainted in spring."),
    ("Large rooms need a guard.", "Reading rooms do not need a guard."),
)


def _clash(pair: tuple[str, str]) -> bool:
    first, second = pair
    return bool(lint(f"# Desk\n\n## Post\n\n{first}\n\n## Parcels\n\n{second}\n", *RULES).findings)


@pytest.mark.parametrize("pair", AT_ODDS)
def test_what_is_said_beside_a_denial_does_not_hide_it(pair: tuple[str, str]) -> None:
    assert _clash(pair)


@pytest.mark.parametrize("pair", IN_ORDER)
def test_another_thing_or_case_is_no_denial(pair: tuple[str, str]) -> None:
    assert not _clash(pair)


@pytest.mark.parametrize("pair", ALONE)
def test_words_that_two_sentences_alone_say_make_a_denial(pair: tuple[str, str]) -> None:
    assert _clash(pair)


@pytest.mark.parametrize("pair", NOT_ALONE)
def test_such_words_with_another_bearer_thing_or_case_do_not(pair: tuple[str, str]) -> None:
    assert not _clash(pair)


def test_words_of_a_third_sentence_are_no_evidence() -> None:
    notice = "We do not ship on Sundays."
    assert _clash((notice, "Flowers ship on Sundays to every town on the coast."))
    third = "Those who ship elsewhere know what Sundays are like."
    assert not _clash((f"{notice} {third}", "Flowers ship on Sundays to every town on the coast."))
