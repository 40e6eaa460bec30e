from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from specaudit.domain.errors import InputError, OutputError
from specaudit.domain.lint import BaselineEntry, LintResult
from specaudit.lint import baseline

from .helpers import SPEC, lint, rules

TODAY = date(2026, 6, 1)


def entries(result: LintResult) -> list[BaselineEntry]:
    return [baseline.entry_for(finding, reason="old") for finding in result.findings]


def test_takes_exact_findings_out() -> None:
    result = lint(SPEC)
    after = baseline.apply(result, entries(result), TODAY)
    assert after.findings == ()
    assert len(after.suppressed) == len(result.findings)
    assert after.stale == ()


def test_moving_text_keeps_the_match() -> None:
    moved = SPEC.replace("## Limits", "Words.\n\n" * 50 + "## Limits")
    assert baseline.apply(lint(moved), entries(lint(SPEC)), TODAY).findings == ()


def test_edited_passage_counts_again_and_is_named() -> None:
    kept = entries(lint(SPEC))
    after = baseline.apply(lint(SPEC.replace("after TBD", "soon after TBD")), kept, TODAY)
    assert rules(after) == ["placeholder"]
    old = next(entry for entry in kept if entry.rule == "placeholder")
    assert after.changed == ((after.findings[0].id, old.id),)
    assert after.stale == ()


def test_one_fixed_and_one_added_is_seen() -> None:
    kept = entries(lint(SPEC, "placeholder"))
    text = SPEC.replace("after TBD", "after ten minutes").replace("for more", "for more. TBD")
    after = baseline.apply(lint(text, "placeholder"), kept, TODAY)
    assert rules(after) == ["placeholder"]
    assert len(after.stale) == 1


def test_stale_only_for_rules_and_documents_of_the_run() -> None:
    kept = entries(lint(SPEC))
    assert baseline.apply(lint("# A\n\nBe brief.\n", "placeholder"), kept, TODAY).stale == tuple(
        entry for entry in kept if entry.rule == "placeholder"
    )
    assert baseline.apply(lint("# A\n", path="other.md"), kept, TODAY).stale == ()


@pytest.mark.parametrize(
    ("expires", "counts"),
    [("2026-05-31", True), ("2026-06-01", False), ("2027-01-01", False), ("soon", True)],
)
def test_expiry(expires: str, counts: bool) -> None:
    result = lint(SPEC, "placeholder")
    kept = [replace(entry, expires=expires) for entry in entries(result)]
    after = baseline.apply(result, kept, TODAY)
    assert bool(after.findings) is counts
    assert bool(after.expired) is counts


def test_file_round_trip_is_sorted_and_small(tmp_path: Path) -> None:
    path = tmp_path / "specaudit-baseline.json"
    kept = entries(lint(SPEC))
    baseline.write(path, reversed(kept))
    first = path.read_text(encoding="utf-8")
    assert set(baseline.read(path)) == set(kept)
    baseline.write(path, kept)
    assert path.read_text(encoding="utf-8") == first
    assert "line" not in json.loads(first)["entries"][0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "baseline is not valid JSON"),
        ("[]", "not a baseline of version 1"),
        ('{"version": 2, "entries": []}', "not a baseline of version 1"),
        ('{"version": 1, "entries": [{}]}', "malformed baseline entry"),
        ('{"version": 1, "entries": [3]}', "malformed baseline entry"),
    ],
)
def test_bad_files_are_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        baseline.read(path)
    assert "\n" not in str(caught.value)


def test_unwritable_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        baseline.write(tmp_path / "missing" / "b.json", [])
