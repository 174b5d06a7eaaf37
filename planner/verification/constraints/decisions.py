"""Decisions: what an official has pinned is proposed, what is forbidden is not, and contested people are held out."""

from __future__ import annotations

from collections.abc import Sequence

from planner.verification.constraints.row import Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection


def decisions(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Hold every decision against the proposals."""
    pairs = {(c.person.jobseeker_id, c.offer.slot.slot_id) for c in proposals}
    people = {person_id for person_id, _ in pairs}
    objections = []
    for row in facts.decisions:
        pair = (row.jobseeker_id, str(row.slot_id))
        where = f"jobseeker {row.jobseeker_id}"
        if row.decision == "pin" and pair not in pairs:
            objections.append(Objection("decisions", where, f"slot {row.slot_id} is pinned and not proposed."))
        if row.decision == "forbid" and pair in pairs:
            objections.append(Objection("decisions", where, f"slot {row.slot_id} is forbidden and proposed."))
    objections += [
        Objection("decisions", f"jobseeker {person_id}", "is contested and has a proposal.")
        for person_id in sorted(facts.contested() & people)
    ]
    return objections


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case ("pin", person_id, slot_id) if _decided(facts, "pin", person_id, slot_id):
            return Limit(1.0, "lower")
        case ("forbid", person_id, slot_id) if _decided(facts, "forbid", person_id, slot_id):
            return Limit(0.0, "upper")
        case ("contested", person_id) if person_id in facts.contested():
            return Limit(0.0, "upper")
    return None


def _decided(facts: Facts, decision: str, person_id: str, slot_id: str) -> bool:
    named = (decision, person_id, slot_id)
    return any((row.decision, row.jobseeker_id, row.slot_id) == named for row in facts.decisions)


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    person_id, slot_id = candidate.person.jobseeker_id, candidate.offer.slot.slot_id
    return [("pin", person_id, slot_id), ("forbid", person_id, slot_id), ("contested", person_id)]


CONSTRAINT = Constraint("decisions", decisions, _limit, _keys, lambda _facts, _key, _candidate: 1.0)
