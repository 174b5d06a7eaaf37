"""planner travel: a table of trips by timetable, and a plan that goes by it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.small import run
from tests.timetables.feeds import HOURS, PLACES, line
from tests.timetables.porto_alegre import scenario
from tests.timetables.test_points import TOWN, WORK, rows

Screen = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep minutes beside the test, not among the caches of whoever runs it."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "caches"))


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


def test_compare_says_who_changes_sides_of_the_limit(tmp_path: Path, capsys: Screen) -> None:
    week, feed, out = scenario(tmp_path, PLACES, HOURS), line(tmp_path), tmp_path / "travel.csv"
    asked = ["travel", str(week), "--gtfs", str(feed), "--out", str(out), "--compare", "--json"]
    assert run(asked) == 0
    looked_up = json.loads(capsys.readouterr().out)
    # Everything takes 60 minutes or more: whoever could go anywhere but at home by the line cannot.
    assert (looked_up["rows"], looked_up["compared"]["won"]) == (12, 0)
    assert looked_up["compared"]["lost"] > 0
    assert run(["travel", str(week), "--compare"]) == 2  # no table of its own
    out.replace(week / "travel.csv")
    capsys.readouterr()
    assert run(["travel", str(week), "--compare", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"compared": looked_up["compared"]}
    assert run(["travel", str(week), "--compare", "--lang", "en"]) == 0
    assert "pairs change sides" in capsys.readouterr().out


def test_the_picture_of_compare_is_written_where_enough_people_are_compared(tmp_path: Path, capsys: Screen) -> None:
    week, picture = scenario(tmp_path, PLACES, HOURS), tmp_path / "sides.svg"
    table = week / "travel.csv"
    asked = ["travel", str(week), "--picture", str(picture), "--lang", "en"]
    assert run(asked) == 2
    assert run([*asked, "--compare", "--out", str(tmp_path / "travel.csv")]) == 2
    table.write_text("from_zone,to_zone,minutes\nhaljarp,landskrona,\n", encoding="utf-8")
    assert run([*asked, "--compare"]) == 0
    assert "too few people" in capsys.readouterr().out
    assert not picture.exists()
    table.write_text("from_zone,to_zone,minutes\nhaljarp,svalov,47\n", encoding="utf-8")
    assert run([*asked, "--compare"]) == 0
    assert "<svg" in picture.read_text(encoding="utf-8")
    assert run([*asked, "--compare"]) == 2
    assert run([*asked, "--compare", "--replace"]) == 0


def test_points_become_a_scenario_of_its_own_that_holds_nobodys_coordinates(tmp_path: Path, capsys: Screen) -> None:
    week, points, out = scenario(tmp_path, PLACES), tmp_path / "homes.csv", tmp_path / "squares"
    points.write_text(rows(TOWN | WORK), encoding="utf-8")
    before = {path: path.read_bytes() for path in week.rglob("*") if path.is_file()}
    asked = ["travel", str(week), "--points", str(points), "--grid", "500", "--lang", "en"]
    assert run(asked) == 2
    assert run([*asked, "--out", str(out), "--compare"]) == 2
    capsys.readouterr()
    assert run([*asked, "--out", str(out)]) == 0
    screen = capsys.readouterr().out
    assert "2 new zones (people in them: 6, places: 1)" in screen
    written = "".join(path.read_text(encoding="utf-8") for path in out.rglob("*") if path.is_file()) + screen
    assert [place for place in TOWN.values() if str(place[0]) in written or str(place[1]) in written] == []
    assert {path: path.read_bytes() for path in week.rglob("*") if path.is_file()} == before
    assert run([*asked, "--out", str(out)]) == 2
    assert run(["check", str(out)]) == 0
    capsys.readouterr()
    assert run([*asked, "--out", str(tmp_path / "more"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["people_without_point"] == 3


def test_minutes_are_kept_in_the_folder_that_is_named_and_the_screen_says_where(tmp_path: Path, capsys: Screen) -> None:
    week, feed, kept = scenario(tmp_path, PLACES, HOURS), line(tmp_path), tmp_path / "kept"
    asked = ["travel", str(week), "--gtfs", str(feed), "--lang", "en", "--kept"]
    assert run([*asked, str(feed), "--out", str(tmp_path / "none.csv")]) == 2
    assert run([*asked, str(kept), "--out", str(tmp_path / "first.csv")]) == 0
    first = capsys.readouterr().out
    assert run([*asked, str(kept), "--out", str(tmp_path / "again.csv"), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert str(kept) in first
    assert "not computed again" not in first
    assert (again["looked_up_earlier"], again["kept"]) == (["morning", "day"], str(kept))
    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    assert not (tmp_path / "caches").exists()
