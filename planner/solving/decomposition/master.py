"""The master LP of Dantzig-Wolfe decomposition: from what components do at some prices, better prices and shares.

Each component has answered prices of the coupling rows with values and uses of these rows. The master combines the
answers of each component, so that the uses together keep the limits and the value is greatest: its duals are new
prices, and the combined uses are each component's share. The new prices stay in a box around the best ones so far (the
boxstep method), since those of a master with few answers jump.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse

from planner.schema.arrays import Positions, Values
from planner.solving.highs.client import HighsClient


class Combined(NamedTuple):
    """What a master gives: prices by coupling row, a weight for each answer, and the value of the combination."""

    prices: Values
    weights: Values
    value: float


class Master:
    """The answers of all components so far; `lower` and `upper` are the limits of the coupling rows."""

    def __init__(self, lower: Values, upper: Values) -> None:
        self.lower, self.upper = lower, upper
        self._component: list[int] = []
        self._value: list[float] = []
        self._use: list[Values] = []

    def add(self, component: int, value: float, use: Values) -> None:
        """Another answer of a component: its value, and its use by coupling row."""
        self._component.append(component)
        self._value.append(value)
        self._use.append(use)

    @property
    def component(self) -> Positions:
        """The component of each answer."""
        return np.array(self._component, dtype=np.int64)

    def combined(self, client: HighsClient, best: Values, width: Values) -> Combined | None:
        """Combine the answers, with prices no further from the `best` than `width`; None where that is not solved.

        A row may be exceeded at the highest price in the box, and left unused at the lowest, so that there is always a
        combination. Raises WorkerLost.
        """
        component, count, rows = self.component, len(self._value), len(best)
        shape = int(component.max()) + 1, count + 2 * rows
        convex = sparse.csr_matrix((np.ones(count), (component, np.arange(count))), shape=shape)
        used = np.array(self._use).T.reshape(rows, count)
        shared = sparse.csr_matrix(np.hstack([used, -np.identity(rows), np.identity(rows)]))
        matrix = sparse.vstack([shared, convex], format="csr")
        lowest, highest = self.of_right_sign(best - width), self.of_right_sign(best + width)
        goal = np.concatenate([self._value, -highest, lowest])
        ones = np.ones(convex.shape[0])
        limits = (
            np.concatenate([self.lower, ones]), np.concatenate([self.upper, ones]),
            np.zeros(len(goal)), np.full(len(goal), np.inf),
        )  # fmt: skip
        found = client.load(matrix, goal, limits)
        if found.x is None:
            return None
        return Combined(self.of_right_sign(found.prices[:rows]), found.x[:count], found.value)

    def of_right_sign(self, prices: Values) -> Values:
        """Prices, with 0 in place of those below 0 of rows with no lower limit, and above 0 of rows with no upper one.

        HiGHS gives such prices within its tolerance; however small, they would bound nothing.
        """
        lowest = np.where(np.isinf(self.lower), 0.0, -np.inf)
        return np.asarray(np.clip(prices, lowest, np.where(np.isinf(self.upper), 0.0, np.inf)))

    def shares(self, weights: Values, most: Values) -> Values:
        """Each component's share of the coupling rows (a line each): its combined use, fitted to the limits.

        Where the uses together exceed a limit, or leave some of it, each share is moved in proportion to its size; or
        where there is no use at all, to the `most` that a component could use (shaped as the shares).
        """
        shares = np.zeros(most.shape)
        np.add.at(shares, self.component, weights[:, None] * np.array(self._use))
        together, sizes = shares.sum(axis=0), abs(shares)
        sizes = np.where(sizes.any(axis=0), sizes, most)
        size = sizes.sum(axis=0)
        limit = np.where(np.isinf(self.upper), self.lower, self.upper)
        moved = np.where(size > 0, (limit - together) / np.where(size > 0, size, 1.0), 0.0)
        return np.asarray(shares + sizes * moved)
