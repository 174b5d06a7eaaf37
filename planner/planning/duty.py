"""Duty hours: by week and unit what people owe of activity, what placements and proposals cover, and the gap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.formulation import Chosen
from planner.instance import Instance
from planner.schema.arrays import Values
from planner.schema.duty_law import duty_law
from planner.schema.plan_duty import DutyPart, DutyWeekPart
from planner.schema.plan_tables import DUTY_COLUMNS
from planner.schema.weeks import week_label

# So many weeks are looked at, from the plan week on.
DUTY_WEEKS = 26
_HOURS = ["hours_owed", "hours_covered", "hours_gap"]


class DutyHours(NamedTuple):
    """Of everybody who owes hours of activity: hours owed a week, those covered by week (columns), and the unit.

    Of each no more than the person owes is covered; `unit` is blank where none is named. Unit: hours a week.
    """

    owed: Values
    covered: Values
    unit: pd.Series[str]


def duty_hours(instance: Instance, chosen: Chosen) -> DutyHours | None:
    """What people owe and what a plan covers in DUTY_WEEKS weeks; None where nobody owes anything."""
    owed = instance.people["duty_hours_per_week"].fillna(0.0).to_numpy(dtype=float)
    owing = np.flatnonzero(owed > 0)
    if not len(owing):
        return None
    covered = np.minimum(_hours_of_people(instance, chosen), owed[:, None])[owing]
    return DutyHours(owed[owing], covered, instance.people["unit"].iloc[owing].reset_index(drop=True))


def duty_table(instance: Instance, chosen: Chosen) -> pd.DataFrame | None:
    """The rows of duty.csv, by week and unit, those without a unit last; None where nobody owes anything."""
    hours = duty_hours(instance, chosen)
    if hours is None:
        return None
    rows = []
    members = [(name, hours.unit == name) for name in sorted(hours.unit.dropna().unique())]
    members += [(None, hours.unit.isna())] if hours.unit.isna().any() else []
    for number in range(DUTY_WEEKS):
        for name, of_unit in members:
            own = of_unit.to_numpy(dtype=bool)
            owed, covered = hours.owed[own], hours.covered[own, number]
            due, done = float(owed.sum()), float(covered.sum())
            label = week_label(instance.week + number)
            rows.append((label, name, len(owed), due, done, due - done, int((covered < owed).sum())))
    return pd.DataFrame(rows, columns=list(DUTY_COLUMNS))


def duty_of(instance: Instance, chosen: Chosen, jobseeker_id: str) -> tuple[float, Values]:
    """The hours a week that a person owes (0: none), and those covered in each of DUTY_WEEKS weeks."""
    at = instance.people["jobseeker_id"].tolist().index(jobseeker_id)
    owed = float(instance.people["duty_hours_per_week"].fillna(0.0).iloc[at])
    return owed, np.minimum(_hours_of_people(instance, chosen)[at], owed)


def _hours_of_people(instance: Instance, chosen: Chosen) -> Values:
    """By person (rows) and week the hours of running and promised placements and of proposals, whatever their kind."""
    hours = np.zeros((len(instance.people), DUTY_WEEKS))
    new = instance.candidates.loc[chosen, ["person", "start_week", "last_week", "hours"]]
    old = instance.running.loc[instance.running["person"] >= 0, ["person", "from_week", "to_week", "hours"]]
    for table in (new, old):
        for person, first, last, each in table.itertuples(index=False, name=None):
            hours[person, max(first - instance.week, 0) : max(last - instance.week + 1, 0)] += each
    return hours


def duty_part(instance: Instance, table: pd.DataFrame | None) -> DutyPart | None:
    """The sums of duty.csv, and those of the plan week; None where there is no such table."""
    if table is None:
        return None
    now, law = table[table["week"] == week_label(instance.week)], duty_law()
    first = {name: _short(now[name].sum()) for name in _HOURS}
    return DutyPart(
        people=int(now["people"].sum()),
        weeks=DUTY_WEEKS,
        first=DutyWeekPart(week=week_label(instance.week), people_short=int(now["people_short"].sum()), **first),
        **{name: _short(table[name].sum()) for name in _HOURS},
        law=law.name_sv,
        sure=law.sure,
    )


def _short(value: float) -> float:
    return round(float(value), 6) + 0.0
