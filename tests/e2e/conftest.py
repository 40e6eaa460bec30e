"""What tests share: one finished simulated audit to read, and a browser that reaches nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.process import offline, specaudit
from tests.once import once

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that can reach nothing; skips aloud where there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("NOT TESTED: no Chromium on the path, the page is not opened")
    api = pytest.importorskip("playwright.sync_api", reason="extra 'browser' is not installed")
    with api.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=program, args=["--host-resolver-rules=MAP * ~NOTFOUND"]
        )
        yield opened
        opened.close()


@pytest.fixture
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the demo ran: what it said, its ``report.json``, and all it wrote to ``D``.

    It ran without network where that can be had. Tests write into folders of their own.
    """

    def show(folder: Path) -> None:
        (folder / "specaudit.toml").write_text("")
        done = specaudit(folder, "demo", "D", prefix=offline())
        assert done.code == 0, done.err
        (folder / "said.txt").write_text(done.out, "utf-8")
        (report,) = folder.glob("D/runs/*/report.json")
        (folder / "report.json").write_bytes(report.read_bytes())

    return once(tmp_path_factory, "audited", show)
