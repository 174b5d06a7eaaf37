"""Pages as a real Chromium shows them: axe-core finds nothing, no other host is asked, it reflows, and it prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from planner.pages import report_page
from planner.texts import speaking
from tests.browser import opened_page
from tests.simulated import compared, policy, simulation, written

pytestmark = pytest.mark.chromium

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.fixture(scope="module")
def shown(pictured: Path) -> Iterator[tuple[Page, list[str]]]:
    """The report of a plan as it is shown, and every address that was asked for."""
    with speaking("sv"):
        content = report_page(pictured)
    asked: list[str] = []
    with opened_page(content) as (page, file):

        def refuse_others(route: Route) -> None:
            asked.append(route.request.url)
            route.continue_() if route.request.url == file.as_uri() else route.abort()

        page.route("**/*", refuse_others)
        page.goto(file.as_uri())
        yield page, asked


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


POLICIES = [policy(name, began=[3.0] * 20, value=5.0) for name in ("usual", "greedy", "hindsight")]


@pytest.mark.parametrize("summary", [simulation(*POLICIES), compared((1.0, 0.5))], ids=["simulation", "what-ifs"])
def test_axe_finds_nothing_in_the_reports_of_simulated_weeks(
    summary: dict[str, Any], tmp_path: Path, shown: tuple[Page, list[str]]
) -> None:
    with speaking("sv"):
        content = report_page(written(tmp_path, summary))
    # Beside the other page: Chromium may read nothing else.
    file = Path(urlsplit(shown[0].url).path).parent / "simulated.html"
    file.write_bytes(content)
    file.chmod(0o644)
    browser = shown[0].context.browser
    assert browser is not None
    page = browser.new_page()
    page.goto(file.as_uri())
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        open_tables(page, is_open=True)
        assert Axe().run(page, options=RULES).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


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


def test_the_browser_runs_as_an_ordinary_user(shown: tuple[Page, list[str]]) -> None:
    page, _asked = shown
    assert page.url.startswith("file:")
    owners = [
        path.stat().st_uid for path in Path("/proc").iterdir()
        if path.name.isdigit() and b"planner-chromium-" in _command_of(path)
    ]  # fmt: skip
    assert owners
    assert 0 not in owners


def _command_of(process: Path) -> bytes:
    try:
        command = (process / "cmdline").read_bytes()
    except OSError:
        return b""
    return command if b"/chromium" in command.split(b"\0")[0] and b"--type=" in command else b""
