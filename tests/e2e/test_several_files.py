"""Documents checked together: pairs span them, places name them, order changes nothing."""

from __future__ import annotations

import itertools
import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.process import git, specaudit

CHARTER = """# Charter {#charter}

The assistant must not disclose loan records to a parent.

The assistant should answer questions about overdue books in one short paragraph.
"""
HANDBOOK = """# Handbook {#handbook}

The assistant must disclose loan records to a parent.

The assistant should answer questions about overdue books in one short paragraph.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text('include = ["spec/*.md"]\n')
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "charter.md").write_text(CHARTER)
    (tmp_path / "spec" / "handbook.md").write_text(HANDBOOK)
    return tmp_path


def findings(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = specaudit(folder, "lint", *arguments, "--format", "json")
    assert done.err == ""
    found: list[dict[str, Any]] = json.loads(done.out)["findings"]
    return found


def paths(finding: dict[str, Any]) -> list[str]:
    return [passage["path"] for passage in finding["passages"]]


BOTH = ("spec/charter.md", "spec/handbook.md")


def test_each_document_alone_is_clean_and_together_they_clash(folder: Path) -> None:
    for path in BOTH:
        assert specaudit(folder, "lint", path).code == 0
    done = specaudit(folder, "lint", *BOTH)
    assert done.code == 1
    assert "spec/charter.md:3:1" in done.out
    assert "spec/handbook.md:3:1" in done.out
    assert "in 2 documents" in done.out


def test_contradictions_and_repeats_span_documents(folder: Path) -> None:
    by_rule = {finding["rule"]: finding for finding in findings(folder, *BOTH)}
    assert set(by_rule) >= {"direct-contradiction", "duplicate-norm"}
    for rule in ("direct-contradiction", "duplicate-norm"):
        assert sorted(paths(by_rule[rule])) == sorted(BOTH)


def test_files_folders_and_include_name_the_same_set(folder: Path) -> None:
    named = findings(folder, *BOTH)
    assert findings(folder, "spec") == named
    assert findings(folder) == named


def test_neither_order_nor_place_changes_a_fingerprint(folder: Path) -> None:
    wanted = {finding["fingerprint"] for finding in findings(folder, *BOTH)}
    for order in itertools.permutations(BOTH):
        assert {finding["fingerprint"] for finding in findings(folder, *order)} == wanted
    (folder / "spec").rename(folder / "rules")
    moved = findings(folder, "rules")
    assert {finding["fingerprint"] for finding in moved} == wanted


def test_a_document_named_twice_is_checked_once(folder: Path) -> None:
    assert findings(folder, "spec/charter.md", "spec/charter.md") == []
    assert findings(folder, "spec", *BOTH) == findings(folder, "spec")
    (folder / "link.md").symlink_to("spec/charter.md")
    assert findings(folder, "./spec/charter.md", "spec/../spec/charter.md", "link.md") == []


def test_one_comment_on_either_side_settles_a_pair_over_documents(folder: Path) -> None:
    comment = "<!-- specaudit-disable-next-line direct-contradiction -- parents may ask -->\n"
    path = folder / "spec" / "handbook.md"
    path.write_text(HANDBOOK.replace("The assistant must", comment + "The assistant must"))
    rules = {finding["rule"] for finding in findings(folder, *BOTH)}
    assert "direct-contradiction" not in rules
    assert "unused-suppression" not in rules


def test_a_baseline_of_pairs_is_not_stale_when_one_document_is_checked_alone(folder: Path) -> None:
    assert specaudit(folder, "baseline", "write", *BOTH).code == 0
    assert "2 baselined" in specaudit(folder, "lint", *BOTH).out
    alone = specaudit(folder, "lint", "spec/charter.md", "--strict-baseline")
    assert alone.code == 0
    assert "stale" not in alone.out


def test_what_the_output_says_to_do_next_can_be_pasted(folder: Path) -> None:
    (folder / "spec").rename(folder / "my spec")
    out = specaudit(folder, "lint", "my spec").out
    commands = [
        command
        for line in out.splitlines()
        if line.startswith("  next  ")
        for command in line.removeprefix("  next  ").split(" · ")
    ]
    assert len(commands) == 4
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "specaudit"
        done = specaudit(folder, *arguments)
        assert done.code == 0, done.err
    assert specaudit(folder, "lint", "my spec").code == 0


def test_since_finds_a_pair_when_either_document_changed(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "spec", "specaudit.toml")
    git(folder, "commit", "-q", "-m", "first")
    assert findings(folder, *BOTH, "--since", "HEAD") == []
    path = folder / "spec" / "charter.md"
    path.write_text(CHARTER.replace("to a parent.", "to a parent of theirs."))
    (found,) = findings(folder, *BOTH, "--since", "HEAD", "--select", "direct-contradiction")
    assert paths(found) == ["spec/charter.md", "spec/handbook.md"]


EXCLUDE = 'include = ["spec/*.md"]\nexclude = ["spec/hand*"]\n'


def test_excluded_documents_are_left_out_however_they_are_named(folder: Path) -> None:
    (folder / "specaudit.toml").write_text(EXCLUDE)
    (folder / "below").mkdir()
    for place, arguments in ((folder, []), (folder, ["spec"]), (folder / "below", ["../spec"])):
        done = specaudit(place, "lint", *arguments, "--format", "json")
        (document,) = json.loads(done.out)["documents"]
        assert document["path"].endswith("spec/charter.md")


def test_a_hook_that_is_given_excluded_documents_only_passes_and_says_so(folder: Path) -> None:
    (folder / "specaudit.toml").write_text(EXCLUDE)
    done = specaudit(folder, "lint", "spec/handbook.md")
    assert (done.code, done.out) == (0, "")
    assert done.err == "nothing to check: the settings exclude every document\n"


def test_a_folder_without_documents_is_an_error(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = specaudit(folder, "lint", "empty")
    assert done.code == 2
    assert done.err == "error: nothing to check: no Markdown document in empty\n"
