"""Issues written from a run: one a gap, ready to file, inert, and nothing is sent."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from specaudit import report as reports
from specaudit.domain.gap import GapVerdict
from tests.e2e.process import environment, no_network, specaudit
from tests.report import samples

LONGEST = 60_000
HEADS = {
    "jira-csv": ["Summary", "Description", "Labels", "External ID"],
    "linear-csv": ["Title", "Description", "Labels", "ID"],
    "gitlab-csv": ["title", "description"],
}
# Keeps what it is given in $FILED, and finds an issue again by a word of its body.
GH = """#!/bin/sh
case "$1 $2" in
  "issue list") for word in "$@"; do case "$word" in *specaudit-id*) m=$word;; esac; done
    m=$(printf %s "$m" | sed 's/"//g; s/ in:body//'); grep -l -e "$m" "$FILED"/* 2>/dev/null;;
  "issue create") cp "$6" "$FILED/"; printf '%s\\n' "$4" >> "$FILED/titles";;
  *) exit 9;;
esac
true
"""


@pytest.fixture
def confirmed(audited: Path) -> list[dict[str, Any]]:
    """The confirmed gaps of the run."""
    gaps = json.loads((audited / "report.json").read_text("utf-8"))["gaps"]
    found = [gap for gap in gaps if GapVerdict(gap["verdict"]).confirmed]
    assert found
    return found


def issues(folder: Path, report: Path, form: str, *arguments: str) -> Path:
    to = folder / form
    done = specaudit(
        folder, "issues", report, "--format", form, "--to", to, *arguments, prefix=no_network()
    )
    assert done.code == 0, done.err
    assert done.out.count("wrote ") == len(list(to.iterdir()))
    return to


def test_check_26_one_file_a_gap_with_its_mark_below_githubs_limit(
    tmp_path: Path, audited: Path, confirmed: list[dict[str, Any]]
) -> None:
    folder = issues(tmp_path, audited / "report.json", "gh")
    ids = {gap["candidate"]["id"] for gap in confirmed}
    assert {path.stem for path in folder.glob("GAP-*.md")} == ids
    for name in ids:
        text = (folder / f"{name}.md").read_text("utf-8")
        assert len(text) <= LONGEST
        assert text.rstrip().endswith(f"specaudit-id: {name}")
        title = (folder / f"{name}.title").read_text("utf-8")
        assert 10 < len(title.strip()) <= 256
        assert title.count("\n") == 1


def test_check_26_a_second_run_of_the_script_files_nothing_twice(
    tmp_path: Path, audited: Path, confirmed: list[dict[str, Any]]
) -> None:
    folder = issues(tmp_path, audited / "report.json", "gh")
    tools, filed = tmp_path / "tools", tmp_path / "filed"
    tools.mkdir()
    filed.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    variables = environment(
        tmp_path, FILED=str(filed), PATH=f"{tools}{os.pathsep}{os.environ['PATH']}"
    )

    def create() -> str:
        return subprocess.run(
            ["sh", str(folder / "create.sh")],
            env=variables, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    assert create() == ""
    assert len(list(filed.glob("GAP-*.md"))) == len(confirmed)
    again = create().splitlines()
    assert sorted(again) == sorted(f"{g['candidate']['id']}: already filed" for g in confirmed)
    assert len((filed / "titles").read_text("utf-8").splitlines()) == len(confirmed)


@pytest.mark.parametrize("form", HEADS)
def test_check_26_tables_are_read_back_whole(
    tmp_path: Path, audited: Path, confirmed: list[dict[str, Any]], form: str
) -> None:
    (path,) = issues(tmp_path, audited / "report.json", form).iterdir()
    raw = path.read_bytes()
    assert b"\r" not in raw
    head, *rows = csv.reader(raw.decode("utf-8").splitlines(keepends=True))
    assert head == HEADS[form]
    assert len(rows) == len(confirmed)
    told = issues(tmp_path, audited / "report.json", "json") / "issues.json"
    bodies = [issue["body"] for issue in json.loads(told.read_text("utf-8"))]
    for row, body in zip(rows, bodies, strict=True):
        assert row[1].removeprefix("'") == body, "every comma and newline is there"
        assert "," in body
        assert "\n" in body


@pytest.mark.parametrize("form", ["md", "gh", "json", *HEADS])
def test_check_26_hostile_answers_ping_nobody_link_nothing_and_compute_nothing(
    tmp_path: Path, form: str
) -> None:
    report = tmp_path / "report.json"
    report.write_text(reports.render(samples.report(samples.HOSTILE), "json"), "utf-8")
    folder = issues(tmp_path, report, form, "--unconfirmed")
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        if path.name == "create.sh":
            subprocess.run(["sh", "-n", str(path)], check=True)
            continue
        assert not re.search(r"@\w|#\d|GH-\d|https?:|javascript:", text), path.name
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)
        if path.suffix == ".csv":
            for row in csv.reader(text.splitlines(keepends=True)):
                assert not any(value.startswith(("=", "+", "-", "@")) for value in row)


def test_a_run_without_confirmed_gaps_says_so(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text(reports.render(samples.empty(), "json"), "utf-8")
    done = specaudit(tmp_path, "issues", report, "--to", "D")
    assert (done.code, done.err) == (0, "")
    assert done.out == "no confirmed gap, so no issue; --unconfirmed writes the others\n"
    assert not (tmp_path / "D").exists()
