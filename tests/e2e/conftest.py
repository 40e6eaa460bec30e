"""One finished simulated audit for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.process import specaudit


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``report.json`` of the demo's run; tests write into folders of their own."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / "specaudit.toml").write_text("")
    done = specaudit(folder, "demo", "shown")
    assert done.code == 0, done.err
    (report,) = folder.glob("shown/runs/*/report.json")
    (folder / "report.json").write_bytes(report.read_bytes())
    return folder
