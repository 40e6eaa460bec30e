"""The lint process from inside: thresholds, places, caches, imports. See tests/e2e for the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .helpers import SPEC

CLEAN = "# Charter\n\nThe assistant should be brief.\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "spec.md").write_text(SPEC)
    (tmp_path / "clean.md").write_text(CLEAN)
    # An own settings file, so that none above the folder is found.
    (tmp_path / "specaudit.toml").write_text("")
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
    done = subprocess.run(
        [sys.executable, "-m", "specaudit", *arguments],
        cwd=folder,
        capture_output=True,
        timeout=60,
        env=kept
        | {"PYTHONPATH": str(ROOT), "SPECAUDIT_CACHE_DIR": str(folder / "cache")}
        | environment,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def test_output_errors(work: Path) -> None:
    done = run(work, "lint", "spec.md", "-o", "x.pdf")
    assert done.returncode == 2
    assert "unknown ending '.pdf'" in done.stderr
    for output, lacking in (("pdf=x", "no ending"), ("json=", "the name of the file is missing")):
        done = run(work, "lint", "spec.md", "-o", output)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"error: -o {output}: {lacking}")
    done = run(work, "lint", "spec.md", "-o", "missing/x.json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_fail_on_and_exit_zero(work: Path) -> None:
    assert run(work, "lint", "spec.md", "--fail-on", "never").returncode == 0
    assert run(work, "lint", "spec.md", "--exit-zero").returncode == 0
    assert run(work, "lint", "missing.md", "--exit-zero").returncode == 2
    ignore = ("--ignore", "placeholder,dangling-reference")
    assert run(work, "lint", "spec.md", "--fail-on", "error", *ignore).returncode == 0


def test_named_baseline_must_exist(work: Path) -> None:
    done = run(work, "lint", "spec.md", "--baseline", "nothing.json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_folder_include_and_nothing(work: Path) -> None:
    (work / "docs").mkdir()
    (work / "docs" / "a.md").write_text(SPEC)
    (work / "docs" / ".hidden.md").write_text(SPEC)
    done = run(work, "lint", "docs", "--format", "json")
    assert [d["path"] for d in json.loads(done.stdout)["documents"]] == ["docs/a.md"]
    done = run(work, "lint")
    assert done.returncode == 2
    assert "nothing to check" in done.stderr
    (work / "specaudit.toml").write_text('include = ["docs/*.md"]\n')
    assert run(work, "lint").returncode == 1


def test_works_without_a_place_for_the_cache(work: Path) -> None:
    (work / "file").write_text("")
    done = run(work, "lint", "spec.md", SPECAUDIT_CACHE_DIR=str(work / "file"))
    assert done.returncode == 1
    assert done.stderr == ""


FORBIDDEN = (
    "spacy", "numpy", "networkx", "pydantic", "rich", "jinja2", "anthropic", "openai",
    "pydantic_ai", "scipy", "google", "xai_sdk", "aiohttp",
)  # fmt: skip


@pytest.mark.parametrize("second", [False, True])
def test_imports_nothing_heavy(work: Path, second: bool) -> None:
    code = (
        "import sys\nfrom specaudit.cli import main\n"
        "try:\n    main(['lint', 'spec.md'])\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    if second:
        run(work, "lint", "spec.md")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=work,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SPECAUDIT_CACHE_DIR": str(work / "cache")},
    )
    loaded = set(done.stdout.rpartition("MODULES ")[2].split())
    assert not loaded & set(FORBIDDEN)
    if second:
        assert "markdown_it" not in loaded
