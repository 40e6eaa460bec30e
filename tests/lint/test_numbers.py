from __future__ import annotations

import pytest

from .helpers import lint

TABLE = "| Role | Needs |\n| --- | --- |\n| Warden | Sponsored by {} readers and patience |\n"


def found(one: str, other: str) -> int:
    text = f"# Rules\n\n## Here\n\n{one}\n\n## There\n\n{other}\n"
    return len(lint(text, "inconsistent-number").findings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You must be 16 or over.", "You must be age 13 or older."),
        ("Libraries with fewer than half a million active readers are exempt.",
         "No card is due if the number of active readers is less than 700 thousand."),
        ("You have 60 days from the closing of a card to request a copy.",
         "A copy must be requested within 90 days of the closing of a card."),
        ("The records of a reader remain on our shelves for 120 days.",
         "We will delete the records of a reader within 90 days."),
        ("The desk answers letters within three days.",
         "Letters are answered by the desk in five days at the latest."),
        ("There are two separate entrances. Which of the three entrances is open varies.", "None."),
        ("When it rains, the desk opens all three halls (east, west and north).",
         "If asked, the guide shows all four halls to simplify the tour."),
        ("The library requires that all readers are over the age of 18.",
         "(Readers, as noted, are required to be over the age of 16.)"),
        ("Requests of more than 40 pages are refused by the desk.",
         "The desk sends a letter if a request exceeds 50 pages."),
        ("We notify readers of changes, such as a price increase, at least 30 days before.",
         "We will let you know about a price increase no later than 60 days before it starts."),
        ("A reader without a card may have at most three APIs open at a time.",
         "Respect the open-API limit (4 per reader without a card)."),
        ("The agent is limited to 100 requests per minute.",
         "The agent may send at most 60 requests per minute."),
        ("The assistant should ask at most two clarifying questions first.",
         "When lost, the assistant should put no more than three clarifying questions."),
        ("A help line is named in each of the first three replies.",
         "A help line is named in each of the first two replies."),
        ("Every level of authority has two sections.",
         "Each level of authority has three sections."),
        ("The text defines three badges: red, green and blue.", "Cards carry one of four badges."),
        ("Catalogues are published weekly.", "A catalogue appears every fortnight."),
        ("The committee audits the fund twice a year.",
         "Every three months the fund is reviewed by the committee."),
        ("Letters are answered no later than the next working day.",
         "A letter gets an answer within five days."),
        ("Junior cards are open to people aged 11 and older.",
         "Nobody younger than 14 may open a junior card."),
        ("After three failed attempts the desk hands the case over.",
         "The desk hands the case over after the fifth failed attempt."),
        ("Two wardens sign every loan.", "A loan goes out once three wardens have signed it."),
        ("The appeal consists of four steps.", "The last of the five steps of the appeal is it."),
        ("Guest cards expire after 90 days.", "A guest card is valid for one year."),
        ("Fines above 50 dollars need a warden's approval.",
         "A warden must approve any fine over 100 dollars."),
        ("The robot waits 10 seconds before it retries a call.",
         "Before retrying a call, the robot pauses for half a minute."),
        ("Each entry names at least two keys.", "One key per entry is enough."),
        ("A locked card can be restored within 30 days of its suspension or loss.",
         "The owner of a locked card has 14 days from its suspension to have it restored."),
    ],
)  # fmt: skip
def test_two_values_of_one_thing(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You must be 13 or older.", "You must be at least 16 years old to rent the hall."),
        ("Readers must be at least 13 years old.", "Wardens must be at least 18 years old."),
        ("If you live abroad, you must be 16 or over.", "You must be age 13 or older."),
        ("Requests of more than 40 pages are refused.", "Answers to requests may have 50 pages."),
        ("The agent is limited to 100 requests per minute.",
         "The agent is limited to 4000 requests per hour."),
        ("Respect the seat limit (4 per reader).", "Respect the table limit (2 per reader)."),
        ("We tell readers no later than 30 days before a change.",
         "We tell readers at least 30 days before a change."),
        ("- Reviewed at least 20 long drafts", "- Reviewed at least 30 long drafts"),
        ("The committee audits the fund twice a year.",
         "Every six months the committee reviews the fund."),
        ("Catalogues are published weekly.", "A longer catalogue is published once a year."),
        ("A label holds at most a dozen words.", "A label for kids holds at most six words."),
        ("Two wardens sign every loan.", "Three wardens must sign a foreign loan."),
        ("A locked card can be restored within 30 days.", "A locked card is erased in 60 days."),
        ("Backups are taken daily.", "Backups are tested once a week."),
        ("Readers with a card may keep up to four maps.",
         "Readers without a card may keep up to two maps."),
        ("Every second day the desk is closed.", "Every day the desk is cleaned."),
    ],
)  # fmt: skip
def test_two_values_of_two_things(one: str, other: str) -> None:
    assert found(one, other) == 0


