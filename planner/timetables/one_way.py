"""Feeds of some dates, merged and written as one plain feed: with time as it runs, or with time run backwards.

With time run backwards, the first trip that leaves after an hour is the last one that arrives by it. So an engine that
is quick at the one is quick at the other.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from io import BytesIO

import pandas as pd

from planner.timetables.feed import Feed

DAY = 86_400
# Trips of the days before and after are those of a date too, this far beyond its midnights.
BEYOND = DAY // 2


def plain_feed(feeds: Sequence[Feed], dates: Iterable[date], *, backwards: bool) -> bytes:
    """The trips of some dates as a feed whose calendar has these dates alone; ids carry the number of their feed.

    A service day that ends after midnight runs on into the next date, as far as BEYOND. `backwards`: a time t of the
    date is 24:00 less t.
    """
    calls = pd.concat(
        [
            _on(feed, number, day, backwards=backwards)
            for number, feed in enumerate(feeds)
            for day in sorted(set(dates))
        ],
        ignore_index=True,
    )
    stops = pd.concat([_numbered(feed.stops, number, "stop_id") for number, feed in enumerate(feeds)]).dropna()
    calls = calls[calls["stop_id"].isin(stops["stop_id"])]
    trips = calls[["route_id", "service_id", "trip_id"]].drop_duplicates("trip_id")
    services = calls[["service_id"]].drop_duplicates().assign(exception_type=1)
    services.insert(1, "date", services["service_id"])
    tables = {
        "agency": pd.DataFrame([{"agency_id": "0", "agency_name": "-", "agency_url": "http://localhost",
                                 "agency_timezone": "UTC"}]),
        "stops": stops.rename(columns={"lat": "stop_lat", "lon": "stop_lon"}).assign(stop_name="-"),
        "routes": trips[["route_id"]].drop_duplicates().assign(agency_id="0", route_short_name="-", route_type=3),
        "trips": trips,
        "calendar_dates": services,
        "stop_times": _stop_times(calls),
    }  # fmt: skip
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(f"{name}.txt", table.to_csv(index=False, lineterminator="\n"))
    return buffer.getvalue()


def digest_of(feeds: Sequence[Feed], day: date) -> str:
    """A hash of the stops and trips of a date, whatever date it is: the same where the same trips run."""
    digest = hashlib.sha256()
    for number, feed in enumerate(feeds):
        calls = _on(feed, number, day, backwards=False)
        own = calls.drop(columns=["service_id", "route_id"])
        own["trip_id"] = own["trip_id"].str.slice(len(f"{day:%Y%m%d}:"))
        for frame in (own, feed.stops):
            digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return digest.hexdigest()


def _numbered(frame: pd.DataFrame, number: int, *columns: str) -> pd.DataFrame:
    return frame.assign(**{column: f"{number}:" + frame[column] for column in columns})


def _on(feed: Feed, number: int, day: date, *, backwards: bool) -> pd.DataFrame:
    """The calls of one date, those of trips that begin the day before or after among them."""
    parts = []
    for later in (-1, 0, 1):
        own = _numbered(feed.calls_on(day + timedelta(days=later)), number, "stop_id", "route_id", "trip_id")
        label = f"{day:%Y%m%d}"
        parts.append(
            own.assign(
                trip_id=f"{label}:{later}:" + own["trip_id"], service_id=label,
                arrival=own["arrival"] + later * DAY, departure=own["departure"] + later * DAY,
            )
        )  # fmt: skip
    calls = pd.concat(parts, ignore_index=True)
    if backwards:
        calls = calls[::-1].rename(
            columns={"arrival": "departure", "departure": "arrival", "no_entry": "no_exit", "no_exit": "no_entry"}
        )
        calls["arrival"], calls["departure"] = DAY - calls["arrival"], DAY - calls["departure"]
    calls = calls[(calls["arrival"] >= 0) & (calls["departure"] <= DAY + BEYOND)]
    return calls[calls.groupby("trip_id")["trip_id"].transform("size") > 1]


def _stop_times(calls: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "trip_id": calls["trip_id"],
        "arrival_time": _clock(calls["arrival"]),
        "departure_time": _clock(calls["departure"]),
        "stop_id": calls["stop_id"],
        "stop_sequence": calls.groupby("trip_id").cumcount(),
        "pickup_type": calls["no_entry"].astype(int),
        "drop_off_type": calls["no_exit"].astype(int),
    })  # fmt: skip


def _clock(seconds: pd.Series[int]) -> pd.Series[str]:
    """Seconds as 25:10:00; each distinct time is written once."""
    return seconds.map({time: f"{time // 3600:02}:{time // 60 % 60:02}:{time % 60:02}" for time in seconds.unique()})
