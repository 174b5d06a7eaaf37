"""A second feed for a what-if: trips of a line taken away or added, a line more, a stop moved."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, given
from planner.inputs.cells import did_you_mean
from planner.inputs.toml import parsed, shaped
from planner.schema.feed_changes import AddedTrips, Day, FeedChanges, MovedStop, NewLine, RemovedTrips, minutes_of
from planner.texts import _, listed
from planner.timetables.feed import read_feed, seconds_of
from planner.timetables.feed_tables import FeedTables

_DAYS: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# route_type of GTFS.
_TYPES = {"tram": "0", "subway": "1", "train": "2", "bus": "3", "ferry": "4"}
_EXCEPTIONS, _FREQUENCIES, _INFO = "calendar_dates.txt", "frequencies.txt", "feed_info.txt"
# The tables that name trips, and the columns in which they do.
_OF_TRIPS = ("trips.txt", "stop_times.txt", _FREQUENCIES, "transfers.txt", "attributions.txt")
_TRIP_COLUMNS = ("trip_id", "from_trip_id", "to_trip_id")
# Stops where nobody gets on: stations, entrances and the like have another location_type than these.
_PLATFORM = ("", "0")


@dataclass(frozen=True)
class ChangedFeed:
    """The new feed as the bytes of a zip, and how many trips and stops of each kind were changed."""

    content: bytes = field(repr=False)
    removed: int
    fewer_days: int
    added: int
    stops: int
    lines: int
    version: str | None


def changed_feed(feed: Path, changes: Path) -> ChangedFeed:
    """Apply a file of changes to a feed, which stays as it is.

    Raises InputFaults with every fault of the feed, or every fault of the changes: keys, lines, stops and services
    that the feed does not have, and entries that change nothing.
    """
    faults = Faults()
    found = read_feed(feed, faults)
    raw = changes.read_bytes()
    keys = parsed(raw, changes.name, faults)
    asked = None if keys is None else shaped(FeedChanges, keys, changes.name, faults)
    if found is None or asked is None:
        faults.stop()
    work = _Work(FeedTables(feed), found.days, changes.name, faults)
    work.apply(asked)
    faults.stop_if_any()
    version = f"{found.version or found.sha256[:12]} + {changes.name} {hashlib.sha256(raw).hexdigest()[:12]}"
    return work.made(version)


class _Work:
    """Changes under way: the tables, and what has been changed so far."""

    def __init__(self, tables: FeedTables, days: dict[date, frozenset[str]], file: str, faults: Faults) -> None:
        self.tables, self.file, self.faults = tables, file, faults
        self.dates: dict[str, set[date]] = {}
        for day, services in days.items():
            for service in services:
                self.dates.setdefault(service, set()).add(day)
        self.span = (min(days), max(days))
        self.trip_ids = set(tables["trips.txt"]["trip_id"])
        self.removed, self.fewer_days, self.added = 0, 0, 0
        self.stops, self.lines = 0, 0

    def apply(self, changes: FeedChanges) -> None:
        """Make every change, or note why it cannot be made."""
        for number, stop in enumerate(changes.stop, 1):
            self._stop(f"stop.{number}", stop)
        for number, gone in enumerate(changes.remove, 1):
            self._remove(f"remove.{number}", gone)
        for number, more in enumerate(changes.add, 1):
            self._add(f"add.{number}", more)
        for number, line in enumerate(changes.line, 1):
            self._line(f"line.{number}", line)

    def made(self, version: str) -> ChangedFeed:
        """The new feed, which says in feed_info.txt, where it has one, what it was made of."""
        stated = None
        if len(self.tables[_INFO]):
            self.tables[_INFO] = self.tables[_INFO].assign(feed_version=version)
            stated = version
        return ChangedFeed(
            self.tables.zipped(), self.removed, self.fewer_days, self.added, self.stops, self.lines, stated
        )

    def _wrong(self, key: str, value: str | None, what: str, cure: str) -> None:
        self.faults.add(
            Fault("bad-value", self.file, None, key, None if value is None else given(value), what, cure.strip())
        )

    def _stop(self, key: str, asked: MovedStop) -> None:
        stops = self.tables["stops.txt"]
        here = stops["stop_id"] == asked.stop
        place = {"stop_lat": f"{asked.lat:.6f}", "stop_lon": f"{asked.lon:.6f}"}
        if here.any():
            self.tables["stops.txt"] = stops.assign(**{name: stops[name].mask(here, at) for name, at in place.items()})
        elif asked.name is not None:
            self.tables.extend("stops.txt", [{"stop_id": asked.stop, "stop_name": asked.name, **place}])
        else:
            self._unknown_stop(f"{key}.stop", asked.stop, _('A stop that is new needs a name: name = "...".'))
            return
        self.stops += 1

    def _unknown_stop(self, key: str, stop: str, more: str = "") -> None:
        stops = self.tables["stops.txt"]
        called = stops.loc[stops["stop_name"] == stop, "stop_id"].head(3).tolist() if "stop_name" in stops else []
        cure = (
            _("Stops of that name: {stops}.", stops=listed([given(one) for one in called]))
            if called
            else did_you_mean(stop, stops["stop_id"].tolist()[:5000], theirs=True)
            if len(stops)
            else ""
        )
        self._wrong(key, stop, _("is no stop_id of the feed"), f"{cure} {more}")

    def _route(self, key: str, named: str) -> str | None:
        """The route_id that is meant; None with a fault where there is none, or several of that name."""
        routes = self.tables["routes.txt"]
        if (routes["route_id"] == named).any():
            return named
        short = routes["route_short_name"] if "route_short_name" in routes else pd.Series("", index=routes.index)
        found = routes.loc[short == named, "route_id"].tolist()
        if len(found) == 1:
            return str(found[0])
        if found:
            ids = listed([given(one) for one in found[:5]])
            self._wrong(key, named, _("is the name of several lines of the feed"),
                        _("Name one by its route_id: {routes}.", routes=ids))  # fmt: skip
            return None
        known = sorted({*short, *routes["route_id"]} - {""})
        self._wrong(key, named, _("is no line of the feed"), did_you_mean(named, known, theirs=True))
        return None

    def _trips(self, route: str, direction: int | None) -> pd.DataFrame:
        """The trips of a line with the minute at which each leaves its first stop, in order."""
        trips = self.tables["trips.txt"]
        own = trips[trips["route_id"] == route]
        if direction is not None:
            own = own[own["direction_id"] == str(direction)] if "direction_id" in own else own.head(0)
        times = self.tables["stop_times.txt"]
        times = times[times["trip_id"].isin(own["trip_id"])]
        order = pd.to_numeric(times["stop_sequence"], errors="coerce")
        first = times.assign(order=order).sort_values(["trip_id", "order"]).drop_duplicates("trip_id")
        leaves = pd.Series(seconds_of(first["departure_time"].where(first["departure_time"] != "",
                                                                    first["arrival_time"])) / 60,
                           index=first["trip_id"].to_numpy())  # fmt: skip
        return own.assign(leaves=own["trip_id"].map(leaves)).dropna(subset=["leaves"])

    def _remove(self, key: str, asked: RemovedTrips) -> None:
        route = self._route(f"{key}.route", asked.route)
        if route is None:
            return
        trips = self._trips(route, asked.direction)
        if asked.first is not None or asked.last is not None:
            repeated = self.tables[_FREQUENCIES].get("trip_id", pd.Series(dtype=str))
            if trips["trip_id"].isin(repeated).any():
                self._wrong(key, asked.route, _("runs every so many minutes (frequencies.txt), so no trip has an hour"),
                            _("Leave out first and last, and add the trips that stay."))  # fmt: skip
                return
            begin = 0 if asked.first is None else minutes_of(asked.first)
            trips = trips[trips["leaves"].between(begin, 48 * 60 if asked.last is None else minutes_of(asked.last))]
        gone, less = self._gone(trips, asked.days)
        if not gone and not less:
            self._wrong(key, asked.route, _("has no such trip, so nothing is taken away"),
                        _("Look at its hours, days and direction in trips.txt and stop_times.txt."))  # fmt: skip
        self._drop(gone)
        self.removed, self.fewer_days = self.removed + len(gone), self.fewer_days + less

    def _gone(self, trips: pd.DataFrame, days: Sequence[Day]) -> tuple[set[str], int]:
        """The trips that go altogether; and how many run on fewer days, by a service of their own, from now on."""
        off = {_DAYS.index(day) for day in days} if days else set(range(7))
        gone: set[str] = set()
        less = 0
        for service, own in trips.groupby("service_id"):
            before = self.dates.get(str(service), set())
            left = {day for day in before if day.weekday() not in off}
            if not left:
                gone |= set(own["trip_id"])
            elif left != before:
                table = self.tables["trips.txt"]
                changed = table["trip_id"].isin(own["trip_id"])
                fewer = self._service(left)
                self.tables["trips.txt"] = table.assign(service_id=table["service_id"].mask(changed, fewer))
                less += len(own)
        return gone, less

    def _drop(self, gone: set[str]) -> None:
        """Take trips out of every table that names trips."""
        for table in [name for name in _OF_TRIPS if gone and name in self.tables]:
            for column in [one for one in _TRIP_COLUMNS if one in self.tables[table]]:
                self.tables[table] = self.tables[table][~self.tables[table][column].isin(gone)]

    def _service(self, dates: Collection[date]) -> str:
        """A new service that runs on some dates, as exceptions of a calendar that it has none of."""
        service = _new("changed", self.dates)
        self.dates[service] = set(dates)
        rows = [{"service_id": service, "date": f"{day:%Y%m%d}", "exception_type": "1"} for day in sorted(dates)]
        self.tables.extend(_EXCEPTIONS, rows)
        return service

    def _service_of(self, key: str, asked: AddedTrips | NewLine) -> str | None:
        """The service that trips run by: one of the feed, or a new one on every such day while the feed holds."""
        if asked.service is not None:
            if asked.service in self.dates:
                return asked.service
            self._wrong(f"{key}.service", asked.service, _("is no service of the feed that runs on any day"),
                        did_you_mean(asked.service, sorted(self.dates)[:5000], theirs=True))  # fmt: skip
            return None
        first, last = self.span
        wanted = {_DAYS.index(day) for day in asked.days}
        dates = [first + timedelta(days=at) for at in range((last - first).days + 1)]
        dates = [day for day in dates if day.weekday() in wanted]
        if not dates:
            cure = _("It holds from {first} to {last}.", first=first.isoformat(), last=last.isoformat())
            self._wrong(f"{key}.days", ", ".join(asked.days), _("is no day while the feed holds"), cure)
            return None
        return self._service(dates)

    def _add(self, key: str, asked: AddedTrips) -> None:
        route = self._route(f"{key}.route", asked.route)
        if route is None:
            return
        trips = self._trips(route, asked.direction)
        if asked.like is not None:
            trips = trips[trips["trip_id"] == asked.like]
        if trips.empty:
            named = (f"{key}.like", asked.like) if asked.like is not None else (key, asked.route)
            self._wrong(*named, _("is no trip of that line and direction to be like"),
                        _("Name a trip_id of trips.txt as like, or leave it out."))  # fmt: skip
            return
        service = self._service_of(key, asked)
        if service is None:
            return
        times = self.tables["stop_times.txt"]
        calls = dict(list(times[times["trip_id"].isin(trips["trip_id"])].groupby("trip_id")))
        ways = trips.groupby("direction_id", sort=True) if "direction_id" in trips else [("", trips)]
        for _way, own in ways:
            for leaves in asked.departures:
                model = own.iloc[int(np.argmin((own["leaves"] - leaves).abs()))]
                self._copy(model.drop("leaves"), calls[model["trip_id"]], leaves - float(model["leaves"]), service)

    def _copy(self, model: pd.Series[str], calls: pd.DataFrame, later: float, service: str) -> None:
        """A trip like another one, so many minutes later."""
        row = {
            **{str(name): str(cell) for name, cell in model.items()},
            "trip_id": self._trip(str(model["route_id"])),
            "service_id": service,
        }
        if "block_id" in row:
            row["block_id"] = ""  # a vehicle's next trip is another one's
        self.tables.extend("trips.txt", [row])
        calls = calls.assign(trip_id=row["trip_id"])
        for column in ("arrival_time", "departure_time"):
            at = seconds_of(calls[column]) + later * 60
            calls[column] = ["" if np.isnan(one) else _clock(one) for one in at]
        self.tables.extend("stop_times.txt", calls)
        self.added += 1

    def _trip(self, route: str) -> str:
        """The id of a new trip of a line, which no trip has yet."""
        trip = _new(f"{route}+", self.trip_ids)
        self.trip_ids.add(trip)
        return trip

    def _line(self, key: str, asked: NewLine) -> None:
        routes, stops = self.tables["routes.txt"], self.tables["stops.txt"]
        if (routes["route_id"] == asked.route).any():
            self._wrong(f"{key}.route", asked.route, _("is a line of the feed already"),
                        _("Give the new line an id of its own, or add trips to this one with [[add]]."))  # fmt: skip
        kinds = dict(zip(stops["stop_id"], stops["location_type"] if "location_type" in stops else [""] * len(stops),
                         strict=True))  # fmt: skip
        for at, stop in enumerate(asked.stops, 1):
            if stop not in kinds:
                self._unknown_stop(f"{key}.stops.{at}", stop)
            elif kinds[stop] not in _PLATFORM:
                parents = stops["parent_station"] if "parent_station" in stops else stops["stop_id"]
                own = stops.loc[(parents == stop) & (stops["stop_id"] != stop), "stop_id"].head(3).tolist()
                self._wrong(f"{key}.stops.{at}", stop, _("is a station or an entrance, where no trip can stop"),
                            _("Name one of its stops: {stops}.", stops=listed([given(one) for one in own]))
                            if own else _("Name a stop with location_type 0."))  # fmt: skip
        service = self._service_of(key, asked)
        if service is None or self.faults.found:
            return
        agency = self.tables["agency.txt"] if "agency.txt" in self.tables else pd.DataFrame()
        row = {"route_id": asked.route, "route_short_name": asked.route, "route_type": _TYPES[asked.type]}
        if "agency_id" in agency and len(agency):
            row["agency_id"] = str(agency["agency_id"].iloc[0])
        self.tables.extend("routes.txt", [row])
        self.lines += 1
        last = asked.minutes[-1]
        ways = [("0", tuple(zip(asked.stops, asked.minutes, strict=True)))]
        if asked.both_ways:
            ways.append(("1", tuple((stop, last - at) for stop, at in reversed(ways[0][1]))))
        for direction, calls in ways:
            for leaves in asked.departures:
                self._run(asked.route, direction, service, [(stop, leaves + at) for stop, at in calls])

    def _run(self, route: str, direction: str, service: str, calls: Sequence[tuple[str, int]]) -> None:
        """One trip of a new line: its stops, and the minute of each."""
        trip = self._trip(route)
        self.tables.extend("trips.txt", [{"route_id": route, "service_id": service, "trip_id": trip,
                                          "direction_id": direction}])  # fmt: skip
        rows = [{"trip_id": trip, "arrival_time": _clock(at * 60), "departure_time": _clock(at * 60), "stop_id": stop,
                 "stop_sequence": str(number)} for number, (stop, at) in enumerate(calls, 1)]  # fmt: skip
        self.tables.extend("stop_times.txt", rows)
        self.added += 1


def _new(stem: str, known: Container[str]) -> str:
    """An id that nothing has yet."""
    number = 1
    while f"{stem}{number}" in known:
        number += 1
    return f"{stem}{number}"


def _clock(seconds: float) -> str:
    """A time of GTFS, such as 25:10:00."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
