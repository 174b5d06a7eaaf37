"""Greedy heuristics: round an LP solution, fill a plan up, exchange places in it; each column is taken if it fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.relaxation.row_scaling import GREATEST_SLACK, RELATIVE_SLACK

TOLERANCE = 1e-6
OPEN_FROM = 0.3
# How many columns of an order are looked at together, and how many a round must decide; fewer are taken one by one.
TOGETHER = 16384
WORTH_A_ROUND = 16


class Activity:
    """The activity of every row for a growing solution, and which columns still fit; only columns of kind x move."""

    def __init__(self, mip: MIP, x: Values) -> None:
        self.mip = mip
        self.x = x.copy()
        by_column = mip.matrix.tocsc()
        self._start, self._row, self._coefficient = by_column.indptr, by_column.indices, by_column.data
        self.used = mip.matrix @ x
        size = np.where(np.isinf(mip.row_upper), 1.0, np.abs(mip.row_upper))
        self._slack = np.minimum(RELATIVE_SLACK * np.maximum(1.0, size), GREATEST_SLACK)

    def fits(self, column: int) -> bool:
        """Whether the column can be taken without breaking an upper limit."""
        return not len(self.broken_by(column))

    def broken_by(self, column: int) -> NDArray[Any]:
        """The rows whose upper limit one more of this column would break."""
        part = slice(self._start[column], self._start[column + 1])
        rows = self._row[part]
        over = self.used[rows] + self._coefficient[part] > self.mip.row_upper[rows] + self._slack[rows]
        return np.asarray(rows[over & (self._coefficient[part] > 0)])

    def over(self, column: int, rows: NDArray[Any]) -> Values:
        """By how much one more of this column would break the upper limits of some rows, in each row's unit."""
        part = slice(self._start[column], self._start[column + 1])
        own = self._coefficient[part][np.searchsorted(self._row[part], rows)]
        return np.asarray(self.used[rows] + own - self.mip.row_upper[rows] - self._slack[rows])

    def move(self, column: int, by: float) -> None:
        """Take a column (1), or remove it (-1)."""
        part = slice(self._start[column], self._start[column + 1])
        self.used[self._row[part]] += by * self._coefficient[part]
        self.x[column] += by

    def take(self, order: Positions) -> None:
        """Take columns in an order, each if it still fits beside those taken before it."""
        for first in range(0, len(order), TOGETHER):
            part = order[first : first + TOGETHER]
            self._take_together(part[self.fit(part)])

    def _take_together(self, order: Positions) -> None:
        """The same for a part of the order, many columns in a round.

        A column is taken once it fits even if all undecided ones before it were taken, and left out once it does not
        fit even if none of them were. Each round so decides the first that is undecided, and mostly a great part. Where
        a column gives room back (a negative coefficient), those that need it count as not fitting until it is taken.
        """
        owner, row, coefficient = self._entries(order)
        by_row = np.argsort(row, kind="stable")  # within a row, in the order
        owner, row, coefficient = owner[by_row], row[by_row], coefficient[by_row]
        most = self.mip.row_upper[row] + self._slack[row]
        starts = np.flatnonzero(np.diff(row, prepend=-1))
        lengths = np.diff(starts, append=len(row))
        uses = np.maximum(coefficient, 0.0)
        is_taken, is_open = np.zeros(len(order), dtype=bool), np.ones(len(order), dtype=bool)

        def breaks(entries: Values) -> Bools:
            """The columns that break a limit if `entries` are used before them."""
            sums = np.concatenate([[0.0], np.cumsum(entries)])
            before = sums[:-1] - np.repeat(sums[starts], lengths) + self.used[row]
            broken = np.zeros(len(order), dtype=bool)
            broken[owner[(before + coefficient > most) & (coefficient > 0)]] = True
            return broken

        while is_open.any():
            taken, undecided = is_taken[owner], is_open[owner]
            kept = np.where(taken, coefficient, 0.0)
            never = is_open & breaks(kept)
            surely = is_open & ~breaks(kept + np.where(undecided, uses, 0.0))
            is_taken |= surely
            is_open &= ~(never | surely)
            if np.count_nonzero(never | surely) < WORTH_A_ROUND:
                break
        self.used += np.bincount(row, np.where(is_taken[owner], coefficient, 0.0), minlength=len(self.used))
        self.x[order[is_taken]] += 1.0
        for column in order[is_open]:  # those taken after it fit beside it, as they were taken
            if self.fits(int(column)):
                self.move(int(column), 1.0)

    def holds(self, columns: Sequence[int]) -> bool:
        """Whether every row of some columns keeps its limits, the lower ones among them."""
        rows = np.unique(np.concatenate([self._row[self._start[c] : self._start[c + 1]] for c in columns]))
        used, slack = self.used[rows], self._slack[rows]
        lower, upper = self.mip.row_lower[rows], self.mip.row_upper[rows]
        return bool(np.all(used <= upper + slack) and np.all(used >= lower - slack))

    def fit(self, columns: Positions) -> Bools:
        """Whether each of some columns, alone, could be taken without breaking an upper limit."""
        found = np.ones(len(columns), dtype=bool)
        found[self.beyond(columns)[0]] = False
        return found

    def beyond(self, columns: Positions) -> tuple[Positions, Positions, Values]:
        """For each of some columns, alone, the rows that one more of it would break, and by how much in their unit.

        Three arrays of equal length: the position in `columns`, ascending, the row, and the excess.
        """
        owner, row, coefficient = self._entries(columns)
        reached, most = self.used[row] + coefficient, self.mip.row_upper[row] + self._slack[row]
        is_over = (reached > most) & (coefficient > 0)
        row, reached = row[is_over], reached[is_over]
        return owner[is_over], row, reached - self.mip.row_upper[row] - self._slack[row]

    def _entries(self, columns: Positions) -> tuple[Positions, NDArray[Any], Values]:
        """The entries of some columns: the position in `columns`, ascending, the row, and the coefficient."""
        first, count = self._start[columns], self._start[columns + 1] - self._start[columns]
        owner = np.repeat(np.arange(len(columns)), count)
        entry = np.arange(len(owner)) + np.repeat(first - (np.cumsum(count) - count), count)
        return owner, self._row[entry], self._coefficient[entry]

    def fitting(self) -> Positions:
        """All columns of kind x, not taken, that would fit."""
        over = self.used[self._row] + self._coefficient > self.mip.row_upper[self._row] + self._slack[self._row]
        bad = np.zeros(self.mip.num_columns, dtype=bool)
        owner = np.repeat(np.arange(self.mip.num_columns), np.diff(self._start))
        bad[owner[over & (self._coefficient > 0)]] = True
        count = len(self.mip.candidates)
        return np.flatnonzero(~bad[:count] & (self.x[:count] < 0.5))  # noqa: PLR2004 - taken or not


