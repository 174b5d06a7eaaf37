"""Group minimum: at least so many members of a group have a place, where the settings demand it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import COMPETING_CLASS, Instance
from planner.schema.arrays import Bools
from planner.schema.rows import Rows


def group_minimum(instance: Instance) -> Rows:
    """Demand that enough members of a group have a place: a new one, a running one, or one that started not long ago.

        sum of x[c] over competing candidates of members who have none yet  >=  count - members who have one

    Shape: one row per group with a count, keyed (group). A row without candidates and a count above 0 cannot hold.
    Unit: people. Source: settings `group_minimum` and `group_minimum_weeks` (0: running placements alone).
    """
    columns = instance.columns
    is_placed = _is_placed(instance)
    rows = Rows("group_minimum")
    for name, needed in minimums_left(instance).items():
        member = instance.groups[name]
        eligible = columns["purpose"].isin(COMPETING_CLASS).to_numpy()
        own = columns[eligible & (member & ~is_placed)[columns["person"].to_numpy()]]
        if own.empty:
            rows = rows.joined(
                Rows("group_minimum", ((name,),), np.array([max(float(needed), 0.0)]), np.array([np.inf]))
            )
            continue
        row = pd.DataFrame({"group": name}, index=own.index)
        rows = rows.joined(
            Rows.at_least("group_minimum", row=row, column=own.index, coefficient=1.0, lower={name: float(needed)})
        )
    return rows


def minimums_left(instance: Instance) -> dict[str, int]:
    """How many people of each group with a minimum the proposals must give a place; 0 or less: it is met without."""
    is_placed, left = _is_placed(instance), instance.met_by_starts[1]
    return {
        name: count - int((instance.groups[name] & is_placed).sum()) - sum(name in groups for groups in left)
        for name, count in sorted(instance.settings.group_minimum.items())
    }


def _is_placed(instance: Instance) -> Bools:
    """Who has a place already: a running one, or one that started not long ago."""
    running = np.isin(np.arange(len(instance.people)), instance.running["person"])
    return instance.met_by_starts[0] | running
