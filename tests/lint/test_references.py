"""Entries of numbered lists, by the numbers that a reader sees."""

from __future__ import annotations

import pytest

from .helpers import lint, rules

ALL_ONES = (
    "# Rules\n\n1. Keep logs.\n1. Sign them.\n1. Send them.\n1. Burn them.\n\n## Notes\n\n{}\n"
)


@pytest.mark.parametrize("number", [1, 4])
def test_a_list_of_ones_counts_up(number: int) -> None:
    text = ALL_ONES.format(f"Item {number} holds at night.")
    assert not lint(text, "dangling-reference").findings


@pytest.mark.parametrize("said", ["Item 5 holds at night.", "Item 5 of the policy holds at night."])
def test_a_number_beyond_the_list_leads_nowhere(said: str) -> None:
    assert lint(ALL_ONES.format(said), "dangling-reference").findings


def test_two_lists_under_two_headings_are_counted_apart() -> None:
    text = "# Rules\n\n1. Keep logs.\n1. Sign them.\n\nNotes\n-----\n\n1. Pack.\n1. Go.\n\n"
    text += "Item 3 holds.\n"
    assert lint(text, "dangling-reference").findings


def test_one_link_that_ends_like_a_heading_explains_no_other() -> None:
    text = "# Scope\n\nSee [a](#user-scope), [b](#user-missing) and [c](#user-roles).\n"
    assert len(lint(text, "dangling-reference").findings) == 3


def test_anchors_of_a_generator_are_known_by_their_prefix() -> None:
    text = "# Scope\n\nSee [a](#sec-scope) and [b](#sec-roles).\n\n# Roles\n\nAll.\n"
    assert not lint(text, "dangling-reference").findings


PLAIN = """\
# Charter {#charter}

## Be open {#open}

- Say who you are.
- Say what you want.

Records are kept (a) on paper and (b) on tape. SAID

## Handling of minors {#minors}

Ask a parent first.

*Tables and figures*: see Table 2.

| Age | Who |
| --- | --- |
| 12 | parent |

Table 2: Ages
"""


@pytest.mark.parametrize(
    "said",
    [
        "The limits of Table 4 hold here as well.",
        "Figure 3 shows the steps.",
        "Part III says who decides.",
        "Section 7.3 says when that may be longer.",
        "Such letters fall under point (d).",
        "Footnote 12 tells why.",
        "The third item of [open](#open) holds for letters.",
        "Item 4 in [](#open) holds for letters.",
        "The second bullet in [Minors](#minors) tells why.",
        "The flow chart below shows who decides.",
        "The table above lists the rest.",
        "Typical lengths are given in the table at the end of this section.",
        "The full list of hard words is in the annex on terms.",
        "Terms are explained in the glossary.",
        "This is subject to the exceptions listed in the annex.",
        "The exceptions are listed in the chapter Hard cases.",
        "The same goes for the cases under *Special audiences*.",
        "The steps in the section on payments hold here too.",
        'How to say so is shown in the example "Overdue invoice" below.',
    ],
)
def test_a_part_that_is_not_there_is_missed(said: str) -> None:
    assert len(lint(PLAIN.replace("SAID", said), "dangling-reference").findings) == 1


@pytest.mark.parametrize(
    "said",
    [
        "The limits of Table 2 hold here as well.",
        "Figure 3 of the manual shows the steps.",
        "Under the Privacy Act, Part III says who decides.",
        "People who take a Schedule I drug get Section 8 housing under Medicare Part D.",
        "The chart above the fold loads first; put results in the following table format.",
        "In a thesis, proofs belong in the appendix, and hard words in the glossary.",
        "A report should have a section on limitations.",
        "Keys are sized as NIST 800-63B Appendix A and OAuth 2.1 Table 9 say.",
        "The OAuth charter section 7 says when that may be longer.",
        "Section 7 of the lease says when that may be longer.",
        "Such letters fall under point (d) of the lease.",
        "The second item of [open](#open) holds for letters.",
        "The table below lists the rest.",
        "The table at the end lists the rest.",
        "The clerk sits at the table at the end of the hall.",
        "What matters is in the appendix of the lease.",
        "Terms are explained in the glossary of the lease.",
        "The exceptions are listed in the chapter Handling of minors.",
        "The same goes for the cases under *Handling of minors*.",
        "The steps in the section on minors hold here too.",
        "The steps in the [section on payments](#open) hold here too.",
        "Letters (c) and maps (d) are meant, as point (d) says.",
    ],
)
def test_a_part_that_is_there_or_another_documents_is_not_missed(said: str) -> None:
    found = lint(PLAIN.replace("SAID", said), "dangling-reference").findings
    assert not found, found[0].message


