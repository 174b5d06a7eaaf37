"""Mixed-integer rounding (MIR): cutting planes whose every coefficient follows from a formula.

Rows are combined with multipliers, and the combination is rounded. Every column has its coefficient in the cut, also
one that no LP has seen, so that a cut found on few columns holds for all of them. Slacks of whole rows are whole and
are rounded too: with the multipliers of a tableau row this is Gomory's mixed-integer cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values

# The least distance of a combined limit from a whole number, below which rounding gains little and is inexact.
LEAST_FRACTION = 0.02
# Multipliers are rounded to this grid, on which their products with whole coefficients are exact.
MULTIPLIER_GRID = 2.0**24
# Coefficients of cuts are rounded down to this grid, up to noise: on columns of at least 0 no solution is lost.
COEFFICIENT_GRID = 1e9
NOISE = 1e-3
# Rows with decimals, cuts among them, are not multiplied by more: their errors would be multiplied too.
LARGEST_MULTIPLIER = 100.0
# A larger whole coefficient would leave the sums inexact; its row counts as one with decimals.
LARGEST_WHOLE = 2.0**24
# The error of floating-point sums, by which limits of cuts are raised: absolute, and as a share of what was summed.
ABSOLUTE_ERROR, RELATIVE_ERROR = 1e-8, 1e-13


@dataclass(frozen=True)
class RowSystem:
    """Rows and columns of a MIP, each with its limit or bound that is nearest at a point.

    `side` x (`limit` - row @ x) is a slack of at least 0: `side` is 1 for an upper limit and -1 for a lower one. An
    equation has no slack. The slack of a whole row, whose coefficients, columns and limit are whole, is a whole number
    in every solution. Columns `at_upper` are measured from their upper bound, all others from their lower one.
    """

    matrix: sparse.csr_matrix
    limit: Values
    side: Values
    is_equation: Bools
    is_whole: Bools
    lower: Values
    upper: Values
    is_integer: Bools
    at_upper: Bools

    @classmethod
    def of(cls, mip: MIP, x: Values) -> RowSystem:
        """All rows and columns of a MIP, seen from x."""
        activity = mip.matrix @ x
        is_upper = mip.row_upper - activity <= activity - mip.row_lower
        return cls(
            mip.matrix, np.where(is_upper, mip.row_upper, mip.row_lower), np.where(is_upper, 1.0, -1.0),
            mip.row_lower == mip.row_upper, rows_of_whole_slack(mip),
            mip.lower, mip.upper, mip.is_integer, mip.is_integer & (mip.upper - x < x - mip.lower),
        )  # fmt: skip

    def on(self, columns: Positions) -> RowSystem:
        """The same rows on some columns."""
        return replace(
            self, matrix=self.matrix[:, columns].tocsr(), lower=self.lower[columns], upper=self.upper[columns],
            is_integer=self.is_integer[columns], at_upper=self.at_upper[columns],
        )  # fmt: skip

    def with_cuts(self, matrix: sparse.csr_matrix, limit: Values) -> RowSystem:
        """The same with cuts `matrix @ x <= limit` as further rows, whose slacks need not be whole."""
        is_none = np.zeros(len(limit), dtype=bool)
        return replace(
            self, matrix=sparse.vstack([self.matrix, matrix], format="csr"), limit=np.r_[self.limit, limit],
            side=np.r_[self.side, np.ones(len(limit))], is_equation=np.r_[self.is_equation, is_none],
            is_whole=np.r_[self.is_whole, is_none],
        )  # fmt: skip


class Rounded(NamedTuple):
    """Cuts `coefficients @ x <= limit`, and which of them are sound; the others are no cuts."""

    coefficients: Values
    limit: Values
    is_sound: Bools


def rows_of_whole_slack(mip: MIP) -> Bools:
    """The rows whose coefficients, columns and finite limits are all whole numbers."""
    matrix = mip.matrix
    is_other = (matrix.data != np.round(matrix.data)) | (np.abs(matrix.data) > LARGEST_WHOLE)
    is_other |= ~mip.is_integer[matrix.indices]
    others = np.bincount(np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))[is_other], minlength=1)
    found = np.ones(matrix.shape[0], dtype=bool)
    found[: len(others)] = others[: matrix.shape[0]] == 0
    for limit in (mip.row_lower, mip.row_upper):
        found &= np.isinf(limit) | (limit == np.round(limit))
    return found


def reduced_multipliers(system: RowSystem, multipliers: sparse.csr_matrix) -> sparse.csr_matrix:
    """Multipliers on their grid, those of whole rows less the whole number below them, which changes no cut.

    Combinations with too large a multiplier of another row become empty: of nothing no cut is made.
    """
    found = multipliers.copy()
    found.data = np.round(found.data * MULTIPLIER_GRID) / MULTIPLIER_GRID
    is_whole = system.is_whole[found.indices]
    found.data[is_whole] -= np.floor(found.data[is_whole])
    of_cut = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    is_large = np.bincount(of_cut[np.abs(found.data) > LARGEST_MULTIPLIER], minlength=found.shape[0]) > 0
    found.data[is_large[of_cut]] = 0.0
    found.eliminate_zeros()
    return found


def mir_cuts(system: RowSystem, multipliers: sparse.csr_matrix) -> Rounded:
    """MIR of the combinations of rows with these multipliers (cut x row): a coefficient for each column of the system.

    The limit is right only if the system has every column that is at its upper bound, or whose lower one is not 0.
    """
    used = np.unique(multipliers.indices)
    weights, rows = multipliers[:, used], system.matrix[used]
    limits, side = system.limit[used], system.side[used]
    dense = weights.toarray()
    combined = _combined(dense, rows)
    shift = np.where(system.at_upper, system.upper, system.lower)
    sums = weights @ limits - combined @ shift
    fraction = sums - np.floor(sums)
    is_sound = (fraction >= LEAST_FRACTION) & (fraction <= 1 - LEAST_FRACTION)
    fraction = np.where(is_sound, fraction, 0.5)[:, None]
    sign = np.where(system.at_upper, -1.0, 1.0)
    found = _rounded(combined * sign, fraction, system.is_integer) * sign
    slack = _rounded(dense * side, fraction, system.is_whole[used])
    slack = np.where((dense == 0) | system.is_equation[used], 0.0, slack) * side
    limit = np.floor(sums) + found @ shift - slack @ limits
    size = np.abs(slack) @ np.abs(limits) + np.abs(found) @ np.abs(shift)
    found -= _combined(slack, rows)
    found = np.floor(found * COEFFICIENT_GRID + NOISE) / COEFFICIENT_GRID
    # Coefficients may be rounded down only on columns of at least 0.
    is_sound &= ~((found != 0) & (system.lower < 0)).any(axis=1)
    return Rounded(found, limit + ABSOLUTE_ERROR + RELATIVE_ERROR * size, is_sound)


def _combined(weights: Values, rows: sparse.csr_matrix) -> Values:
    """Dense weights (cut x row) times rows; their product is nearly dense, and is quicker made so."""
    return np.ascontiguousarray((rows.T @ weights.T).T)


def _rounded(values: Values, fraction: Values, is_whole: Bools) -> Values:
    """The MIR function: a whole variable's part below it and what exceeds the fraction; of others, what is below 0."""
    below = np.floor(values)
    whole = below + np.maximum(values - below - fraction, 0.0) / (1 - fraction)
    return np.where(is_whole, whole, np.minimum(values, 0.0) / (1 - fraction))
