"""The bound that any row prices give: every person's row closed exactly over all their candidates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.formulation import MIP

CLOSED_CONSTRAINT = "one_main"
OPTIMAL_GAP = 1e-6
Values = NDArray[np.float64]


def gap_between(value: float, bound: float) -> float:
    """(bound - value) / |value|, never below 0."""
    return max(bound - value, 0.0) / max(abs(value), 1e-9)


@dataclass(frozen=True)
class Closing:
    """Reduced costs of every column under some prices, and the bound they give.

    `best` is the greatest positive reduced cost of each closed class of columns; `bound` is in units of the goal.
    """

    bound: float
    reduced: Values
    best: Values
    class_of: NDArray[np.int64]

    def with_column(self) -> Values:
        """For each column, a bound on every solution that uses it."""
        rest = np.maximum(self.reduced, 0.0)
        inside = self.class_of >= 0
        rest[inside] = self.best[self.class_of[inside]]
        return self.bound + self.reduced - rest


def of_right_sign(mip: MIP, prices: Values) -> Values:
    """Row prices with 0 for each whose sign no bound allows: below 0 without a lower limit, above 0 without an upper.

    Solvers give such prices within their tolerance. Whatever their size, 0 in their place is sound, since any prices of
    the right signs give a bound.
    """
    prices = np.where(np.isinf(mip.row_upper), np.minimum(prices, 0.0), prices)
    return np.where(np.isinf(mip.row_lower), np.maximum(prices, 0.0), prices)


def closed(mip: MIP, goal: Values, prices: Values) -> Closing:
    """Close a MIP with row prices; those of the wrong sign count as 0.

    Rows of constraint one_main are not priced: each class of columns they name takes its single best column instead.
    Columns in no such row are taken whenever their reduced cost is positive.
    """
    is_class = mip.constraints == CLOSED_CONSTRAINT
    prices = of_right_sign(mip, np.where(is_class, 0.0, prices))
    reduced = goal - mip.matrix.T @ prices
    class_of = np.full(mip.num_columns, -1, dtype=np.int64)
    classes = mip.matrix[np.flatnonzero(is_class)].tocoo()
    class_of[classes.col] = classes.row
    best = np.zeros(int(is_class.sum()))
    inside = class_of >= 0
    np.maximum.at(best, class_of[inside], reduced[inside])
    free = ~inside
    open_columns = np.where(reduced[free] > 0, reduced[free] * mip.upper[free], reduced[free] * mip.lower[free])
    up, down = prices > 0, prices < 0
    limits = prices[up] @ mip.row_upper[up] + prices[down] @ mip.row_lower[down]
    return Closing(float(limits + best.sum() + open_columns.sum()), reduced, best, class_of)


def binding(rows: sparse.csr_matrix, limits: tuple[Values, Values], bounds: tuple[Values, Values]) -> NDArray[np.bool_]:
    """The rows whose limits (lower, upper) some values within the columns' bounds would break."""
    up, down = rows.maximum(0), rows.minimum(0)
    lower, upper = bounds
    most, least = up @ upper + down @ lower, up @ lower + down @ upper
    return np.asarray((most > limits[1]) | (least < limits[0]))


def never_used(mip: MIP, goal: Values, prices: Values, least: float) -> NDArray[np.bool_]:
    """Candidates' columns that no solution uses which is worth at least so much of a goal, under any prices."""
    found = closed(mip, goal, prices).with_column() < least - 1e-9 * max(abs(least), 1.0)
    # Of declared columns a part may be used, which a bound on the whole does not forbid.
    found[len(mip.candidates) :] = False
    return found & (mip.lower <= 0)
