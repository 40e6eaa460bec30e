"""References, anchors and footnotes."""

from __future__ import annotations

from specaudit.parse.document import parse
from tests.parse.kit import targets, texts


def test_references_resolve_by_anchor_slug_or_quoted_slug() -> None:
    spec = parse(
        "# The pilot’s duty\n\n# What's *new*?\n\n# Given {#mine}\n\n"
        "<a id='old'></a> Text here.\n\n"
        "[a](#the-pilot’s-duty) [b](#the-pilots-duty) [c](#the-pilot%E2%80%99s-duty) "
        "[d](#whats-new) [e](#mine) [f](#given) [g](#old) [h](#none) <a href='#mine'>i</a>\n"
    )
    pilot = "the-pilots-duty"
    assert [resolved for _, resolved in targets(spec)] == [
        pilot, pilot, pilot, "whats-new", "mine", "mine", "mine", None, "mine",
    ]  # fmt: skip


def test_reference_links_resolve_through_their_label() -> None:
    spec = parse("# Care\n\nSee [this][A b] and [a  B] and [no].\n\n[a b]: #care\n[x]: http://y\n")
    assert targets(spec) == [("care", "care"), ("care", "care")]
    assert texts(spec) == ["See this and a B and [no]."]


def test_links_in_code_are_no_references() -> None:
    spec = parse("# A\n\nWrite `[x](#gone)` here.\n\n```\n[y](#gone)\n```\n")
    assert spec.references == ()


def test_duplicate_anchors_are_problems_and_ids_stay_unique() -> None:
    source = "# A {#x}\n\n# B {#x}\n\n# Same\n\n# Same\n\n[to](#x) [so](#same-1)\n"
    spec = parse(source)
    assert [s.id for s in spec.sections[1:]] == ["x", "x-1", "same", "same-1"]
    (problem,) = spec.problems
    assert (problem.kind, problem.message) == ("duplicate-anchor", "anchor #x again")
    assert problem.span == spec.sections[2].heading
    assert [resolved for _, resolved in targets(spec)] == ["x", "same-1"]


def test_footnotes_are_references_to_their_definitions() -> None:
    spec = parse("Wave[^a] and[^b].\n\n[^a]: Ships must see it.\n\n```\n[^b]: not here\n```\n")
    assert targets(spec, "footnote") == [("a", "a"), ("b", None)]
    assert spec.footnotes == ("a",)
    assert texts(spec) == ["Wave and.", "Ships must see it."]
