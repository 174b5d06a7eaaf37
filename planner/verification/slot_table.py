"""Checks of slots.csv: one row for each slot, with the places running, filled and free."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from planner.schema.tables import Slot
from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import Entry, where_of_slot
from planner.verification.objection import Objection
from planner.verification.offers import Offer
from planner.verification.parsed_plan import ParsedPlan, name_of
from planner.verification.places import most_running

# A difference below half a krona is rounding.
LEAST_SEK = Decimal("0.5")


def slots(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold slots.csv against the slots, the running placements and the proposals."""
    if parsed.folder.slots is None:
        return []
    objections = []
    forms: dict[str, list[str]] = defaultdict(list)
    for candidate in parsed.proposed:
        forms[candidate.offer.slot.slot_id].append(candidate.offer.programme.programme_id)
    unused = unused_subsidies(parsed)
    seen: Counter[str] = Counter()
    for line in parsed.folder.slots:
        slot = facts.slots.get(line.text("slot_id"))
        if slot is None:
            objections.append(Objection("slots", line.where, _("slot_id is no slot of the scenario.")))
            continue
        seen[slot.slot_id] += 1
        where = where_of_slot(line, slot.slot_id)
        objections += [Objection("slots", where, wrong) for wrong in _wrong(facts, line, slot, forms[slot.slot_id])]
        said = line.differs("unused_subsidy_sek", unused[slot.slot_id])
        objections += [] if said is None else [Objection("slots", where, said)]
    objections += [
        Objection("slots", _("slot {slot}", slot=slot_id),
                  _("has {number} rows in slots.csv and should have one.", number=seen[slot_id]))
        for slot_id in sorted(facts.slots)
        if seen[slot_id] != 1
    ]  # fmt: skip
    return objections


def unused_subsidies(parsed: ParsedPlan) -> Counter[str]:
    """By slot: the greatest subsidy open to each person proposed there, less that of the form taken, summed."""
    open_offers: dict[tuple[str, str], list[Offer]] = {name_of(candidate)[:2]: [] for candidate in parsed.proposed}
    for _line, (candidate, _value) in parsed.listed:
        pair = name_of(candidate)[:2]
        if pair in open_offers:
            open_offers[pair].append(candidate.offer)
    unused: Counter[str] = Counter()
    for person, offer in parsed.proposed:
        if offer.purpose != "main" or offer.subsidy is None:
            continue
        others = open_offers[person.jobseeker_id, offer.slot.slot_id]
        more = [o.subsidy - offer.subsidy for o in others if o.purpose == "main" and o.subsidy is not None]
        if max(more, default=Decimal(0)) >= LEAST_SEK:
            unused[offer.slot.slot_id] += float(max(more))  # type: ignore[assignment]
    return unused


def _wrong(facts: Facts, line: Entry, slot: Slot, forms: list[str]) -> list[str]:
    """`forms` are the programmes of the proposals there; if there are none, they are those of the slot."""
    running = most_running(facts, slot, ("accepted", "started"))
    filled = len(forms) + offered(facts, slot)
    expected: dict[str, object] = {
        "employer_id": slot.employer_id,
        "places": slot.places,
        "running": running,
        "filled": filled,
        "free": max(0, slot.places - slot.reserved_by_hand - running - filled),
    }
    said = [line.differs(column, value) for column, value in expected.items()]
    said.append(line.differs_from_week("start_week", facts.offers_of(slot)[0].first))
    if sorted(line.text("programme_id").split("|")) != sorted(set(forms) or slot.programme_ids):
        said.append(_("programme_id is not the forms proposed there, or where none is, those of the slot."))
    return [wrong for wrong in said if wrong is not None]


def offered(facts: Facts, slot: Slot) -> int:
    """The most unanswered offers in any week of the slot's span."""
    return most_running(facts, slot, ("offered",))
