"""One goal: solve its LP relaxation, fix the columns that cannot help, then let CP-SAT and HiGHS search and prove."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.highs.client import LINEAR_ITERATIONS_PER_SECOND, HighsClient
from planner.solving.network.min_cost_flow import flow
from planner.solving.relaxation.column_generation import Relaxation, relax_within
from planner.solving.relaxation.lagrangian import lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.search.cp_sat import LEAST_SECONDS, Effort
from planner.solving.search.heuristics import rounded
from planner.solving.search.portfolio import Hunt, OnProgress

RELAXATION_SHARE = 0.6


@dataclass(frozen=True)
class Reached:
    """The result for one goal: a solution, its value, a bound on every solution, and how the search ended.

    `is_stopped_by_clock`: the safety clock stopped CP-SAT in a counted search. Whether the HiGHS worker was disturbed
    stands in `HighsClient.is_disturbed`.
    """

    x: Values | None
    value: float
    bound: float
    relaxation: Relaxation | None = field(repr=False)
    is_proved_empty: bool = False
    is_stopped_by_clock: bool = False
    is_interrupted: bool = False
    is_network: bool = False


def reach(  # noqa: PLR0913 - a MIP, a warm start, a budget and the HiGHS worker
    mip: MIP,
    goal: Values,
    start: Values | None,
    effort: Effort,
    client: HighsClient,
    *,
    on_progress: OnProgress | None = None,
    prices: Values | None = None,
) -> Reached:
    """Maximise one goal of a MIP within the budget, warm-started from `start` where one is known.

    `prices` by row, of a similar MIP, make the relaxation quicker.

    A network is solved by min-cost flow. Otherwise the relaxation bounds the goal, and reduced-cost fixing removes
    every column that no better solution can use. The solvers search the columns that remain. Where these are too many,
    the solvers get the most promising ones, and more of them once those are searched to the end; until they have all
    that remain, the bound is the relaxation's.
    """
    if (optimum := flow(mip, goal)) is not None:
        if on_progress is not None:
            on_progress(optimum.value, optimum.value)
        return Reached(optimum.x, optimum.value, max(optimum.bound, optimum.value), optimum, is_network=True)
    begun = time.monotonic()
    tight = scale_rows(mip)
    share = replace(effort, seconds=effort.seconds * RELAXATION_SHARE)
    relaxation = relax_within(tight, goal, client, share, prices=prices, known=start)
    if relaxation is None:
        # Pins and minimums alone may still give a plan, and every plan needs a finite bound.
        return Reached(
            None, -np.inf, lagrangian_bound(mip, goal, np.zeros(len(mip.names))).bound, None, is_proved_empty=True
        )
    spent = relaxation.iterations / LINEAR_ITERATIONS_PER_SECOND if effort.is_counted else time.monotonic() - begun
    left = replace(effort, seconds=max(effort.seconds - spent, LEAST_SECONDS))
    hunt = Hunt(mip, tight, goal, relaxation, left, client, on_progress)
    hunt.run(start)
    if hunt.best is None and not hunt.is_empty:
        hunt.take(rounded(mip, goal, relaxation.x))
    return Reached(
        hunt.best,
        hunt.value,
        hunt.final_bound(),
        relaxation,
        is_proved_empty=hunt.best is None and hunt.is_empty,
        is_stopped_by_clock=hunt.is_stopped_by_clock,
        is_interrupted=effort.is_stopped(),
    )
