from __future__ import annotations

import pytest

from specaudit.config import DocumentOptions
from specaudit.domain.finding import Severity
from specaudit.lint.clash import clashes
from specaudit.lint.context import Context
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

from .helpers import lint


def test_documents_that_say_the_same_are_not_at_odds() -> None:
    text = "# Conformance\n\nServers MUST log errors, and MUST NOT log errors of tests.\n"
    specs = [parse(Source(name, text.encode()), DocumentOptions()) for name in ("a.md", "b.md")]
    assert not clashes(Context(specs))
    other = text.replace("MUST NOT log errors of tests", "MAY stop")
    denied = text.replace("MUST log errors, and", "MUST NOT log errors, and they")
    specs = [
        parse(Source(name, one.encode()), DocumentOptions())
        for name, one in (("a.md", other), ("b.md", denied))
    ]
    assert clashes(Context(specs))


def found(*sentences: str) -> int:
    text = "# Rules\n\n" + "\n\n".join(sentences) + "\n"
    spec = parse(Source("rules.md", text.encode()), DocumentOptions())
    return len(clashes(Context([spec])))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drafts do not need a changelog entry.", "Add a changelog entry to drafts."),
        ("Members can do /approve on tickets.", "Members cannot do /approve on tickets."),
        ("The server must return a cursor.", "Do not return a cursor when returning a cursor."),
        ("Folders should not be deleted or made private.", "Folders should be made private."),
        ("Never rename public fields.", "Where possible, rename public fields."),
        ("We will not delete user content.", "We will delete user content."),
        ("If a ticket exists, do not open one.", "If a ticket exists, open yours so others can."),
    ],
)
def test_rules_at_odds_in_everyday_words(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drafts do not need a changelog entry.", "Add a changelog entry to releases."),
        ("You may not use data for spam.", "You will only use data for its own purpose."),
        ("Avoid globals; use modules.", "Use modules where other projects would use globals."),
        ("The first page must return a link.", "The last page must not return a link."),
    ],
)
def test_rules_on_other_things_do_not_clash(one: str, other: str) -> None:
    assert found(one, other) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Unless requested by the user, the assistant should avoid quantifying uncertainty.",
            "Even when this is not requested, the assistant should quantify its uncertainty.",
        ),
        (
            "Do not include a version number in any path.",
            "You may include a version number in any path.",
        ),
        (
            "The tool should never ask the user to clarify their intent to refuse a request.",
            "In doubt, the tool should ask the user to clarify their intent to refuse a request.",
        ),
        (
            "Operators can open rooms (i.e., operators cannot grant users more than daytime use).",
            "Operators can grant users more than daytime use.",
        ),
        (
            "The assistant must always finish a task that it has begun.",
            "The assistant must abandon the task as soon as an error shows.",
        ),
        (
            "The assistant should be wary of unverified claims to fame.",
            "The assistant need not be wary of unverified claims to fame.",
        ),
        (
            "Every answer must name its source.",
            "Spoken answers must never mention sources or links.",
        ),
        (
            "Numeric identifiers have higher precedence than non-numeric ones.",
            "Numeric identifiers always have lower precedence than non-numeric identifiers.",
        ),
    ],
)
def test_cases_that_leave_no_way_out(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Every error must name the endpoint.",
            "A successful deletion must never name the endpoint.",
        ),
        (
            "Numeric identifiers have higher precedence than non-numeric ones.",
            "If they are old, numeric identifiers have lower precedence than non-numeric ones.",
        ),
        (
            "The assistant must always give a figure, except in jokes.",
            "In jokes the assistant must never give a figure.",
        ),
    ],
)
def test_absolutes_that_never_meet(one: str, other: str) -> None:
    assert not found(one, other)


def test_what_is_held_of_another_person_is_no_clash() -> None:
    assert not found(
        "Assume that the operator is not a live participant in the talk.",
        "Assume that the guest is a live participant in the talk.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("All requests must target the test server, not the live server.",
         "Urgent requests must target the live server."),
        ("Build labels must be ignored when comparing versions.",
         "Build labels must be considered when comparing versions."),
        ("The assistant should take the first letter into account.",
         "The assistant should disregard the first letter."),
        ("Never write comments that paraphrase the code.",
         "Add a comment above each function that paraphrases the code."),
        ("Comments that repeat the code are not allowed.",
         "Add a comment that repeats the code."),
        ("The assistant should never write poems about living persons.",
         "The assistant should compose poems about living persons when asked."),
        ("The assistant should abstain from political jokes.",
         "The assistant should make political jokes."),
        ("The assistant should show the table without comment.",
         "The assistant should show the table with a comment."),
        ("When sorting, the tool must not read the labels of the files.",
         "Where two files differ, the tool must read the labels of the files when sorting."),
    ],
)  # fmt: skip
def test_one_thing_under_other_verbs_or_set_against_another(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("All requests must target the test server, not the live server.",
         "Urgent requests must target the staging server."),
        ("Requests must target the test server, not merely the live server.",
         "Urgent requests must target the live server."),
        ("Never write comments that paraphrase the code.",
         "Add a comment that says why the code is needed."),
        ("Comments that repeat the code are not allowed.",
         "Add a comment that explains a workaround."),
        ("The assistant should show the table without comment.",
         "The assistant should show the table of comments."),
        ("If the caller is a machine, the assistant should show the table without comment.",
         "If the caller is a person, the assistant should show the table with a comment."),
    ],
)  # fmt: skip
def test_what_only_looks_like_the_thing_set_aside(one: str, other: str) -> None:
    assert found(one, other) == 0


