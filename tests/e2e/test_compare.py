"""Two drafts compared as a reviewer would: what is fixed, what is new, where in both files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SPECS
from tests.e2e.process import git, specaudit

OLD = "Loan records are deleted 90 days after"
NEW = "Loan records are deleted 30 days after"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text("")
    shutil.copy(SPECS / "marlow.md", tmp_path / "old.md")
    text = (SPECS / "marlow.md").read_text("utf-8")
    assert text.count(OLD) == 1
    text = text.replace(OLD, NEW) + "\nThe assistant must stop after TBD.\n"
    (tmp_path / "new.md").write_text(text, "utf-8")
    return tmp_path


def test_check_28_one_fixed_one_added_the_rest_unchanged_with_both_places(folder: Path) -> None:
    done = specaudit(folder, "compare", "old.md", "new.md")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "fixed 1, new 1, unchanged 8"
    fixed, new = done.out.partition("new: ")[::2]
    assert "fixed: inconsistent-number (SA213)" in fixed
    assert "old.md:114 Keeping things × old.md:32 Privacy" in fixed
    assert new.startswith("placeholder (SA113)")
    assert "new.md:170 Tasks" in new
    assert specaudit(folder, "compare", "old.md", "new.md", "--fail-on", "new").code == 1
    assert specaudit(folder, "compare", "new.md", "new.md", "--fail-on", "new").code == 0


def test_check_28_the_old_draft_may_be_in_git(folder: Path) -> None:
    git(folder, "init", "-q")
    shutil.copy(folder / "old.md", folder / "spec.md")
    git(folder, "add", "spec.md")
    git(folder, "commit", "-q", "-m", "first")
    shutil.copy(folder / "new.md", folder / "spec.md")
    done = specaudit(folder, "compare", "HEAD:spec.md", "spec.md")
    assert done.code == 0, done.err
    assert done.out.splitlines()[0] == "fixed 1, new 1, unchanged 8"
