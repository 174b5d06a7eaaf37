"""Funding budget: no budget line is charged with more than is left of it."""

from __future__ import annotations

from planner.texts import N_, _, with_decimal_mark
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts


def _limit(facts: Facts, key: Key) -> Limit | None:
    """The budget less what is committed, never below 0."""
    match key:
        case (funding_id,) if funding_id in facts.funding:
            line = facts.funding[funding_id]
            return Limit(max(0.0, line.budget_sek - line.committed_sek), "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(funding_id,) for funding_id in candidate.offer.on_line]


def _coefficient(_facts: Facts, key: Key, candidate: Candidate) -> float:
    return float(candidate.offer.on_line[key[0]])


def _says(_facts: Facts, row: Broken) -> str:
    sek, left = (with_decimal_mark(f"{amount:.2f}") for amount in (row.total, row.limit))
    return _("{sek} SEK proposed, {left} left.", sek=sek, left=left)


CONSTRAINT = Constraint("funding_budget", N_("budget line {owner}"), _says, _limit, _keys, _coefficient)