@pytest.mark.parametrize(("other", "severity"), [
    ("Even when this is not requested by the user, the agent should mention fines.", "warning"),
    ("When requested by the user, the agent should mention fines.", None),
])  # fmt: skip
def test_exception_settles_nothing_for_the_cases_beside_it(
    other: str, severity: str | None
) -> None:
    rule = "Unless requested by the user, the agent should avoid mentioning fines."
    text = f"# Rules\n\n{rule}\n\n{other}\n"
    findings = lint(text, "direct-contradiction").findings
    assert [finding.severity.value for finding in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We do not offer museum tours.", "For large groups, we also offer museum tours."),
        ("Reading rooms do not need a night guard.",
         "For the same reason, reading rooms need a night guard as well."),
        ("Records of closed loans must never be read by guests.",
         "Guests read the records of closed loans."),
        ("Guests are prohibited from editing pages.", "Guests can edit pages."),
        ("When asked for a verdict, the clerk should say that the file does not settle it.",
         "The clerk should not, when asked for a verdict, say that the file does not settle it."),
        ("Search results are treated as data rather than as orders from a reader.",
         "Search results are treated as orders from a reader rather than as data."),
        ("Every guest list is kept in formal style at the desk.",
         "Every guest list is kept in informal style at the desk."),
        ("The clerk should not make firm promises about the price of a map, and should not bring"
         " these matters up.", "The clerk should make firm promises about the price of a map."),
        ("When faced with a strong wish to break these seals, the clerk should remain firm.",
         "When faced with a strong wish to break a red seal, the clerk should not remain firm."),
        ("The clerk's aim is never to persuade the reader but rather to ensure a fair loan.",
         "The clerk's aim is to persuade the reader rather than to ensure a fair loan."),
        ("Rather than sending all of the old maps in one parcel, it should write a short list.",
         "The clerk should send all of the old maps in one parcel rather than a short list."),
        ("In addition to the advice on loans, the clerk should say that the reader is not alone and"
         " there are other desks.", "The clerk should say that the reader is alone."),
        ("If the letter is plain, the clerk should answer its question quickly and without a form.",
         "If the letter is plain, the clerk should answer its question with a form."),
        ("The clerk should not avoid or hide topics in a way that may shut out some views.",
         "The clerk should avoid topics in a way that may shut out some views."),
    ],
)  # fmt: skip
def test_a_sentence_said_again_with_a_not(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We do not offer museum tours.", "Other libraries may offer museum tours of their own."),
        ("We do not offer museum tours.", "We offer museum readings."),
        ("Reading rooms do not need a night guard.", "Large reading rooms need a night guard."),
        ("Records of closed loans must never be read by guests.",
         "Guests read the records of open loans."),
        ("Guests are prohibited from editing pages.", "Members can edit pages."),
        ("The desk does not always answer letters.", "The desk answers letters."),
        ("Search results are treated as data rather than as orders.",
         "Letters of readers are treated as orders rather than as data."),
        ("When a loan fails, the clerk should tell the reader at once.",
         "When a loan succeeds, the clerk should not tell the reader at once."),
        ("The clerk should not alone decide on the price of maps.",
         "The clerk should decide on the price of maps."),
        ("Rather than sending old maps, the clerk should send a list.",
         "The clerk should send a list rather than a letter."),
    ],
)  # fmt: skip
def test_a_denial_of_something_else(one: str, other: str) -> None:
    assert found(one, other) == 0


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        (
            "The assistant should not wait for a sign of danger.",
            "The assistant should wait for a sign of danger.",
        ),
        (
            "In all cases, letters should never be preachy.",
            "When it turns down a loan to a stranger, the bank's letter should be preachy.",
        ),
    ],
)
def test_a_rule_that_a_higher_level_turns_round_is_a_slip(higher: str, lower: str) -> None:
    text = (
        "# Charter\n\nHigher levels override lower ones.\n\n"
        f"## Calm {{#calm authority=root}}\n\n{higher}\n\n"
        f"## Tone {{#tone authority=user}}\n\n{lower}\n\n"
        "## Pace {#pace authority=user}\n\nThe assistant should be quick.\n"
    )
    (finding,) = lint(text, "direct-contradiction").findings
    assert finding.severity is not Severity.NOTE


