"""The hard constraints, each written a second time from docs/method.md, independently of planning."""

from collections.abc import Mapping

from planner.verification.constraints import (
    caseworker_starts,
    decisions,
    employer_approaches,
    employer_people,
    funding_budget,
    funding_pace,
    group_minimum,
    module_seats,
    one_main,
    path_places,
    person_hours,
    person_shifts,
    slot_places,
    supervisor_support,
)
from planner.verification.constraints.row import Constraint

CONSTRAINTS: tuple[Constraint, ...] = (
    one_main.CONSTRAINT,
    person_hours.CONSTRAINT,
    person_shifts.CONSTRAINT,
    slot_places.CONSTRAINT,
    employer_people.CONSTRAINT,
    employer_approaches.CONSTRAINT,
    supervisor_support.CONSTRAINT,
    caseworker_starts.CONSTRAINT,
    funding_budget.CONSTRAINT,
    funding_pace.CONSTRAINT,
    module_seats.CONSTRAINT,
    group_minimum.CONSTRAINT,
    path_places.CONSTRAINT,
    decisions.CONSTRAINT,
)

CONSTRAINT_BY_NAME: Mapping[str, Constraint] = {constraint.name: constraint for constraint in CONSTRAINTS}

__all__ = ["CONSTRAINTS", "CONSTRAINT_BY_NAME", "Constraint"]
