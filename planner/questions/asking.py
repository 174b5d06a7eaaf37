"""Asking a plan: its week, and the solves that answer a question about it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Self

from planner.planning import Reopened
from planner.schema.arrays import Positions
from planner.solving import Again, Partner, Resolving

# So many people are answered exactly as a rule; of more, the neighbourhood of the plan is searched for NEAR_SECONDS.
EXACT_PEOPLE = 500
EXACT_SECONDS, NEAR_SECONDS = 20.0, 2.0
# Costs are told to four decimals; what is smaller is nothing.
NOTHING = 5e-5


@dataclass(frozen=True)
class Cost:
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
        is_small = len(plan.instance.people) <= EXACT_PEOPLE
        self.seconds = seconds or (EXACT_SECONDS if is_small else NEAR_SECONDS)
        self.partner = Partner()

    def __enter__(self) -> Self:
        self.partner.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.partner.__exit__(kind, fault, trace)

    @cached_property
    def holding(self) -> Resolving:
        """Solves in which every goal that decided who has a place is at least as good as in the plan."""
        plan = self.plan
        return Resolving(self.instance, plan.chosen, plan.held, plan.duals, self.partner, self.seconds)

    @cached_property
    def free(self) -> Resolving:
        """Solves for the outcome alone."""
        return self.holding.holding(())

    def cost_of(self, forced: Positions, resolving: Resolving | None = None) -> Cost:
        """What it costs to take one of some candidates, all goals held unless other solves are named."""
        resolving = resolving or self.holding
        found = resolving.best(forced)
        value = resolving.value
        return Cost(value - found.bound, math.inf if found.chosen is None else value - found.value, found)
