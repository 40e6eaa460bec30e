"""Sentences and clauses that leave open whether a rule holds, in many wordings."""

from __future__ import annotations

import pytest

from .helpers import lint

RULE = "# Reviews\n\n## Approval\n\nEvery change must be approved by two reviewers"

OPEN = """
Special circumstances may call for something different.
In individual cases another approach may be right.
Suitable exceptions nevertheless remain possible.
Unusual situations can require a different course.
A different approach may sometimes be better.
Depending on the case, something else may be called for.
The context may call for a different answer.
Teams can make exceptions when there is a need.
This can be skipped when time is short.
There is room for judgement here.
It is fine to skip this from time to time.
Now and then this may be left out.
There will be times when this does not make sense.
Use common sense in applying this.
We are flexible about this.
Do not apply this too strictly.
If it does not fit, it can be skipped.
Exceptions are decided case by case.
The rule can be bent if there is a reason to.
Where this gets in the way, it may be ignored.
This can be relaxed in practice.
Certain changes are exempt.
Minor deviations are tolerated.
This applies unless circumstances dictate otherwise.
Feel free to deviate from this where it helps.
When in a hurry, this step may be dropped.
Anyone may be let off this duty where it seems fair.
Authors may treat this differently if the situation calls for it.
This can be relaxed where another reviewer is more suitable.
Other approvals are acceptable where there is a need.
Changes with a pressing reason can be excused.
There may of course be occasions on which this is justified.
Set any of these aside when circumstances make that appropriate.
Other considerations may justify an exception.
The exceptions are urgent fixes, minor ones, and so on.
Typos, small fixes, etc. are exempt.
Teams are free to decide otherwise.
Small departures are fine whenever the author considers them useful.
These reviews may be left out for technical, editorial or other reasons.
This can be skipped for various reasons.
Exceptions are possible for practical, historical and similar reasons.
The approval can be waived if the author finds it tedious.
It may be waived if the team prefers.
Shortcuts are acceptable where they do no harm.
Deviations are fine as long as they are sensible.
This is not binding in every case.
This may be handled more loosely when it suits.
Authors may skip this where they see an advantage.
It may be dispensed with if the outcome would be better.
""".strip().splitlines()

OPEN_CLAUSES = """
unless it would be too much work
unless somebody thinks otherwise
except for emergencies, etc.
except for some changes
except now and then
unless doing so is a burden
if time allows
with a few exceptions
or some other justification
where an editor finds it appropriate
whenever the writer thinks it better
except where a manager believes it sensible
unless explicitly requested or otherwise suitable
except in emergencies or where it otherwise makes sense
except for urgent fixes or in other fitting cases
barring good reasons to the contrary
absent strong grounds for the opposite
except where a small delay would help
unless the customer would profit from it
if the project gains from it
unless a shortcut would do no harm
except when leaving it out makes things easier
unless it would spoil the mood
unless something more important comes up
where nothing speaks against it
unless it slows things down
unless the alternatives seem worse
except for the sake of convenience
except where common sense says otherwise
unless a different approach promises better results
unless the matter is trivial
unless nobody objects
for the most part
""".strip().splitlines()

CLOSED = """
In emergencies another procedure may apply.
Exceptions remain possible with the lead's approval.
Different languages may need a different tone.
The release of a minor version may call for a different answer.
For shared accounts, another procedure may be necessary.
Exceptions need the written consent of the board.
The only exception is a revert.
In an outage the engineer on call may approve alone.
A change that only fixes spelling is exempt.
Teams can make exceptions only with the consent of the board.
This may be waived by the security lead in writing.
This may be skipped in rare cases, such as an outage.
This cannot be skipped when time is short.
Reviewers may use their discretion in wording their comments.
You may skip the checklist.
Sometimes another reviewer is faster.
Other reviewers are acceptable where the lead has named them.
The board is free to decide otherwise.
The exceptions are reverts and typos.
This may be left out for reasons of privacy.
This can be skipped for legal or regulatory reasons.
Authors may skip the checklist if the lead agrees.
Approvals are recorded for legal, technical or other reasons.
A reviewer may decline for personal, medical or other reasons.
Where the author asks for it, a third reviewer may be added.
""".strip().splitlines()

