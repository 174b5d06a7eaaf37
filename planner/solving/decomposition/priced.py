"""Components coupled by a few rows, one at a time: the rows are priced between them, and shared out (Dantzig-Wolfe).

A nation's week has more columns than one restricted LP or MIP can hold, but it falls apart into labour markets that
share some budgets. Each is relaxed at prices of the shared rows; a master LP combines the answers to new prices. The
best prices bound every plan. Then each component is planned within its share of the rows, and what one leaves goes to
the next. A crew, where the run has one, does this on other computers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.budget import Budget
from planner.solving.decomposition.components import Coupled, part_of
from planner.solving.decomposition.coupled_component import (
    AtPrices,
    CoupledComponent,
    Job,
    Tasks,
    WithShare,
    at_prices,
    with_share,
)
from planner.solving.decomposition.master import Combined, Master
from planner.solving.highs.client import HighsClient, WorkerLost
from planner.solving.relaxation.column_generation import Relaxation, relaxed
from planner.solving.relaxation.lagrangian import gap_between, lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.heuristics import is_within
from planner.solving.search.incumbent import OnProgress
from planner.solving.search.single_objective import Reached

# The first box of prices around the best ones, as a share of their size, or of what a unit of the row is worth at all.
# It is doubled where new prices bound better, and halved where they do not.
FIRST_WIDTH, LEAST_SIZE = 0.3, 0.02
# Prices are good enough once no others in the box could lower the bound by more than this share of it, or than this
# part of the gap at which to stop.
NEAR, NEAR_OF_GAP = 1e-4, 0.25
# The share of the gap at which a component's own search stops: prices and shares have theirs.
OWN_GAP = 0.5
# What a round of improvements must gain for another to begin, as a share of the value.
LEAST_GAIN = 1e-6


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
    """As `solve_single_objective`, component by component: each needs a plan within its share, or the `start` stays."""
    search = PricedSearch(mip, goal, coupled, run, client, on_progress)
    if start is not None:
        search.take([start[one.columns] for one in search.components])
    if search.find_prices(prices):
        search.plan(start)
        search.cut()
        search.improve()
    return search.reached()


@dataclass(frozen=True)
class Answers:
    """What all components answered to the same prices, the bound that follows, and the master's number of the first."""

    prices: Values
    each: Sequence[AtPrices] = field(repr=False)
    bound: float

    def loss(self, number: int, value: float, use: Values) -> float:
        """What a plan of a component lacks to its bound, at the prices."""
        return self.each[number].bound - (value - float(self.prices @ use))


