"""Group minimum: as many members of a group as the settings ask for have a place: new, running, or not long ago."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.one_main import EXCLUDING
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.groups import members
from planner.verification.window import met_by_start


def counts(facts: Facts, name: str, candidate: Candidate) -> bool:
    """Whether a proposal counts: of a member who does not meet the minimum yet, in a place that is no companion."""
    person_id = candidate.person.jobseeker_id
    return (
        candidate.offer.purpose in EXCLUDING
        and person_id not in facts.running_of_person
        and person_id in members(facts, name)
        and person_id not in met_by_start(facts, name)
    )


def still_needed(facts: Facts, name: str) -> int:
    """The count less the members who have a running placement or a start that counts, never below 0."""
    running = members(facts, name) & facts.running_of_person.keys()
    return max(0, facts.settings.group_minimum[name] - len(running | met_by_start(facts, name)))


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
