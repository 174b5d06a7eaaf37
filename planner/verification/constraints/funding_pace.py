"""Pace: what a week's proposals book on a budget line is no more than its share of what is left of it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from planner.texts import N_, _, with_decimal_mark
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.money import exact

ORE = Decimal("0.01")


def _limit(facts: Facts, key: Key) -> Limit | None:
    """pace_share of the budget less what is committed, never below 0, to whole öre; None without a pace."""
    match key:
        case (funding_id,) if funding_id in facts.funding:
            line = facts.funding[funding_id]
            if line.pace_share is not None:
                left = max(exact(line.budget_sek) - exact(line.committed_sek), Decimal(0))
                return Limit(float((exact(line.pace_share) * left).quantize(ORE, ROUND_HALF_UP)), "upper")
    return None


def _keys(facts: Facts, candidate: Candidate) -> list[Key]:
    return [(name,) for name in candidate.offer.on_line if facts.funding[name].pace_share is not None]


def _coefficient(_facts: Facts, key: Key, candidate: Candidate) -> float:
    return float(candidate.offer.on_line[key[0]])


def _says(_facts: Facts, row: Broken) -> str:
    sek, most = (with_decimal_mark(f"{amount:.2f}") for amount in (row.total, row.limit))
    return _("{sek} SEK proposed, {most} may be booked in a week.", sek=sek, most=most)


CONSTRAINT = Constraint("funding_pace", N_("pace of budget line {owner}"), _says, _limit, _keys, _coefficient)
