"""Rows of table `travel` for bicycle and car, along the streets: the same all week, for all who travel so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.schema.arrays import Values
from planner.schema.models import TravelModel
from planner.schema.scenario import Scenario
from planner.timetables.engine import Streets, engine_version
from planner.timetables.kept import Kept, PartMinutes, key_of

STREET_MODES = ("bike", "car")


@dataclass(frozen=True)
class AlongStreets:
    """What is asked of the streets: the file and its hash, how many metres a place may lie from one at most.

    day: that the rows say they are of.
    """

    file: Path
    sha256: str
    from_street: float
    day: date


@dataclass(frozen=True)
class StreetRows:
    """Rows of `travel`; known: the modes that had been looked up earlier; keys: what they are kept under."""

    table: pd.DataFrame = field(repr=False)
    off: tuple[str, ...]
    known: tuple[str, ...]
    keys: tuple[str, ...]


def street_rows(scenario: Scenario, asked: AlongStreets, kept: Kept) -> StreetRows:
    """Minutes by bicycle and by car from where people live who travel so to every workplace.

    Minutes are those on the way and the model's waiting of the mode (unlocking, parking), begun ones counted. A pair
    has no row, and keeps the model, where no way of at most two hours joins it: that an extract lacks a street is no
    sign that there is none. A zone far from any street has no row either.
    """
    model, made, off, known, keys = scenario.assumptions.travel, [], [], [], []
    streets: Streets | None = None
    for mode in STREET_MODES:
        zones = _zones(scenario, mode)
        if not zones.homes or mode not in model.modes:
            continue
        key = key_of({"engine": engine_version(), "streets": asked.sha256, "mode": mode, "homes": zones.homes,
                      "ends": zones.ends, "places": zones.places.to_numpy().tolist(),
                      "from_street": asked.from_street})  # fmt: skip
        found = kept.get(key)
        if found is None:
            streets = streets or Streets(asked.file)
            found = _looked_up(streets, mode, zones, asked.from_street)
            kept.put(key, found)
        else:
            known.append(mode)
        keys.append(key)
        off += [zone for zone in found.off if zone not in off]
        made.append(_rows(found, mode, model, asked))
    table = pd.concat(made, ignore_index=True) if made else pd.DataFrame()
    return StreetRows(table, tuple(off), tuple(known), tuple(keys))


class _Zones(NamedTuple):
    """Home zones of those who travel by a mode, and zones of slots; places: their coordinates (id, lat, lon)."""

    homes: list[str]
    ends: list[str]
    places: pd.DataFrame


def _zones(scenario: Scenario, mode: str) -> _Zones:
    """The zones with coordinates between which people travel by a mode."""
    people, slots, zones = (scenario.tables[name] for name in ("jobseekers", "slots", "zones"))
    homes = set(people.loc[people["travel_mode"] == mode, "home_zone"])
    ends = set(slots["zone"])
    placed = zones[zones["lat"].notna() & zones["lon"].notna() & zones["zone"].isin(homes | ends)]
    places = placed.rename(columns={"zone": "id"})[["id", "lat", "lon"]].reset_index(drop=True)
    has = set(places["id"])
    return _Zones(sorted(homes & has), sorted(ends & has), places)


def _looked_up(streets: Streets, mode: str, zones: _Zones, from_street: float) -> PartMinutes:
    off = streets.off_street(zones.places, mode, from_street)
    near = [zone for zone in zones.homes if zone not in off], [zone for zone in zones.ends if zone not in off]
    seconds = streets.seconds(zones.places, mode, near, from_street)
    minutes: Values = seconds / 60
    return PartMinutes(tuple(near[0]), tuple(near[1]), off, minutes, minutes, minutes, np.full(minutes.shape, np.nan))


def _rows(found: PartMinutes, mode: str, model: TravelModel, asked: AlongStreets) -> pd.DataFrame:
    minutes = np.ceil(found.at + model.modes[mode].waiting.value - 1e-9)
    homes, ends = (np.array(zones, dtype=object) for zones in (found.homes, found.ends))
    own = (homes[:, None] != ends[None, :]) & ~np.isnan(minutes)
    rows, columns = np.nonzero(own)
    cells: Mapping[str, object] = {
        "from_zone": homes[rows],
        "to_zone": ends[columns],
        "mode": mode,
        "when": "any",
        "minutes": minutes[own],
        "minutes_low": np.nan,
        "minutes_high": np.nan,
        "as_of": pd.Timestamp(asked.day),
        "valid_to": pd.NaT,
        "looked_up_in": f"{asked.file.name} {asked.sha256[:12]}",
    }
    return pd.DataFrame(cells)
