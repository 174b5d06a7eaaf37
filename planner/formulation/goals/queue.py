"""Queue: among plans otherwise equal, whoever has waited longest, then who was outbid most often."""

from __future__ import annotations

from planner.formulation.goal import Earlier, Goal, weighted
from planner.formulation.goals.waiting import turns
from planner.instance import Instance, is_earning


def queue(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum over proposals of the person's waiting_weeks + times_outbid / 100; a main candidate of value 0 earns nothing.

    Unit: weeks. Unlike `waiting` it has no limit of weeks and no share of the places: it breaks ties.
    """
    columns = instance.columns[is_earning(instance.columns)]
    return weighted("queue", columns.index.to_numpy(), turns(instance)[columns["person"].to_numpy()])
