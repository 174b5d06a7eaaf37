"""What a goal is: a linear objective to maximise, and the extra rows and auxiliary variables that it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from planner.schema.arrays import Positions, Values
from planner.schema.rows import Entries, Rows

# Candidates of a plan, ascending.
Chosen = Positions
# Scores that differ by no more are float noise apart.
SAME = 1e-9


@dataclass(frozen=True)
class Goal:
    """A linear objective to maximise: the sum of `entries`, under the extra `rows`.

    `score` computes the same value from a set of chosen candidates. Where `rows` declare auxiliary variables,
    `declared` gives their best values for chosen candidates, in the order of their keys.

    A goal that no sum can say settles whole numbers in steps: the first `settles` of what `numbers` gives for chosen
    candidates, in their order. Plans are compared by the first of them that differs.
    """

    name: str
    entries: tuple[Entries, ...]
    score: Callable[[Chosen], float] = field(repr=False)
    rows: Rows | None = None
    declared: Callable[[Chosen], Values] | None = field(default=None, repr=False)
    settles: int = 0
    numbers: Callable[[Chosen], tuple[int, ...]] = field(default=lambda _chosen: (), repr=False)

    def reached(self, plan: Chosen) -> tuple[float, ...]:
        """What a plan reaches of the goal: its score, or the whole numbers that the goal settles."""
        return self.numbers(plan)[: self.settles] if self.settles else (self.score(plan),)

    def is_short_of(self, plan: Chosen, reached: tuple[float, ...]) -> bool:
        """Whether a plan reaches less of the goal than another has `reached`."""
        own = self.reached(plan)
        return own < reached if self.settles else own[0] < reached[0] - SAME

    def is_level_with(self, plan: Chosen, reached: tuple[float, ...]) -> bool:
        """Whether a plan reaches as much of the goal as another has `reached`."""
        own = self.reached(plan)
        return own == reached if self.settles else abs(own[0] - reached[0]) <= SAME

    def weights_of(self, candidates: Chosen) -> Values | None:
        """What each of some candidates (ascending) adds to the score; None where that depends on who else is chosen."""
        if self.rows is not None or self.settles:
            return None
        found = np.zeros(len(candidates))
        for part in self.entries:
            at = np.searchsorted(candidates, part.key)
            is_there = at < len(candidates)
            is_there[is_there] = candidates[at[is_there]] == part.key[is_there]
            found[at[is_there]] += part.coefficient[is_there]
        return found


@dataclass(frozen=True)
class Alone:
    """The most that a group could have if nobody else counted: found in some plan, and a bound on every plan.

    Whole numbers in units of setting `group_measure` (see group_shares.py).
    """

    most: int
    bound: int


def _nothing_alone(_group: str) -> Alone:
    return Alone(0, 0)


@dataclass(frozen=True)
class Earlier:
    """What a goal may know of the goals before it, and of its own steps.

    `outcome_plan` is the plan that the outcome goal chose. `most_placeable` gives an upper bound on how many of a set
    of candidates can be chosen together, and `alone` what a group could have alone. `levels` are by goal the lowest
    shares of groups that it has settled, ascending, and `above` is the share that its next step is about.
    """

    outcome_plan: Chosen
    most_placeable: Callable[[Positions], float] = field(repr=False)
    alone: Callable[[str], Alone] = field(default=_nothing_alone, repr=False)
    levels: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    above: int | None = None


def weighted(name: str, key: Positions, weight: Values) -> Goal:
    """The goal that maximises the sum of the chosen candidates' weights; `key` has their positions."""
    keep = np.flatnonzero(weight)
    keep = keep[np.argsort(key[keep], kind="stable")]
    key, weight = key[keep], weight[keep]

    def score(chosen: Chosen) -> float:
        own = chosen[np.isin(chosen, key)]
        return float(sum(weight[np.searchsorted(key, own)].tolist()))

    return Goal(name, (Entries("x", np.zeros(len(key), dtype=np.int64), key, weight),), score)
