"""The report of a plan: what must stand in it, in its language, and that names from data are text and nothing else."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from planner.inputs import read
from planner.pages import report_page
from planner.texts import speaking
from tests.scenarios import crowded, written


@pytest.fixture(scope="module")
def page(pictured: Path) -> str:
    with speaking("sv"):
        return report_page(pictured).decode("utf-8")


def test_the_page_says_that_nothing_is_decided_what_is_judgement_and_what_it_cannot_say(page: str) -> None:
    assert '<html lang="sv">' in page
    assert "Förslag, inte beslut. En namngiven handläggare beslutar." in page
    assert "bedömning: ingen har mätt det" in page
    assert "Vad sidan inte kan säga" in page
    assert "Så gjordes förslaget" in page


def test_every_picture_has_a_name_words_and_a_table_behind_it(page: str) -> None:
    pictures = page.count("<figure>")
    assert pictures == 10
    assert page.count('<svg role="img"') == page.count("<desc id=") == page.count("<details>") == pictures
    assert page.count("<caption>") == page.count("<table>") == pictures
    headings = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_no_row_and_no_id_of_a_person_is_in_it(page: str, pictured: Path) -> None:
    people = set(read(pictured / "inputs").tables["jobseekers"]["jobseeker_id"])
    assert people & set(re.findall(r"\w+", page)) == set()


def test_a_name_from_data_cannot_become_a_part_of_the_page(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=40, slots=14)
    given.solve["time_limit_seconds"] = 1
    given.change("employers", "D0", name="<script>alert(1)</script> $x$ & co")
    page = report_page(written(given.plan(), tmp_path / "plan")).decode("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
