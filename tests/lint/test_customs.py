"""Sentences that tell what people do or how things are, beside rules of the same words."""

from __future__ import annotations

import pytest

from .helpers import lint

DOCUMENT = """\
# House rules

## Mornings

{first} Tea stands in the hall.

## The yard

Crews meet at the gate.

## What staff do

{second}
"""


def _drifts(first: str, second: str) -> bool:
    result = lint(DOCUMENT.format(first=first, second=second))
    return any(finding.rule == "modality-drift" for finding in result.findings)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        # another act than the rule's
        ("Operators must disclose ads.", "Ads that operators disclose tend to perform better."),
        ("Helmets must be worn on site.", "Helmets worn on site are usually yellow."),
        ("Gloves must be worn in the lab.", "Preferably the gloves in the lab are nitrile."),
        ("The office must be locked after ten.", "The office lock is often stiff after ten."),
        ("Forklifts must be parked in the bay.", "Parking forklifts in the bay is often awkward."),
        ("The ferry must carry a life raft.", "The life raft of the ferry tends to leak."),
        ("Cooks must wash their hands first.", "Washing hands first generally takes a minute."),
        ("Passwords must be rotated.", "Perhaps the rotation of passwords is a nuisance."),
        ("Pupils must hand in essays.", "Most essays that pupils hand in are short."),
        # others than those whom the rule binds
        ("Agents must confirm the caller's address.", "Callers often confirm the address twice."),
        ("Staff must not share a customer's address.", "Customers usually share an address."),
        ("Volunteers must wear a vest.", "Visitors prefer volunteers who wear a vest."),
        # what is done in spite of a ban
        ("Minors must not use the service.", "Minors sometimes use the service."),
        ("Interns must not open the vault.", "Interns usually hope to open the vault."),
    ],
)
def test_what_people_do_takes_up_no_rule(rule: str, told: str) -> None:
    """A word of custom stands with another act, or with somebody else's."""
    assert not _drifts(rule, told)


@pytest.mark.parametrize(
    ("rule", "soft"),
    [
        ("Helmets must be worn on site.", "On site helmets are usually worn."),
        ("Gloves must be worn in the lab.", "Preferably gloves are worn in the lab."),
        ("The office must be locked after ten.", "After ten the office is generally locked."),
        ("Forklifts must be parked in the bay.", "Parking forklifts in the bay is often wise."),
        ("Volunteers must wear a vest.", "Volunteers like to wear a vest."),
        ("Interns must not open the vault.", "Interns usually do not open the vault."),
        ("Agents must confirm the caller's address.", "Agents tend to confirm the address."),
    ],
)
def test_a_custom_of_those_who_are_bound_softens_their_rule(rule: str, soft: str) -> None:
    """Nobody can tell then whether they must."""
    assert _drifts(rule, soft)
