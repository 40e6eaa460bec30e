from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from specaudit.domain.errors import InputError
from specaudit.lint.changed import changed_lines, keep_changed, show

from .helpers import SPEC, lint, rules


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(
        ["git", *identity, "-C", str(folder), *arguments], check=True, capture_output=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "spec.md").write_text(SPEC)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def test_only_findings_on_changed_lines(repository: Path) -> None:
    path = repository / "spec.md"
    text = SPEC.replace("be brief.", "be brief.\n\nGo on until TBD.")
    path.write_text(text)
    result = keep_changed(lint(text, path=str(path)), "HEAD")
    assert rules(result) == ["placeholder"]
    assert result.findings[0].passages[0].start.line == 9


def test_the_changed_passage_comes_first(repository: Path) -> None:
    path = repository / "spec.md"
    text = SPEC.replace("## Limits {#limits}", "## Limits {#links}")
    path.write_text(text)
    before = lint(text, "duplicate-anchor", path=str(path))
    after = keep_changed(before, "HEAD")
    assert before.findings[0].passages[0].start.line == 9
    assert [p.start.line for p in after.findings[0].passages] == [3, 9]
    assert after.findings[0].passages[0].role == "primary"
    assert after.findings[0].fingerprint == before.findings[0].fingerprint


def test_new_file_is_all_changed(repository: Path) -> None:
    path = repository / "new.md"
    path.write_text(SPEC)
    assert changed_lines(str(path), "HEAD") is None
    result = lint(SPEC, path=str(path))
    assert keep_changed(result, "HEAD").findings == result.findings


def test_unchanged_file_has_no_findings(repository: Path) -> None:
    path = repository / "spec.md"
    assert keep_changed(lint(SPEC, path=str(path)), "HEAD").findings == ()


@pytest.mark.parametrize("revision", ["nonsense", "--output=x", "-v"])
def test_bad_revision_is_one_line(repository: Path, revision: str) -> None:
    with pytest.raises(InputError) as caught:
        changed_lines(str(repository / "spec.md"), revision)
    assert "\n" not in str(caught.value)
    assert not (repository / "x").exists()


def test_show(repository: Path) -> None:
    (repository / "spec.md").write_text("other")
    assert show(repository / "spec.md", "HEAD") == SPEC
