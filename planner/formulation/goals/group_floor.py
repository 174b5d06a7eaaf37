"""Group floor: groups that get less than a share of what they could have alone get more."""

from __future__ import annotations

import numpy as np

from planner.formulation.goal import Chosen, Earlier, Goal, weighted
from planner.formulation.group_shares import UNITS, GroupShare, floors
from planner.instance import Instance
from planner.schema.arrays import Values
from planner.schema.rows import INFINITY, Columns, Entries, Rows


def group_floor(instance: Instance, earlier: Earlier | None = None) -> Goal:
    """Minus the sum of how far groups fall below their floors.

        sum of what x[c] counts over the group's candidates + below[g]  >=  floor of g

    Shape: one row per group with a floor, keyed (group). Unit: places, or people more in work or study, as setting
    `group_measure` says. Auxiliary variables: kind `below`, in the measure's units, keyed by the group's number.
    """
    assert earlier is not None  # noqa: S101 - the outcome goal always comes first
    return below_floors("group_floor", instance, floors(instance, earlier))


def below_floors(name: str, instance: Instance, wanted: list[tuple[GroupShare, int]]) -> Goal:
    """The goal that some groups are below their floors (in units) by as little as can be, all of them together."""
    asked = [(share, least) for share, least in wanted if least > 0]
    if not asked:
        return weighted(name, np.array([], dtype=np.int64), np.array([]))
    count, unit = len(asked), UNITS[instance.settings.group_measure]
    numbers = np.arange(count)
    least = np.array([floor for _share, floor in asked], dtype=float)
    rows = Rows(
        f"goal_{name}",
        tuple((share.group,) for share, _least in asked),
        least,
        np.full(count, INFINITY),
        (
            *(share.entries(share.units, row) for row, (share, _least) in enumerate(asked)),
            Entries("below", numbers, numbers, np.ones(count)),
        ),
        (Columns("below", numbers, np.zeros(count), least, is_integer=True),),
    )

    def below(chosen: Chosen) -> Values:
        return np.array([max(floor - share.gets(chosen), 0) for share, floor in asked], dtype=float)

    entries = (Entries("below", np.zeros(count, dtype=np.int64), numbers, np.full(count, -1 / unit)),)
    return Goal(name, entries, lambda chosen: -float(below(chosen).sum()) / unit, rows, below)
