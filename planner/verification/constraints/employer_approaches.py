"""Employer approaches: no employer is asked to meet more people in the month of the plan week than agreed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from planner.schema.weeks import week_monday
from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.records import records
from planner.verification.remembered import remembered

ASKED, ANSWERED = ("offered", "accepted", "started"), ("declined", "refused", "vetoed")


class _Approached(NamedTuple):
    """By employer how many it was `asked` to meet this month, and the pairs that need no new approach."""

    asked: Counter[str]
    known: frozenset[tuple[str, str]]


@remembered(16)
def _approached(facts: Facts) -> _Approached:
    monday = week_monday(facts.week)

    def counts(day: date | None) -> bool:
        return day is not None and (day.year, day.month) == (monday.year, monday.month)

    met = {(one.jobseeker_id, str(one.slot_id)): one.on for one in facts.decisions if one.decision == "interviewed"}
    month = {pair for pair, day in met.items() if counts(day)}
    for row in records(facts.scenario, "placements"):
        if row["state"] in ASKED and counts(row["on"]):
            month.add((str(row["jobseeker_id"]), str(row["slot_id"])))
    for own in facts.history.values():
        month |= {(row.jobseeker_id, str(row.slot_id)) for row in own if row.end in ANSWERED and counts(row.on)}
    slots = [facts.slots[slot_id] for _person, slot_id in month if slot_id in facts.slots]
    return _Approached(Counter(slot.employer_id for slot in slots), frozenset(month | met.keys()))


def _limit(facts: Facts, key: Key) -> Limit | None:
    employer = facts.employers.get(key[0]) if len(key) == 1 else None
    if employer is None or employer.approaches_per_month is None:
        return None
    return Limit(float(max(employer.approaches_per_month - _approached(facts).asked[key[0]], 0)), "upper")


def _keys(facts: Facts, candidate: Candidate) -> list[Key]:
    employer = candidate.offer.employer
    pair = (candidate.person.jobseeker_id, candidate.offer.slot.slot_id)
    if employer.approaches_per_month is None or pair in _approached(facts).known:
        return []
    return [(employer.employer_id,)]


def _says(_facts: Facts, row: Broken) -> str:
    return _("{people} more people to meet, {left} left of this month.",
             people=spelled(row.total), left=spelled(row.limit))  # fmt: skip


CONSTRAINT = Constraint("employer_approaches", N_("employer {owner}"), _says, _limit, _keys)
