"""Group minimum: at least so many members of a group have a place, where the settings demand it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import COMPETING_CLASS, Instance
from planner.schema.rows import Rows


def group_minimum(instance: Instance) -> Rows:
    """Demand that enough members of a group have a place, new or running.

        sum of x[c] over competing candidates of members without a running placement  >=  count - members with one

    Shape: one row per group with a count, keyed (group). A row without candidates and a count above 0 cannot hold.
    Unit: people. Source: setting `group_minimum`.
    """
    columns = instance.columns
    running = set(instance.running["person"])
    is_placed = np.array([person in running for person in range(len(instance.people))], dtype=bool)
    rows = Rows("group_minimum")
    for name, count in sorted(instance.settings.group_minimum.items()):
        member = instance.groups[name]
        needed = float(count - int((member & is_placed).sum()))
        eligible = columns["purpose"].isin(COMPETING_CLASS).to_numpy()
        own = columns[eligible & (member & ~is_placed)[columns["person"].to_numpy()]]
        if own.empty:
            rows = rows.joined(Rows("group_minimum", ((name,),), np.array([max(needed, 0.0)]), np.array([np.inf])))
            continue
        row = pd.DataFrame({"group": name}, index=own.index)
        rows = rows.joined(
            Rows.at_least("group_minimum", row=row, column=own.index, coefficient=1.0, lower={name: needed})
        )
    return rows
