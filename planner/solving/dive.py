"""A first plan from the relaxation: what it is sure of is fixed, and CP-SAT settles the little that is left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.formulation import Program
from planner.solving.relaxation import Relaxation, relax_on
from planner.solving.rounding import TOLERANCE, is_solution
from planner.solving.search import Effort, search

# Measured in benchmarks/studies/2026-11-22_where_we_stand: with two columns a person the plan is a little worse, and
# CP-SAT is slower, for it is left with more budgets that do not come out even.
COLUMNS_A_CLASS = 4
EFFORT_SHARE = 0.15
GAP = 1e-4


def dived(
    program: Program, goal: NDArray[np.float64], relaxation: Relaxation, effort: Effort
) -> NDArray[np.float64] | None:
    """A solution near the relaxation; None where it settles what cannot hold or the effort did not suffice.

    Columns beside candidates (slots with a minimum that run) that the relaxation makes whole are fixed, and it is
    solved again on the most promising columns. Who then has a place whole keeps it; the others are searched.
    """
    count, closing = len(program.candidates), relaxation.closing
    is_candidate = np.arange(program.num_columns) < count
    whole = np.clip(np.round(relaxation.x), program.lower, program.upper)
    is_settled = ~is_candidate & (np.abs(relaxation.x - whole) < TOLERANCE)
    lower, upper = (np.where(is_settled, whole, bound) for bound in (program.lower, program.upper))
    own = relaxation.x > TOLERANCE
    most = COLUMNS_A_CLASS * len(closing.best)
    own[np.argsort(-np.where(is_candidate, closing.with_column(), -np.inf), kind="stable")[:most]] = True
    own |= ~is_candidate | (program.lower > 0)
    seconds = None if effort.is_counted else effort.seconds * EFFORT_SHARE
    again = relax_on(replace(program, lower=lower, upper=upper), goal, np.flatnonzero(own), seconds)
    if again is None:
        return None
    is_placed = is_candidate & (again.x > 1 - TOLERANCE)
    lower = np.where(is_placed, 1.0, lower)
    has_place = np.zeros(len(closing.best) + 1, dtype=bool)
    has_place[closing.class_of[is_placed]] = True
    has_place[-1] = False  # where columns of no class point to
    own &= is_placed | ~has_place[closing.class_of]
    part = replace(effort, seconds=effort.seconds * EFFORT_SHARE, gap=GAP)
    found = search(replace(program, lower=lower, upper=upper), goal, own, None, part)
    return found.x if found.x is not None and is_solution(program, found.x) else None
