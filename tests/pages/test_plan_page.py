"""The report of a plan: what must stand in it, in its language, and that names from data are text and nothing else."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from planner.inputs import read
from planner.pages import report_page
from planner.pictures import PICTURES
from planner.texts import speaking
from tests.scenarios import Given, crowded, written


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
    assert pictures == len(PICTURES)
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


@pytest.mark.parametrize("number, is_told", [(12, True), (9, False)])
def test_what_proposals_and_lists_give_together_is_told_unless_few_people_follow_on_them(
    tmp_path: Path, number: int, *, is_told: bool
) -> None:
    given = Given(tmp_path).slot("S1", places=6, shortlist=2, hire_share=0.5)
    for person in range(number):
        given.person(f"J{person}").worth(f"J{person}", "S1", 0.5)
    folder = written(given.plan(), tmp_path / "plan")
    with speaking("sv"):
        page = report_page(folder).decode("utf-8")
    # Six proposals of 0.5, and six people who follow for 0.5 x 0.5 x 0.5.
    told = re.search(r"Förslag och listor ger tillsammans 3,750 [^.]*\. Inget förslag kan", page)
    assert (told is not None) is is_told
    assert ("Förslag och listor ger tillsammans" in page) is is_told
