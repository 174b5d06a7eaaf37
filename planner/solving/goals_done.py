"""Goals that have been reached, and what the goals after them hold of the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from planner.formulation import Chosen, Goal, Name
from planner.instance import Instance, is_earning, is_main
from planner.schema.rows import INFINITY, Entries, Rows
from planner.schema.settings import OWN_RESIDENTS
from planner.solving.search.single_objective import Reached


@dataclass(frozen=True)
class GoalDone:
    """A goal after its search: the result, the value and the plan right after, and the row prices that bound it."""

    goal: Goal
    reached: Reached
    value: float
    chosen: Chosen
    prices: dict[Name, float] = field(repr=False)


def before_policy(done: Sequence[GoalDone]) -> float:
    """The outcome that all later goals may spend a share of together: that after own_residents, where sought."""
    own = [one.chosen for one in done if one.goal.name == OWN_RESIDENTS]
    return done[0].goal.score(own[0]) if own else done[0].reached.value


def held_people(instance: Instance, chosen: Chosen) -> Rows:
    """Rows that keep people placed: in some main place worth something, or in some place of another purpose."""
    columns = instance.columns
    counts = np.flatnonzero(is_earning(columns))
    own = pd.DataFrame({"person": columns["person"].to_numpy(), "main": is_main(columns)}).iloc[counts]
    kind = own.groupby(["person", "main"]).ngroup().to_numpy()
    column = columns.index.to_numpy()[counts]
    held = np.unique(kind[np.isin(column, chosen)])
    entry = np.flatnonzero(np.isin(kind, held))
    first = own.iloc[np.unique(kind, return_index=True)[1][held]]
    names = instance.people["jobseeker_id"].to_numpy()[first["person"]]
    keys = tuple((str(name), "main" if main else "other") for name, main in zip(names, first["main"], strict=True))
    ones = np.ones(len(entry))
    entries = Entries("x", np.searchsorted(held, kind[entry]), column[entry], ones)
    return Rows("held_people", keys, np.ones(len(held)), np.full(len(held), INFINITY), (entries,))


def remembered(ask: Callable[[Chosen], float]) -> Callable[[Chosen], float]:
    """Cache `ask`: the same candidates get the same answer without solving again."""
    answer = cache(lambda raw: ask(np.frombuffer(raw, dtype=np.int64)))
    return lambda own: answer(own.tobytes())
