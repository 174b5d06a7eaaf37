"""What a goal is: a linear objective to maximise, and the extra rows and auxiliary variables that it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.schema.arrays import Positions, Values
from planner.schema.rows import Entries, Rows

# Candidates of a plan, ascending.
Chosen = Positions


@dataclass(frozen=True)
class Goal:
    """A linear objective to maximise: the sum of `entries`, under the extra `rows`.

    `score` computes the same value from a set of chosen candidates. Where `rows` declare auxiliary variables,
    `declared` gives their best values for chosen candidates, in the order of their keys.
    """

    name: str
    entries: tuple[Entries, ...]
    score: Callable[[Chosen], float] = field(repr=False)
    rows: Rows | None = None
    declared: Callable[[Chosen], Values] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Earlier:
    """What a goal may know of the goals before it.

    `outcome_plan` is the plan that the outcome goal chose. `most_placeable` gives an upper bound on how many of a set
    of candidates can be chosen together.
    """

    outcome_plan: Chosen
    most_placeable: Callable[[Positions], float] = field(repr=False)


def weighted(name: str, key: Positions, weight: Values) -> Goal:
    """The goal that maximises the sum of the chosen candidates' weights; `key` has their positions."""
    keep = np.flatnonzero(weight)
    keep = keep[np.argsort(key[keep], kind="stable")]
    key, weight = key[keep], weight[keep]

    def score(chosen: Chosen) -> float:
        own = chosen[np.isin(chosen, key)]
        return float(sum(weight[np.searchsorted(key, own)].tolist()))

    return Goal(name, (Entries("x", np.zeros(len(key), dtype=np.int64), key, weight),), score)
