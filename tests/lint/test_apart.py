"""Two sentences of like words that the layout or their subjects make speak of two things."""

from __future__ import annotations

import pytest

from specaudit.domain.lint import LintOptions
from specaudit.lint import runner
from specaudit.lint.apart import Sentence, apart, other_things
from specaudit.lint.context import Document
from tests.lint.helpers import lint, rules, spec

_RULES = (
    "direct-contradiction",
    "permission-against-prohibition",
    "modality-drift",
    "inconsistent-number",
)

APART = {
    "two signs as subjects": """
        # Alarms

        E10 alarms must always create a ticket. E20 alarms must never create a ticket.
        """,
    "one pronoun, two sections": """
        # Text

        ## Titles

        The server MUST treat it as an opaque string.

        ## Units

        The server SHOULD treat it as an opaque string.
        """,
    "cases under two stems": """
        # Where to keep the value

        Use a field when:

        - the value is known before the record is written

        Use a side table when:

        - the value is not known before the record is written
        """,
    "two named cases": """
        # Reviews

        For drafts, a review of the wording is optional.

        For releases, a review of the wording is mandatory.
        """,
    "contrary conditions": """
        # Search

        If suggestions appear, never press the return key.

        If no suggestions appear, press the return key.
        """,
    "an exception for what stands around it": """
        # Names

        The first field of a record must be called label.

        Fields must not be called label except for this purpose.
        """,
    "what is to be read elsewhere": """
        # Counters

        ## Push

        See the general requirements for synchronous counters.

        ## Pull

        See the general requirements for asynchronous counters.
        """,
    "words that are only spoken of": """
        # Wording

        - Words like "should" make a message weak, and must be avoided.
        - Words like "should not" make a message weak, and must be avoided.
        """,
    "a denial in the subject": """
        # Headers

        ## Rule

        Handlers SHOULD NOT introduce or depend on headers.

        ## Why

        Handlers SHOULD be built so that neither a route, nor its filter should depend on headers.
        """,
    "what is optional in both": """
        # Columns

        ## Groups

        All columns of a group should be optional.

        ## Late values

        Columns that are filled late must be strictly optional.
        """,
    "a strict sentence that is soft itself": """
        # Calls

        ## Reading

        If possible, the interface SHOULD make sure that a caller is obliged to name the unit.

        ## Writing

        If possible, this interface SHOULD make sure that a caller is obliged to name the unit.
        """,
    "a soft sentence that does not name the strict one's act": """
        # Payloads

        Services should use these standard payloads when feasible.

        Each kind of standard payload must be included once.
        """,
    "two entries of their own": """
        # Results

        The _failed result_ map must contain an entry with key {"faults"}. The value of this
        entry is told below.

        The _failed result_ map must not contain an entry with key {"data"}.
        """,
    "numbers in brackets after two sentences": """
        # Votes

        - The council votes on a patch. (Max voting period 3 days)
        - The council votes on a release. (Max voting period 7 days)
        """,
    "a strict norm told beside a soft one": """
        # Parts

        Existing parts must not be removed from a released toolbox.

        In cases where changes are desirable, a desk may add the new part to a released toolbox, but
        must not remove the existing part.
        """,
    "what only a heading names": """
        # Parts of an entry

        ## Titles

        Should not include the number of the entry.

        ## Numbers

        When pointing to an entry, the clerk must include the number of the entry.
        """,
    "a strict rule for a case of its own": """
        # Calls

        Call methods of a helper directly when practical.

        In tests, you must call methods of a helper directly.
        """,
    "those who are only told of": """
        # Messages

        - The node MUST NOT send `feature` messages after the `verack` message.
        - The node MAY disconnect peers who send `feature` messages after the `verack` message.
        """,
    "numbers of sentences that agree in one": """
        # Drafts

        A draft may be closed if its authors made no progress for at least a year and do not assert
        within four weeks of being contacted that they continue work on the draft.

        ## Closing

        The draft is closed unless its authors assert within four weeks of being contacted that they
        continue work on the draft.
        """,
    "a unit that is defined": """
        # Terms

        "Day" means 24 hours, commencing upon an act.

        # Notices

        A notice is published after seven days of internal review.
        """,
    "a case and its contrary, told last": """
        # Entries

        The clerk must always return the label when the status of the entry is known.

        The clerk should not return the label when the status of the entry is not known.
        """,
    "numbers in two rows": """
        # Answers

        | Body | Time |
        |------|------|
        | desk | 5 business days |
        | board | 9 business days |
        """,
    "numbers of two subjects": """
        # Meetings

        Official phone calls will be announced at least a week in advance.

        Official field trips will be announced at least 4 weeks in advance.
        """,
    "numbers of two parameters": """
        # Parameters

        The call MUST take the following:

        * A `unit` of measure.

          The call MUST accept a text that can hold at least 63 characters.

        * A `note` for human readers.

          The call MUST accept a text that can hold at least 1023 characters.
        """,
    "the two that were just told of": """
        # Modes

        The format defines three transfer modes: plain, packed and mixed.

        # Links

        The receiver can distinguish between the two transfer modes by the header.
        """,
    "flags of a command": """
        # Options

        ## Old

        Please use --include=tests instead.

        ## Short

        Alias for `--omit=tests`.
        """,
    "turns of one thing": """
        # Passes

        The first pass will read the settings and will not run the main engine.

        In the second pass, the main engine will be run, and its log will be kept.
        """,
    "kinds of one thing side by side": """
        # Talks

        ## Official visits

        You’ll take part as staff and discuss the work that you do for our partners.

        ## Private visits

        You’ll refrain from discussing any work that you do for our partners.
        """,
    "the means by which a thing is avoided": """
        # Tests

        ## Flakes

        We should avoid flakes by writing our tests defensively.

        ## Style

        Write tests defensively.
        """,
    "an act for one purpose": """
        # Names

        Do not name the result of a function in order to save a line inside it.

        It is always acceptable to name the result of a function if a later step changes it.
        """,
    "what goes on after or": """
        # Programs

        You will not, and you will not allow others to, sell our programs; decompile our programs;
        or copy our programs.

        You agree not to decompile our programs.
        """,
    "the others of a kind": """
        # Prefixes

        Classes in shared code must have a prefix. Prefixes are recommended, but not required, for
        other classes.
        """,
    "one reason, two bans": """
        # Branches

        ## Opening

        Please refrain from using the web page for creating requests, because the host will create
        the branch inside the main store rather than inside your copy.

        ## Reverting

        Please refrain from using the Revert button for creating the request, because the host
        will create the branch inside the main store rather than inside your copy.
        """,
}
TOGETHER = {
    "direct-contradiction": """
        # Names

        ## Files

        Reports must not be renamed after they are filed with the clerk.

        ## Moves

        The clerk should rename reports after they are filed with the clerk.
        """,
    "modality-drift": """
        # Reviews

        ## Rules

        Maintainers must review every release note before it is published.

        ## Habits

        Reviewing every release note before it is published is recommended.
        """,
    "inconsistent-number": """
        # Deletion

        ## Drafts

        Drafts are deleted from our servers within 30 days.

        ## Servers

        Drafts are deleted from our servers within 60 days.
        """,
}