CLOSED_CLAUSES = """
unless the change is a revert
except in an outage
unless two directors object in writing
if the build has passed
unless the author asks for a third
unless the board considers the risk acceptable
except where a delay would help an attacker
unless the user would lose data
unless explicitly requested or required by law
except in emergencies or where the build is broken
except to name the law that forbids it
unless the customer profits from the sale as a broker
except where the contract says otherwise
unless the user objects
""".strip().splitlines()


@pytest.mark.parametrize("sentence", OPEN)
def test_a_sentence_that_names_no_case_leaves_the_rule_open(sentence: str) -> None:
    assert lint(f"{RULE}. {sentence}\n", "open-exception").findings


@pytest.mark.parametrize("clause", OPEN_CLAUSES)
def test_a_clause_that_names_no_case_leaves_the_rule_open(clause: str) -> None:
    assert lint(f"{RULE}, {clause}.\n", "open-exception").findings


@pytest.mark.parametrize("sentence", CLOSED)
def test_a_sentence_that_names_the_case_leaves_nothing_open(sentence: str) -> None:
    assert not lint(f"{RULE}. {sentence}\n", "open-exception").findings


@pytest.mark.parametrize("clause", CLOSED_CLAUSES)
def test_a_clause_that_names_the_case_leaves_nothing_open(clause: str) -> None:
    assert not lint(f"{RULE}, {clause}.\n", "open-exception").findings


SECRET = "# Calls\n\n## Privacy\n\nThe desk must never reveal a customer's address"

SECRET_OPEN = """
 without permission or a comparable reason.
 unless asked to or for another reason.
 unless a short hint would help.
. Addresses may be revealed when this seems reasonable.
. Revealing an address is acceptable where it makes sense.
. The desk may nevertheless reveal an address if it considers that helpful.
. An address may be given out in appropriate cases.
. Other cases may be handled differently.
. This is subject to reasonable exceptions.
. Justified exceptions remain possible.
. Deviations are left to the desk.
. An exception can be made for callers who seem trustworthy.
. In other situations, the desk may use its own judgment.
. For some callers this may be relaxed.
""".strip("\n").splitlines()

SECRET_CLOSED = """
 unless the caller has proved who they are.
 without permission or a court order.
 unless the customer has asked for a callback.
. The desk may reveal the name of the city.
. The desk may give the address to the police if a court asks for it.
. The rule is waived where the customer has consented in writing.
. The desk may use its own judgment in choosing a greeting.
. Complaints may be handled by the privacy team where this makes sense.
""".strip("\n").splitlines()


@pytest.mark.parametrize("rest", SECRET_OPEN)
def test_what_is_forbidden_may_not_be_permitted_in_any_case(rest: str) -> None:
    assert lint(SECRET + rest + "\n", "open-exception").findings


@pytest.mark.parametrize("rest", SECRET_CLOSED)
def test_what_is_forbidden_may_be_permitted_in_a_named_case(rest: str) -> None:
    assert not lint(SECRET + rest + "\n", "open-exception").findings


def test_a_strict_rule_for_most_cases_leaves_open_which() -> None:
    assert lint("# Reviews\n\nA change must normally be approved.\n", "open-exception").findings
    assert not lint(
        "# Reviews\n\nA change should normally be approved.\n", "open-exception"
    ).findings


def test_words_that_go_on_and_on_are_read_in_no_time() -> None:
    for words in ("a few " * 200, "now and then " * 200, "! " * 2000):
        assert not lint(f"{RULE}. {words}things go without it.\n", "open-exception").findings


@pytest.mark.parametrize(
    "clause",
    [
        "unless the operator has enabled certain tools",
        "unless the author has verified some credentials",
        "unless the lead confirms the deletion sometimes",
    ],
)
def test_a_clause_that_ends_on_an_open_word_may_be_definite(clause: str) -> None:
    assert not lint(f"{RULE}, {clause}.\n", "open-exception").findings
