"""The routing engine behind an adapter: cafein (extra `transit`). No other module knows it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import UsageFault
from planner.schema.arrays import Bools, Values, positions_of
from planner.texts import _
from planner.timetables.walks import straight_walks

# A moment before any calendar: the engine then answers with walks alone.
WITHOUT_TRIPS = datetime(1970, 1, 1, 12, 0)  # noqa: DTZ001 - timetables have local time

# What the engine calls the modes that go along streets.
_STREET_MODES = {"bike": "bicycle", "car": "car"}

_Pairs = tuple[list[str], list[str]]


@dataclass(frozen=True)
class Walking:
    """How people walk: at most so many minutes at a time, km/h, metres from a place to a street, detour of lines."""

    minutes: float
    speed: float
    from_street: float
    detour: float


@dataclass(frozen=True)
class Found:
    """Seconds from each origin (rows) to each destination (columns), NaN where there is no way.

    seconds: at the hour asked for; least and most: at all minutes round it, the most without end where one has no way.
    """

    seconds: Values
    least: Values
    most: Values


class Network:
    """Two timetables over the same streets: one with time as it runs, one with time run backwards.

    places: id, lat, lon of every point that is asked about. timetable and mirrored: the engine's own two networks.
    """

    def __init__(
        self, forwards: Path, backwards: Path, streets: Path | None, places: pd.DataFrame, walking: Walking
    ) -> None:
        """Build both networks; UsageFault where the engine is not installed or the streets cannot be read."""
        self._engine, self._walking, self._places = _engine(), walking, places
        with _quiet():
            networks = [
                self._engine.TransportNetwork.from_gtfs(str(feed), trip_distances=False)
                for feed in (forwards, backwards)
            ]
            stops = sorted({stop for network in networks for stop in network.stops})
            paths, graph = self._streets(streets, stops)
            for network in networks:
                network.set_transfers(paths)
                network.set_street_network(*graph)
        self.timetable, self.mirrored = networks
        self.is_on_street = self._snapped() if streets is not None else np.ones(len(places), dtype=bool)

    def _streets(self, streets: Path | None, stops: list[tuple[str, float, float]]) -> tuple[Any, Any]:
        walking = self._walking
        if streets is None:
            speed = walking.speed / 3.6
            frame = pd.DataFrame(stops, columns=["stop_id", "lat", "lon"])
            return straight_walks(
                self._places, frame, detour=walking.detour, metres=walking.minutes * 60 * speed, speed=speed
            )
        from cafein.streets import walking_streets  # noqa: PLC0415 - it takes seconds to load

        try:
            ways: tuple[Any, Any] = walking_streets(
                str(streets), stops, walking_speed_kmph=walking.speed, max_walking_time=walking.minutes,
                snap_distance=walking.from_street,
            )  # fmt: skip
        except Exception as fault:
            raise UsageFault(_unreadable(streets)) from fault
        return ways

    def _snapped(self) -> Bools:
        """Which places lie near enough to a street; one that does not fails alone."""
        near = []
        for lat, lon in self._places[["lat", "lon"]].itertuples(index=False):
            try:
                self.timetable.access_stops(
                    lat, lon, max_walking_time=timedelta(seconds=1), snap_distance=self._walking.from_street
                )
                near.append(True)
            except ValueError:
                near.append(False)
        return np.array(near, dtype=bool)

    def on_foot(self, origins: list[str], ends: list[str]) -> Values:
        """Seconds on foot all the way, as far as walks to and from a stop reach; NaN beyond."""
        return self._matrix(self.timetable, (origins, ends), ("travel_time",), departure=WITHOUT_TRIPS)[0]

    def leave_after(self, moment: datetime, origins: list[str], ends: list[str], spread: float) -> Found:
        """Seconds from a moment until the first arrival, waits included; and round it the least and the most."""
        return self._asked(self.timetable, moment, (origins, ends), spread)

    def arrive_by(self, moment: datetime, origins: list[str], ends: list[str], spread: float) -> Found:
        """Seconds from the last departure that arrives by a moment until that moment; and the least and the most."""
        midnight = moment.replace(hour=0, minute=0)
        mirrored = midnight + timedelta(days=1) - (moment - midnight)
        found = self._asked(self.mirrored, mirrored, (ends, origins), spread)
        return Found(found.seconds.T, found.least.T, found.most.T)

    def _asked(self, network: Any, moment: datetime, pairs: _Pairs, spread: float) -> Found:  # noqa: ANN401
        at = self._matrix(network, pairs, ("travel_time",), departure=moment)[0]
        first = moment - timedelta(minutes=spread // 2)
        first = first if first.date() == moment.date() else moment
        columns = ("travel_time_p0", "travel_time_p100")
        round_it = {"departure": first, "departure_time_window": spread, "percentiles": [0, 100]}
        least, most = self._matrix(network, pairs, columns, **round_it)
        # The most of all minutes is blank where at one of them there is no way.
        return Found(at, np.fmin(least, at), np.where(np.isnan(most), np.inf, np.fmax(most, at)))

    def _matrix(
        self, network: Any, pairs: _Pairs, columns: tuple[str, ...], **options: Any  # noqa: ANN401 - the engine's own
    ) -> list[Values]:  # fmt: skip
        origins, ends = pairs
        with _quiet():
            rows = self._engine.TravelTimeMatrix(
                network, _points(self._places, origins), _points(self._places, ends), output_time_units="seconds",
                walking_speed_kmph=self._walking.speed, max_walking_time=self._walking.minutes,
                snap_distance=self._walking.from_street, **options,
            )  # fmt: skip
        return [_grid(rows, pairs, column) for column in columns]


class Streets:
    """The streets alone, by bicycle and by car."""

    def __init__(self, file: Path) -> None:
        """Read an extract of OpenStreetMap; UsageFault where the engine is not installed or it cannot be read."""
        _engine()
        from cafein.street_network import StreetNetwork  # noqa: PLC0415 - it takes seconds to load

        try:
            with _quiet():
                self._network: Any = StreetNetwork.from_osm(
                    str(file), modes=tuple(_STREET_MODES.values()), country="SE"
                )
        except Exception as fault:
            raise UsageFault(_unreadable(file)) from fault

    def off_street(self, places: pd.DataFrame, mode: str, metres: float) -> tuple[str, ...]:
        """Which places (id, lat, lon) lie farther from any street of a mode."""
        off = []
        for name, lat, lon in places[["id", "lat", "lon"]].itertuples(index=False):
            try:
                self._network.travel_time((lat, lon), (lat, lon), mode=_STREET_MODES[mode], snap_distance=metres)
            except ValueError:
                off.append(str(name))
        return tuple(off)

    def seconds(self, places: pd.DataFrame, mode: str, pairs: _Pairs, metres: float) -> Values:
        """Seconds on the way from each origin (rows) to each end; NaN beyond two hours or where no way leads.

        By car with what crossings cost on the average of a day; parking is not counted.
        """
        if not pairs[0] or not pairs[1]:
            return np.full((len(pairs[0]), len(pairs[1])), np.nan)
        options = {"intersection_delays": True, "profile": "day-average"} if mode == "car" else {}
        engine = _engine()
        with _quiet():
            rows = engine.TravelTimeMatrix(
                self._network, *(_points(places, ids) for ids in pairs), transport_mode=_STREET_MODES[mode],
                snap_distance=metres, output_time_units="seconds", **options,
            )  # fmt: skip
        return _grid(rows, pairs, "travel_time")


def engine_version() -> str:
    """The version of the engine, blank where it is not installed."""
    try:
        return version("cafein")
    except PackageNotFoundError:
        return ""


def _points(places: pd.DataFrame, ids: list[str]) -> Any:  # noqa: ANN401 - a frame of the engine's
    import geopandas  # noqa: PLC0415 - it takes seconds to load

    own = places.set_index("id").loc[ids]
    return geopandas.GeoDataFrame(
        {"id": ids}, geometry=geopandas.points_from_xy(own["lon"], own["lat"]), crs="EPSG:4326"
    )


def _grid(rows: pd.DataFrame, pairs: _Pairs, column: str) -> Values:
    """A column of the engine's rows, origins by ends; NaN where it has no row."""
    origins, ends = pairs
    seconds = np.full((len(origins), len(ends)), np.nan)
    seconds[positions_of(rows["from_id"], origins), positions_of(rows["to_id"], ends)] = rows[column]
    return seconds


def _engine() -> Any:  # noqa: ANN401 - a package without types
    try:
        with _quiet():
            import cafein  # noqa: PLC0415 - the extra may be missing, and it takes seconds to load
            import cafein.streets  # noqa: PLC0415
    except ImportError as fault:
        raise UsageFault(
            _("Timetables need the extra `transit`, which is not installed: pip install 'placement-planner[transit]'.")
        ) from fault
    return cafein


def _unreadable(streets: Path) -> str:
    return _("{file} has no streets that can be read. Give an extract of OpenStreetMap, .osm.pbf.", file=streets.name)


@contextmanager
def _quiet() -> Iterator[None]:
    """What the engine prints and warns of is said by us, where it matters."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
