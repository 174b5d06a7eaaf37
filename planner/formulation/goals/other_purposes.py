"""Other purposes: places that do not compete on uplift follow the committee's priority classes, then wishes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance, is_main
from planner.schema.arrays import Values

WISH_WEIGHT = 0.1


def other_purposes(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum of class weight + wish / 10 over proposals of purpose companion, activity or sheltered.

    The class weight is 1 for the last of the priority classes present and one more for each class before it; a blank
    class comes last. Where people and places form a bipartite matching, any such weights serve the first class first.
    The wish is the candidate's acceptance divided by the greatest acceptance among the person's companions, or among
    the rest: so it decides which place somebody gets, not who gets one.
    """
    classes = instance.people["priority_class"].fillna(np.inf).to_numpy(dtype=float)
    present = np.unique(classes)
    weight = (len(present) - np.searchsorted(present, classes)).astype(float)
    columns = instance.columns[~is_main(instance.columns)]
    return weighted(
        "other_purposes",
        columns.index.to_numpy(),
        weight[columns["person"].to_numpy()] + WISH_WEIGHT * _beside_own(columns),
    )


def _beside_own(columns: pd.DataFrame) -> Values:
    """Acceptance divided by the person's greatest, among companions or among the rest; 1 where that greatest is 0."""
    acceptance = columns["acceptance"]
    best = acceptance.groupby([columns["person"], columns["purpose"] == "companion"]).transform("max").to_numpy()
    return np.where(best > 0, acceptance.to_numpy() / np.where(best > 0, best, 1.0), 1.0)
