"""Funding budget: no budget line is charged with more than is left of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from planner.verification.constraints.row import SLACK, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection


def funding_budget(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Add up what proposals cost on each line."""
    charged: dict[str, Decimal] = defaultdict(Decimal)
    for candidate in proposals:
        for funding_id, amount in candidate.offer.on_line.items():
            charged[funding_id] += amount
    objections = []
    for funding_id, total in sorted(charged.items()):
        left = budget_left(facts, funding_id)
        if float(total) > left + SLACK:
            message = f"{float(total):.2f} SEK proposed, {left:.2f} left."
            objections.append(Objection("funding_budget", f"budget line {funding_id}", message))
    return objections


def budget_left(facts: Facts, funding_id: str) -> float:
    """The budget less what is committed, never below 0."""
    line = facts.funding[funding_id]
    return max(0.0, line.budget_sek - line.committed_sek)


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (funding_id,) if funding_id in facts.funding:
            return Limit(budget_left(facts, funding_id), "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(funding_id,) for funding_id in candidate.offer.on_line]


def _coefficient(_facts: Facts, key: Key, candidate: Candidate) -> float:
    return float(candidate.offer.on_line[key[0]])


CONSTRAINT = Constraint("funding_budget", funding_budget, _limit, _keys, _coefficient)
