"""Feeds that are written anew with changes: the trips that run then, and what is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from planner.errors import Faults, InputFaults
from planner.texts import speaking
from planner.timetables import ChangedFeed, Feed, changed_feed
from planner.timetables.feed import read_feed
from tests.timetables.feeds import feed, line, trip

# A Monday, a Friday and a Saturday of the small feeds, which run from November to December on weekdays.
MONDAY, FRIDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28)


def changed(home: Path, toml: str, path: Path | None = None) -> tuple[ChangedFeed, Feed]:
    """The feed with changes: what is said of it, and how it is read."""
    path = line(home) if path is None else path
    (home / "bus.toml").write_text(toml, encoding="utf-8")
    before = path.read_bytes()
    made = changed_feed(path, home / "bus.toml")
    assert path.read_bytes() == before
    new = home / "new.zip"
    new.write_bytes(made.content)
    faults = Faults()
    found = read_feed(new, faults)
    assert found is not None
    assert faults.found == []
    return made, found


def departures(found: Feed, day: date, stop: str = "A") -> set[str]:
    """When trips leave a stop on a day, as hours and minutes."""
    calls = found.calls_on(day)
    own = calls.loc[(calls["stop_id"] == stop) & ~calls["trip_id"].duplicated(), "departure"]
    return {f"{at // 3600:02}:{at // 60 % 60:02}" for at in own}


def test_an_evening_bus_runs_as_the_trip_it_is_like_on_its_days_alone(tmp_path: Path) -> None:
    toml = '[[add]]\nroute = "R"\nlike = "T19"\nat = ["21:30", "25:10"]\ndays = ["friday", "saturday"]\n'
    made, found = changed(tmp_path, toml)
    assert (made.added, made.removed, made.lines) == (2, 0, 0)
    assert {"21:30", "25:10"} <= departures(found, FRIDAY)
    assert departures(found, SATURDAY) == {"21:30", "25:10"}
    assert departures(found, MONDAY) == {f"{hour:02}:00" for hour in range(6, 20)}
    own = found.calls[found.calls["departure"] >= 21 * 3600].groupby("trip_id")
    assert {tuple(calls["stop_id"]) for _name, calls in own} == {("A", "B", "C")}
    # The stop without a time stays so, and is filled in as before: twenty minutes in all.
    assert {int(calls["arrival"].max() - calls["departure"].min()) for _name, calls in own} == {1200}


def test_trips_are_taken_away_between_hours_and_on_some_days_from_every_table(tmp_path: Path) -> None:
    times = "".join(trip(f"T{hour}", f"{hour}:00:00", "", f"{hour}:20:00") for hour in (16, 18, 20))
    path = feed(
        tmp_path, times, transfers="from_stop_id,to_stop_id,from_trip_id,to_trip_id\nA,A,T20,T16\nA,A,T16,T18\n"
    )
    toml = '[[remove]]\nroute = "R"\nfirst = "19:00"\n[[remove]]\nroute = "R"\nlast = "16:00"\ndays = ["friday"]\n'
    made, found = changed(tmp_path, toml, path)
    assert (made.removed, made.fewer_days, made.added) == (1, 1, 0)
    assert departures(found, MONDAY) == {"16:00", "18:00"}
    assert departures(found, FRIDAY) == {"18:00"}
    with zipfile.ZipFile(tmp_path / "new.zip") as archive:
        assert archive.read("transfers.txt").decode().split() == ["from_stop_id,to_stop_id,from_trip_id,to_trip_id",
                                                                 "A,A,T16,T18"]  # fmt: skip


def test_a_line_more_runs_both_ways_over_a_new_stop(tmp_path: Path) -> None:
    toml = """
