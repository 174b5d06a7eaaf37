"""Letters from Python say what the command writes."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from tests.api.small import COUNTED
from tests.cli.small import contents, run
from tests.correspondence.readability import lix


def test_a_folder_and_a_result_give_the_letters_of_the_command(
    result: planner.Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result.write(tmp_path / "plan")
    for given in (result, tmp_path / "plan"):
        written = planner.letters(given, "P4", language="lattlast").write(tmp_path / f"{type(given).__name__}")
        assert run(["letters", str(tmp_path / "plan"), "--out", str(tmp_path / "command"), "--person", "P4",
                    "--lang", "lattlast"]) == 0  # fmt: skip
        assert contents(written) == contents(tmp_path / "command")
    capsys.readouterr()


def test_a_table_texts_and_pages(result: planner.Result, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("jobseeker_id,slot_id,decision\nP1,S2,accepted\n", encoding="utf-8")
    letters = planner.letters(result, answers=answers, language="en")
    assert letters.table["letter"].tolist() == ["accepted"]
    (name,) = letters.texts
    assert letters.texts[name].splitlines()[1] in letters.pages[name]
    with pytest.raises(planner.UsageFault, match="lattlast"):
        planner.letters(result, "P4", language="latlast")


def test_every_letter_of_the_worked_week_is_easy_to_read_and_about_one_person() -> None:
    week = planner.read(Path(__file__).parents[2] / "scenarios" / "tiny", language="sv")
    result = planner.plan(week, **COUNTED)
    tables = week.tables
    people = set(tables["jobseekers"]["jobseeker_id"])
    names = {*tables["employers"]["name"], *result.assignments["occupation"].dropna().str.removesuffix(" m.fl.")}
    for voice, most in (("sv", 40), ("lattlast", 30)):
        for person in sorted(people):
            for text in planner.letters(result, person, language=voice).texts.values():
                assert lix(text, names) <= most, text
                assert not any(other in text for other in people - {person})
