"""Checks of what plan.json lists under `beyond`: every limit that facts exceed before anything is proposed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planner.schema.weeks import week_label
from planner.texts import _
from planner.verification.facts import Facts, Running
from planner.verification.folder import number_of
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.plan_figures import close

# What counts as no more than a limit, for sums of hours and support.
SLACK = 1e-6
KEYS = {"constraint", "owner", "week", "limit", "load"}


class Exceeded(NamedTuple):
    """A limit, its greatest load, and the first week with that load (None for money)."""

    limit: float
    load: float
    week: int | None


def beyond(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The list is that of all limits exceeded, each with the limit, the greatest load and its first week."""
    stated = (parsed.folder.plan or {}).get("beyond")
    if not isinstance(stated, list) or not all(isinstance(one, dict) and one.keys() == KEYS for one in stated):
        return [Objection("beyond", "plan.json beyond", _("is no list of limits."))]
    named = {(str(one["constraint"]), str(one["owner"])): one for one in stated}
    known = dict(exceeded(facts))
    objections = []
    for (constraint, owner), one in known.items():
        where = _("plan.json beyond, {constraint} of {owner}", constraint=constraint, owner=owner)
        told = named.get((constraint, owner))
        if told is None:
            objections.append(Objection("beyond", where, _("is missing.")))
        elif not _is_told(told, one):
            objections.append(Objection("beyond", where, _("has another limit, load or week than the tables.")))
    if len(stated) > len(known) or named.keys() - known.keys():
        objections.append(Objection("beyond", "plan.json beyond", _("lists a limit that nothing exceeds.")))
    return objections


def _is_told(told: Mapping[str, object], one: Exceeded) -> bool:
    limit, load = number_of(told["limit"]), number_of(told["load"])
    if limit is None or load is None or told["week"] != (None if one.week is None else week_label(one.week)):
        return False
    return close(limit, one.limit) and close(load, one.load)


def exceeded(facts: Facts) -> Iterator[tuple[tuple[str, str], Exceeded]]:
    """Constraint and owner of each limit that running placements or committed money exceed."""
    places = {name: float(slot.places) for name, slot in facts.slots.items()}
    people = {name: _limit(row.max_people) for name, row in facts.employers.items()}
    support = {name: _limit(row.capacity) for name, row in facts.supervisors.items()}
    hours = {name: _limit(row.hours_per_week) for name, row in facts.people.items()}
    by_load = (
        ("slot_places", places, facts.running_of_slot, lambda _row: 1.0),
        ("employer_people", people, facts.running_of_employer, lambda _row: 1.0),
        ("supervisor_support", support, facts.running_of_supervisor, lambda row: row.support),
        ("person_hours", hours, facts.running_of_person, lambda row: float(row.slot.hours_per_week)),
    )
    for constraint, limits, running, load in by_load:
        for owner, rows in running.items():
            peak = _peak(facts, [(row.first, row.last, load(row)) for row in rows])
            if owner in limits and peak is not None and peak[0] > limits[owner] + SLACK:
                yield (constraint, owner), Exceeded(limits[owner], *peak)
    yield from _starts(facts)
    yield from _in_two_places(facts)
    for name, line in facts.funding.items():
        if line.committed_sek > line.budget_sek + SLACK:
            yield ("funding_budget", name), Exceeded(float(line.budget_sek), float(line.committed_sek), None)


def _starts(facts: Facts) -> Iterator[tuple[tuple[str, str], Exceeded]]:
    for owner, rows in facts.running_of_caseworker.items():
        if owner not in facts.caseworkers:
            continue
        limit = _limit(facts.caseworkers[owner].starts_per_week)
        peak = _peak(facts, [(row.first, row.first, 1.0) for row in rows])
        if peak is not None and peak[0] > limit + SLACK:
            yield ("caseworker_starts", owner), Exceeded(limit, *peak)


def _in_two_places(facts: Facts) -> Iterator[tuple[tuple[str, str], Exceeded]]:
    for owner, rows in facts.running_of_person.items():
        if owner not in facts.people:
            continue
        by_half_day: dict[str, list[Running]] = {}
        for row in rows:
            for half_day in row.slot.shift:
                by_half_day.setdefault(half_day, []).append(row)
        peaks = [_peak(facts, [(row.first, row.last, 1.0) for row in own]) for own in by_half_day.values()]
        known = [peak for peak in peaks if peak is not None and peak[0] > 1]
        if known:
            yield ("person_shifts", owner), Exceeded(1.0, *min(known, key=lambda peak: (-peak[0], peak[1])))


def _peak(facts: Facts, loads: Iterable[tuple[int, int, float]]) -> tuple[float, int] | None:
    """The greatest load of any week from the plan week on, and the first week with it; None if there is no load.

    A load grows only in a week where something begins.
    """
    rows = [(max(first, facts.week), last, load) for first, last, load in loads if last >= facts.week]
    weeks = sorted({first for first, _last, _load in rows})
    by_week = [
        (round(math.fsum(load for first, last, load in rows if first <= week <= last), 9), week) for week in weeks
    ]
    return max(by_week, key=lambda peak: (peak[0], -peak[1]), default=None)


def _limit(limit: float | None) -> float:
    return math.inf if limit is None else float(limit)
