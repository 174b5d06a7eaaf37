"""Decomposition: one goal is solved in each independent component of a MIP, and the results are put together.

A component that is being searched is called a search in the code.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.decomposition.components import (
    Component,
    bound_by_component,
    components,
    coupled_components,
    in_turn,
)
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.lagrangian import gap_between, lagrangian_bound
from planner.solving.search.cp_sat import LEAST_SECONDS, Effort
from planner.solving.search.portfolio import OnProgress
from planner.solving.search.single_objective import Reached, reach

# The share of the budget for searching all components together first, which soon gives a plan. The rest is shared
# between the components.
TOGETHER_SHARE = 0.2
# Where rows couple the components: the share of the budget for proving a bound from the components.
BOUND_SHARE = 0.3


def solve_by_component(  # noqa: PLR0913 - as reach
    mip: MIP,
    goal: Values,
    start: Values | None,
    effort: Effort,
    client: HighsClient,
    *,
    on_progress: OnProgress | None = None,
    prices: Values | None = None,
) -> Reached:
    """As `reach`; where the MIP has several components, each is then searched by itself, and their bounds add up.

    Where a few long rows couple the components, these may still prove a better bound than the whole MIP does.
    """
    parts = components(mip)
    if len(parts) == 1:
        return _solve_coupled(mip, goal, start, effort, client, on_progress, prices)
    begun = time.monotonic()
    together = replace(effort, seconds=effort.seconds * TOGETHER_SHARE)
    first = reach(mip, goal, start, together, client, on_progress=on_progress, prices=prices)
    if first.relaxation is None or gap_between(first.value, first.bound) <= effort.gap or effort.is_stopped():
        return first
    searches = [_ComponentSearch.begun(part, mip, goal, first.x, first.relaxation.prices) for part in parts]
    tell = _telling(on_progress, searches, first.bound)
    spent = effort.seconds * TOGETHER_SHARE if effort.is_counted else time.monotonic() - begun
    for number, own in in_turn(parts, replace(effort, seconds=max(effort.seconds - spent, LEAST_SECONDS))):
        searches[number].go_on(own, client, tell)
        if effort.is_stopped() or searches[number].is_proved_empty:
            break
    return _together(mip, goal, searches, first, is_interrupted=effort.is_stopped())


def _solve_coupled(  # noqa: PLR0913, PLR0917 - as reach
    mip: MIP,
    goal: Values,
    start: Values | None,
    effort: Effort,
    client: HighsClient,
    on_progress: OnProgress | None,
    prices: Values | None,
) -> Reached:
    """As `reach`, with a bound from the coupled components; on the clock, time that this leaves goes on searching."""
    coupled = coupled_components(mip)
    if len(coupled[0]) == 1:
        return reach(mip, goal, start, effort, client, on_progress=on_progress, prices=prices)
    deadline = time.monotonic() + effort.seconds
    share = effort.seconds * BOUND_SHARE
    first = replace(effort, seconds=effort.seconds - share)
    done = reach(mip, goal, start, first, client, on_progress=on_progress, prices=prices)
    if done.relaxation is None or gap_between(done.value, done.bound) <= effort.gap or effort.is_stopped():
        return done
    bound = bound_by_component(mip, goal, coupled, done.relaxation, replace(effort, seconds=share), client, reach=reach)
    bound = max(min(bound, done.bound), done.value)
    left = 0.0 if effort.is_counted else deadline - time.monotonic()
    if done.x is not None and on_progress is not None:
        on_progress(done.value, bound)
    if gap_between(done.value, bound) > effort.gap and left > share / 2 and not effort.is_stopped():
        lower = None if on_progress is None else partial(_tell_below, on_progress, bound)
        known = done.relaxation.prices
        done = reach(mip, goal, done.x, replace(effort, seconds=left), client, on_progress=lower, prices=known)
    return replace(done, bound=max(min(bound, done.bound), done.value))


def _tell_below(on_progress: OnProgress, most: float, value: float, bound: float) -> None:
    """Report progress with no bound above `most`."""
    on_progress(value, max(min(most, bound), value))


@dataclass
class _ComponentSearch:
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
    def begun(cls, part: Component, whole: MIP, goal: Values, start: Values | None, prices: Values) -> _ComponentSearch:
        """A component with its part of the warm start, and the Lagrangian bound of the whole MIP's row prices."""
        mip, own = part.mip(whole), goal[part.columns]
        x = None if start is None else start[part.columns]
        bound = lagrangian_bound(mip, own, prices[part.rows]).bound
        return cls(part, mip, own, x, -np.inf if x is None else float(own @ x), bound, prices[part.rows])

    def go_on(self, effort: Effort, client: HighsClient, tell: Callable[[], None]) -> None:
        """Search on from the best plan so far."""

        def on_progress(value: float, bound: float) -> None:
            # A bound reported on the way may hold only for plans better than the incumbent.
            self.value = max(self.value, value)
            self.bound = min(self.bound, max(bound, self.value))
            tell()

        done = reach(self.mip, self.goal, self.x, effort, client, on_progress=on_progress, prices=self.prices)
        self.x, self.value, self.bound = done.x, done.value, min(self.bound, done.bound)
        self.is_proved_empty = done.is_proved_empty
        self.is_stopped_by_clock = done.is_stopped_by_clock
        tell()


def _telling(on_progress: OnProgress | None, searches: Sequence[_ComponentSearch], most: float) -> Callable[[], None]:
    """A callback that reports the sums once every component has a plan, with no bound above `most`."""

    def tell() -> None:
        value = sum(search.value for search in searches)
        if on_progress is not None and np.isfinite(value):
            _tell_below(on_progress, most, value, sum(search.bound for search in searches))

    return tell


def _together(
    mip: MIP, goal: Values, searches: Sequence[_ComponentSearch], first: Reached, *, is_interrupted: bool
) -> Reached:
    """The plans and bounds of all components as one; no plan where a component has none."""
    x = np.zeros(mip.num_columns)
    for search in searches:
        if search.x is not None:
            x[search.part.columns] = search.x
    is_whole = all(search.x is not None for search in searches)
    value = float(goal @ x) if is_whole else -np.inf
    return replace(
        first,
        x=x if is_whole else None,
        value=value,
        bound=max(min(first.bound, sum(search.bound for search in searches)), value),
        is_proved_empty=any(search.is_proved_empty for search in searches),
        is_stopped_by_clock=first.is_stopped_by_clock or any(search.is_stopped_by_clock for search in searches),
        is_interrupted=is_interrupted,
    )
