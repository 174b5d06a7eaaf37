"""Trips between zones, for each part of the week: from the user's table, else from the straight-line model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.schema.arrays import Bools, Positions, Values
from planner.schema.models import ModeOfTravel, Rule
from planner.schema.scenario import Scenario
from planner.schema.settings import Settings

EARTH_RADIUS_KM = 6371.0088
ANY, MORNING, DAY, EVENING, WEEKEND = "any", "morning", "day", "evening", "weekend"
PARTS = (MORNING, DAY, EVENING, WEEKEND)

End = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Trips:
    """Trips from every home and mode (rows) to every workplace and shift (columns), in the worst part of the shift.

    `origin` is the row of each person; `ends` gives the column of a zone and a shift's parts of the week. `known` and
    `modelled` are minutes one way from the user's table and from the model, NaN where that source gives none. `least`
    and `most` are the ends of what the table says the known minutes may be.
    `stranded`: in some part there is no trip at all. `unsure`: in some part nobody has said whether anything runs.
    """

    origin: Positions
    ends: Mapping[End, int]
    known: Values
    least: Values
    most: Values
    modelled: Values
    stranded: Bools
    unsure: Bools

    def of(self, positions: Positions) -> Trips:
        """The same with some of the people."""
        return replace(self, origin=self.origin[positions])

    def end_of(self, slots: pd.DataFrame) -> Positions:
        """The column of each slot."""
        cells = zip(slots["zone"], slots["shift"], strict=True)
        return np.array([self.ends[zone, parts_of(shift)] for zone, shift in cells], dtype=np.int64)

    @property
    def minutes(self) -> Values:
        """Minutes one way, NaN where unknown."""
        return np.fmax(self.known, self.modelled)


def parts_of(shift: Sequence[str]) -> frozenset[str]:
    """The parts of the week in which people travel for a shift; a blank shift is by day."""
    parts = set()
    for half_day in shift:
        day, part = half_day.split("-")
        on_weekend = day in {"sa", "su"}
        if on_weekend:
            parts.add(WEEKEND)
        if part == "ev":
            parts.add(EVENING)
        elif not on_weekend:
            parts.add(MORNING if part == "am" else DAY)
    return frozenset(parts or {DAY})


def trips(scenario: Scenario) -> Trips:
    """The trips of a scenario's jobseekers to its slots."""
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    starts = pd.MultiIndex.from_arrays([people["travel_mode"], people["home_zone"]])
    origin, origins = pd.factorize(starts, sort=True)
    shifts = zip(slots["zone"], slots["shift"], strict=True)
    cells = sorted({(zone, *sorted(parts_of(shift))) for zone, shift in shifts})
    ends = {(zone, frozenset(parts)): column for column, (zone, *parts) in enumerate(cells)}
    shape = (len(origins), len(ends))
    trips = Trips(
        np.asarray(origin, dtype=np.int64), ends,
        known=np.full(shape, np.nan), least=np.full(shape, np.nan), most=np.full(shape, np.nan),
        modelled=np.full(shape, np.nan),
        stranded=np.zeros(shape, dtype=bool), unsure=np.zeros(shape, dtype=bool),
    )  # fmt: skip
    modes = np.array([mode for mode, _ in origins], dtype=object)
    homes = np.array([zone for _, zone in origins], dtype=object)
    zones = _Zones(scenario, sorted(set(homes)), sorted({zone for zone, _ in ends}))
    for mode in sorted(set(modes)):
        rows, how = np.flatnonzero(modes == mode), scenario.assumptions.travel.modes.get(mode)
        for part in PARTS:
            own = {column: zone for (zone, parts), column in ends.items() if part in parts}
            at = np.ix_(zones.rows(homes[rows].tolist()), zones.columns(list(own.values())))
            way, here = zones.way(mode, how, part), np.ix_(rows, np.array(list(own), dtype=np.int64))
            for name in ("known", "least", "most", "modelled"):
                worst = getattr(trips, name)
                worst[here] = np.fmax(worst[here], getattr(way, name)[at])
            trips.stranded[here] |= way.stranded[at]
            trips.unsure[here] |= way.unsure[at]
    return trips


class _Way(NamedTuple):
    """The fields of Trips for one mode and part of the week, home zones (rows) by slot zones (columns)."""

    known: Values
    least: Values
    most: Values
    modelled: Values
    stranded: Bools
    unsure: Bools


