"""Marginal values: what one more unit of a limit is worth. LP prices of limits first, then gains of places."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.formulation import Name
from planner.schema.arrays import Bools, Values
from planner.solving.lexicographic import Lexicographic
from planner.solving.marginal.gains import DIGITS, gains
from planner.solving.marginal.row_prices import NO_PRICE, row_prices
from planner.solving.search.cp_sat import Effort
from planner.solving.search.restricted_mip import PLACE_CONSTRAINTS

# The share of the time limit for prices, and the share for gains of the time that is then left.
PRICES_SHARE, GAINS_SHARE = 0.05, 0.2
NUM_GAINS = 20
# Where no limit of a network lies within another, a column is in this many rows at most: its person's and its place's.
PERSON_AND_PLACE = 2


def marginal_values(order: Lexicographic, spent: float) -> tuple[dict[Name, float], dict[Name, float]]:
    """Marginal values in the first goal, by row name: prices of limits, and gains of places.

    `spent` are the seconds that the goals took. Gains may use a share of what is left of the time limit. Where work is
    counted, nobody knows what is left, and it is a share of the whole limit.
    """
    limits, mip = order.instance.solve_settings, order.hard
    goal, done = order.done[0].goal, order.done[0].reached
    if done.relaxation is None or not mip.num_columns:
        return {}, {}
    if done.is_network and np.diff(mip.matrix.tocsc().indptr).max(initial=0) <= PERSON_AND_PLACE:
        # Min-cost flow gives an integral solution and the smallest optimal prices: the gain of a place is its price.
        prices = np.where(np.isin(mip.constraints, list(PLACE_CONSTRAINTS)), done.relaxation.prices, 0.0)
        return mip.by_name(prices), mip.by_name(np.where(_most(prices), np.round(prices, DIGITS), 0.0))
    objective = mip.coefficients(goal.entries)
    seconds = 0.0 if order.interrupts.is_set else limits.time_limit_seconds * PRICES_SHARE
    effort = Effort(seconds, 0.0, limits.seed, limits.workers, order.is_counted, order.interrupts.asked)
    begun = time.monotonic()
    prices = row_prices(mip, objective, done.relaxation, effort, order.client)
    spent += time.monotonic() - begun
    left = limits.time_limit_seconds - (0.0 if order.is_counted else spent)
    slots = [row for row in np.argsort(-prices, kind="stable").tolist() if prices[row] > NO_PRICE]
    slots = [row for row in slots if mip.names[row][0] == "slot_places"][:NUM_GAINS]
    share = replace(effort, seconds=max(left * GAINS_SHARE, 0.0))
    found = gains(mip, objective, done, slots, share, order.client)
    return mip.by_name(prices), {mip.names[row]: gain for row, gain in found.items()}


def _most(prices: Values) -> Bools:
    """The NUM_GAINS highest prices."""
    found = np.zeros(len(prices), dtype=bool)
    found[np.argsort(-prices, kind="stable")[:NUM_GAINS]] = True
    return found
