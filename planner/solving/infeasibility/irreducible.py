"""Why a small MIP has no solution: irreducible sets of demands and limits, by slack and deletion.

Elastic relaxation finds a small infeasible set at once: every demand and limit gets a slack, and those with a price at
the least sum of slacks contradict each other. The deletion filter then leaves out one member after another, and keeps
those without which the rest has a solution. Both are described by Chinneck (Feasibility and Infeasibility in
Optimization, 2008).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from planner.formulation import Name
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.infeasibility.small import Small, kind_of
from planner.solving.run import SearchRun
from planner.solving.search.cp_sat import SearchResult

# Counted seconds of each solve, so that as long as the clock does not end it the answer is the same on any machine.
REDUCE_SECONDS = 2.0
MOST_CONFLICTS = 100
NOTHING = 1e-7
# A solve counts as at least this much.
LEAST_SPENT = 0.01


@dataclass(frozen=True)
class Conflict:
    """Demands that no plan meets within some limits. Without any one member the rest has a solution.

    `undecided`: members of which that was not settled in time; they may not be needed. `room`: for a slot's minimum,
    the most people that can be placed there along with the other demands; for the minimum of a group, the most of its
    members. `need`: for a limit, the least that the demands and minimums need of it, where that is more than is left.
    All by name; what could not be settled is left out.
    """

    demands: tuple[Name, ...]
    limits: tuple[Name, ...]
    undecided: frozenset[Name] = frozenset()
    room: dict[Name, int] = field(default_factory=dict)
    need: dict[Name, float] = field(default_factory=dict)


def found_within(  # noqa: PLR0913 - a search with some rows of a small MIP
    small: Small,
    limits: Positions,
    demands: Positions,
    until: SearchRun,
    *,
    seconds: float = REDUCE_SECONDS,
    goal: Values | None = None,
) -> SearchResult:
    """A search with some rows of a small MIP, within so many counted seconds of what is left."""
    budget = until.budget
    found = small.found(limits, demands, until.having(budget.counted(min(seconds, budget.left))), goal)
    budget.spend(max(found.spent, LEAST_SPENT))
    return found


def conflicts_in(small: Small, until: SearchRun, most: int = MOST_CONFLICTS) -> list[Conflict]:
    """Irreducible conflicts, no two of which share a demand, of a small MIP that is known to have no solution."""
    told: list[Conflict] = []
    left = small.demands
    while len(told) < most and len(left):
        apart = [(Small.of(small.loose, own.tolist()), around) for own, around in _by_slack(small, left, until)]
        # A price may also stand for a column's bound alone; then its rows contradict nothing.
        groups = [(part, around) for part, around in apart if _is_empty(part, part.limits, part.demands, until)]
        if not groups:
            if told and not _is_empty(small, small.limits, left, until):
                break
            groups = [(Small.of(small.loose, left.tolist()), frozenset())]
        told += [_Reducer(part, until).conflict(around) for part, around in groups[: most - len(told)]]
        failing = {name for conflict in told for name in conflict.demands}
        left = np.array([row for row in left.tolist() if small.loose.names[row] not in failing], dtype=np.int64)
        if until.is_over:
            break
    return told


def _is_empty(small: Small, limits: Positions, demands: Positions, until: SearchRun) -> bool:
    return has_solution(small, limits, demands, until) is False


def has_solution(small: Small, limits: Positions, demands: Positions, until: SearchRun) -> bool | None:
    """Whether some rows of a small MIP have a solution; None where that was not settled in time."""
    if until.is_over:
        return None
    found = found_within(small, limits, demands, until)
    return False if found.is_proved_empty else True if found.x is not None else None


def _by_slack(small: Small, demands: Positions, until: SearchRun) -> list[tuple[Positions, frozenset[Name]]]:
    """Sets of demands and limits that are infeasible together by the elastic relaxation; none where it needs no slack.

    Rows have a price where their slack counts. Those that share a column of the same contradiction belong together.
    """
    rows = np.concatenate([demands, small.limits, small.ties])
    priced = rows[_is_priced(small, rows, len(demands) + len(small.limits), until)]
    part, count = small.mip.matrix[priced], small.mip.num_columns
    at = np.repeat(np.arange(len(priced)), np.diff(part.indptr)) + count
    size = count + len(priced)
    graph = sparse.csr_matrix((np.ones(len(at), dtype=bool), (part.indices, at)), shape=(size, size))
    label = csgraph.connected_components(graph, directed=False)[1][count:]
    names, groups = small.mip.names, []
    for one in dict.fromkeys(label.tolist()):
        own = priced[label == one]
        asked = own[np.isin(own, demands)]
        if len(asked):
            groups.append((asked, frozenset(names[row] for row in own[np.isin(own, small.limits)].tolist())))
    return groups


def _is_priced(small: Small, rows: Positions, num_elastic: int, until: SearchRun) -> Bools:
    """Whether each row, of which the first are elastic, has a price where the sum of slacks is least."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to load, and seldom needed

    mip, count = small.mip, small.mip.num_columns
    is_lower = np.isinf(mip.row_upper[rows])  # a demand, or the minimum of a slot
    sign = np.where(is_lower, -1.0, 1.0)
    bound = np.where(is_lower, -mip.row_lower[rows], mip.row_upper[rows])
    slack = sparse.vstack([-sparse.identity(num_elastic), sparse.csr_matrix((len(rows) - num_elastic, num_elastic))])
    matrix = sparse.hstack([sparse.diags(sign) @ mip.matrix[rows], slack]).tocsr()
    goal = np.concatenate([np.zeros(count), np.ones(num_elastic)])
    bounds = [*[(0.0, 1.0)] * count, *[(0.0, None)] * num_elastic]
    seconds = max(until.budget.seconds, 0.1)
    ended = linprog(goal, A_ub=matrix, b_ub=bound, bounds=bounds, method="highs", options={"time_limit": seconds})
    until.budget.spend((ended.nit or 0) / until.parameters.lp_iterations_per_second)
    if ended.status != 0 or (ended.fun or 0.0) <= NOTHING:
        return np.zeros(len(rows), dtype=bool)
    return np.asarray(np.abs(np.asarray(ended.ineqlin.marginals, dtype=float)) > NOTHING)


