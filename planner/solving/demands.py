"""Feasibility of pins and minimums (demands), settled before any goal in a small MIP of the columns they touch.

People whom no demand asks for can be left out of any plan. So the small MIP is feasible exactly where the whole MIP is.
Where it is infeasible, irreducible sets of demands and limits are found that say why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from planner.formulation import MIP, Name
from planner.schema.arrays import Positions, Values
from planner.solving.bound import binding
from planner.solving.components import part_of
from planner.solving.core import core_of
from planner.solving.rounding import is_solution, rounded
from planner.solving.search import Effort, Found, search
from planner.solving.tighten import tightened

# Counted seconds, so that the answer does not depend on the time limit, the workers or the machine: for the question
# as a whole, and for each solve that reduces a contradiction.
SETTLE_SECONDS, REDUCE_SECONDS = 10.0, 2.0
MOST_CONFLICTS = 10
# Among several irreducible sets of limits, the one whose constraints come first here is named.
PREFERRED = (
    "one_main", "person_shifts", "person_hours", "employer_people", "supervisor_support", "caseworker_starts",
    "slot_places", "funding_budget", "decisions",
)  # fmt: skip
SLOT_CONSTRAINT = "slot_places"


@dataclass(frozen=True)
class Conflict:
    """An infeasible set of demands, and limits that prevent it; neither has a member that could be left out.

    `room`: for a slot's minimum, the most people that can be placed there along with the other demands; for the minimum
    of a group, the most of its members. `need`: for a limit, the least that the demands and minimums need of it, where
    that is more than is left. Both by name; what could not be settled is left out.
    """

    demands: tuple[Name, ...]
    limits: tuple[Name, ...]
    room: dict[Name, int] = field(default_factory=dict)
    need: dict[Name, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Settled:
    """The answer about a week's demands: a solution that meets all of them, or why there is none, or neither."""

    x: Values | None
    conflicts: tuple[Conflict, ...] = ()


def demands_of(mip: MIP) -> list[int]:
    """Rows that demand something: pins and group minimums."""
    return np.flatnonzero(mip.row_lower > 0).tolist()


def settle(mip: MIP, seed: int, is_stopped: Callable[[], bool]) -> Settled:
    """Settle whether the demands of a MIP can hold together within its limits.

    If that takes too long for all demands, it is asked for the pins alone.
    """
    demands = demands_of(mip)
    if not demands:
        return Settled(np.zeros(mip.num_columns))
    nothing = np.zeros(mip.num_columns)
    if (x := rounded(mip, nothing, nothing)) is not None:
        return Settled(x)
    every = [demands, [row for row in demands if mip.names[row][0] == "decisions"]]
    for asked in every if 0 < len(every[1]) < len(demands) else every[:1]:
        small = _Small(mip, asked, Effort(SETTLE_SECONDS, 0.0, seed, 1, is_counted=True, is_stopped=is_stopped))
        found = small.found(small.limits, small.demands)
        if found.is_proved_empty:
            return Settled(None, tuple(small.conflicts()))
        if found.x is not None and len(asked) == len(demands):
            x = small.as_whole(found.x)
            return Settled(x if is_solution(mip, x) else None)
    return Settled(None)


