"""planner travel: a table of trips by timetable, and a plan that goes by it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.small import run
from tests.timetables.feeds import HOURS, PLACES, line
from tests.timetables.porto_alegre import scenario

Screen = pytest.CaptureFixture[str]


def test_a_plan_goes_by_the_trips_that_were_looked_up(tmp_path: Path, capsys: Screen) -> None:
    week, feed = scenario(tmp_path, PLACES, HOURS), line(tmp_path)
    assert run(["travel", str(week), "--gtfs", str(feed), "--out", str(week / "travel.csv"), "--lang", "en"]) == 0
    screen = capsys.readouterr().out
    said = ("6 pairs", "2026-11-23", "4 without a trip", "28 blank times", "2026-12-31", "straight lines")
    assert [word for word in said if word not in screen] == []
    assert run(["plan", str(week), "--out", str(tmp_path / "plan"), "--time-limit", "20", "--lang", "en"]) == 0
    assert "12 rows of your own table (the oldest of 2026-11-23" in capsys.readouterr().out
    with (tmp_path / "plan" / "assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert run(["verify", str(tmp_path / "plan")]) == 0
    homes = {"J01": "haljarp", "J02": "svalov", "J05": "haljarp", "J10": "haljarp"}
    proposed = [row for row in rows if row["status"] == "proposed"]
    away = [row for row in proposed if row["zone"] != homes.get(row["jobseeker_id"], "landskrona")]
    # The longer of there and home is 40 to 70 minutes, above everybody's limit, and from Svalöv nothing runs.
    assert proposed
    assert away == []


def test_it_answers_as_data_and_leaves_a_table_that_is_there_alone(tmp_path: Path, capsys: Screen) -> None:
    week, feed, out = scenario(tmp_path, PLACES, HOURS), line(tmp_path), tmp_path / "trips.csv"
    asked = ["travel", str(week), "--gtfs", str(feed), "--out", str(out)]
    assert run([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["rows"], found["without_trip"], found["feeds"][0]["interpolated"]) == (12, 8, 28)
    before = out.read_bytes()
    assert run(asked) == 2
    assert out.read_bytes() == before


def test_a_feed_that_has_ended_and_a_missing_file_write_nothing(tmp_path: Path, capsys: Screen) -> None:
    week, feed, out = scenario(tmp_path, PLACES, HOURS), line(tmp_path), tmp_path / "trips.csv"
    asked = ["travel", str(week), "--gtfs", str(feed), "--out", str(out), "--lang", "en"]
    assert run([*asked, "--week", "2027-W10"]) == 3
    assert "has ended: it holds from 2026-11-02 to 2026-12-31" in capsys.readouterr().err
    assert run([*asked, "--osm", str(tmp_path / "none.osm.pbf")]) == 2
    assert run([*asked, "--week", "tomorrow"]) == 2
    assert not out.exists()


def test_another_engines_matrix_is_taken_in_when_its_unit_and_mode_are_named(tmp_path: Path, capsys: Screen) -> None:
    matrix, out, week = tmp_path / "bought.csv", tmp_path / "travel.csv", str(scenario(tmp_path))
    matrix.write_text("from_id,to_id,travel_time\nhaljarp,landskrona,601\n", encoding="utf-8")
    asked = ["travel", week, "--matrix", str(matrix), "--out", str(out), "--lang", "en"]
    assert run(asked) == 2
    assert run([*asked, "--unit", "seconds", "--mode", "car", "--gtfs", str(matrix)]) == 2
    assert run(["travel", week, "--out", str(out)]) == 2
    assert not out.exists()
    capsys.readouterr()
    assert run([*asked, "--unit", "seconds", "--mode", "car"]) == 0
    assert "1 pair of zones of bought.csv" in capsys.readouterr().out
    assert "haljarp,landskrona,car,any,11" in out.read_text(encoding="utf-8")
