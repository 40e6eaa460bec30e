"""The two hooks as pre-commit runs them, installed from this checkout without a network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT, SPECS
from tests.e2e.process import environment, git, no_network, specaudit

PARTS = (
    "specaudit", "rules", "specs", "pyproject.toml", "README.md", "LICENSE",
    ".pre-commit-hooks.yaml",
)  # fmt: skip


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what we ship, as it is in the working tree now."""
    repository = tmp_path_factory.mktemp("hooks")
    for part in PARTS:
        subprocess.run(["cp", "-R", str(ROOT / part), str(repository)], check=True)
    git(repository, "init", "-q")
    (repository / ".gitignore").write_text("__pycache__/\n")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "hooks")
    return repository


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A user's repository with one spec and one README that is none."""
    folder = tmp_path / "project"
    (folder / "spec").mkdir(parents=True)
    text = (SPECS / "marlow.md").read_text("utf-8")
    (folder / "spec" / "marlow.md").write_text(text, "utf-8")
    (folder / "specaudit.toml").write_text('include = ["spec/*.md"]\n')
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "spec")
    return folder


def try_repo(project: Path, hooks: Path, hook: str) -> subprocess.CompletedProcess[str]:
    """Let pre-commit install the hook and run it on all files, offline.

    Our own dependencies come from this interpreter's packages, or every run of this test would
    install several hundred megabytes; specaudit itself is built and installed by pre-commit.
    """
    variables = environment(
        project.parent,
        PRE_COMMIT_HOME=str(project.parent / "pre-commit"),
        PYTHONPATH=sysconfig.get_path("purelib"),
        PIP_NO_INDEX="1",
        PIP_NO_DEPS="1",
        PIP_NO_BUILD_ISOLATION="0",  # pip reads this one the other way round: no isolation
        PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    )
    done = subprocess.run(
        [*no_network(), sys.executable, "-m", "pre_commit", "try-repo", str(hooks), hook,
         "--all-files", "--verbose"],
        cwd=project, env=variables, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if "pip" in done.stdout and re.search("An unexpected error|BackendUnavailable", done.stdout):
        pytest.skip(f"NOT TESTED: pip cannot install the hook here: {done.stdout[-300:]}")
    return done


@pytest.mark.parametrize("hook", ["specaudit", "specaudit-project"])
def test_check_27_the_hook_fails_with_findings_seen_and_passes_after_baseline_write(
    project: Path, hooks: Path, hook: str
) -> None:
    first = try_repo(project, hooks, hook)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "priority-cycle (SA209)" in first.stdout
    assert "spec/marlow.md:" in first.stdout
    assert "\x1b" not in first.stdout
    wrote = specaudit(project, "baseline", "write", "spec/marlow.md")
    assert wrote.code == 0, wrote.err
    git(project, "add", ".")
    second = try_repo(project, hooks, hook)
    assert second.returncode == 0, second.stdout + second.stderr
    assert re.search(r"\b[1-9]\d* baselined", second.stdout)
