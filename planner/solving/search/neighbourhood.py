"""Large neighbourhoods of an incumbent: some people are free to move, all others stay where they are (LNS)."""

from __future__ import annotations

import math

import numpy as np

from planner.schema.arrays import Bools, Values
from planner.solving.search.widening import PromisingColumns

DIFFERENCE, TAKEN = 1e-6, 0.5


class Neighbourhoods:
    """Chooses the columns that are free in one neighbourhood after another.

    While the incumbent stays the same, each neighbourhood opens the next people, also where it is a larger one.
    """

    def __init__(self, promising: PromisingColumns, unused_share: float) -> None:
        self._promising, self._unused_share = promising, unused_share
        # The incumbent's value at the last neighbourhood, and how many columns it does not use have opened theirs.
        self._last = -math.inf, 0

    def columns(self, x: Values, value: float, most: int) -> Bools:
        """The free columns of the next neighbourhood of a solution, about `most` of them; all others are held at `x`.

        Free are the people whose columns in the relaxation differ from the solution's (fractional ones always do), and
        those of the most promising columns that the solution does not use, `unused_share` of `most`.
        """
        relaxation, ranked = self._promising.relaxation, self._promising.ranked
        lagrangian = relaxation.lagrangian
        inside = lagrangian.class_of >= 0
        differs = inside & (np.abs(x - relaxation.x) > DIFFERENCE)
        is_open = np.zeros(len(lagrangian.best), dtype=bool)
        is_open[lagrangian.class_of[differs]] = True
        unused = ranked[inside[ranked] & (x[ranked] < TAKEN)]
        last_value, begin = self._last
        begin = begin if value == last_value and begin < len(unused) else 0
        end = begin + math.ceil(most * self._unused_share)
        self._last = value, end
        entering = unused[begin:end]
        is_open[lagrangian.class_of[entering]] = True
        free = ~inside
        free[entering] = True
        # Beside these the most promising columns of whoever is free to move.
        is_beside = inside & is_open[lagrangian.class_of] & ~free
        free[ranked[is_beside[ranked]][: most - len(entering)]] = True
        return np.asarray(free | (inside & is_open[np.maximum(lagrangian.class_of, 0)] & (x > 0)))
