"""Gates that look at a jobseeker and a slot together, in the order of docs/method.md."""

from __future__ import annotations

from collections.abc import Callable

from planner.schema.choices import SWEDISH_LEVELS
from planner.verification.facts import Candidate, Facts
from planner.verification.home import home, seat
from planner.verification.law import rule_in
from planner.verification.legal_access import stands
from planner.verification.remembered import remembered
from planner.verification.slot_gates import PASSES, REFUSES, UNKNOWN
from planner.verification.travel import is_too_long, trip

PersonGate = Callable[[Facts, Candidate], str]


def rule_who(facts: Facts, candidate: Candidate) -> str:
    """The person meets a way of the rule, and what it asks of everybody; unknown if only blanks are in the way."""
    person, offer = candidate
    # Hours count only where the rule asks for full time.
    hours_per_week = 0.0 if offer.rule.full_time_hours is None else offer.slot.hours_per_week
    verdict = _stands(
        facts, person.jobseeker_id, offer.programme.programme_id, offer.first, offer.weeks, hours_per_week
    )
    return UNKNOWN if verdict is None else (PASSES if verdict else REFUSES)


# A person is tried with many slots that share form, start, length and hours.
@remembered(10_000)
def _stands(facts: Facts, person_id: str, programme_id: str, first: int, weeks: int, hours: float) -> bool | None:  # noqa: PLR0913, PLR0917 - what the answer rests on
    name = facts.programmes[programme_id].rule
    rule = rule_in(facts.scenario.assumptions.rules, name, first)
    return stands(facts.people[person_id], rule, name, weeks, hours)


def available(_facts: Facts, candidate: Candidate) -> str:
    """The person can start when the slot does."""
    available_from = candidate.person.available_from
    return REFUSES if available_from is not None and candidate.offer.first < available_from else PASSES


def hours(_facts: Facts, candidate: Candidate) -> str:
    """The slot's hours are no more than the person's."""
    return REFUSES if candidate.offer.slot.hours_per_week > candidate.person.hours_per_week else PASSES


def busy(_facts: Facts, candidate: Candidate) -> str:
    """No half-day of the shift is taken."""
    return REFUSES if set(candidate.offer.slot.shift) & set(candidate.person.busy) else PASSES


def education(_facts: Facts, candidate: Candidate) -> str:
    """The person's education reaches what the slot asks for."""
    return _reaches(candidate.offer.slot.min_education, candidate.person.education_level)


def swedish(_facts: Facts, candidate: Candidate) -> str:
    """The person's Swedish, perhaps after a module, reaches what the slot asks for."""
    verdict = _reaches(_rank(candidate.offer.slot.min_swedish), _rank(candidate.person.swedish_level))
    return _after_module(candidate, "swedish", verdict)


def driving_licence(_facts: Facts, candidate: Candidate) -> str:
    """The person holds every licence code the slot needs, perhaps after a module."""
    holds = set(candidate.offer.slot.driving_licence) <= set(candidate.person.driving_licence)
    return _after_module(candidate, "driving_licence", PASSES if holds else REFUSES)


def skills(_facts: Facts, candidate: Candidate) -> str:
    """The person has every skill the slot needs, perhaps after a module."""
    has = set(candidate.offer.slot.skills) <= set(candidate.person.skills)
    return _after_module(candidate, "skills", PASSES if has else REFUSES)


def limits(_facts: Facts, candidate: Candidate) -> str:
    """None of the person's limits is among those the work does not allow."""
    return REFUSES if set(candidate.person.limits) & set(candidate.offer.slot.excluded_limits) else PASSES


def veto(facts: Facts, candidate: Candidate) -> str:
    """No preference of rank 0 names the slot, or an occupation that the slot's code begins with."""
    slot = candidate.offer.slot
    for wish in facts.preferences.get(candidate.person.jobseeker_id, ()):
        names_slot = wish.slot_id == slot.slot_id
        names_occupation = wish.ssyk is not None and slot.ssyk is not None and slot.ssyk.startswith(wish.ssyk)
        if wish.rank == 0 and (names_slot or names_occupation):
            return REFUSES
    return PASSES


def declined(facts: Facts, candidate: Candidate) -> str:
    """No row of history says that the person declined this very slot."""
    own, slot_id = facts.history.get(candidate.person.jobseeker_id, ()), candidate.offer.slot.slot_id
    return REFUSES if any((row.end, row.slot_id) == ("declined", slot_id) for row in own) else PASSES


def already_there(facts: Facts, candidate: Candidate) -> str:
    """The person has no running placement in the slot itself."""
    own = facts.running_of_person.get(candidate.person.jobseeker_id, ())
    return REFUSES if any(row.slot.slot_id == candidate.offer.slot.slot_id for row in own) else PASSES


def municipality(facts: Facts, candidate: Candidate) -> str:
    """Where neighbours keep places apart, the place is one of the person's own municipality."""
    if facts.settings.own_residents != "apart":
        return PASSES
    return PASSES if home(facts, candidate.person) == seat(facts, candidate.offer.employer) else REFUSES


def last_bus(facts: Facts, candidate: Candidate) -> str:
    """There is a trip to the slot and home in every part of the week of the shift."""
    return REFUSES if trip(facts, candidate.person, candidate.offer.slot).is_missing else PASSES


def travel(facts: Facts, candidate: Candidate) -> str:
    """The trip is within the limit of person and form; a modelled one may exceed it by travel_check_minutes."""
    way = trip(facts, candidate.person, candidate.offer.slot)
    if way.minutes is None:
        return PASSES if way.is_missing else UNKNOWN
    return REFUSES if is_too_long(facts, candidate.person, candidate.offer) else PASSES


PERSON_GATES: tuple[PersonGate, ...] = (
    rule_who, available, hours, busy, education, swedish, driving_licence, skills, limits, veto, declined,
    already_there, municipality, last_bus, travel,
)  # fmt: skip


def _after_module(candidate: Candidate, gate: str, verdict: str) -> str:
    """A gate's verdict, or that it passes where the module before the place closes it."""
    bridge = candidate.offer.bridge
    return PASSES if bridge is not None and gate in bridge.closes else verdict


def _reaches(asked: int | None, level: int | None) -> str:
    """Whether a level is at least what is asked for, where something is."""
    if asked is None:
        return PASSES
    if level is None:
        return UNKNOWN
    return REFUSES if asked > level else PASSES


def _rank(level: str | None) -> int | None:
    return None if level is None else SWEDISH_LEVELS.index(level)
