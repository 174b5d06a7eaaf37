"""`planner letters` as people call it: the folder, the languages, protected people, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.schema.plan_workbook import MEETING
from tests.cli.small import accept, contents, run, write_small
from tests.workbooks.books import changed, planned_week, put

Screen = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of the small week, in which the meeting has accepted P1 at S2."""
    home = tmp_path_factory.mktemp("letters")
    assert run(["plan", str(write_small(home / "week")), "--out", str(home / "plan")]) == 0
    accept(home / "plan", "P1")
    return home / "plan"


@pytest.mark.parametrize(
    "lang, marked, said", [("sv", "sv", "tackat ja"), ("lattlast", "sv", "Du har sagt ja"), ("en", "en", "said yes")]
)
def test_letters_of_what_was_accepted_in_each_language(
    plan: Path, tmp_path: Path, lang: str, marked: str, said: str
) -> None:
    before, out = contents(plan), tmp_path / "out"
    for _time in range(2):
        assert run(["letters", str(plan), "--out", str(out), "--lang", lang]) == 0
    assert sorted(contents(out)) == ["letters.csv", "letters.json", "letters/P1.html"]
    page = (out / "letters" / "P1.html").read_text(encoding="utf-8")
    assert f'<html lang="{marked}">' in page
    assert said in page
    assert json.loads((out / "letters.json").read_text(encoding="utf-8"))["language"] == lang
    assert contents(plan) == before


def test_a_person_is_asked_for_and_a_protected_one_has_no_letter(plan: Path, tmp_path: Path, capsys: Screen) -> None:
    assert run(["letters", str(plan), "--out", str(tmp_path / "one"), "--person", "P4", "--lang", "lattlast"]) == 0
    assert "letters/P4.html" in contents(tmp_path / "one")
    capsys.readouterr()
    assert run(["letters", str(plan), "--out", str(tmp_path / "none"), "--person", "P5", "--lang", "en"]) == 2
    assert capsys.readouterr().err.strip() == "The plan has no jobseeker with that id."
    assert not (tmp_path / "none").exists()


def test_what_cannot_be_ends_with_2_or_3_and_writes_nothing(plan: Path, tmp_path: Path, capsys: Screen) -> None:
    out = tmp_path / "out"
    (tmp_path / "answers.csv").write_text("jobseeker_id,slot_id,decision\nP4,S1,accepted\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("jobseeker_id,slot_id,decision\nP1,S2,\n", encoding="utf-8")
    for asked, code in (
        (["--answers", str(tmp_path / "answers.csv")], 3),
        (["--answers", str(tmp_path / "empty.csv")], 2),
        (["--answers", str(tmp_path / "gone.csv")], 2),
        (["--lang", "easy"], 2),
    ):
        assert run(["letters", str(plan), "--out", str(out), *asked]) == code
    assert run(["letters", str(tmp_path), "--out", str(out)]) == 2
    assert run(["letters", str(plan), "--out", str(plan / "inside")]) == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine", encoding="utf-8")
    assert run(["letters", str(plan), "--out", str(tmp_path / "mine")]) == 2
    assert not out.exists()
    capsys.readouterr()


def test_what_the_meeting_wrote_in_the_workbook_counts_as_well(tmp_path: Path, capsys: Screen) -> None:
    folder = changed(planned_week(tmp_path), put(MEETING, 2, "decision", "tackat ja"))
    capsys.readouterr()
    assert run(["letters", str(folder), "--out", str(tmp_path / "letters"), "--lang", "sv"]) == 0
    assert len([name for name in contents(tmp_path / "letters") if name.endswith(".html")]) == 1
