"""Checks of what plan.json counts as accepted, as offered, and together with the proposals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from planner.verification.eligibility import refusal
from planner.verification.facts import Candidate, Facts, Running
from planner.verification.modelled import acceptance, own_outcome
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.remembered import remembered
from planner.verification.worth import gain, value_by, worth

# Values that are no further apart than this are equal.
SAME = 9


class Counted(NamedTuple):
    """What one main placement counts for, and acceptance x uplift."""

    value: float
    expected: float


class SettledPromise(NamedTuple):
    """By state, what main placements that have not begun count for, by person; and how many rows are untold."""

    by_state: Mapping[str, Mapping[str, list[Counted]]]
    untold: int


@remembered(4)
def settled(facts: Facts) -> SettledPromise:
    """Accepted and offered placements of people that begin in the plan week or later."""
    rows = [
        row
        for row in facts.running
        if row.person_id in facts.people and row.state in {"accepted", "offered"} and row.first >= facts.week
    ]
    before = _before(facts, rows)
    by_state: dict[str, dict[str, list[Counted]]] = {"accepted": defaultdict(list), "offered": defaultdict(list)}
    untold = 0
    for row in rows:
        candidate = _as_proposed(before, row)
        if candidate is None:
            untold += 1
        elif candidate.offer.purpose == "main":
            is_accepted = row.state == "accepted"
            by_state[row.state][str(row.person_id)].append(_counted(before, candidate, is_accepted=is_accepted))
    return SettledPromise(by_state, untold)


def _before(facts: Facts, rows: Iterable[Running]) -> Facts:
    """The facts before any of these placements was promised: they run no more, and their places are candidates."""
    gone = {id(row) for row in rows}
    left = {name: [r for r in own if id(r) not in gone] for name, own in facts.running_of_person.items()}
    before = replace(facts, running_of_person={name: own for name, own in left.items() if own}, listed=None)
    if facts.listed is None:
        return before
    listed = dict(facts.listed)
    for row in rows:
        person = facts.people[str(row.person_id)]
        own = {
            (one.offer.slot.slot_id, one.offer.programme.programme_id) for one in listed.get(person.jobseeker_id, ())
        }
        here = ((row.slot.slot_id, form) for form in row.slot.programme_ids)
        more = [before.candidate(person, *name) for name in here if name not in own]
        more = [candidate for candidate in more if refusal(before, candidate) is None]
        listed[person.jobseeker_id] = [*listed.get(person.jobseeker_id, ()), *more]
    return replace(before, listed=listed)


def _as_proposed(before: Facts, row: Running) -> Candidate | None:
    """The placement as a candidate with its own weeks; None if its form, or in listed mode its outcome, is unknown."""
    forms = row.slot.programme_ids
    form = (forms[0] if len(forms) == 1 else None) if row.programme_id is None else row.programme_id
    if form is None or form not in forms:
        return None
    one = before.candidate(before.people[str(row.person_id)], row.slot.slot_id, form)
    if before.settings.candidates == "listed" and own_outcome(before, one) is None:
        return None
    return one._replace(offer=replace(one.offer, first=row.first, weeks=row.last - row.first + 1))


def _counted(before: Facts, candidate: Candidate, *, is_accepted: bool) -> Counted:
    measure = before.settings.measure
    value, uplift = value_by(before, candidate, measure), gain(before, candidate, "follow_up", with_fit=True)
    if is_accepted:
        return Counted(float(max(value, gain(before, candidate, measure, with_fit=True))), float(uplift))
    return Counted(float(value), float(acceptance(before, candidate) * uplift))


def settled_totals(facts: Facts, parsed: ParsedPlan) -> dict[str, float]:
    """The figures of `totals.promised` and `totals.together`, by their path."""
    own: dict[str, list[Counted]] = defaultdict(list)
    for candidate in parsed.proposed:
        if candidate.offer.purpose == "main":
            one = worth(facts, candidate)
            own[candidate.person.jobseeker_id].append(Counted(float(one.value), float(one.acceptance * one.uplift)))
    known = settled(facts)
    figures: dict[str, float] = {"promised.untold": known.untold}
    for state, by_person in known.by_state.items():
        best = [_best(rows) for rows in by_person.values()]
        figures |= _sums(f"promised.{state}", "people", best)
    people = {person for by_person in known.by_state.values() for person in by_person}
    kept = {person: _sum(rows) for person, rows in own.items()}
    for person in people:
        best_one = _best([row for by_person in known.by_state.values() for row in by_person.get(person, ())])
        if person not in kept or round(best_one.value, SAME) > round(kept[person].value, SAME):
            kept[person] = best_one
    return figures | _sums("together", "placed", list(kept.values()))


def _sums(part: str, count: str, rows: list[Counted]) -> dict[str, float]:
    total = _sum(rows)
    return {f"{part}.{count}": len(rows), f"{part}.uplift": total.value, f"{part}.expected_gain": total.expected}


def _sum(rows: list[Counted]) -> Counted:
    return Counted(math.fsum(row.value for row in rows), math.fsum(row.expected for row in rows))


def _best(rows: Iterable[Counted]) -> Counted:
    """The one that counts most; of equal ones that from which most is expected."""
    return max(rows, key=lambda row: (round(row.value, SAME), row.expected))


def promised_people(facts: Facts) -> frozenset[str]:
    """People with an accepted or offered place of purpose main that has not begun."""
    return frozenset(person for by_person in settled(facts).by_state.values() for person in by_person)


def stated_at(totals: Mapping[str, Any], path: str) -> object:
    """The figure of `totals` at a path such as `promised.accepted.people`; None where there is none."""
    here: object = totals
    for key in path.split("."):
        here = here.get(key) if isinstance(here, Mapping) else None
    return here
