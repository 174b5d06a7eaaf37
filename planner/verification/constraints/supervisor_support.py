"""Supervisor support: in no week does the support need of a supervisor's people exceed the supervisor's capacity."""

from __future__ import annotations

from planner.texts import N_
from planner.verification.constraints.row import weekly
from planner.verification.facts import Facts


def support_left(facts: Facts, supervisor_id: str, week: int) -> float | None:
    """Capacity less the support need of running placements, never below 0; None where there is no limit."""
    supervisor = facts.supervisors.get(supervisor_id)
    if supervisor is None or supervisor.capacity is None:
        return None
    running = facts.running_of_supervisor.get(supervisor_id, ())
    return max(0.0, supervisor.capacity - sum(placement.support for placement in running if placement.covers(week)))


CONSTRAINT = weekly(
    "supervisor_support",
    N_("supervisor {owner}"),
    N_("support need {load} proposed in {span}, {left} left."),
    load=lambda candidate: (candidate.offer.slot.supervisor_id, candidate.person.support_need),
    left=support_left,
    running=lambda facts: facts.running_of_supervisor,
)
