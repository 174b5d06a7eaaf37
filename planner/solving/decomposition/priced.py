"""Components coupled by a few rows, planned one at a time: at prices of these rows first, then within shares of them.

A nation's week falls apart into labour markets that share some budgets. Its relaxation prices the budgets. At these
prices each market is a week of its own, without budgets, which is soon planned to the optimum: the bounds add up to one
for every plan that is closer than the relaxation's, and the plans together come near the limits. What they use beyond
them is taken back, and what they leave is given to those who lack most. A crew, where the run has one, does this on
other computers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Bools, Values
from planner.solving.budget import Budget
from planner.solving.decomposition.components import Coupled
from planner.solving.decomposition.coupled_component import (
    ComponentPlan,
    CoupledComponent,
    at_prices,
    left_after,
    plan_of,
    with_share,
)
from planner.solving.decomposition.tasks import Job, Tasks
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import Relaxation, relaxed
from planner.solving.relaxation.lagrangian import gap_between, lagrangian_bound, of_right_sign
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.heuristics import TOLERANCE, is_within
from planner.solving.search.incumbent import OnProgress
from planner.solving.search.single_objective import Reached, first_plan

# The share of the gap at which a component's own search stops: shares of the rows have theirs.
OWN_GAP = 0.5
# What prices differ from those of the relaxation while plans are moved until they just use the shared rows. The last
# steps are for a relaxation that was not solved to the end.
STEPS = (0.02, 0.05, 0.15, 0.5, 2.0, 8.0, 32.0)
# What a row is at least worth once it is missing, as a share of what its units are worth at all.
LEAST_PRICE = 0.02
# What may be left or missing once plans are balanced, as a share of the gap: the rest is mended.
NEAR_LIMITS = 0.1
# The share of what it uses that a component can make up for without much ado.
GIVEN_BACK = 0.05
# What a round of improvements must gain for another to begin, as a share of the value.
LEAST_GAIN = 1e-6
# How many seeds the solvers know.
SEEDS = 2**31


def can_be_priced(mip: MIP, coupled: Coupled, least: int) -> bool:
    """Whether a MIP of at least so many columns falls apart into components that can share the rows between them.

    A row with two limits cannot be shared out.
    """
    parts, rows = coupled
    is_one_sided = bool((np.isinf(mip.row_lower[rows]) | np.isinf(mip.row_upper[rows])).all())
    return mip.num_columns >= least and len(parts) > 1 and is_one_sided


def solve_priced(  # noqa: PLR0913, PLR0917 - as solve_single_objective
    mip: MIP,
    goal: Values,
    coupled: Coupled,
    start: Values | None,
    run: SearchRun,
    client: HighsClient,
    on_progress: OnProgress | None,
    prices: Values | None,
) -> Reached:
    """As `solve_single_objective`, component by component."""
    own = run.having(run.budget.within(run.budget.left * run.parameters.relaxation_share))
    relaxation, _ = relaxed(scale_rows(mip), goal, client, own, prices=prices, known=start)
    if relaxation is None:
        free = lagrangian_bound(mip, goal, np.zeros(len(mip.names)))
        return Reached(None, -np.inf, free.bound, None, is_proved_empty=True, is_priced=True)
    own.budget.spend(relaxation.iterations / run.parameters.lp_iterations_per_second)
    search = PricedSearch(mip, goal, coupled, relaxation, run, client, on_progress)
    if not run.must_end:
        start = first_plan(mip, goal, start, relaxation)
    if start is not None:
        search.begin(start)
    if not search.is_near:
        search.balance(search.at_prices())
        search.improve()
    return search.reached()


class PricedSearch:
    """The search at the relaxation's prices: the best bound so far, and the best plan so far, by component.

    `bounds` are, by component, of what its goal leaves after these prices. `least` is what a unit of each coupling row
    is at least worth once it is missing. `plans` is empty as long as none is known.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - as solve_priced
        self, mip: MIP, goal: Values, coupled: Coupled, relaxation: Relaxation, run: SearchRun, client: HighsClient,
        on_progress: OnProgress | None,
    ) -> None:  # fmt: skip
        self.mip, self.goal, self.relaxation, self.run, self.on_progress = mip, goal, relaxation, run, on_progress
        self.components, self.rows = coupled
        coupling = mip.matrix[self.rows].tocsc()
        self.lower, self.upper = mip.row_lower[self.rows], mip.row_upper[self.rows]
        self.limit = np.where(np.isinf(self.upper), self.lower, self.upper)
        self.parts = [CoupledComponent.of(one, mip, goal, coupling) for one in self.components]
        self.size = np.array([part.mip.num_columns for part in self.parts], dtype=float)
        self.tasks = Tasks(self.parts, run, client)
        # One after the other, the smallest first, each leaves time to those after it; several at a time begin with the
        # largest, so that none is waited for alone.
        self.order = np.argsort(self.size if self.tasks.at_once == 1 else -self.size, kind="stable").tolist()
        prices = of_right_sign(mip, relaxation.prices)
        self.prices, self.row_prices = prices[self.rows], [prices[one.rows] for one in self.components]
        self.bounds = np.array([
            lagrangian_bound(part.mip, left_after(part, self.prices), own).bound
            for part, own in zip(self.parts, self.row_prices, strict=True)
        ])  # fmt: skip
        most = np.sum([abs(part.coupling) @ part.mip.upper for part in self.parts], axis=0)
        self.least = LEAST_PRICE * abs(goal).sum() / np.maximum(most, TOLERANCE)
        self.bound, self.is_proved_empty = relaxation.bound, False
        self.plans: list[ComponentPlan] = []

    def begin(self, x: Values) -> None:
        """Begin with a plan of all."""
        self._keep([plan_of(part, x[one.columns]) for part, one in zip(self.parts, self.components, strict=True)])

    # At prices

    def at_prices(self) -> list[ComponentPlan]:
        """Plan each component at the prices: no plan for all where one is still without, or all is proved empty.

        Where time is over before all have been planned, the others keep the plans that they had.
        """
        budget = self.run.budget.within(self.run.budget.left * self.run.parameters.priced_share)
        plans: list[ComponentPlan | None] = list(self.plans) or [None] * len(self.parts)

        def jobs() -> Iterator[Job]:
            for number, own in self._turns(self.order, budget):
                known = plans[number]
                start = None if known is None else self._dense(number, known)
                yield number, (self.prices, start, self.row_prices[number], self.run.seed), self._own(own)

        for number, answer in self.tasks.done(at_prices, jobs(), budget):
            if answer.is_empty:
                self.is_proved_empty = True
                return []
            self.bounds[number] = min(self.bounds[number], answer.bound)
            plans[number] = answer.plan or plans[number]
        limits = self.prices[self.prices != 0] @ self.limit[self.prices != 0]
        self.bound = min(self.bound, float(limits + self.bounds.sum()))
        self._tell()
        found = [plan for plan in plans if plan is not None]
        return found if len(found) == len(plans) else []

    # Within the limits

    def balance(self, plans: list[ComponentPlan]) -> None:
        """Bring plans that together come near the limits of the coupling rows within them; none where there is none.

        What moves between plans at prices that differ by a step costs no more than this step of what it is worth.
        """
        budget = self.run.budget.within(self.run.budget.left / 2)
        for step in STEPS:
            plans = self._moved(plans, step, budget) if plans else plans
        if plans:
            self._keep(self._mended(plans))

    def _moved(self, plans: list[ComponentPlan], step: float, budget: Budget) -> list[ComponentPlan]:
        """Plan components anew at other prices, one after the other, until all together just use the coupling rows.

        A row is a step dearer where too much of it is used, and a step cheaper where some is left. A plan is taken over
        where less is then left or missing, by what it is worth.
        """
        plans, rest = list(plans), self._rest(plans)

        def jobs() -> Iterator[Job]:
            for number, own in self._turns(np.argsort(self.size, kind="stable").tolist(), budget):
                if self._worth(rest) <= NEAR_LIMITS * self.run.gap * abs(self.bound):
                    return
                size = self._worth_of_unit(rest) * np.where(self._is_beyond(rest), 1 + step, max(1 - step, 0.0))
                prices = np.where(np.isinf(self.upper), -size, size)
                start, known = self._dense(number, plans[number]), self.row_prices[number]
                yield number, (prices, start, known, self.run.seed), self._own(own)

        for number, answer in self.tasks.done(at_prices, jobs(), budget):
            if answer.plan is None:
                continue
            then = rest + plans[number].use - answer.plan.use
            if self._worth(then) < self._worth(rest):
                plans[number], rest = answer.plan, then
        return plans

    def _worth(self, rest: Values) -> float:
        """What is left, or missing, of all coupling rows is worth, in units of the goal."""
        return float(abs(rest) @ self._worth_of_unit(rest))

    def _worth_of_unit(self, rest: Values) -> Values:
        """What a unit of each coupling row is worth: its price. A row of which some is missing is always worth some."""
        each: Values = np.maximum(abs(self.prices), np.where(self._is_beyond(rest), self.least, 0.0))
        return each

    def _is_beyond(self, rest: Values) -> Bools:
        """Whether some of each coupling row is missing."""
        return np.asarray(np.where(np.isinf(self.upper), rest > 0, rest < 0))

    def _rest(self, plans: Sequence[ComponentPlan]) -> Values:
        """What plans together leave of the limit of each coupling row; below 0 what they use beyond it."""
        rest: Values = self.limit - np.sum([one.use for one in plans], axis=0)
        return rest

    def _mended(self, plans: list[ComponentPlan]) -> list[ComponentPlan]:
        """Plans of which one after the other makes up for what all together lack to the coupling rows.

        The smallest that need not change much come first; where none can, the largest. Each may use half of what the
        one before leaves, so that none takes the time of all.
        """
        rest = self._rest(plans)
        lacks = np.where(self._is_beyond(rest), abs(rest), 0.0)
        can = (np.array([abs(one.use) for one in plans]) * GIVEN_BACK >= lacks).all(axis=1)
        for number in np.lexsort([np.where(can, self.size, -self.size), ~can]).tolist():
            if self._are_kept(plans) or self.run.is_over:
                break
            found = self._planned([number], plans, self.run.budget.within(self.run.budget.left / 2))
            plans = [found.get(at, one) for at, one in enumerate(plans)]
        return plans

    def improve(self) -> None:
        """Plan again those components whose plans lack most, with what is left of the rows, as long as that gains."""
        for further in range(1, 1 + self.run.parameters.priced_rounds):
            if not self.plans or self.run.is_over or self.is_near:
                return
            before, plans = self.value, self.plans
            gained = np.array([one.value - float(self.prices @ one.use) for one in plans])
            order = np.argsort(gained - self.bounds, kind="stable")[: max(len(plans) // 2, 1)].tolist()
            found = self._planned(order, plans, self.run.budget, (self.run.seed + further) % SEEDS)
            self._keep([found.get(at, one) for at, one in enumerate(plans)])
            if self.value <= before + LEAST_GAIN * abs(before):
                return

    def _planned(
        self, order: Sequence[int], plans: Sequence[ComponentPlan], budget: Budget, seed: int | None = None
    ) -> dict[int, ComponentPlan]:
        """Plan components in order within what they use of the coupling rows; the rest goes from each to the next.

        Each begins with its plan where that is within its share. Components for which none is found are missing.
        """
        given: dict[int, Values] = {}
        pool = [self._rest(plans)]

        def jobs() -> Iterator[Job]:
            for number, own in self._turns(order, budget):
                given[number], pool[0] = plans[number].use + pool[0], np.zeros_like(self.limit)
                limits = (
                    np.where(np.isinf(self.lower), -np.inf, given[number]),
                    np.where(np.isinf(self.upper), np.inf, given[number]),
                )
                start = self._dense(number, plans[number]) if is_within(plans[number].use, *limits) else None
                prices = np.concatenate([self.row_prices[number], self.prices])
                yield number, (limits, start, prices, self.run.seed if seed is None else seed), self._own(own)

        found: dict[int, ComponentPlan] = {}
        for number, plan in self.tasks.done(with_share, jobs(), budget):
            if plan is not None:
                found[number] = plan
            pool[0] = pool[0] + given[number] - found.get(number, plans[number]).use
        return found

    def _own(self, budget: Budget) -> SearchRun:
        return self.run.having(budget, gap=self.run.gap * OWN_GAP)

    def _turns(self, order: Sequence[int], budget: Budget) -> Iterator[tuple[int, Budget]]:
        """The components in order, each with a part of the budget by its columns; a crew has several at a time.

        Counted work is only spent once it is done, and the parts do not depend on it. None follows in a stopped run.
        """
        whole = left = float(self.size[order].sum())
        counted = budget.left
        for number in order:
            if self.run.is_stopped():
                return
            if budget.is_counted:
                yield number, budget.counted(counted * self.size[number] / whole)
                continue
            if budget.is_spent:
                return
            yield number, budget.share(self.size[number] * self.tasks.at_once / whole, left / whole)
            left -= self.size[number]

    # The best so far

    @property
    def value(self) -> float:
        """The goal of the best plan so far."""
        return sum(one.value for one in self.plans) if self.plans else -np.inf

    @property
    def is_near(self) -> bool:
        """Whether the best plan so far is as near to the bound as the run asks for."""
        return bool(self.plans) and gap_between(self.value, self.bound) <= self.run.enough

    def _are_kept(self, plans: Sequence[ComponentPlan]) -> bool:
        """Whether plans together keep the coupling rows."""
        return is_within(np.sum([one.use for one in plans], axis=0), self.lower, self.upper)

    def _keep(self, plans: list[ComponentPlan]) -> None:
        """Keep the plans where together they keep the coupling rows, and are better than those before."""
        if self._are_kept(plans) and sum(one.value for one in plans) > self.value:
            self.plans = plans
            self._tell()

    def _tell(self) -> None:
        if self.plans and self.on_progress is not None:
            self.on_progress(self.value, max(self.bound, self.value))

    def _dense(self, number: int, plan: ComponentPlan) -> Values:
        x = np.zeros(self.parts[number].mip.num_columns)
        x[plan.columns] = plan.x
        return x

    def reached(self) -> Reached:
        """The plan and the bound."""
        x = None
        if self.plans:
            x = np.zeros(self.mip.num_columns)
            for one, plan in zip(self.components, self.plans, strict=True):
                x[one.columns[plan.columns]] = plan.x
        value = -np.inf if x is None else float(self.goal @ x)
        is_empty = self.is_proved_empty and x is None  # who proves that there is no plan where one is known is mistaken
        bound = max(self.bound, value)
        return Reached(x, value, bound, self.relaxation, is_proved_empty=is_empty, is_priced=True)
