"""Person hours: in no week does a person get more hours than they have left beside what runs."""

from __future__ import annotations

from collections.abc import Sequence

from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection
from planner.verification.over_time import OverTime


def hours_left(facts: Facts, person_id: str, week: int) -> float | None:
    """A person's hours less those of their running placements, never below 0; None for nobody known."""
    if person_id not in facts.people:
        return None
    running = facts.running_of_person.get(person_id, ())
    taken = sum(placement.slot.hours_per_week for placement in running if placement.covers(week))
    return max(0.0, facts.people[person_id].hours_per_week - taken)


LOAD = OverTime(
    "person_hours", "jobseeker", "{} hours proposed",
    lambda c: c.person.jobseeker_id, lambda c: c.offer.slot.hours_per_week, hours_left,
)  # fmt: skip


def person_hours(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Add up the hours of each person's proposals, week by week."""
    return LOAD.objections(facts, proposals)


CONSTRAINT = LOAD.constraint(person_hours)
