"""Counts in words against lists and against each other."""

from __future__ import annotations

import pytest

from .helpers import lint

SPEC = """\
# Rules

## {} {{#one}}

{}

## Elsewhere {{#two}}

{}
"""


def found(one: str, other: str, title: str = "Here") -> int:
    text = SPEC.format(title, one, other)
    return len(lint(text, "inconsistent-number", "count-against-list").findings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We consider four broad categories of risk, each with its own set of "
            "safeguards:\n\n- theft\n- fire\n- flood",
            "",
        ),
        (
            "The library knows three kinds of loans, which differ in their length "
            "and their price:\n\n- day loans\n- week loans",
            "",
        ),
        (
            "These are the five steps of an appeal, from the first letter to the "
            "last word:\n\n1. letter\n2. hearing\n3. ruling\n4. appeal",
            "",
        ),
        (
            "The following four behaviours are welcome if and only if the reading "
            "room is open to guests:\n\n- reading aloud\n- eating\n- humming",
            "",
        ),
        (
            "The four following duties fall on every clerk who works at the front "
            "desk in the morning:\n\n- opening\n- greeting\n- sorting",
            "",
        ),
        (
            "Any of the following three grounds entitles a member to leave early "
            "with full pay:\n\n- illness\n- care",
            "",
        ),
        (
            "Clerks follow these six rules when they answer the phone for "
            "somebody else:\n\n- be brief\n- be kind\n- take notes\n- call back",
            "",
        ),
        (
            "Delays may have a variety of causes:\n\n- weather: storms\n- staff: "
            "illness\n- tools: broken ones\n- post: late "
            "letters\n\nThree causes of delays are told apart below.",
            "",
        ),
        (
            "Three causes of delay are told apart below.\n\nA delay may come from "
            "several causes:\n\n- weather\n- staff\n- tools\n- post",
            "",
        ),
        (
            "A clerk's answer can be wrong for a number of reasons:\n\n- old "
            "data\n- haste\n- bad sources\n\nAll four reasons named "
            "above are to be ruled out first.",
            "",
        ),
        (
            "The grounds for refusal are as follows:\n\n- debt\n- theft\n- noise",
            "Four grounds for refusal are as many as a clerk can remember.",
        ),
        (
            "The grounds for refusal are as follows:\n\n- debt\n- theft\n- noise",
            "Refusal rests on one of five grounds.",
        ),
        (
            "The current house rules on noise are as follows. Readers should "
            "never:\n\n- shout\n- sing\n- play music",
            "Five house rules are as many as readers will learn.",
        ),
        (
            "The current house rules on noise are as follows. Readers should "
            "never:\n\n- shout\n- sing\n- play music",
            "We have only four house rules on noise.",
        ),
        (
            "The library serves three kinds of members: adults, children, and schools.",
            "Two types of members are known to the library.",
        ),
        (
            "There are three kinds of passes.",
            "Passes come in four kinds, and not all of them cost money.",
        ),
        (
            "- `role`: says who sent a letter. Roles decide who may answer.\n    "
            "- `clerk`: from the desk\n    - `reader`: from outside\n    - `board`: from above",
            "Letters come in four roles, and not all of them are answered.",
        ),
        ("There are five tiers: basic, plus, pro, max and team.", "All six tiers include support."),
        ("The board has seven members.", "The eight members of the board vote in secret."),
        (
            "Reviews run in three stages: reading, marking and sealing.",
            "Each review passes through four stages.",
        ),
        (
            "The charter rests on four pillars: care, candour, calm and craft.",
            "The five pillars of the charter are of equal weight.",
        ),
        (
            "Our code of conduct names six values:\n\n- a\n- b\n- c\n- d\n- e\n- f",
            "The seven values of our code of conduct apply online as well.",
        ),
        ("A complaint has four possible outcomes:\n\n- warning\n- fine\n- ban", ""),
        (
            "## Levels\n\nWe use these severity levels:\n\n- low\n- medium\n- high",
            "Every report carries one of four severity levels.",
        ),
        (
            "Permission comes in two forms: oral and written.",
            "The three forms of permission are equally valid.",
        ),
        ("The guide is divided into five parts.", "All four parts of the guide are free."),
    ],
)
def test_a_count_that_is_not_the_length_of_the_list(one: str, other: str) -> None:
    assert found(one, other) >= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We consider three broad categories of risk, each with its own set of "
            "safeguards:\n\n- theft\n- fire\n- flood",
            "",
        ),
        ("When the two parties disagree, the mediator considers:\n\n- cost\n- time\n- peace", ""),
        (
            "In these two cases, which are rare, the clerk should do all of "
            "this:\n\n- write\n- call\n- wait",
            "",
        ),
        (
            "The following behaviours are welcome in the two reading rooms that "
            "are open to guests:\n\n- reading aloud\n- eating\n- humming",
            "",
        ),
        ("Following these three rules, the clerk sorts letters into:\n\n- open\n- closed", ""),
        (
            "The following four behaviours are welcome:\n\n- reading\n- eating\n- "
            "humming\n- singing",
            "",
        ),
        (
            "Delays may have a variety of causes:\n\n- weather\n- staff\n- "
            "tools\n- post\n\nFour causes of delays are told apart below.",
            "",
        ),
        (
            "Delays may have a variety of causes:\n\n- weather\n- staff\n- "
            "tools\n- post\n\nTwo causes of long delays are told apart in a table below.",
            "",
        ),
        (
            "Delays may have a variety of causes:\n\n- weather\n- staff\n- "
            "tools\n- post\n\nThree of the causes are told apart below.",
            "",
        ),
        (
            "Delays may have a variety of causes:\n\n- weather\n- staff\n- "
            "tools\n- post\n\nThe last two causes are beyond our control.",
            "",
        ),
        (
            "The grounds for refusal are as follows:\n\n- debt\n- theft\n- noise",
            "Two grounds for refusal are new this year.",
        ),
        (
            "The grounds for refusal are as follows:\n\n- debt\n- theft\n- noise",
            "Two grounds are enough.",
        ),
        (
            "The grounds for refusal are as follows:\n\n- debt\n- theft\n- noise",
            "Two grounds for dismissal are as many as we need.",
        ),
        (
            "The grounds for refusal include:\n\n- debt\n- theft\n- noise",
            "There are five grounds for refusal.",
        ),
        (
            "The library's three types of members are adults, children, and schools.",
            "Two kinds of members pay no fee.",
        ),
        (
            "The library's three types of members are adults, children, and schools.",
            "The desk may serve two kinds of members at once.",
        ),
        (
            "The library's three types of members are adults, children, and schools.",
            "Schools pay for two kinds of passes.",
        ),
        ("There are three kinds of passes.", "Passes for children come in two kinds."),
        (
            "- `role`: says who sent a letter.\n    - `clerk`: from the desk\n    "
            "- `reader`: from outside\n    - `board`: from above",
            "Letters come in three roles.",
        ),
        (
            "- `role`: says who sent a letter.\n    - `clerk`: from the desk\n    "
            "- `reader`: from outside\n    - `board`: from above",
            "The play has four roles.",
        ),
        (
            "- **Status**: where a request stands.\n    - open\n    - pending\n    - closed",
            "Two statuses of a request are shown in red.",
        ),
        (
            "There are two separate systems for sound:\n\n- speakers\n- phones",
            "Each of the three heating systems has its own switch.",
        ),
        (
            "There are five tiers: basic, plus, pro, max and team.",
            "The top two tiers include support.",
        ),
        ("The board has seven members.", "Five members of the board make a quorum."),
        (
            "Reviews run in three stages: reading, marking and sealing.",
            "A review of a book passes through two stages at most when it is short.",
        ),
        ("A complaint has three possible outcomes:\n\n- warning\n- fine\n- ban", ""),
        (
            "We use these severity levels:\n\n- low\n- medium\n- high",
            "Every report carries one of three severity levels.",
        ),
        (
            "The assistant may ask two kinds of questions here.",
            "There are three kinds of questions.",
        ),
        (
            "For instance, a reader with two kinds of passes pays once.",
            "There are three kinds of passes.",
        ),
    ],
)
def test_counts_of_a_part_or_of_other_things_stay_quiet(one: str, other: str) -> None:
    assert found(one, other) == 0


