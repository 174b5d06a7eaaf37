"""Checks of those cells of assignments.csv that depend on the row's status: names, to_do, and blanks."""

from __future__ import annotations

from planner.schema.plan_tables import ANSWERS, ASSIGNMENT_COLUMNS
from planner.schema.tables import Slot
from planner.verification.facts import Facts
from planner.verification.folder import Entry, where_of_person
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.to_do import to_do
from planner.verification.worth import baseline, baseline_weeks, counts_weeks

# Not checked here, whatever the status: ids, columns of the person, the meeting's columns, and those of other checks.
OF_EVERY_ROW = {"jobseeker_id", "status", "slot_id", "baseline", "baseline_regular_weeks", "caseworker_id",
                "second_choice", "second_choice_value", "second_choice_free", "reason_code", "reason",
                *ANSWERS}  # fmt: skip
# Columns that a running placement fills in; rows.running compares them with the placement.
OF_PLACEMENT = {"programme_id", "start_week", "weeks", "path"}


def cells(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The cells of every row apart from its numbers; each check has the name of its column."""
    objections = []
    of_proposal = {line.row: candidate for line, candidate in parsed.proposals}
    for line in parsed.rows:
        person = facts.people[line.text("jobseeker_id")]
        expected: dict[str, object] = {
            "caseworker_id": person.caseworker_id,
            "baseline": baseline(facts, person),
            "baseline_regular_weeks": baseline_weeks(facts, person) if counts_weeks(facts) else None,
        }
        if line.row in of_proposal:
            candidate = of_proposal[line.row]
            expected |= {"occupation": occupation(facts, candidate.offer.slot), "to_do": to_do(facts, candidate)}
        elif line.text("status") != "proposed":
            expected |= _without_proposal(facts, line)
        objections += _unlike(line, expected)
    return objections


def _without_proposal(facts: Facts, line: Entry) -> dict[str, object]:
    """A row of a running placement has its place and no worth; a row without a slot has neither."""
    blank: dict[str, object] = dict.fromkeys(c for c in ASSIGNMENT_COLUMNS if c not in OF_EVERY_ROW)
    slot = facts.slots.get(line.text("slot_id"))
    if slot is None:
        return blank
    employer = facts.employers[slot.employer_id]
    of_slot = {
        "employer_id": slot.employer_id,
        "employer": employer.name,
        "occupation": occupation(facts, slot),
        "zone": slot.zone,
        "hours_per_week": slot.hours_per_week,
    }
    return {column: cell for column, cell in {**blank, **of_slot}.items() if column not in OF_PLACEMENT}


def occupation(facts: Facts, slot: Slot) -> str | None:
    """The Swedish name of the slot's occupation, else its code."""
    if slot.ssyk is None:
        return None
    return facts.scenario.assumptions.occupations.labels.get(slot.ssyk, slot.ssyk)


def _unlike(line: Entry, expected: dict[str, object]) -> list[Objection]:
    where = where_of_person(line, line.text("jobseeker_id"))
    said = [(column, line.differs(column, cell)) for column, cell in expected.items()]
    return [Objection(column, where, wrong) for column, wrong in said if wrong is not None]
