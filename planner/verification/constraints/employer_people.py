"""Employer people: in no week are more people placed at an employer than it takes, over all its slots."""

from __future__ import annotations

from collections.abc import Sequence

from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection
from planner.verification.over_time import OverTime


def people_left(facts: Facts, employer_id: str, week: int) -> float | None:
    """max_people less those of running placements, never below 0; None where there is no limit."""
    employer = facts.employers.get(employer_id)
    if employer is None or employer.max_people is None:
        return None
    return max(0.0, employer.max_people - sum(r.covers(week) for r in facts.running_of_employer.get(employer_id, ())))


LOAD = OverTime(
    "employer_people",
    "employer",
    "{} people proposed",
    lambda c: c.offer.employer.employer_id,
    lambda _: 1.0,
    people_left,
)


def employer_people(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Count the people at each limited employer, week by week."""
    return LOAD.objections(facts, proposals)


CONSTRAINT = LOAD.constraint(employer_people)
