"""Outcome: as many people in work or study as possible."""

from __future__ import annotations

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance


def outcome(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum of value over proposals of purpose main: acceptance x uplift, relative to each person's own best.

    Where the week is planned with prices of the weeks to come, each less its charge (docs/look-ahead.md).
    Unit: people in work or study, more than under usual practice. Source: docs/method.md.
    """
    columns = instance.columns.index.to_numpy()
    return weighted("outcome", columns, instance.weights[columns])
