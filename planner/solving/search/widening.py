"""Which columns a restricted MIP gets: all that a better solution may use, or the most promising, and ever more."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.search.incumbent import Incumbent

# Fewer columns leave nobody to change places with.
LEAST_COLUMNS = 100


@dataclass
class Width:
    """How many of the most promising columns a solver's next restricted MIP has, never more than `most`."""

    columns: int
    factor: float
    most: int

    def widen(self, least: int = 0) -> None:
        """Have `factor` times as many the next time, and at least so many."""
        self.columns = min(max(math.ceil(self.columns * self.factor), least), self.most)

    def narrow(self) -> None:
        """Have so many fewer the next time, but no fewer than LEAST_COLUMNS."""
        self.columns = max(math.floor(self.columns / self.factor), min(LEAST_COLUMNS, self.columns))


class PromisingColumns:
    """The columns of a scaled MIP, ranked by their bound if used in the relaxation, the most promising first."""

    def __init__(self, mip: MIP, relaxation: Relaxation) -> None:
        self.mip, self.relaxation = mip, relaxation
        self.bound_if_used: Values = relaxation.lagrangian.bound_if_used()
        self.ranked: Positions = np.argsort(-self.bound_if_used, kind="stable")

    def chosen(self, incumbent: Incumbent, most: int) -> tuple[Bools, float]:
        """Every column that reduced-cost fixing leaves, or the `most` most promising where these are too many.

        And a bound on every solution that uses another column as well, minus infinity where there is none.
        """
        mip, x = self.mip, incumbent.x
        auxiliary = mip.is_auxiliary
        chosen = auxiliary | (mip.lower > 0)
        if x is not None:
            chosen |= (x > 0) | (self.bound_if_used > incumbent.least_better)
        else:
            chosen[:] = True
        if int(chosen.sum()) > most:
            chosen = auxiliary | (self.relaxation.x > 0) | (mip.lower > 0)
            chosen[self.ranked[:most]] = True
            if x is not None:
                chosen |= x > 0
        return chosen, float(self.bound_if_used[~chosen].max(initial=-math.inf))
