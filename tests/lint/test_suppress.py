from __future__ import annotations

import pytest

from specaudit.lint.suppress import comments

from .helpers import SPEC, lint, rules

PLACEHOLDER = "The assistant must stop after TBD."


def with_comment(before: str = "", after: str = "") -> str:
    return SPEC.replace(PLACEHOLDER, before + PLACEHOLDER + after)


def test_next_line_covers_the_next_block_only() -> None:
    text = with_comment("<!-- specaudit-disable-next-line placeholder -- agreed -->\n\n")
    result = lint(text)
    assert "placeholder" not in rules(result)
    assert "garbled-text" in rules(result)
    assert [s.reason for s in result.suppressed] == ["agreed"]


def test_code_works_like_the_name() -> None:
    text = with_comment("<!-- specaudit-disable-next-line SA113 -- agreed -->\n")
    assert "placeholder" not in rules(lint(text))


def test_stacked_comments_all_cover_the_same_block() -> None:
    text = SPEC.replace(
        "The assistant should should be brief.",
        "<!-- specaudit-disable-next-line placeholder -- a -->\n"
        "<!-- specaudit-disable-next-line garbled-text -- b -->\n"
        "The assistant should should be brief, TBD.",
    )
    result = lint(text, "placeholder", "garbled-text", "unused-suppression")
    assert rules(result) == ["placeholder"]
    assert len(result.suppressed) == 2


def test_line() -> None:
    text = with_comment(after=" <!-- specaudit-disable-line placeholder -->")
    assert "placeholder" not in rules(lint(text))


def test_range_ends_at_enable() -> None:
    text = (
        "# A\n\n<!-- specaudit-disable placeholder, SA315 -- r -->\n\nStop after TBD.\n\n"
        "Do do it.\n\n<!-- specaudit-enable placeholder, SA315 -->\n\nGo after TBD.\n"
    )
    result = lint(text, "placeholder", "garbled-text")
    assert [f.passages[0].start.line for f in result.findings] == [11]


def test_file() -> None:
    text = SPEC + "\n<!-- specaudit-disable-file placeholder -- a template -->\n"
    assert "placeholder" not in rules(lint(text))


def test_either_passage_suppresses_a_pair() -> None:
    text = (
        "# A {#a}\n\n## B {#x}\n\nBe brief.\n\n"
        "<!-- specaudit-disable-next-line duplicate-anchor -- known -->\n## C {#x}\n\nBe kind.\n"
    )
    assert rules(lint(text, "duplicate-anchor")) == []
    other = text.replace("<!-- specaudit-disable-next-line duplicate-anchor -- known -->\n", "")
    other = other.replace(
        "## B", "<!-- specaudit-disable-next-line duplicate-anchor -- known -->\n## B"
    )
    assert rules(lint(other, "duplicate-anchor")) == []
    assert len(lint(other, "duplicate-anchor").suppressed) == 1


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- specaudit-disable-file placeholder -->\n```\n\nTBD.\n",
        "~~~xml\n```\n<!-- specaudit-disable-file placeholder -->\n~~~\n\nTBD.\n",
        "Write `<!-- specaudit-disable-file placeholder -->` somewhere.\n",
    ],
)
def test_comments_in_code_are_text(text: str) -> None:
    assert comments(text) == []


def test_unused_is_a_finding_with_a_fix() -> None:
    comment = "<!-- specaudit-disable-next-line placeholder -- old -->\n"
    result = lint(f"# A\n\n{comment}Be brief.\n")
    (finding,) = result.findings
    assert finding.rule == "unused-suppression"
    (edit,) = finding.fix
    text = f"# A\n\n{comment}Be brief.\n"
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == "# A\n\nBe brief.\n"


def test_unused_says_nothing_of_rules_that_did_not_run() -> None:
    text = "# A\n\n<!-- specaudit-disable-next-line placeholder -- old -->\nBe brief.\n"
    assert rules(lint(text, "garbled-text", "unused-suppression")) == []


def test_misspelt_rule_verb_and_blanket_are_findings() -> None:
    text = (
        "# A\n\n<!-- specaudit-disable-next-line placehodler -->\nBe brief.\n\n"
        "<!-- specaudit-disable-nextline placeholder -->\nBe kind.\n\n"
        "<!-- specaudit-disable-file -->\n"
    )
    result = lint(text, "unknown-suppression-rule")
    assert [f.passages[0].start.line for f in result.findings] == [3, 6, 9]
    assert 'did you mean "placeholder"' in result.findings[0].message


def test_reasons_can_be_required() -> None:
    text = with_comment("<!-- specaudit-disable-next-line placeholder -->\n")
    assert "suppression-without-reason" not in rules(lint(text))
    assert "suppression-without-reason" in rules(lint(text, require_reason=True))


def test_comments_cannot_enable_what_is_ignored() -> None:
    text = "# A\n\n<!-- specaudit-enable placeholder -->\n\nStop after TBD.\n"
    assert "placeholder" not in rules(lint(text, ignore=("placeholder",)))
