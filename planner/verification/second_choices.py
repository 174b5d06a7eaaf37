"""Checks of second choices: another place that the person could have, what it is worth, and whether it is free."""

from __future__ import annotations

from planner.texts import _
from planner.verification.bound import Valued
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import Entry, told, where_of_person
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.reason_codes import NOTHING, closed_slots, helps
from planner.verification.room import Room
from planner.verification.usual import shut

COLUMNS = ("second_choice", "second_choice_value", "second_choice_free")


def second_choices(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every row of a proposal, or of somebody without a place, has a second choice if the person has a further place.

    Beside a proposal it is a slot of the same kind (main or not), the best that fits once the proposal falls away,
    else the best. For somebody unplaced it is a slot that helps. A forbidden slot is none. A plan that breaks a hard
    constraint has its objections already, and nothing is asked of its second choices.
    """
    if parsed.broken:
        return []
    room = room_of(facts, parsed)
    of_proposal = {line.row: candidate for line, candidate in parsed.proposals}
    objections = []
    for line in parsed.rows:
        candidate, status = of_proposal.get(line.row), line.text("status")
        if candidate is None and status == "proposed":
            continue
        others = []
        if candidate is not None:
            alike = of_kind(candidate, allowed(facts, parsed, line))
            others = [priced for priced in alike if priced.candidate.offer.slot is not candidate.offer.slot]
        elif status == "unplaced":
            others = [priced for priced in allowed(facts, parsed, line) if helps(priced)]
        is_taken = candidate is not None and candidate in room
        if candidate is not None and is_taken:
            room.drop(candidate)
        wrong = _wrong(line, room, others, is_ranked=candidate is not None)
        if candidate is not None and is_taken:
            room.take(candidate)
        where = where_of_person(line, line.text("jobseeker_id"))
        objections += [Objection(column, where, message) for column, message in wrong]
    return objections


def room_of(facts: Facts, parsed: ParsedPlan) -> Room:
    """The room that all proposals leave; slots that do not start take nobody."""
    room = Room(facts, closed_slots(facts, parsed) | shut(facts))
    for candidate in parsed.proposed:
        room.take(candidate)
    return room


def allowed(facts: Facts, parsed: ParsedPlan, line: Entry) -> list[Valued]:
    """The candidates of a row's person that may be proposed and are not forbidden."""
    person_id = line.text("jobseeker_id")
    forbidden = {row.slot_id for row in facts.decisions if row.decision == "forbid" and row.jobseeker_id == person_id}
    own = parsed.columns.get(person_id, ())
    return [priced for priced in own if priced.candidate.offer.slot.slot_id not in forbidden]


def of_kind(candidate: Candidate, others: list[Valued]) -> list[Valued]:
    """The candidates that are for main places, as a proposal is, or that are not, as it is not."""
    is_main = candidate.offer.purpose == "main"
    return [priced for priced in others if (priced.candidate.offer.purpose == "main") == is_main]


def _wrong(line: Entry, room: Room, others: list[Valued], *, is_ranked: bool) -> list[tuple[str, str]]:
    """What is wrong with the three cells of a row, by column."""
    if not others:
        blank = [(column, line.differs(column, None)) for column in COLUMNS]
        return [(column, message) for column, message in blank if message is not None]
    written = line.text("second_choice")
    there = [priced for priced in others if _slot(priced.candidate) == written]
    if not there:
        shown = told(written) if written not in room.facts.slots else _("slot {slot}", slot=written)
        message = _("second_choice is {shown}, which is no other place that the person could have.", shown=shown)
        return [("second_choice", message)]
    of_value = [priced for priced in there if line.differs("second_choice_value", priced.value) is None]
    if not of_value:
        best = max(priced.value for priced in there)
        return [("second_choice_value", line.differs("second_choice_value", best) or "")]
    is_free = any(room.fits(priced.candidate) for priced in of_value)
    wrong_free = line.differs("second_choice_free", "yes" if is_free else "no")
    if wrong_free is not None:
        return [("second_choice_free", wrong_free)]
    value = max(priced.value for priced in of_value)
    better = [priced for priced in others if priced.value > value + NOTHING or not is_free]
    ahead = [one for one in better if room.fits(one.candidate) or (not is_free and one.value > value + NOTHING)]
    if is_ranked and ahead:
        slot = _slot(max(ahead, key=lambda one: one.value).candidate)
        return [("second_choice", _("second_choice passes over slot {slot}, which comes before it.", slot=slot))]
    return []


def _slot(candidate: Candidate) -> str:
    return candidate.offer.slot.slot_id
