"""What decided that a person has no place: a limit, the gain of others, or a goal that the others serve better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.formulation import GOALS, Chosen, Goal
from planner.instance import Instance, is_main
from planner.schema.arrays import Bools, Positions, Values
from planner.solving import Activity, Solution

# Goals that settle only where people go. Who is placed is held before them, so they never decide that somebody has no
# place.
SETTLE_WHERE = frozenset({"preference", "travel", "cost"})
# Goals that count the weeks somebody has waited.
WAITING = frozenset({"waiting", "queue"})
# Once one place is found that others gain at least as much from, at most this many of a person's places are tried.
MOST_ASKED = 100
SAME = 1e-9
SHORT = 1e-6


@dataclass(frozen=True)
class Decided:
    """A reason code and the column of the MIP it speaks of.

    `code` is the name of the goal that decided, *group_minimum*, or one of these. *outbid*: the proposals that would
    have to make room gain at least as much. *by_hand*: only a pinned proposal could make room. *limit*: the place
    cannot be had whatever else is proposed. *queue*: in usual practice, others stood before the person. *not_settled*:
    an exchange would gain more and cost no goal anything, but the search did not find it.

    `leaving` are the proposals (positions among those taken) that an exchange for it would end. `num_outbid` counts the
    slots where an exchange was found and gains no more; 0 where not all were tried. `longest_wait` are the weeks waited
    by whoever the place went to, where these are more than the person's and the goal decided by them.
    """

    code: str
    column: int
    leaving: tuple[int, ...] = ()
    num_outbid: int = 0
    longest_wait: int | None = None


class Deciding:
    """Finds, for one plan, what stood between a person and a place."""

    def __init__(self, instance: Instance, solution: Solution, activity: Activity, *, is_queue: bool) -> None:
        self.instance, self.activity, self.mip, self.is_queue = instance, activity, solution.mip, is_queue
        self.chosen: Chosen = solution.chosen
        table = instance.columns
        self.candidate = table.index.to_numpy()
        self.person, self.slot = table["person"].to_numpy(), table["slot"].to_numpy()
        self.value, self.is_main = instance.weights[self.candidate], is_main(table)
        self.least = instance.least_in_slot
        self.waited = instance.people["waiting_weeks"].to_numpy()
        self.taken = np.searchsorted(self.candidate, self.chosen)
        self.of_taken = self.mip.matrix[:, self.taken].tocsr()
        self.slot_taken, self.value_taken = self.slot[self.taken], self.value[self.taken]
        least = self.least[self.slot_taken]
        # Not anybody whose slot would fall below its minimum: then everybody in that slot would have to go.
        self.is_alone = (least <= 1) | (
            np.bincount(self.slot_taken, minlength=len(self.least))[self.slot_taken] > least
        )
        self.demands = np.flatnonzero(self.mip.row_lower > 0)
        self.demanding = self.mip.matrix[self.demands].tocsc()
        self.pinned = set(instance.pairs("pin"))
        pairs = zip(self.person[self.taken].tolist(), self.slot[self.taken].tolist(), strict=True)
        self.may_leave = np.array([pair not in self.pinned for pair in pairs], dtype=bool)
        names = [goal.name for goal in solution.goals if goal.name != "outcome"]
        self.later: dict[str, Goal] = {name: GOALS[name](instance, solution.earlier) for name in names}
        self.reached = {name: goal.reached(self.chosen) for name, goal in self.later.items()}
        self.weights = {name: goal.weights_of(self.candidate) for name, goal in self.later.items()}
        self.stages = [(name, np.searchsorted(self.candidate, plan)) for name, plan in solution.stages]
        self.in_stage = [frozenset(plan.tolist()) for _, plan in self.stages]
        self._known: dict[tuple[object, ...], Positions | None] = {}

    def of(self, sought: Sequence[int], running: Sequence[int]) -> Decided | None:
        """What decided that a person has none of the places sought; None if no slot of them runs.

        `sought` are the person's columns and `running` those of slots that run, both the best first. First comes a goal
        after which the person was no longer in the plan, if coming back would lower that goal. Otherwise exchanges are
        tried for the columns in `running`. The first exchange that gains at least nothing and lowers a goal names that
        goal; one that gains and lowers none is *not_settled*. If there is neither, the exchange that loses least is
        *outbid*. If no proposal could leave, it is *by_hand* or *limit*. In usual practice the first
        possible exchange is *queue*.
        """
        if (lost := self._lost(sought)) is not None:
            return lost
        outbid: list[tuple[float, Decided]] = []
        for number, (column, leaving) in enumerate(self._exchanges(running)):
            if outbid and number >= MOST_ASKED:
                break
            if leaving is None:
                continue
            if self.is_queue:
                return self._by_goal("queue", column, leaving)
            gain = float(self.value[column] - self.value_taken[leaving].sum())
            goal = self._lowered(column, leaving) if gain >= -SAME else None
            if goal is not None:
                return self._by_goal(goal, column, leaving)
            if gain > SAME or not len(leaving):
                return Decided("not_settled", column)
            outbid.append((gain, Decided("outbid", column, tuple(leaving.tolist()))))
        if not outbid:
            return self._out_of_reach(running)
        places = len({int(self.slot[one.column]) for _, one in outbid}) if len(running) <= MOST_ASKED else 0
        # Of equal losses the first: the best of the places.
        return replace(max(outbid, key=lambda one: one[0])[1], num_outbid=places)

    def weighed(self, decided: Decided) -> tuple[float, float] | None:
        """The values before and after an exchange: of the proposals that leave, and of the one that comes.

        None where nobody would leave, the values are not those of main places alone, or charges for weeks to come count
        beside them.
        """
        leaving = self.taken[list(decided.leaving)]
        if not len(leaving) or self.instance.looks_ahead or not self.is_main[[decided.column, *leaving]].all():
            return None
        return float(self.value[leaving].sum()), float(self.value[decided.column])

    def _by_goal(self, goal: str, column: int, leaving: Positions) -> Decided:
        longest = (
            self._longest_wait(goal, column, self.taken[leaving]) if len(leaving) == 1 or goal != "queue" else None
        )
        return Decided(goal, column, tuple(leaving.tolist()), longest_wait=longest)

    def _out_of_reach(self, running: Sequence[int]) -> Decided | None:
        """The first place that only a pinned proposal could leave (*by_hand*), else the best (*limit*)."""
        asked = running[:MOST_ASKED] if len(self.pinned) else ()
        tried = self._exchanges(asked, with_pinned=True)
        held = next((column for column, leaving in tried if leaving is not None), None)
        if held is not None:
            return Decided("by_hand", held)
        return Decided("limit", running[0]) if running else None

    def _lost(self, sought: Sequence[int]) -> Decided | None:
        """The goal whose plan leaves the person out, though the plan before it had them.

        If the person came and went several times, the last time counts. None if coming back would cost that goal
        nothing. The search may then have taken any of several equally good plans: the goal may have needed one place
        only, and it has not decided about everybody else whom its plan leaves out.
        """
        at, own, every = len(self.stages), frozenset[int](), frozenset(sought)
        while not own and at > 0:
            at -= 1
            own = every & self.in_stage[at]
        # The hand-back seeks gain, as the first goal does. Whether somebody lost a place to more gain is found by
        # trying exchanges.
        name = self.stages[at + 1][0] if at + 1 < len(self.stages) else "outcome"
        if not own or self.is_queue or name not in self.later:
            return None
        column = min(own)
        [(_column, leaving)] = self._exchanges([column])
        if leaving is None or not self.costs(name, column, leaving):
            return None
        came = np.setdiff1d(self.stages[at + 1][1], self.stages[at][1])
        # Where the person would gain less now, gain has nothing to say of why the goal took the place.
        shown = () if self.value[column] < self.value_taken[leaving].sum() - SAME else tuple(leaving.tolist())
        return Decided(name, column, shown, longest_wait=self._longest_wait(name, column, came))

    def _longest_wait(self, goal: str, column: int, others: Positions) -> int | None:
        """For a goal that counts waiting, the weeks of whoever of `others` waited longest among those in this slot.

        None where that is no longer than the person's own.
        """
        there = others[self.slot[others] == self.slot[column]]
        there = there[np.isin(there, self.taken)]
        longest = int(self.waited[self.person[there]].max(initial=-1))
        return longest if goal in WAITING and longest > self.waited[self.person[column]] else None

    def _exchanges(
        self, columns: Sequence[int], *, with_pinned: bool = False
    ) -> Iterator[tuple[int, Positions | None]]:
        """Each column with the proposals (positions in `taken`) that would have to go for it; None if none could.

        They are of little gain, and none where the column fits as it is. If a single proposal is enough, it is the one
        of least gain. Otherwise proposals are added in ascending order of gain until there is room, and those not
        needed are dropped again. If a slot falls below its minimum, everybody there leaves. Pinned proposals stay,
        unless `with_pinned`.
        """
        for block in range(0, len(columns), MOST_ASKED):
            asked = np.asarray(columns[block : block + MOST_ASKED])
            number, row, over = self.activity.beyond(asked)
            ends = np.searchsorted(number, np.arange(len(asked) + 1)).tolist()
            rows, shown = row.tolist(), np.round(over, 6).tolist()
            for column, first, last in zip(asked.tolist(), ends, ends[1:], strict=False):
                slot = int(self.slot[column])
                part = slice(first, last)
                # Most columns are in the way of the same proposals as others.
                key = (slot if self.least[slot] > 1 else -1, with_pinned, *rows[part], *shown[part])
                if key not in self._known:
                    self._known[key] = self._least_leaving(slot, row[part], over[part], self.may_leave | with_pinned)
                yield column, self._known[key]

    def _least_leaving(self, slot: int, rows: Positions, over: Values, may_leave: Bools) -> Positions | None:
        if not len(rows):
            return np.array([], dtype=np.int64)
        held, own, gain = self._held(rows), self.slot_taken, self.value_taken
        room = over[:, None] - 1e-9
        single = np.flatnonzero(may_leave & (self.is_alone | (own == slot)) & (held >= room).all(axis=0))
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

    def _held(self, rows: Positions) -> Values:
        """What each proposal takes of some rows: rows x proposals."""
        held = np.zeros((len(rows), len(self.taken)))
        start, proposal, coefficient = self.of_taken.indptr, self.of_taken.indices, self.of_taken.data
        for number, row in enumerate(rows.tolist()):
            part = slice(start[row], start[row + 1])
            held[number, proposal[part]] = coefficient[part]
        return held

    def _falls_below(self, slot: int, leaving: Sequence[int]) -> bool:
        own = self.slot_taken == slot
        return bool(self.least[slot] > 1 and own.sum() - own[list(leaving)].sum() < self.least[slot])

    def _lowered(self, column: int, leaving: Positions) -> str | None:
        """What an exchange would make worse: a group minimum, else the first goal on who is placed; None if nothing."""
        used = self.activity.used[self.demands]
        start, row, coefficient = self.demanding.indptr, self.demanding.indices, self.demanding.data
        for moved, sign in ((column, 1.0), *((gone, -1.0) for gone in self.taken[leaving].tolist())):
            part = slice(start[moved], start[moved + 1])
            used[row[part]] += sign * coefficient[part]
        if (used < self.mip.row_lower[self.demands] - SHORT).any():
            return "group_minimum"
        deciding = (name for name in self.later if name not in SETTLE_WHERE)
        return next((name for name in deciding if self.costs(name, column, leaving)), None)

    def _exchanged(self, column: int, leaving: Positions) -> Chosen:
        """The plan with this candidate in place of the proposals that leave."""
        return np.sort(np.append(np.delete(self.chosen, leaving), self.candidate[column]))

    def costs(self, name: str, column: int, leaving: Positions) -> bool:
        """Whether the plan with a column in place of the proposals that leave reaches less of a later goal."""
        if (weight := self.weights[name]) is not None:
            return bool(weight[column] - weight[self.taken[leaving]].sum() < -SAME)
        return self.later[name].is_short_of(self._exchanged(column, leaving), self.reached[name])
