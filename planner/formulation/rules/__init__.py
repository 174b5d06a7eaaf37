"""The hard rules, one file each; their order changes nothing."""

from planner.formulation.rules.caseworker_starts import caseworker_starts
from planner.formulation.rules.decisions import decisions
from planner.formulation.rules.employer_people import employer_people
from planner.formulation.rules.funding_budget import funding_budget
from planner.formulation.rules.group_minimum import group_minimum
from planner.formulation.rules.one_main import one_main
from planner.formulation.rules.person_hours import person_hours
from planner.formulation.rules.person_shifts import person_shifts
from planner.formulation.rules.slot_places import slot_places
from planner.formulation.rules.supervisor_support import supervisor_support

RULES = (
    one_main,
    person_hours,
    person_shifts,
    slot_places,
    employer_people,
    supervisor_support,
    caseworker_starts,
    funding_budget,
    group_minimum,
    decisions,
)

__all__ = ["RULES"]
