"""One goal: solve its LP relaxation and cut it, fix columns that cannot help, then let CP-SAT and HiGHS search."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.highs.client import HighsClient
from planner.solving.network.min_cost_flow import flow
from planner.solving.relaxation.column_generation import Relaxation, relaxed
from planner.solving.relaxation.cuts import KeptCuts
from planner.solving.relaxation.cutting import CutRelaxation, cut_off
from planner.solving.relaxation.lagrangian import gap_between, lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.heuristics import rounded
from planner.solving.search.incumbent import OnProgress
from planner.solving.search.portfolio import Portfolio, Problem

# The gap within which a known plan is not compared with the relaxation rounded: neighbourhoods soon improve either.
NEAR = 0.01


@dataclass(frozen=True)
class Reached:
    """The result for one goal: a solution, its value, a bound on every solution, and how the search ended.

    `relaxation` is that of the MIP as it is, `cut` the one with cuts, on which the search was based.
    `is_priced`: components were planned one by one (decomposition/priced.py).
    Whether the HiGHS worker was disturbed stands in `HighsClient.is_disturbed`.
    """

    x: Values | None
    value: float
    bound: float
    relaxation: Relaxation | None = field(repr=False)
    cut: CutRelaxation | None = field(repr=False, default=None)
    is_proved_empty: bool = False
    is_network: bool = False
    is_priced: bool = False


def solve_single_objective(  # noqa: PLR0913 - a MIP, a warm start, how to run and the HiGHS worker
    mip: MIP,
    goal: Values,
    start: Values | None,
    run: SearchRun,
    client: HighsClient,
    *,
    on_progress: OnProgress | None = None,
    prices: Values | None = None,
    cuts: KeptCuts | None = None,
) -> Reached:
    """Maximise one goal of a MIP within the budget, warm-started from `start` where one is known.

    `prices` by row and `cuts`, of a similar MIP, make the relaxation quicker.

    A network is solved by min-cost flow. Otherwise the relaxation bounds the goal, and cuts bound it more closely
    (relaxation/cutting.py). Reduced-cost fixing removes every column that no better solution can use. The solvers
    search the columns that remain. Where these are too many, the solvers get the most promising ones, and more of them
    once those are searched to the end; columns that they do not have are bounded by their reduced costs.
    """
    if (optimum := flow(mip, goal)) is not None:
        if on_progress is not None:
            on_progress(optimum.value, optimum.value)
        return Reached(optimum.x, optimum.value, max(optimum.bound, optimum.value), optimum, is_network=True)
    scaled, budget, parameters = scale_rows(mip), run.budget, run.parameters
    own = run.having(budget.within(budget.left * parameters.relaxation_share))
    relaxation, lp = relaxed(scaled, goal, client, own, prices=prices, known=start)
    if relaxation is None:
        # Pins and minimums alone may still give a plan, and every plan needs a finite bound.
        free = lagrangian_bound(mip, goal, np.zeros(len(mip.names)))
        return Reached(None, -np.inf, free.bound, None, is_proved_empty=True)
    own.budget.spend(relaxation.iterations / parameters.lp_iterations_per_second)
    if not run.must_end:
        start = first_plan(mip, goal, start, relaxation)
    value = -math.inf if start is None else float(goal @ start)
    if start is not None and on_progress is not None:
        on_progress(value, max(relaxation.bound, value))
    # On the clock this share would run down while the relaxation is solved: it begins here.
    for_cuts = run.having(budget.within(budget.left * parameters.cuts_share))
    cut = cut_off(relaxation, lp, for_cuts, value, cuts)
    portfolio = Portfolio(Problem(mip, scaled, goal, cut), run, client, on_progress)
    portfolio.run(start)
    incumbent = portfolio.incumbent
    if incumbent.x is None and not portfolio.is_proved_empty:
        incumbent.offer(rounded(mip, goal, cut.x))
    return Reached(
        incumbent.x,
        incumbent.value,
        portfolio.final_bound,
        relaxation,
        cut,
        is_proved_empty=incumbent.x is None and portfolio.is_proved_empty,
    )


def first_plan(mip: MIP, goal: Values, start: Values | None, relaxation: Relaxation) -> Values | None:
    """The plan to begin with: the start where it is near the bound, else the better of it and the relaxation rounded.

    A plan that is known, at worst the empty one, may be far worse than that. None where none is found.
    """
    if start is not None and gap_between(float(goal @ start), relaxation.bound) <= NEAR:
        return start
    found = [start, rounded(mip, goal, relaxation.x, relaxation.lagrangian.reduced)]
    return max((x for x in found if x is not None), key=lambda x: float(goal @ x), default=None)
