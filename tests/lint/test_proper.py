"""Names and manners of speaking that look like terms, and layouts that look like slips."""

from __future__ import annotations

import pytest

from tests.lint.helpers import lint, rules

_BODIES = "\n\n".join(
    f"Our partner the {name} Museum of {place} lends one book a year to members."
    for name, place in (
        ("Blue Harbour", "Lisbon"),
        ("Old Mill", "Ghent"),
        ("Grand Canal", "Venice"),
        ("White Tower", "Turin"),
        ("Long Pier", "Brighton"),
    )
)

TERMS = {
    "a body in a document full of names": f"# Library\n\n{_BODIES}\n\n"
    "Every complaint goes to the Fairness Panel.\n",
    "a part of a longer name": "# Library\n\nAppeals go to the Code of Conduct Review Panel.\n",
    "a name spelled out": "# Library\n\nEvery complaint goes to the Fairness Panel (FP) first.\n",
    "what a problem is called": (
        '# Library\n\nLocks help to avoid the "lost record" problem when two desks write.\n'
    ),
    "what others call it": (
        '# Library\n\nThe host, which is the "data keeper" or owner, must answer in a week.\n'
    ),
    "a numbered example": '# Library\n\nLinks to "page 2" may not always hold the same entries.\n',
    "the label of an item": (
        "# Library\n\n- *Night desk* functions must be named after the desk they serve.\n"
    ),
    "what is laid out": (
        "# Library\n\nWriters should match the loan syntax defined in this document.\n\n"
        "They must use the previously defined primary mapping.\n"
    ),
    "a name told of next": '# Library\n\nAdd a "Gallery Mode" that shows loans side by side.\n',
    "a name whose initials are used": (
        "# Library\n\n## FRP\n\nComplaints go to the FRP. "
        "The Fair Review Panel must answer in a week.\n"
    ),
    "a numbered version": "# Library\n\nThe rules of Loan Version 1 have proven too strict.\n",
    "one of many abbreviations": (
        "# Library\n\nAsk the ZQX first. The QVB and the KWZ of a desk follow.\n"
    ),
    "an abbreviation that only tells more of a noun": (
        "# Library\n\nCommon ways include a list and the ZQX feed of a desk.\n"
    ),
}


@pytest.mark.parametrize("name", TERMS)
def test_what_is_no_term_of_the_document(name: str) -> None:
    found = lint(TERMS[name], "undefined-term", "undefined-acronym").findings
    assert [f.message for f in found if f.severity.value != "note"] == []


def test_a_body_counts_where_names_are_few() -> None:
    text = "# Library\n\nEvery complaint goes to the Fairness Panel.\n"
    assert rules(lint(text, "undefined-term")) == ["undefined-term"]


def test_a_named_target_is_an_anchor() -> None:
    text = "# Library\n\n(loan-limits)=\n## Loans\n\nSee the [limits](#loan-limits).\n"
    assert rules(lint(text, "dangling-reference")) == []


def test_named_targets_are_shared_by_documents() -> None:
    text = "# Library\n\n(loans)=\n## Loans\n\nSee the [desks](#list-of-desks).\n"
    assert rules(lint(text, "dangling-reference")) == []
    assert rules(lint(text.replace("(loans)=\n", ""), "dangling-reference")) == [
        "dangling-reference"
    ]


def test_bold_words_at_the_head_of_a_paragraph_are_a_title() -> None:
    text = (
        '# Library\n\nWe may look at loans (see "When the law requires it" below).\n\n'
        "**When the law requires it.** We answer courts.\n\n## Rest\n\nNothing.\n"
    )
    assert rules(lint(text, "dangling-reference")) == []


def test_headings_in_markdown_need_no_tag_of_their_own() -> None:
    tagged = "".join(f'<h2 id="a{n}">Part {n}</h2>\n\nText.\n\n' for n in range(9))
    assert rules(lint(f"{tagged}## Rest\n\nText.\n", "missing-anchor")) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\n# Introduction\n\nText.\n",
        "# Title\n\nText:\n\n  # a comment of a program\n  # and one more\n",
    ],
)
def test_titles_and_comments_are_no_empty_sections(text: str) -> None:
    assert rules(lint(text, "empty-section")) == []


