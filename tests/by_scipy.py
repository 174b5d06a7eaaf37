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


def solution(mip: MIP, goal: Values) -> Values:
    """A whole solution of the greatest goal, its whole columns rounded, of a MIP that has one."""
    x = _optimum(mip, goal, mip.is_integer)
    assert x is not None
    return np.where(mip.is_integer, np.round(x), x)


def relaxed(mip: MIP, goal: Values) -> float:
    """The greatest goal of the linear relaxation; minus infinity where even that has no solution."""
    return _greatest(mip, goal, np.zeros(mip.num_columns, dtype=bool))


def _greatest(mip: MIP, goal: Values, is_whole: NDArray[np.bool_]) -> float:
    x = _optimum(mip, goal, is_whole)
    return -math.inf if x is None else float(goal @ x)


def _optimum(mip: MIP, goal: Values, is_whole: NDArray[np.bool_]) -> Values | None:
    if not mip.num_columns:
        return np.array([]) if np.all(mip.row_lower <= 0) else None
    found = milp(
        -goal,
        constraints=LinearConstraint(mip.matrix, mip.row_lower, mip.row_upper) if mip.names else (),
        integrality=is_whole.astype(int),
        bounds=Bounds(mip.lower, mip.upper),
    )
    return found.x
