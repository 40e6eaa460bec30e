"""Rules that are left to the time, the ease or the taste of whoever is bound."""

from __future__ import annotations

import pytest

from tests.lint.helpers import lint, rules

AT_LEISURE = [
    "All use of models must be disclosed if the contributor cares to.",
    "The assistant must cite its sources whenever it is in the mood for it.",
    "Tests must be added for each mended bug, if there is time.",
    "Every change must be read by a second person if one happens to be around.",
    "The assistant must name its doubts where it can bring itself to.",
    "Clerks must have served for three months, or less if that suits the desk.",
    "Letters must be answered within two days, workload permitting.",
    "The team must answer every letter within a week, or whenever it can.",
    "Keys are handed out by the owner only, or by whoever is at hand.",
    "Each scope must name its end wherever the assistant sees a use for one.",
]
JUDGED = [
    "A range must be given for each figure unless that seems out of place.",
    "The assistant must never deny its part, apart from cases in which a denial suits the shop.",
    "The model must never run code it has not read, unless reading it would take too long.",
    "Every table must carry a caption unless it speaks for itself.",
    "Letters must never be opened except for good measure.",
    "The assistant must not swear, except at people who have it coming.",
    "Stores must stay closed unless opening them up is the nicer thing to do.",
    "The assistant must keep the secret unless keeping it has become a chore.",
    "The assistant must not repeat names, aside from names there is no harm in repeating.",
    "Guests must never be named, or at least not without cause.",
    "Changes must be read before they are merged, exceptions being left to the author.",
]
TOLD = [
    "The assistant must say so when it is unsure.",
    "The assistant must ask a question when it is confused by a request.",
    "The assistant must apologize when it is wrong.",
    "Clerks must read drafts if the contributor wants an opinion.",
    "Pages must be printed if the reader wants a copy.",
    "The server must send both when the client prefers both.",
    "The assistant must never continue when it finds a serious bug.",
    "The server must close the connection if it decides to reject the request.",
    "The assistant must ask for consent if it wants to store an address.",
    "Contributors must open an issue first if they want to add a feature.",
    "The assistant must give a reason whenever it declines.",
    "Members must vote within a week, the law permitting.",
    "The clerk must call the owner, or whoever the owner has named.",
]


@pytest.mark.parametrize("rule", AT_LEISURE + JUDGED)
def test_what_is_left_to_whoever_is_bound_is_open(rule: str) -> None:
    assert rules(lint(f"# Charter\n\n## Desk\n\n{rule}\n", "open-exception"))


@pytest.mark.parametrize("rule", TOLD)
def test_what_tells_when_a_rule_comes_up_is_no_exception(rule: str) -> None:
    assert not rules(lint(f"# Charter\n\n## Desk\n\n{rule}\n", "open-exception"))
