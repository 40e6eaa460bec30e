from __future__ import annotations

from pathlib import Path

import pytest

from specaudit.domain.errors import InputError
from specaudit.lint import committed
from specaudit.lint.sources import Source
from tests.lint.test_changed import git


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/spec.md").write_bytes(b"first\xff\n")
    (tmp_path / "top.md").write_text("top\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (tmp_path / "docs/spec.md").write_text("second\n")


def read(name: str, limit: int = 100) -> Source:
    return committed.read(name, limit, "100 B")


def test_reads_what_was_committed_byte_by_byte() -> None:
    found = read("HEAD:docs/spec.md")
    assert (found.path, found.data) == ("docs/spec.md", b"first\xff\n")


def test_paths_count_from_here_and_else_from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("docs")
    assert read("HEAD:spec.md").data == b"first\xff\n"
    assert read("HEAD:docs/spec.md").data == b"first\xff\n"
    assert read("HEAD:../top.md").data == b"top\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope:top.md", "git knows no revision 'nope'"),
        ("HEAD:gone.md", "revision 'HEAD' has no file 'gone.md'"),
        ("HEAD:docs", "revision 'HEAD' has no file 'docs'"),
        (":top.md", "give a git revision and a file"),
        ("HEAD:", "give a git revision and a file"),
        ("--output=x:top.md", "give a git revision and a file"),
    ],
)
def test_says_in_one_line_what_is_missing(name: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(name)
    assert "\n" not in str(caught.value)


def test_outside_a_repository(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("bare")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    monkeypatch.chdir(folder)
    with pytest.raises(InputError, match="is in no git repository"):
        read("HEAD:top.md")


def test_without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="git is not installed"):
        read("HEAD:top.md")


def test_size_is_judged_before_reading() -> None:
    with pytest.raises(InputError, match=r"over max-file-size \(100 B\)"):
        read("HEAD:top.md", limit=3)
