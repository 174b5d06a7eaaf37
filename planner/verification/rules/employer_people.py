"""Employer people: in no week are more people placed at an employer than it takes, over all its slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection
from planner.verification.rules.row import HardRule, Key, Limit, covers, span, spelled, week_of, weeks_of


def employer_people(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Count the people at each limited employer, week by week."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in proposals:
        groups[candidate.form.employer.employer_id].append(candidate)
    found = []
    for employer_id, theirs in sorted(groups.items()):
        over: dict[int, tuple[int, float]] = {}
        for week in weeks_of(theirs):
            people, left = sum(covers(c, week) for c in theirs), people_left(facts, employer_id, week)
            if left is not None and people > left:
                over[week] = (people, left)
        if over:
            people, left = next(iter(over.values()))
            message = f"{people} people proposed in {span(list(over))}, {spelled(left)} left."
            found.append(Objection("employer_people", f"employer {employer_id}", message))
    return found


def people_left(facts: Facts, employer_id: str, week: int) -> float | None:
    """max_people less those of running placements, never below 0; None where there is no limit."""
    most = facts.employers[employer_id].max_people
    if most is None:
        return None
    return max(0.0, most - sum(r.covers(week) for r in facts.running_of_employer.get(employer_id, ())))


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (employer_id, label) if employer_id in facts.employers:
            week = week_of(label)
            left = None if week is None else people_left(facts, employer_id, week)
            return None if left is None else Limit(left, "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(candidate.form.employer.employer_id,)]


def _coefficient(_facts: Facts, key: Key, candidate: Candidate) -> float:
    return float(covers(candidate, week_of(key[1])))


RULE = HardRule("employer_people", employer_people, _limit, _keys, _coefficient, by_week=True)
