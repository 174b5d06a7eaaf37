"""Who may go where: every gate of docs/method.md, tried in its order."""

from __future__ import annotations

from functools import lru_cache

from planner.verification.facts import Candidate, Facts, Offer
from planner.verification.person_gates import PERSON_GATES, already_there, declined, veto
from planner.verification.slot_gates import PASSES, REFUSES, SLOT_GATES, slot_status


def refusal(facts: Facts, candidate: Candidate) -> str | None:
    """The name of the first gate that refuses (`<gate>_unknown` for a blank), or None where all let the pair pass."""
    if facts.settings.candidates == "listed":
        return _listed_refusal(facts, candidate)
    refused = offer_refusal(facts, candidate.offer)
    if refused is not None:
        return refused
    for gate in PERSON_GATES:
        verdict = gate(facts, candidate)
        if verdict != PASSES:
            return gate.__name__ if verdict == REFUSES else f"{gate.__name__}_unknown"
    return None


@lru_cache(maxsize=200_000)
def offer_refusal(facts: Facts, offer: Offer) -> str | None:
    """The first gate that refuses a slot under a programme for everybody; None if all let it pass."""
    for gate in SLOT_GATES:
        verdict = gate(facts, offer)
        if verdict != PASSES:
            return gate.__name__ if verdict == REFUSES else f"{gate.__name__}_unknown"
    return None


def _listed_refusal(facts: Facts, candidate: Candidate) -> str | None:
    """Listed mode: pairs of table outcomes, less closed slots, vetoes, declined places and running placements."""
    person_id, slot_id = candidate.person.jobseeker_id, candidate.offer.slot.slot_id
    named = (person_id, slot_id, candidate.offer.programme.programme_id) in facts.outcomes
    if not named and (person_id, slot_id, None) not in facts.outcomes:
        return "not_listed"
    if slot_status(facts, candidate.offer) != PASSES:
        return "slot_status"
    gates = (veto, declined, already_there)
    return next((gate.__name__ for gate in gates if gate(facts, candidate) != PASSES), None)
