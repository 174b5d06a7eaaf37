"""The small MIP of a week's demands: the columns that pins and group minimums touch; each limit can be lifted.

People whom no demand asks for can be left out of any plan. So the small MIP is feasible exactly where the whole MIP is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from planner.formulation import MIP, Name
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.decomposition.components import part_of
from planner.solving.relaxation.lagrangian import binding
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.cp_sat import SearchResult, search
from planner.solving.search.restricted_mip import restricted

# Among several irreducible sets of limits, the one whose constraints come first here is named.
PREFERRED = (
    "one_main", "person_shifts", "person_hours", "employer_people", "employer_approaches", "supervisor_support",
    "caseworker_starts",
    "slot_places", "path_places", "module_seats", "funding_budget", "funding_pace", "decisions",
)  # fmt: skip
SLOT_CONSTRAINT = "slot_places"
OF_PEOPLE = frozenset({"one_main", "person_shifts", "person_hours"})


def demands_of(mip: MIP) -> list[int]:
    """Rows that demand something: pins and group minimums."""
    return np.flatnonzero(mip.row_lower > 0).tolist()


@dataclass(frozen=True)
class Small:
    """The columns that some demands and the minimums of their slots touch, and the rows on them, by their kind.

    `loose` has the rows in their own units, `mip` the same rows tightened. Positions of rows: `demands`; `limits`,
    those preferred first; `ties`, which always stay and are none of the limits: the linking rows `links` (a person may
    take a slot with a minimum only where it runs), and what people can do whom none of the pins names, which is given
    as gates are. A slot's minimum and its places are separate rows here. `columns`: where the columns stand in the MIP
    that this is a part of.
    """

    loose: MIP
    columns: Positions = field(repr=False)
    mip: MIP = field(init=False, repr=False)
    demands: Positions = field(init=False)
    limits: Positions = field(init=False)
    ties: Positions = field(init=False)
    links: Positions = field(init=False)

    def __post_init__(self) -> None:
        upper = np.ones(self.loose.num_columns)
        mip = replace(scale_rows(self.loose).mip, upper=upper)
        can_bind = binding(mip.matrix, (mip.row_lower, mip.row_upper), (upper * 0, upper)) & _can_be_short(mip)
        kinds = np.array([kind_of(name) for name in mip.names], dtype=object)
        pinned = {key[1] for constraint, key in mip.names if constraint == "decisions" and key[0] == "pin"}
        is_given = np.array([name[0] in OF_PEOPLE and name[1][0] not in pinned for name in mip.names], dtype=bool)
        is_demand, is_link = mip.row_lower > 0, kinds == "tie"
        is_tie = is_link | (is_given & can_bind)
        limits = np.flatnonzero(~is_demand & ~is_tie & can_bind).tolist()
        limits.sort(key=lambda row: (_preference(str(kinds[row])), row))
        parts = {"mip": mip, "demands": np.flatnonzero(is_demand), "ties": np.flatnonzero(is_tie)}
        more = {"limits": np.array(limits, dtype=np.int64), "links": np.flatnonzero(is_link)}
        for name, value in {**parts, **more}.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, mip: MIP, demands: Sequence[int]) -> Self:
        """The small MIP of some demands (rows) of a MIP."""
        columns = _touched(mip, demands)
        kept = np.zeros(len(mip.names), dtype=bool)
        kept[np.unique(mip.matrix.tocsc()[:, columns].indices)] = True
        kept[demands_of(mip)] = False
        kept[list(demands)] = True
        rows = np.flatnonzero(kept)
        return cls(_untied(part_of(mip, columns, rows, mip.row_lower[rows], mip.row_upper[rows])), columns)

    def apart(self) -> list[Small]:
        """The parts that share no row which can bind, each with at least one demand."""
        rows = np.sort(np.concatenate([self.ties, self.limits, self.demands]))
        part, count = self.loose.matrix[rows], self.loose.num_columns
        at = np.repeat(np.arange(len(rows)), np.diff(part.indptr)) + count
        size = count + len(rows)
        graph = sparse.csr_matrix((np.ones(len(at), dtype=bool), (part.indices, at)), shape=(size, size))
        label = csgraph.connected_components(graph, directed=False)[1]
        of_row = label[count:]
        mip, parts = self.loose, []
        for one in dict.fromkeys(of_row[np.isin(rows, self.demands)].tolist()):
            own, columns = rows[of_row == one], np.flatnonzero(label[:count] == one)
            parts.append(
                Small(part_of(mip, columns, own, mip.row_lower[own], mip.row_upper[own]), self.columns[columns])
            )
        return parts

    def found(self, limits: Positions, demands: Positions, run: SearchRun, goal: Values | None = None) -> SearchResult:
        """The result of a search with these limits and demands alone."""
        rows = np.sort(np.concatenate([self.ties, limits, demands]))
        every = np.arange(self.mip.num_columns)
        part = part_of(self.mip, every, rows, self.mip.row_lower[rows], self.mip.row_upper[rows])
        goal = np.zeros(self.mip.num_columns) if goal is None else goal
        return search(restricted(part, goal, np.ones(len(goal), dtype=bool)), None, run)

    def within(self, x: Values, num_columns: int) -> Values:
        """A solution of this MIP, extended to one of so many columns."""
        whole = np.zeros(num_columns)
        whole[self.columns] = x
        return whole


def _touched(mip: MIP, demands: Sequence[int]) -> Positions:
    """The demands' columns, the variables `runs` of their slots, and all other columns of slots with a minimum."""
    wanted = np.zeros(mip.num_columns, dtype=bool)
    wanted[np.unique(mip.matrix[list(demands)].indices)] = True
    declared = mip.is_auxiliary
    by_column = mip.matrix.tocsc()
    rows = np.unique(by_column[:, np.flatnonzero(wanted)].indices)
    wanted[np.unique(mip.matrix[rows].indices)] |= declared[np.unique(mip.matrix[rows].indices)]
    rows = np.unique(by_column[:, np.flatnonzero(wanted & declared)].indices)
    wanted[np.unique(mip.matrix[rows].indices)] = True
    return np.flatnonzero(wanted)


