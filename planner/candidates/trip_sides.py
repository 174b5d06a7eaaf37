"""Which pairs of person and place change sides of the limit of a trip when a table of trips is used, or another one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from planner.candidates.find import REASONS, Eligibility, find
from planner.candidates.travel import kilometres
from planner.errors import UsageFault
from planner.schema.arrays import Positions
from planner.schema.scenario import Scenario
from planner.texts import _

# Where a pair stands: within the limit, within it but to be checked, or beyond it.
WITHIN, CHECK, BEYOND = "within", "check", "beyond"
STANDINGS = (WITHIN, CHECK, BEYOND)
# What becomes of a pair: beyond by the table alone, within or to be checked by the table alone, on one side by both.
LOST, WON, SAME = "lost", "won", "same"
CHANGES = (SAME, LOST, WON)
# The ends of steps of distance in kilometres, each from the end before it; the last has no end.
STEPS_KM = (5.0, 10.0, 20.0, 40.0)
# What a row of trips decides by.
_TRIP = ["from_zone", "to_zone", "mode", "when", "minutes", "minutes_low", "minutes_high"]
_OF_TRIPS = tuple(f"{gate}{unknown}" for gate in ("last_bus", "travel") for unknown in ("", "_unknown"))


@dataclass(frozen=True)
class TripSides:
    """Pairs of person and place that all other gates let through, by the straight line and by a table of trips.

    names: of two scenarios whose trips are compared in their stead; before and after are then these.
    modes: the ways of travel that the table has, and people: how many people travel so; all others are left out.
    pairs: those that at least one of both lets through, with person and slot (positions), before and after (of
    STANDINGS), change (of CHANGES), step (position in STEPS_KM, its length beyond the last, -1 where nobody knows the
    distance), minutes_before and minutes_after (NaN where there is no trip). beyond: pairs that neither lets through.
    """

    modes: tuple[str, ...]
    people: int
    pairs: pd.DataFrame = field(repr=False)
    beyond: int
    names: tuple[str, str] | None = None

    @property
    def changed(self) -> int:
        """How many pairs change sides."""
        return int((self.pairs["change"] != SAME).sum())

    def standings(self, when: str) -> dict[str, int]:
        """Pairs by where they stand, *before* or *after*; those that neither lets through count as beyond."""
        counts = self.pairs[when].value_counts()
        found = {standing: int(counts.get(standing, 0)) for standing in STANDINGS}
        return found | {BEYOND: found[BEYOND] + self.beyond}

    def people_with_a_place(self, when: str) -> int:
        """How many people have at least one place that is not beyond the limit."""
        return int(self.pairs.loc[self.pairs[when] != BEYOND, "person"].nunique())

    def people_of(self, change: str) -> int:
        """How many people lose the last (LOST), or get the first (WON), of their places."""
        without, having = ("after", "before") if change == LOST else ("before", "after")
        has = set(self.pairs.loc[self.pairs[having] != BEYOND, "person"])
        return len(has - set(self.pairs.loc[self.pairs[without] != BEYOND, "person"]))

    def by_distance(self) -> pd.DataFrame:
        """A row for each step of distance that has pairs: pairs, the changes, and the middle of the minutes' change.

        difference: the median of the minutes after less those before, over pairs with both; NaN where none has.
        """
        pairs = self.pairs.assign(difference=self.pairs["minutes_after"] - self.pairs["minutes_before"])
        steps = pairs.groupby("step")
        found = pd.DataFrame({"pairs": steps.size(), "difference": steps["difference"].median()})
        for change in CHANGES:
            found[change] = (pairs["change"] == change).groupby(pairs["step"]).sum().astype(int)
        return found.sort_index()


def trip_sides(scenario: Scenario, table: pd.DataFrame | None = None) -> TripSides:
    """Hold a table `travel`, or else the scenario's own, against the straight line, for all who use one of its modes.

    Rows of other modes in the scenario's own table stand in both. UsageFault where the scenario lists its candidates
    (then no trip decides) or the table has no row.
    """
    if scenario.settings.candidates == "listed":
        raise UsageFault(
            _("The scenario lists its candidates, so no trip decides who may go where: nothing to compare.")
        )
    own = scenario.tables["travel"]
    table = own if table is None else table
    if table.empty:
        raise UsageFault(_("There are no rows of trips to compare with the straight line."))
    modes = tuple(sorted(set(table["mode"])))
    others = own[~own["mode"].isin(modes)]
    line = _with_trips(scenario, others)
    after = _with_trips(scenario, table if others.empty else pd.concat([others, table], ignore_index=True))
    is_asked = scenario.tables["jobseekers"]["travel_mode"].isin(modes).to_numpy()
    return _between(scenario, (find(line), find(after)), np.flatnonzero(is_asked), modes)


def trip_sides_with(scenario: Scenario, other: Scenario) -> TripSides:
    """Hold the trips of a scenario against those of another with the same people and slots, such as a what-if of it.

    UsageFault where people or slots differ, where one lists its candidates, or where no row of trips differs.
    """
    for name, key in (("jobseekers", "jobseeker_id"), ("slots", "slot_id")):
        if scenario.tables[name][key].tolist() != other.tables[name][key].tolist():
            raise UsageFault(
                _("{first} and {second} have other people or slots, so their trips cannot be compared pair by pair.",
                  first=scenario.name, second=other.name)
            )  # fmt: skip
    if "listed" in {scenario.settings.candidates, other.settings.candidates}:
        raise UsageFault(
            _("The scenario lists its candidates, so no trip decides who may go where: nothing to compare.")
        )
    rows = pd.concat([one.tables["travel"] for one in (scenario, other)], ignore_index=True)
    modes = tuple(sorted(set(rows.loc[~rows.duplicated(_TRIP, keep=False), "mode"])))
    if not modes:
        raise UsageFault(
            _("{first} and {second} have the same rows of trips: nothing to compare.", first=scenario.name,
              second=other.name)
        )  # fmt: skip
    is_asked = scenario.tables["jobseekers"]["travel_mode"].isin(modes).to_numpy()
    sides = _between(scenario, (find(scenario), find(other)), np.flatnonzero(is_asked), modes)
    return replace(sides, names=(scenario.name, other.name))


def _with_trips(scenario: Scenario, table: pd.DataFrame) -> Scenario:
    return replace(scenario, tables={**scenario.tables, "travel": table})


def _between(
    scenario: Scenario, found: tuple[Eligibility, Eligibility], people: Positions, modes: tuple[str, ...]
) -> TripSides:
    before, after = (_standing(one, people) for one in found)
    pairs = pd.concat({"before": before, "after": after}, axis=1).fillna(BEYOND).sort_index().reset_index()
    is_within = pairs[["before", "after"]] != BEYOND
    pairs["change"] = np.select(
        [is_within["before"] & ~is_within["after"], ~is_within["before"] & is_within["after"]], [LOST, WON], SAME
    )
    pairs["step"] = _steps(scenario, pairs)
    for name, one in zip(("before", "after"), found, strict=True):
        trips = one.pool.trips
        pairs[f"minutes_{name}"] = trips.minutes[trips.origin[pairs["person"]], one.grid.end[pairs["slot"]]]
    columns = np.array([REASONS.index(name) for name in _OF_TRIPS])
    refused = int(found[1].by_person[np.ix_(people, columns)].sum())
    return TripSides(modes, len(people), pairs, refused - int((pairs["change"] == LOST).sum()))


def _standing(found: Eligibility, people: Positions) -> pd.Series[str]:
    """WITHIN or CHECK of each pair of person and slot that has a candidate; the best of its legal forms counts."""
    table = found.table[found.table["person"].isin(people)]
    slot = found.offers["slot"].to_numpy()[table["offer"].to_numpy()]
    always = table["travel_check"].groupby([table["person"], pd.Series(slot, table.index, name="slot")]).all()
    return always.map({True: CHECK, False: WITHIN}).astype(object)


def _steps(scenario: Scenario, pairs: pd.DataFrame) -> Positions:
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    homes = people["home_zone"].iloc[pairs["person"]].to_numpy()
    ends = slots["zone"].iloc[pairs["slot"]].to_numpy()
    row, of_home = pd.factorize(homes)
    column, of_end = pd.factorize(ends)
    km = kilometres(scenario.tables["zones"], list(of_home), list(of_end))[row, column]
    steps = np.where(np.isnan(km), -1, np.searchsorted(STEPS_KM, np.where(np.isnan(km), 0.0, km)))
    return np.where(homes == ends, 0, steps).astype(np.int64)
