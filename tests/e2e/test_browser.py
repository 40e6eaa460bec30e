"""The HTML report in a real browser: opened from disk, with names that do not resolve.

Needs the extra ``browser`` and Chromium on the path; skipped with a word where either is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specaudit import report as reports
from tests.report import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HIDDEN = "els => els.filter(e => e.hidden).length"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report with every state of a gap and hostile text in it."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(reports.render(samples.report(), "html", transcripts="all"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def said() -> list[str]:
    """What the page writes to the console, errors included."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, said: list[str]) -> Iterator[Page]:
    """The opened report; a word on the console fails the test that used it."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(address)
    yield tab
    tab.close()
    assert said == []


def test_pictures_are_drawn(page: Page) -> None:
    assert page.locator("svg.spectrum g text").count() > 0
    assert page.locator("svg.arcs a").count() >= len(samples.report().gaps) - 1
    for name in ("svg.spectrum", "svg.arcs"):
        box = page.locator(name).first.bounding_box()
        assert box is not None
        assert box["width"] > 100
        assert box["height"] > 30


def test_filters_hide_rows_and_cards(page: Page) -> None:
    page.select_option('[data-filter="state"]', "confirmed")
    rows = page.locator("#ranked tbody tr")
    assert rows.evaluate_all(HIDDEN) == rows.count() - 1
    assert page.locator(".card").evaluate_all(HIDDEN) == rows.count() - 1
    page.fill('[data-filter="text"]', "no such words")
    assert page.locator("output").text_content() == f"0 of {rows.count()} shown"


def test_a_permalink_shows_its_card_through_a_filter(page: Page, address: str) -> None:
    page.select_option('[data-filter="state"]', "confirmed")
    page.evaluate(f"location.hash = '{samples.REFUTED}'")
    page.wait_for_function(f"!document.getElementById('{samples.REFUTED}').hidden")
    assert page.locator(f"#{samples.REFUTED}").is_visible()


def test_sorting_by_a_column_and_back(page: Page) -> None:
    def ids() -> list[str]:
        rows = page.locator("#ranked tbody tr")
        found: list[str] = rows.evaluate_all("els => els.map(e => e.dataset.gap)")
        return found

    ranked = ids()
    titles = page.locator("#ranked tbody th").all_text_contents()
    by_title = [gap for _, gap in sorted(zip(titles, ranked, strict=True))]
    button = page.get_by_role("button", name="Gap")
    button.click()
    assert ids() == by_title != ranked
    button.click()
    assert ids() == by_title[::-1]
    page.get_by_role("button", name="Rank").click()
    assert ids() == ranked


def test_a_gap_is_copied_as_inert_markdown(page: Page) -> None:
    page.evaluate(
        "document.execCommand = () => { window.taken = document.activeElement.value; return true }"
    )
    page.locator(f"#{samples.CONFIRMED} [data-do=copy]").click()
    taken = page.evaluate("window.taken")
    assert taken.startswith("SIMULATED: ")
    assert "\n\n### 1. Be honest and Stay in character contradiction simulated" in taken
    assert "> Keep the persona throughout. \\<script\\>alert(1)" in taken
    assert "- **Tie-break:** None found" in taken
    assert page.locator(f"#{samples.CONFIRMED} [data-do=copy]").text_content() == "Copied"


def test_the_mark_of_a_simulated_run_stays_in_sight(page: Page) -> None:
    page.locator("#run").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") > 0
    box = page.locator(".strip").bounding_box()
    assert box is not None
    assert box["y"] == 0


def test_print_leaves_out_what_is_folded_away(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator(".strip").is_visible()
    for gap in samples.report().gaps:
        assert page.locator(f"#{gap.candidate.id} .claim").is_visible()
    assert page.locator(".answer:visible").count() == 0
    assert page.locator("button:visible").count() == 0


def test_a_link_into_a_fold_opens_it(page: Page) -> None:
    finding = samples.FINDING.id
    fold = page.locator("details", has=page.locator(f"#{finding}"))
    fold.evaluate("fold => { fold.open = false; }")
    page.evaluate(f"location.hash = '{finding}'")
    page.wait_for_function(f"document.getElementById('{finding}').closest('details').open")
    assert page.locator(f"#{finding}").is_visible()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """The report on a narrow screen, every fold open."""
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.goto(address)
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    yield tab
    tab.close()


def test_a_phone_shows_every_panel_of_a_picture_below_the_last(phone: Page) -> None:
    panels = phone.locator(f"#{samples.CONFIRMED} svg.spectrum")
    assert panels.count() == 2
    boxes = [panels.nth(number).bounding_box() for number in range(2)]
    first, second = boxes
    assert first is not None
    assert second is not None
    assert first["y"] + first["height"] <= second["y"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in (first, second))


@pytest.mark.parametrize("table", [".measures", ".did"])
def test_a_phone_shows_values_below_their_names(phone: Page, table: str) -> None:
    row = phone.locator(f"#{samples.CONFIRMED} {table} tbody tr").first
    name = row.locator("th").bounding_box()
    assert name is not None
    cells = row.locator("td")
    assert cells.count() > 1
    for number in range(cells.count()):
        value = cells.nth(number).bounding_box()
        assert value is not None
        assert value["y"] >= name["y"] + name["height"] - 1
        assert value["x"] + value["width"] <= 390


def test_a_phone_lists_what_a_wide_screen_draws(phone: Page) -> None:
    assert not phone.locator("svg.arcs").is_visible()
    listed = phone.locator(".touched a").evaluate_all("els => els.map(e => e.hash.slice(1))")
    assert set(listed) == {gap.candidate.id for gap in samples.report().gaps}


def test_the_theme_can_be_turned(page: Page) -> None:
    def ground() -> str:
        shade: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return shade

    before = ground()
    page.locator("[data-do=theme]").click()
    assert ground() != before
    page.locator("[data-do=theme]").click()
    assert ground() == before


def test_all_is_there_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("#ranked tbody tr").count() == len(samples.report().gaps)
    for gap in samples.report().gaps:
        assert page.locator(f"#{gap.candidate.id}").is_visible()
    assert page.locator("svg.spectrum").first.is_visible()
    assert page.locator("button:visible").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="extra 'browser' is not installed"
    )
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_sticks_out_of_the_page(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
