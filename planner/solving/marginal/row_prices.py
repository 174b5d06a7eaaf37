"""Marginal values of limits in the LP relaxation: the smallest optimal dual of each row.

An optimal basis gives one price a row. In a degenerate optimum there are several optimal prices, and most are too high:
two slots that the same person wants may both have a price, though one more place in either gains nothing. What the
relaxation really gains for a first small part of a unit is the smallest optimal price. It is found by perturbation: the
limit is raised by a small step, a few simplex pivots give the new price, and the limit is put back.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.highs.client import (
    HighsClient,
    Priced,
    Step,
    WorkerLost,
)  # fmt: skip
from planner.solving.relaxation.column_generation import (
    Relaxation,
    RestrictedLP,
    leading,
)
from planner.solving.relaxation.row_scaling import ScaledMIP, scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.restricted_mip import PLACE_CONSTRAINTS

# The step, as a share of the row's largest coefficient: far above the tolerance of the simplex method, far below the
# amounts on which a vertex depends.
STEP = 1e-5
NO_PRICE = 1e-9
# Counted seconds that are float noise.
NOTHING_LEFT = 1e-9
# Called with how many rows are done, and of how many.
OnStep = Callable[[int, int], None]
# Tolerances: a column is missing if its reduced cost is above FINE, a row if it is broken by more than BROKEN.
FINE = 1e-7
BROKEN = 1e-8
# Rows priced at once before the columns left out are checked: BLOCK, but no more than CELLS divided by the columns.
BLOCK, CELLS = 16, 2e7


def nobody(_done: int, _of: int) -> None:
    """Nobody listens."""


def row_prices(  # noqa: PLR0913, PLR0917 - what was solved, how far to go, and who listens
    mip: MIP, goal: Values, relaxation: Relaxation, run: SearchRun, client: HighsClient, on_step: OnStep = nobody
) -> Values:
    """What the relaxation gains for one more unit of each row that limits places, money or people (PLACE_CONSTRAINTS).

    By row, 0 for the others. For a slot with a minimum the row (slot_id, open) is priced, in places: its price times
    the value of `runs` in the relaxation. Rows are priced from the greatest price down; where the budget does not
    suffice, a row keeps its price in `relaxation`, which is at least the smallest optimal one.
    """
    prices = np.zeros(len(mip.names))
    rows = np.flatnonzero(_is_priced(mip))
    prices[rows] = relaxation.prices[rows] * _times(mip, rows, relaxation.x)
    if run.budget.left > 0 and (prices > NO_PRICE).any() and math.isfinite(relaxation.value):
        with suppress(WorkerLost):
            pricing = _Pricing(mip, goal, relaxation, run, client)
            for row, price in pricing.found(rows, on_step).items():
                prices[row] = price
    return np.where(prices > NO_PRICE, prices, 0.0)


def with_one_more(mip: MIP, row: int) -> MIP:
    """The MIP with one more unit in a priced row: a limit one higher, or one more place if the slot runs."""
    column = _runs(mip, row)
    if column < 0:
        upper = mip.row_upper.copy()
        upper[row] += 1
        return replace(mip, row_upper=upper)
    matrix = mip.matrix.copy()
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    matrix.data[part][matrix.indices[part] == column] -= 1
    return replace(mip, matrix=matrix)


def _is_priced(mip: MIP) -> Bools:
    """The rows that get a price: of PLACE_CONSTRAINTS, with an upper limit alone, and no linking row of a person."""
    of_places = [constraint in PLACE_CONSTRAINTS and key[1:2] != ("person",) for constraint, key in mip.names]
    return np.array(of_places, dtype=bool) & np.isfinite(mip.row_upper) & np.isinf(mip.row_lower)


def _runs(mip: MIP, row: int) -> int:
    """The auxiliary variable `runs` that the row's limit is a multiple of; -1 where the limit is a number."""
    part = slice(mip.matrix.indptr[row], mip.matrix.indptr[row + 1])
    columns = mip.matrix.indices[part]
    declared = columns[mip.is_auxiliary[columns] & (mip.matrix.data[part] < 0)]
    return int(declared[0]) if len(declared) else -1


def _times(mip: MIP, rows: Positions, x: Values) -> Values:
    """The factor of a row's price: the value of its slot's `runs`, or 1 where the limit is a number."""
    runs = np.array([_runs(mip, row) for row in rows.tolist()], dtype=np.int64)
    return np.where(runs >= 0, x[np.maximum(runs, 0)], 1.0)


