"""Marginal values: what one more unit of a limit is worth. LP prices of limits first, then gains of places."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from planner.formulation import Name
from planner.schema.arrays import Bools, Values
from planner.solving.lexicographic import Lexicographic
from planner.solving.marginal.gains import DIGITS, gains
from planner.solving.marginal.row_prices import NO_PRICE, row_prices
from planner.solving.run import SearchRun
from planner.solving.search.restricted_mip import PLACE_CONSTRAINTS

# Where no limit of a network lies within another, a column is in this many rows at most: its person's and its place's.
PERSON_AND_PLACE = 2
# Called with a step (prices or gains), how many limits are done, and of how many.
OnStep = Callable[[str, int, int], None]


def marginal_values(
    order: Lexicographic, run: SearchRun, on_step: OnStep
) -> tuple[dict[Name, float], dict[Name, float]]:
    """Marginal values in the first goal, by row name: prices of limits, and gains of places.

    `run` is that of the whole solve. On the clock, gains may use a share of what is left of it; of counted work, of the
    whole. `on_step(step, done, of)` is told of each limit priced and each place solved again.
    """
    mip, goal, done = order.hard, order.done[0].goal, order.done[0].reached
    if done.relaxation is None or not mip.num_columns:
        return {}, {}
    most = run.parameters.num_gains
    if done.is_network and np.diff(mip.matrix.tocsc().indptr).max(initial=0) <= PERSON_AND_PLACE:
        # Min-cost flow gives an integral solution and the smallest optimal prices: the gain of a place is its price.
        prices = np.where(np.isin(mip.constraints, list(PLACE_CONSTRAINTS)), done.relaxation.prices, 0.0)
        return mip.by_name(prices), mip.by_name(np.where(_highest(prices, most), np.round(prices, DIGITS), 0.0))
    objective = mip.coefficients(goal.entries)
    # No LP could hold a week that was solved by components: limits keep the prices of its relaxation.
    share = 0.0 if run.is_stopped() or done.is_priced else run.parameters.prices_share
    own = run.having(run.budget.within(run.budget.whole * share), gap=0.0)
    with run.recorder.step("prices"):
        prices = row_prices(mip, objective, done.relaxation, own, order.client, partial(on_step, "prices"))
    if done.is_priced:
        return mip.by_name(prices), {}
    slots = [row for row in np.argsort(-prices, kind="stable").tolist() if prices[row] > NO_PRICE]
    slots = [row for row in slots if mip.names[row][0] == "slot_places"][:most]
    own = run.having(run.budget.share(run.parameters.gains_share), gap=0.0)
    with run.recorder.step("gains"):
        found = gains(mip, objective, done, slots, own, order.client, partial(on_step, "gains"))
    return mip.by_name(prices), {mip.names[row]: gain for row, gain in found.items()}


def _highest(prices: Values, most: int) -> Bools:
    """The highest prices, at most so many."""
    found = np.zeros(len(prices), dtype=bool)
    found[np.argsort(-prices, kind="stable")[:most]] = True
    return found