class _Reducer:
    """Reduces the rows of one small MIP, and says what they ask for and what room there is."""

    def __init__(self, small: Small, until: SearchRun) -> None:
        self.small, self.until = small, until
        self.mip, self.loose = small.mip, small.loose

    def conflict(self, likely: frozenset[Name]) -> Conflict:
        """An irreducible conflict of all demands, among the limits of these names if they are enough."""
        demands, limits = self.small.demands, self.small.limits
        around = np.array([row for row in limits.tolist() if self.mip.names[row] in likely], dtype=np.int64)
        if likely and _is_empty(self.small, around, demands, self.until):
            limits = around
        else:  # only whole numbers contradict each other
            demands = _quickly(lambda rows: _is_empty(self.small, limits, rows, self.until), demands)
            limits = _quickly(lambda rows, asked=demands: _is_empty(self.small, rows, asked, self.until), limits)  # type: ignore[misc]
        demands, limits, undecided = self._deleted(demands, limits)
        if len(demands) < len(self.small.demands):
            # What people can do whose pins are no part of it is given from here on.
            fewer = Small.of(self.loose, demands.tolist())
            if _is_empty(fewer, fewer.limits, fewer.demands, self.until):
                return _Reducer(fewer, self.until).conflict(frozenset(self.mip.names[row] for row in limits.tolist()))
        return self.told(demands, limits, undecided)

    def _deleted(self, demands: Positions, limits: Positions) -> tuple[Positions, Positions, set[int]]:
        """The deletion filter; what is preferred is tried last. Members whose solve did not end are tried once more."""
        kept = [*demands.tolist(), *limits.tolist()]
        is_demand = set(demands.tolist())
        undecided = set(kept)
        in_order = [*demands.tolist()[::-1], *limits.tolist()[::-1]]
        for row in (*in_order, *in_order):
            if row not in undecided or self.until.is_over:
                continue
            rest = np.array([one for one in kept if one != row], dtype=np.int64)
            is_asked = np.isin(rest, demands)
            holds = has_solution(self.small, rest[~is_asked], rest[is_asked], self.until)
            if holds is not None:
                undecided.remove(row)
            if holds is False:
                kept.remove(row)
        own = np.array([row for row in kept if row in is_demand], dtype=np.int64)
        return own, np.array([row for row in kept if row not in is_demand], dtype=np.int64), undecided

    def told(self, demands: Positions, limits: Positions, undecided: set[int]) -> Conflict:
        """A conflict by name, with what is needed of its limits and the room that they leave."""
        names = self.mip.names
        room = {}
        for row in [*demands.tolist(), *limits.tolist()]:
            if kind_of(names[row]) in {"minimum", "group_minimum"} and (most := self._room(row, limits, demands)) >= 0:
                room[names[row]] = most
        need = {}
        for row in limits.tolist():
            asked = self._need(row, demands, [other for other in limits.tolist() if kind_of(names[other]) == "minimum"])
            if asked > self.loose.row_upper[row] + 1e-9:
                need[names[row]] = asked
        return Conflict(
            tuple(names[row] for row in demands.tolist()), tuple(names[row] for row in np.sort(limits).tolist()),
            frozenset(names[row] for row in undecided), room, need,
        )  # fmt: skip

    def _room(self, row: int, limits: Positions, demands: Positions) -> int:
        """The most people that a minimum's slot or group can get once that minimum is lifted; -1 where not settled."""
        goal = np.where(np.arange(self.mip.num_columns) < len(self.mip.candidates), self._dense(row) > 0, 0.0)
        others, asked = limits[limits != row], demands[demands != row]
        found = found_within(self.small, others, asked, self.until, goal=goal)
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
        ties = self.loose.matrix[self.small.links].tocsc()[:, members]
        return [int(ties.indices[first]) for first in ties.indptr[:-1]]


def _quickly(is_empty: Callable[[Positions], bool], rows: Positions) -> Positions:
    """An irreducible infeasible subset of rows, which prefers rows that stand first.

    By QuickXplain (Junker, AAAI 2004), which divides in halves: the smaller the subset, the fewer solves it takes.
    """
    if not len(rows) or is_empty(rows[:0]):
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
