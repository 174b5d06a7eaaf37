"""Dual ascent: estimates the row prices of the relaxation before any LP is solved, in smoothed steps over the MIP.

Every person chooses among their columns, or none, with logit probabilities at temperature t. If these choices use f
times the limit of a row, its price changes by t log f a unit: up where f > 1, down where f < 1. As the temperature
falls, the prices approach those of the linear relaxation. This is entropic regularisation with Sinkhorn steps. All rows
take their step at once, so the steps are damped.
"""

from __future__ import annotations

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.relaxation.lagrangian import best_by_class

STEPS = 60
# The first and the last temperature, as shares of the mean over people of their best coefficient in the goal.
FIRST, LAST = 0.15, 0.006
DAMPING = 0.7
LARGEST_STEP = 3.0
TINY = 1e-9


def estimated_duals(mip: MIP, goal: Values, class_of: Positions, seldom: Bools) -> Values:
    """Estimated prices by row, 0 for the rows that are `seldom` binding; `class_of` is each column's GUB row or -1.

    Auxiliary variables are held at their upper bounds, so every slot with a minimum that can run does. Rows with a
    lower limit alone that contain an auxiliary variable get no price.
    """
    prices = np.zeros(len(mip.names))
    columns = np.flatnonzero(class_of >= 0)
    columns = columns[np.argsort(class_of[columns], kind="stable")]
    best = best_by_class(class_of, goal, class_of.max(initial=-1) + 1)
    scale = float(best.mean()) if len(best) else 0.0
    declared = mip.is_auxiliary
    # Rows with the columns of one person alone get no price: they limit that person's own choice, as one_main does.
    rows = np.flatnonzero(~seldom & ~_of_one_person(mip, class_of))
    part = mip.matrix[rows]
    beside = part @ np.where(declared, mip.upper, 0.0)
    sees_declared = abs(part) @ declared.astype(float) > 0
    is_upper = np.isfinite(mip.row_upper[rows])
    kept = is_upper | (np.isfinite(mip.row_lower[rows]) & ~sees_declared)
    rows, is_upper, beside = rows[kept], is_upper[kept], beside[kept]
    matrix = part[np.flatnonzero(kept)].tocsc()[:, columns].tocsr()
    if scale <= 0 or not matrix.nnz:
        return prices
    limit = np.maximum(np.where(is_upper, mip.row_upper[rows], mip.row_lower[rows]) - beside, TINY)
    size = np.asarray(abs(matrix).sum(axis=1)).ravel() / np.maximum(np.diff(matrix.indptr), 1)
    size = np.maximum(size, TINY)
    by_column = matrix.T.tocsr()
    starts = np.flatnonzero(np.r_[True, np.diff(class_of[columns]) > 0])
    count = np.diff(np.r_[starts, len(columns)])
    price = np.zeros(len(rows))
    for temperature in scale * np.geomspace(FIRST, LAST, STEPS):
        reduced = goal[columns] - by_column @ price
        most = np.maximum(np.maximum.reduceat(reduced, starts), 0.0)
        weight = np.exp((reduced - np.repeat(most, count)) / temperature)
        total = np.add.reduceat(weight, starts) + np.exp(-most / temperature)
        load = matrix @ (weight / np.repeat(total, count))
        step = np.clip(np.log(np.maximum(load, TINY) / limit), -LARGEST_STEP, LARGEST_STEP)
        price += DAMPING * temperature / size * step
        price = np.where(is_upper, np.maximum(price, 0.0), np.minimum(price, 0.0))
    prices[rows] = price
    return prices


def _of_one_person(mip: MIP, class_of: Positions) -> Bools:
    """Rows whose columns all belong to one person, and rows without columns."""
    found = np.ones(len(mip.names), dtype=bool)
    filled = np.flatnonzero(np.diff(mip.matrix.indptr))
    if len(filled):
        person = class_of[mip.matrix.indices]
        starts = mip.matrix.indptr[filled]
        least, most = np.minimum.reduceat(person, starts), np.maximum.reduceat(person, starts)
        found[filled] = (least == most) & (least >= 0)
    return found