def _can_be_short(mip: MIP) -> Bools:
    """The rows whose upper limit can be too low for what demands and the minimums of slots need.

    A solution from which nobody can be left out has no more people than these ask for. Each asks for so many of its
    columns, at worst those that take most of a row.
    """
    kinds = np.array([kind_of(name) for name in mip.names], dtype=object)
    is_minimum = kinds == "minimum"
    asking = np.flatnonzero(is_minimum | (mip.row_lower > 0))
    own = mip.matrix[asking].tocoo()
    least = np.where(is_minimum[asking], 0.0, mip.row_lower[asking])
    np.maximum.at(least, own.row, -own.data)  # the coefficient of `runs`
    who, column = own.row[own.data > 0], own.col[own.data > 0]
    by_column = mip.matrix.tocsc()
    first, count = by_column.indptr[column], np.diff(by_column.indptr)[column]
    at = np.arange(count.sum()) + np.repeat(first - (np.cumsum(count) - count), count)
    pairs, where = np.unique(
        np.repeat(who, count).astype(np.int64) * len(kinds) + by_column.indices[at], return_inverse=True
    )
    takes = np.zeros(len(pairs))
    np.maximum.at(takes, where, by_column.data[at])
    most = np.bincount(pairs % max(len(kinds), 1), least[pairs // max(len(kinds), 1)] * takes, minlength=len(kinds))
    lowest = np.zeros(len(kinds))
    every = mip.matrix.tocoo()
    np.minimum.at(lowest, every.row, every.data)
    return np.asarray((lowest < 0) | np.isinf(mip.row_upper) | (most > mip.row_upper))


def _untied(part: MIP) -> MIP:
    """The MIP with the places of a slot with a minimum as a plain limit, not as a multiple of `runs`."""
    matrix, upper = part.matrix.tolil(), part.row_upper.copy()
    for row in [row for row, name in enumerate(part.names) if kind_of(name) == "open"]:
        for column in part.matrix[row].indices.tolist():
            if column >= len(part.candidates):
                upper[row] = -part.matrix[row, column]
                matrix[row, column] = 0.0
    return replace(part, matrix=sparse.csr_matrix(matrix), row_upper=upper)


def kind_of(name: Name) -> str:
    """The constraint of a row; for a slot with a minimum, which of its rows it is: minimum, open or tie (linking)."""
    constraint, key = name
    if constraint == SLOT_CONSTRAINT and key[1] in {"minimum", "open", "person"}:
        return {"person": "tie"}.get(key[1], key[1])
    return constraint


def _preference(kind: str) -> int:
    kind = SLOT_CONSTRAINT if kind in {"minimum", "open"} else kind
    return PREFERRED.index(kind) if kind in PREFERRED else len(PREFERRED)
