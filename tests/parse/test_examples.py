"""Fences, and the examples in them."""

from __future__ import annotations

import pytest

from specaudit.domain.spec import BlockKind, Example, Verdict
from specaudit.parse.document import parse
from tests.parse.kit import targets, texts


def example(body: str, fence: str = "~~~xml") -> Example:
    spec = parse(f"# Tone\n\n**Example**: a try\n\n{fence}\n{body}\n{fence[:3]}\n")
    (found,) = spec.examples
    return found


def test_hashes_and_backticks_in_a_fence_are_neither_headings_nor_its_end() -> None:
    spec = parse("# One\n\n~~~xml\n# Two\n```py\n# Three\n```\n## Four\n~~~\n\nAfter it all.\n")
    assert [s.title for s in spec.sections] == ["", "One"]
    assert texts(spec) == ["After it all."]


def test_backtick_fences_stay_inside_an_answer() -> None:
    found = example(
        "<user>code &gt; words</user>\n<assistant>\n```py\nprint(1 < 2)\n```\n</assistant>"
    )
    assert [t.role for t in found.turns] == ["user", "assistant"]
    assert found.turns[1].text == "```py\nprint(1 < 2)\n```"
    assert found.problems == ()


def test_an_example_has_title_span_and_no_statements() -> None:
    source = "# Tone\n\n**Example**: a *rude* guest\n\n~~~xml\n<user>Hey</user>\n~~~\n\nBe kind."
    spec = parse(source)
    (found,) = spec.examples
    assert found.title == "a rude guest"
    assert source[found.span.start : found.span.end].startswith("**Example**")
    assert source[found.span.start : found.span.end].endswith("~~~")
    assert texts(spec) == ["Be kind."]
    assert [b.kind for b in spec.blocks][1] is BlockKind.EXAMPLE_LABEL


@pytest.mark.parametrize(
    ("comment", "verdict", "anchor", "reason"),
    [
        ("BAD", Verdict.BAD, None, None),
        ("OK", Verdict.OK, None, None),
        ("BAD: too curt", Verdict.BAD, None, "too curt"),
        ("BAD[#tone]", Verdict.BAD, "tone", None),
        ("BAD[#tone]: too\n curt", Verdict.BAD, "tone", "too curt"),
        ("GOOD, names the ship", Verdict.GOOD, None, "names the ship"),
    ],
)
def test_verdict_forms(
    comment: str, verdict: Verdict, anchor: str | None, reason: str | None
) -> None:
    found = example(
        f"<user>Hi</user>\n<comparison>\n<assistant>\n<!-- {comment} -->\nYo\n</assistant>\n"
        "</comparison>"
    )
    turn = found.turns[-1]
    assert (turn.verdict, turn.verdict_anchor, turn.reason) == (verdict, anchor, reason)
    assert turn.text == "Yo"
    assert found.problems == ()


def test_a_verdict_that_names_a_rule_is_a_reference() -> None:
    spec = parse(
        "# Tone\n\n~~~xml\n<comparison>\n<assistant><!-- BAD[#tone] -->a</assistant>\n"
        "<assistant><!-- BAD[#gone]: b -->b</assistant>\n</comparison>\n~~~\n"
    )
    assert targets(spec, "verdict") == [("tone", "tone"), ("gone", None)]


def test_each_comparison_of_a_fence_is_numbered() -> None:
    answer = "<assistant><!-- GOOD -->a</assistant>"
    pair = f"<comparison>{answer}{answer}</comparison>\n"
    found = example(f"<user>1</user>{pair}<user>2</user>{pair}")
    assert [t.comparison for t in found.turns] == [None, 0, 0, None, 1, 1]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<user>a\n<assistant>b</assistant>", "<user> is not closed before <assistant>"),
        ("<user>a</user><assistant>b", "<assistant> is not closed"),
        ("<user>a</user></assistant>", "</assistant> closes nothing"),
        ("<user>a</user></comparison>", "</comparison> closes nothing"),
        ("<comparison><user>a</user>", "<comparison> is not closed"),
        (
            "<comparison><assistant><!-- GREAT -->a</assistant></comparison>",
            "unknown verdict 'GREAT'",
        ),
        ("<assistant><!-- BAD -->a</assistant>", "verdict BAD outside a <comparison>"),
    ],
)
def test_what_is_malformed_in_an_example_is_said(body: str, problem: str) -> None:
    assert example(body).problems == (problem,)


def test_a_comment_that_is_no_verdict_stays_in_the_answer() -> None:
    found = example("<assistant><!-- a note to readers -->a</assistant>")
    assert found.turns[0].text == "<!-- a note to readers -->a"
    assert found.problems == ()
