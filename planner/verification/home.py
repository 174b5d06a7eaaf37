"""Whose residents people are, and whose places: the code of a table, or that of the scenario where it is blank."""

from __future__ import annotations

from planner.schema.tables import Employer, Jobseeker
from planner.verification.facts import Facts


def home(facts: Facts, person: Jobseeker) -> str:
    """The municipality that a person lives in; "" where nothing tells."""
    return person.municipality or facts.scenario.municipality or ""


def seat(facts: Facts, employer: Employer) -> str:
    """The municipality whose places an employer has; "" where nothing tells."""
    return employer.municipality or facts.scenario.municipality or ""
