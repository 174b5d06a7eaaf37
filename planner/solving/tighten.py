"""A programme with its rows in their own unit: whole numbers where they can be, and limits no higher than can be met."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.formulation import Program

DIGITS = 6
NOISE = 1e-6
LARGEST_EXACT = 2.0**52


@dataclass(frozen=True)
class Tightened:
    """A programme whose row r is the original's divided by `unit[r]`, and the original's limits in that unit.

    In `program` the limits of rows of whole coefficients are whole too: what of a budget no sum of costs can use is
    cut off. No solution is lost, and no relaxation is better than before.
    """

    program: Program
    unit: NDArray[np.float64]
    loose_lower: NDArray[np.float64]
    loose_upper: NDArray[np.float64]


def tightened(program: Program) -> Tightened:
    """Divide each row by the greatest common divisor of its coefficients; by the largest where they are not whole.

    Decimals are read as far as the sixth. Rows with a column that need not be whole keep their limits.
    """
    matrix = program.matrix
    count = np.diff(matrix.indptr)
    filled = np.flatnonzero(count > 0)
    unit = np.ones(len(count))
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    if not len(filled):
        return Tightened(program, unit, lower, upper)
    starts = matrix.indptr[filled]
    power, is_whole = _powers(matrix, starts)
    is_whole &= np.minimum.reduceat(program.is_integer[matrix.indices], starts)
    scaled = np.round(matrix.data * np.repeat(power, count[filled]))
    is_whole &= np.maximum.reduceat(np.abs(scaled), starts) < LARGEST_EXACT
    divisor = np.maximum(np.gcd.reduceat(np.where(np.abs(scaled) < LARGEST_EXACT, scaled, 0).astype(np.int64), starts), 1)
    largest = np.maximum(np.maximum.reduceat(np.abs(matrix.data), starts), 1e-12)
    unit[filled] = np.where(is_whole, divisor / power, largest)
    data = matrix.data / np.repeat(unit[filled], count[filled])
    data = np.where(np.repeat(is_whole, count[filled]), np.round(data), data)
    loose_lower, loose_upper = lower / unit, upper / unit
    whole, by, among = filled[is_whole], power[is_whole], divisor[is_whole]
    lower, upper = loose_lower.copy(), loose_upper.copy()
    # Limits are whole in the same power of ten, but for what is smaller than a coefficient can be.
    upper[whole] = np.floor(np.floor(program.row_upper[whole] * by + NOISE) / among)
    lower[whole] = np.ceil(np.ceil(program.row_lower[whole] * by - NOISE) / among)
    rows = sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)
    return Tightened(replace(program, matrix=rows, row_lower=lower, row_upper=upper), unit, loose_lower, loose_upper)


def _powers(matrix: sparse.csr_matrix, starts: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """For each row with coefficients the least power of ten that makes them whole, and whether there is one."""
    power, is_whole = np.ones(len(starts)), np.zeros(len(starts), dtype=bool)
    for digits in range(DIGITS + 1):
        scaled = matrix.data * 10.0**digits
        off = np.maximum.reduceat(np.abs(scaled - np.round(scaled)), starts) < NOISE
        power[off & ~is_whole] = 10.0**digits
        is_whole |= off
        if is_whole.all():
            break
    return power, is_whole
