"""What decided that somebody has no place: a limit, others' gain, or the goal for which others were taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.formulation import GOALS, Chosen, Goal
from planner.instance import Instance
from planner.schema.arrays import Bools, Positions, Values
from planner.solving import Activity, Solution

# Goals that settle where people go, who being held: they decide on nobody's having a place.
SETTLE_WHERE = frozenset({"preference", "travel", "cost"})
# So many of a person's places are asked after, once there is one that others gain more from.
MOST_ASKED = 100
SAME = 1e-9
SHORT = 1e-6


@dataclass(frozen=True)
class Decided:
    """A reason code and the column of the MIP it speaks of.

    `code` is the name of the goal that decided; or *outbid* (those who have what the place takes gain at least as
    much), *by_hand* (only a pinned proposal could make room), *limit* (it cannot be had whoever else is proposed),
    *queue* (usual practice: others stood before), or *not_settled* (an exchange would gain more and cost no goal
    anything, but the search did not find it).
    `is_longer_wait`: the place went to somebody who has waited longer.
    """

    code: str
    column: int
    is_longer_wait: bool = False


class Deciding:
    """Asks of one plan what stood between a person and a place."""

    def __init__(self, instance: Instance, solution: Solution, activity: Activity, *, is_queue: bool) -> None:
        self.instance, self.activity, self.mip, self.is_queue = instance, activity, solution.mip, is_queue
        self.chosen: Chosen = solution.chosen
        table = instance.columns
        self.candidate = table.index.to_numpy()
        self.person, self.slot = table["person"].to_numpy(), table["slot"].to_numpy()
        self.value = table["value"].to_numpy()
        self.least = instance.slots["min_places"].to_numpy()
        self.waited = instance.people["waiting_weeks"].to_numpy()
        self.taken = np.searchsorted(self.candidate, self.chosen)
        self.by_taken = self.mip.matrix[:, self.taken].tocsr()
        self.demands = np.flatnonzero(self.mip.row_lower > 0)
        self.demanding = self.mip.matrix[self.demands].tocsc()
        self.pinned = set(instance.pairs("pin"))
        pairs = zip(self.person[self.taken].tolist(), self.slot[self.taken].tolist(), strict=True)
        self.may_leave = np.array([pair not in self.pinned for pair in pairs], dtype=bool)
        self.later: list[Goal] = [
            GOALS[goal.name](instance, solution.earlier) for goal in solution.goals if goal.name != "outcome"
        ]
        self.scores = [goal.score(self.chosen) for goal in self.later]
        self.stages = [(name, np.searchsorted(self.candidate, plan)) for name, plan in solution.stages]
        self._known: dict[tuple[object, ...], Positions | None] = {}

    def of(self, sought: Sequence[int], running: Sequence[int]) -> Decided | None:
        """What decided for an unplaced person who seeks these columns, the best first; None where no slot of them runs.

        The goal after which the person was in the plan no more, where coming back would lower it; else, of slots that
        run, the first place that a goal gave to others; else the first that others gain at least as much from; else
        the first that a pinned proposal holds; else the best is out of reach.
        """
        if (lost := self._lost(sought)) is not None:
            return lost
        outbid = None
        for number, column in enumerate(running):
            if outbid is not None and number >= MOST_ASKED:
                break
            leaving = self._leaving(column)
            if leaving is None:
                continue
            if self.is_queue:
                return Decided("queue", column)
            gain = float(self.value[column] - self.value[self.taken[leaving]].sum())
            goal = self._lowered(column, leaving) if gain >= -SAME else None
            if goal is not None:
                return Decided(goal, column, self._is_longer_wait(goal, column, self.taken[leaving]))
            if gain > SAME or not len(leaving):
                return Decided("not_settled", column)
            outbid = outbid or Decided("outbid", column)
        return outbid or self._out_of_reach(running)

    def _out_of_reach(self, running: Sequence[int]) -> Decided | None:
        """Of slots that run and that no proposal may leave to the person: the first that a pin holds, else the best."""
        asked = running[:MOST_ASKED] if len(self.pinned) else ()
        held = next((column for column in asked if self._leaving(column, with_pinned=True) is not None), None)
        if held is not None:
            return Decided("by_hand", held)
        return Decided("limit", running[0]) if running else None

    def _lost(self, sought: Sequence[int]) -> Decided | None:
        """The goal after which the person, in the plan before, was in it no more; the last time that happened.

        None where coming back would cost that goal nothing: among plans as good a search may take any, and a goal that
        needed the place of one has not decided on those whom the new plan leaves out besides.
        """
        at, own, every = len(self.stages), set[int](), set(sought)
        while not own and at > 0:
            at -= 1
            own = every.intersection(self.stages[at][1].tolist())
        # What is handed back in the end is gain, as in the first goal: an exchange tells who gains more.
        name = self.stages[at + 1][0] if at + 1 < len(self.stages) else "outcome"
        if not own or self.is_queue or name not in {goal.name for goal in self.later}:
            return None
        column = min(own)
        leaving = self._leaving(column)
        if leaving is None or not self._costs(name, self._exchanged(column, leaving)):
            return None
        came = np.setdiff1d(self.stages[at + 1][1], self.stages[at][1])
        return Decided(name, column, self._is_longer_wait(name, column, came))

    def _is_longer_wait(self, goal: str, column: int, others: Positions) -> bool:
        """Whether somebody among others has waited longer, and has a place where this one asked for one."""
        there = others[self.slot[others] == self.slot[column]]
        there = there[np.isin(there, self.taken)]
        longest = self.waited[self.person[there]].max(initial=-1)
        return goal == "waiting" and bool(longest > self.waited[self.person[column]])

    def _leaving(self, column: int, *, with_pinned: bool = False) -> Positions | None:
        """Whose proposals (positions in `taken`) would have to go for this one: the least gain; None where none do.

        Pinned proposals stay, unless `with_pinned`.
        """
        slot = int(self.slot[column])
        rows = self.activity.broken_by(column)
        if not len(rows):
            return np.array([], dtype=np.int64)
        over = self.activity.over(column, rows)
        key = (slot if self.least[slot] > 1 else -1, with_pinned, *rows.tolist(), *np.round(over, 6).tolist())
        if key not in self._known:
            self._known[key] = self._least_leaving(slot, rows, over, self.may_leave | with_pinned)
        return self._known[key]

    def _least_leaving(self, slot: int, rows: Positions, over: Values, may_leave: Bools) -> Positions | None:
        held = self.by_taken[rows].toarray()
        mates = np.bincount(self.slot[self.taken], minlength=len(self.least))
        own = self.slot[self.taken]
        # Somebody whose slot would fall below its minimum leaves with all of it, which is more than a place.
        is_free = may_leave & ((own == slot) | (self.least[own] <= 1) | (mates[own] > self.least[own]))
        room = over[:, None] - 1e-9
        single = np.flatnonzero(is_free & (held >= room).all(axis=0))
        gain = self.value[self.taken]
        if len(single):
            return single[[int(np.argmin(gain[single]))]]
        useful = np.flatnonzero(may_leave & (held > 0).any(axis=0))
        if (held[:, useful].sum(axis=1) < over - 1e-9).any():
            return None
        leaving: list[int] = []
        for one in useful[np.argsort(gain[useful], kind="stable")].tolist():
            if (held[:, leaving].sum(axis=1) >= over - 1e-9).all():
                break
            leaving.append(one)
        for one in sorted(leaving, key=lambda one: -gain[one]):
            rest = [other for other in leaving if other != one]
            if (held[:, rest].sum(axis=1) >= over - 1e-9).all():
                leaving = rest
        closed = [s for s in set(own[leaving].tolist()) if s != slot and self._falls_below(s, leaving)]
        everybody = np.union1d(leaving, np.flatnonzero(np.isin(own, closed))).astype(np.int64)
        return everybody if may_leave[everybody].all() else None

    def _falls_below(self, slot: int, leaving: Sequence[int]) -> bool:
        own = self.slot[self.taken] == slot
        return bool(self.least[slot] > 1 and own.sum() - own[list(leaving)].sum() < self.least[slot])

    def _lowered(self, column: int, leaving: Positions) -> str | None:
        """The first thing that settles who, after the outcome, and would be worse off if this one came for those."""
        gone, come = (self.demanding[:, columns] for columns in (self.taken[leaving], [column]))
        used = self.activity.used[self.demands] + np.asarray(come.sum(axis=1) - gone.sum(axis=1)).ravel()
        if (used < self.mip.row_lower[self.demands] - SHORT).any():
            return "group_minimum"
        exchanged = self._exchanged(column, leaving)
        deciding = (goal.name for goal in self.later if goal.name not in SETTLE_WHERE)
        return next((name for name in deciding if self._costs(name, exchanged)), None)

    def _exchanged(self, column: int, leaving: Positions) -> Chosen:
        """The plan with this proposal in place of those."""
        return np.sort(np.append(np.delete(self.chosen, leaving), self.candidate[column]))

    def _costs(self, name: str, plan: Chosen) -> bool:
        """Whether a later goal falls short in a plan of what it reached in this one."""
        reached = zip(self.later, self.scores, strict=True)
        return any(goal.name == name and goal.score(plan) < score - SAME for goal, score in reached)
