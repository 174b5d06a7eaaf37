"""The linear relaxation: values, row prices and a valid bound, found on the columns that matter."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from planner.formulation import Program
from planner.solving.bound import Closing, closed

WHOLE_COLUMNS = 30_000
FIRST_PER_CLASS = 8
NEW_PER_CLASS = 4
ROUNDS = 40
CLOSE_ENOUGH = 1e-6
FEASIBILITY = 1e-9


@dataclass(frozen=True)
class Relaxation:
    """The relaxation solved: `x` by column, prices by row, the closing they give, and its value (units of the goal)."""

    x: NDArray[np.float64]
    prices: NDArray[np.float64]
    closing: Closing
    value: float

    @property
    def bound(self) -> float:
        """No solution of the programme has a greater goal."""
        return self.closing.bound


_INFEASIBLE = 2
_NOTHING = np.array([])
_TOO_LATE = Relaxation(_NOTHING, _NOTHING, Closing(math.inf, _NOTHING, _NOTHING, _NOTHING.astype(np.int64)), -math.inf)


def relax(program: Program, goal: NDArray[np.float64], seconds: float | None = None) -> Relaxation | None:
    """Solve the relaxation; None where even it has no solution (demands that cannot hold together).

    Small programmes are solved whole. Larger ones are solved on the best columns of each person, and columns whose
    reduced cost says so are added until the bound over all columns meets the value. Without `seconds` there is no
    clock, so that runs repeat; with them the best bound by then is given, at worst the one that needs no solving.
    """
    deadline = math.inf if seconds is None else time.monotonic() + seconds
    free = closed(program, goal, np.zeros(len(program.names)))
    best = Relaxation(np.zeros(program.num_columns), np.zeros(len(program.names)), free, -np.inf)
    is_whole = program.num_columns <= WHOLE_COLUMNS
    chosen = np.ones(program.num_columns, dtype=bool) if is_whole else _first_columns(program, goal)
    for _ in range(ROUNDS):
        result = _on(program, goal, np.flatnonzero(chosen), deadline)
        if result is _TOO_LATE:
            return best
        if result is None:
            if chosen.all():
                return None
            chosen[:] = True  # the demands may need other columns
            continue
        best = Relaxation(
            result.x,
            *((result.prices, result.closing) if result.bound <= best.bound else (best.prices, best.closing)),
            result.value,
        )
        new = _leading(result.closing, result.closing.reduced, NEW_PER_CLASS, ~chosen)
        if best.bound - result.value <= CLOSE_ENOUGH * max(abs(result.value), 1.0) or not new.any():
            break
        chosen |= new
    return best


def _first_columns(program: Program, goal: NDArray[np.float64]) -> NDArray[np.bool_]:
    closing = closed(program, goal, np.zeros(len(program.names)))
    chosen = _leading(closing, goal + 1e-12, FIRST_PER_CLASS, np.ones(program.num_columns, dtype=bool))
    for row in np.flatnonzero(np.isinf(program.row_upper) & (program.row_lower > 0)):
        part = slice(program.matrix.indptr[row], program.matrix.indptr[row + 1])
        among, weight = np.zeros(program.num_columns, dtype=bool), np.zeros(program.num_columns)
        among[program.matrix.indices[part]] = True
        weight[program.matrix.indices[part]] = program.matrix.data[part]
        # What serves the demand most, and of equals what serves the goal most.
        rank = np.empty(program.num_columns)
        rank[np.lexsort((goal, weight))] = np.arange(1, program.num_columns + 1)
        chosen |= _leading(closing, rank, FIRST_PER_CLASS, among & (weight > 0))
    return chosen | (closing.class_of < 0)


def _leading(closing: Closing, score: NDArray[np.float64], most: int, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The columns of greatest positive score in each class, at most so many a class."""
    pool = np.flatnonzero(among & (score > FEASIBILITY) & (closing.class_of >= 0))
    order = pool[np.lexsort((-score[pool], closing.class_of[pool]))]
    classes = closing.class_of[order]
    first = np.r_[True, classes[1:] != classes[:-1]] if len(order) else np.array([], dtype=bool)
    starts = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    chosen = np.zeros(len(score), dtype=bool)
    chosen[order[np.arange(len(order)) - starts < most]] = True
    return chosen


def relax_on(
    program: Program, goal: NDArray[np.float64], columns: NDArray[np.int64], seconds: float | None = None
) -> Relaxation | None:
    """The relaxation on some columns, the others held at 0; None where it has no solution, or none in time."""
    deadline = math.inf if seconds is None else time.monotonic() + seconds
    found = _on(program, goal, columns, deadline)
    return None if found is _TOO_LATE else found


def _on(program: Program, goal: NDArray[np.float64], columns: NDArray[np.int64], deadline: float) -> Relaxation | None:
    """The relaxation on some columns, the others held at 0; prices and closing are over all rows and columns.

    None where it has no solution, _TOO_LATE where the deadline came first.
    """
    part = program.matrix[:, columns].tocsr()
    filled = np.diff(part.indptr) > 0
    low, high = np.isfinite(program.row_lower), np.isfinite(program.row_upper)
    if np.any(~filled & (program.row_lower > FEASIBILITY)):
        return None
    if not len(columns):
        nothing = np.zeros(len(program.names))
        return Relaxation(np.zeros(program.num_columns), nothing, closed(program, goal, nothing), 0.0)
    upper_rows, lower_rows = np.flatnonzero(filled & high), np.flatnonzero(filled & low)
    limits = sparse.vstack([part[upper_rows], -part[lower_rows]], format="csr")
    right = np.concatenate([program.row_upper[upper_rows], -program.row_lower[lower_rows]])
    scale = np.maximum(abs(limits).max(axis=1).toarray().ravel(), 1e-12) if limits.shape[0] else np.array([])
    limits = sparse.diags(1 / scale) @ limits if limits.shape[0] else limits
    bounds = np.column_stack([program.lower[columns], program.upper[columns]])
    options = {} if math.isinf(deadline) else {"time_limit": max(deadline - time.monotonic(), 0.01)}
    result = linprog(-goal[columns], A_ub=limits, b_ub=right / scale, bounds=bounds, method="highs", options=options)  # type: ignore[call-overload]  # the stubs know no sparse rows
    if result.status != 0:
        return None if result.status == _INFEASIBLE else _TOO_LATE
    prices = np.zeros(len(program.names))
    duals = np.maximum(-result.ineqlin.marginals, 0.0) / scale
    prices[upper_rows] += duals[: len(upper_rows)]
    prices[lower_rows] -= duals[len(upper_rows) :]
    x = np.zeros(program.num_columns)
    x[columns] = result.x
    return Relaxation(x, prices, closed(program, goal, prices), float(-result.fun))
