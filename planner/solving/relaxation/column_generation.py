"""The linear relaxation, by column and row generation: its values, its row prices (duals) and a valid bound.

A first restricted LP has few columns and leaves out rows that seldom bind. HiGHS solves it; columns of better reduced
cost than those in it and broken rows are added; HiGHS goes on from its last basis, until none is missing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.highs.client import NONE, HighsClient, LPResult, WorkerLost
from planner.solving.highs.worker import MOST_ITERATIONS
from planner.solving.relaxation.dual_ascent import estimated_duals
from planner.solving.relaxation.lagrangian import LagrangianBound, best_by_class, lagrangian_bound
from planner.solving.relaxation.row_scaling import ScaledMIP
from planner.solving.run import SearchRun

CLOSE_ENOUGH = 1e-8
FEASIBILITY = 1e-9
TRIES = 2
SMALL_DEMAND = 50
# The name that the relaxation gives its cuts where rows have the names of constraints.
CUT = "cut"
# On the clock, always above 0, so that HiGHS takes it for a limit.
LEAST_LP_SECONDS = 0.01


@dataclass(frozen=True)
class Relaxation:
    """The solved relaxation.

    `x` by column and `value` belong to the scaled MIP with tightened limits, `lagrangian` holds its reduced costs and
    bound. `prices` by row are those of the original MIP. `columns` marks the columns that the LP contains, and
    `iterations` counts the simplex iterations.
    """

    x: Values
    prices: Values
    lagrangian: LagrangianBound
    value: float
    columns: Bools = field(repr=False)
    iterations: int = 0

    @property
    def bound(self) -> float:
        """No solution of the MIP has a greater goal."""
        return self.lagrangian.bound


def relax(  # noqa: PLR0913 - a MIP, who solves it, how far to go and what is known
    scaled: ScaledMIP,
    goal: Values,
    client: HighsClient,
    run: SearchRun,
    *,
    prices: Values | None = None,
    known: Values | None = None,
) -> Relaxation | None:
    """Solve the relaxation; None where even it has no solution (demands that cannot hold together).

    The first restricted LP has the best columns under `prices` (by row, of a similar MIP; estimated where not given)
    and those of a `known` solution, which meets all demands. It leaves out the rows that seldom bind. Columns with a
    better reduced cost and broken rows are added, and the LP is solved on from its last basis. Once the run's budget is
    spent the best bound so far is returned, at worst the Lagrangian bound of all prices at 0. The caller spends what it
    took: `Relaxation.iterations`.
    """
    return relaxed(scaled, goal, client, run, prices=prices, known=known)[0]


def relaxed(  # noqa: PLR0913 - as relax
    scaled: ScaledMIP,
    goal: Values,
    client: HighsClient,
    run: SearchRun,
    *,
    prices: Values | None = None,
    known: Values | None = None,
) -> tuple[Relaxation | None, RestrictedLP | None]:
    """As `relax`, and the LP that the worker solved last; None where it was not solved to the end."""
    with run.recorder.step("relaxation"):
        for _ in range(TRIES):
            if client.is_stopped():
                break
            lp = RestrictedLP(scaled, goal, client, run)
            try:
                relaxation = lp.relaxed(prices, known)
            except WorkerLost:
                continue
            if relaxation is None and known is not None:
                break  # A known solution shows that the LP has one: that it has none was float noise.
            return relaxation, lp if lp.is_solved else None
        return _unsolved(scaled, goal), None


def _unsolved(scaled: ScaledMIP, goal: Values) -> Relaxation:
    """The result where no LP was solved: the Lagrangian bound of all prices at 0."""
    mip, nothing = scaled.mip, np.zeros(len(scaled.mip.names))
    everything = np.ones(mip.num_columns, dtype=bool)
    return Relaxation(np.zeros(mip.num_columns), nothing, lagrangian_bound(mip, goal, nothing), -math.inf, everything)


class RestrictedLP:
    """A restricted LP in the HiGHS worker that grows until its optimum is that of the whole relaxation.

    It grows while a row is broken, or while a column is missing and the bound over all columns exceeds the LP's value
    by more than the share `near` (0: until no column is missing). `columns` and `rows` are those it has, by position in
    the MIP.
    """

    def __init__(
        self, scaled: ScaledMIP, goal: Values, client: HighsClient, run: SearchRun, *, near: float = CLOSE_ENOUGH
    ) -> None:
        self.scaled, self.goal, self.client, self.near = scaled, goal, client, near
        self.iterations = 0
        self.go_on_within(run)
        self.mip, self.scale = scaled.mip, scaled.scale
        # The limits before they are rounded. They are used first, since the prices reported to people are theirs.
        self.loose = replace(self.mip, row_lower=scaled.unrounded_lower, row_upper=scaled.unrounded_upper)
        self.by_column = self.mip.matrix.tocsc()
        self.columns = np.array([], dtype=np.int64)
        self.rows = np.array([], dtype=np.int64)
        self.is_in = np.zeros(self.mip.num_columns, dtype=bool)
        self.tie = _ties(self.mip)
        self.is_candidate = np.arange(self.mip.num_columns) < len(self.mip.candidates)
        self.is_tied = np.zeros(self.mip.num_columns, dtype=bool)
        # Whether the LP was last solved to the end, so that the worker holds its optimal basis.
        self.is_solved = False

    def go_on_within(self, run: SearchRun) -> None:
        """Give what is done from here on a budget."""
        self.run = run
        work = run.budget.work(run.parameters.lp_iterations_per_second)
        self.most = self.iterations + math.ceil(work) if work < MOST_ITERATIONS else MOST_ITERATIONS

    def relaxed(self, prices: Values | None, known: Values | None = None) -> Relaxation | None:
        """The relaxation; None where it has no solution."""
        own = None if prices is None else prices * self.scaled.scale
        per_person = self.run.parameters.first_columns_per_person
        first = _first_columns(self.mip, self.goal, self.tie >= 0, own, per_person)
        if known is not None:
            first |= known > 0
        if not self.mip.num_columns:
            is_met = np.all(self.mip.row_lower <= FEASIBILITY)
            return _unsolved(self.scaled, self.goal) if is_met else None
        found = self._loaded(np.flatnonzero(first))
        loose = self.grown(found, self.loose)
        if loose is None or math.isinf(loose.value):
            return loose
        changed = np.flatnonzero(
            (self.loose.row_lower[self.rows] != self.mip.row_lower[self.rows])
            | (self.loose.row_upper[self.rows] != self.mip.row_upper[self.rows])
        )
        if not len(changed):
            return loose
        at = self.rows[changed]
        limits = list(zip(changed.tolist(), self.mip.row_lower[at], self.mip.row_upper[at], strict=True))
        none = np.array([], dtype=np.int64)
        tight = self.grown(self.more(none, none, limits), self.mip)
        if tight is None:
            return None
        if math.isinf(tight.value):
            return loose
        # Both bounds are valid. Where time ran out, the one without tightened limits may be the lower one.
        lagrangian = min(loose.lagrangian, tight.lagrangian, key=lambda one: one.bound)
        return replace(tight, prices=loose.prices, lagrangian=lagrangian)

    def _loaded(self, columns: Positions) -> LPResult:
        mip = self.loose
        self.rows, self.columns = np.flatnonzero(self.tie < 0), columns
        self.is_in[columns] = True
        matrix = self.by_column[:, columns].tocsr()[self.rows]
        limits = (mip.row_lower[self.rows], mip.row_upper[self.rows], *self._bounds(columns))
        with self.run.recorder.step("lp"):
            return self._counted(self.client.load(matrix, self.goal[columns], limits, self.left(), self.most))

    def grown(self, found: LPResult, mip: MIP) -> Relaxation | None:
        """Add missing columns and rows until none is missing; where time runs out, return the best bound so far."""
        free = lagrangian_bound(mip, self.goal, np.zeros(len(mip.names)))
        best = Relaxation(np.zeros(mip.num_columns), np.zeros(len(mip.names)), free, -math.inf, self.is_in)
        parameters, recorder = self.run.parameters, self.run.recorder
        for _ in range(parameters.lp_rounds):
            recorder.count("lp_rounds")
            self.iterations += found.iterations
            if found.x is None:
                if not found.is_empty:
                    break  # out of time
                # The restricted LP is infeasible: the demands may need columns that it lacks.
                missing = np.flatnonzero(
                    _serving_columns(mip, self.goal, parameters.serving_columns_per_person) & ~self.is_in
                )
                missing = missing if len(missing) else np.flatnonzero(~self.is_in)
                if not len(missing):
                    return None
                found = self.more(missing, np.array([], dtype=np.int64))
                continue
            x, prices = np.zeros(mip.num_columns), np.zeros(len(mip.names))
            x[self.columns], prices[self.rows] = found.x, found.prices
            lagrangian = lagrangian_bound(mip, self.goal, prices)
            is_better = lagrangian.bound <= best.lagrangian.bound
            best_bound = (prices / self.scale, lagrangian) if is_better else (best.prices, best.lagrangian)
            best = Relaxation(x, *best_bound, found.value, self.is_in, self.iterations)
            new = np.flatnonzero(
                leading(lagrangian.class_of, self._gain(lagrangian), parameters.new_columns_per_person, ~self.is_in)
            )
            broken = self._broken(mip, x, new)
            is_near = best.bound - found.value <= self.near * max(abs(found.value), 1.0)
            if not len(broken) and (is_near or not len(new)):
                break
            try:
                found = self.more(new, broken)
            except WorkerLost:
                if self.client.is_stopped() and math.isfinite(best.value):
                    break  # stopped by the user: the bound so far is still valid
                raise
        return best

    def _gain(self, lagrangian: LagrangianBound) -> Values:
        """By how much each column's reduced cost exceeds the best one (at least 0) of its class in the LP."""
        # The last is that of columns in no class.
        known = best_by_class(lagrangian.class_of, lagrangian.reduced, len(lagrangian.best) + 1, self.is_in)
        return np.asarray(lagrangian.reduced - known[lagrangian.class_of])

    def _broken(self, mip: MIP, x: Values, new: Positions) -> Positions:
        """The rows left out that x breaks. A broken linking row of a slot brings in those of all its present columns.

        A linking row says that one person may take a slot with a minimum only where it runs. Added one by one they
        would take a round each: x would move to another person of the slot whose linking row is still missing.
        """
        over = mip.matrix @ x > mip.row_upper + FEASIBILITY
        over[self.rows] = False
        if not over.any():
            return np.array([], dtype=np.int64)
        self.is_tied[self.tie[over & (self.tie >= 0)]] = True
        present = self.is_in.copy()
        present[new] = True
        among = (self.tie >= 0) & self.is_tied[self.tie]
        among[among] = mip.matrix[np.flatnonzero(among)] @ (present & self.is_candidate).astype(float) > 0
        over |= among
        over[self.rows] = False
        return np.flatnonzero(over)

    def more(
        self,
        columns: Positions,
        rows: Positions,
        limits: list[tuple[int, float, float]] | None = None,
        dropped: Positions = NONE,
    ) -> LPResult:
        """Add columns and rows (positions in the MIP), change limits of rows that are there, and solve again.

        The rows `dropped` (positions in the LP) are no longer among `rows` of this LP, and deleted first.
        """
        new = self.by_column[:, columns].tocsr()[self.rows]
        self.columns, self.rows = np.concatenate([self.columns, columns]), np.concatenate([self.rows, rows])
        self.is_in[columns] = True
        beside = self.mip.matrix[rows].tocsc()[:, self.columns].tocsr()
        row_bounds = (self.mip.row_lower[rows], self.mip.row_upper[rows])
        with self.run.recorder.step("lp"):
            return self._counted(
                self.client.grow(
                    new, self.goal[columns], self._bounds(columns), beside, row_bounds, self.left(), limits or [],
                    self.most - self.iterations, dropped,
                )
            )  # fmt: skip

    def with_rows(self, added: sparse.csr_matrix, limit: Values, kept: Bools) -> Relaxation | None:
        """The relaxation with more rows `added @ x <= limit` of the MIP, and of those added before only the `kept`."""
        count = len(self.scaled.mip.names)
        of_before = np.concatenate([np.ones(count, dtype=bool), kept])
        number = np.cumsum(of_before) - 1
        stays = of_before[self.rows]
        self.rows = number[self.rows[stays]]
        rows = np.flatnonzero(of_before)
        names = (*self.scaled.mip.names, *((CUT, (str(one),)) for one in range(int(kept.sum()) + len(limit))))
        no_limit, whole = np.full(len(limit), -np.inf), self.mip
        self.mip = replace(
            whole, names=names, matrix=sparse.vstack([whole.matrix[rows], added], format="csr"),
            row_lower=np.concatenate([whole.row_lower[rows], no_limit]),
            row_upper=np.concatenate([whole.row_upper[rows], limit]),
        )  # fmt: skip
        self.by_column = self.mip.matrix.tocsc()
        self.tie = np.concatenate([self.tie[rows], np.full(len(limit), -1)])
        self.scale = np.concatenate([self.scale[rows], np.ones(len(limit))])
        new = np.arange(len(rows), len(names))
        none = np.array([], dtype=np.int64)
        return self.grown(self.more(none, new, dropped=np.flatnonzero(~stays)), self.mip)

    def _counted(self, found: LPResult) -> LPResult:
        self.is_solved = found.x is not None
        self.run.recorder.count("lps")
        self.run.recorder.count("lp_iterations", found.iterations)
        self.run.recorder.size("lp_columns", len(self.columns))
        return found

    def _bounds(self, columns: Positions) -> tuple[Values, Values]:
        return self.mip.lower[columns].astype(float), self.mip.upper[columns].astype(float)

    def left(self) -> float:
        """Seconds left on the clock, always above 0."""
        return max(self.run.budget.seconds, LEAST_LP_SECONDS)