def test_a_heading_may_say_what_the_counted_things_are() -> None:
    listed = "There are two separate systems for sound:\n\n- speakers\n- phones"
    told = "Each of the three voice systems has its own volume."
    assert found(listed, told, "Voice and sound") == 1
    assert found(listed, told, "Light and sound") == 0


def test_two_lists_of_a_kind_may_differ_in_length() -> None:
    one = "We use these labels:\n\n- red\n- blue"
    other = "We use these labels:\n\n- low\n- high\n- other"
    assert found(one, other) == 0


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("The form has two parts: a summary and a plan.", "The third part of the form is a list."),
        ("An appeal has three stages.", "Nobody attends the fourth stage of an appeal."),
        (
            "The badge consists of four fields.",
            "Write your name into the fifth field of the badge.",
        ),
    ],
)
def test_a_place_beyond_the_end_of_a_row(row: str, place: str) -> None:
    assert found(row, place) == 1


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("The form has three parts: a sum, a plan and a list.", "The third part of the form ends."),
        ("An appeal has three stages.", "Nobody attends the fourth stage of a project."),
        ("An appeal has three stages.", "On the fourth day of an appeal, the desk writes."),
        ("An appeal may have two stages.", "The third stage of an appeal is rare."),
    ],
)
def test_a_place_within_a_row_or_in_another(row: str, place: str) -> None:
    assert found(row, place) == 0


