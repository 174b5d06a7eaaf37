"""Minutes that are kept: used where nothing that they depend on has changed, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from planner.inputs import read
from planner.schema.weeks import week_number
from planner.timetables import FeedSources, Timetabled, make, timetabled, usual_folder
from tests.timetables.feeds import HOURS, PLACES, feed, line, trip
from tests.timetables.porto_alegre import scenario

PARTS = ("morning", "day")


def look_up(week: Path, timetable: Path, kept: Path, on: str | None = None) -> Timetabled:
    return timetabled(read(week), FeedSources((timetable,), None, None if on is None else week_number(on), kept=kept))


@pytest.fixture(name="first")
def looked_up(tmp_path: Path) -> Timetabled:
    return look_up(scenario(tmp_path, PLACES, HOURS), line(tmp_path), tmp_path / "kept")


def no_engine(*_given: object) -> None:
    msg = "computed again"
    raise AssertionError(msg)


def test_a_week_later_the_same_trips_are_not_computed_again_and_their_day_is_the_new_one(
    first: Timetabled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "Network", no_engine)
    again = look_up(tmp_path / "week", tmp_path / "feed.zip", tmp_path / "kept")
    assert (first.known, again.known, again.kept) == ((), PARTS, tmp_path / "kept")
    pd.testing.assert_frame_equal(first.table, again.table)
    later = look_up(tmp_path / "week", tmp_path / "feed.zip", tmp_path / "kept", on="2026-W49")
    assert later.known == PARTS
    assert (later.table["as_of"] - first.table["as_of"]).dt.days.eq(7).all()
    pd.testing.assert_frame_equal(first.table.drop(columns="as_of"), later.table.drop(columns="as_of"))


def test_another_trip_zone_or_hour_is_computed_anew(first: Timetabled, tmp_path: Path) -> None:
    week, kept = tmp_path / "week", tmp_path / "kept"
    assert first.kept == kept
    (tmp_path / "other").mkdir()
    times = "".join(
        trip(f"T{hour}", f"{hour:02}:00:00", "", f"{hour:02}:{20 + (hour == 8)}:00") for hour in range(6, 20)
    )
    assert look_up(week, feed(tmp_path / "other", times), kept).known == ()
    zones = (week / "zones.csv").read_text(encoding="utf-8")
    (week / "zones.csv").write_text(zones.replace("56.3,13.0", "56.3,13.001"), encoding="utf-8")
    assert look_up(week, tmp_path / "feed.zip", kept).known == ()
    (week / "zones.csv").write_text(zones, encoding="utf-8")
    clock = week / "models" / "travel" / "straight_line" / "9" / "clock.toml"
    hours = clock.read_text(encoding="utf-8")
    clock.write_text(hours.replace(HOURS["pm"][0], "12:40"), encoding="utf-8")
    assert look_up(week, tmp_path / "feed.zip", kept).known == ("morning",)


def test_what_cannot_be_read_is_computed_and_what_cannot_be_written_is_not_said_to_be_kept(
    first: Timetabled, tmp_path: Path
) -> None:
    for number, file in enumerate(sorted((tmp_path / "kept").iterdir())):
        file.write_bytes(b"" if number else file.read_bytes()[:50])
    again = look_up(tmp_path / "week", tmp_path / "feed.zip", tmp_path / "kept")
    assert again.known == ()
    pd.testing.assert_frame_equal(first.table, again.table)
    (tmp_path / "file").touch()
    assert look_up(tmp_path / "week", tmp_path / "feed.zip", tmp_path / "file" / "kept").kept is None


def test_the_usual_folder_lies_among_the_users_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert tmp_path in usual_folder().parents
