"""Row scaling: coefficients become whole numbers where they can, and limits are rounded to values that can be met."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values

DIGITS = 6
NOISE = 1e-6
# A goal is read more exactly than a row: its value sums many coefficients, and their errors with them.
GOAL_NOISE = 1e-9
LARGEST_EXACT = 2.0**52
# The most that a scaled goal's coefficients may sum to, and the most decimals that are scaled to whole numbers.
LARGEST_SUM = 4e15
FINEST = 9
# Sums of floats have an error in proportion to their size, but always of less than half an öre.
RELATIVE_SLACK, GREATEST_SLACK = 1e-9, 4e-3


@dataclass(frozen=True)
class ScaledMIP:
    """A MIP whose row r is the original row divided by `scale[r]`, with tightened limits.

    Where a row's scaled coefficients are whole, its limits in `mip` are rounded to whole numbers: the part of a budget
    that no sum of costs can use is cut off. No solution is lost, and the relaxation's bound is no weaker.
    `unrounded_lower` and `unrounded_upper` are the limits scaled but not rounded.
    """

    mip: MIP
    scale: Values
    unrounded_lower: Values
    unrounded_upper: Values


def scale_rows(mip: MIP) -> ScaledMIP:
    """Divide each row by the greatest common divisor of its coefficients, and round its limits to whole numbers.

    The divisor is found for coefficients of at most six decimals. Where they have more, or where the row has a
    continuous column, the row is divided by its largest coefficient and its limits are not rounded. A coefficient that
    breaks its row by itself is cut to just above the limit, so that none is too large for exact arithmetic.
    """
    matrix = mip.matrix
    count = np.diff(matrix.indptr)
    filled = np.flatnonzero(count > 0)
    scale = np.ones(len(count))
    lower, upper = mip.row_lower, mip.row_upper
    if not len(filled):
        return ScaledMIP(mip, scale, lower, upper)
    starts, size = matrix.indptr[filled], count[filled]
    is_over = _too_large(mip, filled, starts, size)
    data = np.where(is_over, 0.0, matrix.data)
    power, is_whole = _powers(data, starts)
    is_whole &= np.minimum.reduceat(mip.is_integer[matrix.indices], starts)
    scaled = np.round(data * np.repeat(power, size))
    is_whole &= np.maximum.reduceat(np.abs(scaled), starts) < LARGEST_EXACT
    exact = np.where(np.repeat(is_whole, size), scaled, 0.0).astype(np.int64)
    divisor = np.maximum(np.gcd.reduceat(exact, starts), 1)
    largest = np.maximum.reduceat(np.abs(data), starts)
    scale[filled] = np.where(is_whole, divisor / power, np.where(largest > 0, largest, 1.0))
    data = data / np.repeat(scale[filled], size)
    data = np.where(np.repeat(is_whole, size), np.round(data), data)
    unrounded_lower, unrounded_upper = lower / scale, upper / scale
    data = np.where(is_over, np.repeat(np.floor(unrounded_upper[filled]) + 1, size), data)
    whole, by, among = filled[is_whole], power[is_whole], divisor[is_whole]
    lower, upper = unrounded_lower.copy(), unrounded_upper.copy()
    # Limits are rounded twice: to the decimals of the coefficients (up to float noise), then to the divisor.
    upper[whole] = np.floor(np.floor(mip.row_upper[whole] * by + NOISE) / among)
    lower[whole] = np.ceil(np.ceil(mip.row_lower[whole] * by - NOISE) / among)
    rows = sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)
    return ScaledMIP(
        replace(mip, matrix=rows, row_lower=lower, row_upper=upper), scale, unrounded_lower, unrounded_upper
    )


def step_of(mip: MIP, goal: Values) -> float:
    """The step of a goal: a number of which every value of the goal is a multiple; 0 where none is known."""
    used = np.flatnonzero(goal)
    if not len(used) or not mip.is_integer[used].all():
        return 0.0
    power, is_whole = _powers(goal[used], np.zeros(1, dtype=np.int32), GOAL_NOISE)
    whole = np.round(goal[used] * power[0])
    if not is_whole[0] or np.abs(whole).max() >= LARGEST_EXACT:
        return 0.0
    return float(np.gcd.reduce(whole.astype(np.int64)) / power[0])


def scale_of(goal: Values) -> int:
    """The least power of ten that makes the goal whole, or where none does, the greatest that LARGEST_SUM allows."""
    total = max(float(np.abs(goal).sum()), 1e-12)
    for digits in range(FINEST + 1):
        factor = 10**digits
        if total * factor > LARGEST_SUM:
            break
        if np.all(np.abs(goal * factor - np.round(goal * factor)) < 1e-6):  # noqa: PLR2004 - float noise of decimals
            return int(factor)
    digits = max(0, min(FINEST, math.floor(math.log10(LARGEST_SUM / total))))
    return int(10**digits)


def _too_large(mip: MIP, filled: Positions, starts: NDArray[np.int32], size: NDArray[np.int32]) -> Bools:
    """For each coefficient whether one unit of its integer column breaks the row's upper limit by itself."""
    matrix = mip.matrix
    is_limit = np.isfinite(mip.row_upper[filled]) & np.isinf(mip.row_lower[filled])
    is_limit &= np.minimum.reduceat(matrix.data, starts) >= 0
    most = np.where(is_limit, mip.row_upper[filled], math.inf)
    slack = np.minimum(RELATIVE_SLACK * np.maximum(1.0, np.abs(most)), GREATEST_SLACK)
    return np.asarray((matrix.data > np.repeat(most + slack, size)) & mip.is_integer[matrix.indices])


def _powers(data: Values, starts: NDArray[np.int32], noise: float = NOISE) -> tuple[Values, Bools]:
    """For each row the least power of ten, up to DIGITS, that makes its coefficients whole, and whether one does."""
    power, is_whole = np.ones(len(starts)), np.zeros(len(starts), dtype=bool)
    for digits in range(DIGITS + 1):
        scaled = data * 10.0**digits
        off = np.maximum.reduceat(np.abs(scaled - np.round(scaled)), starts) < noise
        power[off & ~is_whole] = 10.0**digits
        is_whole |= off
        if is_whole.all():
            break
    return power, is_whole
