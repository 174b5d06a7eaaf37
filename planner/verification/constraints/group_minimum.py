"""Group minimum: at least as many members of a group as the settings say have a new or a running placement."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.one_main import EXCLUDING
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.groups import members


def counts(facts: Facts, name: str, candidate: Candidate) -> bool:
    """Whether a proposal counts: of a member without a running placement, in a place that is no companion."""
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


def _wanted(facts: Facts) -> list[Key]:
    return [(name,) for name in facts.settings.group_minimum]


def _says(facts: Facts, row: Broken) -> str:
    least = facts.settings.group_minimum[row.key[0]]
    placed = spelled(row.total + least - row.limit)
    return _("{placed} members placed, at least {least} must be.", placed=placed, least=least)


CONSTRAINT = Constraint("group_minimum", N_("group {owner}"), _says, _limit, _keys, wanted=_wanted)
