"""Ways out of a clash: the smallest changes of pins, minimums and limits with which all demands hold.

Each lever is an integer column that moves its rows (an elastic MIP). The least number of steps is sought with all
levers, with those of each kind alone, and with each single lever that is part of every conflict. What comes out is
confirmed by solving the week's small MIP again with the changed limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from planner.formulation import MIP, Name
from planner.schema.arrays import Bools
from planner.schema.rows import INFINITY
from planner.solving.infeasibility.irreducible import LEAST_SPENT, Conflict, conflicts_in, found_within
from planner.solving.infeasibility.levers import (
    LOWERING,
    UNITS_PER_STEP,
    CellKey,
    Lever,
    LeverFacts,
    cell_of,
    levers_of,
)
from planner.solving.infeasibility.small import Small
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.cp_sat import search
from planner.solving.search.restricted_mip import restricted

WAY_SECONDS = 4.0


@dataclass(frozen=True)
class Moved:
    """A lever and by how many of its units it is moved."""

    lever: Lever
    units: int

    @property
    def cell(self) -> CellKey:
        """The cell that is changed."""
        return self.lever.cell

    @property
    def amount(self) -> float:
        """The change of the cell: the units as an amount."""
        return round(self.units * self.lever.unit, 2)

    @property
    def steps(self) -> float:
        """The change in steps, as defined by UNITS_PER_STEP."""
        return self.units / UNITS_PER_STEP[self.lever.kind]


@dataclass(frozen=True)
class FoundWay:
    """One way out: changes that together make all demands hold; `is_least`: no fewer steps of these levers do."""

    changes: tuple[Moved, ...]
    is_least: bool

    @property
    def steps(self) -> float:
        """The steps of all changes together."""
        return sum(change.steps for change in self.changes)


@dataclass(frozen=True)
class Ways:
    """Conflicts that one change of the cheapest way of all can resolve together, and the ways out of them, ranked.

    `is_complete`: every search for a way ended in time.
    """

    conflicts: tuple[Conflict, ...]
    ways: tuple[FoundWay, ...]
    is_complete: bool


@dataclass(frozen=True)
class JoinedConflicts:
    """Conflicts of a small MIP that belong together: one change of the cheapest way out of everything resolves several.

    `first` has the changes of that way that concern them (None: none was found in time), `elsewhere` its other changes.
    """

    small: Small
    conflicts: tuple[Conflict, ...]
    first: FoundWay | None = None
    elsewhere: tuple[Moved, ...] = ()
    has_ended: bool = False


def grouped(small: Small, facts: LeverFacts, until: SearchRun, sooner: SearchRun) -> list[JoinedConflicts]:
    """The conflicts of a small MIP that has no solution, sought sooner, by what belongs together."""
    conflicts = conflicts_in(small, sooner)
    elastic = _Elastic(small, facts)
    best, has_ended = elastic.way(np.ones(len(elastic.levers), dtype=bool), until)
    if best is None or not elastic.holds(best.changes, until):
        return [JoinedConflicts(small, tuple(conflicts))]
    conflicts += _uncovered(small, best, conflicts, facts, until)
    return [
        JoinedConflicts(
            small,
            own,
            FoundWay(changes, best.is_least),
            tuple(change for change in best.changes if change not in changes),
            has_ended,
        )
        for own, changes in _together(best, conflicts)
    ]


def ways_out(group: JoinedConflicts, facts: LeverFacts, until: SearchRun) -> Ways:
    """The ways out of the conflicts of a group, each together with the changes that are made elsewhere.

    So each holds together with the first way of all other groups. They are ranked by steps, then by cells to change,
    kind and owner; but where there are other groups, the first stays the first.
    """
    first, conflicts, small = group.first, group.conflicts, group.small
    if first is None:
        return Ways(conflicts, (), is_complete=False)
    if until.is_over:
        return Ways(conflicts, (first,), is_complete=False)
    if group.elsewhere:
        small = _part_of(Small(changed_by(small.loose, group.elsewhere, facts), small.columns), conflicts)
    found, is_complete = {_by_cell(first): first}, group.has_ended
    elastic = _Elastic(small, facts, frozenset(change.cell for change in group.elsewhere))
    for among in _families(elastic.levers, conflicts):
        way, has_ended = elastic.way(among, until)
        is_complete &= has_ended
        if way is not None and _by_cell(way) not in found and elastic.holds(way.changes, until):
            found[_by_cell(way)] = way
    ways = [way for way in found.values() if not any(_is_within(other, way) for other in found.values())]
    place = {lever.cell: number for number, lever in enumerate(elastic.levers)}

    def rank(way: FoundWay) -> tuple[bool, float, int, list[int]]:
        cells = [place.get(one.cell, len(place)) for one in way.changes]
        return way is not first and bool(group.elsewhere), round(way.steps, 9), len(way.changes), cells

    return Ways(conflicts, tuple(sorted(ways, key=rank)), is_complete)


def _part_of(small: Small, conflicts: Sequence[Conflict]) -> Small:
    """The part of a small MIP with the demands of some conflicts; the whole where they are in several."""
    demands = {name for conflict in conflicts for name in conflict.demands}
    parts = [part for part in small.apart() if demands & set(part.loose.names)]
    return parts[0] if len(parts) == 1 else small


def _by_cell(way: FoundWay) -> frozenset[tuple[CellKey, int]]:
    return frozenset((change.cell, change.units) for change in way.changes)


def _cells(conflict: Conflict) -> set[CellKey]:
    """The cells that could be changed of a conflict's members."""
    return {cell for name in (*conflict.demands, *conflict.limits) if (cell := cell_of(name)) is not None}


