"""The same bound or age told twice in other words."""

from __future__ import annotations

import pytest

from specaudit.lint.quantities import quantities

from .helpers import lint


def found(one: str, other: str) -> int:
    text = f"# Rules\n\n## Here\n\n{one}\n\n## There\n\n{other}\n"
    return len(lint(text, "inconsistent-number").findings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The timer of the oven is set to at most 20 minutes.",
            "The oven timer never runs longer than ten minutes.",
        ),
        (
            "Unless the reader asks for more, a summary stays below 900 words.",
            "A summary runs to 1,200 words at most unless more is asked for.",
        ),
        ("A reply stays under 200 words.", "A reply may run to 300 words."),
        (
            "The clerk may apologize up to three times in the same letter.",
            "An apology is made just once per letter.",
        ),
        (
            "Clerks should avoid excessive praise (once per letter is enough).",
            "A clerk may praise the reader up to four times in one letter.",
        ),
        (
            "The agent retries a failed call at most three times.",
            "A failed call is retried no more than twice.",
        ),
        (
            "The portal is open to anyone over the age of 16.",
            "All users of the portal must be over the age of 18.",
        ),
        (
            "Only people aged 21 or over may join the club.",
            "Membership of the club is open from the age of 18.",
        ),
        (
            "Nobody under the age of 13 may use Readly.",
            "Readly is available to anyone who is at least 16 years old.",
        ),
        (
            "All users of Readly are required to be over the age of 18.",
            "Accounts on Readly are open to anyone aged 16 or over.",
        ),
        (
            "Paragraphs may not exceed five sentences.",
            "No paragraph runs to more than eight sentences.",
        ),
        (
            "A session ends after 30 minutes of silence.",
            "After 45 minutes of silence, a session ends.",
        ),
        ("Titles are kept to 60 characters or fewer.", "Titles never go beyond 80 characters."),
        ("A message has room for no more than three links.", "A message holds up to five links."),
        (
            "Passwords must be at least 12 characters long.",
            "A password needs eight characters or more.",
        ),
        (
            "New staff get at least 20 days of leave a year.",
            "New staff are entitled to no fewer than 25 days of leave a year.",
        ),
        (
            "Letters are answered within two working days.",
            "A letter is answered after five working days at the latest.",
        ),
        ("The trial period lasts three months.", "The trial period is over after six months."),
        ("An appeal must be lodged within 14 days.", "An appeal can be lodged for up to 30 days."),
        ("A talk lasts no longer than 20 minutes.", "No talk goes beyond half an hour."),
        (
            "The assistant asks at most one question per turn.",
            "The assistant may put up to three questions in a turn.",
        ),
        ("Sources must be no older than five years.", "Sources may be up to ten years old."),
        (
            "Anyone over the age of 12 may join the reading circle.",
            "All members of the reading circle are over the age of 14.",
        ),
        ("Reminders are sent twice per loan.", "A reminder is sent just once per loan."),
        (
            "The clerk may extend a loan no more than twice.",
            "A loan can be extended as many as three times.",
        ),
        ("A loan may be renewed only once.", "A loan may be renewed up to four times."),
        (
            "The bot may restart a job at most five times.",
            "A job is restarted no more than three times.",
        ),
    ],
)
def test_one_thing_with_two_bounds(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The shutdown timer is set to no more than 24 hours.",
            "Permission to use a connector lapses after eight hours.",
        ),
        (
            "The timer of the oven is set to at most 20 minutes.",
            "The timer of the lamp is set to at most ten minutes.",
        ),
        (
            "Unless the reader asks for more, a summary stays below 900 words.",
            "When the reader asks for more, a summary runs to 1,200 words at most.",
        ),
        (
            "Unless the reader asks for more, a summary stays below 900 words.",
            "A letter runs to 1,200 words at most.",
        ),
        (
            "The clerk may apologize up to three times in the same letter.",
            "The clerk may sign once per letter.",
        ),
        (
            "The clerk may apologize up to three times a day.",
            "An apology is made just once per letter.",
        ),
        (
            "The agent retries a failed call at most three times.",
            "The agent retries a failed login no more than twice.",
        ),
        (
            "The portal is open to anyone over the age of 16.",
            "Accounts are not offered to anyone below the age of 13.",
        ),
        (
            "The portal is open to anyone over the age of 16.",
            "All users of the shop must be over the age of 18.",
        ),
        (
            "The portal is open to anyone over the age of 16.",
            "To pay in the portal, users must be over the age of 18.",
        ),
        ("Once published, a letter stays public.", "A letter is published up to three times."),
        (
            "A session ends after 30 minutes of silence.",
            "A session ends after eight hours in any case.",
        ),
        ("Titles are kept to 60 characters or fewer.", "Subtitles never go beyond 80 characters."),
        (
            "Titles are kept to 60 characters or fewer.",
            "In print, titles never go beyond 80 characters.",
        ),
        ("A meeting takes 50 minutes at most.", "Board meetings are capped at 30 minutes."),
        (
            "Passwords must be at least 12 characters long.",
            "A password must not exceed 64 characters.",
        ),
        (
            "Letters are answered within two working days.",
            "Emails are answered after five working days at the latest.",
        ),
        ("The trial period lasts three months.", "The notice period is over after six months."),
        (
            "A talk lasts no longer than 20 minutes.",
            "A workshop lasts no longer than half an hour.",
        ),
        (
            "The assistant asks at most one question per turn.",
            "The assistant may put up to three questions in a session.",
        ),
        ("Sources must be no older than five years.", "Sources of law may be up to ten years old."),
        (
            "New staff get at least 20 days of leave a year.",
            "New staff get at least 10 days of training a year.",
        ),
        (
            "The clerk may extend a loan no more than twice.",
            "The clerk may extend a visit no more than three times.",
        ),
        ("A loan may be renewed only once it is paid.", "A loan may be renewed up to four times."),
        ("A screen is three times as wide as a page.", "A screen may be moved twice per day."),
        ("Reminders are sent twice per loan.", "Reminders are sent once per member."),
        ("Once per term, the board meets.", "The board meets twice in an emergency."),
        (
            "Anyone over the age of 12 may join the reading circle.",
            "Members of the reading circle over the age of 14 may vote.",
        ),
        (
            "The forum is open to anyone over the age of 16.",
            "If a parent agrees, users of the forum must be over the age of 13.",
        ),
        ("- At least 3 months of membership", "- At least 6 months of membership"),
    ],
)
def test_bounds_on_two_things_stay_quiet(one: str, other: str) -> None:
    assert found(one, other) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Replies to users must be 20 to 30 words.",
        "Answers for users must be 80 or fewer words.",
        "Messages to customers should be 50, or less.",
    ],
)
def test_what_people_are_sent_has_no_age(text: str) -> None:
    assert "age" not in {unit for one in quantities(text, frozenset()) for unit in one.units}


@pytest.mark.parametrize("text", ["Members must be 16 or younger.", "Users must be 18 and under."])
def test_an_upper_bound_on_an_age_is_read_as_one(text: str) -> None:
    (age,) = [one for one in quantities(text, frozenset()) if "age" in one.units]
    assert age.side == "most"
