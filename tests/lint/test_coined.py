from __future__ import annotations

import pytest

from .helpers import lint


def found(sentence: str) -> int:
    text = f"# Charter\n\nThe clerk writes down every request and keeps a list.\n\n{sentence}\n"
    return len(lint(text, "undefined-term").findings)


@pytest.mark.parametrize(
    "sentence",
    [
        "Requests above the Verbal Limit must be refused.",
        "After a Closed Request the clerk starts again.",
        "Members on Protected List are not counted.",
        "**Deferred loans** are exempt from this.",
        "A *ghost reader* is treated in the same way.",
        'Only a "quiet handover" releases the clerk from this duty.',
        "Every _trusted shelf_ must be listed.",
        "Such letters are given *deferred care*.",
        "In **quiet mode**, the clerk says nothing.",
        "A so-called amber case goes to the owner.",
        "These are known as silver cases and are passed on.",
        "Category X letters must be refused.",
        "Requests of this kind need a Level-3 clearance.",
        "All Verbal Requests are written down.",
        "In Supervised Mode, the clerk writes after each step.",
        "Only Premium Operators may keep a list.",
        "Derived Lists are written down twice.",
        "A Stage 3 Request needs two clerks.",
        "The list is closed whenever Written Mode is active.",
        "Do not hand a Withheld List to anyone.",
        "When a Closed Hold applies, the clerk waits.",
        "Write-Down Mode keeps every request.",
        "In a *written session* the clerk says nothing.",
    ],
)
def test_a_term_that_is_used_as_if_it_had_a_meaning(sentence: str) -> None:
    assert found(sentence) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The clerk should cite the Geneva Convention where it applies.",
        "Readers of Visual Studio Code see a shorter text.",
        "Documents from the European Union count as public.",
        "The clerk should write in *plain language* and avoid *em dashes*.",
        "A *ghost reader* is a reader who left no name.",
        "The clerk must *never* guess, and **bold text** must be rare. **Bold text** is loud.",
        'The clerk should not call a reader "my friend".',
        "Answers are given in *plain language*, and with *great care*.",
        "Category X is for letters and category Y for maps. Category X letters must be refused.",
        "Marks in Class 9 of the register belong to the owner.",
        "Letters of tier-one readers come first.",
        "A Category 5 hurricane and a Type 2 diabetic get help, as does Level 3 support.",
        "People known as night owls must not be shamed. The reader gets *full credit*.",
        "Creating List Requests is for the clerk.",
        "Active Lantern users write. People use Lantern daily. Ask in Lantern. So is Lantern.",
        "Various Requests of this kind are kept.",
        "Write down List Version 2. See Table 4 of the list.",
        "List Requests: the clerk keeps them.",
        "Closed Request",
        "The Clerk Keeps Every Request On A List And Writes Down Who Asked.",
    ],
)
def test_names_and_stress_are_no_terms(sentence: str) -> None:
    assert found(sentence) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "When a letter enters the amber state, the clerk must stop.",
        "Answers should stay inside the plainness envelope.",
        "Each such letter is entered in the grievance register.",
        "Such letters must pass the origin gate first.",
        "Readers in a tethered session should be told so.",
        "Doubts are raised through the dissent protocol.",
        "Follow the soft-landing procedure when a reader is upset.",
        "Do so only in whisper mode, and never on Sundays.",
        "The clerk must ask before every *pinned visit*.",
        "Marks set by a *delegated clerk* belong to the first row.",
    ],
)
def test_terms_in_small_letters(sentence: str) -> None:
    assert found(sentence) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The clerk must not do so in a single session.",
        "The clerk writes in the public register.",
        "The clerk must follow the usual procedure.",
        "Letters stay in an orderly queue.",
        "The amber state is a state in which no letter leaves. In the amber state the clerk rests.",
        "This must be a *much better* list.",
        "A closed session needs no list.",
        "The clerk must keep the register of requests.",
    ],
)
def test_plain_words_before_a_register_are_no_terms(sentence: str) -> None:
    assert found(sentence) == 0


_HARBOUR = (
    "# Harbour\n\n## Boats\n\nBoats must be kept clean. {}\n\n## Berths\n\nGuests must sign the"
    " book, and the clerk must keep it. A permit is needed for each boat.\n"
)
UNEXPLAINED = [
    "Every step beyond this needs a Mandate Slip, which the clerk has to obtain first.",
    "Decisions of this sort are to be logged as Tier Q decisions.",
    "Requests of the second kind go through the Lantern Protocol.",
    "Boats on the grey list are turned away.",
    "The clerk has to note the case in the Tide Log.",
    "This does not hold for shadow topics.",
    "Work of this kind calls for a Stage 2 sign-off.",
    "Guests with gold standing are served first.",
    "Everything that passes the mirror test may be published.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", UNEXPLAINED)
def test_a_kind_of_something_that_nothing_explains_is_undefined(sentence: str) -> None:
    assert lint(_HARBOUR.format(sentence), "undefined-term").findings


PLAIN = [
    "Changes that touch the keel need a second look before they are merged.",
    "The clerk has to note the case in the log.",
    "Answers that are too long are held back.",
    "Guests who stay for long are served first.",
    "A boat under repair may not leave before noon.",
    "Boats with a valid permit pay double.",
    "The clerk must first run a quick check.",
    'A "shadow guest", that is, a guest who has left, does not count.',
    "Cargo of great value goes to the north pier.",
    "In bad weather, the clerk closes the pier.",
    "A written notice is sent before the work goes on.",
    "Two good reasons are enough to pass.",
    "Requests of the second kind go through the harbour office.",
    "Work of this kind calls for a careful sign-off.",
    "The clerk speaks with the Harbour Master of Dover.",
    "Only a licensed pilot may steer.",
    "The keeper raises a red flag in a storm.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", PLAIN)
def test_plain_words_and_what_is_explained_at_once_are_not(sentence: str) -> None:
    assert not lint(_HARBOUR.format(sentence), "undefined-term").findings
