"""What is done with one component that a few rows couple to others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Positions, Values
from planner.solving.decomposition.components import Component
from planner.solving.highs.client import HighsClient
from planner.solving.run import SearchRun
from planner.solving.search.single_objective import solve_single_objective

COUPLING = "coupling"
TINY = 1e-9


@dataclass(frozen=True)
class CoupledComponent:
    """A component as a MIP of its own, its part of the goal, and of the coupling rows: a line each.

    Nothing in it names a person: rows are named by their constraint and a number, so that it may leave this computer.
    """

    mip: MIP = field(repr=False)
    goal: Values = field(repr=False)
    coupling: sparse.csr_matrix = field(repr=False)

    @classmethod
    def of(cls, component: Component, whole: MIP, goal: Values, coupling: sparse.csc_matrix) -> CoupledComponent:
        """The part of a MIP; `coupling` are the coupling rows over all of its columns."""
        mip = component.mip(whole)
        names = tuple((constraint, (str(number),)) for number, (constraint, _) in enumerate(mip.names))
        return cls(replace(mip, names=names), goal[component.columns], coupling[:, component.columns].tocsr())


class ComponentPlan(NamedTuple):
    """A plan of a component: the columns above 0 and their values, its part of the goal, and its use of each row."""

    columns: Positions
    x: Values
    value: float
    use: Values


class AtPrices(NamedTuple):
    """A component's answer to prices of the coupling rows: a plan of what its goal leaves, if one is known.

    bound: of what the goal leaves, for every plan. is_empty: the component is proved to have no plan at all.
    """

    plan: ComponentPlan | None
    bound: float
    is_empty: bool


def plan_of(part: CoupledComponent, x: Values) -> ComponentPlan:
    """A solution of the component as its plan."""
    columns = np.flatnonzero(x)
    return ComponentPlan(columns, x[columns], float(part.goal @ x), np.asarray(part.coupling @ x))


def left_after(part: CoupledComponent, prices: Values) -> Values:
    """What the component's goal leaves by column, after prices of the coupling rows."""
    return np.asarray(part.goal - part.coupling.T @ prices)


def at_prices(  # noqa: PLR0913, PLR0917 - a component, its prices, what is known, and how to run
    part: CoupledComponent,
    prices: Values,
    start: Values | None,
    row_prices: Values,
    seed: int,
    run: SearchRun,
    client: HighsClient,
) -> AtPrices:
    """Plan a component at prices of the coupling rows, which limit nothing then.

    `start` is a solution, `row_prices` are those of its rows. `seed` replaces the run's.
    """
    run = replace(run, seed=seed)
    found = solve_single_objective(part.mip, left_after(part, prices), start, run, client, prices=row_prices)
    plan = None if found.x is None else plan_of(part, found.x)
    return AtPrices(plan, found.bound, found.is_proved_empty)


def with_share(  # noqa: PLR0913, PLR0917 - a component, its share, what is known, and how to run
    part: CoupledComponent,
    limits: tuple[Values, Values],
    start: Values | None,
    prices: Values,
    seed: int,
    run: SearchRun,
    client: HighsClient,
) -> ComponentPlan | None:
    """Plan a component within its limits (lower, upper) of the coupling rows; None where no plan is found.

    `start` is a solution, `prices` are those of its rows and then of the coupling rows. `seed` replaces the run's.
    Where no plan keeps the limits, since people are whole, one that comes near them leaves the rest to others.
    """
    mip = part.mip
    names = (*mip.names, *((COUPLING, (str(number),)) for number in range(part.coupling.shape[0])))
    own = replace(
        mip, matrix=sparse.vstack([mip.matrix, part.coupling], format="csr"), names=names,
        row_lower=np.concatenate([mip.row_lower, limits[0]]), row_upper=np.concatenate([mip.row_upper, limits[1]]),
    )  # fmt: skip
    run = replace(run, seed=seed)
    x = solve_single_objective(own, part.goal, start, run, client, prices=prices).x
    if x is None:
        x = solve_single_objective(mip, _nearness(part, limits[0]), None, run, client).x
    return None if x is None else plan_of(part, x)


def _nearness(part: CoupledComponent, lower: Values) -> Values:
    """A goal that is greater the more of rows with a lower limit is used, and the less of the others, alike by row."""
    size = np.maximum(np.asarray(abs(part.coupling).sum(axis=1)).ravel(), TINY)
    return np.asarray(part.coupling.T @ (np.where(np.isinf(lower), -1.0, 1.0) / size))
