"""Marginal values of places in the MIP: the gain of one more place, by solving again (LP prices only estimate it)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.budget import LEAST_SECONDS
from planner.solving.highs.client import LOOK_SECONDS, HighsClient
from planner.solving.marginal.row_prices import OnStep, nobody, with_one_more
from planner.solving.relaxation.column_generation import Relaxation, relax
from planner.solving.relaxation.row_scaling import ScaledMIP, scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.heuristics import filled, is_solution
from planner.solving.search.highs_search import HighsSearch
from planner.solving.search.restricted_mip import restricted
from planner.solving.search.single_objective import Reached

# A gain is stated only where it is known to within EXACT, so that its four decimals are right.
DIGITS = 4
EXACT = 0.5 * 10**-DIGITS
LEAST_SLACK = 1e-6


def gains(  # noqa: PLR0913, PLR0917 - what was solved, for which rows, and how far to go
    mip: MIP,
    goal: Values,
    done: Reached,
    rows: Sequence[int],
    run: SearchRun,
    client: HighsClient,
    on_step: OnStep = nobody,
) -> dict[int, float]:
    """The gain of the goal from one more unit of each row's limit, for the rows where it is known to DIGITS decimals.

    The MIP is solved again for each row, in their order, with that row's limit one higher, warm-started from the plan
    `done`. Where `done` itself is not exact enough, the unchanged MIP is first solved on. The values and bounds of both
    solves give a lower and an upper limit for the gain; where these differ by EXACT or more, the row is left out. Each
    row may use what those before it left of the budget.

    With one more place, the integrality gap is usually about as large as without it. So the first search looks only for
    plans within `gain_slack` times that gap of the relaxation's bound: few columns can be in such a plan.
    """
    found: dict[int, float] = {}
    if done.x is None or done.relaxation is None or not rows or not math.isfinite(done.relaxation.value):
        return found
    before = _Best(done.x, done.value, done.bound)
    slack = max(run.parameters.gain_slack * (done.relaxation.bound - done.value), LEAST_SLACK)
    again = _Resolve(goal, slack, done.relaxation.prices, run, client)
    if not before.is_exact and not run.is_over:
        before = again.best(mip, before.x)
    for number, row in enumerate(rows if before.is_exact else ()):
        on_step(number, len(rows))
        if run.is_over:
            break
        more = again.best(with_one_more(mip, row), before.x)
        if more.is_exact and more.bound - before.value - max(more.value - before.bound, 0.0) < EXACT:
            found[row] = round(max(more.value - before.value, 0.0), DIGITS)
    return found


@dataclass
class _Best:
    """The best solution found, its value, and a bound on all solutions."""

    x: Values
    value: float
    bound: float

    @property
    def is_exact(self) -> bool:
        """Whether the value is known to four decimals."""
        return bool(self.bound - self.value < EXACT)


@dataclass(frozen=True)
class _Resolve:
    """Solves MIPs that differ little from one whose relaxation is known, from a plan that they all have."""

    goal: Values
    slack: float
    prices: Values
    run: SearchRun
    client: HighsClient

    def best(self, mip: MIP, start: Values) -> _Best:
        """The best plan: first among those within the slack of the relaxation's bound, then among all."""
        budget, rate = self.run.budget, self.run.parameters.lp_iterations_per_second
        scaled = scale_rows(mip)
        x = filled(mip, self.goal, start)
        best = _Best(x, float(self.goal @ x), math.inf)
        relaxation = relax(scaled, self.goal, self.client, self.run, prices=self.prices)
        budget.spend(LEAST_SECONDS)
        if relaxation is None or not math.isfinite(relaxation.value):
            return best
        best.bound = max(relaxation.bound, best.value)
        budget.spend(relaxation.iterations / rate)
        for least in (relaxation.bound - self.slack, -math.inf):
            if best.is_exact or self.run.budget.is_spent:
                break
            sought = max(least, best.value)
            self._search(mip, scaled, relaxation, sought, best)
            if sought == best.value or best.value > sought:
                break
        return best

    def _search(self, mip: MIP, scaled: ScaledMIP, relaxation: Relaxation, sought: float, best: _Best) -> None:
        """Improve `best` and its bound: HiGHS searches every column whose bound if used is above `sought`."""
        bound_if_used = relaxation.lagrangian.bound_if_used()
        columns = mip.is_auxiliary | (best.x > 0) | (mip.lower > 0) | (bound_if_used > sought)
        own = restricted(scaled.mip, self.goal, columns)
        own = replace(own, is_whole=np.ones_like(own.is_whole))
        highs, rate = HighsSearch(self.client), self.run.parameters.highs_iterations_per_second
        highs.start(own, best.x, self.run.having(self.run.budget, gap=0.0))
        while highs.is_busy and not self.run.must_end:
            answer = highs.answer(LOOK_SECONDS, self.run)
            if answer is None:
                continue
            if answer.x is not None and self.goal @ answer.x > best.value and is_solution(mip, answer.x):
                best.x, best.value = answer.x, float(self.goal @ answer.x)
            best.bound = min(best.bound, max(answer.bound, sought, best.value))
            self.run.budget.spend(answer.iterations / rate)
        highs.release(self.run)
