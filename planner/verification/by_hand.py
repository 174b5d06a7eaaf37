"""Check of the places that are kept by hand, beside the share of people with protected identity."""

from __future__ import annotations

from planner.texts import _
from planner.verification.constraints.one_main import EXCLUDING
from planner.verification.facts import Facts
from planner.verification.folder import number_of
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.places import most_running
from planner.verification.plan_figures import written_and_recomputed

STATES = ("accepted", "started", "offered")


def by_hand(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The two figures in the totals are recomputed; courses beside work do not count."""
    slots = [
        slot
        for slot in facts.slots.values()
        if slot.status == "open" and any(offer.purpose in EXCLUDING for offer in facts.offers_of(slot))
    ]
    free = sum(max(0, slot.places - most_running(facts, slot, STATES)) for slot in slots)
    waiting = sum(person_id not in facts.running_of_person for person_id in facts.people)
    protected = facts.scenario.protected
    share = protected * free // (protected + waiting) if protected + waiting else 0
    expected = {"by_hand_places": sum(slot.reserved_by_hand for slot in slots), "by_hand_share": share}
    stated = (parsed.folder.plan or {}).get("totals")
    objections = []
    for name, figure in expected.items():
        number = number_of(stated.get(name)) if isinstance(stated, dict) else None
        if number is None:
            objections.append(Objection("totals", f"totals.{name}", _("is no number.")))
        elif number != figure:
            objections.append(Objection("totals", f"totals.{name}", written_and_recomputed(number, figure)))
    return objections
