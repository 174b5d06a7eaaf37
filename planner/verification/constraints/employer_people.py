"""Employer people: in no week are more people placed in all slots of an employer than its max_people."""

from __future__ import annotations

from planner.texts import N_
from planner.verification.constraints.row import weekly
from planner.verification.facts import Facts


def people_left(facts: Facts, employer_id: str, week: int) -> float | None:
    """max_people less those of running placements, never below 0; None if the employer has no limit."""
    employer = facts.employers.get(employer_id)
    if employer is None or employer.max_people is None:
        return None
    return max(0.0, employer.max_people - sum(r.covers(week) for r in facts.running_of_employer.get(employer_id, ())))


CONSTRAINT = weekly(
    "employer_people",
    N_("employer {owner}"),
    N_("{load} people proposed in {span}, {left} left."),
    load=lambda candidate: (candidate.offer.employer.employer_id, 1.0),
    left=people_left,
    running=lambda facts: facts.running_of_employer,
)