class _Pricing:
    """Holds the relaxation's optimum in the HiGHS worker, and prices rows by small steps from there."""

    def __init__(self, mip: MIP, goal: Values, relaxation: Relaxation, run: SearchRun, client: HighsClient) -> None:
        self.run, self.client, self.goal = run, client, goal
        self.rate = run.parameters.lp_iterations_per_second
        self.scale = scale_rows(mip).scale
        # Rows are scaled, but limits keep their exact values: prices refer to the limits before tightening.
        matrix = sparse.csr_matrix(sparse.diags(1 / self.scale) @ mip.matrix)
        low, high = mip.row_lower / self.scale, mip.row_upper / self.scale
        self.mip = replace(mip, matrix=matrix, row_lower=low, row_upper=high)
        self.known = relaxation.prices
        self.lp = RestrictedLP(ScaledMIP(self.mip, self.scale, low, high), goal, client, run, near=0.0)

    def found(self, rows: Positions, on_step: OnStep) -> dict[int, float]:
        """The prices of the rows, as far as the budget goes; `on_step` is told how many are known."""
        base = self.lp.relaxed(self.known)
        if base is None or not math.isfinite(base.value):
            return {}
        self._spend(base.iterations)
        self.class_of = base.lagrangian.class_of
        # Rows that the LP does not have yet. Those that a step breaks are added and stay.
        self.left_out = np.setdiff1d(np.arange(len(self.mip.names)), self.lp.rows)
        self.beside = self.mip.matrix[self.left_out]
        value = base.prices[rows] * _times(self.mip, rows, base.x)
        found = dict.fromkeys(rows[value <= NO_PRICE].tolist(), 0.0)
        order = rows[np.argsort(-value, kind="stable")][: int((value > NO_PRICE).sum())]
        waiting = deque(order.tolist())
        at_once = int(np.clip(CELLS / self.mip.num_columns, 1, BLOCK))
        budget = self.run.budget
        while waiting and budget.left > NOTHING_LEFT and not self.run.is_stopped():
            on_step(len(rows) - len(waiting), len(rows))
            block = [waiting.popleft() for _ in range(min(at_once, len(waiting)))]
            priced = self.client.price([self._step(row) for row in block], self.lp.left(), budget.work(self.rate))
            self._spend(priced.iterations)
            block = block[: len(priced.prices)]
            if not block:
                break
            is_final = self._is_final(priced)
            for row, price, is_good in zip(block, priced.prices.tolist(), is_final.tolist(), strict=True):
                if is_good:
                    found[row] = price / self.scale[row]
                else:
                    waiting.append(row)
        return found

    def _spend(self, iterations: float) -> None:
        self.run.budget.spend(iterations / self.rate)

    def _step(self, row: int) -> Step:
        column = _runs(self.mip, row)
        at = int(np.flatnonzero(self.lp.rows == row)[0])
        part = self.mip.matrix[row]
        if column < 0:
            return Step(at, -1, float(self.mip.row_upper[row]), STEP * float(np.abs(part.data).max()))
        position = int(np.flatnonzero(self.lp.columns == column)[0])
        return Step(at, position, float(part[0, column]), STEP)

    def _is_final(self, priced: Priced) -> Bools:
        """Whether each price is final: no column or row left out would change it. Missing ones are added to the LP."""
        lp, mip = self.lp, self.mip
        prices = np.zeros((len(mip.names), len(priced.duals)))
        prices[lp.rows] = priced.duals.T
        reduced = self.goal[:, None] - mip.matrix.T @ prices
        is_missed = (reduced > FINE) & ~lp.is_in[:, None]
        x = np.zeros((mip.num_columns, len(priced.xs)))
        x[lp.columns] = priced.xs.T
        is_over = self.beside @ x > mip.row_upper[self.left_out][:, None] + BROKEN
        is_final = ~is_missed.any(axis=0)[priced.at] & ~is_over.any(axis=0)
        if not is_final.all():
            score = np.where(is_missed, reduced, 0.0).max(axis=1)
            columns = np.flatnonzero(
                leading(self.class_of, score, self.run.parameters.new_columns_per_person, ~lp.is_in)
            )
            rows = np.setdiff1d(self.left_out[is_over.any(axis=1)], lp.rows)
            self._spend(lp.more(columns, rows).iterations)
        return np.asarray(is_final)
