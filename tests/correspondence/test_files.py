"""Files of letters: names that every system can have, pages without markup of the data, and a table to merge."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner.correspondence import Voice, letters_files
from planner.correspondence.letter import Letter
from planner.correspondence.written import written
from planner.errors import UsageFault
from planner.folders import LETTERS_FILE, Target, write_files
from planner.planning import Reopened
from planner.texts import speaking
from tests.correspondence.test_written import PLACE, PLACED
from tests.scenarios import Given


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Reopened:
    from planner.planning import reopened  # noqa: PLC0415 - with the plan alone

    given = Given(tmp_path_factory.mktemp("files")).people("P1").slot("S1").worth("P1", "S1", 0.5)
    return reopened(given.plan())


def about(*people: str, employer: str = "Exempelköket") -> list[Letter]:
    with speaking("sv"):
        place = replace(PLACE, employer=employer)
        return [written(replace(PLACED, jobseeker_id=name, place=place), Voice()) for name in people]


def test_every_id_has_a_file_of_its_own_that_every_system_can_have(plan: Reopened) -> None:
    ids = ["J1", "j1", "a/b", "a:b", "../x", "CON", "Å Ä", "x" * 90]
    with speaking("sv"):
        names = [name for name in letters_files(about(*ids), plan, "sv") if name.endswith(".html")]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(name.count("/") == 1 and ".." not in name and ":" not in name for name in names)
    assert "letters/CON.html" not in names
    assert max(map(len, names)) < 100


def test_a_page_is_marked_up_from_our_texts_alone(plan: Reopened) -> None:
    with speaking("sv"):
        page = letters_files(about("J1", employer="<b>A & Co</b>"), plan, "sv")["letters/J1.html"].decode()
    found: list[tuple[str, dict[str, str | None]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Tags().feed(page)
    assert ("html", {"lang": "sv"}) in found
    assert [tag for tag, _ in found].count("h1") == 1
    assert {"b", "script", "link", "img"}.isdisjoint(tag for tag, _ in found)
    assert "&lt;b&gt;A &amp; Co&lt;/b&gt;" in page


def test_the_table_has_a_field_for_each_part_and_a_place_for_the_name(plan: Reopened) -> None:
    with speaking("sv"):
        raw = letters_files(about("J1", "=J2"), plan, "sv")["letters.csv"].decode("utf-8-sig")
        assert letters_files(about("J1"), plan, "sv")["letters.csv"].startswith("\ufeff".encode())
    one, two = csv.DictReader(io.StringIO(raw))
    assert (one["name"], one["letter"], one["file"], one["slot_id"]) == ("[namn]", "accepted", "letters/J1.html", "S1")
    assert "Arbetsgivare: Exempelköket." in one["what"]
    assert "[kommunens uppgifter om hur man överklagar]" in one["how_to_object"]
    assert two["jobseeker_id"].startswith("'=")


def test_letters_that_somebody_has_edited_are_never_replaced(plan: Reopened, tmp_path: Path) -> None:
    with speaking("sv"):
        files = letters_files(about("J1"), plan, "sv")
    for _time in range(2):
        with Target(tmp_path / "out", LETTERS_FILE).replaced() as folder:
            write_files(folder, files)
    page = tmp_path / "out" / "letters" / "J1.html"
    page.write_text(page.read_text(encoding="utf-8").replace("[namn]", "Anna"), encoding="utf-8")
    with pytest.raises(UsageFault, match=r"letters/J1\.html"):
        Target(tmp_path / "out", LETTERS_FILE)
