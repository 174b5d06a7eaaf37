"""The rows of table `travel` from timetables: each home zone to each workplace zone, for the parts that shifts use."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import reduce
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.candidates.travel import parts_of
from planner.errors import Faults, UsageFault
from planner.schema.arrays import Bools, Values
from planner.schema.distances import ON_FOOT
from planner.schema.models import Clock, TripFigures
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.weeks import week_monday
from planner.texts import _
from planner.timetables.engine import Found, Network, Walking, engine_version
from planner.timetables.feed import Feed, read_feeds
from planner.timetables.kept import Kept, PartMinutes, key_of
from planner.timetables.moments import Shift, dates_of, refuse_outside, shifts_of
from planner.timetables.one_way import digest_of, plain_feed
from planner.timetables.street_modes import AlongStreets, street_rows

TRANSIT = "transit"


@dataclass(frozen=True)
class FeedSources:
    """What trips are looked up in: feeds, streets, the week (None: the plan week), whether feeds may have gaps.

    kept: the folder of minutes looked up earlier; None to compute everything and keep nothing.
    """

    feeds: tuple[Path, ...]
    streets: Path | None = None
    week: int | None = None
    gaps: bool = False
    kept: Path | None = None


@dataclass(frozen=True)
class Timetabled:
    """Rows of table `travel` from timetables, and what is to be said of them.

    off_street: zones with no street near, and unplaced: zones without coordinates; neither has rows. dates: of each
    part of the week that shifts use. known: the parts that had been looked up earlier. kept:
    the folder in which all of them are kept now, None where they are not.
    """

    table: pd.DataFrame = field(repr=False)
    feeds: tuple[Feed, ...]
    streets: str | None
    dates: dict[str, tuple[date, ...]]
    off_street: tuple[str, ...]
    unplaced: tuple[str, ...]
    known: tuple[str, ...]
    kept: Path | None


def timetabled(scenario: Scenario, sources: FeedSources) -> Timetabled:
    """Look up every trip by public transport that a scenario's people and slots may need.

    Raises UsageFault where the travel model states no hours, the extra is missing or streets cannot be read,
    InputFaults with every fault of the feeds.
    """
    clock = _clock(scenario)
    ends = _ends(scenario)
    feeds = read_feeds(sources.feeds)
    monday = week_monday(scenario.week if sources.week is None else sources.week)
    parts = _parts(scenario)
    dates = {part: days for part, days in dates_of(monday, feeds).items() if part in parts}
    shifts = {part: shifts_of(clock, part, days) for part, days in dates.items()}
    if not sources.gaps:
        faults = Faults()
        refuse_outside(feeds, list(chain.from_iterable(shifts.values())), faults)
        faults.stop_if_any()
    kept = Kept(sources.kept)
    on_streets = None if sources.streets is None else hashlib.sha256(sources.streets.read_bytes()).hexdigest()
    walking = _walking(scenario, clock)
    about = {"engine": engine_version(), "streets": on_streets, "walking": asdict(walking),
             "spread": clock.trip.spread.value, "places": ends.places.to_numpy().tolist(), "homes": ends.homes,
             "ends": ends.ends}  # fmt: skip
    keys = {part: key_of({**about, "shifts": _asked(feeds, shifts[part])}) for part in dates}
    found = {part: own for part in dates if (own := kept.get(keys[part])) is not None}
    known = tuple(found)
    if missing := [part for part in dates if part not in found]:
        with tempfile.TemporaryDirectory() as folder:
            timetables = _timetables(Path(folder), feeds, set(chain.from_iterable(dates[part] for part in missing)))
            network = Network(*timetables, sources.streets, ends.places, walking)
        for part in missing:
            found[part] = _looked_up(network, clock.trip.spread.value, shifts[part], ends)
            kept.put(keys[part], found[part])
    made = [_rows(found[part], clock.trip, part, shifts[part]) for part in dates]
    streets = None if sources.streets is None else f"{sources.streets.name} {str(on_streets)[:12]}"
    table, off, held = _table(made, feeds, streets), [own.off for own in found.values()], list(keys.values())
    if sources.streets is not None:
        day = min(chain.from_iterable(dates.values()))
        asked = AlongStreets(sources.streets, str(on_streets), walking.from_street, day)
        along = street_rows(scenario, asked, kept)
        table = _sorted([table, along.table])
        off, held, known = [*off, along.off], [*held, *along.keys], (*known, *along.known)
    return Timetabled(
        table, tuple(feeds), None if sources.streets is None else sources.streets.name, dates,
        tuple(dict.fromkeys(chain.from_iterable(off))), ends.unplaced, known,
        sources.kept if kept.holds(held) else None,
    )  # fmt: skip


def _asked(feeds: Sequence[Feed], shifts: Sequence[Shift]) -> list[tuple[str, str, str]]:
    """What minutes of some shifts depend on: the trips of their dates, whatever dates these are, and the hours."""
    return [
        (digest_of(feeds, shift.arrive.date()), f"{shift.arrive:%H:%M}", f"{shift.leave:%H:%M}") for shift in shifts
    ]


def _clock(scenario: Scenario) -> Clock:
    model = scenario.assumptions.travel
    if model.clock is None:
        msg = _(
            "The travel model {model} states no hours of the half-days (clock.toml), so nobody knows when people have "
            "to arrive. Choose straight_line/2 under [models] in scenario.toml.",
            model=model.stored.reference,
        )
        raise UsageFault(msg)
    return model.clock


class _Ends(NamedTuple):
    """Zones where trips begin and where they end, both with coordinates (places: id, lat, lon); those without."""

    homes: list[str]
    ends: list[str]
    places: pd.DataFrame
    unplaced: tuple[str, ...]

    def on_street(self, is_on_street: Bools) -> tuple[_Ends, tuple[str, ...]]:
        """The same without the zones that lie far from any street; and these."""
        off = tuple(self.places.loc[~is_on_street, "id"])
        homes, ends = ([zone for zone in zones if zone not in off] for zones in (self.homes, self.ends))
        return self._replace(homes=homes, ends=ends), off


def _ends(scenario: Scenario) -> _Ends:
    """The zones where people live who go by public transport, and those of slots."""
    people, slots, zones = (scenario.tables[name] for name in ("jobseekers", "slots", "zones"))
    homes = set(people.loc[people["travel_mode"] == TRANSIT, "home_zone"])
    ends = set(slots["zone"])
    placed = zones.loc[zones["lat"].notna() & zones["lon"].notna() & zones["zone"].isin(homes | ends)]
    places = placed.rename(columns={"zone": "id"})[["id", "lat", "lon"]].reset_index(drop=True)
    has = set(places["id"])
    return _Ends(sorted(homes & has), sorted(ends & has), places, tuple(sorted((homes | ends) - has)))


def _parts(scenario: Scenario) -> set[str]:
    return set(chain.from_iterable(parts_of(shift) for shift in scenario.tables["slots"]["shift"]))


def _walking(scenario: Scenario, clock: Clock) -> Walking:
    trip, on_foot = clock.trip, scenario.assumptions.travel.modes.get("walk")
    detour = 1.0 if on_foot is None else on_foot.detour.value
    return Walking(trip.walking.value, trip.walking_speed.value, trip.from_street.value, detour)


def _timetables(folder: Path, feeds: Sequence[Feed], days: set[date]) -> tuple[Path, Path]:
    """The feeds as the engine takes them: with time as it runs, and with time run backwards."""
    forwards, backwards = folder / "forwards.zip", folder / "backwards.zip"
    forwards.write_bytes(plain_feed(feeds, days, backwards=False))
    backwards.write_bytes(plain_feed(feeds, days, backwards=True))
    return forwards, backwards


def _looked_up(network: Network, spread: float, shifts: Sequence[Shift], zones: _Ends) -> PartMinutes:
    """The minutes of one part of the week: the longer of the ways there and home, of all its dates."""
    near, off = zones.on_street(network.is_on_street)
    homes, ends = near.homes, near.ends
    ways = [network.arrive_by(shift.arrive, homes, ends, spread) for shift in shifts]
    back = [network.leave_after(shift.leave, ends, homes, spread) for shift in shifts]
    ways += [Found(way.seconds.T, way.least.T, way.most.T) for way in back]
    at, least, most = (
        _minutes(reduce(np.maximum, [getattr(way, name) for way in ways])) for name in ("seconds", "least", "most")
    )
    return PartMinutes(tuple(homes), tuple(ends), off, at, least, most, _minutes(network.on_foot(homes, ends)))


def _rows(found: PartMinutes, trip: TripFigures, part: str, shifts: Sequence[Shift]) -> pd.DataFrame:
    """The rows of one part of the week."""
    longest = trip.longest.value
    homes, ends = (np.array(zones, dtype=object) for zones in (found.homes, found.ends))
    is_trip = (found.at <= longest) & ~(found.is_walk & (found.walk > trip.on_foot.value))
    own = homes[:, None] != ends[None, :]
    rows, columns = np.nonzero(own)
    return pd.DataFrame({
        "from_zone": homes[rows],
        "to_zone": ends[columns],
        "mode": TRANSIT,
        "when": part,
        "minutes": np.where(is_trip, found.at, np.nan)[own],
        "minutes_low": np.where(is_trip, found.least, np.nan)[own],
        "minutes_high": np.where(is_trip, np.minimum(found.most, longest), np.nan)[own],
        "as_of": pd.Timestamp(min(shift.arrive for shift in shifts).date()),
        "looked_up_in": np.where(is_trip & found.is_walk, ON_FOOT, "")[own],
    })  # fmt: skip


def _minutes(seconds: Values) -> Values:
    """Whole minutes, a begun one counted."""
    return np.asarray(np.ceil(seconds / 60))


def _table(made: Sequence[pd.DataFrame], feeds: Sequence[Feed], streets: str | None) -> pd.DataFrame:
    said = [f"{feed.name} {feed.version or feed.sha256[:12]}" for feed in feeds]
    if streets is not None:
        said.append(streets)
    table = pd.concat(made, ignore_index=True)
    table["valid_to"] = pd.Timestamp(min(feed.last for feed in feeds))
    table["looked_up_in"] = table["looked_up_in"] + "; ".join(said)
    return _sorted([table])


def _sorted(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Rows of all tables in the order of the columns of `travel`, each in its place."""
    columns = list(TABLES["travel"].row.model_fields)
    rows = pd.concat([table[columns] for table in tables if len(table)], ignore_index=True)
    return rows.sort_values(["from_zone", "to_zone", "mode", "when"], ignore_index=True)
