"""What one more of something is worth to the week: prices of limits, then gains of places."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.formulation import Name
from planner.solving.gains import gains
from planner.solving.order import Order
from planner.solving.prices import NO_PRICE, named, row_prices
from planner.solving.search import Effort

# What prices may take of the time limit, and gains of what the rest left of it.
PRICES_SHARE, GAINS_SHARE = 0.05, 0.2
NUM_GAINS = 20


def worth_of_more(order: Order, spent: float) -> tuple[dict[Name, float], dict[Name, float]]:
    """Prices of limits and gains of places in the first goal, by row name; `spent` are the seconds the goals took.

    Gains may use a share of what is left of the time limit; counted, where nobody knows what is left, of all of it.
    """
    limits, program = order.instance.scenario.solve, order.hard
    goal, done = order.done[0].goal, order.done[0].reached
    if done.relaxation is None or not program.num_columns:
        return {}, {}
    objective = program.coefficients(goal.entries)
    seconds = 0.0 if order.interrupts.is_set else limits.time_limit_seconds * PRICES_SHARE
    effort = Effort(seconds, 0.0, limits.seed, limits.workers, order.is_counted, order.interrupts.asked)
    begun = time.monotonic()
    prices = row_prices(program, objective, done.relaxation, effort, order.partner)
    spent += time.monotonic() - begun
    left = limits.time_limit_seconds - (0.0 if order.is_counted else spent)
    slots = [row for row in np.argsort(-prices, kind="stable").tolist() if prices[row] > NO_PRICE]
    slots = [row for row in slots if program.names[row][0] == "slot_places"][:NUM_GAINS]
    share = replace(effort, seconds=max(left * GAINS_SHARE, 0.0))
    found = gains(program, objective, done, slots, share, order.partner)
    return named(program, prices), {program.names[row]: gain for row, gain in found.items()}
