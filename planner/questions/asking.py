"""Asking a plan: its week, and the solves that answer a question about it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Self

from planner.explanation import Lots
from planner.planning import Reopened
from planner.schema.arrays import Positions
from planner.solving import Again, HighsClient, Resolving, WeekChange

# So many people are answered exactly as a rule; of more, the neighbourhood of the plan is searched for NEAR_SECONDS.
EXACT_PEOPLE = 500
EXACT_SECONDS, NEAR_SECONDS = 20.0, 2.0
# Costs are told to four decimals; what is smaller is nothing.
NOTHING = 5e-5


@dataclass(frozen=True)
class CostRange:
    """What something costs the outcome of the plan: between `low` and `high`; `high` is that of the plan found.

    `low` rests on a bound on every plan. Both are infinite where it is impossible; `high` alone is where no plan was
    found in the time.
    """

    low: float
    high: float
    found: Again

    @property
    def is_impossible(self) -> bool:
        """Whether no plan can have it."""
        return self.found.is_impossible

    @property
    def could_equally(self) -> bool:
        """Whether the plan could equally have had it: the range of the cost reaches nothing."""
        return self.low <= NOTHING and not self.is_impossible

    @property
    def is_better(self) -> bool:
        """Whether the plan found is better than the plan asked."""
        return self.high < -NOTHING


class Asking:
    """A plan that is asked; within its block a HiGHS worker stands ready.

    `seconds` is the budget of each solve: by default EXACT_SECONDS up to EXACT_PEOPLE people, else NEAR_SECONDS.
    """

    def __init__(self, plan: Reopened, seconds: float | None = None) -> None:
        self.plan, self.instance = plan, plan.instance
        self.is_small = len(plan.instance.people) <= EXACT_PEOPLE
        self.seconds = seconds or (EXACT_SECONDS if self.is_small else NEAR_SECONDS)
        self.client = HighsClient()
        self._best: dict[tuple[int, tuple[int, ...]], Again] = {}
        self._prefixes: dict[int, Resolving] = {}

    def __enter__(self) -> Self:
        self.client.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.__exit__(kind, fault, trace)

    @cached_property
    def holding(self) -> Resolving:
        """Solves in which every goal that decided who has a place is at least as good as in the plan."""
        return self.with_held(len(self.plan.held))

    @cached_property
    def free(self) -> Resolving:
        """Solves for the outcome alone."""
        return self.with_held(0)

    @cached_property
    def lots(self) -> Lots:
        """Among whom the lot decided."""
        names = [goal["name"] for goal in self.plan.file["goals"] if goal["status"] != "skipped"]
        return Lots(self.instance, self.free.activity(), self.plan.chosen, names, self.free.earlier)

    def solve(self, resolving: Resolving, change: WeekChange) -> Again:
        """The best plan under a change: of the whole week, or near the plan where the week is large."""
        return resolving.best(change) if self.is_small else resolving.near(change)

    def cost_of(self, change: WeekChange, resolving: Resolving | None = None) -> CostRange:
        """What a change costs the plan, all goals held unless other solves are named."""
        resolving = resolving or self.holding
        found = self.solve(resolving, change)
        value = resolving.value
        return CostRange(value - found.bound, math.inf if found.chosen is None else value - found.value, found)

    def best_with(self, number: int, around: Positions) -> Again:
        """The best plan with the first `number` goals held; of a large week, near some candidates."""
        key = number, () if self.is_small else tuple(around.tolist())
        if key not in self._best:
            self._best[key] = self.solve(self.with_held(number), WeekChange(around=around))
        return self._best[key]

    def value_with(self, number: int, forced: Positions) -> float:
        """The value of the best plan that takes one of some candidates, with the first `number` goals held."""
        return self.solve(self.with_held(number), WeekChange(forced)).value

    def with_held(self, number: int) -> Resolving:
        """Solves in which the first `number` goals that decided who has a place are at least as good as in the plan."""
        if number not in self._prefixes:
            plan = self.plan
            # One relaxation is enough where the week is large: that with all goals held, which most questions ask for.
            self._prefixes[number] = Resolving(
                self.instance, plan.chosen, plan.held[:number], plan.duals, self.client, self.seconds,
                relaxes=number == len(plan.held), alone=plan.alone,
            )  # fmt: skip
        return self._prefixes[number]

    def columns_of(self, person: int, slot: int) -> Positions:
        """The candidates of a pair (positions of person and slot) that may be in a plan, one for each form."""
        columns = self.instance.columns
        own: Positions = columns.index.to_numpy()[(columns["person"] == person) & (columns["slot"] == slot)]
        return own
