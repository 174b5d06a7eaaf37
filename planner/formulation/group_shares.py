"""What groups get of what each could have alone, in whole numbers: the measure of group_floor, max_min and leximin."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from planner.formulation.goal import Alone, Chosen, Earlier
from planner.instance import Instance, is_main_with_gain
from planner.schema.arrays import Whole
from planner.schema.rows import Entries

# Shares are compared in whole thousandths, rounded down. Up to 31 places no two different shares are in one thousandth,
# since they differ by at least 1 / (31 x 30).
SCALE = 1000
# Units of a measure in one place, or in one person more in work or study. Four decimals of a gain are ever told.
UNITS = {"placements": 1, "uplift": 10_000}


@dataclass(frozen=True)
class GroupShare:
    """A group's candidates (ascending) with what each counts in units, and what the group could have alone.

    `is_single`: they are those of one person, who may have only one of them.
    """

    group: str
    candidates: Chosen = field(repr=False)
    units: Whole = field(repr=False)
    alone: Alone
    is_single: bool = False

    def gets(self, chosen: Chosen) -> int:
        """Units in a plan."""
        at = np.searchsorted(self.candidates, chosen)
        known = at < len(self.candidates)
        at, known_of = at[known], chosen[known]
        return int(self.units[at[self.candidates[at] == known_of]].sum())

    def share(self, chosen: Chosen) -> int:
        """What it gets of what it could have alone, in whole thousandths rounded down, at most SCALE."""
        return min(SCALE, SCALE * self.gets(chosen) // self.alone.most)

    def asked(self, share: int) -> tuple[Whole, int]:
        """Coefficients of its candidates, and the least that their sum is exactly where the group has such a share.

        No coefficient is above the least. Of a single person, who gets one place, only those that suffice have one.
        """
        least = -(-share * self.alone.most // SCALE)
        if self.is_single:
            return (self.units >= least).astype(np.int64), 1
        return np.minimum(self.units, least), least

    def entries(self, coefficient: Whole, row: int = 0) -> Entries:
        """Its candidates in one row."""
        return Entries("x", np.full(len(coefficient), row, dtype=np.int64), self.candidates, coefficient.astype(float))


def counted(instance: Instance, group: str) -> tuple[Chosen, Whole]:
    """The candidates that count for a group, ascending, and what each counts in units.

    They are its members' main candidates of value above 0: one unit each for placements, the value in ten-thousandths,
    rounded, for uplift.
    """
    columns = gaining(instance)
    return in_units(instance, columns[instance.groups[group][columns["person"].to_numpy()]])


def gaining(instance: Instance) -> pd.DataFrame:
    """The main candidates of value above 0, ascending."""
    return instance.columns[is_main_with_gain(instance.columns)].sort_index()


def in_units(instance: Instance, columns: pd.DataFrame) -> tuple[Chosen, Whole]:
    """Those of some main candidates (ascending) that count anything, and what each counts in units."""
    measure = instance.settings.group_measure
    value = np.ones(len(columns)) if measure == "placements" else columns["value"].to_numpy(dtype=float)
    units = np.round(value * UNITS[measure]).astype(np.int64)
    return columns.index.to_numpy(dtype=np.int64)[units > 0], units[units > 0]


def group_share(instance: Instance, earlier: Earlier, group: str) -> GroupShare:
    """One group with what it could have alone."""
    candidates, units = counted(instance, group)
    people = instance.columns.loc[candidates, "person"].nunique()
    is_single = people == 1 and not instance.is_off("one_main")
    return GroupShare(group, candidates, units, earlier.alone(group), is_single)


def group_shares(instance: Instance, earlier: Earlier) -> list[GroupShare]:
    """The groups of the settings that could have anything alone; others have no share."""
    every = (group_share(instance, earlier, name) for name in dict.fromkeys(instance.settings.groups))
    return [one for one in every if one.alone.most > 0]


def floors(instance: Instance, earlier: Earlier) -> list[tuple[GroupShare, int]]:
    """Each group with a floor, by name, and the floor in units: its share of what it could have alone, rounded up."""
    return [
        (share := group_share(instance, earlier, name), math.ceil(least * share.alone.most - 1e-9))
        for name, least in sorted(instance.settings.group_floor.items())
    ]


def known_plan(instance: Instance, chosen: Chosen, alone: Mapping[str, Alone]) -> Earlier:
    """What goals know when a plan is given: the targets and shares that the plan itself leaves."""
    earlier = Earlier(chosen, lambda _own: math.inf, lambda group: alone.get(group, Alone(0, 0)))
    shares = tuple(sorted(one.share(chosen) for one in group_shares(instance, earlier)))
    return replace(earlier, levels={"max_min": shares[:1], "leximin": shares})
