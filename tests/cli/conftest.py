"""What tests of the command line share: one finished simulated audit."""

from __future__ import annotations

import shutil
from contextlib import chdir
from pathlib import Path

import pytest

from tests.cli.run import simulated, specaudit
from tests.conftest import SPECS
from tests.once import once


@pytest.fixture
def audited(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Put the files of an audit into the test's folder; returns what it said.

    The answers are among them: the same audit again asks nobody.
    """

    def audit(folder: Path) -> None:
        shutil.copy(SPECS / "marlow.gaps.json", folder)
        with chdir(folder):
            outcome = specaudit(*simulated("-o", "out.html", "-o", "out.json"))
        assert outcome.code == 0, outcome.err
        (folder / "said.txt").write_text(outcome.out, "utf-8")

    made = once(tmp_path_factory, "simulated", audit)
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return (made / "said.txt").read_text("utf-8")
