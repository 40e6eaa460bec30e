"""A strict rule of which a sentence says little more than that it is liked, tried or usual."""

from __future__ import annotations

import pytest

from specaudit.lint.context import Context
from specaudit.lint.hedged import hedged
from specaudit.lint.similarity import Similarity

from .helpers import lint, spec

DOCUMENT = """\
# House rules

## Mornings

The kitchen opens at seven, and tea stands ready in the hall. {first}

## The yard

Crews meet at the north gate. A map of the yard hangs beside the boiler.

## What staff do

{second} The board met in spring.
"""


def _found(first: str, second: str) -> bool:
    result = lint(DOCUMENT.format(first=first, second=second))
    return any(finding.rule == "modality-drift" for finding in result.findings)


@pytest.mark.parametrize(
    ("strict", "soft"),
    [
        ("Visitors' parcels are never opened.", "We would rather not open visitors' parcels."),
        (
            "Each ladder is inspected before the harvest, without exception.",
            "Inspecting a ladder before the harvest tends to be worth it.",
        ),
        (
            "Under no circumstances does a guard photograph children.",
            "Photographing children is something a guard should generally stay away from.",
        ),
        ("Keep lamp oil out of the hayloft.", "Storing lamp oil in the hayloft is a bad habit."),
        (
            "Any change of the rota needs the foreman's approval.",
            "It pays to get the foreman's approval for a rota change.",
        ),
        ("Spare keys are returned the same day.", "Ideally spare keys get returned that same day."),
        (
            "A broken window is reported to the caretaker.",
            "Perhaps report broken windows to the caretaker.",
        ),
        (
            "Transcribe every interview of a witness.",
            "A transcript of a witness interview is a nicety.",
        ),
        ("No crew enters the silo alone.", "By and large crews do not enter the silo alone."),
        (
            "The glue must be stirred before use.",
            "Before use it makes sense to stir the glue, as a rule of thumb.",
        ),
    ],
)
def test_a_soft_sentence_of_which_little_is_left_takes_up_a_rule(strict: str, soft: str) -> None:
    assert _found(strict, soft)
    assert _found(soft, strict)


@pytest.mark.parametrize(
    ("strict", "other"),
    [
        # another thing, party or case
        ("Every barn must have a fire door.", "A weathercock for the barn is recommended."),
        ("Millers shall publish their prices.", "Bakers are encouraged to publish prices too."),
        (
            "Once the lease is signed, the annex must not be edited.",
            "Before the lease is signed, the annex may be edited as often as needed.",
        ),
        # nothing soft in it
        ("The glue must be stirred before use.", "Before use, the glue is stirred for a minute."),
        ("Keep lamp oil out of the hayloft.", "The hayloft holds good hay and no lamp oil."),
        # says what a word means, or what is the case
        (
            "All keys, ladders and lamps are together called the kit.",
            "Ladders and lamps are kit that members usually buy.",
        ),
        ("Lock the silo.", "Use good judgement with the silo's hatch and its ladder."),
        # what is preferred to another thing is ranked, and not left to anybody
        ("A clay pipe gives way to a copper pipe.", "Copper pipes are preferred to clay pipes."),
        # how things go is no leave
        ("Every pull request needs a review.", "Reviewing a pull request usually takes an hour."),
        ("Drivers must wear a seat belt.", "Drivers sometimes forget the seat belt."),
        ("Every pull request must be reviewed before merge.", "Most pull requests are small."),
        ("Returned kegs are washed by the porter.", "The porter usually washes turnips."),
        # two pieces of advice
        ("Use oak for the gate posts.", "Prefer oak posts over larch posts at the weir gate."),
    ],
)
def test_what_is_on_another_matter_does_not(strict: str, other: str) -> None:
    assert not _found(strict, other)


def test_words_that_a_third_sentence_has_too_tell_no_rule() -> None:
    strict = "No crew enters the silo alone."
    soft = "By and large crews do not enter the silo alone."
    third = "The cook and her crew enter the silo alone on Mondays."
    assert _taken_up(strict, soft) == 1
    assert _taken_up(f"{strict} {third}", soft) == 0


def _taken_up(first: str, second: str) -> int:
    document = spec(DOCUMENT.format(first=first, second=second))
    return len(list(hedged(Similarity.of(Context([document])))))
