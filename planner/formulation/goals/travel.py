"""Travel: shorter trips."""

from __future__ import annotations

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance


def travel(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Minus the minutes of all proposals, one way; unknown minutes count as the policy's limit, never as nothing.

    Leaving a place empty is no way to shorten trips: the number of people placed is held while this goal is sought.
    """
    columns = instance.columns
    minutes = columns["minutes"].fillna(instance.scenario.settings.max_travel_minutes).to_numpy()
    return weighted("travel", columns.index.to_numpy(), -minutes)
