"""Two numbers of one thing, told in other words."""

from __future__ import annotations

import pytest

from .helpers import lint

PLACES = "## Here\n\n{}\n\n## There\n\n{}\n"


def found(one: str, other: str, more: str = "") -> int:
    text = f"# Rules\n\n{PLACES.format(one, other)}\n## More\n\n{more}\n"
    return len(lint(text, "inconsistent-number").findings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Borrowers hear of a branch closure 60 days ahead.",
         "A branch closure reaches borrowers with a month's warning."),
        ("A branch may register as many as five mascots.",
         "Each branch is entitled to three registered mascots."),
        ("Readers can enclose letters of up to 20 pages.",
         "The size limit for an enclosed letter is 10 pages."),
        ("Labels may have no more than six columns.",
         "Eight columns is the widest a label may be."),
        ("A lab result longer than 500 words is summarized.",
         "The desk only summarizes results that run past 800 words."),
        ("Invoices fall due 45 days after their date.",
         "The buyer pays the fee within 30 days of the museum's invoice date."),
        ("Return `414 Too Long` if a title exceeds 200 characters.",
         "A title of 400 characters is still accepted."),
        ("Dormant members are members with no visit within 12 months.",
         "Whoever has not paid a visit for nine months counts as a dormant member."),
        ("Branches must keep their ledgers for twelve months.",
         "The ledgers a branch keeps are to be erased after 90 days."),
        ("Anyone aged 16 or above may open the cellar vault.",
         "The cellar vault can only be opened by a person who is at least 18."),
        ("The junior statutes apply to readers aged 12 to 17.",
         "The junior statutes apply from the age of 10."),
        ("The lamp timer is set to 20 minutes.", "The timer may run for at most ten minutes."),
        ("Readers of the night desk have to be 18.",
         "Anyone over the age of 16 may use the night desk."),
        ("The keeper is heard no later than 60 days after a mill closes.",
         "Within 30 days of the closure, every keeper will have been heard."),
        ("Membership ends after 18 months without contributions.",
         "A member who has made no contribution within 12 months is removed."),
        ("Review ferry manuals at least every 12 months.",
         "Look over the ferry manuals again every two years or sooner."),
        ("Handling lists of the cellar are looked at again every two years.",
         "Review handling lists at least every 12 months. Handling lists are short. Handling lists "
         "hang in the hall. Handling lists are green. Handling lists are read by the keepers."),
        ("We revisit our rates every six months.",
         "Our rates come up for review once a year."),
        ("At least four keepers are interviewed before each move.",
         "Two keepers are interviewed ahead of every move."),
        ("The lantern walk lasts an hour and a half.",
         "Nobody may stretch the lantern walk beyond two hours."),
    ],
)  # fmt: skip
def test_one_thing_in_other_words(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Borrowers hear of a branch closure 30 days ahead.",
         "A branch closure reaches borrowers with a month's warning."),
        ("If a letter is longer than 100 words, add a summary.",
         "A letter has at most 300 words."),
        ("You must dispute a charge within 60 days of its date.",
         "Buyers must pay a charge within 30 days of its date."),
        ("Titles are rejected if they exceed 200 characters.",
         "Titles have at least 3 characters."),
        ("Requests of more than 40 pages are refused.", "Answers to requests may have 50 pages."),
        ("A letter may be no longer than 20 pages.",
         "All the letters in one parcel together may have 100 pages."),
        ("A branch may register as many as five mascots.", "A reader may register two mascots."),
        ("Anyone over the age of 16 may use the night desk.",
         "To vote at the night desk, readers must be over the age of 18."),
        ("The timer of the lamp may run for 20 minutes.",
         "The timer of the oven may run for 40 minutes."),
        ("Ask at most two guiding questions at a time.",
         "For a long search, ten guiding questions or more are fine."),
        ("A sealed crate is cleaned within 20 days.", "A sealed crate is weighed within 30 days."),
        ("The hall clerk repairs a torn map within two days.",
         "The hall clerk repairs a torn cover within five days."),
        ("New keepers get at least 20 days of leave.",
         "New keepers get at least 10 days of training."),
        ("The lantern walk lasts an hour and a half.",
         "The lantern walk lasts at most 90 minutes."),
        ("Reviewed at least 20 odd maps of the branch.",
         "A reader of the branch maps is at least 16."),
    ],
)  # fmt: skip
def test_numbers_of_two_things(one: str, other: str) -> None:
    assert found(one, other) == 0


def test_what_a_third_number_is_told_of_is_nothing_special() -> None:
    pair = (
        "Borrowers hear of a branch closure 60 days ahead.",
        "A branch closure reaches borrowers with a month's warning.",
    )
    assert found(*pair) == 1
    assert found(*pair, "After a branch closure, borrowers wait ten days for letters.") < 2


def test_what_follows_in_an_item_speaks_for_itself() -> None:
    one = "- Be calm.\n- Be kind. Ledgers of a closed vault are held for ten years."
    other = "- Be fair.\n- Be quick. We keep the ledgers of closed vaults for at least 25 years."
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The kiosk offers 2 GB of space.", "Kiosks come with 512 MB of space."),
        ("The kiosk lamp dims after 500 ms.", "The lamp of a kiosk dims after 2 seconds."),
        ("Lamplight covers 99.5 per cent.", "Lamplight covers 90% of the hall."),
    ],
)
def test_sizes_and_times_in_two_units(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The kiosk offers 2 GB of space.", "Kiosks come with 2,000 MB of space."),
        ("Sessions expire after 30 minutes.", "Sessions are renewed after 10 minutes."),
        ("Loans run 14 days.", "Loans of films run 3 days."),
    ],
)
def test_one_size_in_two_units_and_two_things_of_one_name(one: str, other: str) -> None:
    assert found(one, other) == 0
