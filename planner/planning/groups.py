"""The groups of plan.json: what each got this week and over the window, and what shuts out those without any place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from planner.formulation import SCALE, UNITS, Chosen, Share, floors, group_share, shares
from planner.instance import Instance, Places, is_main, is_main_with_gain
from planner.planning.usual import Usual
from planner.schema.arrays import Positions
from planner.schema.plan_groups import AlonePart, GroupPart, GroupWindow, ShareFigures, WindowPart
from planner.schema.weeks import week_label
from planner.solving import Solution

# Goals that look at what each group of the settings gets of what it could have alone.
OF_SHARES = {"max_min", "leximin"}


def placed_people(instance: Instance, chosen: Chosen) -> Positions:
    """People (positions) with a proposed main place."""
    rows = instance.candidates.loc[chosen]
    return np.unique(rows.loc[is_main(rows), "person"].to_numpy())


def window_part(instance: Instance) -> WindowPart | None:
    """The window that fair_share looks back at; None where it looks at the plan week alone."""
    window = instance.window
    if window is None:
        return None
    return WindowPart(
        weeks=window.weeks,
        first_week=week_label(instance.week - window.weeks),
        people=window.people(),
        placed=window.num_placed("all"),
        paid=window.num_placed("paid"),
    )


def group_parts(
    instance: Instance,
    solution: Solution,
    usual: Usual,
    shut_out: Mapping[int, tuple[str, ...]],
    before: pd.DataFrame,
) -> tuple[GroupPart, ...]:
    """The groups of goal fair_share, with their targets, then all other declared groups and the easiest quarter.

    `shut_out` has by person (position) without any candidate the gates in the way; `before` is what is promised.
    """
    reached = {goal.name for goal in solution.goals}
    found = shares(instance, solution.earlier) if "fair_share" in reached else []
    targets = {(share.group, share.places): share for share in found}
    alone = _alone_parts(instance, solution, reached)
    rows = instance.candidates.loc[solution.chosen]
    person, value = rows["person"].to_numpy(), rows["value"]
    placed = placed_people(instance, solution.chosen)
    kept = np.unique(before.loc[before["is_main"], "person"].to_numpy(dtype=np.int64))
    usually = {p.name: placed_people(instance, p.chosen) for p in usual.plans if p.chosen is not None}
    gains = instance.columns[is_main_with_gain(instance.columns)]
    with_candidate = np.unique(gains["person"].to_numpy())
    gaining = rows[rows.index.isin(gains.index)]
    without = np.setdiff1d(instance.eligibility.without_candidate(), instance.running["person"].to_numpy())
    parts = []
    for name, member in sorted(instance.groups.items(), key=lambda one: ((one[0], "all") not in targets, one[0])):
        own, share = member[person], targets.get((name, "all"))
        is_looked_at = share is not None and instance.window is None
        no_place = without[member[without]].tolist()
        parts.append(
            GroupPart(
                group=name,
                people=int(member.sum()),
                with_candidate=int(member[with_candidate].sum()),
                places=int(own.sum()),
                placed=int(member[placed].sum()),
                uplift=round(float(value[own].sum()), 9) + 0.0,
                promised=int(member[kept].sum()),
                together=int(member[np.union1d(placed, kept)].sum()),
                usual_placed={name: int(member[people].sum()) for name, people in usually.items()},
                target=share.target if share is not None and is_looked_at else None,
                shortfall=share.short(solution.chosen) if share is not None and is_looked_at else None,
                no_place=len(no_place),
                no_place_by=most_first(gate for one in no_place for gate in shut_out.get(one, ())),
                window=_over_window(instance, gaining, name, targets, solution.chosen),
                alone=alone.get(name),
            )
        )
    return tuple(parts)


def _alone_parts(instance: Instance, solution: Solution, reached: set[str]) -> dict[str, AlonePart]:
    """By group what it gets of what it could have alone, for the groups that a goal reached looks at."""
    names = instance.settings.groups if reached & OF_SHARES else ()
    seen = {name: group_share(instance, solution.earlier, name) for name in names}
    least = {}
    if "group_floor" in reached:
        for share, floor in floors(instance, solution.earlier):
            seen[share.group], least[share.group] = share, floor
    unit = UNITS[instance.settings.group_measure]
    return {
        name: AlonePart(
            most=share.alone.most / unit,
            bound=share.alone.bound / unit,
            gets=share.gets(solution.chosen) / unit,
            share=share.share(solution.chosen) / SCALE if share.alone.most else None,
            floor=least[name] / unit if name in least else None,
        )
        for name, share in seen.items()
    }


def most_first(gates: Iterable[str]) -> dict[str, int]:
    """How often each gate occurs, the most frequent first; of equals the first by name."""
    return dict(sorted(Counter(gates).items(), key=lambda item: (-item[1], item[0])))


def _over_window(
    instance: Instance, gaining: pd.DataFrame, name: str, targets: Mapping[tuple[str, Places], Share], chosen: Chosen
) -> GroupWindow | None:
    """One group over the window; `gaining` are the proposed main places with a gain."""
    window, member = instance.window, instance.groups[name]
    if window is None:
        return None

    def figures(places: Places) -> ShareFigures:
        person = gaining["person"].to_numpy()
        counts = (window.may_count(places) & member)[person]
        if places == "paid":
            counts &= instance.is_paid_offer[gaining["offer"].to_numpy()]
        share = targets.get((name, places))
        return ShareFigures(
            placed=window.num_placed(places, name, member),
            proposed=len(np.unique(person[counts])),
            target=None if share is None else share.target,
            shortfall=None if share is None else share.short(chosen),
        )

    return GroupWindow(people=window.people(name, member), places=figures("all"), paid=figures("paid"))
