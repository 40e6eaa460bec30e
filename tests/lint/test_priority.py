from __future__ import annotations

from itertools import pairwise

import pytest

from specaudit.config import DocumentOptions
from specaudit.domain.lint import LintOptions
from specaudit.lint import runner
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

from .helpers import lint

CIRCLE = "Brevity outweighs candour at the desk.\n\n{}Candour at the desk wins out over brevity.\n"


def test_a_circle_names_what_goes_round_in_it() -> None:
    for text in (f"# Rules\n\n{CIRCLE}", CIRCLE):
        (finding,) = lint(text.format("## More\n\n"), "priority-cycle").findings
        assert finding.message.endswith(": Brevity > Candour at the desk > Brevity.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Privacy outweighs comfort.",
         "If privacy and comfort are at odds, the latter has the stronger claim."),
        ("Prefer clarity to brevity.", "Clarity comes second to brevity."),
        ("Security trumps beauty.", "Beauty is to be put ahead of security."),
        ("If care and speed conflict, go with care.", "Care must give way to speed."),
        ("Legal duties override house rules.", "House rules hold even against legal duties."),
    ],
)  # fmt: skip
def test_orders_in_other_words_go_round(one: str, other: str) -> None:
    assert len(lint(f"# Rules\n\n{one}\n\n## More\n\n{other}\n", "priority-cycle").findings) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Privacy outweighs comfort.",
         "If privacy and comfort are at odds, the former has the stronger claim."),
        ("Prefer clarity to brevity.", "Brevity comes before wit."),
        ("Security trumps beauty.", "Beauty is never to be put ahead of security."),
    ],
)  # fmt: skip
def test_orders_that_agree_do_not(one: str, other: str) -> None:
    assert not lint(f"# Rules\n\n{one}\n\n## More\n\n{other}\n", "priority-cycle").findings


REVERSED = [
    ("Speed has a lower priority than safety.", "Speed ranks higher than safety."),
    ("Use lists instead of tables.", "Choose tables over lists when both are possible."),
    ("Clarity outranks speed.", "Clarity should not get in the way of speed."),
    ("Clarity outranks speed.", "When in doubt, favor speed over clarity."),
    ("Clarity outranks speed.", "If clarity and speed ask for different things, speed goes first."),
    ("Clarity outranks speed.", "Speed is a better choice than clarity."),
    (
        "Numeric marks always rank below other marks.",
        "In a tie, other marks rank below numeric ones.",
    ),
    (
        "For a hard problem, the preference for brevity comes second to care.",
        "Even for a hard problem, care is secondary to brevity.",
    ),
    (
        "We rank them in order, being safe first, being kind second, being quick third, "
        "and otherwise being brief.",
        "Brevity is worth more than speed.",
    ),
]


@pytest.mark.parametrize(("stated", "reversed_"), REVERSED)
def test_an_order_reversed_in_other_words_is_a_cycle(stated: str, reversed_: str) -> None:
    text = f"# Charter\n\n## One\n\n{stated}\n\n## Two\n\n{reversed_}\n"
    [finding] = lint(text, "priority-cycle").findings
    assert len(finding.passages) == 2


def test_an_order_for_a_case_of_its_own_reverses_no_general_one() -> None:
    text = "# Charter\n\nClarity outranks speed.\n\n## Two\n\n"
    text += "In an emergency, speed outranks clarity.\n"
    assert not lint(text, "priority-cycle").findings


def test_a_level_that_still_applies_against_a_higher_one_inverts_the_order() -> None:
    text = (
        "# Charter {#charter authority=root}\n\nBe safe.\n\n"
        "## Tone {#tone authority=user}\n\nBe warm.\n\n"
        "## Style {#style authority=guideline}\n\nBe brief.\n\n"
        "A guideline still applies if a user message expressly asks for something else.\n"
    )
    options = DocumentOptions(authority_order=("root", "user", "guideline"))
    levelled = parse(Source("spec.md", text.encode()), options)
    chosen = LintOptions(select=("authority-inversion",))
    assert runner.run([levelled], chosen).findings


@pytest.mark.parametrize(
    ("stated", "reversed_"),
    [
        ("A lead's view prevails over a reviewer's.",
         "A reviewer's view prevails over that of a lead."),
        ("The lead's vote overrides the reviewer's vote.",
         "The vote of a reviewer comes before the vote of a lead."),
        ("Leads outrank reviewers.", "Reviewers' views outrank leads' views."),
        ("Safety outranks honesty.", "Honesty is never to yield to safety."),
        ("Safety outranks honesty.", "In a conflict of safety with honesty, the latter prevails."),
    ],
)  # fmt: skip
def test_whose_view_prevails_is_an_order_of_parties(stated: str, reversed_: str) -> None:
    text = f"# Charter\n\n## One\n\n{stated}\n\n## Two\n\n{reversed_}\n"
    assert lint(text, "priority-cycle").findings


@pytest.mark.parametrize(
    ("stated", "other"),
    [
        ("A lead's view prevails over a reviewer's.", "A reviewer's note comes before a lead's."),
        ("A lead's view prevails over a reviewer's schedule.",
         "A reviewer's view prevails over a lead's schedule."),
        ("A lead's view prevails over a reviewer's.", "A reviewer's view prevails over a guest's."),
    ],
)  # fmt: skip
def test_two_things_of_two_parties_are_no_order_of_the_parties(stated: str, other: str) -> None:
    text = f"# Charter\n\n## One\n\n{stated}\n\n## Two\n\n{other}\n"
    assert not lint(text, "priority-cycle").findings


def test_a_ring_of_many_orders_is_one_cycle() -> None:
    names = [f"{first}{last}" for first in ("Bal", "Dor", "Fen", "Kim") for last in ("ton", "ver")]
    orders = [f"{a} outranks {b.lower()}." for a, b in pairwise([*names, names[0]])]
    (found,) = lint("# Order\n\n" + "\n\n".join(orders) + "\n", "priority-cycle").findings
    assert len(found.passages) == len(names)


def test_a_chain_of_many_cases_is_for_no_one_case() -> None:
    chain = "abcdefghijklmno"
    orders = [f"In {a}ate cases, {a}ium outranks {b}ium." for a, b in pairwise(chain)]
    last = f"{chain[-1].upper()}ium outranks aium."
    text = "# Order\n\n" + "\n\n".join([*orders, last]) + "\n"
    assert not lint(text, "priority-cycle").findings
    short = "# Order\n\n" + "\n\n".join([*orders[:3], "Dium outranks aium."]) + "\n"
    assert lint(short, "priority-cycle").findings
