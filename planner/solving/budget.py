"""Budgets: what a search may use, on the clock or in counted work, by one interface.

A budget on the clock runs down by itself, and a share that ends early leaves its time to those after it. A budget of
work runs down by what is spent, so that a run with it never looks at the clock, and repeats to the byte. Work is told
in counted seconds: a unit of CP-SAT's deterministic time, or as many simplex iterations as HiGHS does in about a second
(`SolverParameters`).
"""

from __future__ import annotations

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

# With less left nothing more is begun.
LEAST_SECONDS = 0.05


class Budget(ABC):
    """Seconds, on the clock or counted; `whole` is how many there were."""

    whole: float

    @property
    @abstractmethod
    def left(self) -> float:
        """The seconds left, at least 0."""

    @property
    @abstractmethod
    def seconds(self) -> float:
        """The seconds that may still pass on the clock: infinite where work is counted."""

    @property
    @abstractmethod
    def is_counted(self) -> bool:
        """Whether work is counted, rather than seconds."""

    @property
    def is_spent(self) -> bool:
        """Whether too little is left to begin anything."""
        return self.left < LEAST_SECONDS

    @abstractmethod
    def work(self, per_second: float) -> float:
        """What is left in units of work, of which so many are a second: infinite on the clock."""

    @abstractmethod
    def spend(self, seconds: float) -> None:
        """Take counted seconds off; on the clock they have passed by themselves."""

    @abstractmethod
    def share(self, part: float, to_come: float = 1.0) -> Budget:
        """A part of the whole, given away. `to_come` is the part of the whole not given away so far, this one included.

        On the clock, it is that part of what is left: time that one share does not use passes on to those after it. Of
        counted work nothing passes on, so that no search depends on how another went.
        """

    @abstractmethod
    def within(self, seconds: float) -> Budget:
        """At most so many seconds of this budget; what is spent of them is spent of this budget too."""

    @abstractmethod
    def counted(self, seconds: float) -> Budget:
        """Counted seconds beside this budget, which end with it where it is on the clock."""


class ClockBudget(Budget):
    """Seconds until a deadline."""

    def __init__(self, seconds: float, clock: Callable[[], float] | None = None) -> None:
        self.whole, self._clock = seconds, clock or time.monotonic
        clock = self._clock
        self._deadline = clock() + seconds

    @property
    def left(self) -> float:  # noqa: D102 - as Budget
        return max(self._deadline - self._clock(), 0.0)

    @property
    def seconds(self) -> float:  # noqa: D102 - as Budget
        return self.left

    @property
    def is_counted(self) -> bool:  # noqa: D102 - as Budget
        return False

    def work(self, per_second: float) -> float:  # noqa: ARG002, D102 - as Budget
        return math.inf

    def spend(self, seconds: float) -> None:  # noqa: D102 - as Budget
        pass

    def share(self, part: float, to_come: float = 1.0) -> Budget:  # noqa: D102 - as Budget
        return ClockBudget(self.left * min(part / to_come, 1.0), self._clock)

    def within(self, seconds: float) -> Budget:  # noqa: D102 - as Budget
        return ClockBudget(min(seconds, self.left), self._clock)

    def counted(self, seconds: float) -> Budget:  # noqa: D102 - as Budget
        return WorkBudget(seconds, (), self)


class WorkBudget(Budget):
    """Counted seconds. `around` are budgets of which these are spent too; `clock`, if any, may end them earlier."""

    def __init__(self, seconds: float, around: Sequence[WorkBudget] = (), clock: ClockBudget | None = None) -> None:
        self.whole = self._left = seconds
        self._around, self._clock = around, clock

    @property
    def left(self) -> float:  # noqa: D102 - as Budget
        is_late = self._clock is not None and self._clock.is_spent
        return 0.0 if is_late else max(min([self._left, *(budget.left for budget in self._around)]), 0.0)

    @property
    def seconds(self) -> float:  # noqa: D102 - as Budget
        return math.inf if self._clock is None else self._clock.left

    @property
    def is_counted(self) -> bool:  # noqa: D102 - as Budget
        return True

    def work(self, per_second: float) -> float:  # noqa: D102 - as Budget
        return self.left * per_second

    def spend(self, seconds: float) -> None:  # noqa: D102 - as Budget
        self._left -= seconds
        for budget in self._around:
            budget.spend(seconds)

    def share(self, part: float, to_come: float = 1.0) -> Budget:  # noqa: ARG002, D102 - as Budget
        own = self.whole * part
        self.spend(own)
        return WorkBudget(own, (), self._clock)

    def within(self, seconds: float) -> Budget:  # noqa: D102 - as Budget
        return WorkBudget(min(seconds, self.left), (self,), self._clock)

    def counted(self, seconds: float) -> Budget:  # noqa: D102 - as Budget
        return WorkBudget(seconds, (), self._clock)