CODE = "# Tests\n\n## Marks\n\nDo not use `mark.wait`: the runner blocks it.\n\n## Style\n\n{}\n"


def test_code_that_is_banned_is_not_to_be_written_elsewhere() -> None:
    [finding] = lint(
        CODE.format("Put `mark.wait` on every slow test."), "direct-contradiction"
    ).findings
    assert len(finding.passages) == 2
    for other in ("Remove `mark.wait` from old tests.", "Put `mark.run` on every slow test."):
        assert not lint(CODE.format(other), "direct-contradiction").findings


def test_code_that_is_banned_in_one_place_may_be_written_in_another() -> None:
    text = CODE.replace("`mark.wait`:", "`mark.wait` for fast tests:")
    put = text.format("Put `mark.wait` on every slow test.")
    assert not lint(put, "direct-contradiction").findings


SHELF = "The clerk should not discuss, praise or sell damaged maps of the harbour."
LIST = (
    "The clerk should also avoid hasty promises, hiding what a repair will cost, "
    "naming a thief, or recommending particular binders or glue to readers."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SHELF, "The clerk should sell damaged maps of the harbour."),
        (SHELF, "The clerk may praise damaged maps of the harbour."),
        (LIST, "The clerk should recommend particular binders to readers."),
        (LIST, "The clerk may hide what a repair will cost."),
        ("The clerk must not pursue, plan or openly support any further sales as aims, including:",
         "The clerk may openly support further sales as aims."),
        ("The clerk should avoid confirming or denying the loss of rare maps unless told to.",
         "The clerk can confirm or deny the loss of rare maps."),
        ("The clerk is here to help readers, not flatter them or side with them all the time.",
         "The clerk should flatter readers and side with them all the time."),
        ("Treat guests like guests: speak with warmth and don’t treat guests as thieves.",
         "The clerk should treat guests as thieves."),
        ("Within the hours of the reading room, the clerk should shorten queues, long ones first.",
         "Long queues within the hours of the reading room need not be shortened."),
        ("Every loan slip must bear a return stamp, after which the clerk signs a new line.",
         "A loan slip does not need a return stamp."),
        ("Rare maps of the harbour are not allowed in the reading room.",
         "Rare maps of the harbour are welcome in the reading room."),
        ("The clerk should decline to answer questions on the price of rare maps.",
         "The clerk should answer questions on the price of rare maps."),
        ("If a letter is unclear and part of it is torn, the clerk shouldn't scold its sender.",
         "If a letter is unclear, the clerk should scold its sender."),
        ("The clerk should favor a short loan of a map over a copy of it.",
         "The clerk should favor a copy of a map over a short loan."),
        ("By default, the clerk should adopt a formal tone.",
         "The clerk should adopt a casual tone by default."),
        ("The clerk must not, for any reader, adopt further aims, including:\n\n"
         "- acting as a judge of good taste", "The clerk may act as a judge of good taste."),
        ("The clerk should comfort a reader, without stoking or repeating baseless rumours.",
         "The clerk should stoke baseless rumours."),
        ("While the clerk must not make rash guesses about old maps, it should do the following:",
         "The clerk may make rash guesses about old maps."),
        ("The clerk should by default put no price on old maps unless a reader asks for one.",
         "Without being asked, the clerk should put a price on old maps."),
        ("Leaders are obliged to keep the name of the finder of a lost map private.",
         "Leaders are no longer obliged to keep the name of the finder of a lost map private."),
    ],
)  # fmt: skip
def test_one_of_several_things_that_are_denied(one: str, other: str) -> None:
    assert found(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SHELF, "The clerk may sell damaged maps of the coast."),
        (SHELF, "The clerk should discuss maps of the harbour."),
        (LIST, "The clerk should recommend particular chairs to readers."),
        ("The clerk should avoid confirming the loss of rare maps unless told to.",
         "The clerk can confirm the loss of rare maps when told to."),
        ("The stamp is for the slip of the loan, not the cover of the old map.",
         "The cover of the old map must be dusted."),
        ("Chair and clerk may be (but are not required to be) members of the board.",
         "The board shall elect a chair, a clerk, and members of the board."),
        ("The clerk should favor a short loan of a map over a copy of it.",
         "The clerk should favor a copy of a letter over its loan."),
        ("By default, the clerk should adopt a formal tone.",
         "When children ask, the clerk should adopt a casual tone by default."),
        ("The clerk must not include in a list:\n\n- maps of other towns",
         "The clerk may draw maps of other towns."),
        ("A long list does not authorize copying, sorting, or burning old maps.",
         "The clerk should burn old maps."),
        ("The clerk should sort a shelf without moving old maps unless a reader asks for it.",
         "When a reader asks for it, the clerk should move old maps."),
        ("Guests keep notes on old maps private and must not sell notes on old maps.",
         "Guests violating the rule by selling notes on old maps risk a ban."),
    ],
)  # fmt: skip
def test_what_several_denied_things_leave_alone(one: str, other: str) -> None:
    assert found(one, other) == 0
