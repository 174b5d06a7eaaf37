"""planner change-feed, and the way from a bus more to who can reach what with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.small import run
from tests.timetables.feeds import HOURS, PLACES, line
from tests.timetables.porto_alegre import scenario

Screen = pytest.CaptureFixture[str]
# With a bus at 8.05 nobody waits half an hour at work, and with one at 16.15 none for the way home.
BUS = """
[[add]]
route = "R"
like = "T8"
at = ["08:05"]
service = "S"
[[add]]
route = "R"
like = "B8"
at = ["08:05", "12:05", "16:15"]
service = "S"
"""
WHAT_IF = """
format = 1
extends = "../week"
[scenario]
name = "Buses at the hours of work"
[[patch]]
name = "buses"
table = "travel"
remove = true
[[patch]]
name = "buses"
table = "travel"
add = "trips_with_buses.csv"
"""


def test_a_bus_more_is_written_looked_up_and_compared(tmp_path: Path, capsys: Screen) -> None:
    week, new, with_bus = scenario(tmp_path, PLACES, HOURS), tmp_path / "new.zip", tmp_path / "with_bus"
    feed, changes = line(tmp_path), tmp_path / "bus.toml"
    changes.write_text(BUS, encoding="utf-8")
    with_bus.mkdir()
    (with_bus / "scenario.toml").write_text(WHAT_IF, encoding="utf-8")
    asked = ["change-feed", str(feed), str(changes), "--out", str(new)]
    assert run([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["trips_added"] == 4
    assert run(asked) == 2  # it is there already
    for timetable, table in ((feed, week / "travel.csv"), (new, with_bus / "trips_with_buses.csv")):
        looked_up = ["travel", str(week), "--gtfs", str(timetable), "--out", str(table), "--kept", str(tmp_path / "k")]
        assert run(looked_up) == 0
    capsys.readouterr()
    asked = ["travel", str(week), "--compare", "--with", str(with_bus)]
    assert run([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["compared"]
    assert (found["lost"], found["won"]) == (0, 1)
    assert found["first"]["beyond"] == found["second"]["beyond"] + 1
    assert run([*asked, "--lang", "en"]) == 0
    assert "0 are beyond the limit by Buses at the hours of work alone" in capsys.readouterr().out


def test_what_cannot_be_compared_or_changed_is_refused(tmp_path: Path, capsys: Screen) -> None:
    week = scenario(tmp_path, PLACES, HOURS)
    assert run(["travel", str(week), "--with", str(week), "--lang", "en"]) == 2
    assert "give both" in capsys.readouterr().err
    assert run(["travel", str(week), "--compare", "--with", str(week), "--lang", "en"]) == 2
    assert "the same rows of trips" in capsys.readouterr().err
    assert run(["travel", str(week), "--compare", "--with", str(week), "--out", str(tmp_path / "t.csv")]) == 2
    (tmp_path / "bus.toml").write_text('[[remove]]\nroute = "Q"\n', encoding="utf-8")
    capsys.readouterr()
    out = tmp_path / "new.zip"
    assert run(["change-feed", str(line(tmp_path)), str(tmp_path / "bus.toml"), "--out", str(out), "--lang", "en"]) == 3
    assert "bus.toml, remove.1.route" in capsys.readouterr().err
    assert not out.exists()
