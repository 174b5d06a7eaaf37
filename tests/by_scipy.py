"""A MIP and its greatest goal as SciPy's HiGHS finds it on the whole, to hold the solver against."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.formulation import GOALS, MIP, assemble, hard_rows
from planner.instance import Instance

Values = NDArray[np.float64]


def mip_of_week(instance: Instance) -> tuple[MIP, Values]:
    """The MIP of an instance under its hard constraints, and the outcome by column."""
    mip = assemble(instance, hard_rows(instance))
    return mip, mip.coefficients(GOALS["outcome"](instance).entries)


def best(mip: MIP, goal: Values) -> float:
    """The greatest goal of whole solutions; minus infinity where there is no solution."""
    return _greatest(mip, goal, mip.is_integer)


def relaxed(mip: MIP, goal: Values) -> float:
    """The greatest goal of the linear relaxation; minus infinity where even that has no solution."""
    return _greatest(mip, goal, np.zeros(mip.num_columns, dtype=bool))


def _greatest(mip: MIP, goal: Values, is_whole: NDArray[np.bool_]) -> float:
    if not mip.num_columns:
        return 0.0 if np.all(mip.row_lower <= 0) else -math.inf
    found = milp(
        -goal,
        constraints=LinearConstraint(mip.matrix, mip.row_lower, mip.row_upper) if mip.names else (),
        integrality=is_whole.astype(int),
        bounds=Bounds(mip.lower, mip.upper),
    )
    return -math.inf if found.x is None else float(goal @ found.x)
