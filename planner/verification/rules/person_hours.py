"""Person hours: in no week does a person get more hours than they have left beside what runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection
from planner.verification.rules.row import SLACK, HardRule, Key, Limit, covers, span, spelled, week_of, weeks_of


def person_hours(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Add up the hours of each person's proposals, week by week."""
    found = []
    for person_id, theirs in _by_person(proposals):
        over: dict[int, tuple[float, float]] = {}
        for week in weeks_of(theirs):
            proposed = sum(c.form.slot.hours_per_week for c in theirs if covers(c, week))
            left = hours_left(facts, person_id, week)
            if proposed > left + SLACK:
                over[week] = (proposed, left)
        if over:
            proposed, left = next(iter(over.values()))
            message = f"{spelled(proposed)} hours proposed in {span(list(over))}, {spelled(left)} left."
            found.append(Objection("person_hours", f"jobseeker {person_id}", message))
    return found


def hours_left(facts: Facts, person_id: str, week: int) -> float:
    """A person's hours less those of their running placements, never below 0."""
    running = facts.running_of_person.get(person_id, ())
    taken = sum(placement.slot.hours_per_week for placement in running if placement.covers(week))
    return max(0.0, facts.people[person_id].hours_per_week - taken)


def _by_person(proposals: Sequence[Candidate]) -> list[tuple[str, list[Candidate]]]:
    ordered = sorted(proposals, key=lambda candidate: candidate.person.jobseeker_id)
    return [(name, list(group)) for name, group in groupby(ordered, key=lambda c: c.person.jobseeker_id)]


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (person_id, label) if person_id in facts.people:
            week = week_of(label)
            return None if week is None else Limit(hours_left(facts, person_id, week), "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(candidate.person.jobseeker_id,)]


def _coefficient(_facts: Facts, key: Key, candidate: Candidate) -> float:
    return candidate.form.slot.hours_per_week if covers(candidate, week_of(key[1])) else 0.0


RULE = HardRule("person_hours", person_hours, _limit, _keys, _coefficient, by_week=True)
