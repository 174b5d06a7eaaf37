"""The hard constraints, one file each; their order changes nothing."""

from planner.formulation.constraints.caseworker_starts import caseworker_starts
from planner.formulation.constraints.decisions import decisions
from planner.formulation.constraints.employer_approaches import employer_approaches
from planner.formulation.constraints.employer_people import employer_people
from planner.formulation.constraints.funding_budget import funding_budget
from planner.formulation.constraints.funding_pace import funding_pace
from planner.formulation.constraints.group_minimum import group_minimum, minimums_left
from planner.formulation.constraints.module_seats import module_seats
from planner.formulation.constraints.one_main import one_main
from planner.formulation.constraints.path_places import path_places
from planner.formulation.constraints.person_hours import person_hours
from planner.formulation.constraints.person_shifts import person_shifts
from planner.formulation.constraints.slot_places import slot_places
from planner.formulation.constraints.supervisor_support import supervisor_support

CONSTRAINTS = (
    one_main,
    person_hours,
    person_shifts,
    slot_places,
    employer_people,
    employer_approaches,
    supervisor_support,
    caseworker_starts,
    funding_budget,
    funding_pace,
    module_seats,
    group_minimum,
    path_places,
    decisions,
)

__all__ = ["CONSTRAINTS", "minimums_left"]
