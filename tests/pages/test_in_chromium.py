"""Pages as a real Chromium shows them: axe-core finds nothing, no other host is asked, it reflows, and it prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, sync_playwright

from planner.pages import report_page
from planner.texts import speaking
from tests.conftest import find_chromium

pytestmark = pytest.mark.chromium

# Chromium keeps root out of its own walls, and pages of ours are no danger to it.
ARGUMENTS = ["--no-sandbox"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.fixture(scope="module")
def shown(pictured: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """The report of a plan as it is shown, and every address that was asked for."""
    file = tmp_path_factory.mktemp("pages") / "report.html"
    with speaking("sv"):
        file.write_bytes(report_page(pictured))
    asked: list[str] = []

    def refuse_others(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_() if route.request.url == file.as_uri() else route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.route("**/*", refuse_others)
        page.goto(file.as_uri())
        yield page, asked
        browser.close()


def open_tables(page: Page, *, is_open: bool) -> None:
    page.evaluate("is_open => document.querySelectorAll('details').forEach(one => one.open = is_open)", is_open)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("is_open", [False, True], ids=["tables closed", "tables open"])
def test_axe_finds_nothing(shown: tuple[Page, list[str]], width: int, *, is_open: bool) -> None:
    page, _asked = shown
    page.set_viewport_size({"width": width, "height": 900})
    open_tables(page, is_open=is_open)
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == []
    assert len(found.response["passes"]) > 20


def test_axe_would_find_a_picture_without_a_name(shown: tuple[Page, list[str]]) -> None:
    page, _asked = shown
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<svg id=\"nameless\" role=\"img\"></svg>')")
    found = {one["id"] for one in Axe().run(page, options=RULES).response["violations"]}
    page.evaluate("document.getElementById('nameless').remove()")
    assert "svg-img-alt" in found


def test_no_other_host_is_asked(shown: tuple[Page, list[str]]) -> None:
    page, asked = shown
    assert asked == [page.url]


def test_at_320_pixels_only_pictures_and_tables_scroll_sideways(shown: tuple[Page, list[str]]) -> None:
    page, _asked = shown
    page.set_viewport_size({"width": 320, "height": 640})
    open_tables(page, is_open=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_keyboard_reaches_the_content_first_and_every_table(shown: tuple[Page, list[str]]) -> None:
    page, _asked = shown
    open_tables(page, is_open=False)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None


def test_it_prints_with_every_table_and_no_picture_cut_in_two(shown: tuple[Page, list[str]]) -> None:
    page, _asked = shown
    open_tables(page, is_open=False)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    page.emulate_media(media="print")
    tables = page.evaluate(
        "[...document.querySelectorAll('table')].filter(one => one.checkVisibility({contentVisibilityAuto: 1})).length"
    )
    may_be_cut = page.evaluate(
        "[...document.querySelectorAll('.drawing')].filter(one => getComputedStyle(one).breakInside !== 'avoid').length"
    )
    page.emulate_media(media="screen")
    assert tables == page.locator("table").count() > 0
    assert may_be_cut == 0