@pytest.mark.parametrize(("readers", "title", "findings"), [
    (3, "Warden", 1), (2, "Warden", 0), (3, "Guard", 0),
])  # fmt: skip
def test_row_sums_up_the_section_of_its_name(readers: int, title: str, findings: int) -> None:
    text = f"# Roles\n\n{TABLE.format(readers)}\n## {title}\n\n- Sponsored by 2 readers.\n"
    assert len(lint(text, "inconsistent-number").findings) == findings


@pytest.mark.parametrize(
    "later", ["Each of the four cases above is written down.",
              "None of the four cases named above is kept secret."],
)  # fmt: skip
def test_a_count_of_what_stands_above(later: str) -> None:
    text = (
        f"# Rules\n\nThe desk asks in these cases:\n\n1. Fire.\n2. Flood.\n3. Theft.\n\n{later}\n"
    )
    both = ("count-against-list", "inconsistent-number")
    assert len(lint(text, *both).findings) == 1
    assert not lint(text.replace("four", "three"), *both).findings


def test_an_item_before_any_heading_ends_the_climb_through_headings() -> None:
    item, rule = "- Reviewer for at least 3 months.", "A member reviews for at least 6 months."
    assert not lint(f"{item}\n\n{rule}\n", "inconsistent-number").findings


def test_all_of_the_things_a_section_has_just_counted() -> None:
    text = "# R\n\nApply three silent rules: calm, care, joy.\n\nNone of the {} rules is new.\n"
    assert len(lint(text.format("four"), "inconsistent-number").findings) == 1
    assert not lint(text.format("three"), "inconsistent-number").findings


def test_a_number_is_held_against_the_numbered_rule_that_it_names() -> None:
    rules = (
        "# Rules\n\n1. Be calm.\n2. Before closing, name at least three open doors.\n\n## Notes\n\n"
    )
    (finding,) = lint(
        rules + "A walk needs the five open doors of rule 2.", "inconsistent-number"
    ).findings
    assert [passage.start.line for passage in finding.passages] == [8, 4]
    for words in (
        "A walk needs the three open doors of rule 2.",
        "It needs five doors, as rule 1 says.",
    ):
        assert not lint(rules + words, "inconsistent-number").findings


def test_a_list_inside_the_sentence_is_named_as_the_other_place() -> None:
    (finding,) = lint(
        "# Rules\n\nIt has three parts: a head and a foot.", "count-against-list"
    ).findings
    assert [passage.text for passage in finding.passages][1:] == [" a head and a foot."]


@pytest.mark.parametrize(
    "odd", ["2 m\u0131llion rows", "tw\u0131ce a week", "da\u0131ly, weekly, daily"]
)
def test_letters_that_only_look_like_those_of_a_number_are_no_number(odd: str) -> None:
    text = f"# Store\n\nThe store must keep 1 million rows, and {odd}.\n"
    assert not lint(text, "inconsistent-number").findings
