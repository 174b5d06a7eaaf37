"""The hard rules, each written a second time from docs/method.md, away from the program that plans."""

from planner.verification.rules import (
    caseworker_starts,
    decisions,
    employer_people,
    funding_budget,
    group_minimum,
    one_main,
    person_hours,
    person_shifts,
    slot_places,
    supervisor_support,
)
from planner.verification.rules.row import HardRule

RULES: tuple[HardRule, ...] = (
    one_main.RULE,
    person_hours.RULE,
    person_shifts.RULE,
    slot_places.RULE,
    employer_people.RULE,
    supervisor_support.RULE,
    caseworker_starts.RULE,
    funding_budget.RULE,
    group_minimum.RULE,
    decisions.RULE,
)

__all__ = ["RULES", "HardRule"]
