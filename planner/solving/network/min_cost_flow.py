"""Min-cost flow: the exact optimum of a MIP whose binding limits are nested, with prices that prove it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from planner.formulation import MIP
from planner.schema.arrays import Bools, Values, Whole
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT, best_by_class, lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_of

# The solver multiplies costs by the number of nodes; beyond this it would overflow.
LARGEST_COST = 2.0**60


def flow(mip: MIP, goal: Values) -> Relaxation | None:
    """The integral optimum of a MIP that is a network, with row prices whose Lagrangian bound equals it; else None.

    A MIP is a network if every column, with coefficient 1, is in at most one row of one_main, and its other rows are
    nested (a slot within its employer). Rows that cannot bind do not count. A MIP that demands anything is none. The
    price of a row that lies within no other is the smallest optimal one: what one more unit gains.
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
    return Relaxation(x, prices, lagrangian_bound(mip, goal, prices), float(goal @ x), everything)


@dataclass(frozen=True)
class _Network:
    """The flow network: arcs from people (columns of one GUB row) through nested rows to the sink.

    By arc, in the order of people: `columns` (its position in the MIP), `person`, `row` (the innermost), and `gain` in
    whole units of 1 / `factor`. By row: `rows` (its position in the MIP), `around` (the row it lies in; the sink has
    the number after the last row), and `limit`. `shut_rows` have limit 0; their columns are not in the network.
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

    def cheapest(self) -> Bools | None:
        """The arcs of a flow with the greatest sum of gains; None where the solver finds no optimum."""
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

    def prices(self, taken: Bools) -> Whole:
        """The smallest optimal row prices, in whole units of 1 / factor, at least 0.

        `worth` of a row is the gain from one more unit of it and of every row around it: a longest path in the residual
        network. Along it, somebody without a place enters, or somebody leaves another place, whose worth is gained. As
        in Bellman-Ford, only people whose place has changed in worth are looked at again.
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

    def _used(self, taken: Bools) -> Whole:
        """The units used of each row."""
        sink = len(self.rows)
        used, at = np.zeros(sink, dtype=np.int64), self.row[taken]
        while len(at := at[at < sink]):
            used += np.bincount(at, minlength=sink)
            at = self.around[at]
        return used

    def _level(self, worth: Whole, has_room: Bools) -> None:
        """Raise `worth` in place: each row to the row around it, and that one to every inner row that has room."""
        sink, inner = len(self.rows), np.flatnonzero(self.around < len(self.rows))
        roomy = inner[has_room[inner]]
        while len(inner):
            before = worth.copy()
            np.maximum.at(worth, self.around[roomy], worth[roomy])
            worth[:sink] = np.maximum(worth[:sink], worth[self.around])
            if np.array_equal(worth, before):
                break


def _spans(first: Whole, last: Whole) -> tuple[Whole, Whole]:
    """The ranges `first` to `last` (excluded), one after the other, and the length of each."""
    each = last - first
    begins = np.cumsum(each) - each
    return np.arange(each.sum()) + np.repeat(first - begins, each), each


def _network(mip: MIP, goal: Values) -> _Network | None:
    """The flow network of a MIP; None where the MIP is not a network."""
    matrix, upper = mip.matrix, mip.row_upper
    if mip.lower.any() or (mip.upper > 1).any():
        return None
    of_row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    size = np.bincount(of_row, weights=matrix.data * (matrix.data > 0), minlength=len(upper))
    least = np.bincount(of_row, weights=matrix.data * (matrix.data < 0), minlength=len(upper))
    is_class = mip.constraints == GUB_CONSTRAINT
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
    """The number of each column's person, from 0 without gaps; a column in no GUB row is a person of its own."""
    if np.bincount(column, minlength=count).max(initial=0) > 1:
        return None
    of_class = np.full(count, -1, dtype=np.int64)
    of_class[column] = row
    alone = np.flatnonzero(of_class < 0)
    of_class[alone] = of_class.max(initial=-1) + 1 + np.arange(len(alone))
    return _numbered(of_class)[1]


def _nested(row: Whole, column: Whole, columns: int) -> tuple[Whole, Whole, Whole] | None:
    """The rows by position, the row around each, and the innermost row of each column, both numbered among those rows.

    The sink is around all rows and has the last number. None where two rows overlap and neither lies within the other.
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
    # Rows are nested if all columns of a row have the same next larger row.
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
    """A power of ten that makes gains whole, or the greatest that the solver's arithmetic has room for."""
    most = LARGEST_COST / (nodes * max(float(gain.max(initial=0.0)), 1e-12))
    return int(min(scale_of(gain), 10 ** max(math.floor(math.log10(most)), 0)))


def _opening_gains(mip: MIP, goal: Values, prices: Values, network: _Network) -> Values:
    """Prices of rows with limit 0: the most by which one of their columns is better than its person's best now."""
    part = mip.matrix[network.shut_rows]
    lagrangian = lagrangian_bound(mip, goal, prices)
    is_shut = np.zeros(mip.num_columns, dtype=bool)
    is_shut[part.indices] = True
    # The last is that of columns in no class.
    best = best_by_class(lagrangian.class_of, lagrangian.reduced, len(lagrangian.best) + 1, ~is_shut)
    more = np.maximum(lagrangian.reduced - best[lagrangian.class_of], 0.0)
    gains = np.zeros(len(network.shut_rows))
    np.maximum.at(gains, np.repeat(np.arange(len(gains)), np.diff(part.indptr)), more[part.indices])
    return gains
