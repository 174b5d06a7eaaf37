"""Caseworker starts: no caseworker begins more placements in a week than they can follow."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit, label_of, week_of
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled


def _limit(facts: Facts, key: Key) -> Limit | None:
    """starts_per_week less the caseworker's people whose running placements begin that week; None without a limit."""
    match key:
        case (caseworker_id, label) if caseworker_id in facts.caseworkers:
            week, most = week_of(label), facts.caseworkers[caseworker_id].starts_per_week
            if week is not None and most is not None:
                running = facts.running_of_caseworker.get(caseworker_id, ())
                return Limit(max(0.0, most - sum(placement.first == week for placement in running)), "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    caseworker_id = candidate.person.caseworker_id
    return [] if caseworker_id is None else [(caseworker_id, label_of(candidate.offer.first))]


def _says(_facts: Facts, row: Broken) -> str:
    return _(
        "{starts} starts proposed in {week}, {left} left.",
        starts=spelled(row.total),
        week=row.key[1],
        left=spelled(row.limit),
    )


CONSTRAINT = Constraint("caseworker_starts", N_("caseworker {owner}"), _says, _limit, _keys)
