"""How a search is run: its budget, its gap, what the solvers are given, and who may stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Self

from planner.schema.solver_parameters import SolverParameters
from planner.solving.budget import Budget, ClockBudget, WorkBudget
from planner.solving.crew import Crew
from planner.solving.statistics import Recorder


@dataclass(frozen=True)
class SearchRun:
    """The budget of a search, and what is the same in all searches of a solve.

    A search stops when its budget is spent, at the relative `gap`, or once `is_stopped()`; `seed` and `workers` are
    those of the solvers. `recorder` keeps statistics. `even` is the even share of a search that may use more than that:
    once it is spent, the parameter `enough_gap` is enough. A `crew` solves components elsewhere.
    """

    budget: Budget
    gap: float
    seed: int
    workers: int
    parameters: SolverParameters = field(default_factory=SolverParameters, repr=False)
    is_stopped: Callable[[], bool] = lambda: False
    recorder: Recorder = field(default_factory=Recorder, repr=False)
    even: Budget | None = field(default=None, repr=False)
    crew: Crew | None = field(default=None, repr=False)

    @classmethod
    def of(cls, seconds: float, *, gap: float = 0.0, seed: int = 1, workers: int = 1) -> Self:
        """A run of so many seconds: counted with one worker, so that it repeats to the byte, on the clock with more."""
        return cls(budget_of(seconds, workers), gap, seed, workers)

    def having(self, budget: Budget, *, gap: float | None = None) -> Self:
        """The same run with another budget."""
        return replace(self, budget=budget, gap=self.gap if gap is None else gap)

    @property
    def enough(self) -> float:
        """The relative gap at which to stop now: `gap`, and more once the even share is spent."""
        is_even_spent = self.even is not None and self.even.is_spent
        return max(self.gap, self.parameters.enough_gap) if is_even_spent else self.gap

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be begun."""
        return self.budget.is_spent or self.is_stopped()

    @property
    def must_end(self) -> bool:
        """Whether what goes on must end: somebody has stopped it, or it is on the clock and its time is over."""
        return self.budget.seconds <= 0 or self.is_stopped()


def budget_of(seconds: float, workers: int) -> Budget:
    """Counted seconds where one worker searches, seconds on the clock where several do."""
    return WorkBudget(seconds) if workers == 1 else ClockBudget(seconds)
