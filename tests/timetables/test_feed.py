"""Feeds as they come: blank times, days by exception alone, broken files, times after midnight."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from planner.errors import Faults, InputFaults
from planner.timetables.feed import read_feed, read_feeds
from tests.timetables.feeds import feed, trip


def test_blank_times_are_filled_in_by_the_way_between_stops_and_counted(tmp_path: Path) -> None:
    stops = "stop_id,stop_lat,stop_lon\nA,56.0,13.0\nB,56.0,13.025\nC,56.0,13.1\n"
    (found,) = read_feeds([feed(tmp_path, trip("T", "08:00:00", "", "08:20:00"), stops=stops)])
    assert found.interpolated == 1
    # B lies a quarter of the way along.
    assert found.calls["arrival"].tolist() == [8 * 3600, 8 * 3600 + 300, 8 * 3600 + 1200]
    assert found.calls["departure"].tolist() == found.calls["arrival"].tolist()


def test_a_calendar_of_exceptions_alone_gives_the_days(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nS,20261125,1\nS,20261126,1\nS,20261126,2\n"
    times = trip("T", "08:00:00", "08:10:00", "08:20:00")
    (found,) = read_feeds([feed(tmp_path, times, calendar=None, calendar_dates=dates)])
    assert (found.first, found.last) == (date(2026, 11, 25), date(2026, 11, 25))
    assert found.calls_on(date(2026, 11, 25))["trip_id"].unique().tolist() == ["T"]
    assert found.calls_on(date(2026, 11, 26)).empty


def test_a_trip_that_runs_every_quarter_is_written_out(tmp_path: Path) -> None:
    frequencies = "trip_id,start_time,end_time,headway_secs\nT,08:00:00,09:00:00,900\n"
    times = trip("T", "00:00:00", "00:10:00", "00:20:00")
    (found,) = read_feeds([feed(tmp_path, times, frequencies=frequencies)])
    assert found.calls.groupby("trip_id")["departure"].first().tolist() == [28_800, 29_700, 30_600, 31_500]


def test_every_fault_of_every_feed_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(feed(tmp_path, trip("T", "08:00:00", "", "08:20:00")).read_bytes()[:300])
    no_days = feed(tmp_path, trip("T", "08:00:00", "", "08:20:00"), "no_days.zip", calendar=None)
    no_end = feed(tmp_path, trip("T", "08:00:00", "", ""), "no_end.zip")
    no_column = feed(tmp_path, trip("T", "08:00:00", "", "08:20:00"), "no_column.zip", routes="route\nR\n")
    with pytest.raises(InputFaults) as caught:
        read_feeds([tmp_path / "cut.zip", no_days, no_end, no_column])
    assert {(fault.code, fault.file, fault.column) for fault in caught.value.faults} == {
        ("broken-feed", "cut.zip", None),
        ("broken-feed", "no_days.zip", None),
        ("broken-feed", "no_end.zip/stop_times.txt", None),
        ("broken-feed", "no_column.zip/routes.txt", "route_id"),
    }


@pytest.mark.shared_data
def test_the_bus_feed_of_porto_alegre_is_read_with_its_blanks_counted(shared_data: Path) -> None:
    faults = Faults()
    found = read_feed(shared_data / "transit" / "poa_eptc.zip", faults)
    assert found is not None
    assert (found.version, found.first, found.last) == ("3.4@20190411", date(2019, 4, 15), date(2019, 7, 11))
    # 96 % of its times are blank.
    assert (found.interpolated, len(found.calls)) == (125_271, 130_019)
    assert (found.calls["arrival"] <= found.calls["departure"]).all()
    # Times never run back along a trip.
    same = found.calls["trip_id"].eq(found.calls["trip_id"].shift())
    assert (found.calls["arrival"].diff()[same] >= 0).all()


@pytest.mark.parametrize("damage", ["compressed", "encrypted", "packed"])
def test_a_zip_that_opens_and_cannot_be_unpacked_is_a_fault_and_no_crash(tmp_path: Path, damage: str) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stops.txt", "stop_id,stop_lat,stop_lon\n" + "A,56.0,13.0\n" * 500)
    data = bytearray(raw.getvalue())
    local, central = 0, data.index(b"PK\x01\x02")
    if damage == "compressed":
        data[60:75] = bytes(byte ^ 0xFF for byte in data[60:75])
    elif damage == "encrypted":
        data[local + 6] |= 1
        data[central + 8] |= 1
    else:
        data[local + 8] = data[central + 10] = 97  # a way of packing that nobody knows
    path = tmp_path / "feed.zip"
    path.write_bytes(data)
    faults = Faults()
    assert read_feed(path, faults) is None
    assert [(fault.code, fault.file) for fault in faults.found] == [("broken-feed", "feed.zip")]
