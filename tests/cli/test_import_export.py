"""planner import: a folder of tables and a map, written whole, and exit codes that say how it ended."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.small import contents, run
from tests.identity_numbers import identity_number
from tests.imports.exports import HEADINGS, PERSON, csv_export
from tests.plan_runs import ROOT

Screen = pytest.CaptureFixture[str]
EXAMPLE = ROOT / "scenarios" / "landskrona_export"


def test_the_example_is_imported_and_what_became_of_each_column_is_shown(tmp_path: Path, capsys: Screen) -> None:
    out = tmp_path / "out"
    assert run(["import", str(EXAMPLE / "deltagare.csv"), "--week", "2026-W48", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert sorted(contents(out)) == ["caseworkers.csv", "import.toml", "jobseekers.csv", "zones.csv"]
    for line in ("Gymnasium -> 3", "100 % -> 40", "name of a person", '"städ" in 1 cell could be 9111', "import.toml"):
        assert line in said


def test_a_week_with_a_base_passes_its_check(tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = ["--map", str(EXAMPLE / "import.toml"), "--base", str(ROOT / "scenarios" / "landskrona")]
    assert run(["import", str(EXAMPLE / "deltagare.csv"), *options, "--out", str(out)]) == 0
    assert run(["check", str(out)]) == 0


def test_json_is_one_value_with_every_column(tmp_path: Path, capsys: Screen) -> None:
    export = csv_export(tmp_path, HEADINGS, PERSON)
    assert run(["import", str(export), "--out", str(tmp_path / "out"), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert [one["column"] for one in done["columns"]] == ["jobseeker_id", "home_zone", "education_level"]


@pytest.mark.parametrize("options", [["--map", "none.toml"], ["--base", "none"], ["--week", "48"], ["--out", "."]])
def test_what_is_not_there_and_a_folder_of_others_end_with_2(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.chdir(tmp_path)
    export = csv_export(tmp_path, HEADINGS, PERSON)
    assert run(["import", str(export), "--out", "out", *options]) == 2
    assert sorted(contents(tmp_path)) == ["export.csv"]
    assert capsys.readouterr().out == ""


def test_an_identity_number_ends_with_3_and_nothing_is_written(tmp_path: Path, capsys: Screen) -> None:
    number = identity_number(date(1985, 3, 12))
    export = csv_export(tmp_path, (*HEADINGS, "Pnr"), (*PERSON, number))
    assert run(["import", str(export), "--out", str(tmp_path / "out")]) == 3
    said = capsys.readouterr()
    assert number not in said.err + said.out
    assert "Pnr" in said.err
    assert not (tmp_path / "out").exists()


def test_the_command_to_import_again_has_every_option_and_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.chdir(tmp_path)
    export = csv_export(tmp_path, (*HEADINGS, "Inskriven"), (*PERSON, "2025-03-01"))
    assert run(["import", str(export), "--out", "first", "--week", "2026-W48", "--municipality", "Landskrona"]) == 0
    said = next(line for line in capsys.readouterr().out.splitlines() if "Then import again:" in line)
    assert 'municipality = "1282"' in (tmp_path / "first" / "import.toml").read_text(encoding="utf-8")
    command = said.split("planner ")[1].replace("NEW_FOLDER", "second").split()
    assert run(command) == 0
    assert contents(tmp_path / "second") == contents(tmp_path / "first")
