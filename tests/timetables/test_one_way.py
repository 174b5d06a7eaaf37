"""Feeds as the engine is handed them: merged under ids of their own, and with time run backwards."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd

from planner.timetables.feed import read_feeds
from planner.timetables.one_way import plain_feed
from tests.timetables.feeds import feed, trip

WEDNESDAY = date(2026, 11, 25)
# Nothing runs on the days before and after.
ALONE = {"calendar": None, "calendar_dates": "service_id,date,exception_type\nS,20261125,1\n"}


def times(raw: bytes) -> pd.DataFrame:
    with ZipFile(BytesIO(raw)) as archive:
        return pd.read_csv(BytesIO(archive.read("stop_times.txt")), dtype={"stop_id": str})


def test_two_feeds_with_the_same_ids_stay_apart(tmp_path: Path) -> None:
    two = [feed(tmp_path, trip("T", f"{at}:00:00", "", f"{at}:20:00"), f"{at}.zip", **ALONE) for at in ("08", "09")]
    found = times(plain_feed(read_feeds(two), [WEDNESDAY], backwards=False))
    own = found.groupby("trip_id")
    assert own["stop_id"].agg(list).tolist() == [["0:A", "0:B", "0:C"], ["1:A", "1:B", "1:C"]]
    assert own["departure_time"].first().tolist() == ["08:00:00", "09:00:00"]


def test_a_trip_after_midnight_is_one_of_the_next_morning_too(tmp_path: Path) -> None:
    found = times(plain_feed(read_feeds([feed(tmp_path, trip("T", "24:30:00", "", "24:50:00"))]), [WEDNESDAY],
                             backwards=False))  # fmt: skip
    assert sorted(found.groupby("trip_id")["departure_time"].first()) == ["00:30:00", "24:30:00"]


def test_with_time_run_backwards_trips_run_the_other_way(tmp_path: Path) -> None:
    found = times(plain_feed(read_feeds([feed(tmp_path, trip("T", "08:00:00", "", "08:20:00"))]), [WEDNESDAY],
                             backwards=True))  # fmt: skip
    assert found["stop_id"].tolist() == ["0:C", "0:B", "0:A"]
    assert found["departure_time"].tolist() == ["15:40:00", "15:50:00", "16:00:00"]


def test_where_nobody_may_get_off_nobody_gets_on_with_time_run_backwards(tmp_path: Path) -> None:
    rows = "".join(f"T,08:{at}0:00,08:{at}0:00,{stop},{at},0,{int(stop == 'C')}\n" for at, stop in enumerate("ABC"))
    head = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
    feeds = read_feeds([feed(tmp_path, trip("T", "", "", ""), stop_times=head + rows, **ALONE)])
    assert times(plain_feed(feeds, [WEDNESDAY], backwards=False))["drop_off_type"].tolist() == [0, 0, 1]
    assert times(plain_feed(feeds, [WEDNESDAY], backwards=True))["pickup_type"].tolist() == [1, 0, 0]
