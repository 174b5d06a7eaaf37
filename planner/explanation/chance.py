"""The chance that the lot gave a person: of how many who stood equal, for how many places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.formulation import GOALS, Chosen, Earlier
from planner.instance import Instance, is_earning
from planner.schema.arrays import Positions
from planner.solving import Activity
from planner.texts import ngettext, percent

SAME = 1e-9


@dataclass(frozen=True)
class Chance:
    """So many people stood equal for so many places of one slot (a position), and the lot decided among them."""

    slot: int
    equal: int
    places: int

    @property
    def share(self) -> float:
        """The chance of each of them, above 0 and below 1."""
        return self.places / self.equal


class Lots:
    """Finds, for one plan, among whom the lot decided.

    Two people stand equal for a place if the plan with the one in place of the other keeps every limit and reaches as
    much of every goal before the lot. So nothing but their lottery numbers tells them apart.
    """

    def __init__(self, instance: Instance, activity: Activity, chosen: Chosen, names: Sequence[str],
                 earlier: Earlier) -> None:  # fmt: skip
        """Look at a plan, with what it uses of every limit, and the names of the goals that it reached in their order.

        Nobody has a chance where the goal lot was not reached.
        """
        names = list(names)
        self._before = names[: names.index("lot")] if "lot" in names else None
        self._instance, self._chosen, self._activity = instance, chosen, activity
        table = instance.columns
        self._candidate = table.index.to_numpy()
        self._person, self._slot = table["person"].to_numpy(), table["slot"].to_numpy()
        self._value, self._purpose = table["value"].to_numpy(), table["purpose"].to_numpy()
        self._is_earning = is_earning(table)
        self._taken = np.searchsorted(self._candidate, self._chosen)
        self._placed = set(self._person[self._taken].tolist())
        self._barred = {*instance.pairs("pin"), *instance.pairs("forbid")}
        goals = [GOALS[name](instance, earlier) for name in self._before or ()]
        weights = [goal.weights_of(self._candidate) for goal in goals]
        self._weights = [weight for weight in weights if weight is not None]
        # Of the others, what the plan reaches: they depend on who else is in it.
        self._reached = [
            (goal, goal.reached(chosen)) for goal, weight in zip(goals, weights, strict=True) if weight is None
        ]

    def of(self, person: int, slot: int) -> Chance | None:
        """The chance of a person (a position) at a slot (a position); None where the lot did not decide about them.

        The slot is the one that the person is proposed at, or, without any proposal, the one that their reason names.
        """
        if self._before is None:
            return None
        there = self._taken[self._slot[self._taken] == slot]
        there = np.array([c for c in there.tolist() if self._is_free(c)], dtype=np.int64)
        mine = there[self._person[there] == person].tolist()
        for column in mine or self._own(person, slot):
            found = self._around(column, there, is_placed=bool(mine))
            if found is not None:
                return Chance(slot, *found)
        return None

    def _around(self, column: int, there: Positions, *, is_placed: bool) -> tuple[int, int] | None:
        """How many stand equal with the person of a column, themselves among them, and for how many places."""
        if is_placed:
            others = self._waiting_like(column)
            losers = {int(self._person[other]) for other in others if self._is_equal(column, other)}
            if not losers:
                return None
            rival = next(other for other in others if int(self._person[other]) in losers)
            winners = {int(self._person[c]) for c in there.tolist() if self._is_equal(c, rival)}
        else:
            held = [c for c in there.tolist() if self._is_equal(c, column)]
            if not held:
                return None
            winners = {int(self._person[c]) for c in held}
            losers = {int(self._person[o]) for o in self._waiting_like(column) if self._is_equal(held[0], o)}
        return len(winners | losers), len(winners)

    def _own(self, person: int, slot: int) -> list[int]:
        """The columns of a person without a proposal at a slot that the person might have had."""
        own = np.flatnonzero((self._person == person) & (self._slot == slot) & self._is_earning)
        return [c for c in own.tolist() if self._is_left(c) and self._is_free(c)]

    def _waiting_like(self, column: int) -> list[int]:
        """The columns of people without a proposal, in the same slot, for the same purpose and of the same value."""
        like = (self._slot == self._slot[column]) & (self._purpose == self._purpose[column]) & self._is_earning
        like &= np.abs(self._value - self._value[column]) <= SAME
        return [c for c in np.flatnonzero(like).tolist() if self._is_left(c) and self._is_free(c)]

    def _is_left(self, column: int) -> bool:
        """Whether the person of a column has no proposal."""
        return int(self._person[column]) not in self._placed

    def _is_free(self, column: int) -> bool:
        """Whether nobody has decided about the pair by hand."""
        return (int(self._person[column]), int(self._slot[column])) not in self._barred

    def _is_equal(self, taken: int, other: int) -> bool:
        """Whether the plan may as well have the other column instead of a taken one, as far as the lot has no say."""
        if any(abs(weight[taken] - weight[other]) > SAME for weight in (self._value, *self._weights)):
            return False
        self._activity.move(taken, -1.0)
        self._activity.move(other, 1.0)
        holds = self._activity.holds([taken, other])
        self._activity.move(other, -1.0)
        self._activity.move(taken, 1.0)
        if not holds:
            return False
        rest = self._chosen[self._chosen != self._candidate[taken]]
        plan = np.sort(np.append(rest, self._candidate[other]))
        return all(goal.is_level_with(plan, reached) for goal, reached in self._reached)


def chance_sentence(chance: Chance) -> str:
    """The chance in words for the person concerned, which name nobody else."""
    places = ngettext("{number} place", "{number} places", chance.places)
    return ngettext(
        "{number} person stood equal for {places}, and the lot decided: each had a chance of {share}.",
        "{number} people stood equal for {places}, and the lot decided: each had a chance of {share}.",
        chance.equal, places=places, share=percent(chance.share, 0),
    )  # fmt: skip
