"""Usual practice: plans that take places in a simple order. Every plan is compared with them.

One of them holds the department's own past placements. All keep to the gates and the hard constraints, and use main
places only, apart from pins. docs/method.md states each order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.errors import CannotHold, UsageFault
from planner.explanation import Reason, Reasons
from planner.formulation import GOALS, MIP, Chosen, Name, assemble, best_ranks, hard_rows
from planner.instance import Instance, is_main
from planner.planning.past import LeftOut, form_ranks, past_rows, why_not
from planner.schema.arrays import Positions, Values
from planner.schema.usual import UsualName
from planner.solving import Activity, GoalReached, HandBack, Solution, taken_in_order
from planner.texts import _

# The rank of a wish without one: greater than any rank of a preference.
WISHED_WITHOUT_RANK = 100.0


@dataclass(frozen=True)
class UsualPlan:
    """One plan of usual practice: the candidates chosen (positions, ascending).

    `chosen` is None if its order cannot meet all pins and minimums. `left_out` are the rows of past_placements that it
    leaves out, and why.
    """

    name: UsualName
    chosen: Chosen | None
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Usual:
    """Every plan of usual practice for a week.

    `instance` is the week with every main candidate as a column. Candidates without a gain and dominated forms are
    columns too, since somebody who chooses without a model cannot tell them from others. `mip` has its hard
    constraints.
    """

    instance: Instance = field(repr=False)
    mip: MIP = field(repr=False)
    plans: tuple[UsualPlan, ...]

    def gain(self, plan: UsualPlan) -> float | None:
        """The gain of a plan: the sum of its values; None if its order could not meet all pins and minimums."""
        return None if plan.chosen is None else float(self.instance.candidates["value"].to_numpy()[plan.chosen].sum())

    @cached_property
    def strongest(self) -> UsualPlan | None:
        """The plan of greatest gain, the first one of equals; None if there is no plan."""
        known = [(plan, gain) for plan in self.plans if (gain := self.gain(plan)) is not None]
        # Rounded as plan.json has it, so that noise does not choose.
        return max(known, key=lambda item: round(item[1], 9))[0] if known else None

    def named(self, name: str) -> UsualPlan:
        """The plan of a name.

        Raises UsageFault if there are no past placements, CannotHold if the order could not meet all pins and minimums.
        """
        plan = next((plan for plan in self.plans if plan.name == name), None)
        if plan is None:
            msg = _("The scenario has no rows in past_placements: there is nothing of your own to hold against a plan.")
            raise UsageFault(msg)
        if plan.chosen is None:
            msg = _(
                "Pins or minimums cannot be met by {name}: its order leaves some of them without a place.", name=name
            )
            raise CannotHold(msg)
        return plan


def usual_practice(instance: Instance) -> Usual:
    """The queue, the queue to the best place, best first, and past placements where the scenario has them."""
    table = instance.candidates
    is_open = table["is_column"].to_numpy() | is_main(table)
    columns = {str(name): cells.array for name, cells in table.items()} | {"is_column": is_open}
    wide = replace(instance, candidates=pd.DataFrame(columns, copy=False))
    mip = assemble(wide, hard_rows(wide))
    orders = _Orders(wide)
    plans = [
        UsualPlan("longest_wait", _chosen(orders, mip, orders.longest_wait())),
        UsualPlan("longest_wait_to_best", _chosen(orders, mip, orders.longest_wait_to_best())),
        UsualPlan("best_first", _chosen(orders, mip, orders.best_first())),
    ]
    if len(instance.past_placements):
        plans.append(_past(wide, mip, orders))
    return Usual(wide, mip, tuple(plans))


class _Orders:
    """The orders in which main places are taken, as columns of the MIP, pinned pairs first."""

    def __init__(self, instance: Instance) -> None:
        table, pinned = instance.columns, set(instance.pairs("pin"))
        pairs = zip(table["person"].tolist(), table["slot"].tolist(), strict=True) if pinned else ()
        is_pinned = np.zeros(len(table), dtype=bool)
        is_pinned[[i for i, pair in enumerate(pairs) if pair in pinned]] = True
        self.instance, self.is_pinned = instance, is_pinned
        self.is_main = is_main(table)
        person = table["person"].to_numpy()
        self.person, self.value = person, table["value"].to_numpy()
        self.form = form_ranks(instance)[table["offer"].to_numpy()]
        self.waited, self.lot = instance.people["waiting_weeks"].to_numpy()[person], instance.lottery[person]
        self.cost, self.minutes = table["cost"].to_numpy(dtype=float), table["minutes"].to_numpy(dtype=float)
        names = instance.slots["slot_id"].tolist()
        rank = np.empty(len(names), dtype=np.int64)
        rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        self.slot = rank[table["slot"].to_numpy()]

    def longest_wait(self) -> Positions:
        """Longest wait first; each to the place they wish most, then to the nearest. No estimate is used."""
        return self._in_queue(np.flatnonzero(self.is_main | self.is_pinned))

    def past(self, columns: Positions) -> Positions:
        """The columns of past placements in the order of the queue, and pins before them."""
        return self._in_queue(np.union1d(columns, np.flatnonzero(self.is_pinned)))

    def _in_queue(self, own: Positions) -> Positions:
        return self._by(own, (-self.waited, -self.lot, self._wish(own), self.minutes, self.slot, self.form))

    def longest_wait_to_best(self) -> Positions:
        """Longest wait first; each to the place of greatest value, then the cheapest."""
        return self._by(self._gaining, (-self.waited, -self.lot, -self.value, self.cost, self.slot, self.form))

    def best_first(self) -> Positions:
        """The greatest value of all first, then the cheapest, then the longest wait."""
        return self._by(self._gaining, (-self.value, self.cost, -self.waited, -self.lot, self.slot, self.form))

    @property
    def _gaining(self) -> Positions:
        return np.flatnonzero(self.is_main & (self.value > 0) | self.is_pinned)

    def _by(self, own: Positions, keys: Sequence[NDArray[np.generic]]) -> Positions:
        """Some columns, sorted by keys that are given for all columns, pinned ones first; unknown numbers come last."""
        return own[np.lexsort([key[own] for key in reversed((~self.is_pinned, *keys))])]

    def _wish(self, own: Positions) -> Values:
        """By column, the rank of the wish for its place. Wishes for occupations without a rank come after all ranks."""
        wish = np.full(len(self.person), np.inf)
        table = self.instance.columns.iloc[own]
        is_wished = self.instance.is_wished(table)
        rows = table[is_wished]
        wish[own[is_wished]] = np.minimum(best_ranks(self.instance, rows), WISHED_WITHOUT_RANK)
        return wish


def _chosen(orders: _Orders, mip: MIP, order: Positions) -> Chosen | None:
    x = _taken(orders, mip, order)
    return None if x is None else mip.candidates[x[: len(mip.candidates)] > 0.5]  # noqa: PLR2004 - 0 or 1


def _taken(orders: _Orders, mip: MIP, order: Positions) -> Values | None:
    """What is taken in an order. If group minimums stay unmet, those who count for them go first in a second try."""
    x = np.zeros(mip.num_columns)
    x[len(mip.candidates) :] = mip.upper[len(mip.candidates) :]
    taken = taken_in_order(mip, order, x)
    asking = np.flatnonzero((mip.constraints == "group_minimum") & (mip.row_lower > 0))
    if taken is not None or not len(asking):
        return taken
    counts = np.zeros(mip.num_columns, dtype=bool)
    counts[mip.matrix[asking].indices] = True
    turn = np.where(orders.is_pinned[order], 0, np.where(counts[order], 1, 2))
    return taken_in_order(mip, order[np.argsort(turn, kind="stable")], x)


def _past(instance: Instance, mip: MIP, orders: _Orders) -> UsualPlan:
    """The department's own placements, taken in the order of the queue, each if it fits."""
    rows, refused = past_rows(instance)
    columns = mip.positions("x", np.array(list(rows.values()), dtype=np.int64))
    x = _taken(orders, mip, orders.past(columns))
    if x is None:
        return UsualPlan("past_placements", None, tuple(refused))
    activity = Activity(mip, x)
    broken: dict[int, tuple[Name, ...]] = {
        row: tuple(mip.names[one] for one in activity.broken_by(int(column)).tolist())
        for row, column in zip(rows, columns, strict=True)
        if x[column] < 0.5  # noqa: PLR2004 - 0 or 1
    }
    left_out = sorted([*refused, *(why_not(row, limits) for row, limits in broken.items())], key=lambda one: one.row)
    chosen = mip.candidates[x[: len(mip.candidates)] > 0.5]  # noqa: PLR2004 - 0 or 1
    return UsualPlan("past_placements", chosen, tuple(left_out))


