"""Checks of assignments.csv: who has a row, what each row says, and that everything proposed is allowed."""

from __future__ import annotations

from collections import Counter, defaultdict

from planner.schema.plan_tables import MODULE_COLUMNS
from planner.schema.weeks import week_label
from planner.texts import _
from planner.verification.bound import is_on_another_list
from planner.verification.eligibility import refusal
from planner.verification.facts import Facts, Running
from planner.verification.folder import Entry, where_of_person
from planner.verification.held import claimed_path, path_of, path_text
from planner.verification.objection import Objection
from planner.verification.offers import Offer
from planner.verification.parsed_plan import ParsedPlan, name_of, where_of_candidate
from planner.verification.travel import trip
from planner.verification.worth import worth


def people(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every jobseeker has a row; an `unplaced` row has no slot and is the person's only one."""
    if parsed.folder.assignments is None:
        return []
    statuses: dict[str, list[str]] = defaultdict(list)
    objections = []
    for line in parsed.rows:
        statuses[line.text("jobseeker_id")].append(line.text("status"))
        if line.text("status") == "unplaced" and line.text("slot_id"):
            objections.append(Objection("people", line.where, _("an unplaced row names a slot.")))
    for person_id in sorted(facts.people):
        if person_id not in statuses:
            objections.append(Objection("people", _jobseeker(person_id), _("has no row in assignments.csv.")))
        elif "unplaced" in statuses[person_id] and len(statuses[person_id]) > 1:
            objections.append(Objection("people", _jobseeker(person_id), _("is unplaced and has another row.")))
    return objections


def _jobseeker(person_id: str) -> str:
    return _("jobseeker {person}", person=person_id)


def eligibility(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every gate lets every proposal pass, and it is a column of the MIP."""
    objections = []
    pinned = facts.pinned()
    # The queue and past placements take main places whatever their value, so their proposals may be no columns of the
    # MIP.
    is_by_worth = (parsed.folder.plan or {}).get("method") not in {"longest_wait", "past_placements"}
    for line, candidate in parsed.proposals:
        gate = refusal(facts, candidate)
        where = where_of_candidate(line, candidate)
        if gate is not None:
            objections.append(Objection("eligibility", where, _("the gate {gate} refuses it.", gate=gate)))
        elif candidate.offer.purpose != "main":
            if "other_purposes" not in facts.settings.goals and name_of(candidate)[:2] not in pinned:
                message = _(
                    "purpose {purpose} is proposed and other_purposes is no goal.", purpose=candidate.offer.purpose
                )
                objections.append(Objection("eligibility", where, message))
        elif is_by_worth and is_on_another_list(facts, candidate) and name_of(candidate)[:2] not in pinned:
            message = _("an employer has met the person for another place and has not answered yet.")
            objections.append(Objection("eligibility", where, message))
        elif is_by_worth and worth(facts, candidate).value < 0 and name_of(candidate)[:2] not in pinned:
            message = _("its value is below zero and nobody has pinned it.")
            objections.append(Objection("eligibility", where, message))
    return objections


def numbers(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every number and name of a proposed row is recomputed from the raw tables; each check has its column's name."""
    objections = []
    for line, candidate in parsed.proposals:
        person, offer = candidate
        own, way = worth(facts, candidate), trip(facts, person, offer.slot)
        expected: dict[str, object] = {
            "employer_id": offer.employer.employer_id,
            "employer": offer.employer.name,
            "zone": offer.slot.zone,
            "weeks": offer.weeks,
            "hours_per_week": offer.slot.hours_per_week,
            "travel_minutes": way.minutes,
            "outcome": own.outcome,
            "uplift": own.uplift,
            "acceptance": own.acceptance,
            "value": own.value,
            "regular_weeks": own.regular_weeks,
            "path": path_text(facts, path_of(facts, candidate)),
            "strength": own.strength,
            "gross": own.gross,
            "basis": own.basis,
            "cost_sek": offer.cost,
            **(_module(offer) if facts.modules else {}),
        }
        where = where_of_person(line, person.jobseeker_id)
        said = [(column, line.differs(column, value)) for column, value in expected.items()]
        said.append(("start_week", line.differs_from_week("start_week", offer.first)))
        objections += [Objection(column, where, wrong) for column, wrong in said if wrong is not None]
    return objections


def _module(offer: Offer) -> dict[str, object]:
    """What a row says of the module before the place; nothing where the person takes none."""
    if offer.bridge is None:
        return dict.fromkeys(MODULE_COLUMNS)
    own = offer.bridge.module
    cells = (own.module_id, own.name or own.module_id, week_label(offer.bridge.first), own.weeks, own.cost_sek)
    return dict(zip(MODULE_COLUMNS, cells, strict=True))


def running(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Rows kept and held are exactly the running placements, and the people held out."""
    if parsed.folder.assignments is None:
        return []
    expected = [placement for placement in facts.running if placement.person_id is not None]
    written = Counter(_written(line) for line in parsed.rows if line.text("status") in {"kept", "held"})
    wanted = Counter(_row(placement) for placement in expected)
    with_a_row = {line.text("jobseeker_id") for line in parsed.rows if line.text("slot_id")}
    for person_id in facts.contested() & set(facts.people):
        row = (person_id, "held", "")
        # A contested person with a running placement has a row for it, and may have a *held* row as well.
        if person_id not in with_a_row or written[row]:
            wanted[row] = 1
    objections = [
        Objection("running", _jobseeker(row[0]), _("the row {row} is missing.", row=_said(facts, row)))
        for row in wanted - written
    ]
    for row in written - wanted:
        message = _("the row {row} stands for no running placement.", row=_said(facts, row))
        objections.append(Objection("running", _jobseeker(row[0]), message))
    return sorted(objections) + _running_rows(facts, parsed, expected)


def _running_rows(facts: Facts, parsed: ParsedPlan, expected: list[Running]) -> list[Objection]:
    """Programme, weeks and path of kept and held rows are those of the placement."""
    said = {(_row(placement), *_when(facts, placement)) for placement in expected}
    known = {row for row, *_rest in said}
    objections = []
    for line in parsed.rows:
        row = _written(line)
        when = (line.text("programme_id"), line.text("start_week"), line.text("weeks"), line.text("path"))
        if row in known and (row, *when) not in said:
            message = _("programme, start week, weeks and path are not those of the running placement.")
            objections.append(Objection("running", line.where, message))
    return objections


def _row(placement: Running) -> tuple[str, str, str]:
    status = "held" if placement.state == "offered" else "kept"
    return str(placement.person_id), status, placement.slot.slot_id


def _when(facts: Facts, placement: Running) -> tuple[str, str, str, str]:
    weeks, form = placement.last - placement.first + 1, placement.programme_id or ""
    path = () if placement.next_week is None else claimed_path(facts, (form, placement.next_week))
    return form, week_label(placement.first), str(weeks), path_text(facts, path)


def _written(line: Entry) -> tuple[str, str, str]:
    return line.text("jobseeker_id"), line.text("status"), line.text("slot_id")


def _said(facts: Facts, row: tuple[str, str, str]) -> str:
    _person, status, slot_id = row
    if not slot_id:
        return _("{status} without a slot", status=status)
    if slot_id not in facts.slots:
        return _("{status} at something that is no slot", status=status)
    return _("{status} at slot {slot}", status=status, slot=slot_id)


def hard_constraints(_facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every hard constraint holds, even those that the scenario switches off."""
    return parsed.broken
