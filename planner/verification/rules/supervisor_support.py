"""Supervisor support: in no week does a supervisor have more support need to meet than they can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection
from planner.verification.rules.row import SLACK, HardRule, Key, Limit, covers, span, spelled, week_of, weeks_of


def supervisor_support(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Add up the support need at each limited supervisor, week by week."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in proposals:
        if candidate.form.slot.supervisor_id is not None:
            groups[candidate.form.slot.supervisor_id].append(candidate)
    found = []
    for supervisor_id, theirs in sorted(groups.items()):
        over: dict[int, tuple[float, float]] = {}
        for week in weeks_of(theirs):
            need = sum(c.person.support_need for c in theirs if covers(c, week))
            left = support_left(facts, supervisor_id, week)
            if left is not None and need > left + SLACK:
                over[week] = (need, left)
        if over:
            need, left = next(iter(over.values()))
            message = f"support need {spelled(need)} proposed in {span(list(over))}, {spelled(left)} left."
            found.append(Objection("supervisor_support", f"supervisor {supervisor_id}", message))
    return found


def support_left(facts: Facts, supervisor_id: str, week: int) -> float | None:
    """Capacity less the support need of running placements, never below 0; None where there is no limit."""
    capacity = facts.supervisors[supervisor_id].capacity
    if capacity is None:
        return None
    running = facts.running_of_supervisor.get(supervisor_id, ())
    return max(0.0, capacity - sum(placement.support for placement in running if placement.covers(week)))


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (supervisor_id, label) if supervisor_id in facts.supervisors:
            week = week_of(label)
            left = None if week is None else support_left(facts, supervisor_id, week)
            return None if left is None else Limit(left, "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    supervisor_id = candidate.form.slot.supervisor_id
    return [] if supervisor_id is None else [(supervisor_id,)]


def _coefficient(_facts: Facts, key: Key, candidate: Candidate) -> float:
    return float(candidate.person.support_need) if covers(candidate, week_of(key[1])) else 0.0


RULE = HardRule("supervisor_support", supervisor_support, _limit, _keys, _coefficient, by_week=True)
