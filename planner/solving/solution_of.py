"""The solution of a week: what the lexicographic solve reached, with duals, bounds and statistics."""

from __future__ import annotations

import numpy as np

from planner.formulation import MIP, Name
from planner.solving.lexicographic import GoalDone, Lexicographic
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT, OPTIMAL_GAP, gap_between, of_right_sign
from planner.solving.run import SearchRun
from planner.solving.solution import GoalReached, HandBack, Solution, Unrepeatable
from planner.solving.warm_start import WarmStart, proposals_of

# A dual nearer to 0 than this is float noise, and counts as 0.
NO_DUAL = 1e-12


def solution_of(  # noqa: PLR0913, PLR0917 - the parts of a solution
    order: Lexicographic, run: SearchRun, unrepeatable: Unrepeatable | None, hand_back: HandBack,
    prices: dict[Name, float], gains: dict[Name, float],
) -> Solution:  # fmt: skip
    """The solution of a week whose goals have been reached; `run` is that of the whole solve."""
    first = order.done[0].reached.relaxation
    duals = {} if first is None else _duals(order.hard, first)
    return Solution(
        chosen=order.chosen,
        goals=tuple(_goal(order, done) for done in order.done),
        skipped=tuple(order.skipped),
        duals=duals,
        prices=prices,
        gains=gains,
        unrepeatable=unrepeatable,
        mip=order.hard,
        stages=(*((done.goal.name, done.chosen) for done in order.done), ("hand_back", order.chosen)),
        earlier=order.earlier,
        hand_back=hand_back,
        start=WarmStart(proposals_of(order.instance, order.done[0].chosen), duals),
        statistics=run.recorder.statistics(order.hard.num_columns, len(order.hard.names)),
    )


def _goal(order: Lexicographic, done: GoalDone) -> GoalReached:
    name, final = done.goal.name, done.goal.score(order.chosen)
    # When time is short, a later search may find a better outcome than the search for the outcome itself.
    best = max(done.value, final) if name == "outcome" else done.value
    bound = max(done.reached.bound, best)
    status = "optimal" if gap_between(best, bound) <= OPTIMAL_GAP else "feasible"
    may_cost = order.instance.settings.may_spend(name)
    return GoalReached(name, best, bound, may_cost, final, status)


def _duals(hard: MIP, relaxation: Relaxation) -> dict[Name, float]:
    """Duals that are not 0, by name, each of the sign that the certificate allows.

    Rows of one_main have none: the bound treats them exactly, as GUB rows (see relaxation/lagrangian.py).
    """
    prices = of_right_sign(hard, relaxation.prices)
    kept = (hard.constraints != GUB_CONSTRAINT) & (abs(prices) > NO_DUAL)
    return hard.by_name(np.where(kept, prices, 0.0))