def is_solution(mip: MIP, x: Values) -> bool:
    """Whether x keeps every row and bound, up to rounding."""
    inside = np.all(x >= mip.lower - TOLERANCE) and np.all(x <= mip.upper + TOLERANCE)
    return bool(inside) and is_within(mip.matrix @ x, mip.row_lower, mip.row_upper)


def is_within(used: Values, lower: Values, upper: Values) -> bool:
    """Whether the activities of rows are within their limits, up to rounding."""
    room = TOLERANCE * np.maximum(1.0, np.minimum(np.abs(used), 1e3))
    return bool(np.all(used <= upper + room) and np.all(used >= lower - room))


def rounded(mip: MIP, goal: Values, likely: Values, reduced: Values | None = None) -> Values | None:
    """Round `likely` (LP values in 0..1 by column) to a solution; None where demands (pins, minimums) stay unmet.

    Columns are taken from the likeliest on; among those as likely the ones of greatest reduced cost come first, or of
    greatest goal where there are no `reduced` costs.
    A slot with a minimum begins open if `likely` or a demand opens it, or if all of `likely` is 0. It is closed again
    if it then has fewer people than its minimum.
    """
    count = len(mip.candidates)
    demanded = _demanded(mip)
    is_open = (likely >= OPEN_FROM) | _openers(mip, demanded) | (not likely.any())
    x = np.where((np.arange(mip.num_columns) >= count) & is_open, mip.upper, 0.0)
    gain = goal[:count]
    pool = np.flatnonzero((gain > 0) | (likely[:count] > TOLERANCE) | demanded[:count])
    rank, is_likely = gain if reduced is None else reduced[:count], likely > TOLERANCE
    # What demands ask for comes first only where they stay unmet otherwise: then what is likely of it, else all of it.
    orders = (np.zeros_like(demanded), demanded & is_likely, demanded) if is_likely.any() else (demanded,)
    for first in orders:
        keys = (-gain, -rank, ~demanded[:count], -np.round(likely[:count], 4), ~first[:count])
        found = taken_in_order(mip, pool[np.lexsort([key[pool] for key in keys])], x)
        if found is not None:
            return found
    return None


