"""Cutting planes: the relaxation is cut off from fractional points, in rounds, by MIR of its tableau rows.

The cuts are rows of the relaxation, with a coefficient for every column of the MIP. So the Lagrangian bound prices all
columns against them, and holds for all solutions.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace

import numpy as np
from scipy import sparse

from planner.schema.arrays import Positions, Values
from planner.solving.highs.client import WorkerLost
from planner.solving.relaxation.column_generation import Relaxation, RestrictedLP
from planner.solving.relaxation.cuts import CELLS, NO_PRICE, Cut, KeptCuts
from planner.solving.relaxation.lagrangian import gap_between
from planner.solving.relaxation.mir import RowSystem, mir_cuts, reduced_multipliers
from planner.solving.run import SearchRun

# Nearer to a whole number than this, a value is whole.
FRACTIONAL = 0.01
# A cut whose angle to a better one has a greater cosine cuts off nearly the same.
PARALLEL = 0.9
# Cuts are given up once the last rounds together have lowered the bound by less than this share of what all have.
STALLED_ROUNDS, STALLED = 3, 0.05
# Or once they have lowered it by less than this share of its distance to a known value.
HOPELESS = 0.005
# Coefficients of candidates for a cut that count as a second.
CELLS_PER_SECOND = 5_000_000
# Cuts made again are enough where they lower the bound by this share of what they did in the earlier week, or where
# that was less than this share of the gap asked for.
AS_BEFORE, LITTLE = 0.7, 0.25
# How often they are made again, each time at the LP's optimum with those before.
TIMES_AGAIN = 3


@dataclass(frozen=True)
class CutRelaxation(Relaxation):
    """A relaxation with cuts: `prices` by row of the MIP, and `cut_prices` by number of the `cuts`, prove its bound."""

    cuts: tuple[Cut, ...] = field(default=(), repr=False)
    cut_prices: Values = field(default_factory=lambda: np.array([]), repr=False)

    @classmethod
    def of(cls, relaxation: Relaxation, cuts: tuple[Cut, ...] = (), cut_prices: Values | None = None) -> CutRelaxation:
        """A relaxation with the cuts that its bound rests on."""
        prices = np.zeros(len(cuts)) if cut_prices is None else cut_prices
        own = {one.name: getattr(relaxation, one.name) for one in fields(Relaxation)}
        return cls(**own, cuts=cuts, cut_prices=prices)


def cut_off(
    relaxation: Relaxation, lp: RestrictedLP | None, run: SearchRun, value: float, kept: KeptCuts | None = None
) -> CutRelaxation:
    """The relaxation with cuts, found and spent within the run; `value` is that of a known solution (-inf: none).

    Those `kept` from a similar MIP come first, and no others follow where they do as much as they did there. It has no
    cut where `lp`, as `relaxed` gives it, was not solved to the end, or none is found.
    """
    if lp is None:
        return CutRelaxation.of(relaxation)
    with run.recorder.step("cuts"):
        return _Cutting(lp, relaxation, run, value).cut(kept)


class _Cutting:
    """Cuts a relaxation whose optimal basis the worker holds, in rounds; `value` is that of a known solution."""

    def __init__(self, lp: RestrictedLP, relaxation: Relaxation, run: SearchRun, value: float) -> None:
        self.lp, self.best, self.run, self.value = lp, relaxation, run, value
        self.num_rows = len(lp.mip.names)
        self.cuts: list[Cut] = []
        # The cuts in the LP, by number, and for each whether it had a price in the last LP.
        self.present = np.array([], dtype=np.int64)
        self.is_priced = np.array([], dtype=bool)
        # The cuts that the best bound rests on, and their prices.
        self.proved_by, self.cut_prices = self.present, np.array([])
        lp.go_on_within(run)

    def cut(self, kept: KeptCuts | None) -> CutRelaxation:
        """Cut until the rounds or the budget are spent, no cut is found, or they no longer gain much."""
        with suppress(WorkerLost):  # the bound so far stays valid
            if kept is None or not self._does_as_before(kept):
                self._cut_in_rounds()
        prices = np.zeros(len(self.cuts))
        prices[self.proved_by] = self.cut_prices
        return CutRelaxation.of(self.best, tuple(self.cuts), prices)

    def _cut_in_rounds(self) -> None:
        bounds = [self.best.bound]
        for _ in range(self.run.parameters.cut_rounds):
            if self._is_over or not self._with(self._found()):
                break
            bounds.append(self.best.bound)
            if len(bounds) > STALLED_ROUNDS and self._is_stalled(bounds):
                break

    def _does_as_before(self, kept: KeptCuts) -> bool:
        """Make the cuts of an earlier week again, where x breaks them; whether no others are needed."""
        lp, bounds, enough = self.lp, [self.best.bound], AS_BEFORE * kept.gain * abs(self.best.bound)
        for _ in range(min(TIMES_AGAIN, self.run.parameters.cut_rounds)):
            if self._is_over:
                return True
            self.run.budget.spend(len(kept.cuts) * len(lp.columns) / CELLS_PER_SECOND)
            least, count = self.run.parameters.cut_violation, len(self.cuts)
            new = kept.made_again(lp.scaled, self.best.x, lp.columns, least, count)
            if new and not self._with(new):
                return True  # there is no LP to cut
            bounds.append(self.best.bound)
            if kept.gain <= LITTLE * self.run.gap or bounds[0] - bounds[-1] >= enough:
                return True
            if bounds[-2] - bounds[-1] <= STALLED * (bounds[0] - bounds[-1]):
                break
        return False

    @property
    def _is_over(self) -> bool:
        return self.run.is_over or gap_between(self.value, self.best.bound) <= self.run.gap

    def _is_stalled(self, bounds: list[float]) -> bool:
        """Whether the last rounds gained little of what all have, or all little of what there may be to gain."""
        last, gained = bounds[-1 - STALLED_ROUNDS] - bounds[-1], bounds[0] - bounds[-1]
        is_hopeless = math.isfinite(self.value) and gained <= HOPELESS * (bounds[0] - self.value)
        return last <= STALLED * gained or is_hopeless

    def _with(self, new: list[Cut]) -> bool:
        """Solve the LP with new cuts; whether there were any and it was solved."""
        lp = self.lp
        if not new:
            return False
        self.run.recorder.count("cuts", len(new))
        numbers = np.arange(len(self.cuts), len(self.cuts) + len(new))
        self.cuts += new
        added = sparse.vstack([cut.matrix for cut in new], format="csr")
        before = lp.iterations
        found = lp.with_rows(added, np.array([cut.limit for cut in new]), self.is_priced)
        self.run.budget.spend((lp.iterations - before) / self.run.parameters.lp_iterations_per_second)
        self.present = np.concatenate([self.present[self.is_priced], numbers])
        if found is None or not math.isfinite(found.value):
            return False
        of_cuts = found.prices[self.num_rows :]
        self.is_priced = of_cuts > NO_PRICE
        if found.bound <= self.best.bound:
            self.best = replace(found, prices=found.prices[: self.num_rows])
            self.proved_by, self.cut_prices = self.present, of_cuts
        else:  # any prices bound; only x is newer
            self.best = replace(found, prices=self.best.prices, lagrangian=self.best.lagrangian)
        return lp.is_solved

    def _found(self) -> list[Cut]:
        """The cuts that x breaks by most, in proportion to their size, and that are not nearly parallel."""
        lp, x = self.lp, self.best.x
        system = RowSystem.of(lp.mip, x)
        columns, rows = self._fractional(system)
        asked = lp.client.tableau(columns, rows, lp.left())
        if not asked.nnz:
            return []
        weights = sparse.csr_matrix(
            (asked.data, lp.rows[asked.indices], asked.indptr), shape=(asked.shape[0], len(lp.mip.names))
        )
        both = reduced_multipliers(system, sparse.vstack([weights, -weights], format="csr"))
        here, x_here = system.on(lp.columns), x[lp.columns]
        size = max(CELLS // max(len(lp.columns), 1), 1)
        at, depth, shapes = [], [], []
        for first in range(0, both.shape[0], size):
            some = both[first : first + size]
            self.run.budget.spend(some.shape[0] * len(lp.columns) / CELLS_PER_SECOND)
            cuts = mir_cuts(here, some)
            length = np.linalg.norm(cuts.coefficients, axis=1)
            over = cuts.coefficients @ x_here - cuts.limit
            is_cut = cuts.is_sound & (over > self.run.parameters.cut_violation) & (length > 0)
            at.append(first + np.flatnonzero(is_cut))
            depth.append(over[is_cut] / length[is_cut])
            shapes.append(sparse.csr_matrix(cuts.coefficients[is_cut] / length[is_cut, None]))
        deepest = np.argsort(-np.concatenate(depth), kind="stable")
        chosen = _apart(sparse.vstack(shapes, format="csr")[deepest], self.run.parameters.cuts_per_round)
        at_upper = np.flatnonzero(system.at_upper)
        return [self._cut(system, at_upper, both[number]) for number in np.concatenate(at)[deepest[chosen]]]

    def _fractional(self, system: RowSystem) -> tuple[Positions, Positions]:
        """The LP's columns, and its whole rows, whose tableau rows are asked for: by position in the LP.

        Auxiliary variables come first, then what is nearest to a half.
        """
        lp, x, parameters = self.lp, self.best.x, self.run.parameters
        activity = (system.matrix @ x)[lp.rows]
        value = np.concatenate([x[lp.columns], np.where(system.is_whole[lp.rows], activity, 0.0)])
        is_whole = np.concatenate([lp.mip.is_integer[lp.columns], np.ones(len(lp.rows), dtype=bool)])
        off = np.where(is_whole, np.abs(value - np.round(value)), 0.0)
        is_auxiliary = np.concatenate([lp.mip.is_auxiliary[lp.columns], np.zeros(len(lp.rows), dtype=bool)])
        order = np.lexsort((-off, ~is_auxiliary))
        order = order[off[order] > FRACTIONAL]
        most = parameters.cut_candidates + min(int(is_auxiliary[order].sum()), parameters.cuts_per_round)
        chosen = order[:most]
        count = len(lp.columns)
        return chosen[chosen < count], chosen[chosen >= count] - count

    def _cut(self, system: RowSystem, at_upper: Positions, multipliers: sparse.csr_matrix) -> Cut:
        """The cut of these multipliers over all columns of the MIP."""
        cut = mir_cuts(system, multipliers)
        matrix = sparse.csr_matrix(cut.coefficients)
        return Cut.of(multipliers, self.num_rows, self.present, at_upper, matrix, float(cut.limit[0]))


def _apart(shapes: sparse.csr_matrix, most: int) -> list[int]:
    """The first cuts (rows of length 1), at most so many, of which no two are nearly parallel."""
    chosen: list[int] = []
    is_near = np.zeros(shapes.shape[0], dtype=bool)
    for number in range(shapes.shape[0]):
        if is_near[number]:
            continue
        chosen.append(number)
        if len(chosen) == most:
            break
        is_near |= shapes @ shapes[number].toarray()[0] > PARALLEL
    return chosen