class PricedSearch:
    """The search: the best answers so far, how the master combines them, and the best plan so far by component."""

    def __init__(  # noqa: PLR0913, PLR0917 - as solve_priced
        self, mip: MIP, goal: Values, coupled: Coupled, run: SearchRun, client: HighsClient,
        on_progress: OnProgress | None,
    ) -> None:  # fmt: skip
        self.mip, self.goal, self.run, self.client, self.on_progress = mip, goal, run, client, on_progress
        self.components, self.rows = coupled
        self.coupling = mip.matrix[self.rows]
        self.lower, self.upper = mip.row_lower[self.rows], mip.row_upper[self.rows]
        self.limit = np.where(np.isinf(self.upper), self.lower, self.upper)
        by_column = self.coupling.tocsc()
        self.parts = [CoupledComponent.of(one, mip, goal, by_column) for one in self.components]
        self.size = np.array([part.mip.num_columns for part in self.parts], dtype=float)
        self.most = np.array([abs(part.coupling) @ part.mip.upper for part in self.parts])
        self.tasks = Tasks(self.parts, run, client)
        self.master, self.answers = Master(self.lower, self.upper), list[AtPrices]()
        self.best: Answers | None = None
        self.combined: Combined | None = None
        self.bound, self.is_proved_empty = np.inf, False
        self.plans: list[WithShare] = []

    # Prices

    def find_prices(self, known: Values | None) -> bool:
        """Find prices of the coupling rows, in rounds; whether all components have answered at least once."""
        budget = self.run.budget.within(self.run.budget.left * self.run.parameters.priced_share)
        near = max(NEAR, NEAR_OF_GAP * self.run.gap)
        prices = self._of_sample(budget) if known is None else known[self.rows]
        worth = abs(self.goal).sum() / np.maximum(abs(self.coupling).sum(axis=1).A1, 1e-9)
        width = FIRST_WIDTH
        for _ in range(self.run.parameters.priced_rounds):
            answers = self.answered(prices, budget)
            if answers is None:
                break
            is_better = answers.bound < self.bound
            if self.best is None or is_better:
                self.best, self.bound = answers, answers.bound
                self._tell()
            if self.combined is not None:
                width *= 2 if is_better else 0.5
            size = np.maximum(abs(self.best.prices), LEAST_SIZE * worth)
            if not self._combine(answers, width * size) or self.combined is None:
                break
            if gap_between(self.combined.value, self.bound) <= near or budget.is_spent or self.run.is_stopped():
                break
            prices = self.combined.prices
        return self.best is not None

    def _of_sample(self, budget: Budget) -> Values:
        """Prices from the relaxation of some components together, with their part of the limits."""
        order = np.random.default_rng(self.run.seed).permutation(len(self.parts))
        together = np.cumsum(self.size[order])
        sample = order[: int(np.searchsorted(together, self.run.parameters.sampled_columns)) + 1]
        columns = np.sort(np.concatenate([self.components[one].columns for one in sample]))
        rows = np.sort(np.concatenate([*(self.components[one].rows for one in sample), self.rows]))
        part = np.ones(len(self.mip.names))
        whole = abs(self.coupling)
        part[self.rows] = whole[:, columns].sum(axis=1).A1 / np.maximum(whole.sum(axis=1).A1, 1e-9)
        # A limit of infinity times a part of 0 would be no number.
        limits = [own * np.where(np.isinf(own), 1.0, part) for own in (self.mip.row_lower, self.mip.row_upper)]
        mip = part_of(self.mip, columns, rows, limits[0][rows], limits[1][rows])
        run = self.run.having(budget.within(budget.left / 2))
        found = relaxed(scale_rows(mip), self.goal[columns], self.client, run)[0]
        if found is None:
            return np.zeros(len(self.rows))
        run.budget.spend(found.iterations / run.parameters.lp_iterations_per_second)
        return found.prices[np.searchsorted(rows, self.rows)]

    def answered(self, prices: Values, budget: Budget, *, with_cuts: bool = False) -> Answers | None:
        """The answers of all components to some prices; None where one has none, or not all have come."""
        prices = self.master.of_right_sign(prices)
        known = [None] * len(self.parts) if self.best is None else [one.row_prices for one in self.best.each]
        order = np.argsort(-self.size, kind="stable").tolist()
        # On the clock each may take what is left; of counted work its part, so that none depends on another.
        each = self.size / self.size.sum() * budget.left if budget.is_counted else np.full(len(order), np.inf)
        jobs = ((one, (prices, known[one]), self.run.having(budget.within(each[one]))) for one in order)
        found: dict[int, AtPrices] = {}
        for number, answer in self.tasks.done(partial(at_prices, with_cuts=with_cuts), jobs, budget):
            if answer is None:
                self.is_proved_empty = True
                return None
            found[number] = answer
        if len(found) < len(order):
            return None
        own = [found[number] for number in range(len(order))]
        up, down = prices > 0, prices < 0
        limits = prices[up] @ self.upper[up] + prices[down] @ self.lower[down]
        return Answers(prices, own, float(limits + sum(one.bound for one in own)))

    def _combine(self, answers: Answers, width: Values) -> bool:
        """Have the master combine these answers with those before; whether it could."""
        for number, one in enumerate(answers.each):
            self.master.add(number, one.value, one.use)
        self.answers += answers.each
        assert self.best is not None  # noqa: S101 - there are answers
        try:
            self.combined = self.master.combined(self.client, self.best.prices, width)
        except WorkerLost:
            return False
        return self.combined is not None

    # Plans

    def plan(self, start: Values | None) -> None:
        """Plan each component within its share, the smallest first; what one leaves of its share goes to the next.

        Where a row has a lower limit, a component might not reach its share: each then begins with what it uses in the
        plan known.
        """
        if self.combined is None or self.run.is_over:
            return
        shares, rest = self.master.shares(self.combined.weights, self.most), np.zeros(len(self.rows))
        if self.plans and np.isinf(self.upper).any():
            shares = np.array([one.use for one in self.plans])
            rest = self.limit - shares.sum(axis=0)
        before = [None] * len(self.parts) if start is None else [start[one.columns] for one in self.components]
        order = np.argsort(self.size, kind="stable").tolist()
        found = self._planned(order, shares, rest, before, self.run.budget, self.run.seed)
        if len(found) == len(self.parts):
            self._keep(self._mended([found[number] for number in range(len(self.parts))], order[::-1]))

    def _mended(self, plans: list[WithShare], order: Sequence[int]) -> list[WithShare]:
        """Plans of which one after the other, in order, makes up for what all together lack to the coupling rows."""
        for number in order:
            used = np.array([one.use for one in plans])
            rest = self.limit - used.sum(axis=0)
            if self._are_kept(plans) or self.run.is_over:
                break
            found = self._planned([number], used, rest, [None] * len(plans), self.run.budget, self.run.seed)
            plans[number] = found.get(number, plans[number])
        return plans

    def _are_kept(self, plans: Sequence[WithShare]) -> bool:
        """Whether plans together keep the coupling rows."""
        return is_within(np.sum([one.use for one in plans], axis=0), self.lower, self.upper)

    def _planned(  # noqa: PLR0913, PLR0917 - components, their shares, and how to run
        self, order: Sequence[int], shares: Values, rest: Values, start: Sequence[Values | None], budget: Budget,
        seed: int,
    ) -> dict[int, WithShare]:  # fmt: skip
        """Plan components in order within their shares; the `rest` of the rows goes from each to the next."""
        given: dict[int, Values] = {}
        pool = [rest]

        def jobs() -> Iterator[Job]:
            for number, own in self._turns(order, budget):
                given[number], pool[0] = shares[number] + pool[0], np.zeros_like(rest)
                limits = (
                    np.where(np.isinf(self.lower), -np.inf, given[number]),
                    np.where(np.isinf(self.upper), np.inf, given[number]),
                )
                run = self.run.having(own, gap=self.run.gap * OWN_GAP)
                yield number, (limits, start[number], self._prices_of(number), seed), run

        found: dict[int, WithShare] = {}
        for number, plan in self.tasks.done(with_share, jobs(), budget):
            if plan is None:
                break
            found[number] = plan
            pool[0] = pool[0] + given[number] - plan.use
        return found

    def _turns(self, order: Sequence[int], budget: Budget) -> Iterator[tuple[int, Budget]]:
        """The components in order, each with a part of the budget by its columns; a crew has several at a time.

        Counted work is only spent once it is done, and the parts do not depend on it.
        """
        whole = left = float(self.size[order].sum())
        counted = budget.left
        for number in order:
            if budget.is_counted:
                yield number, budget.counted(counted * self.size[number] / whole)
                continue
            if budget.is_spent:
                return
            yield number, budget.share(self.size[number] * self.tasks.at_once / whole, left / whole)
            left -= self.size[number]

    def _prices_of(self, number: int) -> Values | None:
        if self.best is None:
            return None
        return np.concatenate([self.best.each[number].row_prices, self.best.prices])

    # Closing the gap

    def cut(self) -> None:
        """Bound each component by its relaxation with cuts, at the best prices."""
        if self.best is None or self._is_enough():
            return
        answers = self.answered(self.best.prices, self.run.budget, with_cuts=True)
        if answers is not None and answers.bound <= self.bound:
            self.best, self.bound = answers, answers.bound
            self._tell()

    def improve(self) -> None:
        """Plan again those components whose plans lack most, with what is left of the rows, as long as that gains."""
        for seed in range(self.run.seed + 1, self.run.seed + 1 + self.run.parameters.priced_rounds):
            if self.best is None or not self.plans or self._is_enough():
                return
            before, plans = self.value, self.plans
            loss = np.array([self.best.loss(at, one.value, one.use) for at, one in enumerate(plans)])
            order = np.argsort(-loss, kind="stable")[: max(len(loss) // 2, 1)].tolist()
            used = np.array([one.use for one in plans])
            start = [self._dense(at, one) for at, one in enumerate(plans)]
            found = self._planned(order, used, self.limit - used.sum(axis=0), start, self.run.budget, seed)
            self._keep([found.get(at, one) for at, one in enumerate(plans)])
            if self.value <= before + LEAST_GAIN * abs(before):
                return

    def take(self, x: Sequence[Values]) -> None:
        """Begin with a plan, by component."""
        found = []
        for part, own in zip(self.parts, x, strict=True):
            columns = np.flatnonzero(own)
            found.append(WithShare(columns, own[columns], float(part.goal @ own), np.asarray(part.coupling @ own)))
        self._keep(found)

    @property
    def value(self) -> float:
        """The goal of the best plan so far."""
        return sum(one.value for one in self.plans) if self.plans else -np.inf

    def _keep(self, plans: list[WithShare]) -> None:
        """Keep the plans where together they keep the coupling rows, and are better than those before."""
        if self._are_kept(plans) and sum(one.value for one in plans) > self.value:
            self.plans = plans
            self._tell()

    def _tell(self) -> None:
        if self.plans and self.on_progress is not None:
            self.on_progress(self.value, max(self.bound, self.value))

    def _is_enough(self) -> bool:
        return self.run.is_over or gap_between(self.value, self.bound) <= self.run.enough

    def _dense(self, number: int, plan: WithShare) -> Values:
        x = np.zeros(self.parts[number].mip.num_columns)
        x[plan.columns] = plan.x
        return x

    def reached(self) -> Reached:
        """The plan and the bound, with one relaxation put together from those of all components."""
        relaxation, x = self._relaxation(), None
        if self.plans:
            x = np.zeros(self.mip.num_columns)
            for one, plan in zip(self.components, self.plans, strict=True):
                x[one.columns[plan.columns]] = plan.x
        free = np.inf if relaxation is None else relaxation.bound
        if np.isinf(free):
            free = lagrangian_bound(self.mip, self.goal, np.zeros(len(self.mip.names))).bound
        value = -np.inf if x is None else float(self.goal @ x)
        bound = max(min(self.bound, free), value)
        is_empty = self.is_proved_empty and x is None  # who proves that there is no plan where one is known is mistaken
        return Reached(x, value, bound, relaxation, is_proved_empty=is_empty, is_priced=True)

    def _relaxation(self) -> Relaxation | None:
        if self.best is None:
            return None
        prices = np.zeros(len(self.mip.names))
        prices[self.rows] = self.best.prices
        x, in_lp = np.zeros(self.mip.num_columns), np.zeros(self.mip.num_columns, dtype=bool)
        for one, answer in zip(self.components, self.best.each, strict=True):
            prices[one.rows] = answer.row_prices
            in_lp[one.columns[answer.in_lp]] = True
        weights = np.zeros(len(self.answers)) if self.combined is None else self.combined.weights
        for number, weight, answer in zip(self.master.component.tolist(), weights.tolist(), self.answers, strict=False):
            x[self.components[number].columns[answer.columns]] += weight * answer.x
        value = -np.inf if self.combined is None else self.combined.value
        return Relaxation(x, prices, lagrangian_bound(self.mip, self.goal, prices), value, in_lp)
