"""A programme and its greatest goal as SciPy's HiGHS finds it on the whole, to hold the solver against."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.formulation import GOALS, Program, assemble, hard_rows
from planner.instance import Instance

Values = NDArray[np.float64]


def programme(instance: Instance) -> tuple[Program, Values]:
    """The programme of an instance under its hard rules, and the outcome by column."""
    program = assemble(instance, hard_rows(instance))
    return program, program.coefficients(GOALS["outcome"](instance).entries)


def best(program: Program, goal: Values) -> float:
    """The greatest goal of whole solutions; minus infinity where there is no solution."""
    return _greatest(program, goal, program.is_integer)


def relaxed(program: Program, goal: Values) -> float:
    """The greatest goal of the linear relaxation; minus infinity where even that has no solution."""
    return _greatest(program, goal, np.zeros(program.num_columns, dtype=bool))


def _greatest(program: Program, goal: Values, is_whole: NDArray[np.bool_]) -> float:
    if not program.num_columns:
        return 0.0 if np.all(program.row_lower <= 0) else -math.inf
    found = milp(
        -goal,
        constraints=LinearConstraint(program.matrix, program.row_lower, program.row_upper) if program.names else (),
        integrality=is_whole.astype(int),
        bounds=Bounds(program.lower, program.upper),
    )
    return -math.inf if found.x is None else float(goal @ found.x)
