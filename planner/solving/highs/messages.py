"""The messages between the client and the HiGHS worker, one type each; `do` and `kind` say which one it is.

They are plain dictionaries, because the worker is run by its path and imports nothing of planner: for it these types
exist while types are checked. Arrays are NumPy's. A matrix by column is where each column begins, its rows, and its
coefficients; by row likewise. Lower and upper limits may be infinite.
"""

from __future__ import annotations

from typing import Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from planner.schema.arrays import Bools, Positions, Values

Sparse = tuple[NDArray[np.int32], NDArray[np.int32], Values]
Outcome = Literal["solved", "empty", "stopped"]


class LoadLP(TypedDict):
    """Begin with another LP, and solve it within `seconds` and simplex `iterations`."""

    do: Literal["load"]
    job: int
    columns: Sparse
    goal: Values
    lower: Values
    upper: Values
    row_lower: Values
    row_upper: Values
    seconds: float
    iterations: int


class GrowLP(TypedDict):
    """Delete the `dropped` rows, add columns (on the rows left), then rows (on all columns), change limits, solve."""

    do: Literal["grow"]
    job: int
    columns: Sparse
    goal: Values
    lower: Values
    upper: Values
    dropped: Positions
    rows: Sparse
    row_lower: Values
    row_upper: Values
    limits: list[tuple[int, float, float]]
    seconds: float
    iterations: int


class AskTableau(TypedDict):
    """Ask for the tableau rows of some basic columns and basic rows (slacks) of the solved LP."""

    do: Literal["tableau"]
    job: int
    columns: Positions
    rows: Positions
    seconds: float


class PriceSteps(TypedDict):
    """Solve the LP again with each step by itself: its row, column (-1: the row's limit), present value and size."""

    do: Literal["price"]
    job: int
    steps: list[tuple[int, int, float, float]]
    seconds: float
    iterations: float


class SearchMIP(TypedDict):
    """Search a MIP within `seconds` and simplex `iterations` (either may be infinite) from a solution, if any."""

    do: Literal["search"]
    job: int
    columns: Sparse
    goal: Values
    lower: Values
    upper: Values
    row_lower: Values
    row_upper: Values
    is_whole: Bools
    start: Values | None
    gap: float
    seed: int
    seconds: float
    iterations: float


Request = LoadLP | GrowLP | AskTableau | PriceSteps | SearchMIP


class Alive(TypedDict):
    """The worker is there: sent once it is ready, and every few seconds from then on, whatever it does."""

    kind: Literal["alive"]
    job: int


class SolvedLP(TypedDict):
    """An LP: how it ended, x by column and prices by row in the order in which they were added, value and work."""

    kind: Literal["lp"]
    job: int
    status: Outcome
    x: Values
    prices: Values
    value: float
    iterations: int


class Tableau(TypedDict):
    """The tableau rows asked for, the columns' first: by each, the rows that it combines and their multipliers."""

    kind: Literal["tableau"]
    job: int
    multipliers: Sparse


class PricedSteps(TypedDict):
    """For each step made its gain per unit, x with it, and which of the distinct `duals` it ended with; the work."""

    kind: Literal["priced"]
    job: int
    prices: list[float]
    xs: list[Values]
    at: list[int]
    duals: list[Values]
    iterations: float


class BetterSolution(TypedDict):
    """A better solution of the MIP, and the bound by then."""

    kind: Literal["better"]
    job: int
    x: Values
    bound: float


class SearchedMIP(TypedDict):
    """The end of a search: the best solution if any, the bound, whether there is no solution, and the work."""

    kind: Literal["searched"]
    job: int
    x: Values | None
    bound: float
    is_empty: bool
    nodes: int
    iterations: int


Reply = Alive | SolvedLP | Tableau | PricedSteps | BetterSolution | SearchedMIP
