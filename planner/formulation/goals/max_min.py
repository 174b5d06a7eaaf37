"""Max-min: the group that gets the lowest share of what it could have alone gets as much as can be."""

from __future__ import annotations

from planner.formulation.goal import Earlier, Goal
from planner.formulation.lowest_shares import raising
from planner.instance import Instance


def max_min(instance: Instance, earlier: Earlier | None = None) -> Goal:
    """The lowest share of any group.

    Unit: shares. Auxiliary variables: kind `level`. Steps and rows: see lowest_shares.py.
    """
    assert earlier is not None  # noqa: S101 - the outcome goal always comes first
    return raising(instance, earlier, "max_min", "level", settles=1)
