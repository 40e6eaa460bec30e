"""How the HTML report looks: screenshots at 1440 and 390 px in both colour schemes.

Run: ``python -m benchmarks.report_look FOLDER [--report report.json]``. Needs the extra
``browser`` and Chromium on the path. `tests/e2e/test_browser.py` tests what can be tested.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Literal

from specaudit import report as reports
from tests.report import samples

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1440, 390)


def shoot(page: Path, folder: Path, browser: str) -> list[Path]:
    """Take every picture of a page; returns the files."""
    from playwright.sync_api import sync_playwright

    taken = []
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser)
        for scheme in SCHEMES:
            for width in WIDTHS:
                tab = chromium.new_page(
                    color_scheme=scheme, viewport={"width": width, "height": 900}
                )
                tab.goto(page.resolve().as_uri())
                taken.append(folder / f"{scheme}-{width}.png")
                tab.screenshot(path=taken[-1], full_page=True)
                tab.close()
        chromium.close()
    return taken


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--report", type=Path)
    given = options.parse_args()
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("report_look: no Chromium on the path; install it")
    shown = reports.load(given.report.read_text("utf-8")) if given.report else samples.report()
    given.folder.mkdir(parents=True, exist_ok=True)
    page = given.folder / "report.html"
    page.write_text(reports.render(shown, "html"), encoding="utf-8")
    print(*shoot(page, given.folder, browser), sep="\n")


if __name__ == "__main__":
    main()
