"""Half-days: a person is at one place at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.formulation.over_time import WeeklyLoad, weekly_loads
from planner.instance import Instance
from planner.schema.cells import HALF_DAYS
from planner.schema.rows import Rows


def person_shifts(instance: Instance) -> Rows:
    """Let no two placements of a person take the same half-day of a week, new or running.

        sum of x[c] over candidates of person j that cover week t and work half-day h  <=  1, or 0 where one runs then

    Shape: one row per person, week and half-day that could bind, keyed (jobseeker_id, week, half_day).
    Unit: placements. Source: column `shift` of table `slots`; a blank shift is unknown and collides with nothing.
    """
    columns = instance.columns
    companion = columns["purpose"] == "companion"
    running = instance.running[instance.running["person"] >= 0]
    # A person's main proposals exclude each other already. Unless one_main is switched off, half-days can only collide
    # with a companion's or a running placement's.
    may_meet = instance.is_off("one_main")
    both = set(columns.loc[companion, "person"]) & set(columns.loc[~companion, "person"])
    people = set(columns["person"]) if may_meet else both | set(running["person"])
    new = _by_half_day(instance, columns[columns["person"].isin(people)], "start_week", "last_week")
    runs = _by_half_day(instance, running, "from_week", "to_week")
    if new.empty:
        return Rows("person_shifts")
    entries, used = weekly_loads(WeeklyLoad(new, runs))
    used["left"] = np.maximum(1.0 - used["load"].to_numpy(), 0.0)
    entries = entries.merge(used[["owner", "week", "left"]], on=["owner", "week"])
    entries["companion"] = companion.reindex(entries["candidate"]).to_numpy()
    kinds = entries.groupby(["owner", "week"])["companion"].transform("nunique")
    entries = entries[(kinds > 1) | (entries["left"] == 0) | may_meet]
    row = pd.DataFrame(
        {
            "jobseeker_id": instance.people["jobseeker_id"].to_numpy()[entries["owner"].to_numpy() // len(HALF_DAYS)],
            "week": entries["week"].to_numpy(),
            "half_day": np.array(HALF_DAYS, dtype=object)[entries["owner"].to_numpy() % len(HALF_DAYS)],
        }
    )
    upper = dict(zip(row.itertuples(index=False, name=None), entries["left"], strict=True))
    return Rows.at_most("person_shifts", row=row, column=entries["candidate"], coefficient=1.0, upper=upper)


def _by_half_day(instance: Instance, table: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """One line per placement and half-day of its slot's shift; the owner numbers the pair of person and half-day."""
    number = {half_day: i for i, half_day in enumerate(HALF_DAYS)}
    shifts = pd.Series([[number[h] for h in shift] for shift in instance.slots["shift"]], dtype=object)
    wide = pd.DataFrame(
        {
            "person": table["person"].to_numpy(),
            "half_day": shifts.to_numpy()[table["slot"].to_numpy()],
            "start": table[start].to_numpy(),
            "end": table[end].to_numpy(),
            "load": 1.0,
        },
        index=table.index,
    ).explode("half_day")
    wide = wide[wide["half_day"].notna()]
    owner = wide["person"].to_numpy(dtype=np.int64) * len(HALF_DAYS) + wide["half_day"].to_numpy(dtype=np.int64)
    return wide.assign(owner=owner)[["owner", "start", "end", "load"]]
