"""Fair share: groups that would get much less than their share of main places, or of paid jobs, get more."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.formulation.goal import Chosen, Earlier, Goal, weighted
from planner.instance import PLACES, Instance, Places, is_main_with_gain
from planner.schema.arrays import Values
from planner.schema.rows import INFINITY, Columns, Entries, Rows


@dataclass(frozen=True)
class Share:
    """A group's target for all main places or for paid jobs: of `people`, so many should be placed.

    `candidates` (ascending) are those that count; `placed` of its people had a place before, within the window.
    """

    group: str
    places: Places
    candidates: Chosen
    people: int
    placed: int
    target: int

    @property
    def needed(self) -> int:
        """How many of its candidates must be chosen to reach the target."""
        return max(self.target - self.placed, 0)

    def short(self, chosen: Chosen) -> int:
        """How many people are missing to the target in a plan."""
        return max(self.needed - count_among(chosen, self.candidates), 0)


def shares(instance: Instance, earlier: Earlier) -> list[Share]:
    """The groups that fair_share looks at, with their targets; with a window also for paid jobs apart.

        target = min(D_g + the most of the group that could be placed if only they were,
                     floor(fair_share x N x A_g / A)),  N = D + N0

    Without a window D = D_g = 0, and A people, A_g of them in the group, have a main candidate with a gain; N0 people
    have a main place in the plan of the outcome goal. With a window A people are in its pool, D of them were placed,
    and N0 counts the others. The first term is computed only where that plan leaves the group below the second.
    """
    gains = instance.columns[is_main_with_gain(instance.columns)]
    return [
        share
        for places in (PLACES if instance.window is not None else PLACES[:1])
        for name in instance.settings.groups
        if (share := _share(instance, earlier, name, places, gains)) is not None
    ]


def _share(instance: Instance, earlier: Earlier, name: str, places: Places, gains: pd.DataFrame) -> Share | None:
    """One group's target; None where it has too few people. `gains` are the main candidates with a gain."""
    settings, window, member = instance.settings, instance.window, instance.groups[name]
    candidate, person = gains.index.to_numpy(), gains["person"].to_numpy()
    if window is None:
        with_candidate = np.unique(person)
        every, people, before, placed = len(with_candidate), int(member[with_candidate].sum()), 0, 0
        counts = np.ones(len(gains), dtype=bool)
    else:
        every, people = window.people(), window.people(name, member)
        before, placed = window.num_placed(places), window.num_placed(places, name, member)
        counts = window.may_count(places)[person]
        if places == "paid":
            counts &= instance.is_paid_offer[gains["offer"].to_numpy()]
    if people < settings.fair_share_min_people:
        return None
    chosen = np.intersect1d(earlier.outcome_plan, candidate[counts])
    own = candidate[counts & member[person]]
    target = math.floor(settings.fair_share * (before + len(chosen)) * people / every + 1e-9)
    if placed + count_among(chosen, own) < target:
        target = min(target, placed + math.floor(earlier.most_placeable(own) + 1e-6))
    return Share(name, places, own, people, placed, target)


def count_among(chosen: Chosen, candidates: Chosen) -> int:
    """How many of a plan are among some candidates (ascending). Fast: explanations ask it of thousands of plans."""
    at = np.searchsorted(candidates, chosen)
    known = at < len(candidates)
    return int(np.count_nonzero(candidates[at[known]] == chosen[known]))


def fair_share(instance: Instance, earlier: Earlier | None = None) -> Goal:
    """Minus the sum of how far groups fall below their targets, for all main places and, with a window, paid jobs.

    Unit: people. Auxiliary variables: kind `short`, keyed by the target's number. Leaving places of others empty gains
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
    needed = np.array([share.needed for share in groups], dtype=float)
    rows = Rows(
        "goal_fair_share",
        tuple((share.group,) if share.places == "all" else (share.group, share.places) for share in groups),
        needed,
        np.full(count, INFINITY),
        (
            Entries("x", np.repeat(numbers, sizes), key, np.ones(len(key))),
            Entries("short", numbers, numbers, np.ones(count)),
        ),
        (Columns("short", numbers, np.zeros(count), needed, is_integer=True),),
    )

    def short(chosen: Chosen) -> Values:
        return np.array([share.short(chosen) for share in groups], dtype=float)

    entries = (Entries("short", np.zeros(count, dtype=np.int64), numbers, -np.ones(count)),)
    return Goal("fair_share", entries, lambda chosen: -float(short(chosen).sum()), rows, short)
