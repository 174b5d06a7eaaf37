"""CP-SAT on a programme: built in bulk from its arrays, always begun from the best solution known."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from planner.formulation import Program

LARGEST_SUM = 4e15
FINEST = 9
LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Effort:
    """How much a search may do. A counted one stops on counts, the clock being a safety stop, and repeats exactly."""

    seconds: float
    gap: float
    seed: int
    workers: int
    is_counted: bool = False
    is_stopped: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Found:
    """What a search ended with: x (None: nothing found), bound (units of the goal), and how it ended."""

    x: NDArray[np.float64] | None
    bound: float
    is_proved_empty: bool
    is_stopped_by_clock: bool


# How far a counted search may overrun its seconds before the clock stops it; such a run is not reproducible.
CLOCK_SAFETY = 6.0


def search(  # noqa: PLR0913 - a programme, a start, an effort and who listens
    program: Program,
    goal: NDArray[np.float64],
    columns: NDArray[np.bool_],
    start: NDArray[np.float64] | None,
    effort: Effort,
    *,
    on_better: Callable[[float, float], None] | None = None,
    is_enough: Callable[[], bool] = lambda: False,
) -> Found:
    """Look for the greatest goal on some columns, the others held at 0.

    `on_better(value, bound)` hears of every better solution; `is_enough` is asked now and then whether to stop. Whole
    numbers throughout: the goal is scaled to the coarsest power of ten that holds it exactly, else rounded, with the
    rounding added to the bound.
    """
    own = np.flatnonzero(columns)
    factor, error = scale_of(goal[own], len(program.names))
    model = _model(program, goal, own, factor, start)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = effort.workers
    parameters.random_seed = effort.seed
    parameters.relative_gap_limit = effort.gap
    parameters.catch_sigint_signal = False
    if effort.is_counted:
        parameters.max_deterministic_time = effort.seconds
        parameters.max_time_in_seconds = effort.seconds * CLOCK_SAFETY + 5
    else:
        parameters.max_time_in_seconds = effort.seconds
    heard = _Heard(on_better, factor) if on_better is not None else None
    begun = time.monotonic()
    status = _solve(solver, model, heard, lambda: effort.is_stopped() or is_enough())
    bound = -solver.best_objective_bound / factor + error
    x = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        x = np.zeros(program.num_columns)
        x[own] = list(solver.response_proto.solution)
    by_clock = effort.is_counted and time.monotonic() - begun >= parameters.max_time_in_seconds * 0.99
    return Found(x, bound, status == cp_model.INFEASIBLE, by_clock)


def scale_of(goal: NDArray[np.float64], rows: int) -> tuple[int, float]:
    """A power of ten that makes the goal whole, and how much rounding may hide from a bound (0 where exact)."""
    total = max(float(np.abs(goal).sum()), 1e-12)
    for digits in range(FINEST + 1):
        factor = 10**digits
        if total * factor > LARGEST_SUM:
            break
        if np.all(np.abs(goal * factor - np.round(goal * factor)) < 1e-6):  # noqa: PLR2004 - float noise of decimals
            return factor, 0.0
    digits = max(0, min(FINEST, math.floor(math.log10(LARGEST_SUM / total))))
    # At most one column of a row of one_main is 1, so no more columns than rows round at once.
    return 10**digits, 0.5 * 10.0**-digits * max(rows, 1)


class _Heard(cp_model.CpSolverSolutionCallback):
    def __init__(self, tell: Callable[[float, float], None], factor: int) -> None:
        super().__init__()
        self._tell = tell
        self._factor = factor

    def on_solution_callback(self) -> None:
        self._tell(-self.objective_value / self._factor, -self.best_objective_bound / self._factor)


def _solve(
    solver: cp_model.CpSolver, model: cp_model.CpModel, heard: _Heard | None, is_enough: Callable[[], bool]
) -> object:
    """The status: the solver runs beside the main thread, which asks now and then whether it is enough."""
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


def _model(
    program: Program, goal: NDArray[np.float64], own: NDArray[np.int64], factor: int, start: NDArray[np.float64] | None
) -> cp_model.CpModel:
    model = cp_model.CpModel()
    proto = model.proto
    for low, high in zip(program.lower[own], program.upper[own], strict=True):
        proto.variables.add().domain.extend([math.ceil(low), math.floor(high)])
    weights = np.round(-goal[own] * factor).astype(np.int64)
    used = np.flatnonzero(weights)
    proto.objective.vars.extend(used.tolist())
    proto.objective.coeffs.extend(weights[used].tolist())
    for row in whole_rows(program, own):
        linear = proto.constraints.add().linear
        linear.vars.extend(row.columns)
        linear.coeffs.extend(row.coefficients)
        linear.domain.extend([row.lower, row.upper])
    if start is not None:
        proto.solution_hint.vars.extend(range(len(own)))
        proto.solution_hint.values.extend(np.round(start[own]).astype(np.int64).tolist())
    return model


_NO_LIMIT = 2**62
_DIGITS = 6


class _WholeRow(NamedTuple):
    """A row in whole numbers: columns (positions among those searched), coefficients, limits."""

    columns: list[int]
    coefficients: list[int]
    lower: int
    upper: int


def whole_rows(program: Program, own: NDArray[np.int64]) -> Iterator[_WholeRow]:
    """The rows that can bind on some columns, each in the coarsest power of ten that makes it whole.

    Only weights of goals may need more than six decimals; rounded up, a limit stays kept, and a goal held is held but
    for a millionth a column.
    """
    part = program.matrix[:, own].tocsr()
    count = np.diff(part.indptr)
    filled = np.flatnonzero(count > 0)
    if not len(filled):
        return
    starts = part.indptr[filled]
    digits = np.full(len(filled), _DIGITS)
    for power in range(_DIGITS - 1, -1, -1):
        scaled = part.data * 10**power
        off = np.maximum.reduceat(np.abs(scaled - np.round(scaled)), starts)
        digits = np.where((off < 1e-6) & (digits == power + 1), power, digits)  # noqa: PLR2004 - float noise of decimals
    factor = 10.0 ** np.repeat(digits, count[filled])
    scaled = part.data * factor
    near = np.abs(scaled - np.round(scaled)) < 1e-6  # noqa: PLR2004 - as above
    whole = np.where(near, np.round(scaled), np.ceil(scaled)).astype(np.int64)
    most = np.add.reduceat(np.maximum(whole, 0) * program.upper[own][part.indices], starts)
    least = np.add.reduceat(np.minimum(whole, 0) * program.upper[own][part.indices], starts)
    for number, row in enumerate(filled):
        scale = 10 ** int(digits[number])
        lower, upper = program.row_lower[row], program.row_upper[row]
        low = -_NO_LIMIT if math.isinf(lower) else math.ceil(lower * scale - 1e-6)
        high = _NO_LIMIT if math.isinf(upper) else math.floor(upper * scale + 1e-6)
        if low <= least[number] and most[number] <= high:
            continue
        inside = slice(part.indptr[row], part.indptr[row + 1])
        yield _WholeRow(part.indices[inside].tolist(), whole[inside].tolist(), low, high)
