"""What a goal is: what it wants as large as may be, and the rows it needs to say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.schema.rows import Entries, Rows

Chosen = NDArray[np.int64]


@dataclass(frozen=True)
class Goal:
    """A goal: the largest sum of `entries`, under extra `rows`; `score` values a set of chosen candidates the same way.

    Where `rows` declare columns, `declared` gives their best values, in the order of their keys, for chosen candidates.
    """

    name: str
    entries: tuple[Entries, ...]
    score: Callable[[Chosen], float] = field(repr=False)
    rows: Rows | None = None
    declared: Callable[[Chosen], NDArray[np.float64]] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Earlier:
    """What a goal may know of the goals before it: the plan the outcome goal chose, and a way to ask for a maximum.

    `most_placeable` gives the greatest number of a set of candidates that can be chosen together.
    """

    outcome_plan: Chosen
    most_placeable: Callable[[NDArray[np.int64]], float] = field(repr=False)


def weighted(name: str, key: NDArray[np.int64], weight: NDArray[np.float64]) -> Goal:
    """The goal of the greatest sum of weights of chosen candidates."""
    keep = np.flatnonzero(weight)
    keep = keep[np.argsort(key[keep], kind="stable")]
    key, weight = key[keep], weight[keep]

    def score(chosen: Chosen) -> float:
        own = chosen[np.isin(chosen, key)]
        return float(sum(weight[np.searchsorted(key, own)].tolist()))

    return Goal(name, (Entries("x", np.zeros(len(key), dtype=np.int64), key, weight),), score)
