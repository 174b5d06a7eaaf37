"""planner template, and a workbook wherever a command asks for a scenario."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.inputs import read
from tests.cli.small import run
from tests.inputs.folders import SCENARIOS, assert_same
from tests.workbooks.templates import filled

Screen = pytest.CaptureFixture[str]


def test_a_template_is_written_once_and_never_over_a_file(tmp_path: Path, capsys: Screen) -> None:
    week = tmp_path / "week.xlsx"
    assert run(["template", str(week), "--lang", "sv"]) == 0
    assert "Läs först" in load_workbook(week).sheetnames
    before = week.read_bytes()
    assert run(["template", str(week), "--lang", "en"]) == 2
    assert "add --replace" in capsys.readouterr().err
    assert week.read_bytes() == before
    assert run(["template", str(week), "--lang", "en", "--replace"]) == 0
    assert "read first" in [name.lower() for name in load_workbook(week).sheetnames]


def test_a_template_ends_in_xlsx(tmp_path: Path, capsys: Screen) -> None:
    assert run(["template", str(tmp_path / "week.csv"), "--lang", "en"]) == 2
    assert "does not end in .xlsx" in capsys.readouterr().err


def test_a_filled_in_template_plans_as_its_folder_does_and_verifies(tmp_path: Path) -> None:
    week = filled(SCENARIOS / "tiny", tmp_path / "any name.xlsx")
    plans = {"book": week, "folder": SCENARIOS / "tiny"}
    for name, scenario in plans.items():
        assert run(["plan", str(scenario), "--out", str(tmp_path / name), "--workers", "1"]) == 0
    assert _files(tmp_path / "book") == _files(tmp_path / "folder")
    assert run(["verify", str(tmp_path / "book"), "--scenario", str(week)]) == 0


def _files(plan: Path) -> dict[str, bytes]:
    return {name: (plan / name).read_bytes() for name in ("assignments.csv", "slots.csv", "reserves.csv")}


def test_a_what_if_may_extend_a_workbook_and_models_are_listed_for_one(tmp_path: Path, capsys: Screen) -> None:
    week = filled(SCENARIOS / "tiny", tmp_path / "week.xlsx")
    folder = tmp_path / "more"
    folder.mkdir()
    head = 'format = 1\nextends = "../week.xlsx"\n[scenario]\nname = "More"\n'
    patch = '[[patch]]\ntable = "slots"\nshift = { places = 1 }\n'
    (folder / "scenario.toml").write_text(f"{head}{patch}", encoding="utf-8")
    assert read(folder).tables["slots"]["places"].sum() == read(week).tables["slots"]["places"].sum() + 6
    assert run(["models", str(week), "--json"]) == 0
    used = {f"{one['name']}/{one['version']}" for one in json.loads(capsys.readouterr().out) if one["is_used"]}
    assert "equal_access/2" in used


def test_a_plan_is_never_written_over_the_workbook_that_it_is_made_from(tmp_path: Path) -> None:
    (tmp_path / "weeks").mkdir()
    week = filled(SCENARIOS / "tiny", tmp_path / "weeks" / "week.xlsx")
    assert run(["plan", str(week), "--out", str(tmp_path / "weeks"), "--lang", "en"]) == 2
    assert week.is_file()


def test_an_import_takes_the_rest_of_the_week_from_a_workbook(tmp_path: Path) -> None:
    export = SCENARIOS / "landskrona_export"
    command = ["import", str(export / "deltagare.csv"), "--map", str(export / "import.toml"), "--week", "2026-W48"]
    for name, base in (("book", filled(SCENARIOS / "landskrona", tmp_path / "week.xlsx")),
                       ("folder", SCENARIOS / "landskrona")):  # fmt: skip
        assert run([*command, "--base", str(base), "--out", str(tmp_path / name)]) == 0
    assert_same(read(tmp_path / "folder"), read(tmp_path / "book"))


def test_check_marks_a_copy_and_ends_as_it_does_without(tmp_path: Path, capsys: Screen) -> None:
    week = filled(SCENARIOS / "tiny", tmp_path / "week.xlsx")
    book = load_workbook(week)
    book["Personer"]["H2"].value = "Gymnasium"
    book.save(week)
    marked = tmp_path / "faults.xlsx"
    assert run(["check", str(week), "--mark", str(marked), "--lang", "sv"]) == 3
    said = capsys.readouterr().err
    assert '"Gymnasium" är inte ett heltal. Skriv 3.' in said
    assert "faults.xlsx" in said
    assert "Inget har skrivits" not in said
    assert load_workbook(marked).sheetnames[0] == "Fel och varningar"
    assert run(["check", str(week), "--mark", str(week), "--replace", "--lang", "en"]) == 2
    assert "It is read; name another file" in capsys.readouterr().err
    assert run(["check", str(week), "--mark", str(marked), "--replace", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["faults"][0]["value"] == "Gymnasium"


def test_no_other_command_loads_the_library_of_workbooks() -> None:
    code = "import sys, planner.cli.planning, planner.cli.checking; print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
