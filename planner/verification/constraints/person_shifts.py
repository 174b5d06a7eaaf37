"""Person shifts: in no half-day of a week is a person in two places."""

from __future__ import annotations

from functools import lru_cache

from planner.schema.cells import HALF_DAYS
from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit, week_of, weeks
from planner.verification.facts import Candidate, Facts
from planner.verification.remembered import remembered

KNOWN = frozenset(HALF_DAYS)
ONE_LEFT, NONE_LEFT = Limit(1.0, "upper"), Limit(0.0, "upper")


def _limit(facts: Facts, key: Key) -> Limit | None:
    """1, or 0 where a running placement of the person has the half-day in the week."""
    match key:
        case (person_id, label, half_day) if person_id in facts.people and half_day in KNOWN:
            if week_of(label) is not None:
                return NONE_LEFT if (label, half_day) in _taken(facts, person_id) else ONE_LEFT
    return None


@remembered(10_000)
def _taken(facts: Facts, person_id: str) -> frozenset[Key]:
    """The half-days of weeks in which a running placement of the person is worked."""
    running = facts.running_of_person.get(person_id, ())
    return frozenset().union(*(_half_days(row.first, row.last, row.slot.shift) for row in running))


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    return [(candidate.person.jobseeker_id,)]


def _moments(candidate: Candidate) -> frozenset[Key]:
    return _half_days(candidate.offer.first, candidate.offer.last, candidate.offer.slot.shift)


@lru_cache(maxsize=4096)
def _half_days(first: int, last: int, shift: tuple[str, ...]) -> frozenset[Key]:
    return frozenset((*week, half_day) for week in weeks(first, last) for half_day in shift)


def _says(_facts: Facts, row: Broken) -> str:
    return _("{half_day} is taken twice in {span}.", half_day=row.key[2], span=row.span)


CONSTRAINT = Constraint(
    "person_shifts",
    N_("jobseeker {owner}"),
    _says,
    _limit,
    _keys,
    moments=_moments,
    is_by_week=True,
    is_level=lambda facts, key: key[0] not in facts.running_of_person,
)
