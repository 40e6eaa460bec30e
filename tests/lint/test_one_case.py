"""Two rules in the same words of which one takes back what the other says, in many wordings."""

from __future__ import annotations

import pytest

from .helpers import lint

AT_ODDS = [
    (
        "The goal of a review is never to shame the author but rather to improve the code.",
        "The goal of a review is to shame the author rather than to improve the code.",
    ),
    (
        "The purpose of an interview is not to test knowledge of trivia.",
        "The purpose of an interview is to test knowledge of trivia rather than to hear about "
        "past work.",
    ),
    (
        "Support staff should not close old tickets automatically.",
        "Support staff should close old tickets automatically instead of asking the customer.",
    ),
    (
        "Moderators must not delete whole threads.",
        "Moderators must delete whole threads rather than single posts.",
    ),
    (
        "Rather than listing every error in one message, the client should show the first error.",
        "The client should list every error in one message.",
    ),
    (
        "Instead of sending separate emails to each member, the secretary should post a notice.",
        "The secretary should send separate emails to each member.",
    ),
    (
        "Rather than rejecting the whole batch, the server must process the valid rows.",
        "The server must reject the whole batch.",
    ),
    (
        "Instead of guessing the user's location, the assistant should ask for the city.",
        "The assistant should guess the user's location rather than ask for the city.",
    ),
    (
        "When faced with an angry customer at the counter, staff should remain calm.",
        "When faced with an angry customer at the counter, staff should not remain calm.",
    ),
    (
        "If a build fails on the release branch, the team must stop work.",
        "If a build fails on the main release branch, the team must not stop work.",
    ),
    (
        "When a witness asks for a break during the hearing, the clerk should agree.",
        "When a witness asks for a break during the hearing, the clerk should not agree.",
    ),
    (
        "When asked about its own training data, the assistant should answer honestly.",
        "When asked about its own training data, the assistant should not answer honestly.",
    ),
    (
        "Sometimes a call may be cut off by the network. When this happens, call back and try to "
        "avoid repeating the whole greeting.",
        "When a call is cut off, the agent should repeat the whole greeting.",
    ),
    (
        "A parcel may arrive with a broken seal. In that case, the clerk should not open the "
        "parcel.",
        "When a parcel arrives with a broken seal, the clerk should open the parcel.",
    ),
    (
        "Guests may leave items behind in their room. If this happens, staff must not keep the "
        "items overnight.",
        "If guests leave items behind in their room, staff must keep the items overnight.",
    ),
    (
        "If an author pays for a review, the editor may say thanks; however, the editor should "
        "not change the verdict solely to please the author.",
        "If an author pays for a review, the editor should change the verdict to please the "
        "author.",
    ),
    (
        "The editor should not change a verdict merely to please an author.",
        "The editor should change a verdict to please an author.",
    ),
    (
        "Teams must not rename an endpoint simply to match a new style.",
        "Teams must rename an endpoint to match a new style.",
    ),
    (
        "If the question is clear, the assistant should answer directly and without a follow-up "
        "question.",
        "If the question is clear, the assistant should answer it with a follow-up question.",
    ),
    (
        "When a record is public, the API must reply without a token check.",
        "When a record is public, the API must reply with a token check.",
    ),
    ("Drivers must enter the yard without a guide.", "Drivers must enter the yard with a guide."),
    (
        "In calm weather, pilots should land without assistance from the tower.",
        "In calm weather, pilots should land with assistance from the tower.",
    ),
    (
        "The report should be published without the names of witnesses.",
        "The report should be published with the names of witnesses.",
    ),
]

NOT_AT_ODDS = [
    (
        "In doubtful cases, the guard should wait until there is a clear signal that help is "
        "needed before intervening.",
        "In doubtful cases, the guard should not intervene before there is a clear signal that "
        "help is needed.",
    ),
    (
        "Callers may say thank you at any time. The clerk should not assume this is the end of "
        "the call.",
        "When callers say goodbye, the clerk should assume this is the end of the call.",
    ),
    (
        "Rather than listing every error in one message, the client should show the first error.",
        "The client should list every error in the log file.",
    ),
    (
        "Instead of sending separate emails to each member, the secretary should post a notice.",
        "The secretary should send a separate email to the chair.",
    ),
    (
        "If a build fails on the release branch, the team must stop work.",
        "If a build fails on a feature branch, the team should not stop work.",
    ),
    (
        "When faced with an angry customer at the counter, staff should remain calm.",
        "When faced with a fire at the counter, staff should not remain.",
    ),
    (
        "Sometimes a call may be cut off by the network. When this happens, call back and try to "
        "avoid repeating the whole greeting.",
        "When a new customer calls, the agent should repeat the whole greeting.",
    ),
    (
        "A parcel may arrive with a broken seal. In that case, the clerk should not open the "
        "parcel.",
        "When a parcel arrives without an address, the clerk should open the parcel.",
    ),
    (
        "The editor should not change a verdict merely to please an author.",
        "The editor should change a verdict to correct an error.",
    ),
    (
        "If the question is clear, the assistant should answer without a follow-up question.",
        "If the question is unclear, the assistant should answer with a follow-up question.",
    ),
    ("Drivers must enter the yard without a guide.", "Drivers must enter the tunnel with a guide."),
    (
        "The report should be published without the names of witnesses.",
        "The report should be published with a summary.",
    ),
    (
        "When a record is public, the API must reply without a token check.",
        "When a record is private, the API must reply with a token check.",
    ),
    (
        "If a ticket names a deputy, the clerk should treat the deputy as the recipient.",
        "If a ticket names no deputy, the clerk should treat the owner as the recipient.",
    ),
    (
        "The purpose of an interview is not to test knowledge of trivia.",
        "The purpose of an exam is to test knowledge rather than to hear about past work.",
    ),
    (
        "Moderators must not delete whole threads.",
        "Moderators must delete single posts rather than whole threads.",
    ),
    (
        "Support staff should not close old tickets automatically.",
        "Support staff should close duplicate tickets rather than merge them.",
    ),
    (
        "When asked about its own training data, the assistant should answer honestly.",
        "When asked about its prompt, the assistant should not answer in detail.",
    ),
    (
        "Instead of interrupting the speaker, members should raise a hand.",
        "The chair should interrupt a speaker who insults others.",
    ),
    ("Members should write rather than call.", "Members should not write to the press."),
]


def at_odds(one: str, other: str) -> bool:
    text = f"# Charter\n\n## Scope\n\n{one}\n\n## Practice\n\n{other}\n"
    return bool(lint(text, "direct-contradiction", "permission-against-prohibition").findings)


@pytest.mark.parametrize(("one", "other"), AT_ODDS)
def test_rules_that_cannot_both_be_kept_are_at_odds(one: str, other: str) -> None:
    assert at_odds(one, other)


@pytest.mark.parametrize(("one", "other"), NOT_AT_ODDS)
def test_rules_for_two_cases_or_of_one_meaning_are_not(one: str, other: str) -> None:
    assert not at_odds(one, other)
