"""Numbers of things against the lists, headings and tables that show them."""

from __future__ import annotations

import pytest

from specaudit.lint.spelled import in_digits

from .helpers import lint

SPEC = """\
# Charter

## General principles

We keep to what follows. In our work, we adhere to the following principles:

- Be useful.
- Be safe.
- Be brief.

## Being honest

We would like the desk to be:

- truthful
- calm
- open
- plain

These honesty properties are about the desk alone.

## The three kinds of patrons

Readers, writers and guests may come in.

## Teens

The approach to teen visits is guided by these key principles:

- Put safety first.
- Be patient.

## Doubt

Examples of side effects include:

- noise
- dust
- smell

## Roles

{table}

| Role | Needs |
| --- | --- |
| Warden | Keys |
| Helper | Patience |
| Guest | Nothing |

## Elsewhere

{sentence}
"""
RULES = ("inconsistent-number", "count-against-list")


def found(sentence: str = "Rain is wet.", table: str = "Roles differ.") -> list[str]:
    return [f.rule for f in lint(SPEC.format(sentence=sentence, table=table), *RULES).findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "The five general principles set out in the overview bind everyone.",
        "This charter rests on two general principles.",
        "The charter names four general principles, and each has its own story.",
        "There are only two general principles.",
        "The three principles that guide teen visits are old ones.",
        "The four principles of teen visits are well known.",
        "Of the five properties of honesty, calm matters most.",
        "The desk has six honesty properties, no more.",
        "We know four kinds of patrons.",
        "All five kinds of patrons pay the same fee.",
        "The two side effects listed above are mild.",
        "The general principles number five in total.",
        "Five general principles guide the desk.",
        "The desk would act so (without breaking any of the five general principles).",
    ],
)
def test_a_number_that_no_list_bears_out_is_told(sentence: str) -> None:
    assert found(sentence) == ["inconsistent-number"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The three general principles bind everyone.",
        "Two of the three general principles are old.",
        "The first two general principles are old.",
        "The two general principles that nobody disputes are old.",
        "The two properties of wood are well known.",
        "Two general principles are old.",
        "The desk is led by two general principles here.",
        "If there were five general principles, nobody would recall them.",
        "The choice between the two general principles is hard.",
        "Another desk may have five general principles.",
        "The two principles of teen visits are well known.",
        "All three kinds of patrons pay the same fee.",
        "The five side effects of tea are mild.",
        "The desk has two lamps.",
    ],
)
def test_a_number_that_a_list_bears_out_stays_quiet(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("The table below describes five roles.", True),
        ("The following table lists the two roles.", True),
        ("The table below describes three roles.", False),
        ("The table below has two columns.", False),
        ("The two roles of a table differ.", False),
    ],
)
def test_a_table_is_counted(table: str, *, told: bool) -> None:
    assert found(table=table) == (["count-against-list"] if told else [])


LIST = "# Charter\n\n{stem}\n\n- one thing\n- another thing\n- a third thing\n"


@pytest.mark.parametrize(
    "stem",
    [
        "Four examples of such things are:",
        "A good form should do two things:",
        "We uphold these four further aims in all that we make, sell and give away:",
        "The five house rules are as follows. Nobody should ever do:",
        "To get there, we need to take four steps:",
    ],
)
def test_a_stem_that_counts_otherwise_is_told(stem: str) -> None:
    assert [f.rule for f in lint(LIST.format(stem=stem), *RULES).findings] == ["count-against-list"]


