"""What reads like a slip in guides, policies and proposals, and is none."""

from __future__ import annotations

import pytest

from tests.lint.helpers import lint

_CLASHES = ("direct-contradiction", "permission-against-prohibition")
_PLACES = "# Rules\n\n## Here\n\n{}\n\n## There\n\n{}\n"
_STRICT = (
    "# Charter\n\n## Scope\n\nEvery task must include an end date. The assistant must not disclose "
    "staff names without permission. All visitors and guides must sign the paper register.\n\n"
    "## Practice\n\n"
)

NUMBERS = {
    "a kind of its own": (
        "Fast-tracked requests need one vote; the request must stay open for at least 24 hours.",
        "A request must stay open for at least 72 hours before a vote.",
    ),
    "a sum": (
        "Altogether, trashed letters of a reader are deleted from all shelves within 90 days.",
        "Trashed letters of a reader are deleted from the open shelves within 60 days.",
    ),
    "a window to count in": (
        "Readers may ask for their borrowing record twice in a 12-month period.",
        "A reader who asks for the borrowing record gets an answer within one month.",
    ),
    "two parts of sentences": (
        "Where a request to preserve the loan file is private, we keep it secret for 45 days.",
        "The desk will preserve the loan file for 90 days after a valid request.",
    ),
    "two events": (
        "A reader may ask for a loan card within 30 days of the visit.",
        "A reader should ask for a loan card at least 2 years before the jubilee.",
    ),
    "a time told before": (
        "A lost book report must be answered within 7 days.",
        "The 30-day period specified for a lost book report applies to answers by post.",
    ),
    "steps of one list": (
        "- Calls that take longer than 1s to answer at the desk should use the slow form\n"
        "- Calls that take longer than 0.5s to answer at the desk should think about it",
        "None.",
    ),
}
SOFT = """
Include an end date in the task.
Otherwise, an end date in the task is optional.
Instead, an end date in the task is recommended.
The end date of a task should be optional.
"Quick task" end dates are optional.
We encourage visitors to photograph the paper register.
Visitors and guides may be (but are not required to be) signers of the paper register.
""".strip().splitlines()
CLASHES = {
    "a manner": "## A\n\nClerks should create records by hand when a loan starts.\n\n"
    "## B\n\nOpening a loan should not automatically create records.\n",
    "an incident": "## Rules\n\n- A letter from desk B must not be signed with the stamp of desk A."
    "\n\n## Incidents\n\n- Desk B signs a letter with the stamp of desk A.\n",
    "what code shows": "For instance:\n\n```\nx\n```\n\nThe stamp is defined by the loan.\n\n"
    "By contrast:\n\n```\ny\n```\n\nThe stamp is not defined by the loan.\n",
    "such a one": "## A\n\n- **Does not need a slip**: the loan has a fault\n\n"
    "## B\n\nIn addition to the loan itself, such letter must include a slip.\n",
    "conditions on two things": "## A\n\n- If the shelf is located in the main hall, it MUST point "
    "to a card definition located in the main vault, and MUST NOT point to a card definition "
    "located in the side vault or anywhere else.\n\n## B\n\n- If the shelf order is located inside "
    "a side hall, it MUST point to a card definition located in the main vault, and MUST NOT point "
    "to a card definition located in the side vault or anywhere else.\n",
    "conditions side by side": "If the shelf is located in the main hall, it MUST point to a card "
    "located in the main vault, and MUST NOT point to a card located in the side hall. If the "
    "shelf is located in the side hall, it MAY point to a card in any location.\n",
}
TERMS = {
    "a body that many have": "Every complaint goes to the Steering Committee.\n",
    "a product": "The loan file must be kept on Shelf Server.\n",
    "a label": 'The clerk must offer the "Get Reader Token" to any reader.\n',
    "told in the sentence": "A **night charter** sets forth the mission of the desk.\n",
    "told in the section": "## Loan Batch\n\n"
    "In the *Night Loan Batch* several loans are written at once.\n",
    "two titles": 'The clerk must fill in the "Money Details" and "Loan Details" sections.\n',
    "a name in code": "The clerk must call the TRYM function of the desk.\n",
    "a choice": 'By "desk" we mean a table. Desks must take files in **Paper or Card**, as told.\n',
    "a stressed verb": "Nothing would _prevent_ a reader from a loan like one described above.\n",
    "a kind that bears a proper name": "The hall that Korvo runs is open, and all of Korvo is for "
    "readers of Korvo. Ask Korvo, and go to Korvo. See Korvo.\n\nA Korvo Task must be signed.\n",
}
EXCEPTIONS = """
Use good judgment.
Learn how you can opt out by going to the desk.
A change must be approved, unless clearly indicated otherwise.
It must not depend on payment of fees, or other consideration.
The number of clerks shall generally be three, but may be raised by vote of the board.
""".strip().splitlines()
LAYOUT = {
    "count-against-list": "For each of two readers naming this person:\n\n- a name\n- a card\n- a "
    "desk\n\nThe two desks are alike in many ways: they both keep cards, loans, and maps.\n",
    "dangling-reference": 'By <a href="#code-kim" title="Code">💻</a>, of [old](#old-%EF%B8%8F), '
    "with a [form](#form-query).\n\n## Old ⚔️\n\nText.\n\n## :dfn[form] (query)\n\nText.\n",
    "definition-divergence": 'The Loan Review Committee ("Loan Committee") answers complaints.\n\n'
    "## Members\n\nThe Loan Committee consists of 3 elected readers and 2 clerks.\n",
    "missing-anchor": "".join(f"## S{n} {{#s{n}}}\n\nText.\n\n" for n in range(8)),
    "open-ended-prohibition": "- Avoid bare labels; prefer a typed label or similar.\n",
}