def _first_columns(mip: MIP, goal: Values, seldom: Bools, prices: Values | None, per_person: float) -> Bools:
    """The first restricted LP: the best columns under prices (estimated where None), and all of each small demand."""
    class_of = lagrangian_bound(mip, goal, np.zeros(len(mip.names))).class_of
    prices = estimated_duals(mip, goal, class_of, seldom) if prices is None else prices
    lagrangian = lagrangian_bound(mip, goal, prices)
    inside = class_of >= 0
    loss = np.where(inside, 0.0, -math.inf) - lagrangian.reduced
    best = np.full(len(lagrangian.best), math.inf)
    np.minimum.at(best, class_of[inside], loss[inside])
    loss[inside] -= best[class_of[inside]]
    chosen = ~inside
    chosen[np.argsort(loss, kind="stable")[: int((~inside).sum() + per_person * len(best))]] = True
    demands = np.flatnonzero((mip.row_lower > 0) & (np.diff(mip.matrix.indptr) <= SMALL_DEMAND))
    chosen[mip.matrix[demands].indices] = True
    return chosen


def _serving_columns(mip: MIP, goal: Values, per_class: int) -> Bools:
    """For each row with a lower limit, the columns that add most to it."""
    lagrangian = lagrangian_bound(mip, goal, np.zeros(len(mip.names)))
    chosen = np.zeros(mip.num_columns, dtype=bool)
    for row in np.flatnonzero(np.isinf(mip.row_upper) & (mip.row_lower > 0)):
        part = slice(mip.matrix.indptr[row], mip.matrix.indptr[row + 1])
        among, weight = np.zeros(mip.num_columns, dtype=bool), np.zeros(mip.num_columns)
        among[mip.matrix.indices[part]] = True
        weight[mip.matrix.indices[part]] = mip.matrix.data[part]
        # Ranked by their coefficient in the row, and among equals by the goal.
        rank = np.empty(mip.num_columns)
        rank[np.lexsort((goal, weight))] = np.arange(1, mip.num_columns + 1)
        chosen |= leading(lagrangian.class_of, rank, per_class, among & (weight > 0))
    return chosen


def _ties(mip: MIP) -> Positions:
    """By row, the auxiliary variable `runs` in a linking row (one person's columns of a slot <= runs), else -1.

    There are as many linking rows as pairs of a person and a slot with a minimum, and few of them bind.
    """
    tie = np.full(len(mip.names), -1)
    rows = np.flatnonzero((mip.row_upper == 0) & np.isinf(mip.row_lower))
    entries = mip.matrix[rows].tocoo()
    is_slot = (entries.data == -1) & (entries.col >= len(mip.candidates))
    tie[rows[entries.row[is_slot]]] = entries.col[is_slot]
    return tie


def leading(class_of: Positions, score: Values, most: int, among: Bools) -> Bools:
    """The columns with the greatest positive score, at most `most` in each class."""
    pool = np.flatnonzero(among & (score > FEASIBILITY) & (class_of >= 0))
    order = pool[np.lexsort((-score[pool], class_of[pool]))]
    classes = class_of[order]
    first = np.r_[True, classes[1:] != classes[:-1]] if len(order) else np.array([], dtype=bool)
    starts = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    chosen = np.zeros(len(score), dtype=bool)
    chosen[order[np.arange(len(order)) - starts < most]] = True
    return chosen