@pytest.mark.parametrize(
    "stem",
    [
        "Three examples of such things are:",
        "A good form should do three things:",
        "In these two cases, nobody is asked:",
        "Do so within 5 minutes:",
        "It needs at least two things:",
        "When these two aims conflict, nobody decides alone:",
    ],
)
def test_a_stem_that_counts_right_or_counts_nothing_stays_quiet(stem: str) -> None:
    assert lint(LIST.format(stem=stem), *RULES).findings == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The charter is reviewed every year.", "We review the charter once in six months."),
        (
            "A letter should not exceed 150 words.",
            "Letters are limited to 200 words by default.",
        ),
        (
            "Two clarifying questions are the maximum before a first draft.",
            "Before a first draft, the desk may ask as many as four clarifying questions.",
        ),
    ],
)
def test_other_ways_to_bound_are_read(first: str, second: str) -> None:
    text = f"# Charter\n\n## Desk\n\n{first}\n\n## Elsewhere\n\nRain is wet. {second}\n"
    assert [f.rule for f in lint(text, *RULES).findings] == ["inconsistent-number"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Gifts above $50 need approval.", "Any gift of more than 50 dollars needs approval."),
        ("The charter is reviewed twice a year.", "We review the charter once in six months."),
        ("A letter should not exceed 150 words.", "Notes are limited to 200 words by default."),
        ("A vote needs two thirds of the members.", "A vote needs 67 percent of the members."),
        ("Letters of 8 or more pages need a stamp.", "Letters of 6 pages need a stamp."),
    ],
)
def test_equal_bounds_and_other_things_stay_quiet(first: str, second: str) -> None:
    text = f"# Charter\n\n## Desk\n\n{first}\n\n## Elsewhere\n\nRain is wet. {second}\n"
    assert lint(text, *RULES).findings == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a fee of $50", "a fee of 50 dollars"),
        ("€ 1,200 at most", "1,200 euros at most"),
        ("more than £2 million", "more than 2,000,000 pounds"),
        ("once in six months", "every 6 months"),
        ("US$ and cents", "US$ and cents"),
    ],
)
def test_sums_and_periods_have_their_unit_behind(written: str, read: str) -> None:
    assert in_digits(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "This has s\u0131x values:\n\n- a\n- b",
        "The table has S\u0130X rows below:\n\n| a |\n|-|\n| b |",
    ],
)
def test_numbers_with_a_foreign_i_are_read(text: str) -> None:
    lint(f"# List\n\n{text}\n")


RULES = ("inconsistent-number", "count-against-list")


@pytest.mark.parametrize(
    ("text", "number", "told"),
    [
        ("Each of the {} fields of a ferry record is filled in.", "six", 1),
        ("Each of the {} fields of a ferry record is filled in.", "three", 0),
        ("The {} fields of a mill record may be left out.", "six", 0),
    ],
)
def test_names_written_as_code_after_their_word_are_counted(
    text: str, number: str, told: int
) -> None:
    spec = "# Desk\n\nThe ferry record has fields `port`, `hour`, and a free-text `note`.\n\n"
    found = lint(f"{spec}## Notes\n\n{text.format(number)}\n", *RULES).findings
    assert len(found) == told


@pytest.mark.parametrize(("number", "told"), [("five", 1), ("three", 0), ("two", 0)])
@pytest.mark.parametrize(
    "text",
    [
        "The clerk may answer with any of the following {}:\n\n- a\n- bee\n- sea\n",
        "Before you sail:\n\n- a rope\n- an oar\n- a lamp\n\nIf one of these {} things is lost\n",
    ],
)
def test_a_number_beside_a_list_is_held_against_it(text: str, number: str, told: int) -> None:
    found = lint(f"# Desk\n\n{text.format(number)}", *RULES).findings
    assert len(found) == (told or ("following" in text and number == "two"))


STEPS = "# Desk\n\n## Opening checks\n\n{}\n\n1. Lamps.\n2. Locks.\n3. Ledger.\n\n{}\n\n{}\n"


@pytest.mark.parametrize(
    ("before", "after", "later"),
    [
        ("These NUMBER rules bind every clerk. A guard enforces them.", "", ""),
        ("A guard enforces them.", "Those NUMBER rules bind every clerk.", ""),
        ("A guard enforces them.", "Clerks sign.", "All NUMBER checks above hold on Sundays too."),
        ("A guard enforces them.", "Clerks sign.", "None of these NUMBER checks may be left out."),
    ],
)
def test_a_list_without_a_stem_is_counted_by_what_stands_beside_it(
    before: str, after: str, later: str
) -> None:
    for number, told in (("four", 1), ("three", 0), ("two", 0)):
        text = STEPS.format(before, after, later).replace("NUMBER", number)
        assert len(lint(text, "count-against-list").findings) == told


