"""Formulation: from an instance to a MIP, with one pure function per constraint and one per goal."""

from planner.formulation.approaches import approaches_left
from planner.formulation.constraints import CONSTRAINTS, minimums_left
from planner.formulation.goal import Alone, Chosen, Earlier, Goal
from planner.formulation.goals import GOALS, Share, best_ranks, free_main_places, shares
from planner.formulation.group_shares import (
    SCALE,
    UNITS,
    GroupShare,
    counted,
    floors,
    group_share,
    known_plan,
)
from planner.formulation.mip import MIP, Name, assemble, mip_of
from planner.formulation.own_residents import (
    AT_HOME,
    at_home_name,
    by_municipality,
    counted_at_home,
    resident_shares,
)
from planner.formulation.shortlists import (
    ListColumns,
    Listed,
    first_on_lists,
    joint_columns,
    list_columns,
    list_lengths,
    list_worth,
)
from planner.instance import Instance
from planner.schema.rows import Rows


def hard_rows(instance: Instance) -> list[Rows]:
    """The rows of every hard constraint that is not switched off."""
    return [constraint(instance) for constraint in CONSTRAINTS if not instance.is_off(constraint.__name__)]


__all__ = [
    "AT_HOME",
    "CONSTRAINTS",
    "GOALS",
    "MIP",
    "SCALE",
    "UNITS",
    "Alone",
    "Chosen",
    "Earlier",
    "Goal",
    "GroupShare",
    "ListColumns",
    "Listed",
    "Name",
    "Share",
    "approaches_left",
    "assemble",
    "at_home_name",
    "best_ranks",
    "by_municipality",
    "counted",
    "counted_at_home",
    "first_on_lists",
    "floors",
    "free_main_places",
    "group_share",
    "hard_rows",
    "joint_columns",
    "known_plan",
    "list_columns",
    "list_lengths",
    "list_worth",
    "minimums_left",
    "mip_of",
    "resident_shares",
    "shares",
]  # fmt: skip
