"""Check of shortlists.csv: who may stand on a list, in which order, within which limits, and what bounds its worth."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from planner.texts import _
from planner.verification.constraints.row import SLACK
from planner.verification.facts import Facts
from planner.verification.folder import (
    LISTS_BOUND,
    SHORTLISTS,
    TOLERANCE,
    Entry,
    number_of,
    spelled,
    where_of_person,
)
from planner.verification.joint import has_joint_bound, joint_bound
from planner.verification.lists import FilledLists, ListPlace, Row, length_of, worth_on
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, candidate_in, name_of
from planner.verification.plan_figures import plan_value

# A position as plans write it: Python takes other digits and leading zeros for the same number.
POSITION = re.compile("[1-9][0-9]{0,8}")


def shortlists(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold shortlists.csv and shortlists.json against the proposals, the candidates and the hard constraints."""
    folder = parsed.folder
    lists = FilledLists(facts, parsed.proposed, parsed.columns)
    is_wanted = bool(lists.first) and (folder.plan or {}).get("method") == "goals"
    if not is_wanted or folder.shortlists is None:
        is_there = folder.shortlists is not None or folder.lists_bound is not None
        if is_there is is_wanted and not is_there:
            return [] if parsed.broken else _beside(parsed, [])
        said = _("is missing.") if is_wanted else _("is there, and nobody is proposed at a slot with a shortlist.")
        return [Objection("shortlists", SHORTLISTS, said)]
    if folder.candidates is None or parsed.broken:
        return []
    objections: list[Objection] = []
    places = _places(facts, parsed, lists, folder.shortlists, objections)
    if objections:
        return objections
    objections += _order(facts, lists, folder.shortlists, places)
    objections += _limits(lists, places)
    objections += _worth(facts, parsed, lists, places)
    return objections + _beside(parsed, places)


def _places(
    facts: Facts, parsed: ParsedPlan, lists: FilledLists, lines: Sequence[Entry], objections: list[Objection]
) -> list[ListPlace]:
    """Everybody on a list, each of whom may stand there; objections are added."""
    value = {name_of(one.candidate): one for own in parsed.columns.values() for one in own}
    may = {name_of(one.candidate) for one in lists.in_play}
    first = {name_of(one) for of_slot in lists.first.values() for one in of_slot}
    kept = {name_of(one.priced.candidate): one.position for one in lists.kept}
    found, seen = [], set[str]()
    for line in lines:
        candidate = candidate_in(facts, line, "shortlists", objections)
        if candidate is None:
            continue
        name, position = name_of(candidate), line.text("list_position")
        where = where_of_person(line, name[0])
        if name[0] in seen or name not in value:
            objections.append(Objection("shortlists", where, _("is on a list twice, or no candidate.")))
            continue
        seen.add(name[0])
        is_position = POSITION.fullmatch(position) is not None
        if not is_position or (name in first) is not (position == "1") or (position != "1" and name not in may):
            objections.append(Objection("shortlists", where, _("cannot stand on this position of the list.")))
            continue
        is_kept = kept.get(name) == int(position)
        if is_kept is not (line.text("interviewed") == "yes") or (name in kept and not is_kept):
            objections.append(
                Objection("shortlists", where, _("who was interviewed comes first behind the proposals."))
            )
        found.append(ListPlace(value[name], int(position), is_kept))
    missing = sorted((first | set(kept)) - {name_of(one.priced.candidate) for one in found})
    objections += [_of_file(_("{person} is missing at {slot}.", person=name[0], slot=name[1])) for name in missing]
    return found


def _of_file(what: str) -> Objection:
    return Objection("shortlists", SHORTLISTS, what)


