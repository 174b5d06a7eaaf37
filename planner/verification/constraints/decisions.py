"""Decisions: what an official has pinned is proposed, what is forbidden is not, and contested people are held out."""

from __future__ import annotations

from functools import lru_cache

from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts


@lru_cache(maxsize=16)
def _decided(facts: Facts) -> frozenset[Key]:
    """The key of the row of each decision: a pin, a forbidden pair or a contested person."""
    pairs = ((row.decision, row.jobseeker_id, str(row.slot_id)) for row in facts.decisions)
    contested = (("contested", person_id) for person_id in facts.contested())
    return frozenset([*(pair for pair in pairs if pair[0] in {"pin", "forbid"}), *contested])


def _limit(facts: Facts, key: Key) -> Limit | None:
    if key not in _decided(facts):
        return None
    return Limit(1.0, "lower") if key[0] == "pin" else Limit(0.0, "upper")


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    person_id, slot_id = candidate.person.jobseeker_id, candidate.offer.slot.slot_id
    return [("pin", person_id, slot_id), ("forbid", person_id, slot_id), ("contested", person_id)]


def _wanted(facts: Facts) -> list[Key]:
    return [key for key in _decided(facts) if key[0] == "pin"]


def _says(_facts: Facts, row: Broken) -> str:
    if row.key[0] == "contested":
        return "is contested and has a proposal."
    kind, _, slot_id = row.key
    return f"slot {slot_id} is {'pinned and not' if kind == 'pin' else 'forbidden and'} proposed."


CONSTRAINT = Constraint("decisions", "jobseeker {1}", _says, _limit, _keys, wanted=_wanted)
