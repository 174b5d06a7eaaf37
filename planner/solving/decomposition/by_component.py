"""Decomposition: one goal is solved in each independent component of a MIP, and the results are put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Positions, Values
from planner.solving.decomposition.components import (
    Component,
    Coupled,
    bound_by_component,
    components,
    coupled_components,
    in_turn,
)
from planner.solving.decomposition.priced import can_be_priced, solve_priced
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.cuts import KeptCuts
from planner.solving.relaxation.lagrangian import gap_between, lagrangian_bound
from planner.solving.run import SearchRun
from planner.solving.search.incumbent import OnProgress
from planner.solving.search.single_objective import Reached, solve_single_objective

NO_ROWS: Positions = np.array([], dtype=np.int64)


def solve_by_component(  # noqa: PLR0913 - as solve_single_objective
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
    """As `solve_single_objective`; where the MIP has several components, each is then searched by itself.

    Their bounds add up. Where a few long rows couple the components, these may still prove a better bound than the
    whole MIP does. A very large MIP (`priced_from_columns`) is only ever solved component by component (priced.py).
    """
    parts = components(mip, run.parameters)
    coupled = coupled_components(mip, run.parameters) if len(parts) == 1 else (parts, NO_ROWS)
    if can_be_priced(mip, coupled, run.parameters.priced_from_columns):
        return solve_priced(mip, goal, coupled, start, run, client, on_progress, prices)
    if len(parts) == 1:
        if len(coupled[0]) > 1:
            return _solve_coupled(mip, goal, coupled, start, run, client, on_progress, prices, cuts)
        return solve_single_objective(mip, goal, start, run, client, on_progress=on_progress, prices=prices, cuts=cuts)
    together = run.having(run.budget.share(run.parameters.together_share))
    first = solve_single_objective(
        mip, goal, start, together, client, on_progress=on_progress, prices=prices, cuts=cuts
    )
    if first.relaxation is None or gap_between(first.value, first.bound) <= run.enough or run.is_stopped():
        return first
    searches = [_ComponentSearch.begun(part, mip, goal, first.x, first.relaxation.prices) for part in parts]
    tell = _telling(on_progress, searches, first.bound)
    for number, own in in_turn(parts, run.having(run.budget.within(run.budget.left))):
        searches[number].go_on(own, client, tell)
        if run.is_stopped() or searches[number].is_proved_empty:
            break
    return _together(mip, goal, searches, first)


def _solve_coupled(  # noqa: PLR0913, PLR0917 - as solve_single_objective
    mip: MIP,
    goal: Values,
    coupled: Coupled,
    start: Values | None,
    run: SearchRun,
    client: HighsClient,
    on_progress: OnProgress | None,
    prices: Values | None,
    cuts: KeptCuts | None,
) -> Reached:
    """As `solve_single_objective`, with a bound from the coupled components; time that this leaves goes on searching.

    Of counted work nothing is left.
    """
    budget, share = run.budget, run.parameters.coupled_bound_share
    own = budget.left * share
    first = run.having(budget.share(1 - share))
    done = solve_single_objective(mip, goal, start, first, client, on_progress=on_progress, prices=prices, cuts=cuts)
    if done.relaxation is None or gap_between(done.value, done.bound) <= run.enough or run.is_stopped():
        return done
    for_bound = run.having(budget.share(share, to_come=share))
    bound = bound_by_component(
        mip, goal, coupled, done.relaxation, for_bound, client, solve=solve_single_objective
    )  # fmt: skip
    bound = max(min(bound, done.bound), done.value)
    if done.x is not None and on_progress is not None:
        on_progress(done.value, bound)
    if gap_between(done.value, bound) > run.enough and budget.left > own / 2 and not run.is_stopped():
        lower = None if on_progress is None else partial(_tell_below, on_progress, bound)
        known = done.relaxation.prices
        done = solve_single_objective(mip, goal, done.x, run, client, on_progress=lower, prices=known)
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

    @classmethod
    def begun(cls, part: Component, whole: MIP, goal: Values, start: Values | None, prices: Values) -> _ComponentSearch:
        """A component with its part of the warm start, and the Lagrangian bound of the whole MIP's row prices."""
        mip, own = part.mip(whole), goal[part.columns]
        x = None if start is None else start[part.columns]
        bound = lagrangian_bound(mip, own, prices[part.rows]).bound
        return cls(part, mip, own, x, -np.inf if x is None else float(own @ x), bound, prices[part.rows])

    def go_on(self, run: SearchRun, client: HighsClient, tell: Callable[[], None]) -> None:
        """Search on from the best plan so far."""

        def on_progress(value: float, bound: float) -> None:
            # A bound reported on the way may hold only for plans better than the incumbent.
            self.value = max(self.value, value)
            self.bound = min(self.bound, max(bound, self.value))
            tell()

        done = solve_single_objective(
            self.mip, self.goal, self.x, run, client, on_progress=on_progress, prices=self.prices
        )
        self.x, self.value, self.bound = done.x, done.value, min(self.bound, done.bound)
        self.is_proved_empty = done.is_proved_empty
        tell()


def _telling(on_progress: OnProgress | None, searches: Sequence[_ComponentSearch], most: float) -> Callable[[], None]:
    """A callback that reports the sums once every component has a plan, with no bound above `most`."""

    def tell() -> None:
        value = sum(search.value for search in searches)
        if on_progress is not None and np.isfinite(value):
            _tell_below(on_progress, most, value, sum(search.bound for search in searches))

    return tell


def _together(mip: MIP, goal: Values, searches: Sequence[_ComponentSearch], first: Reached) -> Reached:
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
    )