def told(text: str, *select: str) -> list[str]:
    found = lint(text, *select).findings
    return [finding.message for finding in found if finding.severity.value != "note"]


@pytest.mark.parametrize("name", NUMBERS)
def test_two_numbers_are_of_two_things(name: str) -> None:
    assert told(_PLACES.format(*NUMBERS[name]), "inconsistent-number") == []


@pytest.mark.parametrize("sentence", SOFT)
def test_a_sentence_softens_no_rule(sentence: str) -> None:
    assert told(f"{_STRICT}{sentence}\n", "modality-drift") == []


def test_what_makes_a_thing_what_it_is_called_is_no_rule_to_soften() -> None:
    text = "For a task to be considered closed, it must include a signed end date."
    soft = "We encourage clerks to include a signed end date in the task."
    assert told(_PLACES.format(text, soft), "modality-drift") == []


@pytest.mark.parametrize("name", CLASHES)
def test_two_sentences_do_not_clash(name: str) -> None:
    assert told(f"# Desk\n\n{CLASHES[name]}", *_CLASHES) == []


@pytest.mark.parametrize("name", TERMS)
def test_a_name_needs_no_definition(name: str) -> None:
    assert told(f"# Library\n\n{TERMS[name]}", "undefined-term", "undefined-acronym") == []


@pytest.mark.parametrize("sentence", EXCEPTIONS)
def test_a_sentence_leaves_no_rule_open(sentence: str) -> None:
    assert told(f"# Reviews\n\n{sentence}\n", "open-exception") == []


@pytest.mark.parametrize("rule", LAYOUT)
def test_what_the_layout_explains(rule: str) -> None:
    assert told(f"# Library\n\n{LAYOUT[rule]}", rule) == []


def test_a_form_is_told_of_once() -> None:
    form = "".join(f"## {name}\n\n" for name in ("Who", "What", "When", "Where", "Why", "How"))
    [finding] = lint(f"# Form\n\n{form}", "empty-section").findings
    assert len(finding.passages) == 6


def test_a_heading_may_be_the_rule() -> None:
    text = "# Desk\n\n## Every clerk MUST carry a card.\n\n## Cards\n\nCards are blue.\n"
    assert told(text, "empty-section") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "They follow section 3.3.4 of the Desk Process when they reopen a case.",
        "Logs hold what Section 5.4.1 (3) of the Desk Requirements asks for.",
        "The linter adds a line to the Desk Requirements, Section 2.2 among them.",
        "Every letter is the writer's own (see section 2 for letters of others).",
    ],
)
def test_a_section_of_another_document_is_not_missed(sentence: str) -> None:
    assert told(f"# Desk\n\n{sentence}\n\n1. Cards\n2. Letters\n", "dangling-reference") == []


def test_a_run_of_like_items_is_a_table() -> None:
    items = "".join(f"- Letters must be answered within {n} days.\n" for n in range(2, 40))
    assert told(f"# Halls\n\n{items}", "inconsistent-number") == []
