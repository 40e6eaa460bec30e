from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import specaudit
from tests.lint.test_changed import git

RULE = "The assistant must answer every question about a delayed ferry."
CLASH = "The assistant must not answer any question about a delayed ferry."
KEPT = "The assistant must sell maps to children. The assistant must not sell maps to children."
OLD = f"# Desk\n\n{RULE}\n\n{CLASH}\n\n# Sales\n\n{KEPT}\n"
PLANTED = "The crew must keep dogs out. The crew must not keep dogs out."
NEW = f"# Desk\n\n{RULE}\n\n# Selling\n\n{KEPT}\n\n# Dogs\n\n{PLANTED}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.md").write_text(OLD, encoding="utf-8")
    Path("new.md").write_text(NEW, encoding="utf-8")


def conflicts(*arguments: str) -> list[str]:
    """The command, with the rule for plain contradictions only."""
    return ["--config", 'lint.select = ["direct-contradiction"]', "compare", *arguments]


def test_one_conflict_fixed_one_added_one_kept_below_a_renamed_heading() -> None:
    outcome = specaudit(*conflicts("old.md", "new.md"))
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "fixed 1, new 1, unchanged 1"
    assert any(line.startswith("fixed: direct-contradiction") for line in lines)
    assert "  old.md:3 Desk × old.md:5 Desk" in lines
    assert "  new.md:11 Dogs × new.md:11 Dogs" in lines
    assert "Selling (line 5) [was: Sales]" in lines


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "code"),
    [
        ("old.md", "new.md", "new", 1),
        ("old.md", "new.md", "new-warning", 1),
        ("old.md", "new.md", "new-error", 0),
        ("old.md", "new.md", "never", 0),
        ("old.md", "old.md", "new", 0),
    ],
)
def test_exit_code(old: str, new: str, fail_on: str, code: int) -> None:
    assert specaudit(*conflicts(old, new, "--fail-on", fail_on)).code == code


def test_notes_do_not_fail_where_only_warnings_do() -> None:
    Path("new.md").write_text(
        OLD + "\n# Style\n\nThe assistant must apologise where appropriate.\n"
    )
    settings = ["--config", 'lint.select = ["escape-clause"]', "--config"]
    severe = [*settings, 'lint.severity = {escape-clause = "note"}', "compare", "old.md", "new.md"]
    assert specaudit(*severe, "--fail-on", "new").code == 1
    assert specaudit(*severe, "--fail-on", "new-warning").code == 0


def test_a_draft_from_git_against_the_file_on_disk(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    Path("old.md").write_text(NEW, encoding="utf-8")
    outcome = specaudit(*conflicts("HEAD:old.md", "old.md"))
    assert outcome.out.startswith("fixed 1, new 1, unchanged 1\n")
    assert "  HEAD:old.md:3 Desk × HEAD:old.md:5 Desk" in outcome.out.splitlines()


def test_per_file_settings_hold_for_the_committed_draft_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    ignored = 'lint.per-file-ignores = {"old.md" = ["direct-contradiction"]}'
    outcome = specaudit("--config", ignored, *conflicts("HEAD:old.md", "old.md"))
    assert outcome.out.startswith("fixed 0, new 0, unchanged 0\n")


def test_every_format_goes_to_a_file_by_its_ending() -> None:
    files = [a for name in ("out.txt", "out.md", "out.json") for a in ("-o", name)]
    outcome = specaudit(*conflicts("old.md", "new.md", "--format", "json", *files))
    data = json.loads(outcome.out)
    assert json.loads(Path("out.json").read_text("utf-8")) == data
    assert data["counts"]["findings"] == {"fixed": 1, "new": 1, "changed": 0, "unchanged": 1}
    assert data["findings"][0]["old"]["passages"][0]["line"] == 3
    assert Path("out.txt").read_text("utf-8").startswith("fixed 1, new 1")
    assert Path("out.md").read_text("utf-8").startswith("# old.md → new.md")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gone.md", "new.md"), "gone.md: no such file"),
        (("old", "new.md"), "old: neither a document, REVISION:PATH in git, nor a run"),
        (("HEAD:old.md", "new.md"), "no git repository"),
        (("old.md", "report.json"), "is a run and old.md a document"),
        (("latest", "latest"), "no run 'latest'"),
        (("old.md", "new.md", "--fail-on", "new-confirmed"), "is for runs"),
        (("old.md", "new.md", "-o", "out.pdf"), "unknown ending '.pdf'"),
    ],
)
def test_errors_are_one_line_and_exit_2(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("report.json").write_text("{}")
    outcome = specaudit("compare", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert message in outcome.err