def _uncovered(
    small: Small, best: FoundWay, conflicts: Sequence[Conflict], facts: LeverFacts, until: SearchRun
) -> Iterator[Conflict]:
    """For each change that is part of no conflict so far, a conflict that there is without it."""
    known = set[CellKey]().union(*map(_cells, conflicts))
    for change in best.changes:
        if change.cell in known or until.is_over:
            continue
        rest = [one for one in best.changes if one != change]
        for conflict in conflicts_in(Small(changed_by(small.loose, rest, facts), small.columns), until, most=1):
            known |= _cells(conflict)
            yield conflict


def _together(best: FoundWay, conflicts: Sequence[Conflict]) -> list[tuple[tuple[Conflict, ...], tuple[Moved, ...]]]:
    """The conflicts that belong together, each with the changes of the cheapest way that resolve them."""
    parts: list[tuple[list[Conflict], list[Moved]]] = []
    for conflict in conflicts:
        cells = _cells(conflict)
        own = ([conflict], [change for change in best.changes if change.cell in cells])
        joined = [part for part in parts if any(change in own[1] for change in part[1])]
        for part in joined:
            own = (part[0] + own[0], [*part[1], *(change for change in own[1] if change not in part[1])])
        parts = [part for part in parts if part not in joined] + [own]
    loose = [change for change in best.changes if not any(change in part[1] for part in parts)]
    parts[0][1].extend(loose)  # only where time ran out
    told = [(tuple(own), tuple(change for change in best.changes if change in changes)) for own, changes in parts]
    return [part for part in told if part[1]]


def _families(levers: Sequence[Lever], conflicts: Sequence[Conflict]) -> Iterator[Bools]:
    """The sets of levers to try: each kind, and each single one that is part of every conflict."""
    kinds = np.array([lever.kind for lever in levers], dtype=object)
    for kind in dict.fromkeys(kinds.tolist()):
        yield kinds == kind
    cells = [_cells(conflict) for conflict in conflicts]
    for number, lever in enumerate(levers):
        # A change that resolves a conflict moves one of its members, so no other lever does it alone.
        if all(lever.cell in own for own in cells):
            yield np.arange(len(levers)) == number


def _is_within(one: FoundWay, other: FoundWay) -> bool:
    """Whether one way is part of another, which then changes something without need."""
    units = {change.cell: change.units for change in other.changes}
    return one is not other and all(change.units <= units.get(change.cell, 0) for change in one.changes)