[[stop]]
stop = "D"
name = "Care home"
lat = 56.05
lon = 13.05
[[line]]
route = "Ring"
stops = ["A", "D"]
minutes = [0, 12]
first = "18:00"
last = "19:00"
every = 30
service = "S"
"""
    made, found = changed(tmp_path, toml)
    assert (made.stops, made.lines, made.added) == (1, 1, 6)
    ring = found.calls[found.calls["route_id"] == "Ring"]
    ends = {(calls["stop_id"].iloc[0], calls["stop_id"].iloc[-1]) for _name, calls in ring.groupby("trip_id")}
    assert ends == {("A", "D"), ("D", "A")}
    assert departures(found, MONDAY, "D") == {"18:00", "18:30", "19:00"}
    assert found.stops.set_index("stop_id").loc["D", "lat"] == 56.05


def test_a_feed_says_what_it_was_made_of_and_the_same_changes_give_the_same_bytes(tmp_path: Path) -> None:
    info = "feed_publisher_name,feed_publisher_url,feed_lang,feed_version\nX,https://x.example,sv,7\n"
    path = feed(tmp_path, trip("T1", "8:00:00", "", "8:20:00"), feed_info=info, shapes="not,a\ntable")
    toml = '[[stop]]\nstop = "A"\nlat = 56.01\nlon = 13.0\n'
    made, found = changed(tmp_path, toml, path)
    assert found.version == made.version
    assert str(made.version).startswith("7 + bus.toml ")
    assert changed_feed(path, tmp_path / "bus.toml").content == made.content
    with zipfile.ZipFile(tmp_path / "new.zip") as archive:
        assert archive.read("shapes.txt") == b"not,a\ntable"


def test_a_line_that_runs_both_ways_gets_a_trip_each_way_like_the_nearest(tmp_path: Path) -> None:
    times = trip("O1", "8:00:00", "8:05:00", "8:10:00") + trip("O2", "18:00:00", "18:20:00", "18:40:00")
    times += trip("H1", "8:30:00", "8:35:00", "8:40:00", stops="CBA")
    trips = "route_id,service_id,trip_id,direction_id\nR,S,O1,0\nR,S,O2,0\nR,S,H1,1\n"
    path = feed(tmp_path, times, trips=trips, routes="route_id,route_short_name,route_type\nR,7,3\n")
    made, found = changed(tmp_path, '[[add]]\nroute = "7"\nat = ["21:00"]\nservice = "S"\n', path)
    assert made.added == 2
    late = found.calls[found.calls["departure"] >= 21 * 3600].groupby("stop_id")["arrival"].apply(set)
    assert late["C"] == {21 * 3600 + 40 * 60, 21 * 3600}
    assert late["A"] == {21 * 3600, 21 * 3600 + 10 * 60}


def test_every_fault_of_the_changes_is_told_at_once_with_its_entry(tmp_path: Path) -> None:
    toml = """
[[stop]]
stop = "Z"
lat = 56.0
lon = 13.0
[[remove]]
route = "R"
first = "23:00"
[[add]]
route = "Q"
at = ["21:00"]
service = "S"
[[add]]
route = "R"
at = ["21:00"]
service = "T"
[[add]]
route = "R"
like = "nothing"
at = ["21:00"]
service = "S"
[[line]]
route = "R"
stops = ["A", "Y"]
minutes = [0, 5]
at = ["21:00"]
days = ["monday"]
"""
    with pytest.raises(InputFaults) as told, speaking("en"):
        changed(tmp_path, toml)
    assert [fault.column for fault in told.value.faults] == [
        "stop.1.stop", "remove.1", "add.1.route", "add.2.service", "add.3.like", "line.1.route", "line.1.stops.2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "toml, key",
    [
        ("", None),
        ('[[add]]\nroute = "R"\nat = ["21:00"]\n', "add.1"),
        ('[[add]]\nroute = "R"\nat = ["9 pm"]\nservice = "S"\n', "add.1.at.1"),
        ('[[add]]\nroute = "R"\nfirst = "21:00"\nservice = "S"\n', "add.1"),
        ('[[add]]\nroute = "R"\nfirst = "21:00"\nlast = "20:00"\nevery = 5\nservice = "S"\n', "add.1"),
        ('[[line]]\nroute = "N"\nstops = ["A", "B"]\nminutes = [0]\nat = ["21:00"]\nservice = "S"\n', "line.1.minutes"),
        ('[[line]]\nroute = "N"\nstops = ["A", "B"]\nminutes = [5, 0]\nat = ["21:00"]\nservice = "S"\n', "line.1"),
        ('[[remov]]\nroute = "R"\n', "remov"),
    ],
)
def test_a_file_that_says_too_little_is_refused_by_its_key(toml: str, key: str | None, tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as told:
        changed(tmp_path, toml)
    assert [fault.column for fault in told.value.faults] == [key]


def test_hours_of_a_line_that_runs_every_so_many_minutes_are_refused(tmp_path: Path) -> None:
    path = feed(tmp_path, trip("T1", "8:00:00", "", "8:20:00"),
                frequencies="trip_id,start_time,end_time,headway_secs\nT1,06:00:00,20:00:00,900\n")  # fmt: skip
    with pytest.raises(InputFaults) as told:
        changed(tmp_path, '[[remove]]\nroute = "R"\nfirst = "19:00"\n', path)
    assert [fault.column for fault in told.value.faults] == ["remove.1"]
