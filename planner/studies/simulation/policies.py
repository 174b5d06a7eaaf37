"""The policies that need no future: this week's best plan, and the orders of usual practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.schema.arrays import Positions, Values, Whole
from planner.solving import HighsClient
from planner.studies.simulation.program import Program, best_choice
from planner.studies.simulation.run import PolicyState

PolicyName = Literal["usual", "longest_wait_to_best", "best_first", "nothing_held", "greedy", "potentials", "hindsight"]
# In the order they are shown. `usual` is the queue: longest wait first; `nothing_held` is greedy without held places.
POLICIES: tuple[PolicyName, ...] = (
    "usual", "longest_wait_to_best", "best_first", "nothing_held", "greedy", "potentials", "hindsight",
)  # fmt: skip
NOTHING_HELD: PolicyName = "nothing_held"
Order = Literal["longest_wait", "longest_wait_to_best", "best_first"]
ORDERS: dict[PolicyName, Order] = {
    "usual": "longest_wait", "longest_wait_to_best": "longest_wait_to_best", "best_first": "best_first",
}  # fmt: skip


@dataclass(frozen=True)
class GreedyPolicy:
    """The best plan for this week, within all limits: expected gain now, and no thought of later."""

    client: HighsClient

    def __call__(self, standing: PolicyState, now: Positions) -> Positions:
        """The best whole choice."""
        played = standing.played
        now = now[played.is_column[now]]
        return chosen_now(self.client, standing, now, played.chance[now] * played.gain[now])


def chosen_now(client: HighsClient, standing: PolicyState, now: Positions, value: Values) -> Positions:
    """The best choice of this week's pairs under some values, in what places and lines have left."""
    played, free = standing.played, standing.free()
    none = np.full(len(free), -1)
    program = Program(played.pairs.of(now), value, played.cost[now], free, none, standing.left, least_now(standing))
    return now[best_choice(client, program)[0]]


def least_now(standing: PolicyState) -> Whole:
    """By opening, how many it still needs if it is to get anybody; 1 asks for nothing."""
    return np.asarray(np.maximum(standing.played.least - standing.begun, 1), dtype=np.int64)


@dataclass(frozen=True)
class UsualPolicy:
    """An order of usual practice (docs/method.md): places are taken one after the other, and none is thought of twice.

    The queue uses no estimate; the other two take places by their value.
    """

    order: Order

    def __call__(self, standing: PolicyState, now: Positions) -> Positions:
        """What is taken in the order, within all limits."""
        played, people = standing.played, standing.played.world.people
        if self.order != "longest_wait":
            now = now[played.is_column[now]]
        pairs, columns = played.pairs.of(now), played.templates.columns
        waited = people.waited[pairs.person] + standing.week - people.first[pairs.person]
        lot = played.world.chance.of("lot", people.names)[pairs.person]
        wish, minutes, form = (columns[name].to_numpy()[pairs.column] for name in ("wish", "minutes", "form"))
        value, cost = played.chance[now] * played.gain[now], played.cost[now].sum(axis=1)
        keys = {
            "longest_wait": (-waited, lot, wish, minutes, pairs.opening, form),
            "longest_wait_to_best": (-waited, lot, -value, cost, pairs.opening, form),
            "best_first": (-value, cost, -waited, lot, pairs.opening, form),
        }[self.order]
        return now[_taken(standing, now, np.lexsort(keys[::-1]))]


def _taken(standing: PolicyState, now: Positions, order: Positions) -> Positions:
    """The pairs (positions among `now`) that fit one after the other; openings short of their minimum give all back."""
    pairs, cost = standing.played.pairs.of(now), standing.played.cost[now]
    free, left, least = standing.free(), standing.left.copy(), least_now(standing)
    has_place = np.zeros(len(standing.placed), dtype=np.bool_)
    taken: list[int] = []
    for at in order.tolist():
        person, opening = int(pairs.person[at]), int(pairs.opening[at])
        if has_place[person] or free[opening] <= 0 or (cost[at] > left).any():
            continue
        has_place[person] = True
        free[opening] -= 1
        left = left - cost[at]
        taken.append(at)
    kept = np.array(taken, dtype=np.int64)
    many = np.bincount(pairs.opening[kept], minlength=len(free))
    return kept[many[pairs.opening[kept]] >= least[pairs.opening[kept]]]
