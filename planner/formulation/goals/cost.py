"""Cost: among plans otherwise equal, the cheaper one."""

from __future__ import annotations

import numpy as np

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance, module_costs


def cost(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Minus the cost of all proposals over their whole length, modules before them included, in whole kronor.

    An unknown cost counts as nothing.

    Forms of one place are often worth the same, and differ in what the payer is left with after the subsidy.
    """
    columns = instance.columns
    sek = columns["cost"].fillna(0.0).to_numpy(dtype=float) + module_costs(columns, instance.modules)
    return weighted("cost", columns.index.to_numpy(), -np.round(sek))
