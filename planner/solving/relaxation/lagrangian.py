"""The Lagrangian bound that any row prices give, over all columns.

Every row but those of one_main is relaxed with its price. The rows of one_main are GUB rows (generalised upper bounds:
each column is in at most one of them, and their sum is at most 1), so what remains is solved exactly: each takes its
best column or none. The columns of one GUB row are a class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values

GUB_CONSTRAINT = "one_main"
OPTIMAL_GAP = 1e-6


def gap_between(value: float, bound: float) -> float:
    """(bound - value) / |value|, never below 0."""
    return max(bound - value, 0.0) / max(abs(value), 1e-9)


@dataclass(frozen=True)
class LagrangianBound:
    """The Lagrangian bound under some prices, and the reduced cost of every column.

    `best` is, for each GUB row, the greatest reduced cost of its columns, at least 0. `class_of` is each column's GUB
    row, -1 for none. `bound` is in units of the goal.
    """

    bound: float
    reduced: Values
    best: Values
    class_of: Positions

    def bound_if_used(self) -> Values:
        """For each column its bound if used: no solution that takes the column has a greater goal."""
        rest = np.maximum(self.reduced, 0.0)
        inside = self.class_of >= 0
        rest[inside] = self.best[self.class_of[inside]]
        return self.bound + self.reduced - rest


def of_right_sign(mip: MIP, prices: Values) -> Values:
    """Row prices, with 0 in place of those of the wrong sign: below 0 with no lower limit, above 0 with no upper one.

    Solvers give such prices within their tolerance. Whatever their size, 0 in their place is sound, since any prices of
    the right signs give a bound.
    """
    prices = np.where(np.isinf(mip.row_upper), np.minimum(prices, 0.0), prices)
    return np.where(np.isinf(mip.row_lower), np.maximum(prices, 0.0), prices)


def lagrangian_bound(mip: MIP, goal: Values, prices: Values) -> LagrangianBound:
    """The Lagrangian bound of a MIP under row prices; prices of the wrong sign count as 0.

    Rows of one_main have no price: each takes its best column, if that has a positive reduced cost. A column in no
    such row takes its upper bound where its reduced cost is positive, else its lower bound.
    """
    is_class = mip.constraints == GUB_CONSTRAINT
    prices = of_right_sign(mip, np.where(is_class, 0.0, prices))
    reduced = goal - mip.matrix.T @ prices
    class_of = np.full(mip.num_columns, -1, dtype=np.int64)
    classes = mip.matrix[np.flatnonzero(is_class)].tocoo()
    class_of[classes.col] = classes.row
    best = best_by_class(class_of, reduced, int(is_class.sum()))
    free = class_of < 0
    open_columns = np.where(reduced[free] > 0, reduced[free] * mip.upper[free], reduced[free] * mip.lower[free])
    up, down = prices > 0, prices < 0
    limits = prices[up] @ mip.row_upper[up] + prices[down] @ mip.row_lower[down]
    return LagrangianBound(float(limits + best.sum() + open_columns.sum()), reduced, best, class_of)


def best_by_class(class_of: Positions, gain: Values, count: int, among: Bools | None = None) -> Values:
    """The greatest gain in each of so many classes of columns, at least 0; `class_of` is -1 for columns in none.

    If `among` is given, only those columns count, else all.
    """
    inside = class_of >= 0 if among is None else among & (class_of >= 0)
    best = np.zeros(count)
    np.maximum.at(best, class_of[inside], gain[inside])
    return best


def binding(rows: sparse.csr_matrix, limits: tuple[Values, Values], bounds: tuple[Values, Values]) -> Bools:
    """The rows that can bind: some values within the columns' bounds break one of their limits (lower, upper)."""
    up, down = rows.maximum(0), rows.minimum(0)
    lower, upper = bounds
    most, least = up @ upper + down @ lower, up @ lower + down @ upper
    return np.asarray((most > limits[1]) | (least < limits[0]))


def fixed_by_reduced_cost(mip: MIP, goal: Values, prices: Values, least: float) -> Bools:
    """Reduced-cost fixing: the candidates' columns that no solution with a goal of at least `least` can use."""
    found = lagrangian_bound(mip, goal, prices).bound_if_used() < least - 1e-9 * max(abs(least), 1.0)
    # An auxiliary variable may take less than its upper bound; the bound if used speaks of one whole unit.
    found[len(mip.candidates) :] = False
    return found & (mip.lower <= 0)
