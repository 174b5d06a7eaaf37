"""Check of duty.csv: by week and unit the hours of activity that people owe, those that are covered, and the gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, NamedTuple

from planner.schema.duty_law import duty_law
from planner.schema.weeks import week_label
from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import DUTY, Entry, number_of, spelled, told, unlike
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.plan_figures import close

WEEKS = 26
HOURS = ("hours_owed", "hours_covered", "hours_gap")


class Owed(NamedTuple):
    """A row of duty.csv."""

    week: int
    unit: str | None
    people: int
    hours_owed: float
    hours_covered: float
    hours_gap: float
    people_short: int


def duty(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold duty.csv and its sums in plan.json against tables, placements and proposals."""
    stated, rows = (parsed.folder.plan or {}).get("duty"), list(owed(facts, parsed))
    if not rows:
        there = [(DUTY, parsed.folder.duty is not None), ("plan.json duty", stated is not None)]
        said = _("is there, and nobody owes hours of activity.")
        return [Objection("duty", where, said) for where, is_there in there if is_there]
    if parsed.folder.duty is None or not isinstance(stated, dict):
        readable = [(DUTY, parsed.folder.duty is not None), ("plan.json duty", isinstance(stated, dict))]
        return [Objection("duty", where, _("is missing.")) for where, is_readable in readable if not is_readable]
    wrong = []
    for line, row in zip_longest(parsed.folder.duty, rows):
        where = DUTY if line is None else line.where
        wrong += [Objection("duty", where, said) for said in _unlike(line, row)]
        if line is None or row is None:
            break
    return wrong + [Objection("duty", "plan.json duty", said) for said in _sums(stated, rows)]


def owed(facts: Facts, parsed: ParsedPlan) -> Iterator[Owed]:
    """What the rows should be, by week and unit, those without a unit last."""
    owing = {name: float(one.duty_hours_per_week or 0) for name, one in facts.people.items()}
    owing = {name: hours for name, hours in owing.items() if hours > 0}
    spans: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for person, offer in parsed.proposed:
        spans[person.jobseeker_id].append((offer.first, offer.last, offer.slot.hours_per_week))
    for name in owing:
        own = facts.running_of_person.get(name, ())
        spans[name] += [(one.first, one.last, one.slot.hours_per_week) for one in own]
    units = sorted({facts.people[name].unit for name in owing}, key=lambda unit: (unit is None, unit or ""))
    for week in range(facts.week, facts.week + WEEKS if owing else facts.week):
        for unit in units:
            people = [name for name in owing if facts.people[name].unit == unit]
            done = {name: sum(hours for first, last, hours in spans[name] if first <= week <= last) for name in people}
            covered = sum(min(done[name], owing[name]) for name in people)
            due = sum(owing[name] for name in people)
            short = sum(done[name] < owing[name] for name in people)
            yield Owed(week, unit, len(people), due, covered, due - covered, short)


def _unlike(line: Entry | None, row: Owed | None) -> list[str]:
    if line is None or row is None:
        return [_("the table has too few rows.") if line is None else _("the row stands for no week and unit.")]
    said = [line.differs_from_week("week", row.week)]
    said += [line.differs(name, getattr(row, name)) for name in ("unit", "people", *HOURS, "people_short")]
    return [one for one in said if one is not None]


def _sums(stated: Mapping[str, Any], rows: list[Owed]) -> Iterator[str]:
    """What is wrong with the sums of plan.json."""
    now = [row for row in rows if row.week == rows[0].week]
    first = stated.get("first")
    if not isinstance(first, dict) or first.get("week") != week_label(rows[0].week):
        yield _("first is not of the plan week.")
        return
    expected: list[tuple[str, object, float]] = [
        ("people", stated.get("people"), sum(row.people for row in now)),
        ("weeks", stated.get("weeks"), WEEKS),
        ("first.people_short", first.get("people_short"), sum(row.people_short for row in now)),
        *((f"first.{name}", first.get(name), sum(getattr(row, name) for row in now)) for name in HOURS),
        *((name, stated.get(name), sum(getattr(row, name) for row in rows)) for name in HOURS),
    ]
    for key, written, value in expected:
        number = number_of(written)
        if number is None or not close(number, value):
            yield unlike(key, told(written), spelled(value))
    if (stated.get("law"), stated.get("sure")) != (duty_law().name_sv, duty_law().sure):
        yield _("law or sure is not what is known of the law.")
