"""One main: a person has at most one new placement that is no companion, and at most one companion."""

from __future__ import annotations

from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled

EXCLUDING = ("main", "activity", "sheltered")
CLASSES = {"main": "of purpose main, activity or sheltered", "companion": "of purpose companion"}


def class_of(candidate: Candidate) -> str:
    """`companion` for companions, `main` for all other purposes, of which a person may have one."""
    return "main" if candidate.offer.purpose in EXCLUDING else "companion"


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (person_id, kind) if person_id in facts.people and kind in CLASSES:
            return Limit(1.0, "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(candidate.person.jobseeker_id, class_of(candidate))]


def _says(_facts: Facts, row: Broken) -> str:
    return f"{spelled(row.total)} places {CLASSES[row.key[1]]} proposed, at most 1 may be."


CONSTRAINT = Constraint("one_main", "jobseeker {0}", _says, _limit, _keys)