def as_usual(usual: Usual, plan: UsualPlan, solution: Solution) -> Solution:
    """The solution with a plan of usual practice in place of its own, and the same bound."""
    assert plan.chosen is not None  # noqa: S101 - `named` refuses it
    outcome = GOALS["outcome"](usual.instance).score(plan.chosen)
    first = solution.goals[0]
    goal = GoalReached("outcome", outcome, max(first.bound, outcome), first.may_cost, outcome, "feasible")
    return replace(
        solution, chosen=plan.chosen, goals=(goal,), skipped=(), stages=(("outcome", plan.chosen),),
        mip=usual.mip, hand_back=HandBack(outcome, outcome, None, "unspent"),
    )  # fmt: skip


def usual_reasons(reasons: Reasons, name: UsualName) -> Reasons:
    """Reasons of a plan of usual practice, where its order decided and no goal did."""
    proposed = {
        at: one if one.code == "pinned" else Reason("usual", usual=name) for at, one in reasons.proposed.items()
    }
    stays = {"held", "no_candidate", "forbidden"}
    unplaced = dict(reasons.unplaced)
    for person, one in reasons.unplaced.items():
        if name == "past_placements" and one.code not in stays:
            unplaced[person] = Reason("not_in_past")
        elif name == "best_first" and one.code == "queue":
            unplaced[person] = Reason("others_first", usual=name)
    return replace(reasons, proposed=proposed, unplaced=unplaced)
