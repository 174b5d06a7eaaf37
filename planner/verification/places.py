"""How many places of a slot are free: what running placements and those kept for placements by hand leave."""

from __future__ import annotations

from collections.abc import Sequence

from planner.schema.tables import Slot
from planner.verification.facts import Facts
from planner.verification.remembered import remembered


def places_left(facts: Facts, slot: Slot) -> int:
    """Places, less those reserved by hand, less the most running placements in any week of the slot's span."""
    return _places_left(facts, slot.slot_id)


@remembered(10_000)
def _places_left(facts: Facts, slot_id: str) -> int:
    slot = facts.slots[slot_id]
    return max(0, slot.places - most_running(facts, slot, ("accepted", "started", "offered")) - slot.reserved_by_hand)


def most_running(facts: Facts, slot: Slot, states: Sequence[str]) -> int:
    """The most running placements in one week, from the slot's start to the end of its longest form."""
    running = [r for r in facts.running_of_slot.get(slot.slot_id, ()) if r.state in states]
    if not running:
        return 0
    offers = facts.offers_of(slot)
    weeks = range(offers[0].first, max(offer.last for offer in offers) + 1)
    return max(sum(placement.covers(week) for placement in running) for week in weeks)