BULLETS = (
    "# Charter\n\nSTEM\n\n- age: how old it is.\n- hand: who wrote it.\n- seal: whose it is.\n"
)


@pytest.mark.parametrize(
    "stem",
    [
        "A letter may be turned down for NUMBER causes:",
        "The clerk should weigh NUMBER points:",
        "A delay may be due to NUMBER causes:",
        "Letters are told apart in NUMBER ways:",
        "The record consists of NUMBER parts:",
    ],
)
@pytest.mark.parametrize(("number", "told"), [("four", 1), ("three", 0)])
def test_a_number_right_before_its_list(stem: str, number: str, told: int) -> None:
    text = BULLETS.replace("STEM", stem.replace("NUMBER", number))
    assert len(lint(text, "count-against-list").findings) == told


@pytest.mark.parametrize(
    "said",
    [
        "The clerk should weigh NUMBER points: (i) its age; (ii) its hand; and (iii) its seal.",
        "The clerk should weigh NUMBER points: (1) its age, (2) its hand and (3) its seal.",
        "The clerk's NUMBER main books—the red one, the blue one, and the green one—stay here.",
        "It has NUMBER parts: a head, a body and a foot.",
    ],
)
@pytest.mark.parametrize(("number", "told"), [("four", 1), ("three", 0)])
def test_a_number_and_a_list_in_one_sentence(said: str, number: str, told: int) -> None:
    text = f"# Charter\n\n{said.replace('NUMBER', number)}\n"
    assert len(lint(text, "count-against-list").findings) == told


@pytest.mark.parametrize(
    "said",
    [
        "A letter may be turned down for up to two causes:",
        "A letter may be turned down for at least two causes:",
    ],
)
def test_a_bound_before_a_list_is_no_count_of_it(said: str) -> None:
    assert not lint(BULLETS.replace("STEM", said), "count-against-list").findings


def test_a_number_right_before_its_table() -> None:
    table = "| part | where |\n|---|---|\n| head | above |\n| foot | below |\n"
    bare = " part | where\n ---- | ----\n head | above\n foot | below\n"
    for number, told in (("three", 1), ("two", 0)):
        for one in (table, bare, bare + "\nMore:\n\n" + table.replace("foot", "arm")):
            text = f"# Charter\n\nThe record consists of {number} parts:\n\n{one}"
            assert len(lint(text, "count-against-list").findings) == told


@pytest.mark.parametrize(
    "said",
    [
        "The four books — kept since 1900, and dear to all of us who work here — stay.",
        "The two clerks—who come early and leave late, or never—stay.",
    ],
)
def test_an_aside_between_dashes_is_no_list(said: str) -> None:
    assert not lint(f"# Charter\n\n{said}\n", "count-against-list").findings
