from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from specaudit.pipeline.origin import pinned

TEMPLATE = "https://example.org/{rev}/{path}#L{line}"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(
        ["git", *identity, "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "my docs").mkdir()
    monkeypatch.chdir(tmp_path / "my docs")
    git(tmp_path, "init", "-q")
    commit(tmp_path, "one\n")
    return tmp_path


def commit(folder: Path, text: str) -> str:
    (folder / "my docs/spec.md").write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", "edit")
    return git(folder, "rev-parse", "HEAD")


def test_a_committed_spec_is_linked_at_its_revision_and_from_the_root(folder: Path) -> None:
    head = commit(folder, "two\n")
    link = f"https://example.org/{head}/my%20docs/spec.md#L{{line}}"
    assert pinned(TEMPLATE, "spec.md", digest("two\n")) == link
    assert pinned(TEMPLATE, str(folder / "my docs/spec.md"), digest("two\n")) == link


def test_a_report_on_an_earlier_text_links_to_that_text(folder: Path) -> None:
    first = commit(folder, "two\n")
    commit(folder, "three\n")
    assert f"/{first}/" in pinned(TEMPLATE, "spec.md", digest("two\n"))


def test_windows_line_ends_are_the_same_text(folder: Path) -> None:
    head = commit(folder, "")
    (folder / "my docs/spec.md").write_bytes(b"four\r\n")
    git(folder, "-c", "core.autocrlf=false", "commit", "-qam", "four")
    head = git(folder, "rev-parse", "HEAD")
    assert f"/{head}/" in pinned(TEMPLATE, "spec.md", digest("four\n"))


def test_a_text_that_was_never_committed_is_linked_at_the_head(folder: Path) -> None:
    (folder / "my docs/spec.md").write_text("draft\n")
    assert "/HEAD/my%20docs/spec.md" in pinned(TEMPLATE, "spec.md", digest("draft\n"))


def test_outside_a_repository_the_path_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    assert pinned(TEMPLATE, "spec.md", digest("")) == TEMPLATE.replace("{rev}", "HEAD")