def filled(mip: MIP, gain: Values, x: Values) -> Values:
    """Fill a solution up: add candidates of positive gain, the greatest first, each if it still fits."""
    activity = Activity(mip, x)
    fitting = activity.fitting()
    fitting = fitting[gain[fitting] > 0]
    activity.take(fitting[np.argsort(-gain[fitting], kind="stable")])
    return activity.x


def exchanged(mip: MIP, goal: Values, x: Values, alike: Positions) -> Values:
    """Exchange candidates of a solution for better ones with the same number in `alike`, where every row still holds.

    `alike` has one number per candidate; the forms of one person's place, for example, share a number.
    """
    activity, count = Activity(mip, x), len(mip.candidates)
    taken = np.flatnonzero(activity.x[:count] > 0.5)  # noqa: PLR2004 - taken or not
    first, best = np.argsort(alike, kind="stable"), np.full(alike.max(initial=-1) + 1, -np.inf)
    np.maximum.at(best, alike, goal[:count])
    start = np.searchsorted(alike[first], np.arange(len(best) + 1))
    for column in taken[best[alike[taken]] > goal[taken]]:
        others = first[start[alike[column]] : start[alike[column] + 1]]
        others = others[(goal[others] > goal[column]) & (activity.x[others] < 0.5)]  # noqa: PLR2004 - taken or not
        for other in others[np.argsort(-goal[others], kind="stable")]:
            activity.move(int(column), -1.0)
            activity.move(int(other), 1.0)
            if activity.holds((int(column), int(other))):
                break
            activity.move(int(other), -1.0)
            activity.move(int(column), 1.0)
    return activity.x


def taken_in_order(mip: MIP, order: Positions, x: Values) -> Values | None:
    """Take columns in an order, each if it fits, into `x`, which says which slots with a minimum are open.

    Slots that then have fewer people than their minimum are closed, and all columns are taken anew. None where demands
    stay unmet.
    """
    x, count = x.copy(), len(mip.candidates)
    # This ends: each round but the last closes a slot.
    while True:
        activity = Activity(mip, x)
        activity.take(order)
        if is_solution(mip, activity.x):
            return activity.x
        short = np.flatnonzero(activity.used < mip.row_lower - TOLERANCE)
        openers = np.unique(mip.matrix[short].indices)
        openers = openers[(openers >= count) & (x[openers] > 0)]
        if not len(openers):
            return None
        x[openers] = 0.0


def _openers(mip: MIP, demanded: Bools) -> Bools:
    """The columns in a row with a demanded candidate, among them the auxiliary variables `runs` of its slots."""
    asked = np.zeros(mip.num_columns)
    asked[: len(mip.candidates)] = demanded[: len(mip.candidates)]
    return _columns_in(mip, (abs(mip.matrix) @ asked) > 0)


def _demanded(mip: MIP) -> Bools:
    """Columns in a row that demands something: a pin or a group's minimum."""
    return _columns_in(mip, mip.row_lower > 0)


def _columns_in(mip: MIP, rows: Bools) -> Bools:
    """The columns that have an entry in one of some rows."""
    columns = np.zeros(mip.num_columns, dtype=bool)
    columns[mip.matrix.indices[np.repeat(rows, np.diff(mip.matrix.indptr))]] = True
    return columns
