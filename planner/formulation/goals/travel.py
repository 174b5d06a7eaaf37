"""Travel: shorter trips."""

from __future__ import annotations

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance


def travel(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Minus the minutes of all proposals, one way; unknown minutes count as the policy's limit, never as 0.

    Trips cannot be shortened by leaving a place empty: whoever is placed keeps a place while this goal is sought.
    """
    columns = instance.columns
    minutes = columns["minutes"].fillna(instance.settings.max_travel_minutes).to_numpy()
    return weighted("travel", columns.index.to_numpy(), -minutes)
