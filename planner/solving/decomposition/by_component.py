"""Decomposition: one goal is solved in each independent component of a MIP, and the results are put together.

A component that is being searched is called a town in the code.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.decomposition.components import Component, bound_apart, components, coupled_components, in_turn
from planner.solving.highs.client import Partner
from planner.solving.relaxation.lagrangian import closed, gap_between
from planner.solving.search.cp_sat import LEAST_SECONDS, Effort
from planner.solving.search.portfolio import Told
from planner.solving.search.single_objective import Reached, reach

# The share of the budget for searching all components together first, which soon gives a plan. The rest is shared
# between the components.
TOGETHER_SHARE = 0.2
# Where rows couple the components: the share of the budget for proving a bound from the components.
BOUND_SHARE = 0.3


def reach_apart(  # noqa: PLR0913 - as reach
    mip: MIP,
    goal: Values,
    start: Values | None,
    effort: Effort,
    partner: Partner,
    *,
    told: Told | None = None,
    prices: Values | None = None,
) -> Reached:
    """As `reach`; where the MIP has several components, each is then searched by itself, and their bounds add up.

    Where a few long rows couple the components, these may still prove a better bound than the whole MIP does.
    """
    parts = components(mip)
    if len(parts) == 1:
        return _reach_coupled(mip, goal, start, effort, partner, told, prices)
    begun = time.monotonic()
    together = replace(effort, seconds=effort.seconds * TOGETHER_SHARE)
    first = reach(mip, goal, start, together, partner, told=told, prices=prices)
    if first.relaxation is None or gap_between(first.value, first.bound) <= effort.gap or effort.is_stopped():
        return first
    towns = [_Town.begun(part, mip, goal, first.x, first.relaxation.prices) for part in parts]
    tell = _telling(told, towns, first.bound)
    spent = effort.seconds * TOGETHER_SHARE if effort.is_counted else time.monotonic() - begun
    for number, own in in_turn(parts, replace(effort, seconds=max(effort.seconds - spent, LEAST_SECONDS))):
        towns[number].go_on(own, partner, tell)
        if effort.is_stopped() or towns[number].is_proved_empty:
            break
    return _together(mip, goal, towns, first, is_interrupted=effort.is_stopped())


def _reach_coupled(  # noqa: PLR0913, PLR0917 - as reach
    mip: MIP,
    goal: Values,
    start: Values | None,
    effort: Effort,
    partner: Partner,
    told: Told | None,
    prices: Values | None,
) -> Reached:
    """As `reach`, with a bound from the coupled components; on the clock, time that this leaves goes on searching."""
    coupled = coupled_components(mip)
    if len(coupled[0]) == 1:
        return reach(mip, goal, start, effort, partner, told=told, prices=prices)
    deadline = time.monotonic() + effort.seconds
    share = effort.seconds * BOUND_SHARE
    first = replace(effort, seconds=effort.seconds - share)
    done = reach(mip, goal, start, first, partner, told=told, prices=prices)
    if done.relaxation is None or gap_between(done.value, done.bound) <= effort.gap or effort.is_stopped():
        return done
    bound = bound_apart(mip, goal, coupled, done.relaxation, replace(effort, seconds=share), partner, reach=reach)
    bound = max(min(bound, done.bound), done.value)
    left = 0.0 if effort.is_counted else deadline - time.monotonic()
    if done.x is not None and told is not None:
        told(done.value, bound)
    if gap_between(done.value, bound) > effort.gap and left > share / 2 and not effort.is_stopped():
        lower = None if told is None else partial(_tell_below, told, bound)
        known = done.relaxation.prices
        done = reach(mip, goal, done.x, replace(effort, seconds=left), partner, told=lower, prices=known)
    return replace(done, bound=max(min(bound, done.bound), done.value))


def _tell_below(told: Told, most: float, value: float, bound: float) -> None:
    """Report progress with no bound above `most`."""
    told(value, max(min(most, bound), value))


@dataclass
class _Town:
    """A component while it is searched: the incumbent and the bound so far, and how its last search ended."""

    part: Component
    mip: MIP = field(repr=False)
    goal: Values = field(repr=False)
    x: Values | None = field(repr=False)
    value: float
    bound: float
    prices: Values = field(repr=False)
    is_proved_empty: bool = False
    is_stopped_by_clock: bool = False

    @classmethod
    def begun(cls, part: Component, whole: MIP, goal: Values, start: Values | None, prices: Values) -> _Town:
        """A component with its part of the warm start, and the Lagrangian bound of the whole MIP's row prices."""
        mip, own = part.mip(whole), goal[part.columns]
        x = None if start is None else start[part.columns]
        bound = closed(mip, own, prices[part.rows]).bound
        return cls(part, mip, own, x, -np.inf if x is None else float(own @ x), bound, prices[part.rows])

    def go_on(self, effort: Effort, partner: Partner, tell: Callable[[], None]) -> None:
        """Search on from the best plan so far."""

        def told(value: float, bound: float) -> None:
            # A bound reported on the way may hold only for plans better than the incumbent.
            self.value = max(self.value, value)
            self.bound = min(self.bound, max(bound, self.value))
            tell()

        done = reach(self.mip, self.goal, self.x, effort, partner, told=told, prices=self.prices)
        self.x, self.value, self.bound = done.x, done.value, min(self.bound, done.bound)
        self.is_proved_empty = done.is_proved_empty
        self.is_stopped_by_clock = done.is_stopped_by_clock
        tell()


def _telling(told: Told | None, towns: Sequence[_Town], most: float) -> Callable[[], None]:
    """A callback that reports the sums once every component has a plan, with no bound above `most`."""

    def tell() -> None:
        value = sum(town.value for town in towns)
        if told is not None and np.isfinite(value):
            _tell_below(told, most, value, sum(town.bound for town in towns))

    return tell


def _together(mip: MIP, goal: Values, towns: Sequence[_Town], first: Reached, *, is_interrupted: bool) -> Reached:
    """The plans and bounds of all components as one; no plan where a component has none."""
    x = np.zeros(mip.num_columns)
    for town in towns:
        if town.x is not None:
            x[town.part.columns] = town.x
    is_whole = all(town.x is not None for town in towns)
    value = float(goal @ x) if is_whole else -np.inf
    return replace(
        first,
        x=x if is_whole else None,
        value=value,
        bound=max(min(first.bound, sum(town.bound for town in towns)), value),
        is_proved_empty=any(town.is_proved_empty for town in towns),
        is_stopped_by_clock=first.is_stopped_by_clock or any(town.is_stopped_by_clock for town in towns),
        is_interrupted=is_interrupted,
    )
