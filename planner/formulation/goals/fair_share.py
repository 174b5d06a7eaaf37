"""Fair share: groups that would get much less than their share of main places get more."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from planner.formulation.goal import Chosen, Earlier, Goal, weighted
from planner.instance import Instance, is_main_with_gain
from planner.schema.arrays import Values
from planner.schema.rows import INFINITY, Columns, Entries, Rows


@dataclass(frozen=True)
class Share:
    """A group's target: its candidates (ascending), how many of its people have one, and how many should be placed."""

    group: str
    candidates: Chosen
    with_candidate: int
    target: int


def shares(instance: Instance, earlier: Earlier) -> list[Share]:
    """The groups that fair_share looks at, with their targets.

        target = min(the most of the group that could be placed if only they were, floor(fair_share x N0 x A_g / A))

    A people, A_g of them in the group, have a main candidate with a gain; N0 people have a main place in the plan of
    the outcome goal. The first term is computed only where that plan leaves the group below the second.
    """
    settings = instance.settings
    gains = instance.columns[is_main_with_gain(instance.columns)]
    with_candidate = np.unique(gains["person"].to_numpy())
    placed = np.intersect1d(earlier.outcome_plan, gains.index.to_numpy())
    wanted = []
    for name in settings.groups:
        member = instance.groups[name]
        people = int(member[with_candidate].sum())
        if people < settings.fair_share_min_people:
            continue
        own = gains.index.to_numpy()[member[gains["person"].to_numpy()]]
        target = math.floor(settings.fair_share * len(placed) * people / len(with_candidate) + 1e-9)
        if count_among(placed, own) < target:
            target = min(target, math.floor(earlier.most_placeable(own) + 1e-6))
        wanted.append(Share(name, own, people, target))
    return wanted


def count_among(chosen: Chosen, candidates: Chosen) -> int:
    """How many of a plan are among some candidates (ascending). Fast: explanations ask it of thousands of plans."""
    at = np.searchsorted(candidates, chosen)
    known = at < len(candidates)
    return int(np.count_nonzero(candidates[at[known]] == chosen[known]))


def fair_share(instance: Instance, earlier: Earlier | None = None) -> Goal:
    """Minus the sum over groups of how far their placed people fall below the target.

    Unit: people. Auxiliary variables: kind `short`, keyed by the group's number. Leaving places of others empty gains
    nothing here.
    """
    assert earlier is not None  # noqa: S101 - the outcome goal always comes first
    groups = shares(instance, earlier)
    if not groups:  # nothing to share: a goal without rows, like any other weighted one
        return weighted("fair_share", np.array([], dtype=np.int64), np.array([]))
    count = len(groups)
    numbers = np.arange(count)
    sizes = [len(share.candidates) for share in groups]
    key = np.concatenate([share.candidates for share in groups])
    targets = np.array([share.target for share in groups], dtype=float)
    rows = Rows(
        "goal_fair_share",
        tuple((share.group,) for share in groups),
        targets,
        np.full(count, INFINITY),
        (
            Entries("x", np.repeat(numbers, sizes), key, np.ones(len(key))),
            Entries("short", numbers, numbers, np.ones(count)),
        ),
        (Columns("short", numbers, np.zeros(count), targets, is_integer=True),),
    )

    def short(chosen: Chosen) -> Values:
        missing = [max(s.target - count_among(chosen, s.candidates), 0) for s in groups]
        return np.array(missing, dtype=float)

    entries = (Entries("short", np.zeros(count, dtype=np.int64), numbers, -np.ones(count)),)
    return Goal("fair_share", entries, lambda chosen: -float(short(chosen).sum()), rows, short)
