"""CP-SAT on a restricted MIP: the model is built in bulk from arrays and warm-started from the incumbent."""

from __future__ import annotations

import itertools
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from planner.schema.arrays import Values
from planner.solving.highs.client import LOOK_SECONDS
from planner.solving.relaxation.row_scaling import DIGITS, FINEST, NOISE, scale_of
from planner.solving.run import SearchRun
from planner.solving.search.restricted_mip import RestrictedMIP


@dataclass(frozen=True)
class SearchResult:
    """The result of a search: x of the whole MIP (None: none found), a bound on the restricted one, and how it ended.

    `spent` is CP-SAT's deterministic time; a unit is about a second.
    """

    x: Values | None
    bound: float
    is_proved_empty: bool
    is_proved_best: bool
    spent: float


def search(
    own: RestrictedMIP,
    start: Values | None,
    run: SearchRun,
    *,
    on_better: Callable[[float, float], None] | None = None,
    is_enough: Callable[[], bool] = lambda: False,
) -> SearchResult:
    """Maximise the goal on a restricted MIP, warm-started from a solution of the whole MIP where one is known.

    `on_better(value, bound)` is called with every better solution; `is_enough` is polled whether to stop. CP-SAT takes
    whole numbers only: the goal is multiplied by the least power of ten that makes it whole. Where there is none, it is
    rounded, and the largest possible rounding error is added to the bound. The caller spends what it took.
    """
    factor = scale_of(own.goal)
    error = float(np.maximum(own.goal - np.round(own.goal * factor) / factor, 0.0) @ own.upper)
    model = _model(own, factor, start)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = run.workers
    # With counts of places among the columns CP-SAT needs its full linear relaxation: at lower levels it finds next to
    # nothing (benchmarks/studies/2026-11-22_counting_places).
    parameters.linearization_level = 2
    parameters.random_seed = run.seed
    parameters.relative_gap_limit = run.gap
    parameters.catch_sigint_signal = False
    parameters.max_deterministic_time = run.budget.work(1.0)
    parameters.max_time_in_seconds = run.budget.seconds
    heard = _Heard(on_better, factor, own.constant, error) if on_better is not None else None
    with run.recorder.step("cp_sat"):
        status = _solve(solver, model, heard, lambda: run.must_end or is_enough())
    is_found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    spent = solver.response_proto.deterministic_time
    run.recorder.count("cp_sat_searches")
    run.recorder.count("cp_sat_branches", int(solver.num_branches))
    run.recorder.count("cp_sat_conflicts", int(solver.num_conflicts))
    run.recorder.count("cp_sat_thousandths", round(1000 * spent))
    return SearchResult(
        x=own.whole(np.array(solver.response_proto.solution, dtype=float)) if is_found else None,
        # Without a solution, what CP-SAT reports as its bound may not be one.
        bound=-solver.best_objective_bound / factor + error + own.constant if is_found else math.inf,
        is_proved_empty=status == cp_model.INFEASIBLE,
        is_proved_best=status == cp_model.OPTIMAL,
        spent=spent,
    )


class _Heard(cp_model.CpSolverSolutionCallback):
    """CP-SAT's progress callback: passes on each better solution and the bound, in units of the goal."""

    def __init__(self, tell: Callable[[float, float], None], factor: int, constant: float, error: float) -> None:
        super().__init__()
        self._tell = tell
        self._factor = factor
        self._constant, self._error = constant, error

    def on_solution_callback(self) -> None:
        value, bound = -self.objective_value / self._factor, -self.best_objective_bound / self._factor
        self._tell(value + self._constant, bound + self._error + self._constant)


def _solve(
    solver: cp_model.CpSolver, model: cp_model.CpModel, heard: _Heard | None, is_enough: Callable[[], bool]
) -> object:
    """Run the solver in a thread and return its status; meanwhile this thread polls whether to stop."""
    status: list[object] = []
    ended = threading.Event()

    def run() -> None:
        try:
            status.append(solver.solve(model, heard))
        finally:
            ended.set()

    threading.Thread(target=run, daemon=True).start()
    while not ended.wait(LOOK_SECONDS):
        if is_enough():
            solver.stop_search()
    if not status:
        msg = "the solver ended without a status"
        raise RuntimeError(msg)
    return status[0]


def _model(own: RestrictedMIP, factor: int, start: Values | None) -> cp_model.CpModel:
    model = cp_model.CpModel()
    proto = model.proto
    for low, high in zip(own.lower, own.upper, strict=True):
        proto.variables.add().domain.extend([math.ceil(low), math.floor(high)])
    weights = np.round(-own.goal * factor).astype(np.int64)
    used = np.flatnonzero(weights)
    proto.objective.vars.extend(used.tolist())
    proto.objective.coeffs.extend(weights[used].tolist())
    for row in whole_rows(own):
        linear = proto.constraints.add().linear
        linear.vars.extend(row.columns)
        linear.coeffs.extend(row.coefficients)
        linear.domain.extend([row.lower, row.upper])
    if start is not None:
        proto.solution_hint.vars.extend(range(len(own.goal)))
        proto.solution_hint.values.extend(own.within(start).astype(np.int64).tolist())
    return model


_NO_LIMIT = 2**62


class _WholeRow(NamedTuple):
    """A row in whole numbers: columns, coefficients, limits."""

    columns: list[int]
    coefficients: list[int]
    lower: int
    upper: int


def whole_rows(own: RestrictedMIP) -> Iterator[_WholeRow]:
    """The rows in whole numbers: those with whole coefficients as they are, the others scaled and rounded.

    The rounding is directed so that no solution is lost: what is proved of the rounded rows must hold for the own.
    Coefficients of rows with a lower limit (a goal that is held) are rounded up at the sixth decimal, those of rows
    with an upper limit (needs and costs with decimals) down at the ninth. No rounded row has both limits, and columns
    are at least 0.
    """
    rows = own.matrix
    near = np.abs(rows.data - np.round(rows.data)) < NOISE
    count = np.diff(rows.indptr)
    is_whole = np.ones(len(count), dtype=bool)
    filled = np.flatnonzero(count)
    if len(filled):
        is_whole[filled] = np.minimum.reduceat(near, rows.indptr[filled])
    is_limit = np.isfinite(own.row_upper)
    scale = np.where(is_whole, 1, np.where(is_limit, 10**FINEST, 10**DIGITS))
    scaled = rows.data * np.repeat(scale, count)
    near = np.abs(scaled - np.round(scaled)) < NOISE
    away = np.where(np.repeat(is_limit, count), np.floor(scaled), np.ceil(scaled))
    coefficients = np.where(near, np.round(scaled), away).astype(np.int64)
    for row, (begin, end) in enumerate(itertools.pairwise(rows.indptr.tolist())):
        lower, upper = own.row_lower[row], own.row_upper[row]
        low = -_NO_LIMIT if math.isinf(lower) else math.ceil(lower * scale[row] - NOISE)
        # Float noise may put the limit of a scaled row just below a sum that meets it exactly.
        room = NOISE if is_whole[row] else 1.0
        high = _NO_LIMIT if math.isinf(upper) else math.floor(upper * scale[row] + room)
        yield _WholeRow(rows.indices[begin:end].tolist(), coefficients[begin:end].tolist(), low, high)
