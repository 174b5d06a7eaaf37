"""One main: a person has at most one new placement that excludes others, and at most one companion beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.verification.constraints.row import Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection

EXCLUDING = ("main", "activity", "sheltered")
CLASSES = ("main", "companion")


def class_of(candidate: Candidate) -> str:
    """`main` for the purposes that exclude each other, else `companion`."""
    return "main" if candidate.offer.purpose in EXCLUDING else "companion"


def one_main(_facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
    """Count each person's proposals of purpose main, activity or sheltered, and those of purpose companion."""
    counts = Counter((candidate.person.jobseeker_id, class_of(candidate)) for candidate in proposals)
    words = {"main": "of purpose main, activity or sheltered", "companion": "of purpose companion"}
    return [
        Objection("one_main", f"jobseeker {person_id}", f"{count} places {words[kind]} proposed, at most 1 may be.")
        for (person_id, kind), count in sorted(counts.items())
        if count > 1
    ]


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (person_id, kind) if person_id in facts.people and kind in CLASSES:
            return Limit(1.0, "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(candidate.person.jobseeker_id, class_of(candidate))]


CONSTRAINT = Constraint("one_main", one_main, _limit, _keys, lambda _facts, _key, _candidate: 1.0)
