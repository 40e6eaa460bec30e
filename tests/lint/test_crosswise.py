"""Two sentences that rank the same two things the other way round, in other words."""

from __future__ import annotations

import pytest

from specaudit.lint.ranked_sides import ranked

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
    ("Careful answers matter more to us than quick answers.",
     "Where a quick answer and a careful answer pull apart, the quick one is the one to give."),
    ("The wishes of the guest carry the day over those of the host.",
     "When a host and a guest want different things, go along with the host."),
    ("House rules outrank guest wishes, which in turn outrank our habits.",
     "Where our habits and a guest's wishes differ, keep to our habits."),
    ("A written order has the last word, even over a spoken one.",
     "Spoken orders override written orders."),
    ("If a spoken and a written order disagree, ignore the written one.",
     "Written orders come first, spoken orders second."),
    ("Where brevity and completeness cannot both be had, give up brevity.",
     "Brevity is more valuable than completeness."),
    ("Comfort is secondary; safety is what counts.",
     "Comfort prevails over safety."),
    ("Kindness can wait; honesty cannot.",
     "Kindness goes ahead of honesty."),
    ("Quality is important, yet the deadline is more so.",
     "Quality of the work comes before the deadline."),
    ("Thrift is no reason to compromise on quality.",
     "Quality has to give way to thrift."),
    ("Readability is not to be given up for the sake of correctness.",
     "If correctness and readability compete, correctness wins."),
    ("When other interests (for example, the widest freedom) conflict with safety, choose safety.",
     "The widest freedom is worth more to us than safety."),
    ("Adults are to be served before children.",
     "First come the children, then the adults."),
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
        # what is done about a clash favours neither side
        ("If a tenant and a landlord disagree, inform the landlord in writing.",
         "Tenants come before landlords."),
        ("When a host and a guest want different things, go along with the host.",
         "When a host and a guest are both present, greet the guest first."),
        ("When comfort and safety conflict, comfort is not enough.",
         "Safety comes before comfort."),
        ("Do not trade accuracy for speed.", "Accuracy comes before speed."),
        ("Safety must not suffer for the sake of comfort.",
         "Comfort must never come before safety."),
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


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Thrift comes ahead of candour whenever the two part company.", 1),
        ("Candour comes ahead of thrift.", 0),
        ("Candour comes ahead of guests.", 0),
    ],
)
def test_an_item_of_a_ranking_goes_by_the_words_that_explain_it(sentence: str, found: int) -> None:
    text = (
        "# Desk\n\nWeigh these in this order of priority:\n\n"
        "1. **Upright**: good faith towards guests, and candour\n"
        "2. **Sparing**: thrift with paper and with guests\n\n## More\n\n"
    )
    assert len(lint(f"{text}{sentence}\n", "priority-cycle").findings) == found


def test_this_is_what_its_section_is_about() -> None:
    text = "# Desk\n\nBrevity outranks warmth.\n\n## Warmth\n\nThis wins over brevity.\n"
    assert lint(text, "priority-cycle").findings
    assert not lint(text.replace("## Warmth", "## Lamps"), "priority-cycle").findings