def _order(facts: Facts, lists: FilledLists, lines: Sequence[Entry], places: Sequence[ListPlace]) -> list[Objection]:
    """Rows in order, with their figures; positions are filled from the second on, the most valuable first."""
    number = {slot_id: at for at, slot_id in enumerate(facts.slots)}
    at_slot: dict[str, list[ListPlace]] = defaultdict(list)
    for place in places:
        at_slot[name_of(place.priced.candidate)[1]].append(place)
    order = [_key(number, place) for place in places]
    objections = []
    if order != sorted(order):
        objections.append(_of_file(_("the rows are not in their order.")))
    for slot_id, own in at_slot.items():
        count = len(lists.first[slot_id])
        if [place.position for place in sorted(own, key=_rank)] != [1 + at // count for at in range(len(own))]:
            objections.append(_of_file(_("the positions at {slot} have gaps.", slot=slot_id)))
        if any(place.position > length_of(facts.slots[slot_id]) for place in own):
            objections.append(_of_file(_("the list of {slot} is too long.", slot=slot_id)))
    for line, place in zip(lines, places, strict=True):
        own = at_slot[name_of(place.priced.candidate)[1]]
        objections += _figures(line, place, 1 + own.index(place), len(own))
    return objections


def _rank(place: ListPlace) -> tuple[bool, bool, float, str]:
    """Who comes before whom at a slot: proposals, those interviewed, then the most valuable."""
    return place.position > 1, not place.is_kept, -place.priced.value, name_of(place.priced.candidate)[0]


def _key(number: Mapping[str, int], place: ListPlace) -> tuple[int, int, bool, float, str]:
    person_id, slot_id, _form = name_of(place.priced.candidate)
    return number[slot_id], place.position, not place.is_kept, -place.priced.value, person_id


def _figures(line: Entry, place: ListPlace, rank: int, count: int) -> list[Objection]:
    person, offer = place.priced.candidate
    expected: dict[str, object] = {
        "employer_id": offer.employer.employer_id, "employer": offer.employer.name, "rank": rank, "list_of": count,
        "caseworker_id": person.caseworker_id, "weeks": offer.weeks, "value": place.priced.value,
        "list_worth": worth_on(place.priced, place.position),
    }  # fmt: skip
    said = [line.differs(column, value) for column, value in expected.items()]
    said.append(line.differs_from_week("start_week", offer.first))
    where = where_of_person(line, person.jobseeker_id)
    return [Objection("shortlists", where, wrong) for wrong in said if wrong is not None]


def _limits(lists: FilledLists, places: Sequence[ListPlace]) -> list[Objection]:
    """No limit is exceeded, whoever of the lists is hired; all whom an employer meets count in its approaches."""
    behind = [place.priced.candidate for place in places if place.position > 1]
    total: dict[Row, list[float]] = defaultdict(list)
    for candidate in behind:
        for row, amount in lists.beyond_least(candidate).items():
            total[row].append(amount)
    return [
        Objection("shortlists", SHORTLISTS, _("{constraint} {key}: {extra} more, {left} left.", constraint=row[0],
                  key=" ".join(row[1]), extra=spelled(math.fsum(parts)), left=spelled(lists.left(row))))
        for row, parts in sorted(total.items())
        if math.fsum(parts) > lists.left(row) + SLACK
    ]  # fmt: skip


def _worth(facts: Facts, parsed: ParsedPlan, lists: FilledLists, places: Sequence[ListPlace]) -> list[Objection]:
    """The worth and the bounds in shortlists.json are those recomputed, and the bounds bound."""
    document = parsed.folder.lists_bound
    if document is None:
        return [Objection("shortlists", LISTS_BOUND, _("is missing."))]
    worth = math.fsum(worth_on(one.priced, one.position) for one in places if one.position > 1 and not one.is_kept)
    objections = _against(document, {"worth": worth})
    rows = document.get("rows")
    if not _are_rows(rows):
        return [*objections, _are_none("rows")]
    bound, unsound = lists.bound(rows)
    objections += unsound or _against(document, {"bound": bound}) + _below(bound, worth, "bound")
    return objections + _joint(facts, parsed, document, worth)


def _joint(facts: Facts, parsed: ParsedPlan, document: Mapping[str, Any], worth: float) -> list[Objection]:
    """What the plan and its lists reach together, and what bounds every plan together with its lists."""
    rows = document.get("joint_rows")
    if not has_joint_bound(facts.scenario):
        # A figure that is missing is not one that is stated to be none: what reads the file asks for all of them.
        is_blank = rows == [] and all(document.get(name, math.nan) is None for name in ("joint_value", "joint_bound"))
        said = _("is stated, and cannot be told.")
        return [] if is_blank else [Objection("shortlists", f"{LISTS_BOUND} joint_bound", said)]
    if not _are_rows(rows):
        return [_are_none("joint_rows")]
    bounds, _unsound = parsed.bounds
    if math.isinf(bounds.certified):  # the certificate is objected to anyway
        return []
    columns = [one for own in parsed.columns.values() for one in own]
    together = plan_value(facts, parsed) + worth
    bound, unsound = joint_bound(facts, columns, bounds, rows)
    objections = _against(document, {"joint_value": together})
    return objections + (unsound or _against(document, {"joint_bound": bound}) + _below(bound, together, "joint_bound"))


def _are_rows(rows: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and {"constraint", "key", "dual"} <= row.keys() and isinstance(row["key"], list)
        for row in rows
    )


def _are_none(part: str) -> Objection:
    return Objection("shortlists", f"{LISTS_BOUND} {part}", _("are not rows with constraint, key and dual."))


def _against(document: Mapping[str, Any], figures: Mapping[str, float]) -> list[Objection]:
    """Figures that are not what is recomputed."""
    stated = {name: number_of(document.get(name)) for name in figures}
    return [
        Objection("shortlists", f"{LISTS_BOUND} {name}",
                  _("is not what is recomputed: {number}.", number=spelled(number)))
        for name, number in figures.items()
        if (own := stated[name]) is None or not abs(own - number) <= TOLERANCE
    ]  # fmt: skip


def _below(bound: float, worth: float, name: str) -> list[Objection]:
    if worth <= bound + TOLERANCE:
        return []
    return [Objection("shortlists", f"{LISTS_BOUND} {name}", _("is less than what is reached."))]


def _beside(parsed: ParsedPlan, places: Sequence[ListPlace]) -> list[Objection]:
    """assignments.csv says of everybody on a list on which one, and where."""
    expected = {(name_of(one.priced.candidate)[0], name_of(one.priced.candidate)[1], str(one.position))
                for one in places}  # fmt: skip
    said = [
        (line.text("jobseeker_id"), line.text("list_slot_id"), line.text("list_position"))
        for line in parsed.rows
        if line.text("list_slot_id") or line.text("list_position")
    ]
    if sorted(said) != sorted(expected):
        wrong = _("list_slot_id and list_position are not those of the lists.")
        return [Objection("shortlists", "assignments.csv", wrong)]
    return [
        Objection("shortlists", where_of_person(line, line.text("jobseeker_id")),
                  _("the reason does not say on whose list the person is."))
        for line in parsed.rows
        if line.text("list_position") not in {"", "1"} and line.text("list_slot_id") not in line.text("reason")
    ]  # fmt: skip
