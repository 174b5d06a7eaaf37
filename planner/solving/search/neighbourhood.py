"""Large neighbourhoods of an incumbent: some people are free to move, all others stay where they are (LNS)."""

from __future__ import annotations

import math

import numpy as np

from planner.schema.arrays import Bools, Positions, Values
from planner.schema.solver_parameters import SolverParameters
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT
from planner.solving.search.widening import PromisingColumns, Width

DIFFERENCE, TAKEN = 1e-6, 0.5


class Neighbourhoods:
    """Chooses the columns that are free in one neighbourhood after another.

    Two kinds take turns: the people of whom plan and relaxation differ, and the people of one limit that has a price,
    with those whom it is dearest to keep out. While the incumbent stays the same, each neighbourhood opens others.
    """

    def __init__(self, promising: PromisingColumns, parameters: SolverParameters, seed: int) -> None:
        self.promising, self._parameters = promising, parameters
        # Never larger than what CP-SAT starts on quickly.
        most = min(promising.mip.num_columns, parameters.most_cp_sat_columns)
        self.of_difference, self.of_limit = (
            Width(parameters.neighbourhood_columns, parameters.widening, most) for _kind in range(2)
        )
        self._last, self._in_vain = self.of_limit, [0, 0]
        # The incumbent's value at the last of the first kind, and how many columns it does not use have opened theirs.
        self._entered = -math.inf, 0
        self._opens_many = False
        self._random = np.random.default_rng(seed)
        relaxation, mip = promising.relaxation, promising.mip
        by_row = mip.matrix[np.flatnonzero((relaxation.prices != 0) & (mip.constraints != GUB_CONSTRAINT))]
        class_of = relaxation.lagrangian.class_of
        own = (row.indices[class_of[row.indices] >= 0] for row in by_row)
        self._limits = [columns for columns in own if len(np.unique(class_of[columns])) > 1]

    def columns(self, x: Values, value: float) -> Bools:
        """The free columns of the next neighbourhood of a solution; all others are held at `x`."""
        is_limit = self._last is self.of_difference and bool(self._limits)
        self._last = self.of_limit if is_limit else self.of_difference
        return self._of_limit(x) if is_limit else self._of_difference(x, value)

    def searched(self, *, is_through: bool, is_better: bool) -> None:
        """How the search of the last one ended: the next of its kind is larger if it held nothing better.

        It is smaller if this one was too large to be searched to the end.
        """
        at = self._last is self.of_limit
        self._in_vain[at] = 0 if is_better else self._in_vain[at] + 1
        if not is_through:
            self._last.narrow()
        elif self._in_vain[at] >= self._parameters.vain_neighbourhoods:
            self._last.widen()
            self._in_vain[at] = 0

    def _of_limit(self, x: Values) -> Bools:
        """People drawn from those whom a limit that has a price lets in, and from those whom it is dear to keep out."""
        lagrangian, most = self.promising.relaxation.lagrangian, self.of_limit.columns
        class_of = lagrangian.class_of
        within = self._limits[self._random.integers(len(self._limits))]
        count = max(most // self._parameters.columns_of_free_person, 2)
        inside = np.unique(class_of[within[x[within] > TAKEN]])
        if len(inside) > count // 2:
            inside = self._random.choice(inside, count // 2, replace=False)
        best = within[np.argsort(-self.promising.bound_if_used[within], kind="stable")]
        others = np.setdiff1d(class_of[best[: 4 * count]], inside)
        if len(others) > count - len(inside):
            others = self._random.choice(others, count - len(inside), replace=False)
        is_open = np.zeros(len(lagrangian.best), dtype=bool)
        is_open[inside] = is_open[others] = True
        return self._freed(x, is_open, np.array([], dtype=np.int64), most)

    def _freed(self, x: Values, is_open: Bools, entering: Positions, most: int) -> Bools:
        """The columns of nobody, those `entering`, and the most promising and the used ones of the people open."""
        class_of, ranked = self.promising.relaxation.lagrangian.class_of, self.promising.ranked
        inside = class_of >= 0
        free = ~inside
        free[entering] = True
        is_beside = inside & is_open[np.maximum(class_of, 0)] & ~free
        free[ranked[is_beside[ranked]][: most - len(entering)]] = True
        return np.asarray(free | (inside & is_open[np.maximum(class_of, 0)] & (x > 0)))

    def _of_difference(self, x: Values, value: float) -> Bools:
        """People whose columns in the relaxation differ from the solution's (fractional ones always do), and others.

        The others are those of the most promising columns that the solution does not use: `unused_share` of all, and
        twice that every other time, since some weeks need many new people and others few.
        """
        relaxation, ranked = self.promising.relaxation, self.promising.ranked
        lagrangian, most = relaxation.lagrangian, self.of_difference.columns
        inside = lagrangian.class_of >= 0
        differs = inside & (np.abs(x - relaxation.x) > DIFFERENCE)
        is_open = np.zeros(len(lagrangian.best), dtype=bool)
        is_open[lagrangian.class_of[differs]] = True
        unused = ranked[inside[ranked] & (x[ranked] < TAKEN)]
        last_value, begin = self._entered
        begin = begin if value == last_value and begin < len(unused) else 0
        share = min(self._parameters.unused_share * (2 if self._opens_many else 1), 1.0)
        self._opens_many = not self._opens_many
        end = begin + math.ceil(most * share)
        self._entered = value, end
        entering = unused[begin:end]
        is_open[lagrangian.class_of[entering]] = True
        return self._freed(x, is_open, entering, most)
