"""Group minimum: so many members of a group have a new or a running placement, where somebody insists on a count."""

from __future__ import annotations

from collections.abc import Sequence

from planner.verification.constraints.one_main import EXCLUDING
from planner.verification.constraints.row import Constraint, Key, Limit, spelled
from planner.verification.facts import Candidate, Facts
from planner.verification.groups import members
from planner.verification.objection import Objection


def group_minimum(facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Count the members placed, in new places that exclude others or in running ones."""
    objections = []
    for name, least in sorted(facts.settings.group_minimum.items()):
        new = sum(counts(facts, name, candidate) for candidate in proposals)
        if new < still_needed(facts, name):
            have = new + least - still_needed(facts, name)
            message = f"{spelled(have)} members placed, at least {least} must be."
            objections.append(Objection("group_minimum", f"group {name}", message))
    return objections


def counts(facts: Facts, name: str, candidate: Candidate) -> bool:
    """Whether a proposal counts: a member without a running placement, in a place of an excluding purpose."""
    person_id = candidate.person.jobseeker_id
    return (
        candidate.offer.purpose in EXCLUDING
        and person_id not in facts.running_of_person
        and person_id in members(facts, name)
    )


def still_needed(facts: Facts, name: str) -> int:
    """The count less the members who have a running placement, never below 0."""
    running = sum(person_id in facts.running_of_person for person_id in members(facts, name))
    return max(0, facts.settings.group_minimum[name] - running)


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (name,) if name in facts.settings.group_minimum:
            return Limit(float(still_needed(facts, name)), "lower")
    return None


def _keys(facts: Facts, candidate: Candidate) -> list[Key]:
    return [(name,) for name in facts.settings.group_minimum if counts(facts, name, candidate)]


CONSTRAINT = Constraint("group_minimum", group_minimum, _limit, _keys, lambda _facts, _key, _candidate: 1.0)
