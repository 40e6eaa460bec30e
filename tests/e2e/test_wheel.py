"""The built wheel holds everything the program reads, and works where the checkout is not."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.process import environment


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the working tree, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index",
         "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if done.returncode and "BackendUnavailable" in done.stderr:
        pytest.skip("NOT TESTED: hatchling is not installed, no wheel can be built")
    assert done.returncode == 0, done.stderr[-2000:]
    (found,) = folder.glob("specaudit-*.whl")
    return found


def test_the_wheel_holds_rule_book_samples_templates_prompts_and_schemas(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for source, target in (("rules", "specaudit/_rules"), ("specs", "specaudit/_specs")):
        shipped = {f"{target}/{path.name}" for path in (ROOT / source).iterdir()}
        assert shipped
        assert shipped <= names
    tracked = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "specaudit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert sorted(set(tracked) - names) == []


def test_the_wheel_brings_no_tests_and_no_benchmarks(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.startswith("specaudit")} == set()


def test_the_wheel_alone_lints_and_explains_rules(wheel: Path, tmp_path: Path) -> None:
    """Unpacked into an empty folder, with only our dependencies beside it."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    (tmp_path / "x.md").write_text("# Desk\n\nThe assistant must stop after TBD.\n")
    code = "import sys, specaudit.cli as c; print(c.__file__, file=sys.stderr); c.main()"
    variables = environment(tmp_path) | {
        "PYTHONPATH": f"{site}:{sysconfig.get_path('purelib')}",
        "PYTHONSAFEPATH": "1",
    }
    for arguments, expected, says in (
        (["rules", "placeholder"], 0, "## Why it matters"),
        (["lint", "x.md", "--format", "concise"], 1, "x.md:3:31: error placeholder (SA113)"),
    ):
        done = subprocess.run(
            [sys.executable, "-S", "-c", code, *arguments],
            cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert str(site) in done.stderr
        assert done.returncode == expected, done.stderr
        assert says in done.stdout
