"""One goal at a time: relax, fix what cannot help, round, search; and the whole order of goals."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.formulation import Program
from planner.solving.relaxation import Relaxation, relax
from planner.solving.rounding import Load, is_solution, rounded
from planner.solving.search import Effort, search

LARGEST_CORE = 40_000
OPTIMAL_GAP = 1e-6


@dataclass(frozen=True)
class Reached:
    """What one goal reached: a solution, its value, a bound that holds for all, and how the search for it ended."""

    x: NDArray[np.float64] | None
    value: float
    bound: float
    relaxation: Relaxation | None = field(repr=False)
    is_proved_empty: bool = False
    is_stopped_by_clock: bool = False
    is_interrupted: bool = False
    core: int = 0


def gap_between(value: float, bound: float) -> float:
    """(bound - value) / |value|, never below 0."""
    return max(bound - value, 0.0) / max(abs(value), 1e-9)


def reach(
    program: Program,
    goal: NDArray[np.float64],
    start: NDArray[np.float64] | None,
    effort: Effort,
    listener: Callable[[float, float], None] | None = None,
    *,
    is_first: bool = False,
) -> Reached:
    """The greatest goal of a programme that the effort finds, begun from `start` where one is known.

    The first goal, which has no plan before it, also begins from the relaxation rounded.

    The relaxation bounds the goal and fixes every column that no better solution can use; CP-SAT searches the rest.
    Where even that is more than it handles well, it gets the columns of best reduced cost, and the bound stays the
    relaxation's.
    """
    begun = time.monotonic()
    relaxation = relax(program, goal)
    if relaxation is None:
        return Reached(start, _value(goal, start), np.inf, None, is_proved_empty=start is None)
    best = _better(program, goal, start, rounded(program, goal, relaxation.x) if is_first else None)
    value = _value(goal, best)
    if best is not None and listener is not None:
        listener(value, relaxation.bound)
    if best is not None and gap_between(value, relaxation.bound) <= effort.gap:
        return Reached(best, value, max(relaxation.bound, value), relaxation)
    core, is_exact = _core(program, relaxation, value, best)
    left = effort.seconds if effort.is_counted else max(effort.seconds - (time.monotonic() - begun), 0.5)
    found = search(program, goal, core, best, Effort(left, effort.gap, effort.seed, effort.workers), listener)
    best = _better(program, goal, best, found.x)
    value = _value(goal, best)
    bound = min(relaxation.bound, max(found.bound, value)) if is_exact else relaxation.bound
    return Reached(
        best, value, max(bound, value), relaxation,
        is_proved_empty=best is None and found.is_proved_empty and is_exact,
        is_stopped_by_clock=found.is_stopped_by_clock, is_interrupted=found.is_interrupted, core=int(core.sum()),
    )  # fmt: skip


def _core(
    program: Program, relaxation: Relaxation, value: float, best: NDArray[np.float64] | None
) -> tuple[NDArray[np.bool_], bool]:
    """The columns worth searching, and whether every better solution lies within them."""
    declared = np.arange(program.num_columns) >= len(program.candidates)
    promise = relaxation.closing.with_column()
    core = declared | (promise > value + 1e-9 * max(abs(value), 1.0)) if best is not None else np.ones_like(declared)
    is_exact = True
    if core.sum() > LARGEST_CORE:
        order = np.argsort(-promise, kind="stable")
        core = declared.copy()
        core[order[:LARGEST_CORE]] = True
        is_exact = False
    if best is not None:
        core |= best > 0
    return core, is_exact


def _value(goal: NDArray[np.float64], x: NDArray[np.float64] | None) -> float:
    return -np.inf if x is None else float(goal @ x)


def _better(
    program: Program, goal: NDArray[np.float64], one: NDArray[np.float64] | None, other: NDArray[np.float64] | None
) -> NDArray[np.float64] | None:
    if other is None or not is_solution(program, other):
        return one
    return other if one is None or goal @ other > goal @ one + 1e-12 else one


def filled(program: Program, gain: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """x with every candidate of positive gain added that still fits, the greatest gain first."""
    load = Load(program, x)
    fitting = load.fitting()
    fitting = fitting[gain[fitting] > 0]
    for column in fitting[np.argsort(-gain[fitting], kind="stable")]:
        if load.fits(int(column)):
            load.move(int(column), 1.0)
    return load.x
