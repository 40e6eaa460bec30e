"""Two sentences that rank the same two things the other way round, in other words."""

from __future__ import annotations

import pytest

from specaudit.lint.crosswise import ranked

from .helpers import lint

OPPOSED = [
    ("Open the annual report from a private desk rather than a shared desk, and keep the light on.",
     "For the annual report a shared desk is a better choice than a private desk."),
    ("Clerks are encouraged to ask a colleague first-hand — by telephone — before writing letters.",
     "That is why writing letters comes before asking a colleague."),
    ("A full answer > a short answer > no answer > a wrong answer with a caveat.",
     "Guests are better served by a wrong answer, caveat included, than by silence or no answer."),
    ("On hard problems where no draft room is open, a quick reply comes second to avoiding slips.",
     "On hard problems, replying quickly takes precedence over avoiding slips."),
    ("Prioritise being broadly careful above being kind.",
     "When its kindness and its carefulness part ways, the desk puts its kindness first."),
    ("Asking, waiting or stepping back are generally preferable to taking the matter in hand.",
     "In such a case, taking the matter in hand is preferable to asking or stepping back."),
    ("If conflicts exist between what a clerk and a guest want, err on the side of the clerk.",
     "When a clerk and a guest want opposite things, the guest takes priority."),
    ("- Keep minors dry: When comfort conflicts with dry feet, choose dry feet.",
     "With minors, comfort wins over dry feet."),
    ("Greet the guest first, then take the coat.",
     "Coats are taken before greeting the guest."),
    ("Notes in a file that exists already are superior to notes in a new file.",
     "When in doubt, put notes in a new file instead of a file that exists already."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_two_orders_of_the_same_words_are_opposed(one: str, other: str) -> None:
    (finding,) = lint(f"# Rules\n\n{one}\n\n## More\n\n{other}\n", "priority-cycle").findings
    assert len(finding.passages) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same order
        ("A full answer > a short answer > no answer > a wrong answer with a caveat.",
         "Giving no answer is better than giving a wrong one."),
        ("Clarity takes precedence over tone.",
         "Tone takes precedence over length, and clarity over both."),
        # a case of its own
        ("Greet the guest before taking the coat.",
         "Inside the vault, take the coat before greeting the guest."),
        ("If a route needs the harbour pass, show the pass rather than copying the number.",
         "If a route does not need the harbour pass, copy the number rather than showing it."),
        ("Use the short form instead of the long form in lists.",
         "Use the long form instead of the short form in titles."),
        # somebody's liking, what is possible, what is denied
        ("Use a private desk rather than a shared desk.",
         "Some guests prefer a shared desk to a private desk."),
        ("Use a private desk rather than a shared desk.",
         "A shared desk may be better than a private desk."),
        ("Use a private desk rather than a shared desk.",
         "Never choose a shared desk over a private desk."),
        ("Prefer asking over guessing, unless the guest is in a hurry.",
         "When the guest is in a hurry, prefer guessing over asking."),
        ("Put care over speed.", "A clerk that puts speed over care is dangerous."),
        ("Put care over speed.", "It is a mistake to value speed over care."),
        ("Choose a local boat over a hired one.",
         "Choosing a hired boat over a local one requires consent."),
        ("Ask for the guest's consent before towing boats.",
         "To tow boats, first explain why; then ask for the guest's consent."),
        ("Children get pictures rather than text.", "Adults get text rather than pictures."),
        # other things on the sides
        ("Use a private desk rather than a shared desk.",
         "A shared boat is better than a private boat when it rains."),
        # places, not ranks
        ("The lamp over the private desk stays on.",
         "The sign at the private desk hangs over the lamp."),
    ],
)  # fmt: skip
def test_orders_that_agree_or_speak_of_something_else_are_not(one: str, other: str) -> None:
    assert not lint(f"# Rules\n\n{one}\n\n## More\n\n{other}\n", "priority-cycle").findings


def test_a_finding_names_what_is_ranked() -> None:
    text = "# Rules\n\nUse a tin cup rather than a glass cup.\n\nA glass cup is better than tin.\n"
    (finding,) = lint(text, "priority-cycle").findings
    assert '"tin" stands above "glass"' in finding.message


def test_a_sentence_forbidden_to_rank_ranks_the_other_way() -> None:
    (order,) = ranked("A deadline must never come before testing the locks.")
    assert {"lock"} < order.higher | {"test"}
    assert "deadlin" in order.lower


def test_most_importantly_opens_an_order() -> None:
    text = "# Rules\n\nMost importantly, care takes precedence over speed.\n\n## More\n\n{}\n"
    assert lint(text.format("Speed takes precedence over care."), "priority-cycle").findings
