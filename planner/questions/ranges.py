"""Differences of two best outcomes, as ranges: both weeks are solved, and the bounds of both count."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from planner.formulation import Name
from planner.instance import Instance
from planner.schema.arrays import Bools, Counts, Positions, Values
from planner.solving import Resolving, outcome_prices

# A difference known to within this is told as one figure.
EXACT = 1e-4
# The week itself is solved once, and may take so many times the seconds of a solve.
LONGER = 10.0

Known = Literal["resolved", "bound", "about", "no_step", "demanded"]


@dataclass(frozen=True)
class PriceRange:
    """A difference of two best outcomes, between `low` and `high` (infinite where no bound is known).

    How it is known: *resolved*: both weeks were solved. *bound*: bounds alone tell it, or the best plan leaves the step
    unused. *about*: neither; only these limits of it are known. The other two are no
    difference, and have NaN: *no_step*: facts leave no whole step to take away. *demanded*: without the step, pins or
    minimums of groups cannot hold.
    """

    low: float
    high: float
    known: Known

    @property
    def is_exact(self) -> bool:
        """Whether it is one figure."""
        return self.high - self.low <= EXACT

    @property
    def is_possible(self) -> bool:
        """Whether it is a difference at all."""
        return self.known not in {"no_step", "demanded"}

    @property
    def middle(self) -> float:
        """What it is ordered by: the middle, or `low` where there is no upper limit, or nothing."""
        if not self.is_possible:
            return 0.0
        return (self.low + self.high) / 2 if math.isfinite(self.high) else self.low


NO_STEP, DEMANDED = PriceRange(math.nan, math.nan, "no_step"), PriceRange(math.nan, math.nan, "demanded")
NO_DIFFERENCE = PriceRange(0.0, 0.0, "bound")


def spanned(ranges: list[PriceRange]) -> PriceRange:
    """From the least to the greatest of some ranges that were solved."""
    return PriceRange(min(one.low for one in ranges), max(one.high for one in ranges), "resolved")


class Solved:
    """The best outcome of a week, beside which changed weeks are solved.

    The week itself may take LONGER times the seconds of a solve. The plan that `resolving` starts from must keep the
    week's limits; `bound` is a bound on every plan that is known already.
    """

    def __init__(self, resolving: Resolving, bound: float = math.inf) -> None:
        self.instance = resolving.instance
        seconds = LONGER * resolving.seconds
        found = replace(resolving, seconds=seconds).best()
        self.chosen: Positions = resolving.chosen if found.chosen is None else found.chosen
        self.value = resolving.value if found.chosen is None else found.value
        self.prices = outcome_prices(resolving, seconds)
        self.bound = max(min(found.bound, self.prices.bound, bound), self.value)
        # Changed weeks are solved from the best plan, and relaxed from its prices.
        self.resolving = replace(resolving, chosen=self.chosen, duals=self.prices.duals)

    def with_worth_of(self, instance: Instance) -> Solved:
        """The same candidates with other worth, solved."""
        return Solved(self._beside(instance))

    def most_gained(self, rises: Mapping[Name, float]) -> float:
        """What rows of higher limits (by how much) cannot exceed, by the duals of the week alone."""
        return max(self.prices.bound + self._rise(rises) - self.value, 0.0)

    def least_lost(self, falls: Mapping[Name, float]) -> float:
        """What rows of lower limits (by how much, below 0) cost at least, by the duals of the week alone."""
        return max(self.value - self.prices.bound - self._rise(falls), 0.0)

    def _rise(self, changes: Mapping[Name, float]) -> float:
        return sum(self.prices.duals.get(name, 0.0) * change for name, change in changes.items())

    def gain(self, changed: Instance, most: float = math.inf) -> PriceRange:
        """What a week with more room brings: never less than nothing, nor more than `most`."""
        more = self._beside(changed).best()
        low = max(more.value - self.bound, 0.0)
        return PriceRange(low, max(min(more.bound - self.value, most), low), "resolved")

    def loss(self, changed: Instance, known: PriceRange) -> PriceRange:
        """What a week with less room costs, within what is known of it."""
        less = self._beside(changed).best()
        if less.is_impossible:
            return DEMANDED
        low = max(self.value - less.bound, known.low)
        return PriceRange(low, max(min(self.bound - less.value, known.high), low), "resolved")

    def _beside(self, instance: Instance) -> Resolving:
        is_column = instance.candidates["is_column"].to_numpy()
        return replace(self.resolving, instance=instance, chosen=self.chosen[is_column[self.chosen]])

    @cached_property
    def used_places(self) -> Counts:
        """By slot, the places that the best plan takes."""
        slots = self.instance.candidates["slot"].to_numpy()[self.chosen]
        return np.bincount(slots, minlength=len(self.instance.slots))

    def unused(self, name: Name) -> float:
        """What the best plan leaves of a row's limit."""
        return float(self._unused[self._rows[name]])

    def is_in(self, names: Sequence[Name]) -> Bools:
        """Which of the best plan's proposals are in some of these rows."""
        mip = self.resolving.mip
        rows = mip.matrix[[self._rows[name] for name in names]]
        entries = abs(rows[:, mip.positions("x", self.chosen)])
        return np.asarray(entries.sum(axis=0)).ravel() > 0

    @cached_property
    def _rows(self) -> dict[Name, int]:
        return {name: row for row, name in enumerate(self.resolving.mip.names)}

    @cached_property
    def _unused(self) -> Values:
        mip = self.resolving.mip
        x = np.zeros(mip.num_columns)
        x[mip.positions("x", self.chosen)] = 1.0
        unused: Values = mip.row_upper - mip.matrix @ x
        return unused
