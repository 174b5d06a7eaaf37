"""Person shifts: in no half-day of a week is a person in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.schema.cells import HALF_DAYS
from planner.verification.constraints.row import Constraint, Key, Limit, covers, span, week_of, weeks_of
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection


def person_shifts(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Look for half-days that two of a person's proposals have, or a proposal and a running placement."""
    objections = []
    for (person_id, half_day), theirs in sorted(_by_half_day(proposals).items()):
        if len(theirs) == 1 and not facts.running_of_person.get(person_id):
            continue
        over = [w for w in weeks_of(theirs) if sum(covers(c, w) for c in theirs) > room(facts, person_id, w, half_day)]
        if over:
            message = f"{half_day} is taken twice in {span(over)}."
            objections.append(Objection("person_shifts", f"jobseeker {person_id}", message))
    return objections


def room(facts: Facts, person_id: str, week: int, half_day: str) -> int:
    """1, or 0 where a running placement of the person has the half-day in the week."""
    running = facts.running_of_person.get(person_id, ())
    return 0 if any(half_day in placement.slot.shift and placement.covers(week) for placement in running) else 1


def _by_half_day(proposals: Sequence[Candidate]) -> dict[tuple[str, str], list[Candidate]]:
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in proposals:
        for half_day in candidate.offer.slot.shift:
            groups[candidate.person.jobseeker_id, half_day].append(candidate)
    return groups


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (person_id, label, half_day) if person_id in facts.people and half_day in HALF_DAYS:
            week = week_of(label)
            return None if week is None else Limit(float(room(facts, person_id, week, half_day)), "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(candidate.person.jobseeker_id,)]


def _coefficient(_facts: Facts, key: Key, candidate: Candidate) -> float:
    return float(key[2] in candidate.offer.slot.shift and covers(candidate, week_of(key[1])))


CONSTRAINT = Constraint("person_shifts", person_shifts, _limit, _keys, _coefficient, by_week=True)
