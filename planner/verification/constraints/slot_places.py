"""Slot places: no more people than places left, and no fewer than the slot needs to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.schema.tables import Slot
from planner.verification.constraints.row import Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection


def slot_places(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Count the proposals of each slot against its places left and its minimum."""
    objections = []
    for slot_id, count in sorted(Counter(candidate.offer.slot.slot_id for candidate in proposals).items()):
        slot = facts.slots[slot_id]
        left = places_left(facts, slot)
        if count > left:
            objections.append(Objection("slot_places", f"slot {slot_id}", f"{count} places proposed, {left} left."))
        if count < slot.min_places:
            message = f"{count} places proposed, it runs with {slot.min_places} or more."
            objections.append(Objection("slot_places", f"slot {slot_id}", message))
    return objections


def places_left(facts: Facts, slot: Slot) -> int:
    """Places less the running ones, at their most in any week of the slot's span, less those reserved by hand."""
    return max(0, slot.places - most_running(facts, slot, ("accepted", "started", "offered")) - slot.reserved_by_hand)


def most_running(facts: Facts, slot: Slot, states: Sequence[str]) -> int:
    """The most running placements in any week from the slot's start through the longest of its forms."""
    running = [r for r in facts.running_of_slot.get(slot.slot_id, ()) if r.state in states]
    if not running:
        return 0
    offers = facts.offers_of(slot)
    weeks = range(offers[0].first, max(offer.last for offer in offers) + 1)
    return max(sum(placement.covers(week) for placement in running) for week in weeks)


def open_column(facts: Facts, key: Key) -> float:
    """The number of the slot's yes-or-no column u in a row: -min_places, -places left or -1; 0 without a minimum."""
    slot = facts.slots[key[0]]
    if slot.min_places <= 1:
        return 0.0
    return {"minimum": -float(slot.min_places), "open": -float(places_left(facts, slot)), "person": -1.0}[key[1]]


def _limit(facts: Facts, key: Key) -> Limit | None:
    """Without a minimum a slot has the row `limit`, and at most one place a person; with one, rows on its running."""
    slot = facts.slots.get(key[0]) if key else None
    if slot is None:
        return None
    match key[1:]:
        case ("limit",) if slot.min_places <= 1:
            return Limit(float(places_left(facts, slot)), "upper")
        case ("minimum",) if slot.min_places > 1:
            return Limit(0.0, "lower")
        case ("open",) if slot.min_places > 1:
            return Limit(0.0, "upper")
        case ("person", person_id) if person_id in facts.people:
            return Limit(1.0 if slot.min_places <= 1 else 0.0, "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    slot_id, least = candidate.offer.slot.slot_id, candidate.offer.slot.min_places
    kinds = ("limit",) if least <= 1 else ("minimum", "open")
    return [*((slot_id, kind) for kind in kinds), (slot_id, "person", candidate.person.jobseeker_id)]


CONSTRAINT = Constraint("slot_places", slot_places, _limit, _keys, lambda _facts, _key, _candidate: 1.0)