class _Small:
    """The small MIP: the columns that some demands and the minimums of their slots touch; each limit can be lifted.

    A slot's minimum and its places are separate rows here. The linking rows (a person may take a slot with a minimum
    only where it runs) always stay, and are none of the limits.
    """

    def __init__(self, mip: MIP, demands: Sequence[int], effort: Effort) -> None:
        self.effort, self.whole_columns = effort, mip.num_columns
        self.columns = _touched(mip, demands)
        kept = np.zeros(len(mip.names), dtype=bool)
        kept[np.unique(mip.matrix.tocsc()[:, self.columns].indices)] = True
        kept[demands_of(mip)] = False
        kept[list(demands)] = True
        rows = np.flatnonzero(kept)
        part = part_of(mip, self.columns, rows, mip.row_lower[rows], mip.row_upper[rows])
        self.loose = _untied(part)
        self.mip = tightened(self.loose).mip
        upper = np.ones(self.mip.num_columns)
        self.mip = replace(self.mip, upper=upper)
        can_bind = binding(self.mip.matrix, (self.mip.row_lower, self.mip.row_upper), (upper * 0, upper))
        kinds = np.array([_kind(name) for name in self.mip.names], dtype=object)
        is_demand = self.mip.row_lower > 0
        self.demands = np.flatnonzero(is_demand)
        self.ties = np.flatnonzero(kinds == "tie")
        limits = np.flatnonzero(~is_demand & (kinds != "tie") & can_bind)
        self.limits = np.array(
            sorted(limits.tolist(), key=lambda row: (_preference(str(kinds[row])), row)), dtype=np.int64
        )

    def found(self, limits: Positions, demands: Positions, goal: Values | None = None) -> Found:
        """The result of a search with these limits and demands alone."""
        rows = np.sort(np.concatenate([self.ties, limits, demands]))
        every = np.arange(self.mip.num_columns)
        part = part_of(self.mip, every, rows, self.mip.row_lower[rows], self.mip.row_upper[rows])
        goal = np.zeros(self.mip.num_columns) if goal is None else goal
        return search(core_of(part, goal, np.ones(len(goal), dtype=bool)), None, self.effort)

    def as_whole(self, x: Values) -> Values:
        """A solution of this MIP, extended to the whole one."""
        whole = np.zeros(self.whole_columns)
        whole[self.columns] = x
        return whole

    def conflicts(self) -> list[Conflict]:
        """Irreducible contradictions, no two of which share a demand; all demands together are known infeasible."""
        self.effort = replace(self.effort, seconds=REDUCE_SECONDS)
        told: list[Conflict] = []
        left = self.demands
        while len(told) < MOST_CONFLICTS and (not told or self._is_empty(self.limits, left)):
            failing = _irreducible(lambda rows: self._is_empty(self.limits, rows), left)
            limits = _irreducible(lambda rows, own=failing: self._is_empty(rows, own), self.limits)  # type: ignore[misc]
            told.append(self._told(failing, limits))
            left = np.setdiff1d(left, failing)
        return told

    def _is_empty(self, limits: Positions, demands: Positions) -> bool:
        return self.found(limits, demands).is_proved_empty

    def _told(self, demands: Positions, limits: Positions) -> Conflict:
        names = self.mip.names
        room = {}
        for row in [*demands.tolist(), *limits.tolist()]:
            if _kind(names[row]) in {"minimum", "group_minimum"} and (most := self._room(row, limits, demands)) >= 0:
                room[names[row]] = most
        need = {}
        for row in limits.tolist():
            asked = self._need(row, demands, [other for other in limits.tolist() if _kind(names[other]) == "minimum"])
            if asked > self.loose.row_upper[row] + 1e-9:
                need[names[row]] = asked
        return Conflict(
            tuple(names[row] for row in demands.tolist()), tuple(names[row] for row in np.sort(limits).tolist()),
            room, need,
        )  # fmt: skip

    def _room(self, row: int, limits: Positions, demands: Positions) -> int:
        """The most people that a minimum's slot or group can get once that minimum is lifted; -1 where not settled."""
        goal = np.where(np.arange(self.mip.num_columns) < len(self.mip.candidates), self._dense(row) > 0, 0.0)
        found = self.found(limits[limits != row], demands[demands != row], goal)
        return round(float(goal @ found.x)) if found.x is not None and found.is_proved_best else -1

    def _need(self, row: int, demands: Positions, minimums: Sequence[int]) -> float:
        """The least use of a limit by the pins and by the others whom their slots' minimums need, each at the least."""
        weight = self._dense(row)
        pins = [self._members(pin) for pin in demands.tolist() if self.mip.names[pin][0] == "decisions"]
        total = sum(float(weight[own].min()) for own in pins)
        for minimum in minimums:
            members = self._members(minimum)
            placed = {int(own[0]) for own in pins if np.isin(own, members).any()}
            person = self._person_of(members)
            taken = {one for one, column in zip(person, members.tolist(), strict=True) if column in placed}
            rest: dict[int, float] = {}
            for one, column in zip(person, members.tolist(), strict=True):
                if one not in taken:
                    rest[one] = min(rest.get(one, np.inf), float(weight[column]))
            least = round(-float(self.loose.matrix[minimum].data.min()))
            total += sum(sorted(rest.values())[: max(least - len(placed), 0)])
        return total

    def _dense(self, row: int) -> Values:
        return np.asarray(self.loose.matrix[row].toarray()).ravel()

    def _members(self, row: int) -> Positions:
        """The candidates' columns of a row."""
        own = self.loose.matrix[row].indices
        return np.sort(own[own < len(self.loose.candidates)]).astype(np.int64)

    def _person_of(self, members: Positions) -> list[int]:
        """For each column of one slot a number of its person: that of the person's linking row."""
        ties = self.loose.matrix[self.ties].tocsc()[:, members]
        return [int(ties.indices[first]) for first in ties.indptr[:-1]]


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


def _untied(part: MIP) -> MIP:
    """The MIP with the places of a slot with a minimum as a plain limit, not as a multiple of `runs`."""
    matrix, upper = part.matrix.tolil(), part.row_upper.copy()
    for row in [row for row, name in enumerate(part.names) if _kind(name) == "open"]:
        for column in part.matrix[row].indices.tolist():
            if column >= len(part.candidates):
                upper[row] = -part.matrix[row, column]
                matrix[row, column] = 0.0
    return replace(part, matrix=sparse.csr_matrix(matrix), row_upper=upper)


def _kind(name: Name) -> str:
    """The constraint of a row; for a slot with a minimum, which of its rows it is: minimum, open or tie (linking)."""
    constraint, key = name
    if constraint == SLOT_CONSTRAINT and key[1] in {"minimum", "open", "person"}:
        return {"person": "tie"}.get(key[1], key[1])
    return constraint


def _preference(kind: str) -> int:
    kind = SLOT_CONSTRAINT if kind in {"minimum", "open"} else kind
    return PREFERRED.index(kind) if kind in PREFERRED else len(PREFERRED)


def _irreducible(is_empty: Callable[[Positions], bool], rows: Positions) -> Positions:
    """An irreducible infeasible subset of rows, which prefers rows that stand first.

    By QuickXplain (Junker, AAAI 2004), which divides in halves: the smaller the subset, the fewer solves it takes.
    """
    if is_empty(rows[:0]):
        return rows[:0]

    def needed(held: Positions, items: Positions, *, has_more: bool) -> Positions:
        if has_more and is_empty(held):
            return items[:0]
        if len(items) == 1:
            return items
        first, rest = items[: len(items) // 2], items[len(items) // 2 :]
        of_rest = needed(np.concatenate([held, first]), rest, has_more=True)
        of_first = needed(np.concatenate([held, of_rest]), first, has_more=len(of_rest) > 0)
        return np.concatenate([of_first, of_rest])

    return needed(rows[:0], rows, has_more=False)
