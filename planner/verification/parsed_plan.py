"""The written plan in terms of the facts: which rows are proposals, and which candidates the table has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planner.schema.cells import NUMBER
from planner.texts import _
from planner.verification.bound import Bounds, Valued, bounds_of, is_column
from planner.verification.constraints import CONSTRAINTS
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import Entry, PlanFolder
from planner.verification.objection import Objection

STATUSES = ("proposed", "kept", "held", "unplaced")


@dataclass(frozen=True, eq=False)
class ParsedPlan:
    """What a plan says, in terms of the facts. Rows with unknown ids are left out, with an objection.

    `columns` are the candidates of the table that are columns of the MIP, by jobseeker.
    """

    facts: Facts
    folder: PlanFolder
    rows: list[Entry]
    proposals: list[tuple[Entry, Candidate]]
    listed: list[tuple[Entry, Valued]]
    columns: Mapping[str, list[Valued]]
    objections: list[Objection]

    @property
    def proposed(self) -> list[Candidate]:
        """The candidates proposed."""
        return [candidate for _, candidate in self.proposals]

    @cached_property
    def broken(self) -> list[Objection]:
        """Each hard constraint that the proposals break, even those that the scenario switches off.

        Several checks ask nothing of a plan that breaks one: it has its objections already.
        """
        return [one for constraint in CONSTRAINTS for one in constraint.objections(self.facts, self.proposed)]

    @cached_property
    def bounds(self) -> tuple[Bounds, list[Objection]]:
        """What certificate.json proves, and an objection for each of its duals and cuts that is not sound."""
        return bounds_of(self.facts, (priced for _line, priced in self.listed), self.folder.certificate or {})

    @cached_property
    def value_of(self) -> dict[Candidate, float]:
        """The value of each proposal in the table of candidates; proposals that are not there are left out."""
        proposed = set(self.proposed)
        return {priced.candidate: priced.value for _line, priced in self.listed if priced.candidate in proposed}


def parse_plan(facts: Facts, folder: PlanFolder) -> ParsedPlan:
    """Look up every id of the written tables."""
    objections: list[Objection] = []
    rows, proposals = [], []
    for line in folder.assignments or []:
        status = line.text("status")
        if status not in STATUSES:
            message = _("status is none of {known}.", known=", ".join(STATUSES))
            objections.append(Objection("assignments", line.where, message))
            continue
        if line.text("jobseeker_id") not in facts.people:
            objections.append(Objection("assignments", line.where, _("jobseeker_id is no jobseeker of the scenario.")))
            continue
        rows.append(line)
        if status == "proposed":
            candidate = candidate_in(facts, line, "assignments", objections)
            if candidate is not None:
                proposals.append((line, candidate))
    objections += _twice(proposals)
    listed = _listed(facts, folder, objections)
    return ParsedPlan(facts, folder, rows, proposals, listed, _columns(facts, listed), objections)


def _columns(facts: Facts, listed: list[tuple[Entry, Valued]]) -> dict[str, list[Valued]]:
    columns: dict[str, list[Valued]] = defaultdict(list)
    pinned = facts.pinned()
    for _line, priced in listed:
        if is_column(facts, priced.candidate, priced.value, pinned):
            columns[priced.candidate.person.jobseeker_id].append(priced)
    return dict(columns)


def _twice(proposals: list[tuple[Entry, Candidate]]) -> list[Objection]:
    seen: set[tuple[str, str]] = set()
    objections = []
    for line, (person, offer) in proposals:
        pair = (person.jobseeker_id, offer.slot.slot_id)
        if pair in seen:
            message = _("{person} at {slot} is proposed twice.", person=pair[0], slot=pair[1])
            objections.append(Objection("assignments", line.where, message))
        seen.add(pair)
    return objections


def _listed(facts: Facts, folder: PlanFolder, objections: list[Objection]) -> list[tuple[Entry, Valued]]:
    listed: list[tuple[Entry, Valued]] = []
    seen: set[tuple[str, str, str]] = set()
    for line in folder.candidates or []:
        candidate = candidate_in(facts, line, "candidates", objections)
        if candidate is None:
            continue
        name = name_of(candidate)
        if name in seen:
            message = _("{candidate} is listed twice.", candidate=" ".join(name))
            objections.append(Objection("candidates", line.where, message))
            continue
        seen.add(name)
        try:
            listed.append((line, Valued(candidate, NUMBER.parse(line.text("value")))))
        except ValueError:
            objections.append(Objection("candidates", line.where, _("value is no number.")))
    return listed


def with_listed(facts: Facts, parsed: ParsedPlan) -> Facts:
    """The facts, with each person's candidates in the plan's table, if the plan has one."""
    if parsed.folder.candidates is None:
        return facts
    of_person: dict[str, list[Candidate]] = defaultdict(list)
    for _line, priced in parsed.listed:
        of_person[priced.candidate.person.jobseeker_id].append(priced.candidate)
    return replace(facts, listed=dict(of_person))


def name_of(candidate: Candidate) -> tuple[str, str, str]:
    """jobseeker_id, slot_id and programme_id of a candidate."""
    offer = candidate.offer
    return candidate.person.jobseeker_id, offer.slot.slot_id, offer.programme.programme_id


def pair_in_words(candidate: Candidate) -> str:
    """A candidate as messages name it."""
    person, slot, programme = name_of(candidate)
    return _("jobseeker {person}, slot {slot} as {programme}", person=person, slot=slot, programme=programme)


def where_of_candidate(line: Entry, candidate: Candidate) -> str:
    """A row and the candidate in it, as messages write them."""
    return f"{line.where}, {pair_in_words(candidate)}"


def candidate_in(facts: Facts, line: Entry, check: str, objections: list[Objection]) -> Candidate | None:
    """The candidate that a row names; None, with an objection, where its ids name none."""
    person = facts.people.get(line.text("jobseeker_id"))
    if person is None:
        objections.append(Objection(check, line.where, _("jobseeker_id is no jobseeker of the scenario.")))
        return None
    slot_id, programme_id = line.text("slot_id"), line.text("programme_id")
    if slot_id not in facts.slots:
        objections.append(Objection(check, line.where, _("slot_id is no slot of the scenario.")))
        return None
    if (slot_id, programme_id) not in facts.offers:
        message = _("programme_id is no form of slot {slot}.", slot=slot_id)
        objections.append(Objection(check, line.where, message))
        return None
    return facts.candidate(person, slot_id, programme_id)
