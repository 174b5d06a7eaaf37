"""Limits that hold in every week: one row per owner and week in which something starts.

Between starts a load only falls, so a limit kept in those weeks is kept in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from planner.schema.rows import Rows


@dataclass(frozen=True)
class WeeklyLoad:
    """Who loads an owner (employer, supervisor, person) from which week to which, and how much.

    Columns of both frames: owner (position), start, end (weeks, both included), load. The index of `new` is the
    candidate's position.
    """

    new: pd.DataFrame
    running: pd.DataFrame


def weekly_loads(load: WeeklyLoad) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Entries (candidate, owner, week, load) and what runs (owner, week, load) in each week that needs a row.

    A week needs a row where something starts, new or running, while a candidate of the owner is active.
    """
    new = load.new.reset_index(names="candidate")
    starts = pd.concat(
        [new[["owner", "start"]], load.running.loc[load.running["owner"].isin(new["owner"]), ["owner", "start"]]]
    ).drop_duplicates()
    weeks = starts.rename(columns={"start": "week"})
    entries = new.merge(weeks, on="owner")
    entries = entries[(entries["start"] <= entries["week"]) & (entries["week"] <= entries["end"])]
    rows = entries[["owner", "week"]].drop_duplicates()
    runs = rows.merge(load.running, on="owner")
    runs = runs[(runs["start"] <= runs["week"]) & (runs["week"] <= runs["end"])]
    used = runs.groupby(["owner", "week"])["load"].sum()
    left = rows.set_index(["owner", "week"]).index
    return (
        entries[["candidate", "owner", "week", "load"]].sort_values(["owner", "week", "candidate"]),
        pd.DataFrame({"load": used.reindex(left).fillna(0.0)}, index=left).reset_index(),
    )


def limit_over_time(constraint: str, key: str, names: pd.Series[Any], limits: pd.Series[Any], load: WeeklyLoad) -> Rows:
    """Rows `load in the week <= limit less what runs`, for owners with a limit.

    `names` and `limits` are by owner position; `key` names the owner's part of the row key.
    """
    limited = set(np.flatnonzero(limits.notna().to_numpy()))
    new = load.new[load.new["owner"].isin(limited)]
    if new.empty:
        return Rows(constraint)
    entries, runs = weekly_loads(WeeklyLoad(new, load.running))
    name, limit = names.to_numpy(), limits.to_numpy(dtype=float)
    left = np.maximum(limit[runs["owner"]] - runs["load"].to_numpy(), 0.0)
    upper = dict(zip(zip(name[runs["owner"]], runs["week"], strict=True), left, strict=True))
    row = pd.DataFrame({key: name[entries["owner"]], "week": entries["week"].to_numpy()})
    return Rows.at_most(
        constraint, row=row, column=entries["candidate"], coefficient=entries["load"].to_numpy(dtype=float), upper=upper
    )
