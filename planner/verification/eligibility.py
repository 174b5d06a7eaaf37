"""Who may go where: every gate of docs/method.md, tried in its order, and the pins that override some of them."""

from __future__ import annotations

from planner.schema.agreed import DecisionRow
from planner.verification.facts import Candidate, Facts
from planner.verification.offers import Offer
from planner.verification.person_gates import PERSON_GATES, already_there, declined, municipality, veto
from planner.verification.remembered import remembered
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
        if verdict != PASSES and not _is_overridden(facts, candidate, gate.__name__):
            return gate.__name__ if verdict == REFUSES else f"{gate.__name__}_unknown"
    return None


def overridden(facts: Facts, candidate: Candidate) -> tuple[str, ...]:
    """The gates that refuse a pair and that its pin overrides, in the order in which they are asked."""
    if pin_of(facts, candidate) is None:
        return ()
    tried = (declined,) if facts.settings.candidates == "listed" else PERSON_GATES
    refusing = (gate.__name__ for gate in tried if gate(facts, candidate) != PASSES)
    return tuple(name for name in refusing if name in facts.settings.may_override)


def _is_overridden(facts: Facts, candidate: Candidate, gate: str) -> bool:
    """Whether the policy lets a person override the gate, and a signed pin of the pair does so."""
    return gate in facts.settings.may_override and pin_of(facts, candidate) is not None


def pin_of(facts: Facts, candidate: Candidate) -> DecisionRow | None:
    """The pin of a pair that says who decided and why; without both it overrides nothing."""
    return _signed(facts).get((candidate.person.jobseeker_id, candidate.offer.slot.slot_id))


@remembered(16)
def _signed(facts: Facts) -> dict[tuple[str, str], DecisionRow]:
    pins = (row for row in facts.decisions if row.decision == "pin" and row.by and row.motive)
    return {(row.jobseeker_id, str(row.slot_id)): row for row in pins}


@remembered(200_000)
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
    refusing = (g.__name__ for g in (veto, declined, already_there, municipality) if g(facts, candidate) != PASSES)
    return next((name for name in refusing if not _is_overridden(facts, candidate, name)), None)


@remembered(16)
def candidates_of(facts: Facts, person_id: str) -> tuple[Candidate, ...]:
    """A person's candidates: from the plan's table if there is one, else those that every gate lets pass."""
    if facts.listed is not None:
        return tuple(facts.listed.get(person_id, ()))
    every = (facts.candidate(facts.people[person_id], *name) for name in facts.offers)
    return tuple(candidate for candidate in every if refusal(facts, candidate) is None)
