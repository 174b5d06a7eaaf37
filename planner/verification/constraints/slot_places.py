"""Slot places: no more people than places left, and either nobody or at least the minimum."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.places import places_left
from planner.verification.remembered import remembered


@remembered(10_000)
def fewest(facts: Facts, slot_id: str) -> int:
    """The fewest proposals with which a slot runs: its minimum less its running placements that begin no earlier."""
    slot = facts.slots[slot_id]
    first = facts.offers_of(slot)[0].first
    return max(0, slot.min_places - sum(row.first >= first for row in facts.running_of_slot.get(slot_id, ())))


def open_column(facts: Facts, key: Key) -> float:
    """A slot's auxiliary variable: its coefficient in a row (-fewest, -places left or -1; 0 without a minimum)."""
    slot, least = facts.slots[key[0]], fewest(facts, key[0])
    if least <= 1:
        return 0.0
    return {"minimum": -float(least), "open": -float(places_left(facts, slot)), "person": -1.0}[key[1]]


def _limit(facts: Facts, key: Key) -> Limit | None:
    """The row `limit`, or `minimum` and `open` if there is a minimum; and in either case one row for each person."""
    slot = facts.slots.get(key[0]) if key else None
    if slot is None:
        return None
    least = fewest(facts, slot.slot_id)
    match key[1:]:
        case ("limit",) if least <= 1:
            return Limit(float(places_left(facts, slot)), "upper")
        case ("minimum",) if least > 1:
            return Limit(0.0, "lower")
        case ("open",) if least > 1:
            return Limit(0.0, "upper")
        case ("person", person_id) if person_id in facts.people:
            return Limit(1.0 if least <= 1 else 0.0, "upper")
    return None


def _keys(facts: Facts, candidate: Candidate) -> list[Key]:
    slot_id = candidate.offer.slot.slot_id
    of_person = (slot_id, "person", candidate.person.jobseeker_id)
    if fewest(facts, slot_id) <= 1:
        return [(slot_id, "limit"), of_person]
    return [(slot_id, "minimum"), (slot_id, "open"), of_person]


def _says(_facts: Facts, row: Broken) -> str:
    match row.key[1:]:
        case ("person", person_id):
            return _(
                "jobseeker {person} is proposed {number} times, at most once may be.",
                person=person_id,
                number=spelled(row.total),
            )
        case ("minimum",):
            return _(
                "{places} places proposed, it runs with {least} or more.",
                places=spelled(row.total),
                least=spelled(row.limit),
            )
    return _("{places} places proposed, {left} left.", places=spelled(row.total), left=spelled(row.limit))


CONSTRAINT = Constraint("slot_places", N_("slot {owner}"), _says, _limit, _keys, opened=open_column)
