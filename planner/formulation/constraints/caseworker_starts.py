"""Caseworker starts: no caseworker begins more placements in a week than they can follow."""

from __future__ import annotations

import numpy as np

from planner.instance import Instance
from planner.schema.rows import Rows


def caseworker_starts(instance: Instance) -> Rows:
    """Limit the placements that one caseworker starts in one week.

        sum of x[c] over candidates of the caseworker's people that start in week t
            <=  starts_per_week - running, at least 0

    Shape: one row per limited caseworker and start week, keyed (caseworker_id, week).
    Unit: starts. Source: column `starts_per_week` of table `caseworkers`; blank means no limit.
    """
    caseworkers = instance.caseworkers
    limit = dict(zip(caseworkers["caseworker_id"], caseworkers["starts_per_week"], strict=True))
    limit = {name: most for name, most in limit.items() if not np.isnan(most)}
    of_person = instance.people["caseworker_id"].to_numpy()
    columns = instance.columns
    row = columns[["start_week"]].rename(columns={"start_week": "week"})
    row.insert(0, "caseworker_id", of_person[columns["person"].to_numpy()])
    row = row[row["caseworker_id"].isin(list(limit))]
    running = instance.running[instance.running["person"] >= 0]
    begun = list(zip(of_person[running["person"].to_numpy()], running["from_week"], strict=True))
    upper = {
        (name, week): max(limit[name] - begun.count((name, week)), 0.0)
        for name, week in row.drop_duplicates().itertuples(index=False, name=None)
    }
    return Rows.at_most("caseworker_starts", row=row, column=row.index, coefficient=1.0, upper=upper)