class _Elastic:
    """The small MIP with a column for each lever, which moves the lever's rows, and one for each exceeded limit.

    Where running placements exceed a limit, its row has an upper limit of 0, and raising the limit by less than the
    excess changes nothing. The column says whether the row is used at all; only then does the excess count.
    """

    def __init__(self, small: Small, facts: LeverFacts, fixed: frozenset[CellKey] = frozenset()) -> None:
        self.small, self.facts = small, facts
        self.levers = [lever for lever in levers_of(small, facts) if lever.cell not in fixed]
        loose, count = small.loose, len(self.levers)
        self.first = loose.num_columns
        moves = sparse.lil_matrix((len(loose.names), count))
        for number, lever in enumerate(self.levers):
            for row in lever.rows:
                width = float(loose.matrix[row].sum()) if lever.kind == "forbid" else lever.unit
                moves[row, number] = width if lever.kind in LOWERING else -width
        exceeded = [
            (row, over) for lever in self.levers for row, over in zip(lever.rows, lever.over, strict=True) if over
        ]
        used = sparse.lil_matrix((len(loose.names), len(exceeded)))
        for number, (row, over) in enumerate(exceeded):
            used[row, number] = over
        top = sparse.hstack([loose.matrix, moves, used])
        extra, names = self._extra_rows(exceeded, top.shape[1])
        most = [lever.most for lever in self.levers]
        one_of = np.concatenate([np.zeros(len(exceeded)), np.ones(len(names) - len(exceeded))])
        self.mip = scale_rows(
            replace(
                loose,
                lower=np.zeros(top.shape[1]),
                upper=np.concatenate([np.ones(self.first), most, np.ones(len(exceeded))]),
                is_integer=np.ones(top.shape[1], dtype=bool),
                matrix=sparse.csr_matrix(sparse.vstack([top, extra])),
                row_lower=np.concatenate([loose.row_lower, np.full(len(names), -INFINITY)]),
                row_upper=np.concatenate([loose.row_upper, one_of]),
                names=(*loose.names, *names),
            )
        ).mip

    def _extra_rows(self, exceeded: Sequence[tuple[int, float]], width: int) -> tuple[sparse.csr_matrix, list[Name]]:
        """Rows `use <= most x used` of exceeded limits; and `pair <= 1 - taken back` of pins that override a gate."""
        loose = self.small.loose
        rows: list[sparse.lil_matrix] = []
        names: list[Name] = []
        for number, (row, _over) in enumerate(exceeded):
            own = sparse.lil_matrix((1, width))
            own[0, : self.first] = loose.matrix[row].toarray()
            own[0, self.first + len(self.levers) + number] = -float(loose.matrix[row].sum())
            rows.append(own)
            names.append(("exceeded", loose.names[row][1]))
        for number, lever in enumerate(self.levers):
            if lever.kind == "pin" and lever.owner in self.facts.overriding:
                own = sparse.lil_matrix((1, width))
                own[0, : self.first] = loose.matrix[lever.rows[0]].toarray()
                own[0, self.first + number] = 1.0
                rows.append(own)
                names.append(("overriding", lever.owner))
        return sparse.csr_matrix(sparse.vstack(rows)) if rows else sparse.csr_matrix((0, width)), names

    def way(self, among: Bools, until: SearchRun) -> tuple[FoundWay | None, bool]:
        """The fewest steps of some levers with which everything holds, if any do; and whether the search ended."""
        if until.is_over:
            return None, False
        part = slice(self.first, self.first + len(self.levers))
        upper = self.mip.upper.copy()
        upper[part] = np.where(among, upper[part], 0.0)
        goal = np.zeros(len(upper))
        goal[part] = [-1.0 / UNITS_PER_STEP[lever.kind] for lever in self.levers]
        mip = replace(self.mip, upper=upper)
        budget = until.budget
        own = until.having(budget.counted(min(WAY_SECONDS, budget.left)))
        found = search(restricted(mip, goal, np.ones(len(goal), dtype=bool)), None, own)
        budget.spend(max(found.spent, LEAST_SPENT))
        if found.x is None:
            return None, found.is_proved_empty
        units = np.round(found.x[part]).astype(np.int64).tolist()
        changes = tuple(Moved(lever, number) for lever, number in zip(self.levers, units, strict=True) if number)
        return FoundWay(changes, found.is_proved_best), found.is_proved_best

    def holds(self, changes: Sequence[Moved], until: SearchRun) -> bool:
        """Whether the small MIP, solved again with the changed limits, has a solution."""
        changed = Small(changed_by(self.small.loose, changes, self.facts), self.small.columns)
        return found_within(changed, changed.limits, changed.demands, until).x is not None


def changed_by(mip: MIP, changes: Sequence[Moved], facts: LeverFacts) -> MIP:
    """A small MIP in its own units with the limits as they are once the changes are made."""
    lower, upper = mip.row_lower.copy(), mip.row_upper.copy()
    for change in changes:
        lever = change.lever
        for row, over in zip(lever.rows, lever.over, strict=True):
            if lever.kind in LOWERING:
                lower[row] -= change.amount
            else:
                upper[row] = INFINITY if lever.kind == "forbid" else upper[row] + max(change.amount - over, 0.0)
            if lever.kind == "pin" and lever.owner in facts.overriding:
                upper[row] = 0.0
    return replace(mip, row_lower=lower, row_upper=upper)
