"""A timetable feed (GTFS, a zip of tables): read, checked, blank times filled in and counted, days resolved."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, given
from planner.schema.arrays import Values
from planner.texts import _

# What a feed cannot be read without, and the columns that are used of each table.
NEEDED = {
    "stops.txt": ("stop_id", "stop_lat", "stop_lon"),
    "trips.txt": ("trip_id", "route_id", "service_id"),
    "stop_times.txt": ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
    "routes.txt": ("route_id",),
}
OF_CALENDAR = {
    "calendar.txt": ("service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                     "start_date", "end_date"),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
}  # fmt: skip
_OPTIONAL = {
    "feed_info.txt": (),
    "frequencies.txt": ("trip_id", "start_time", "end_time", "headway_secs"),
    **OF_CALENDAR,
}
# A feed with more days than this states a calendar that nobody keeps.
LONGEST_DAYS = 3660


@dataclass(frozen=True)
class Feed:
    """A feed as it is used.

    stops: stop_id, lat, lon. calls: a row for each stop of each trip in order, with trip_id, service_id, route_id,
    stop_id, arrival and departure in seconds of the service day, which may be above 24 hours, and whether nobody may
    get on (no_entry) or off (no_exit) there. days: the services that run on each date, empty dates left out.
    interpolated: the times that were blank and are filled in.
    """

    name: str
    sha256: str
    version: str | None
    first: date
    last: date
    interpolated: int
    stops: pd.DataFrame = field(repr=False)
    calls: pd.DataFrame = field(repr=False)
    days: dict[date, frozenset[str]] = field(repr=False)

    def calls_on(self, day: date) -> pd.DataFrame:
        """The calls of the trips that begin on a service day."""
        return self.calls[self.calls["service_id"].isin(self.days.get(day, frozenset()))]


def read_feeds(paths: Sequence[Path]) -> list[Feed]:
    """Read feeds; InputFaults with every fault of all of them."""
    faults = Faults()
    found = [read_feed(path, faults) for path in paths]
    faults.stop_if_any()
    return [feed for feed in found if feed is not None]


def read_feed(path: Path, faults: Faults) -> Feed | None:
    """A feed in a zip; None where it has a fault."""
    try:
        raw = path.read_bytes()
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            tables = _tables(archive, path.name, faults)
    # Encrypted members are a RuntimeError of zipfile, ways of packing that it does not know a NotImplementedError.
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        cure = _("Fetch the feed again; a feed is a zip with stops.txt, trips.txt and so on.")
        faults.add(Fault("broken-feed", path.name, what=_("is no zip file that can be read whole"), cure=cure))
        return None
    if tables is None:
        return None
    return _feed(path.name, hashlib.sha256(raw).hexdigest(), tables, faults)


def _tables(archive: zipfile.ZipFile, name: str, faults: Faults) -> dict[str, pd.DataFrame] | None:
    """The tables that are used, every cell as text; None where one is missing or lacks a column."""
    # Some feeds lie in a folder inside their zip.
    members = {Path(member).name: member for member in archive.namelist() if not member.endswith("/")}
    tables, is_whole = {}, True
    for table, needed in {**NEEDED, **_OPTIONAL}.items():
        if table not in members:
            if table in NEEDED:
                faults.add(Fault("broken-feed", f"{name}/{table}", what=_("the file is missing"),
                                 cure=_("Fetch the feed again.")))  # fmt: skip
                is_whole = False
            continue
        frame = table_of(archive.read(members[table]))
        missing = [column for column in needed if frame is None or column not in frame.columns]
        if frame is None or missing:
            faults.add(Fault("broken-feed", f"{name}/{table}", column=", ".join(missing) or None,
                             what=_("the columns are missing") if missing else _("is no table in UTF-8"),
                             cure=_("Fetch the feed again.")))  # fmt: skip
            is_whole = False
            continue
        tables[table] = frame
    if is_whole and not any(table in tables for table in OF_CALENDAR):
        faults.add(Fault("broken-feed", name, what=_("has neither calendar.txt nor calendar_dates.txt"),
                         cure=_("Fetch the feed again.")))  # fmt: skip
        is_whole = False
    return tables if is_whole else None


def table_of(raw: bytes) -> pd.DataFrame | None:
    """A table of a feed, every cell as text, blank as ""; None where it is no table in UTF-8."""
    try:
        frame = pd.read_csv(BytesIO(raw), dtype=str, keep_default_na=False, encoding="utf-8-sig", skipinitialspace=True)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        return None
    frame.columns = frame.columns.str.strip()
    return frame


def _feed(name: str, sha256: str, tables: dict[str, pd.DataFrame], faults: Faults) -> Feed | None:
    stops = tables["stops.txt"]
    stops = pd.DataFrame({
        "stop_id": stops["stop_id"],
        "lat": pd.to_numeric(stops["stop_lat"], errors="coerce"),
        "lon": pd.to_numeric(stops["stop_lon"], errors="coerce"),
    }).drop_duplicates("stop_id")  # fmt: skip
    calls, interpolated = _calls(name, tables, stops, faults)
    days = _days(tables)
    if calls is None:
        return None
    if not days:
        faults.add(Fault("broken-feed", name, what=_("has no day on which anything runs"),
                         cure=_("Fetch the feed again.")))  # fmt: skip
        return None
    info = tables.get("feed_info.txt", pd.DataFrame())
    first, last = _stated(info, "feed_start_date"), _stated(info, "feed_end_date")
    first, last = max(min(days), first or min(days)), min(max(days), last or max(days))
    version = info["feed_version"].iloc[0] if "feed_version" in info and len(info) else ""
    return Feed(name, sha256, version or None, first, last, interpolated, stops, calls, days)


def _stated(info: pd.DataFrame, column: str) -> date | None:
    return _day(info[column].iloc[0]) if column in info and len(info) else None


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def _days(tables: dict[str, pd.DataFrame]) -> dict[date, frozenset[str]]:
    """The services of each date: the calendar's weekdays, then its exceptions (1 added, 2 taken away)."""
    days: dict[date, set[str]] = {}
    calendar = tables.get("calendar.txt")
    if calendar is not None:
        weekdays = calendar[list(OF_CALENDAR["calendar.txt"][1:8])].to_numpy() == "1"
        ends = zip(calendar["service_id"], calendar["start_date"], calendar["end_date"], weekdays, strict=True)
        for service, start, end, runs in ends:
            first, last = _day(start), _day(end)
            for at in range(0 if first is None or last is None else min((last - first).days + 1, LONGEST_DAYS)):
                day = (first or date.min) + timedelta(days=at)
                if runs[day.weekday()]:
                    days.setdefault(day, set()).add(service)
    exceptions = tables.get("calendar_dates.txt")
    if exceptions is not None:
        rows = zip(exceptions["service_id"], exceptions["date"], exceptions["exception_type"], strict=True)
        for service, text, kind in rows:
            at_day = _day(text)
            if at_day is not None and kind == "1":
                days.setdefault(at_day, set()).add(service)
            elif at_day is not None and kind == "2":
                days.get(at_day, set()).discard(service)
    return {day: frozenset(services) for day, services in days.items() if services}


