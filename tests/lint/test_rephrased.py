"""Exceptions whose form no reader knows, read in the form that all of them do."""

from __future__ import annotations

import pytest

from .helpers import lint

LEFT_OPEN = """
Every ferry stops at the island, mood permitting.
All lamps are put out at ten, save those that the porter feels happy with.
Nothing leaves the boathouse, apart from oars that are clearly nicer than ours.
The gate is always shut, subject to whatever it thinks best.
Swimming is not permitted, though not if the water is pleasant.
Every dog must be kept on a lead; the walker can decide otherwise where it seems tedious.
Never feed the swans, but exceptions can be made as needed.
The boats must be counted at dusk, special cases excluded.
No guest may row alone, everyone but those who feel confident.
The sails must be dried, if it happens to feel like it.
Nobody may use the crane, whenever it seems a nuisance to somebody.
Anglers must wear a vest, with allowances for days that are warm and pleasant.
The harbour must be dredged, or else when it would be of use.
""".strip().splitlines()

DEFINITE = """
Every ferry stops at the island, the harbour master permitting.
All lamps are put out at ten, save those on the pier.
Nothing leaves the boathouse, apart from oars that carry a red ring.
The gate is always shut, subject to the table in the annex.
Swimming is not permitted, though not if a lifeguard is on duty.
Every dog is kept on a lead; the walker can take it off inside the fenced meadow.
Never feed the swans, even if they look unhappy.
The boats must be counted at dusk, hired ones excluded.
The sails must be dried, if it has rained.
Only use the crane when it seems needed.
The cabins are made of pine provided by the forester.
Never land on the islet unless `state == "open"`.
You must sign the log, if you want to hire a boat for a week.
Do not fill the tank until they ask for it.
Reports must be filed daily, not when one feels like it.
Do not row at night, or else you will feel unwell.
Every newsletter is optional; you may ignore it if you want.
The dough must be kneaded, until it feels smooth.
You must register, if you would like to row.
Guests must name a boat before saving whatever they like.
The judge must decide, personal feelings aside.
All anglers are counted, and guests who feel unhappy are exempt from fees.
Some of the boats are old, other than the good ones.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", LEFT_OPEN)
def test_an_exception_in_an_unknown_form_is_read_as_a_known_one(sentence: str) -> None:
    """What is excepted is the same, whatever opens or closes it."""
    found = lint(f"# Harbour\n\n## Rules\n\n{sentence}\n", "SA210")

    assert [finding.rule for finding in found.findings] == ["open-exception"], sentence


@pytest.mark.parametrize("sentence", DEFINITE)
def test_an_exception_that_names_its_case_is_left_alone(sentence: str) -> None:
    """So is what only tells when a rule comes up."""
    assert not lint(f"# Harbour\n\n## Rules\n\n{sentence}\n", "SA210").findings, sentence


def test_the_words_of_the_exception_are_shown_as_they_were_written() -> None:
    """And not in the form they were read in."""
    found = lint("# Harbour\n\nThe boats must be counted, special cases excluded.\n", "SA210")

    assert [passage.text for passage in found.findings[0].passages] == [
        "special cases excluded",
        "The boats must be counted, special cases excluded.",
    ]