def test_numbers_in_code_are_no_entries() -> None:
    text = "# Rules\n\n1. Keep.\n2. Sign.\n3. Send.\n\n```\n23. Burn.\n```\n\nRule 12 holds.\n"
    assert lint(text, "dangling-reference").findings


def test_a_letter_that_only_looks_like_i_is_none() -> None:
    assert not lint("# A\n\nThe f\u0131fth item of [A](#a) holds.\n", "dangling-reference").findings


def test_where_no_point_has_a_letter_none_is_missed() -> None:
    text = "# A\n\nIn a proof, case (b) counts as much. Exception (c) is another matter.\n"
    assert not lint(text, "dangling-reference").findings


def test_a_part_of_another_document_is_not_missed_here() -> None:
    text = "# 7 Keys\n\n## 7.1 Sizes\n\nSee {}.\n\n# 8 Names\n\nNone.\n\n# 9 Ends\n\nNone.\n"
    assert lint(text.format("Section 7.6"), "dangling-reference").findings
    assert not lint(text.format("Section 7.6 of RFC 8555"), "dangling-reference").findings


def test_a_caption_sends_nobody_anywhere() -> None:
    assert not lint(
        "# A\n\n| a | b |\n|---|---|\n| c | d |\n\n<small>Table 1</small>\n", "dangling-reference"
    ).findings


def test_footnotes_are_counted() -> None:
    text = "# A\n\nKeep logs[^a]. Sign them[^b]. Footnote {} tells why.\n\n[^a]: Law.\n[^b]: Use.\n"
    assert lint(text.format(3), "dangling-reference").findings
    assert not lint(text.format(2), "dangling-reference").findings


MISSING_PARTS = [
    "The phrases to avoid are collected in the appendix on crisis wording.",
    "The table of formats further down lists what each surface renders.",
    "The checklist for reviewers at the end of this page says what to look at.",
    "Fill in the template at the bottom of this page.",
    "The steps are in the flowchart on the next page.",
    "Use the decision tree further below.",
    "A worked case is given in the annex.",
    "The worksheet in the appendix helps with this.",
    "The figures can be found in the table at the end.",
    "For exceptions, consult the list of exemptions at the back of this document.",
    "The form to use is printed overleaf.",
    "More on this in the chapter about lighthouses.",
    "The FAQ at the end of this page covers the rest.",
    "As laid down in the subsection on mooring fees, guests pay first.",
    "The matrix below shows who decides.",
    "The questionnaire in Annex B has to be filled in first.",
    "What counts as heavy weather is told in the chapter \"Storms and Swells\".",
    "See also the sidebar on knots.",
    "The rules for visitors are set out further on, in the chapter about guests of honour.",
    "The index of ships at the end names them all.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", MISSING_PARTS)
def test_a_part_that_is_told_to_stand_elsewhere_and_does_not_is_missing(sentence: str) -> None:
    text = "# Harbour\n\n## Boats\n\nBoats must be kept clean. {}\n\n- one boat\n- two boats\n"
    assert rules(lint(text.format(sentence), "dangling-reference"))


PARTS_OF_OTHERS = [
    "The checklist for reviewers on our intranet says what to look at.",
    "The harbour office keeps a list of exemptions.",
    "The list below names them.",
    "See the section on boats for the reasons.",
    "The table in the harbour guide lists the fees.",
    "Fill in the form that the office hands out.",
    "Most guides have a chapter on storms.",
    "The appendix of the port law lists them.",
    "The template is at the office.",
    "A flowchart often helps readers.",
    "The checklist below must be followed.",
    "The index is updated daily.",
    "The part on the left shows the ship.",
    "The clerk lists every source in the bibliography.",
    "A sharp pain in the appendix is an emergency.",
    "The clerk quotes from the part on childhood.",
    "The app shows the diagram at the top.",
    "Guests click the form at the bottom of the page.",
    "The checklist of berths at the end of this page says what to look at.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", PARTS_OF_OTHERS)
def test_a_part_that_is_there_or_of_another_document_is_not(sentence: str) -> None:
    text = (
        "# Harbour\n\n## Boats\n\nBoats must be kept clean. {}\n\n- one boat\n- two boats\n\n"
        "## Berths\n\nBerths should be free by noon.\n"
    )
    assert not rules(lint(text.format(sentence), "dangling-reference"))