def _spec(text: str) -> str:
    return "\n".join(line.removeprefix("        ") for line in text.splitlines())


@pytest.mark.parametrize("manner", ["typically", "usually", "often", "should"])
def test_subjects_are_told_apart_without_a_modal(manner: str) -> None:
    text = f"# Names\n\nClass names should start in capitals. Field names {manner} start small.\n"
    document = Document(spec(text))
    first, second = (Sentence(document, statement) for statement in document.binding)
    assert apart(first, second)
    assert not apart(first, first)


def test_a_sentence_that_names_its_subject_means_it_under_any_title() -> None:
    told = """
        # Parties

        ## Client duties

        When clients process an answer, clients must ignore fields that they do not know.

        ## Server duties

        Clients must not ignore fields that they do not know.
        """
    assert rules(lint(_spec(told), *_RULES)) == ["direct-contradiction"]


def test_each_of_two_files_speaks_of_itself() -> None:
    texts = (
        "This policy covers every branch office.",
        "This policy does not cover branch offices.",
    )
    found = [
        runner.run(
            [spec(f"# Charter\n\n{text}\n", f"{n}.md") for n, text in enumerate(both)],
            LintOptions(select=("direct-contradiction",)),
        )
        for both in (texts, [text.replace("This policy", "The insurance") for text in texts])
    ]
    assert [len(result.findings) for result in found] == [0, 1]


@pytest.mark.parametrize("name", APART)
def test_what_is_told_apart_is_no_finding(name: str) -> None:
    assert rules(lint(_spec(APART[name]), *_RULES)) == []


@pytest.mark.parametrize("rule", TOGETHER)
def test_what_nothing_tells_apart_is_found(rule: str) -> None:
    assert rules(lint(_spec(TOGETHER[rule]), *_RULES)) == [rule]


@pytest.mark.parametrize(("pointing", "told"), [("these boats", True), ("these rocks", False)])
def test_this_tells_apart_where_it_points_at_what_both_speak_of(
    pointing: str, *, told: bool
) -> None:
    text = f"""
# Desk

Clerks do not ask guests of {pointing} to sign anything.

## Owners

Owners of boats must sign the harbour book.
"""
    document = Document(spec(text))
    first, second = (Sentence(document, statement) for statement in document.binding)
    assert other_things(first, second) is told


def test_a_strict_ban_in_most_words_of_a_rule_holds_for_the_rule_without_its_case() -> None:
    text = """
# Desk

Unless a storm rages, a clerk must not ask the guest to settle the bill to learn whether to pay
the crew.

## Pay

A clerk should ask the guest to settle the bill in order to learn whether to pay the crew or
wait.
"""
    assert rules(lint(text, "direct-contradiction")) == ["direct-contradiction"]
