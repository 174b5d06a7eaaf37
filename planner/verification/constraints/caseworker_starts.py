"""Caseworker starts: no caseworker begins more placements in a week than they can follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.schema.weeks import week_label
from planner.verification.constraints.row import Constraint, Key, Limit, spelled, week_of
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection


def caseworker_starts(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Count the starts of each limited caseworker's people in each week."""
    starts = Counter((c.person.caseworker_id, c.offer.first) for c in proposals if c.person.caseworker_id is not None)
    objections = []
    for (caseworker_id, week), count in sorted(starts.items()):
        left = starts_left(facts, str(caseworker_id), week)
        if left is not None and count > left:
            message = f"{count} starts proposed in {week_label(week)}, {spelled(left)} left."
            objections.append(Objection("caseworker_starts", f"caseworker {caseworker_id}", message))
    return objections


def starts_left(facts: Facts, caseworker_id: str, week: int) -> float | None:
    """starts_per_week less running placements of the caseworker's people from that week; None without a limit."""
    caseworker = facts.caseworkers.get(caseworker_id)
    if caseworker is None or caseworker.starts_per_week is None:
        return None
    begun = sum(placement.first == week for placement in facts.running_of_caseworker.get(caseworker_id, ()))
    return max(0.0, caseworker.starts_per_week - begun)


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (caseworker_id, label):
            week = week_of(label)
            left = None if week is None else starts_left(facts, caseworker_id, week)
            return None if left is None else Limit(left, "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    caseworker_id = candidate.person.caseworker_id
    return [] if caseworker_id is None else [(caseworker_id, week_label(candidate.offer.first))]


CONSTRAINT = Constraint("caseworker_starts", caseworker_starts, _limit, _keys, lambda _facts, _key, _candidate: 1.0)