def test_a_count_before_another_list_announces_none() -> None:
    text = (
        "# Desk\n\nBacked by 2 members **note the following requirements for members**:\n\n"
        "- They read.\n- They write.\n- They count.\n"
    )
    assert rules(lint(text, "count-against-list")) == []


def test_may_not_after_a_reason_is_a_remark() -> None:
    text = "# Desk\n\nSend the record along, as the agent may not fetch the record itself.\n"
    assert rules(lint(text, "ambiguous-may-not")) == []


def test_may_not_in_a_relative_clause_is_a_remark() -> None:
    text = "# Desk\n\nThe agent should expect models that may not support images.\n"
    assert rules(lint(text, "ambiguous-may-not")) == []


def test_anchors_that_a_generator_makes_are_not_judged() -> None:
    text = "# Desk\n\nSee [A](#sec-Loans) and [B](#sec-Other-Part).\n\n## Loans\n\nText.\n"
    assert rules(lint(text, "dangling-reference")) == []
    assert len(lint(text.replace("#sec-Loans", "#loans"), "dangling-reference").findings) == 1


def test_lowered_digits_leave_an_anchor() -> None:
    text = "# Desk\n\nSee [P\u2081: Time](#p-time).\n\n## P\u2081: Time\n\nText.\n"
    assert rules(lint(text, "dangling-reference")) == []


def test_an_appendix_of_a_named_file_is_not_missed() -> None:
    text = "# Desk\n\nCopy `src/loans.md` and fill in the date in Appendix A.\n"
    assert rules(lint(text, "dangling-reference")) == []


def test_what_is_said_of_the_last_item_is_no_item() -> None:
    text = "# Desk\n\nThe team has two groups: the desk and the shelf, to which it gives much.\n"
    assert rules(lint(text, "count-against-list")) == []


@pytest.mark.parametrize(
    "exception",
    [
        "unless that fits with the readers' reasonable expectations",
        "unless otherwise approved by the board where necessary",
    ],
)
def test_a_test_of_its_own_closes_an_exception(exception: str) -> None:
    text = f"# Desk\n\nThe clerk must not lend maps, {exception}.\n"
    assert rules(lint(text, "open-exception")) == []


def test_a_trademark_is_no_second_meaning() -> None:
    text = (
        '# Name\n\nThis text tells of the Blue Shelf project ("Shelf") and the use of its name.\n\n'
        '"Shelf" is a trademark of the Harbour Foundation, of which it is a branch.\n'
    )
    assert rules(lint(text, "definition-divergence")) == []


def test_bodies_that_many_rules_name_are_the_ways_of_a_house() -> None:
    text = (
        "# Library\n\nEvery complaint goes to the Fairness Panel.\n\n"
        "An Associate Seat may not be passed on.\n\nA Loan Steward can lift this limit.\n"
    )
    found = lint(text, "undefined-term").findings
    assert {f.severity.value for f in found} == {"note"}
    one = lint(text.partition("An Assoc")[0], "undefined-term").findings
    assert [f.severity.value for f in one] == ["warning"]


def test_an_anchor_of_another_renderer_is_a_note() -> None:
    text = "# Desk\n\nSee [status](#desk-status).\n\n## Desk.Status\n\nText.\n"
    assert [f.severity.value for f in lint(text, "dangling-reference").findings] == ["note"]


def test_how_a_thing_is_chosen_is_no_term() -> None:
    text = "# Desk\n\nThe board holds one reader selected as defined below.\n"
    assert rules(lint(text, "undefined-term")) == []


@pytest.mark.parametrize(
    "text",
    [
        "- Fallback Notes\n- Speak up early.",
        "Open the list of VS Launch Instances when a run must be seen.",
        "Write what must be done under \"Blocked Tests\".",
        "Clerks must follow `steps.md`'s Failure Modes.",
        "You are a **Repository Architect** and must keep the folders tidy.",
    ],
)  # fmt: skip
def test_an_entry_a_title_a_part_to_play_and_a_longer_name_are_no_terms(text: str) -> None:
    assert not lint(f"# Guide\n\n## One\n\n{text}\n", "undefined-term").findings


def test_what_is_done_under_a_mode_is_a_term() -> None:
    text = "# Guide\n\n## One\n\nUnder **Sentinel Mode**, the clerk must speak up sooner.\n"
    assert lint(text, "undefined-term").findings
