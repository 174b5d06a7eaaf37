"""Limits that hold in every week, as one row per owner and week in which something starts.

Between two starts a load can only fall. So a limit that is kept in the weeks of starts is kept in all weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from planner.schema.rows import Rows


@dataclass(frozen=True)
class WeeklyLoad:
    """What uses the capacity of an owner (employer, supervisor, person), from which week to which, and how much.

    Columns of both frames: owner (position), start, end (weeks, both included), load. The index of `new` is the
    candidate's position.
    """

    new: pd.DataFrame
    running: pd.DataFrame


def weekly_loads(load: WeeklyLoad) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The entries of the rows (candidate, owner, week, load), and the running load of each row (owner, week, load).

    An owner has a row for each week in which a placement starts, new or running, and one of the owner's candidates is
    active.
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
    """Rows `load of candidates in the week  <=  limit - running load, at least 0`, for owners with a limit.

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
