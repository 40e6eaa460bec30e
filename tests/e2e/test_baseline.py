"""The baseline over the life of a spec: written, moved, edited, deleted, pruned, expired."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SPECS
from tests.e2e.process import specaudit

FILE = "specaudit-baseline.json"
CLASH = "Loan records are deleted 90 days after the last item comes back."
FIFTY = "Some words that say nothing of note.\n\n" * 25


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text("")
    shutil.copy(SPECS / "marlow.md", tmp_path / "spec.md")
    return tmp_path


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / FILE).read_text("utf-8"))["entries"]
    return found


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "spec.md"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_check_24_baseline_survives_moves_and_tells_edits_from_deletions(folder: Path) -> None:
    wrote = specaudit(folder, "baseline", "write", "spec.md")
    assert (wrote.code, wrote.out) == (0, f"wrote 9 findings to {FILE}\n")
    same = specaudit(folder, "lint", "spec.md")
    assert same.code == 0
    assert same.out.startswith("No findings in spec.md (69 statements) (9 baselined)")

    edit(folder, "## Words we use", FIFTY + "## Words we use")
    moved = specaudit(folder, "lint", "spec.md")
    assert moved.code == 0
    assert "9 baselined" in moved.out

    edit(folder, CLASH, CLASH.replace("last item", "very last item"))
    edited = specaudit(folder, "lint", "spec.md")
    assert edited.code == 1
    old = next(entry["id"] for entry in entries(folder) if CLASH in entry["quote"])
    assert f"note  changed since baseline (was {old})" in edited.out
    assert edited.out.count("  why   ") == 1
    assert "8 baselined" in edited.out

    edit(folder, CLASH.replace("last item", "very last item"), "")
    deleted = specaudit(folder, "lint", "spec.md")
    assert deleted.code == 0
    assert f"stale baseline entry {old} (inconsistent-number)" in deleted.out
    assert "\nspecaudit baseline prune spec.md removes " in deleted.out
    strict = specaudit(folder, "lint", "spec.md", "--strict-baseline")
    assert strict.code == 1
    assert "Exit 1: stale baseline entries and --strict-baseline." in strict.out
    assert specaudit(folder, "baseline", "prune", "spec.md").out == f"removed 1 entry from {FILE}\n"
    assert specaudit(folder, "lint", "spec.md", "--strict-baseline").code == 0


def test_the_file_has_no_lines_and_no_times_so_that_moves_leave_it_alone(folder: Path) -> None:
    specaudit(folder, "baseline", "write", "spec.md")
    before = (folder / FILE).read_bytes()
    edit(folder, "## Words we use", FIFTY + "## Words we use")
    specaudit(folder, "baseline", "write", "spec.md")
    assert (folder / FILE).read_bytes() == before
    assert {key for entry in entries(folder) for key in entry} == {
        "id", "fingerprint", "rule", "paths", "where", "quote", "status",
    }  # fmt: skip


def test_one_fixed_and_one_added_is_no_draw(folder: Path) -> None:
    specaudit(folder, "baseline", "write", "spec.md")
    edit(folder, CLASH, "The assistant must stop after TBD.")
    done = specaudit(folder, "lint", "spec.md")
    assert done.code == 1
    assert "placeholder (SA113)" in done.out
    assert "stale baseline entry" in done.out


def test_an_accepted_finding_carries_reason_name_status_and_issue(folder: Path) -> None:
    first = json.loads(specaudit(folder, "lint", "spec.md", "--format", "json").out)["findings"][0]
    said = (
        "--reason", "two shelves, two rules", "--status", "wont-fix", "--by", "Ann",
        "--issue", "https://example.org/7", "--expires", "2999-12-31",
    )  # fmt: skip
    done = specaudit(folder, "baseline", "accept", first["id"], "spec.md", *said)
    assert (done.code, done.out) == (0, f"accepted {first['id']} (wont-fix); wrote {FILE}\n")
    (entry,) = entries(folder)
    assert (entry["reason"], entry["by"], entry["expires"]) == (said[1], "Ann", "2999-12-31")
    listed = specaudit(folder, "baseline", "list")
    assert listed.out.startswith(
        f"{first['id']}  {first['rule']}  wont-fix: two shelves, two rules"
    )
    shown = specaudit(folder, "lint", "spec.md", "--show-suppressed").out
    assert f"{first['id']}, wont-fix by baseline: two shelves, two rules" in shown


def test_a_finding_of_a_rule_that_is_off_by_default_can_be_accepted(folder: Path) -> None:
    (folder / "passive.md").write_text("# Desk\n\nRecords must be deleted after a year.\n")
    shown = ("lint", "passive.md", "--pedantic", "--format", "json")
    (finding,) = json.loads(specaudit(folder, *shown).out)["findings"]
    done = specaudit(folder, "baseline", "accept", finding["id"], "passive.md", "--reason", "meant")
    assert done.code == 0, done.err
    assert json.loads(specaudit(folder, *shown).out)["findings"] == []


@pytest.mark.parametrize("expires", ["2020-01-01", "next year"])
def test_an_expired_entry_comes_back_and_is_named(folder: Path, expires: str) -> None:
    specaudit(folder, "baseline", "write", "spec.md")
    data = json.loads((folder / FILE).read_text("utf-8"))
    data["entries"][0]["expires"] = expires
    (folder / FILE).write_text(json.dumps(data))
    done = specaudit(folder, "lint", "spec.md")
    assert done.code == 1
    assert "note  its baseline entry has expired" in done.out
    assert "(expired)" in specaudit(folder, "baseline", "list").out


def test_baseline_is_never_written_unasked(folder: Path) -> None:
    specaudit(folder, "lint", "spec.md")
    assert not (folder / FILE).exists()
    assert (
        specaudit(folder, "baseline", "accept", "SA-00000000", "spec.md", "--reason", "x").code == 2
    )
    assert not (folder / FILE).exists()
