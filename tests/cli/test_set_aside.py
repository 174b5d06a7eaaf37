"""--set-aside: a plan without the rows that hold faults, which the verifier accepts and caseworkers can read."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.small import TABLES, contents, run, write_small
from tests.identity_numbers import identity_number

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """The small week with one person's home unknown."""
    assert "P4,south" in TABLES["jobseekers.csv"]
    return write_small(
        tmp_path / "spoilt", jobseekers=TABLES["jobseekers.csv"].replace("P4,south", "P4,somewhere else")
    )


def test_a_plan_of_the_sound_rows_is_written_listed_counted_and_accepted(
    spoilt: Path, tmp_path: Path, capsys: Screen
) -> None:
    out = tmp_path / "plan"
    before = contents(spoilt)
    assert run(["plan", str(spoilt), "--out", str(out)]) == 3
    assert run(["plan", str(spoilt), "--out", str(out), "--set-aside"]) == 0
    assert "Set aside, and not planned with:" in capsys.readouterr().out
    counted = json.loads((out / "plan.json").read_text(encoding="utf-8"))["set_aside"]
    assert counted["people"] == 1
    with (out / "set_aside.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len({(row["file"], row["row"]) for row in listed}) == counted["rows"]
    assert ("jobseekers.csv", "home_zone") in {(row["file"], row["column"]) for row in listed}
    assert run(["verify", str(out)]) == 0
    assert run(["verify", str(out), "--scenario", str(spoilt)]) == 0
    assert contents(spoilt) == before
    # What is in the folder is recognised as ours.
    assert run(["plan", str(spoilt), "--out", str(out), "--set-aside"]) == 0


def test_the_next_week_tells_of_rows_that_the_plan_had_set_aside(spoilt: Path, tmp_path: Path, capsys: Screen) -> None:
    out, after = tmp_path / "plan", tmp_path / "after"
    assert run(["plan", str(spoilt), "--out", str(out), "--set-aside"]) == 0
    week = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    capsys.readouterr()
    assert run(["advance", str(out), "--to", "2026-W53", "--out", str(after)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    rows = week["set_aside"]["rows"]
    assert f"{rows} row" in said
    assert "set aside" in said
    assert json.loads((after / "advance" / "advance.json").read_text(encoding="utf-8"))["set_aside"] == rows
    assert run(["advance", str(out), "--to", "2026-W53", "--out", str(tmp_path / "b"), "--scenario", str(spoilt)]) == 3


def test_a_list_that_was_shortened_ends_with_1(spoilt: Path, tmp_path: Path, capsys: Screen) -> None:
    out = tmp_path / "plan"
    assert run(["plan", str(spoilt), "--out", str(out), "--set-aside"]) == 0
    path = out / "set_aside.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert run(["verify", str(out)]) == 1
    assert "set_aside.csv" in capsys.readouterr().out


def test_the_check_lists_them_and_says_what_is_left(spoilt: Path, capsys: Screen) -> None:
    assert run(["check", str(spoilt), "--set-aside"]) == 0
    said = capsys.readouterr().out
    assert "jobseekers.csv" in said
    assert run(["check", str(spoilt), "--set-aside", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["set_aside"]
    assert found["people"] == 1
    assert found["faults"][0]["file"].endswith(".csv")


def test_a_fault_of_a_whole_table_ends_with_3_all_the_same(tmp_path: Path, capsys: Screen) -> None:
    folder = write_small(tmp_path / "week", slots=TABLES["slots.csv"].replace("slot_id", "slott_id"))
    assert run(["plan", str(folder), "--out", str(tmp_path / "plan"), "--set-aside"]) == 3
    assert "slott_id" in capsys.readouterr().err
    assert not (tmp_path / "plan").exists()


def test_an_identity_number_is_never_set_aside(spoilt: Path, tmp_path: Path, capsys: Screen) -> None:
    number = identity_number(date(1985, 3, 7))
    people = spoilt / "jobseekers.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("P3,", f"{number},"), encoding="utf-8")
    before = contents(tmp_path)
    assert run(["plan", str(spoilt), "--out", str(tmp_path / "plan"), "--set-aside"]) == 3
    said = capsys.readouterr()
    assert "identity or coordination number" in said.err
    assert number not in said.err + said.out
    assert contents(tmp_path) == before
