"""Checks of candidates.csv.gz: no pair wrongly in it, none wrongly left out, and every number right."""

from __future__ import annotations

import random
from collections.abc import Iterable

from planner.texts import _
from planner.verification.eligibility import refusal
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import Entry
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, name_of, pair_in_words, where_of_candidate
from planner.verification.travel import needs_check, trip
from planner.verification.worth import worth

# Up to this many jobseekers, every triple of person, slot and form is tried. Above, the proposals are tried, and a
# sample drawn by a fixed seed: this many rows of the table, and this many pairs outside it.
WHOLE_UP_TO_PEOPLE = 300
DRAWN = 2_000
SEED = 1


def candidates(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Compare the table of candidates with the gates and the numbers recomputed from the raw tables."""
    if parsed.folder.candidates is None:
        return []
    listed = {name_of(priced.candidate): (line, priced.candidate) for line, priced in parsed.listed}
    objections = [
        Objection("candidates", line.where,
                  _("{candidate} is proposed and no candidate.", candidate=" ".join(name_of(candidate))))
        for line, candidate in parsed.proposals
        if name_of(candidate) not in listed
    ]  # fmt: skip
    if len(facts.people) <= WHOLE_UP_TO_PEOPLE:
        objections += _wrongly_listed(facts, listed.values())
        return objections + _wrongly_refused(facts, _everything(facts), set(listed))
    draw = random.Random(SEED)  # noqa: S311 - a sample that anybody can draw again
    proposed = [listed[name_of(candidate)] for candidate in parsed.proposed if name_of(candidate) in listed]
    drawn = draw.sample(list(listed.values()), min(DRAWN, len(listed)))
    objections += _wrongly_listed(facts, [*proposed, *drawn])
    return objections + _wrongly_refused(facts, _drawn(facts, draw, {name[:2] for name in listed}), set(listed))


def _everything(facts: Facts) -> Iterable[Candidate]:
    return (facts.candidate(person, *name) for person in facts.people.values() for name in facts.offers)


def _drawn(facts: Facts, draw: random.Random, listed: set[tuple[str, str]]) -> Iterable[Candidate]:
    """Every form of pairs drawn at random that are not in the table."""
    people, slots = list(facts.people.values()), list(facts.slots.values())
    if not people or not slots:
        return
    pairs = 0
    for _attempt in range(10 * DRAWN):
        person, slot = draw.choice(people), draw.choice(slots)
        if (person.jobseeker_id, slot.slot_id) in listed:
            continue
        yield from (facts.candidate(person, slot.slot_id, programme_id) for programme_id in slot.programme_ids)
        pairs += 1
        if pairs == DRAWN:
            return


def _wrongly_refused(facts: Facts, tried: Iterable[Candidate], listed: set[tuple[str, str, str]]) -> list[Objection]:
    return [
        Objection("candidates", pair_in_words(candidate), _("every gate lets it pass, and it is not in the table."))
        for candidate in tried
        if name_of(candidate) not in listed and refusal(facts, candidate) is None
    ]


def _wrongly_listed(facts: Facts, listed: Iterable[tuple[Entry, Candidate]]) -> list[Objection]:
    objections = []
    for line, candidate in listed:
        where = where_of_candidate(line, candidate)
        gate = refusal(facts, candidate)
        if gate is not None:
            message = _("the gate {gate} refuses it, and it is in the table.", gate=gate)
            objections.append(Objection("candidates", where, message))
            continue
        objections += [Objection("candidates", where, wrong) for wrong in _wrong_numbers(facts, line, candidate)]
    return objections


def _wrong_numbers(facts: Facts, line: Entry, candidate: Candidate) -> list[str]:
    person, offer = candidate
    own = worth(facts, candidate)
    expected: dict[str, object] = {
        "purpose": offer.purpose,
        "weeks": offer.weeks,
        "hours_per_week": offer.slot.hours_per_week,
        "travel_minutes": trip(facts, person, offer.slot).minutes,
        "travel_check": "yes" if needs_check(facts, person, offer) else "no",
        "outcome": own.outcome,
        "baseline": own.baseline,
        "uplift": own.uplift,
        "acceptance": own.acceptance,
        "value": own.value,
        "regular_weeks": own.regular_weeks,
        "cost_sek": offer.cost,
        "strength": own.strength,
        "fit": own.fit,
        "basis": own.basis,
        "gross": own.gross,
    }
    said = [line.differs(column, value) for column, value in expected.items()]
    said.append(line.differs_from_week("start_week", offer.first))
    return [wrong for wrong in said if wrong is not None]
