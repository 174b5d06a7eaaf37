"""Other purposes: places that do not compete on uplift go by the committee's priority order, then by wish."""

from __future__ import annotations

import numpy as np

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance

WISH_WEIGHT = 0.1


def other_purposes(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum of class weight + acceptance / 10 over proposals of purpose companion, activity or sheltered.

    The weight is 1 for the last of the priority classes present and one more for each class before it; a blank class
    comes last. Where places are a matching, any such weights serve the first class first.
    """
    classes = instance.people["priority_class"].fillna(np.inf).to_numpy(dtype=float)
    present = np.unique(classes)
    weight = (len(present) - np.searchsorted(present, classes)).astype(float)
    columns = instance.columns[instance.columns["purpose"] != "main"]
    return weighted(
        "other_purposes",
        columns.index.to_numpy(),
        weight[columns["person"].to_numpy()] + WISH_WEIGHT * columns["acceptance"].to_numpy(),
    )
