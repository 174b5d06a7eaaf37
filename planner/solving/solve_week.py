"""The front door of solving: from an instance to the chosen candidates, by lexicographic optimisation of its goals."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np

from planner.formulation import MIP, Name
from planner.instance import Instance
from planner.solving.highs.client import HighsClient
from planner.solving.interrupt import Interrupts
from planner.solving.lexicographic import GoalDone, Lexicographic
from planner.solving.marginal.marginal_values import marginal_values
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT, OPTIMAL_GAP, gap_between, of_right_sign
from planner.solving.solution import GoalReached, HandBack, ProgressCallback, SearchProgress, Solution
from planner.solving.warm_start import WarmStart, proposals_of

# A dual nearer to 0 than this is float noise, and counts as 0.
NO_DUAL = 1e-12


def solve(instance: Instance, listener: ProgressCallback | None = None, start: WarmStart | None = None) -> Solution:
    """Choose candidates so that each goal is as good as it can be without costing earlier goals more than allowed.

    `listener(news)` is called with every better plan or bound. `start` is a warm start: `Solution.start` of a week like
    this one. Raises CannotHold where pins or minimums contradict each other or a limit, and NoPlanInTime where no plan
    that meets them was found in time. Without pins and minimums there is always a plan: at worst the empty one.
    """
    begun = time.monotonic()
    with Interrupts() as interrupts, HighsClient(interrupts.asked) as client:
        order = Lexicographic(instance, client, interrupts)
        for name in instance.settings.goals:
            if order.is_over:
                order.skipped.append(name)
            else:
                order.reach(name, None if listener is None else _telling(listener, name, order), start)
        hand_back = order.hand_back()
        prices, gains = marginal_values(order, time.monotonic() - begun)
    order.drop_idle()
    return _solution(order, hand_back, prices, gains)


def _telling(listener: ProgressCallback, name: str, order: Lexicographic) -> Callable[[float, float], None]:
    def on_progress(value: float, bound: float) -> None:
        left = math.inf if order.is_counted else max(order.deadline - time.monotonic(), 0.0)
        listener(SearchProgress(name, value, bound, left))

    return on_progress


def _solution(
    order: Lexicographic, hand_back: HandBack, prices: dict[Name, float], gains: dict[Name, float]
) -> Solution:
    first, interrupted = order.done[0].reached.relaxation, order.interrupts.is_set
    by_clock = any(done.reached.is_stopped_by_clock for done in order.done)
    duals = {} if first is None else _duals(order.hard, first)
    return Solution(
        chosen=order.chosen,
        goals=tuple(_goal(order, done) for done in order.done),
        skipped=tuple(order.skipped),
        duals=duals,
        prices=prices,
        gains=gains,
        is_reproducible=order.is_counted and not (interrupted or by_clock or order.client.is_disturbed),
        is_interrupted=interrupted,
        mip=order.hard,
        stages=(*((done.goal.name, done.chosen) for done in order.done), ("hand_back", order.chosen)),
        earlier=order.earlier,
        hand_back=hand_back,
        start=WarmStart(proposals_of(order.instance, order.done[0].chosen), duals),
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

    Rows of one_main have none: the bound treats them exactly, as GUB rows (see bound.py).
    """
    prices = of_right_sign(hard, relaxation.prices)
    kept = (hard.constraints != GUB_CONSTRAINT) & (abs(prices) > NO_DUAL)
    return hard.by_name(np.where(kept, prices, 0.0))
