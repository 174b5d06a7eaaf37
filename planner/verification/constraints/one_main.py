"""One main: a person has at most one new placement that is no companion, and at most one companion."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.law import rule_in

EXCLUDING = ("main", "activity", "sheltered")
CLASSES = {
    "main": N_("{places} places of purpose main, activity or sheltered proposed, at most 1 may be."),
    "companion": N_("{places} places of purpose companion proposed, at most 1 may be."),
}


def class_of(candidate: Candidate) -> str:
    """`companion` for companions, `main` for all other purposes, of which a person may have one."""
    return "main" if candidate.offer.purpose in EXCLUDING else "companion"


def companion_programmes(facts: Facts) -> set[str]:
    """The programmes that stand beside a main place, whether or not a slot offers them."""
    pack = facts.scenario.assumptions.rules
    purposes = {
        name: programme.purpose or rule_in(pack, programme.rule, facts.week).purpose
        for name, programme in facts.programmes.items()
    }
    return {name for name, purpose in purposes.items() if purpose not in EXCLUDING}


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case (person_id, kind) if person_id in facts.people and kind in CLASSES:
            return Limit(1.0, "upper")
    return None


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(candidate.person.jobseeker_id, class_of(candidate))]


def _says(_facts: Facts, row: Broken) -> str:
    return _(CLASSES[row.key[1]], places=spelled(row.total))


CONSTRAINT = Constraint("one_main", N_("jobseeker {owner}"), _says, _limit, _keys)
