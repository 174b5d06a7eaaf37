"""Check of what plan.json says of the timetables that trips were looked up in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.schema.distances import ON_FOOT
from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.records import records

WHERE = "plan.json trips"


def timetables(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold the rows, days and timetables that plan.json names against table travel."""
    stated, wanted = (parsed.folder.plan or {}).get("trips"), _wanted(facts)
    if wanted is None:
        said = _("is there, and no row of table travel says which timetable it is of.")
        return [] if stated is None else [Objection("trips", WHERE, said)]
    if not isinstance(stated, dict):
        return [Objection("trips", WHERE, _("is missing."))]
    return [
        Objection("trips", f"{WHERE}.{name}", _("is not what table travel says: {value}.", value=str(value)))
        for name, value in wanted.items()
        if stated.get(name) != value or type(stated.get(name)) is not type(value)
    ]


def _wanted(facts: Facts) -> dict[str, object] | None:
    """The part as it should be; None where there should be none."""
    starts = {(person.home_zone, person.travel_mode) for person in facts.people.values()}
    ends = {slot.zone for slot in facts.slots.values() if slot.status == "open"}
    used = [
        row for row in records(facts.scenario, "travel")
        if (row["from_zone"], row["mode"]) in starts and row["to_zone"] in ends
    ]  # fmt: skip
    said = sorted({row["looked_up_in"].removeprefix(ON_FOOT) for row in used if row["looked_up_in"] is not None})
    valid_to = _earliest(row["valid_to"] for row in used)
    if valid_to is None and not said:
        return None
    as_of = _earliest(row["as_of"] for row in used)
    return {"rows": len(used), "as_of": as_of, "valid_to": valid_to, "looked_up_in": said}


def _earliest(days: Iterable[date | None]) -> str | None:
    first = min((day for day in days if day is not None), default=None)
    return None if first is None else first.isoformat()
