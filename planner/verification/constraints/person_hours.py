"""Person hours: in no week do a person's proposals take more hours than their running placements leave."""

from __future__ import annotations

from planner.texts import N_
from planner.verification.constraints.row import weekly
from planner.verification.facts import Facts
from planner.verification.remembered import remembered


def hours_left(facts: Facts, person_id: str, week: int) -> float | None:
    """A person's hours less those of their running placements, never below 0; None for an unknown person."""
    if person_id not in facts.people:
        return None
    running = facts.running_of_person.get(person_id, ())
    taken = sum(placement.slot.hours_per_week for placement in running if placement.covers(week))
    return max(0.0, _hours(facts)[person_id] - taken)


@remembered(16)
def _hours(facts: Facts) -> dict[str, float]:
    """By person the hours they can take; those of a slot that is pinned over gate hours, if that is more."""
    hours = {person_id: float(person.hours_per_week) for person_id, person in facts.people.items()}
    if "hours" in facts.settings.may_override and facts.settings.candidates == "eligible":
        for person_id, slot_id in facts.pinned():
            hours[person_id] = max(hours[person_id], facts.slots[slot_id].hours_per_week)
    return hours


CONSTRAINT = weekly(
    "person_hours",
    N_("jobseeker {owner}"),
    N_("{load} hours proposed in {span}, {left} left."),
    load=lambda candidate: (candidate.person.jobseeker_id, candidate.offer.slot.hours_per_week),
    left=hours_left,
    running=lambda facts: facts.running_of_person,
)