def seconds_of(texts: pd.Series[str]) -> Values:
    """Times such as 25:10:00 in seconds, NaN where blank or no time."""
    parts = texts.str.strip().str.extract(r"^(\d{1,3}):([0-5]\d):([0-5]\d)$").astype(float)
    return np.asarray(parts[0] * 3600 + parts[1] * 60 + parts[2], dtype=np.float64)


def _calls(
    name: str, tables: dict[str, pd.DataFrame], stops: pd.DataFrame, faults: Faults
) -> tuple[pd.DataFrame | None, int]:
    """The calls of all trips in order, blank times filled in; and how many were blank."""
    times = tables["stop_times.txt"]
    arrival, departure = seconds_of(times["arrival_time"]), seconds_of(times["departure_time"])
    calls = pd.DataFrame({
        "trip_id": times["trip_id"], "stop_id": times["stop_id"],
        "order": pd.to_numeric(times["stop_sequence"], errors="coerce"),
        "arrival": np.where(np.isnan(arrival), departure, arrival),
        "departure": np.where(np.isnan(departure), arrival, departure),
        "no_entry": times["pickup_type"] == "1" if "pickup_type" in times else False,
        "no_exit": times["drop_off_type"] == "1" if "drop_off_type" in times else False,
    })  # fmt: skip
    trips = tables["trips.txt"][["trip_id", "service_id", "route_id"]].drop_duplicates("trip_id")
    calls = calls.merge(trips, on="trip_id", how="inner").merge(stops, on="stop_id", how="inner")
    calls = calls.sort_values(["trip_id", "order"], kind="stable", ignore_index=True)
    first, last = ~calls["trip_id"].duplicated(), ~calls["trip_id"].duplicated(keep="last")
    without = calls.loc[(first | last) & calls["arrival"].isna(), "trip_id"].unique()
    if len(without):
        faults.add(Fault("broken-feed", f"{name}/stop_times.txt", value=given(str(without[0])),
                         what=_("is a trip whose first or last stop has no time"),
                         cure=_("Fetch the feed again.")))  # fmt: skip
        return None, 0
    blank = int(calls["arrival"].isna().sum())
    return _repeated(_filled(calls, first), tables.get("frequencies.txt")), blank


