"""The incumbent: the best solution found so far and the best bound proved, which only ever get better."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.relaxation.lagrangian import gap_between
from planner.solving.search.heuristics import is_solution

# A solution is better if its value is by more than this.
LEAST_GAIN = 1e-12
# The error that the LP's tolerance may leave in the bound on a goal whose value is 0, as a share of the largest
# coefficient that could still add to the goal.
NOISE = 1e-7
# The error allowed in a bound, as a share of the goal's step (a number of which every value is a multiple).
STEP_NOISE = 1e-4
# Called with a value and a bound of the goal, whenever one of them is better than before; by any thread.
OnProgress = Callable[[float, float], None]


class Incumbent:
    """The best solution of a MIP so far, its value, and a bound on every solution; any thread may offer and tell.

    `step` is a number of which every value of the goal is a multiple, 0 where none is known.
    """

    def __init__(
        self, mip: MIP, goal: Values, bound: float, *, step: float = 0.0, on_progress: OnProgress | None = None
    ) -> None:
        self.mip, self.goal, self.step = mip, goal, step
        self.x: Values | None = None
        self.value = -math.inf
        self.bound = self.rounded(bound)
        self._on_progress = on_progress
        self._heard = -math.inf, math.inf
        self._turn = threading.RLock()

    @property
    def gap(self) -> float:
        """The relative gap between value and bound; infinite without a solution."""
        return math.inf if self.x is None else gap_between(self.value, self.bound)

    @property
    def least_better(self) -> float:
        """What a bound must exceed to leave room for a better solution; minus infinity where none is known."""
        if self.x is None:
            return -math.inf
        return self.value + max(self.step * (1 - STEP_NOISE), 1e-9 * max(abs(self.value), 1.0))

    def rounded(self, bound: float) -> float:
        """A bound rounded down to a multiple of the goal's step, since the goal has no value between two of them."""
        if not self.step or not math.isfinite(bound):
            return bound
        return min(bound, math.floor(bound / self.step + STEP_NOISE) * self.step)

    def offer(self, x: Values | None) -> bool:
        """Make a solution the incumbent if it is better and feasible; whether it was."""
        if x is None:
            return False
        with self._turn:
            value = float(self.goal @ x)
            is_better = (self.x is None or value > self.value + LEAST_GAIN) and is_solution(self.mip, x)
            if is_better:
                self.x, self.value = x, value
                self.tell(value, self.bound)
            return is_better

    def prove(self, bound: float) -> None:
        """Take over a bound that was proved, if it is a better one."""
        with self._turn:
            proved = max(self.rounded(bound), self.value)
            if proved < self.bound:
                self.bound = proved
                if self.x is not None:
                    self.tell(self.value, self.bound)

    def tell(self, value: float, bound: float) -> None:
        """Report progress, never worse than before: a solver may not know a better solution or bound of another's."""
        with self._turn:
            value, bound = max(value, self._heard[0]), min(bound, self._heard[1])
            if self._on_progress is not None and (value, bound) != self._heard:
                self._on_progress(value, max(bound, value))
            self._heard = value, bound

    def final_bound(self, bound_if_used: Values) -> float:
        """The bound in the end; the value itself where both lie within noise of 0."""
        bound = max(self.bound, self.value)
        if not self.step and math.isfinite(self.value):  # with a step, noise is less than one
            noise = NOISE * float(np.abs(self.goal[bound_if_used > self.value]).max(initial=0.0))
            if abs(self.value) <= noise and bound <= noise:
                return self.value
        return bound
