"""Textbook CP-SAT: a Boolean for each candidate, every row unchanged, the goal, and nothing else."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from benchmarks.peers.answer import PeerAnswer, Tell, Told
from planner.formulation import MIP

GOAL_SCALE = 10**6
MOST_DIGITS = 6
NEAR = 1e-6


class _Heard(cp_model.CpSolverSolutionCallback):
    """Tells of better plans and bounds."""

    def __init__(self, tell: Tell, begun: float) -> None:
        super().__init__()
        self._tell, self._warm_start = tell, begun
        self._value: float | None = None

    def on_solution_callback(self) -> None:
        self._value = self.objective_value / GOAL_SCALE
        self.bounded(self.best_objective_bound)

    def bounded(self, bound: float) -> None:
        self._tell(Told(time.monotonic() - self._warm_start, self._value, bound / GOAL_SCALE))


def textbook_cp_sat(  # noqa: PLR0913, PLR0917 - as every peer
    mip: MIP, goal: NDArray[np.float64], seconds: float, gap: float, workers: int, tell: Tell
) -> PeerAnswer:
    """Solve as the examples that come with CP-SAT do. Writing the model counts in the time."""
    begun = time.monotonic()
    model = cp_model.CpModel()
    columns = [model.new_int_var(int(low), int(high), "") for low, high in zip(mip.lower, mip.upper, strict=True)]
    matrix = mip.matrix
    for row in range(matrix.shape[0]):
        inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
        scale = whole_scale(matrix.data[inside])
        weights = np.round(matrix.data[inside] * scale).astype(int).tolist()
        total = cp_model.LinearExpr.weighted_sum([columns[column] for column in matrix.indices[inside]], weights)
        if np.isfinite(mip.row_upper[row]):
            model.add(total <= int(np.floor(mip.row_upper[row] * scale + NEAR)))
        if np.isfinite(mip.row_lower[row]):
            model.add(total >= int(np.ceil(mip.row_lower[row] * scale - NEAR)))
    worth = np.round(goal * GOAL_SCALE).astype(int).tolist()
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, worth))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.relative_gap_limit = gap
    solver.parameters.max_time_in_seconds = max(seconds - (time.monotonic() - begun), 0.01)
    heard = _Heard(tell, begun)
    solver.best_bound_callback = heard.bounded
    status = solver.solve(model, heard)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return PeerAnswer(None, seconds=time.monotonic() - begun)
    x = np.array([solver.value(column) for column in columns], dtype=float)
    return PeerAnswer(x, solver.best_objective_bound / GOAL_SCALE, time.monotonic() - begun)


def whole_scale(weights: NDArray[np.float64]) -> int:
    """The smallest power of ten that makes a row's weights whole."""
    for digits in range(MOST_DIGITS):
        if np.all(np.abs(weights * 10**digits - np.round(weights * 10**digits)) < NEAR):
            return int(10**digits)
    return int(10**MOST_DIGITS)
