"""Networks: where the limits that can bind nest in one another, min-cost flow finds the optimum and prices prove it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from planner.formulation import MIP
from planner.solving.bound import CLOSED_CONSTRAINT, closed
from planner.solving.relaxation import Relaxation
from planner.solving.search import scale_of

# The solver multiplies costs by the number of nodes; beyond this it would overflow.
LARGEST_COST = 2.0**60

Whole = NDArray[np.int64]
Values = NDArray[np.float64]


def flow(mip: MIP, goal: Values) -> Relaxation | None:
    """The optimum of a MIP that is a network, whole in `x`, with row prices whose bound meets it.

    A network: each column stands, with coefficient 1, in at most one row of one_main, and the other rows it stands in
    lie one within the other (a slot within its employer). Rows that cannot bind do not count. None for any other
    MIP, above all where something is demanded. In a row that lies in no other the price is the smallest optimal
    one: what one more unit gains.
    """
    network = _network(mip, goal)
    if network is None:
        return None
    taken = network.cheapest()
    if taken is None:
        return None
    x = np.zeros(mip.num_columns)
    x[network.columns[taken]] = 1.0
    prices = np.zeros(len(mip.names))
    prices[network.rows] = network.prices(taken) / network.factor
    prices[network.shut_rows] = _opening_gains(mip, goal, prices, network)
    everything = np.ones(mip.num_columns, dtype=bool)
    return Relaxation(x, prices, closed(mip, goal, prices), float(goal @ x), everything)


@dataclass(frozen=True)
class _Network:
    """Arcs from people (classes of columns) over nested rows to the sink; the sink is the last of the rows.

    By arc, in the order of people: its column in the MIP, person, innermost row, and gain in whole units of
    1 / factor. By row, the sink left out: its position in the MIP, the row around it, its limit. `shut_rows`
    are those with limit 0, which take their columns out of the network.
    """

    columns: Whole
    person: Whole
    row: Whole
    gain: Whole
    factor: int
    num_people: int
    rows: Whole
    around: Whole
    limit: Whole
    shut_rows: Whole

    def cheapest(self) -> NDArray[np.bool_] | None:
        """The arcs that the greatest sum of gains takes; None where the solver gives up."""
        people, rows = np.arange(self.num_people), np.arange(len(self.rows))
        sink = self.num_people + len(self.rows)
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            np.concatenate([self.person, people, self.num_people + rows]).astype(np.int32),
            np.concatenate([self.num_people + self.row, np.full(self.num_people, sink), self.num_people + self.around])
            .astype(np.int32),
            np.concatenate([np.ones(len(self.person) + self.num_people, dtype=np.int64), self.limit]),
            np.concatenate([-self.gain, np.zeros(self.num_people + len(rows), dtype=np.int64)]),
        )  # fmt: skip
        solver.set_nodes_supplies(np.append(people, sink), np.append(np.ones_like(people), -self.num_people))
        if solver.solve() != solver.OPTIMAL:
            return None
        return np.asarray(solver.flows(arcs[: len(self.person)]) > 0)

    def prices(self, taken: NDArray[np.bool_]) -> Whole:
        """The smallest optimal row prices, whole units of 1 / factor, at least 0.

        What one more unit would gain in a row and all around it is the longest way from the sink: somebody without a
        place enters, or somebody gives up theirs, which is worth what one more unit is worth there. Only people whose
        worth has changed are looked at again.
        """
        sink = len(self.rows)
        worth = np.zeros(sink + 1, dtype=np.int64)
        place, given_up = np.full(self.num_people, -1), np.zeros(self.num_people, dtype=np.int64)
        place[self.person[taken]] = self.row[taken]
        given_up[self.person[taken]] = self.gain[taken]
        first = np.searchsorted(self.person, np.arange(self.num_people + 1))
        has_room = self._used(taken) < self.limit
        changed = np.arange(self.num_people)
        while len(changed):
            before = worth.copy()
            loss = np.where(place[changed] < 0, 0, given_up[changed] - worth[place[changed]])
            arcs, each = _spans(first[changed], first[changed + 1])
            np.maximum.at(worth, self.row[arcs], self.gain[arcs] - np.repeat(loss, each))
            self._level(worth, has_room)
            changed = np.flatnonzero((worth > before)[place] & (place >= 0))
        return worth[:sink] - worth[self.around]

    def _used(self, taken: NDArray[np.bool_]) -> Whole:
        """The units used of each row."""
        sink = len(self.rows)
        used, at = np.zeros(sink, dtype=np.int64), self.row[taken]
        while len(at := at[at < sink]):
            used += np.bincount(at, minlength=sink)
            at = self.around[at]
        return used

    def _level(self, worth: Whole, has_room: NDArray[np.bool_]) -> None:
        """Raise, in place, a row to what is around it, and what is around a row with room to that row."""
        sink, inner = len(self.rows), np.flatnonzero(self.around < len(self.rows))
        roomy = inner[has_room[inner]]
        while len(inner):
            before = worth.copy()
            np.maximum.at(worth, self.around[roomy], worth[roomy])
            worth[:sink] = np.maximum(worth[:sink], worth[self.around])
            if np.array_equal(worth, before):
                break


def _spans(first: Whole, last: Whole) -> tuple[Whole, Whole]:
    """All whole numbers from each `first` to before each `last`, one after the other, and how many each has."""
    each = last - first
    begins = np.cumsum(each) - each
    return np.arange(each.sum()) + np.repeat(first - begins, each), each


def _network(mip: MIP, goal: Values) -> _Network | None:
    """The network that a MIP is; None where it is none."""
    matrix, upper = mip.matrix, mip.row_upper
    if mip.lower.any() or (mip.upper > 1).any():
        return None
    of_row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    size = np.bincount(of_row, weights=matrix.data * (matrix.data > 0), minlength=len(upper))
    least = np.bincount(of_row, weights=matrix.data * (matrix.data < 0), minlength=len(upper))
    is_class = mip.constraints == CLOSED_CONSTRAINT
    binds = (size > upper) | is_class
    if (mip.row_lower > least).any() or (is_class & (upper != 1)).any() or (upper[binds] < 0).any():
        return None
    at = binds[of_row]
    row, column = of_row[at], matrix.indices[at].astype(np.int64)
    if (matrix.data[at] != 1).any() or (upper[binds] != np.floor(upper[binds])).any():
        return None
    shut_rows = np.flatnonzero(binds & (upper == 0))
    is_open = (goal > 0) & (mip.upper == 1)
    is_open[column[upper[row] == 0]] = False
    columns = np.flatnonzero(is_open)
    of_column = np.cumsum(is_open) - 1
    at = is_open[column]
    row, column = row[at], of_column[column[at]]
    in_class = is_class[row]
    person = _people(row[in_class], column[in_class], len(columns))
    nested = None if person is None else _nested(row[~in_class], column[~in_class], len(columns))
    if person is None or nested is None:
        return None
    rows, around, innermost = nested
    gain, num_people = goal[columns], int(person.max(initial=-1)) + 1
    factor = _factor(gain, num_people + len(rows) + 1)
    order = np.argsort(person, kind="stable")
    return _Network(
        columns[order], person[order], innermost[order], np.round(gain[order] * factor).astype(np.int64), factor,
        num_people, rows, around, upper[rows].astype(np.int64), shut_rows,
    )  # fmt: skip


def _people(row: Whole, column: Whole, count: int) -> Whole | None:
    """The number of each column's person, from 0 without a break; a column of no class is a person of its own."""
    if np.bincount(column, minlength=count).max(initial=0) > 1:
        return None
    of_class = np.full(count, -1, dtype=np.int64)
    of_class[column] = row
    alone = np.flatnonzero(of_class < 0)
    of_class[alone] = of_class.max(initial=-1) + 1 + np.arange(len(alone))
    return _numbered(of_class)[1]


