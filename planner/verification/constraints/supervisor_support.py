"""Supervisor support: in no week does a supervisor have more support need to meet than they can."""

from __future__ import annotations

from collections.abc import Sequence

from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection
from planner.verification.over_time import OverTime


def support_left(facts: Facts, supervisor_id: str, week: int) -> float | None:
    """Capacity less the support need of running placements, never below 0; None where there is no limit."""
    supervisor = facts.supervisors.get(supervisor_id)
    if supervisor is None or supervisor.capacity is None:
        return None
    running = facts.running_of_supervisor.get(supervisor_id, ())
    return max(0.0, supervisor.capacity - sum(placement.support for placement in running if placement.covers(week)))


LOAD = OverTime(
    "supervisor_support", "supervisor", "support need {} proposed",
    lambda c: c.offer.slot.supervisor_id, lambda c: c.person.support_need, support_left,
)  # fmt: skip


def supervisor_support(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Add up the support need at each limited supervisor, week by week."""
    return LOAD.objections(facts, proposals)


CONSTRAINT = LOAD.constraint(supervisor_support)