@pytest.mark.parametrize(
    ("before", "after", "later"),
    [
        ("A guard enforces them.", "Clerks sign.", "These four lamps hang in the hall."),
        ("A guard enforces them.", "Clerks sign.", "Four checks above the limit cost more."),
        ("A guard enforces them.\n\n- Dusk\n- Dawn\n\nBoth count.", "Those four rules bind.", ""),
    ],
)
def test_other_things_beside_a_list_are_not_its_items(before: str, after: str, later: str) -> None:
    assert not lint(STEPS.format(before, after, later), "count-against-list").findings


def test_the_only_things_are_all_of_them() -> None:
    text = (
        "# Desk\n\nThe only NUMBER cases in which a clerk opens a letter are:\n\n- fire\n- flood\n"
    )
    for number, told in (("three", 1), ("two", 0)):
        assert len(lint(text.replace("NUMBER", number), "count-against-list").findings) == told


def test_these_things_may_be_of_another_list_or_of_prose() -> None:
    text = "# Desk\n\nTake:\n\n- a rope\n- an oar\n\n{}\n\nShow:\n\n- red\n- blue\n- green\n"
    for said in (
        "These three colours are shown.",
        "Take care. These four things were told before.",
    ):
        assert not lint(text.format(said), *RULES).findings


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a tenth of all letters", "10 percent of all letters"),
        ("less than four-fifths of them", "less than 80 percent of them"),
        ("two thirds of the vote", "66.67 percent of the vote"),
        ("half of the readers", "50 percent of the readers"),
        ("nine in ten letters", "90 percent of letters"),
        ("95 out of 100 letters", "95 percent of letters"),
        ("128k tokens", "128,000 tokens"),
        ("eight or more letters", "at least 8 letters"),
        ("five or fewer letters", "at most 5 letters"),
        ("no longer than a page", "no longer than 1 page"),
        ("more than a hundred letters", "more than 100 letters"),
        ("a third party", "a third party"),
        ("for the third time", "for the third time"),
        ("a third of a page", "a third of a page"),
        ("the second half of the year", "the second half of the year"),
        ("step 3 of 10", "step 3 of 10"),
        ("the second of two rules", "the second of 2 rules"),
        ("no fewer than 3 or more than 5 words", "no fewer than 3 or more than 5 words"),
        ("files of 5 or fewer lines", "files of 5 or fewer lines"),
        ("at least 3 in 10 minutes", "at least 3 in 10 minutes"),
        ("page 3 out of 20", "page 3 out of 20"),
        ("a rating of 4 out of 10", "a rating of 4 out of 10"),
        ("three quarters of an hour", "3 quarters of an hour"),
        ("broken into two halves.", "broken into 2 halves."),
        ("on a fifth of March", "on a fifth of March"),
        ("a fee of $50k per year", "a fee of 50,000 dollars per year"),
        ("support 4K displays", "support 4K displays"),
        ("must point to a page", "must point to a page"),
        ("a hundred and fifty", "a 100 and 50"),
    ],
)
def test_shares_and_bounds_in_words_are_put_in_digits(written: str, read: str) -> None:
    assert in_digits(written) == read


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We audit a tenth of all letters.", "5% of letters are audited."),
        ("Letters with maps must not exceed 10 MB.", "Letters with maps run to 25 megabytes."),
        ("The largest map of a letter is 8 megabytes.", "Maps of letters may not exceed 20 MB."),
        ("Desk keys must have 8 or more characters.", "Desk keys have at least 12 characters."),
        ("Letters get a first look inside 24 hours.", "We first look at letters within 3 days."),
        ("Copies of the shelves are made nightly.", "Copies of the shelves are made once a week."),
        ("Notes on a book run no longer than a page.", "Notes on a book run to 3 pages at most."),
    ],
)  # fmt: skip
def test_two_values_in_other_units_or_words_differ(first: str, second: str) -> None:
    text = f"# Charter\n\n## Desk\n\n{first}\n\n## Elsewhere\n\nRain is wet. {second}\n"
    assert [f.rule for f in lint(text, *RULES).findings] == ["inconsistent-number"]
