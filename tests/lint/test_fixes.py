from __future__ import annotations

from pathlib import Path

from specaudit.domain.finding import Edit
from specaudit.domain.spec import Span
from specaudit.lint import fixes

from .helpers import SPEC, lint, rules


def fixed(text: str) -> str:
    return fixes.apply(text, fixes.edits_of(lint(text).findings, "spec.md"))


def test_fixed_text_has_fewer_findings_and_fixing_again_changes_nothing() -> None:
    once = fixed(SPEC)
    assert "should should" not in once
    assert "garbled-text" not in rules(lint(once))
    assert fixed(once) == once


def test_overlapping_edits_keep_the_first() -> None:
    finding = lint(SPEC, "garbled-text").findings[0]
    edits = fixes.edits_of([finding, finding], "spec.md")
    assert len(edits) == 1
    assert fixes.edits_of([finding], "other.md") == []


def test_apply() -> None:
    assert fixes.apply("abc", [Edit(Span(1, 2), "XY")]) == "aXYc"
    assert fixes.apply("abc", []) == "abc"


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    old, new = fixes.rewrite(str(path), [Edit(Span(0, 3), "1")])
    assert old == "one\ntwo\n"
    fixes.write(str(path), new)
    assert path.read_bytes() == b"\xef\xbb\xbf1\r\ntwo\r\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_diff() -> None:
    shown = fixes.diff("a.md", "one\ntwo\n", "one\n2\n")
    assert "-two\n+2\n" in shown