def _filled(calls: pd.DataFrame, first: pd.Series[bool]) -> pd.DataFrame:
    """Blank times on a straight line between the times before and after, by the way between the stops."""
    lat, lon = np.radians(calls["lat"].to_numpy(float)), np.radians(calls["lon"].to_numpy(float))
    step = np.hypot(np.diff(lat, prepend=lat[:1]), np.diff(lon, prepend=lon[:1]) * np.cos(lat))
    # Where a stop has no place, or two stops lie on one spot, the order alone separates them.
    way = np.cumsum(np.where(first, 0.0, np.nan_to_num(step) + 1e-9))
    known = calls["arrival"].notna().to_numpy()
    before = np.maximum.accumulate(np.where(known, np.arange(len(calls)), 0))
    after = np.minimum.accumulate(np.where(known, np.arange(len(calls)), len(calls) - 1)[::-1])[::-1]
    leaves, arrives = calls["departure"].to_numpy()[before], calls["arrival"].to_numpy()[after]
    length = np.where(after > before, way[after] - way[before], 1.0)
    between = np.round(leaves + (arrives - leaves) * (way - way[before]) / length)
    filled = calls.drop(columns=["order", "lat", "lon"])
    filled["arrival"] = np.where(known, calls["arrival"], between).astype(np.int64)
    filled["departure"] = np.where(known, calls["departure"], between).astype(np.int64)
    return filled


def _repeated(calls: pd.DataFrame, frequencies: pd.DataFrame | None) -> pd.DataFrame:
    """Trips that run every so many seconds, written out one by one."""
    if frequencies is None or frequencies.empty:
        return calls
    runs = frequencies.assign(
        start=seconds_of(frequencies["start_time"]), end=seconds_of(frequencies["end_time"]),
        headway=pd.to_numeric(frequencies["headway_secs"], errors="coerce"),
    ).dropna(subset=["start", "end", "headway"])  # fmt: skip
    runs = runs[runs["headway"] > 0]
    made = [calls[~calls["trip_id"].isin(frequencies["trip_id"])]]
    by_trip = dict(list(calls.groupby("trip_id", sort=False)))
    for trip, start, end, headway in runs[["trip_id", "start", "end", "headway"]].itertuples(index=False):
        for at in np.arange(start, end, headway) if trip in by_trip else ():
            one = by_trip[trip]
            later = int(at) - int(one["departure"].iloc[0])
            made.append(one.assign(trip_id=f"{trip}@{int(at)}", arrival=one["arrival"] + later,
                                   departure=one["departure"] + later))  # fmt: skip
    return pd.concat(made, ignore_index=True)