def _nested(row: Whole, column: Whole, columns: int) -> tuple[Whole, Whole, Whole] | None:
    """Rows by position, the row around each, and the innermost row of each column, numbered among those rows.

    The sink, around all, has the last number. None where two rows overlap and neither lies within the other.
    """
    used, row = _numbered(row)
    size = np.bincount(row, minlength=len(used))
    rank = np.empty(len(used), dtype=np.int64)
    rank[np.argsort(size, kind="stable")] = np.arange(len(used))
    order = np.argsort(column * len(used) + rank[row])
    row, column = row[order], column[order]
    is_last = np.r_[column[1:] != column[:-1], np.ones(min(len(column), 1), dtype=bool)]
    following = np.where(is_last, len(used), np.roll(row, -1))
    around = np.full(len(used), -1, dtype=np.int64)
    around[row] = following
    # Rows nest where all columns of a row have the same next larger one.
    if not np.array_equal(around[row], following):
        return None
    innermost = np.full(columns, len(used), dtype=np.int64)
    is_first = np.r_[np.ones(min(len(column), 1), dtype=bool), column[1:] != column[:-1]]
    innermost[column[is_first]] = row[is_first]
    return used, around, innermost


def _numbered(values: Whole) -> tuple[Whole, Whole]:
    """The distinct values (at least 0), ascending, and where each of `values` stands among them."""
    is_there = np.zeros(values.max(initial=-1) + 1, dtype=bool)
    is_there[values] = True
    return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[values]


def _factor(gain: Values, nodes: int) -> int:
    """A power of ten that makes gains whole, exactly where the solver's arithmetic has room for it."""
    most = LARGEST_COST / (nodes * max(float(gain.max(initial=0.0)), 1e-12))
    return int(min(scale_of(gain), 10 ** max(math.floor(math.log10(most)), 0)))


def _opening_gains(mip: MIP, goal: Values, prices: Values, network: _Network) -> Values:
    """Prices of rows with limit 0: what the best of their columns would gain more than its person has now."""
    part = mip.matrix[network.shut_rows]
    closing = closed(mip, goal, prices)
    is_shut = np.zeros(mip.num_columns, dtype=bool)
    is_shut[part.indices] = True
    best = np.zeros(len(closing.best) + 1)  # the last: columns of no class
    np.maximum.at(best, closing.class_of[~is_shut], closing.reduced[~is_shut])
    best[-1] = 0.0
    more = np.maximum(closing.reduced - best[closing.class_of], 0.0)
    gains = np.zeros(len(network.shut_rows))
    np.maximum.at(gains, np.repeat(np.arange(len(gains)), np.diff(part.indptr)), more[part.indices])
    return gains
