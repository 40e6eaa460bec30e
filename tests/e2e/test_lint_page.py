"""The HTML of lint opened from disk: readable for everyone, in both schemes, on any screen."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SPECS
from tests.e2e.process import specaudit

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("page")
    (folder / "specaudit.toml").write_text("")
    shutil.copy(SPECS / "marlow.md", folder)
    (folder / "long.md").write_text(
        f"# {'Wide' * 60}\n\n<!-- specaudit-disable-next-line placeholder -- later <b> -->\n"
        "The assistant must go on until TBD.\n\n"
        f"The the {'x' * 300} <script>alert(1)</script> after TBD.\n"
    )
    done = specaudit(folder, "lint", "marlow.md", "long.md", "missing.md", "-o", "lint.html")
    assert done.code == 2
    return (folder / "lint.html").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="extra 'browser' is not installed"
    )
    said: list[str] = []
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
    assert said == []


def test_what_was_not_checked_and_what_is_suppressed_is_on_the_page(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    text = page.inner_text("main")
    assert "Not checked: missing.md: no such file." in text
    assert "Exit 2: 1 document could not be checked." in text
    assert "<script>alert(1)</script>" in text
    assert page.locator("article").count() >= 10
    page.locator("summary").click()
    assert "accepted by comment: later <b>" in page.inner_text("details")
    context.close()
