"""Decomposition: the connected components of a MIP, and a bound where a few long rows couple them.

Components are labour markets that share no limit. Coupling rows are relaxed with their prices (a Lagrangian bound).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from planner.formulation import MIP
from planner.schema.arrays import Positions, Values
from planner.schema.solver_parameters import SolverParameters
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT, binding, lagrangian_bound, of_right_sign
from planner.solving.run import SearchRun

# The other components are solved only if the first one's proved bound is lower than the relaxation's by this share.
LEAST_GAIN = 1e-4

DEFAULTS = SolverParameters()


class Ended(Protocol):
    """The result of solving a component: a bound on all its solutions."""

    @property
    def bound(self) -> float: ...  # noqa: D102 - see above


SolveOne = Callable[[MIP, Values, Values | None, SearchRun, HighsClient], Ended]


@dataclass(frozen=True)
class Component:
    """Columns that share no limit with any other column, and the rows on them: positions, ascending."""

    columns: Positions = field(repr=False)
    rows: Positions = field(repr=False)

    def mip(self, whole: MIP) -> MIP:
        """The component as a MIP of its own."""
        return part_of(whole, self.columns, self.rows, whole.row_lower[self.rows], whole.row_upper[self.rows])


# Components, and the rows that couple them.
Coupled = tuple[list[Component], Positions]


def components(mip: MIP, parameters: SolverParameters = DEFAULTS) -> list[Component]:
    """The independent components of a MIP: their optima add up to its own. A single one where it has no such parts.

    Rows that cannot bind join nothing and are in no component.
    """
    rows = _binding(mip)
    label = _labels(mip, rows)
    if not _is_apart(np.bincount(label), parameters):
        label = np.zeros_like(label)
    return _components(mip, rows, label, parameters)


def coupled_components(mip: MIP, parameters: SolverParameters = DEFAULTS) -> Coupled:
    """The components of a MIP without its coupling rows, and these rows.

    Among the longest rows, the shortest first, a row is a coupling row if keeping it would join most of the MIP into
    one component. Where there are none, or the MIP does not fall apart without them: one component and no row.
    """
    rows = _binding(mip)
    length = np.diff(mip.matrix.indptr)[rows]
    most = min(parameters.most_coupling_rows, int(parameters.coupling_rows_share * len(rows)))
    longest = rows[np.argsort(length, kind="stable")[len(rows) - most :]]
    label = _labels(mip, np.setdiff1d(rows, longest))
    coupling = []
    for row in longest:
        joined = np.unique(label[mip.matrix[row].indices])
        number = np.arange(int(label.max(initial=0)) + 1)
        number[joined] = joined.min(initial=len(number))
        if not _is_apart(np.bincount(number[label]), parameters):
            coupling.append(row)
        else:
            label = number[label]
    if not coupling or not _is_apart(np.bincount(label), parameters):
        return _components(mip, rows, np.zeros_like(label), parameters), np.array([], dtype=np.int64)
    return _components(mip, np.setdiff1d(rows, coupling), label, parameters), np.sort(
        np.array(coupling, dtype=np.int64)
    )


def part_of(mip: MIP, columns: Positions, rows: Positions, row_lower: Values, row_upper: Values) -> MIP:
    """The MIP of some columns and rows (positions, ascending), with limits of its own."""
    keys, offsets, count = {}, {}, 0
    for kind, own in mip.keys.items():
        first = mip.offsets[kind]
        keys[kind] = own[columns[(columns >= first) & (columns < first + len(own))] - first]
        offsets[kind] = count
        count += len(keys[kind])
    return MIP(
        keys, offsets, mip.lower[columns], mip.upper[columns], mip.is_integer[columns],
        mip.matrix[rows][:, columns].tocsr(), row_lower, row_upper, tuple(mip.names[row] for row in rows),
    )  # fmt: skip


def in_turn(parts: Sequence[Component], run: SearchRun) -> Iterator[tuple[int, SearchRun]]:
    """The components, the smallest first, each with a share of the budget in proportion to its columns.

    On the clock, time that one leaves is shared by those after it; of a counted budget nothing passes on.
    """
    size = np.array([len(part.columns) for part in parts], dtype=float)
    total = max(float(size.sum()), 1.0)
    left = total
    for number in np.argsort(size, kind="stable").tolist():
        budget = run.budget.share(size[number] / total, left / total)
        left = max(left - size[number], 1.0)
        yield number, run.having(budget)


def bound_by_component(  # noqa: PLR0913, PLR0917 - a MIP, what is known of it, a budget and who solves the components
    mip: MIP, goal: Values, coupled: Coupled, relaxation: Relaxation, run: SearchRun, client: HighsClient,
    *, solve: SolveOne,
) -> float:  # fmt: skip
    """A Lagrangian bound: the coupling rows are relaxed at the relaxation's prices, and each component is then solved.

    It is never above the relaxation's bound, and below it where a component's proved bound is lower than its part of
    the relaxation's. If that is not so for the first component, the others are not solved.
    """
    parts, coupling = coupled
    prices = of_right_sign(mip, relaxation.prices)[coupling]
    if len(parts) == 1:
        return relaxation.bound
    paid = goal - mip.matrix[coupling].T @ prices
    up, down = prices > 0, prices < 0
    bound = prices[up] @ mip.row_upper[coupling[up]] + prices[down] @ mip.row_lower[coupling[down]]
    is_first = True
    first = run.parameters.coupled_first_share * run.budget.seconds  # the first one decides whether to go on
    for number, own in in_turn(parts, run):
        part = parts[number]
        sub, worth = part.mip(mip), paid[part.columns]
        if is_first and own.budget.seconds < first < math.inf:
            own = own.having(run.budget.within(first))  # noqa: PLW2901 - it may take longer than its share
        proved = solve(sub, worth, None, own, client).bound
        thought = lagrangian_bound(sub, worth, relaxation.prices[part.rows]).bound
        if is_first and proved > thought - LEAST_GAIN * max(abs(thought), 1.0):
            return relaxation.bound
        is_first = False
        bound += proved
    return min(float(bound), relaxation.bound)


def _binding(mip: MIP) -> Positions:
    """Rows that can bind, and all of one_main, since the Lagrangian bound needs them."""
    limits, bounds = (mip.row_lower, mip.row_upper), (mip.lower, mip.upper)
    return np.flatnonzero((mip.constraints == GUB_CONSTRAINT) | binding(mip.matrix, limits, bounds))


def _labels(mip: MIP, rows: Positions) -> Positions:
    """For each column, the number of its connected component in the graph that some rows span."""
    part = mip.matrix[rows]
    count = mip.num_columns + len(rows)
    at = np.repeat(np.arange(len(rows)), np.diff(part.indptr)) + mip.num_columns
    graph = sparse.csr_matrix((np.ones(len(at), dtype=bool), (part.indices, at)), shape=(count, count))
    return np.asarray(csgraph.connected_components(graph, directed=False)[1][: mip.num_columns], dtype=np.int64)


def _is_apart(sizes: Positions, parameters: SolverParameters) -> bool:
    is_split = bool(sizes.max(initial=0) <= parameters.largest_component_share * sizes.sum())
    return is_split and int(sizes.sum()) > parameters.least_component_columns


def _components(mip: MIP, rows: Positions, label: Positions, parameters: SolverParameters) -> list[Component]:
    """Components by the labels of columns, small ones put together; rows without a column are in the first."""
    sizes, least = np.bincount(label), parameters.least_component_columns
    small = np.flatnonzero((sizes > 0) & (sizes < least))
    bin_of = np.arange(len(sizes))
    bin_of[small] = len(sizes) + np.cumsum(sizes[small]) // least
    names, own = np.unique(bin_of[label], return_inverse=True)
    part = mip.matrix[rows]
    of_row = np.zeros(len(rows), dtype=np.int64)
    filled = np.diff(part.indptr) > 0
    of_row[filled] = own[part.indices[part.indptr[:-1][filled]]]
    return [Component(np.flatnonzero(own == number), rows[of_row == number]) for number in range(max(len(names), 1))]
