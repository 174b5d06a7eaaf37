"""Which page a folder gets, and what every page keeps to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.folders.ours import KEYS
from planner.pages import KINDS, report_page

MOST_BYTES = 2_000_000
DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_a_kind_of_folder_is_one_that_we_write() -> None:
    assert KINDS.keys() <= KEYS.keys()


def test_the_page_is_one_small_file_the_same_every_time_that_names_no_other_host(pictured: Path) -> None:
    page = report_page(pictured)
    assert len(page) < MOST_BYTES
    assert page == report_page(pictured)
    text = page.decode("utf-8")
    # Names of XML are no addresses that anything is fetched from.
    rest = text.replace("http://www.w3.org/", "")
    assert [mark for mark in ("http:", "https:", "src=", "@import", "url(//", "<script", "<link") if mark in rest] == []


def test_the_page_of_a_plan_names_no_command_and_no_file_of_the_folder(pictured: Path) -> None:
    shown = re.sub(r"<style>.*?</style>", "", report_page(pictured).decode("utf-8"), flags=re.DOTALL)
    assert (
        re.findall(r"planner (?:plan|prices|explain|advance|verify|check|compare)\b|\w+\.(?:csv|xlsx|json)\b", shown)
        == []
    )


def test_a_folder_of_no_kind_is_refused_with_the_cure(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(UsageFault, match="planner plan, planner compare, planner sweep or planner simulate"):
            report_page(folder)


def test_there_is_a_statement_of_accessibility_in_swedish_and_the_page_about_reports_leads_to_it() -> None:
    statement = DOCS / "sv" / "tillganglighet.md"
    assert "WCAG 2.1" in statement.read_text(encoding="utf-8")
    assert "2018:1937" in statement.read_text(encoding="utf-8")
    assert "(sv/tillganglighet.md)" in (DOCS / "report.md").read_text(encoding="utf-8")
