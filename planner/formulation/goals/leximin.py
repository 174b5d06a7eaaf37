"""Leximin: the lowest share of any group as high as can be, then the second lowest, and so on."""

from __future__ import annotations

from planner.formulation.goal import Earlier, Goal
from planner.formulation.lowest_shares import raising
from planner.instance import Instance


def leximin(instance: Instance, earlier: Earlier | None = None) -> Goal:
    """The shares of all groups, ascending, each as high as can be without lowering those before it.

    Unit: shares; the score is their sum. Auxiliary variables: kind `share`. Steps and rows: see lowest_shares.py.
    """
    assert earlier is not None  # noqa: S101 - the outcome goal always comes first
    return raising(instance, earlier, "leximin", "share")
