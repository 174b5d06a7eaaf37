"""Decisions: what an official has pinned is proposed, what is forbidden is not, and contested people are held out."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.remembered import remembered


@remembered(16)
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
        return _("is contested and has a proposal.")
    kind, _person, slot_id = row.key
    if kind == "pin":
        return _("slot {slot} is pinned and not proposed.", slot=slot_id)
    return _("slot {slot} is forbidden and proposed.", slot=slot_id)


CONSTRAINT = Constraint("decisions", N_("jobseeker {owner}"), _says, _limit, _keys, wanted=_wanted, owner=1)
