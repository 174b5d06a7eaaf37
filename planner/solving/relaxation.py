"""The linear relaxation: values, row prices and a valid bound, found on the columns and rows that matter."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from planner.formulation import MIP
from planner.solving.ascent import guessed_prices
from planner.solving.bound import Closing, closed
from planner.solving.partner import LINEAR_ITERATIONS_PER_SECOND, Linear, Partner, PartnerGone
from planner.solving.partner_process import MOST_ITERATIONS
from planner.solving.search import Effort
from planner.solving.tighten import Tightened

# The LP begins on the best column of each person under guessed prices and, of all, so many a person.
# Measured in benchmarks/studies/2026-11-22_counting_places: fewer need more rounds, more make the first one slow.
FIRST_PER_PERSON = 2.5
SERVING_PER_CLASS = 6
NEW_PER_CLASS = 3
ROUNDS = 60
CLOSE_ENOUGH = 1e-8
FEASIBILITY = 1e-9
TRIES = 2
SMALL_DEMAND = 50
UNTIMED_SECONDS = 3600.0
Values = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Relaxation:
    """The relaxation solved.

    `x` by column and `value` are those of the tightened MIP, `closing` its reduced costs and bound; `prices` by
    row are those of the MIP as it stands. `columns` marks what the LP was solved on, `iterations`
    what the simplex method needed.
    """

    x: Values
    prices: Values
    closing: Closing
    value: float
    columns: Mask = field(repr=False)
    iterations: int = 0

    @property
    def bound(self) -> float:
        """No solution of the MIP has a greater goal."""
        return self.closing.bound


def relax(  # noqa: PLR0913 - a MIP, who solves it, how far to go and what is known
    tight: Tightened,
    goal: Values,
    partner: Partner,
    seconds: float | None = None,
    prices: Values | None = None,
    *,
    known: Values | None = None,
    iterations: int = MOST_ITERATIONS,
) -> Relaxation | None:
    """Solve the relaxation; None where even it has no solution (demands that cannot hold together).

    Begun on the best columns under `prices` (by row, of a MIP like it) or guessed ones and those of a `known`
    solution, which meets all demands, without the rows that seldom bind; whatever reduced costs or broken rows ask for
    is added, and the LP goes on from where it was. After so many `seconds` (None: no clock, so that runs
    repeat) or simplex `iterations` the best bound by then is given, at worst the one that needs no solving.
    """
    deadline = time.monotonic() + (UNTIMED_SECONDS if seconds is None else seconds)
    for _ in range(TRIES):
        if partner.is_stopped():
            break
        try:
            return Growing(tight, goal, partner, deadline, most=iterations).relaxed(prices, known)
        except PartnerGone:
            continue
    return _unsolved(tight, goal)


def relax_within(  # noqa: PLR0913 - as relax
    tight: Tightened,
    goal: Values,
    partner: Partner,
    effort: Effort,
    *,
    prices: Values | None = None,
    known: Values | None = None,
) -> Relaxation | None:
    """As relax, with all of an effort: its seconds, or as many simplex iterations as count for them."""
    if not effort.is_counted:
        return relax(tight, goal, partner, effort.seconds, prices, known=known)
    iterations = math.ceil(effort.seconds * LINEAR_ITERATIONS_PER_SECOND)
    return relax(tight, goal, partner, prices=prices, known=known, iterations=iterations)


def _unsolved(tight: Tightened, goal: Values) -> Relaxation:
    """What is known before anything is solved."""
    mip, nothing = tight.mip, np.zeros(len(tight.mip.names))
    everything = np.ones(mip.num_columns, dtype=bool)
    return Relaxation(np.zeros(mip.num_columns), nothing, closed(mip, goal, nothing), -math.inf, everything)


class Growing:
    """An LP at the partner's that grows until it is the whole relaxation's equal.

    Until its bound is `near` its value, as a share, or no column is missing; at 0 only the latter. `columns` and `rows`
    are what it has, by position in the MIP.
    """

    def __init__(  # noqa: PLR0913 - as relax
        self,
        tight: Tightened,
        goal: Values,
        partner: Partner,
        deadline: float,
        *,
        near: float = CLOSE_ENOUGH,
        most: int = MOST_ITERATIONS,
    ) -> None:
        self.tight, self.goal, self.partner, self.deadline, self.near = tight, goal, partner, deadline, near
        self.most = most
        self.mip = tight.mip
        # As the MIP stands first: its prices are what people are told.
        self.loose = replace(self.mip, row_lower=tight.loose_lower, row_upper=tight.loose_upper)
        self.by_column = self.mip.matrix.tocsc()
        self.columns = np.array([], dtype=np.int64)
        self.rows = np.array([], dtype=np.int64)
        self.is_in = np.zeros(self.mip.num_columns, dtype=bool)
        self.tie = _ties(self.mip)
        self.is_candidate = np.arange(self.mip.num_columns) < len(self.mip.candidates)
        self.is_tied = np.zeros(self.mip.num_columns, dtype=bool)
        self.iterations = 0

    def relaxed(self, prices: Values | None, known: Values | None = None) -> Relaxation | None:
        """The relaxation; None where it has no solution."""
        scaled = None if prices is None else prices * self.tight.unit
        first = _first_columns(self.mip, self.goal, self.tie >= 0, scaled)
        if known is not None:
            first |= known > 0
        if not self.mip.num_columns:
            is_met = np.all(self.mip.row_lower <= FEASIBILITY)
            return _unsolved(self.tight, self.goal) if is_met else None
        found = self._loaded(np.flatnonzero(first))
        loose = self._grown(found, self.loose)
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
        tight = self._grown(self.more(none, none, limits), self.mip)
        if tight is None:
            return None
        if math.isinf(tight.value):
            return loose
        # Where the time ended, the bound of the first may be the better one; no solution is above either.
        closing = min(loose.closing, tight.closing, key=lambda one: one.bound)
        return replace(tight, prices=loose.prices, closing=closing)

    def _loaded(self, columns: NDArray[np.int64]) -> Linear:
        mip = self.loose
        self.rows, self.columns = np.flatnonzero(self.tie < 0), columns
        self.is_in[columns] = True
        matrix = self.by_column[:, columns].tocsr()[self.rows]
        limits = (mip.row_lower[self.rows], mip.row_upper[self.rows], *self._bounds(columns))
        return self.partner.load(matrix, self.goal[columns], limits, self.left(), self.most)

    def _grown(self, found: Linear, mip: MIP) -> Relaxation | None:
        """Add what is missing until nothing is; the best bound there was, should time run out."""
        free = closed(mip, self.goal, np.zeros(len(mip.names)))
        best = Relaxation(np.zeros(mip.num_columns), np.zeros(len(mip.names)), free, -math.inf, self.is_in)
        for _ in range(ROUNDS):
            self.iterations += found.iterations
            if found.x is None:
                if not found.is_empty:
                    break  # out of time
                # The demands may need other columns.
                missing = np.flatnonzero(_serving_columns(mip, self.goal) & ~self.is_in)
                missing = missing if len(missing) else np.flatnonzero(~self.is_in)
                if not len(missing):
                    return None
                found = self.more(missing, np.array([], dtype=np.int64))
                continue
            x, prices = np.zeros(mip.num_columns), np.zeros(len(mip.names))
            x[self.columns], prices[self.rows] = found.x, found.prices
            closing = closed(mip, self.goal, prices)
            is_better = closing.bound <= best.closing.bound
            told = (prices / self.tight.unit, closing) if is_better else (best.prices, best.closing)
            best = Relaxation(x, *told, found.value, self.is_in, self.iterations)
            new = np.flatnonzero(leading(closing.class_of, self._gain(closing), NEW_PER_CLASS, ~self.is_in))
            broken = self._broken(mip, x, new)
            is_near = best.bound - found.value <= self.near * max(abs(found.value), 1.0)
            if not len(broken) and (is_near or not len(new)):
                break
            try:
                found = self.more(new, broken)
            except PartnerGone:
                if self.partner.is_stopped() and math.isfinite(best.value):
                    break  # what is proved stays proved
                raise
        return best

    def _gain(self, closing: Closing) -> Values:
        """How much better than the best known column of its class each column is under the prices."""
        known = np.zeros(len(closing.best) + 1)
        inside = self.is_in & (closing.class_of >= 0)
        np.maximum.at(known, closing.class_of[inside], closing.reduced[inside])
        return np.asarray(closing.reduced - known[closing.class_of])

    def _broken(self, mip: MIP, x: Values, new: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows left out that x breaks; of a slot that runs, all that tie the columns there are to it.

        One by one they would come back a round each, for there is always somebody else to take who is not tied yet.
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
        self, columns: NDArray[np.int64], rows: NDArray[np.int64], limits: list[tuple[int, float, float]] | None = None
    ) -> Linear:
        """Solve it with more columns and rows (positions in the MIP) and other limits of rows it has."""
        new = self.by_column[:, columns].tocsr()[self.rows]
        self.columns, self.rows = np.concatenate([self.columns, columns]), np.concatenate([self.rows, rows])
        self.is_in[columns] = True
        beside = self.mip.matrix[rows].tocsc()[:, self.columns].tocsr()
        row_bounds = (self.mip.row_lower[rows], self.mip.row_upper[rows])
        return self.partner.grow(
            new,
            self.goal[columns],
            self._bounds(columns),
            beside,
            row_bounds,
            self.left(),
            limits or [],
            self.most - self.iterations,
        )

    def _bounds(self, columns: NDArray[np.int64]) -> tuple[Values, Values]:
        return self.mip.lower[columns].astype(float), self.mip.upper[columns].astype(float)

    def left(self) -> float:
        """Seconds left, always some."""
        return max(self.deadline - time.monotonic(), 0.01)


def _first_columns(mip: MIP, goal: Values, seldom: Mask, prices: Values | None) -> Mask:
    """The best columns under prices, guessed where none are known, and all that small demands could be met with."""
    class_of = closed(mip, goal, np.zeros(len(mip.names))).class_of
    prices = guessed_prices(mip, goal, class_of, seldom) if prices is None else prices
    closing = closed(mip, goal, prices)
    inside = class_of >= 0
    loss = np.where(inside, 0.0, -math.inf) - closing.reduced
    best = np.full(len(closing.best), math.inf)
    np.minimum.at(best, class_of[inside], loss[inside])
    loss[inside] -= best[class_of[inside]]
    chosen = ~inside
    chosen[np.argsort(loss, kind="stable")[: int((~inside).sum() + FIRST_PER_PERSON * len(best))]] = True
    demands = np.flatnonzero((mip.row_lower > 0) & (np.diff(mip.matrix.indptr) <= SMALL_DEMAND))
    chosen[mip.matrix[demands].indices] = True
    return chosen


def _serving_columns(mip: MIP, goal: Values) -> Mask:
    """Of each demand the columns that serve it most."""
    closing = closed(mip, goal, np.zeros(len(mip.names)))
    chosen = np.zeros(mip.num_columns, dtype=bool)
    for row in np.flatnonzero(np.isinf(mip.row_upper) & (mip.row_lower > 0)):
        part = slice(mip.matrix.indptr[row], mip.matrix.indptr[row + 1])
        among, weight = np.zeros(mip.num_columns, dtype=bool), np.zeros(mip.num_columns)
        among[mip.matrix.indices[part]] = True
        weight[mip.matrix.indices[part]] = mip.matrix.data[part]
        # What serves the demand most, and of equals what serves the goal most.
        rank = np.empty(mip.num_columns)
        rank[np.lexsort((goal, weight))] = np.arange(1, mip.num_columns + 1)
        chosen |= leading(closing.class_of, rank, SERVING_PER_CLASS, among & (weight > 0))
    return chosen


def _ties(mip: MIP) -> NDArray[np.int64]:
    """By row, the column of the slot it ties one person to while that runs; -1 for rows of another kind.

    There are as many ties as pairs, and few of them bind.
    """
    tie = np.full(len(mip.names), -1)
    rows = np.flatnonzero((mip.row_upper == 0) & np.isinf(mip.row_lower))
    entries = mip.matrix[rows].tocoo()
    is_slot = (entries.data == -1) & (entries.col >= len(mip.candidates))
    tie[rows[entries.row[is_slot]]] = entries.col[is_slot]
    return tie


def leading(class_of: NDArray[np.int64], score: Values, most: int, among: Mask) -> Mask:
    """The columns of greatest positive score in each class, at most so many a class."""
    pool = np.flatnonzero(among & (score > FEASIBILITY) & (class_of >= 0))
    order = pool[np.lexsort((-score[pool], class_of[pool]))]
    classes = class_of[order]
    first = np.r_[True, classes[1:] != classes[:-1]] if len(order) else np.array([], dtype=bool)
    starts = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    chosen = np.zeros(len(score), dtype=bool)
    chosen[order[np.arange(len(order)) - starts < most]] = True
    return chosen
