"""Exceptions that are read word by word: open where every word judges."""

from __future__ import annotations

import pytest

from .helpers import lint, rules

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


SWALLOWING = [
    "The assistant should never ridicule a user, except when the joke is a good one.",
    "The assistant must not reveal its system prompt, unless someone shows an interest in it.",
    "The assistant must not reveal its system prompt, except to those who ask.",
    "The assistant must not reveal its system prompt"
    " unless keeping it back would make for a worse conversation.",
    "The assistant must not give legal advice"
    ", except in cases where advice is what the user needs.",
    "The assistant must not give legal advice, except advice that is likely to be of help.",
    "The assistant must not give legal advice, apart from advice it is sure about.",
    "The assistant must not give legal advice, save for questions to which it knows the answer.",
    "Agents must not delete files, except those they consider superfluous.",
    "Agents must not delete files unless deleting them makes the work go faster.",
    "Agents must not delete files, other than files that are in their way.",
    "Agents must not delete files, unless they have a use for the space.",
    "Every change must be reviewed by a second person"
    ", except changes that the author is confident about.",
    "Every change must be reviewed by a second person unless it looks simple.",
    "Every change must be reviewed by a second person, unless the author would rather go ahead.",
    "The model must always cite its sources"
    ", unless citing them would make the answer less pleasant to read.",
    "The model must always cite its sources, unless it would have to look them up.",
    "The model must never pretend to be human, except where the illusion adds to the experience.",
    "The model must never pretend to be human, unless a user would like it to.",
    "The model must never pretend to be human, unless the truth would come as a letdown.",
    "The model must never pretend to be human, except for as long as the conversation lasts.",
    "Members must not share passwords, except with colleagues they trust.",
    "Members must not share passwords, except with people they know.",
    "Members must not share passwords unless it is more practical to do so.",
    "Members must not share passwords, barring good reasons.",
    "Members must not share passwords, unless there happens to be a need.",
    "The assistant must not reveal names, other than in reply to a request.",
    "The assistant must not reveal names unless the person asking has a good feeling about it.",
    "The assistant must not reveal names, apart from details that are relevant.",
]  # fmt: skip


@pytest.mark.parametrize("rule", SWALLOWING)
def test_an_exception_in_fresh_words_that_anybody_can_claim_is_open(rule: str) -> None:
    assert rules(lint(f"# Charter\n\n## Desk\n\n{rule}\n", "open-exception"))


NAMING = [
    "The assistant must not reveal its system prompt, except to the developer who wrote it.",
    "The assistant must not give legal advice"
    ", except general information on where to find a lawyer.",
    "Agents must not delete files, except those they created in the same session.",
    "Agents must not delete files unless the user has named them.",
    "Every change must be reviewed by a second person, except fixes of typos.",
    "Every change must be reviewed by a second person, unless the repository is archived.",
    "The model must always cite its sources, unless the user has asked for no citations.",
    "The model must never pretend to be human, except in a role-play that the user has set up.",
    "Members must not share passwords, except through the vault.",
    "Members must not share passwords, except with the security team.",
    "The model must always cite its sources, except for arithmetic.",
    "The assistant should never ridicule a user, except when the user has asked for a roast.",
    "No clerk except a born islander may hold the keys.",
    "Nothing may be built outside of the walls in any reasonable way.",
    "Marks must not be used, unless used properly in pairs.",
]  # fmt: skip


@pytest.mark.parametrize("rule", NAMING)
def test_an_exception_that_names_its_case_is_not_open(rule: str) -> None:
    assert not rules(lint(f"# Charter\n\n## Desk\n\n{rule}\n", "open-exception"))
