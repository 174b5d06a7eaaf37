"""Row activity of a plan: what it uses of each row of the MIP, from which explanations see what else would fit."""

from __future__ import annotations

import numpy as np

from planner.instance import Instance
from planner.schema.arrays import Values
from planner.solving import Activity, Solution


def activity_of(instance: Instance, solution: Solution) -> Activity:
    """The row activity of the plan's proposals."""
    return Activity(solution.mip, plan_columns(instance, solution))


def plan_columns(instance: Instance, solution: Solution) -> Values:
    """The plan as a solution x of the MIP: 1 for chosen candidates and for slots with a minimum that run."""
    mip = solution.mip
    x = np.zeros(mip.num_columns)
    x[mip.positions("x", solution.chosen)] = 1.0
    if "runs" in mip.keys:
        slots = np.unique(instance.columns.loc[solution.chosen, "slot"].to_numpy())
        opened = mip.keys["runs"][np.isin(mip.keys["runs"], slots)]
        x[mip.positions("runs", opened)] = 1.0
    return x
