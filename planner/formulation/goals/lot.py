"""Lot: a repeatable lottery among people who are otherwise equal."""

from __future__ import annotations

import numpy as np

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance, is_earning


def lot(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum over proposals of the person's lottery number to six decimals; a main candidate of value 0 earns nothing.

    Numbers are drawn from `lottery_seed`, the plan week and the ids, so the draw can be repeated by anybody.
    """
    columns = instance.columns[is_earning(instance.columns)]
    number = np.round(instance.lottery[columns["person"].to_numpy()], 6)
    return weighted("lot", columns.index.to_numpy(), number)
