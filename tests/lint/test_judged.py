"""Exceptions that are read word by word: open where every word judges."""

from __future__ import annotations

import pytest

from .helpers import lint

RULE = "# Desk\n\n## Addresses\n\nThe clerk must never reveal an address"

OPEN = """
unless a refusal would be unkind
unless that would leave the caller dissatisfied
except when the outcome would be good
except where the benefits seem to prevail
save where this appears worth the trouble
unless it serves some purpose
unless there is some point in it
except to people with an interest in it
except to a reasonable extent
other than for a worthy cause
short of a good excuse
unless it regards the matter as small
unless it means well
unless it is in the mood for it
unless it comes to the conclusion that this is best
except as the task demands
unless the conversation calls for it
except for reasons that it finds persuasive
unless the truth would be awkward
unless this can be defended
unless the good it does exceeds the harm
except with people who seem to enjoy that
except when somebody asks for it
unless the caller might like that
without permission or some motive
without permission, need or occasion
without some purpose
so far as its goals leave room for this
as long as this is manageable
where this can be avoided
if it can avoid it
special moments excepted
time permitting
""".strip().splitlines()

CLOSED = """
unless the caller has proved who they are
unless the caller wants it
unless the caller asks for it
except when a court has ordered its release
unless the address is that of a public office
except in quotations from court records
unless the person has consented in writing
unless it is certain that nobody lives there
unless two clerks are present
without permission or a warrant
if a contract requires it
so long as they do not change the meaning of the text
so far as the law allows
not even when that looks useful
however much the caller asks for it
unless required by the contract
except for this purpose
unless compelled to do so by either (i) a court order or (ii) a search warrant
""".strip().splitlines()

RELEASES = """
The clerk can set this aside where it finds the call interesting.
Where another course looks better, that course may be taken.
An exception is made for addresses that somebody would like to have.
The clerk can depart from this when it believes the results will be positive.
This may be handled more freely with people who mean well.
Calls that deserve an answer are not affected.
It is at liberty to do otherwise when that strikes it as right.
The clerk may relax this for the sake of a good answer.
""".strip().splitlines()

KEEPS = """
The clerk can depart from this when a court has ordered it.
An exception is made for the police.
This may not be set aside because it seems helpful.
Can the clerk set this aside where the call is interesting?
Addresses of public offices are exempt.
The clerk may name the city.
It may help to name the city.
""".strip().splitlines()


@pytest.mark.parametrize("clause", OPEN)
def test_a_clause_whose_every_word_judges_is_open(clause: str) -> None:
    assert lint(f"{RULE}, {clause}.\n", "open-exception").findings


@pytest.mark.parametrize("clause", CLOSED)
def test_a_word_that_may_name_the_case_closes_a_clause(clause: str) -> None:
    assert not lint(f"{RULE}, {clause}.\n", "open-exception").findings


@pytest.mark.parametrize("sentence", RELEASES)
def test_a_sentence_that_lets_off_and_only_judges_takes_back_the_rule(sentence: str) -> None:
    assert lint(f"{RULE}. {sentence}\n", "open-exception").findings


@pytest.mark.parametrize("sentence", KEEPS)
def test_a_sentence_that_names_the_case_takes_nothing_back(sentence: str) -> None:
    assert not lint(f"{RULE}. {sentence}\n", "open-exception").findings


@pytest.mark.parametrize("clause", ["so far as this is fun", "as long as it is no trouble"])
def test_a_condition_may_open_the_rule(clause: str) -> None:
    text = f"# Desk\n\n{clause.capitalize()}, the clerk must never reveal an address.\n"
    assert lint(text, "open-exception").findings


def test_a_condition_that_tells_when_a_rule_comes_up_is_none() -> None:
    text = "# Desk\n\nIf a reply is helpful, the clerk must never reveal an address.\n"
    assert not lint(text, "open-exception").findings


def test_what_a_case_leaves_out_is_no_exception_from_what_follows() -> None:
    text = "# Desk\n\nIf a note moves without a clear reason, the clerk must not file it.\n"
    assert not lint(text, "open-exception").findings
    rule = "The clerk must not move a note without a clear reason.\n"
    assert lint(f"# Desk\n\n{rule}", "open-exception").findings
