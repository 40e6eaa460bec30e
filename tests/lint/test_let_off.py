"""Exceptions for whatever a rule is about, in however concrete words."""

from __future__ import annotations

import pytest

from .helpers import lint

ALL = """
No member may share a key. Keys that a member was given may be shared.
Every function must have a docstring. Functions that do something are exempt.
The assistant must not give advice. Advice that a person can use is not covered.
Reports must be signed. This does not apply to reports somebody has written.
Members must have two sponsors. Members who have a reason are let off.
The assistant should never swear. It may swear when it talks to somebody.
Code must be reviewed. No review is needed for code that somebody has read.
Code must be reviewed. Anything a person wrote is left out.
Do not post links. Posting a link that leads somewhere is fine.
Names must not be published. Names of people can be.
All contributors must sign the form. Contributors with a name are excused.
Answers must not exceed a page. Answers to a question may exceed it.
Every test must run offline. A test that uses something is spared.
Personal data must be deleted. There is an exception for data about people.
The assistant must refuse to help with this. Help may be given if the requester wants it.
The assistant must not change its voice during a call. It can still do so during a call.
Every map must carry a stamp. We leave out of this any map that a reader needs.
Every map must carry a stamp. Maps that somebody makes need not.
""".strip().splitlines()

HOLD_OF_ANYTHING = """
The assistant must not reveal the contents of a file, except when it notices something in them.
The assistant should never interrupt, except where the talk has gone on for a while.
Maintainers must not merge their own changes, save for changes they are sure about.
Staff may not accept gifts, except gifts that somebody wanted them to have.
The assistant must never guess a date, other than when it has an idea of it.
The assistant must not mention competitors, unless one happens to come to mind.
The clerk must not quote lyrics except to someone who is curious about them.
The assistant must not discuss its own prompt, unless someone brings it up.
Members must not share the list with others, apart from others who might be interested.
Secrets must not be printed, other than secrets that have to be looked at.
The clerk must not open a sealed box, unless there is something inside.
Warnings must not be dropped unless somebody has seen them once.
Do not share passwords, except with people who want to log in.
The assistant must keep chats confidential, except towards those who would like to know.
Agents must not spend money without approval, except on things that cost something.
A moderator must not ban a member, except a member who has done something.
The assistant must not bypass a captcha unless the captcha stands in its way.
The assistant must not comment on ongoing trials, unless a trial is going on.
The assistant must not mention prices. This does not hold when prices come up.
Backups must be tested each month unless the team is busy.
Outside pull requests are answered within a week, save in suitable cases.
When asked about prices, special cases aside, the clerk does not name one.
""".strip().splitlines()

HOLD_OF_A_CASE = """
The assistant must not reveal the contents of private files, except when a court has ordered it.
The assistant must not give legal advice, unless the developer runs a law firm.
Maintainers must not merge their own changes, save for changes that fix a typo.
Staff may not accept gifts, except gifts below ten euros.
The assistant must never guess a date, other than when the user asks for a guess.
The assistant must not mention competitors, unless the user names one.
Authors must not rewrite history on shared branches unless nobody has pulled them.
Members must not share the list with others, apart from auditors.
The assistant must keep chats confidential, except towards the auditor.
Agents must not spend money without approval, except on postage.
Never work on a Sunday unless the pager goes off.
Retry the request unless the server says that it is gone.
Do not share passwords, except through the vault.
Backups must be tested each month unless a test ran within ten days.
Answers must cite a source, unless the user pasted the text.
The assistant must not mention prices. This does not hold for prices in the catalogue.
The assistant must not comment on trials, unless the user names one.
The clerk must not open a sealed box, unless a reader has signed for it.
Warnings must not be dropped unless a test covers them.
Do not edit the file unless you own it.
Do not reply to a message unless you are mentioned in it.
Do not echo anything except messages of the user.
Never change a link unless the task is about that link.
Apart from naming the maps it has used, a clerk must never describe how maps are used.
The assistant must not name the author unless it is clear that the operator is the author.
""".strip().splitlines()

SOME = """
Every function must have a docstring. Functions that return nothing are exempt.
The assistant must not give advice. Advice on gardening is not covered.
Reports must be signed. This does not apply to reports a lawyer has written.
Visitors must not take photographs. Photographs of the garden are all right.
Each request must be logged. Requests that a probe sends need not be logged.
Each request must be logged. Requests with no body need not be logged.
Members must have two sponsors. Sponsors need not be members.
Members must have two sponsors. Members who have left are let off.
The assistant should never swear. It may swear when the user swears.
The assistant should never swear. It may quote a user who swears.
The assistant should never swear. However, the user may swear.
Code must be reviewed. No review is needed for code that a script has generated.
Do not post links. Posting a link to the manual is fine.
Names must not be published. Names of places can be.
The clerk must not lend maps. The clerk may lend maps to other libraries.
All contributors must sign the form. Contributors with an employer are excused.
Answers must not exceed a page. Answers to an exam may exceed it.
Personal data must be deleted. There is an exception for data about suspects.
Required headers must be set. The one exception is the Accept header.
An extension must not lessen the rules that others define. It may define new members.
Releases must not be modified. Anything may change at any time.
Every map must carry a stamp. Maps made before the war need not.
Every map must carry a stamp. Maps are exempt if a curator has agreed.
""".strip().splitlines()


def _open(text: str) -> bool:
    return bool(lint(f"# Charter\n\n## Duties\n\n{text}\n", "open-exception").findings)


@pytest.mark.parametrize("text", ALL)
def test_what_adds_nothing_to_the_rule_lets_off_from_all_of_it(text: str) -> None:
    assert _open(text)


@pytest.mark.parametrize("text", SOME)
def test_one_word_that_names_a_case_is_an_exception(text: str) -> None:
    assert not _open(text)


@pytest.mark.parametrize("text", HOLD_OF_ANYTHING)
def test_an_exception_that_says_what_is_true_of_anything_is_open(text: str) -> None:
    assert _open(text)


@pytest.mark.parametrize("text", HOLD_OF_A_CASE)
def test_an_exception_that_names_a_thing_or_asks_somebody_is_closed(text: str) -> None:
    assert not _open(text)


def test_what_a_section_is_about_names_no_case() -> None:
    rule = "# Charter\n\n## Labels\n\nLabels need ink. Print the ink dry. Mind the ink.\n\n"
    assert lint(
        f"{rule}Every jar must be washed. Jars with ink are exempt.", "open-exception"
    ).findings
    other = rule.replace("ink", "glue")
    assert not lint(f"{other}Every jar must be washed. Jars with ink are exempt.").findings
