"""Half-days: a person is at one place at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.formulation.over_time import Load, weekly_loads
from planner.instance import Instance
from planner.schema.rows import Rows


def person_shifts(instance: Instance) -> Rows:
    """Let no two placements of a person take the same half-day of a week, new or running.

        sum of x[c] over candidates of person j that cover week t and work half-day h  <=  1, or 0 where one runs then

    Shape: one row per person, week and half-day that could bind, keyed (jobseeker_id, week, half_day).
    Unit: placements. Source: column `shift` of table `slots`; a blank shift is not stated and meets nothing.
    """
    columns = instance.columns
    both = columns.groupby("person")["purpose"].agg(_is_mixed)
    running = instance.running[instance.running["person"] >= 0]
    people = set(both.index[both.to_numpy(dtype=bool)]) | set(running["person"])
    new = _by_half_day(instance, columns[columns["person"].isin(people)], "start_week", "last_week")
    runs = _by_half_day(instance, running, "from_week", "to_week")
    if new.empty:
        return Rows("person_shifts")
    owners = pd.concat([new["owner"], runs["owner"]]).drop_duplicates().sort_values().tolist()
    at = {owner: i for i, owner in enumerate(owners)}
    entries, used = weekly_loads(Load(new.assign(owner=new["owner"].map(at)), runs.assign(owner=runs["owner"].map(at))))
    left = np.maximum(1.0 - used["load"].to_numpy(), 0.0)
    # A row over one person's mains alone says no more than one_main: only mains beside a companion, or a running
    # placement, can make it bind.
    kinds = entries.assign(companion=(columns["purpose"] == "companion").reindex(entries["candidate"]).to_numpy())
    mixed = kinds.groupby(["owner", "week"])["companion"].nunique()
    binds = dict(zip(zip(used["owner"], used["week"], strict=True), left, strict=True))
    keep = [mixed[(o, w)] > 1 or binds[(o, w)] == 0 for o, w in zip(entries["owner"], entries["week"], strict=True)]
    entries = entries[np.array(keep, dtype=bool)]
    names = instance.people["jobseeker_id"].to_numpy()
    person = [names[owners[owner][0]] for owner in entries["owner"]]
    half_day = [owners[owner][1] for owner in entries["owner"]]
    row = pd.DataFrame({"jobseeker_id": person, "week": entries["week"].to_numpy(), "half_day": half_day})
    upper = {
        (name, week, half): binds[(owner, week)]
        for name, week, half, owner in zip(person, entries["week"], half_day, entries["owner"], strict=True)
    }
    return Rows.at_most("person_shifts", row=row, column=entries["candidate"], coefficient=1.0, upper=upper)


def _is_mixed(purposes: pd.Series[str]) -> bool:
    """Whether somebody has companion candidates beside others."""
    companion = (purposes == "companion").to_numpy(dtype=bool)
    return bool(companion.any() and not companion.all())


def _by_half_day(instance: Instance, table: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """One line per placement and half-day of its slot's shift; the owner is the pair of person and half-day."""
    shift = instance.slots["shift"].to_numpy()[table["slot"].to_numpy()]
    wide = pd.DataFrame(
        {"person": table["person"], "half_day": shift, "start": table[start], "end": table[end], "load": 1.0},
        index=table.index,
    ).explode("half_day")
    wide = wide[wide["half_day"].notna()]
    owner = pd.Series(list(zip(wide["person"], wide["half_day"], strict=True)), index=wide.index, dtype=object)
    return wide.assign(owner=owner)[["owner", "start", "end", "load"]]