class _Zones:
    """Homes and workplaces, the straight lines between them, and what the user's tables say of them."""

    def __init__(self, scenario: Scenario, homes: Sequence[str], ends: Sequence[str]) -> None:
        zones, travel = scenario.tables["zones"], scenario.tables["travel"]
        self.home_at = {zone: row for row, zone in enumerate(homes)}
        self.end_at = {zone: column for column, zone in enumerate(ends)}
        self.km = kilometres(zones, homes, ends)
        self.same = np.array([[home == end for end in ends] for home in homes], dtype=bool).reshape(self.km.shape)
        self.table = travel[travel["from_zone"].isin(list(homes)) & travel["to_zone"].isin(list(ends))]
        flags = zones.set_index("zone")
        self.closed: dict[str, Bools] = {}
        self.open: dict[str, Bools] = {}
        for part in (EVENING, WEEKEND):
            runs = flags[f"{part}_service"].astype("boolean")
            start = runs.reindex(list(homes)).to_numpy(float, na_value=np.nan)[:, None]
            end = runs.reindex(list(ends)).to_numpy(float, na_value=np.nan)[None, :]
            self.closed[part] = (start == 0) | (end == 0)
            self.open[part] = (start == 1) & (end == 1)

    def rows(self, homes: Sequence[str]) -> Positions:
        """Rows of home zones."""
        return np.array([self.home_at[zone] for zone in homes], dtype=np.int64)

    def columns(self, ends: Sequence[str]) -> Positions:
        """Columns of slot zones."""
        return np.array([self.end_at[zone] for zone in ends], dtype=np.int64)

    def way(self, mode: str, how: ModeOfTravel | None, part: str) -> _Way:
        """A row for the part, else no service by the zones, else a row for any part, else the model."""
        nowhere = np.zeros_like(self.same)
        of_any, any_stated = self._stated(mode, ANY)
        of_part, part_stated = self._stated(mode, part)
        may_stop = how is not None and how.timetable and part in self.closed
        shut = ~self.same & self.closed[part] & ~part_stated if may_stop else nowhere
        known, least, most = np.where(part_stated, of_part, np.where(shut, np.nan, of_any))
        stated = part_stated | any_stated
        by_model = ~stated & ~shut
        modelled = np.where(by_model, np.nan if how is None else self._modelled(how, part), np.nan)
        unsure = by_model & ~self.same & ~self.open[part] if may_stop else nowhere
        return _Way(known, least, most, modelled, shut | (stated & np.isnan(known)), unsure)

    def _stated(self, mode: str, when: str) -> tuple[Values, Bools]:
        """The table's rows for one part: minutes, the least and the most of them (NaN where blank); where is a row."""
        own = self.table[(self.table["mode"] == mode) & (self.table["when"] == when)]
        rows, columns = self.rows(own["from_zone"].to_list()), self.columns(own["to_zone"].to_list())
        found, stated = np.full((3, *self.km.shape), np.nan), np.zeros(self.km.shape, dtype=bool)
        minutes, low, high = own[["minutes", "minutes_low", "minutes_high"]].to_numpy(float, na_value=np.nan).T
        blank = np.isnan(minutes)
        found[:, rows, columns] = np.where(blank, np.nan, [minutes, np.fmin(low, minutes), np.fmax(high, minutes)])
        stated[rows, columns] = True
        return found, stated

    def _modelled(self, how: ModeOfTravel, part: str) -> Values:
        way = self.km * how.detour.value
        near = 0.0 if how.near_km is None else how.near_km.value
        ride = np.maximum(way - near, 0.0) / how.speed.value
        if how.near_speed is not None:
            ride += np.minimum(way, near) / how.near_speed.value
        extra = {EVENING: how.evening_wait, WEEKEND: how.weekend_wait}.get(part)
        minutes = how.waiting.value + 60 * ride + (0.0 if extra is None else extra.value)
        # A result barely above a whole minute is a rounding error of the sines: it counts as that whole minute.
        return np.where(self.same, how.within.value, np.ceil(minutes - 1e-9))


def kilometres(zones: pd.DataFrame, homes: Sequence[str], ends: Sequence[str]) -> Values:
    """Great-circle distances; NaN where a zone has no coordinates."""
    at = zones.set_index("zone")[["lat", "lon"]].astype(float)
    start = np.radians(at.reindex(list(homes)).to_numpy())[:, None, :]
    end = np.radians(at.reindex(list(ends)).to_numpy())[None, :, :]
    half = np.sin((end - start) / 2) ** 2
    chord = half[..., 0] + np.cos(start[..., 0]) * np.cos(end[..., 0]) * half[..., 1]
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))


def limits(people: pd.DataFrame, settings: Settings, *, short: bool) -> Values:
    """Minutes each person may travel one way, to a short or a long offer; their own limit overrides the policy's."""
    usual = settings.max_travel_minutes
    if short:
        usual = min(usual, settings.max_travel_minutes_short)
    leaves = people["leaves_children"].fillna(value=False).to_numpy(dtype=bool)
    policy = np.where(leaves, min(usual, settings.max_travel_minutes_children), usual)
    own = people["max_travel_minutes"].to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isnan(own), policy, np.minimum(own, settings.max_travel_minutes_agreed))


def is_short(rules: Sequence[Rule], hours: Values, settings: Settings) -> Bools:
    """Offers with the shorter limit: at most short_hours a week, or neither employment nor a course."""
    is_placement = [not rule.employment and rule.decided_by != "education_provider" for rule in rules]
    return np.asarray((hours <= settings.short_hours) | np.array(is_placement, dtype=bool), dtype=bool)
