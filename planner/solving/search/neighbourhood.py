"""Large neighbourhoods of an incumbent: some people are free to move, all others stay where they are (LNS)."""

from __future__ import annotations

import math

import numpy as np

from planner.schema.arrays import Bools, Values
from planner.solving.search.widening import PromisingColumns

# The share of a neighbourhood's columns by which people are chosen who are not yet placed by them.
UNUSED_PARTS = 4
DIFFERENCE, TAKEN = 1e-6, 0.5


class Neighbourhoods:
    """Chooses the columns that are free in one neighbourhood after another.

    While the incumbent and the number of columns stay the same, each neighbourhood opens the next people.
    """

    def __init__(self, promising: PromisingColumns) -> None:
        self._promising = promising
        # The last neighbourhood: the incumbent's value, the columns asked for, and how many like it came before.
        self._last = -math.inf, 0, 0

    def columns(self, x: Values, value: float, most: int) -> Bools:
        """The free columns of the next neighbourhood of a solution, about `most` of them; all others are held at `x`.

        Free are the people whose columns in the relaxation differ from the solution's (fractional ones always do), and
        those of the most promising columns that the solution does not use.
        """
        relaxation, ranked = self._promising.relaxation, self._promising.ranked
        lagrangian = relaxation.lagrangian
        inside = lagrangian.class_of >= 0
        differs = inside & (np.abs(x - relaxation.x) > DIFFERENCE)
        is_open = np.zeros(len(lagrangian.best), dtype=bool)
        is_open[lagrangian.class_of[differs]] = True
        unused = ranked[inside[ranked] & (x[ranked] < TAKEN)]
        last_value, last_most, times = self._last
        times = times + 1 if (last_value, last_most) == (value, most) else 0
        self._last = value, most, times
        begin = times * (most // UNUSED_PARTS) % max(len(unused), 1)
        is_open[lagrangian.class_of[unused[begin : begin + most // UNUSED_PARTS]]] = True
        among = ranked[~inside[ranked] | is_open[lagrangian.class_of[ranked]]][:most]
        free = ~inside
        free[among] = True
        return np.asarray(free | (inside & is_open[np.maximum(lagrangian.class_of, 0)] & (x > 0)))
