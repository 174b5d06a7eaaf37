"""Usual practice, recomputed: the plans that take places in a simple order, and the department's own placements."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from planner.schema.agreed import PastPlacement
from planner.texts import _
from planner.verification.constraints.group_minimum import counts, still_needed
from planner.verification.constraints.slot_places import fewest
from planner.verification.eligibility import refusal
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import number_of, spelled, told, unlike
from planner.verification.group_figures import where_of_group
from planner.verification.groups import lottery_number, members
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, name_of
from planner.verification.person_gates import PERSON_GATES
from planner.verification.places import places_left
from planner.verification.plan_figures import close
from planner.verification.records import records
from planner.verification.room import Room
from planner.verification.slot_gates import SLOT_GATES

METHODS = ("longest_wait", "longest_wait_to_best", "best_first")
PAST = "past_placements"
# The rank of a wish without one: after every rank of a preference.
WITHOUT_RANK = 100
GATES = [gate.__name__ for gate in (*SLOT_GATES, *PERSON_GATES)]


class Ranked(NamedTuple):
    """A candidate of the table with its sort keys; `place` is the position of its form in the slot's list."""

    candidate: Candidate
    value: float
    minutes: float
    cost: float
    waited: int
    lot: float
    wish: float
    slot_id: str
    place: int


@dataclass(frozen=True)
class Recomputed:
    """A plan of usual practice; `taken` is None if its order cannot meet all pins and minimums."""

    name: str
    taken: list[Ranked] | None
    left_out: list[tuple[int, str]] = field(default_factory=list)

    @property
    def gain(self) -> float:
        """The sum of value."""
        return math.fsum(row.value for row in self.taken or ())

    @property
    def placed(self) -> set[str]:
        """People with a place of purpose main."""
        main = (row.candidate for row in self.taken or () if row.candidate.offer.purpose == "main")
        return {candidate.person.jobseeker_id for candidate in main}


def usual(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Figures of usual practice in plan.json are right; a plan whose method is usual practice is that very plan."""
    plan = parsed.folder.plan or {}
    if parsed.folder.candidates is None:
        return []
    recomputed = usual_plans(facts, parsed)
    objections = _parts(plan.get("usual"), recomputed)
    known = [one for one in recomputed if one.taken is not None]
    strongest = max(known, key=lambda one: round(one.gain, 9)).name if known else None
    if plan.get("strongest_usual") != strongest:
        message = _("is not {strongest}, which gains most.", strongest=strongest)
        objections.append(Objection("usual", "plan.json strongest_usual", message))
    return [*objections, *_groups(facts, plan, known), *_method(parsed, plan, recomputed)]


def usual_plans(facts: Facts, parsed: ParsedPlan) -> list[Recomputed]:
    """The plans of usual practice, from the table of candidates."""
    pinned = facts.pinned()
    held: list[Ranked] = []
    others: list[Ranked] = []
    for row in _rows(facts, parsed, pinned):
        (held if _pair(row) in pinned else others).append(row)
    gaining = [row for row in others if row.value > 0]
    # Pins come first in every order.
    orders = {
        "longest_wait": [*_by_wait(held, _by_wish), *_by_wait(others, _by_wish)],
        "longest_wait_to_best": [*_by_wait(held, _by_value), *_by_wait(gaining, _by_value)],
        "best_first": [*sorted(held, key=_by_gain), *sorted(gaining, key=_by_gain)],
    }
    plans = [Recomputed(name, _reached(facts, orders[name])) for name in METHODS]
    past = [PastPlacement.model_construct(**record) for record in records(facts.scenario, PAST)]
    if past:
        plans.append(_own(facts, past, orders["longest_wait"]))
    return plans


def _by_wish(row: Ranked) -> tuple[float, float, str, int]:
    return row.wish, row.minutes, row.slot_id, row.place


def _by_value(row: Ranked) -> tuple[float, float, str, int]:
    return -row.value, row.cost, row.slot_id, row.place


def _by_gain(row: Ranked) -> tuple[float, float, int, float, str, int]:
    return -row.value, row.cost, -row.waited, -row.lot, row.slot_id, row.place


def _by_wait(rows: Iterable[Ranked], key: Callable[[Ranked], Any]) -> list[Ranked]:
    """Longest wait first, then the higher lottery number; each person's own rows are sorted by a key."""
    of_person: dict[str, list[Ranked]] = defaultdict(list)
    for row in rows:
        of_person[row.candidate.person.jobseeker_id].append(row)
    people = sorted(of_person.values(), key=lambda own: (-own[0].waited, -own[0].lot))
    return [row for own in people for row in sorted(own, key=key)]


def _rows(facts: Facts, parsed: ParsedPlan, pinned: set[tuple[str, str]]) -> Iterable[Ranked]:
    """Candidates of purpose main, and of any purpose where their pair is pinned."""
    lots = {person_id: lottery_number(facts, person_id) for person_id in facts.people}
    for line, (candidate, value) in parsed.listed:
        person, offer = candidate
        if offer.purpose != "main" and (person.jobseeker_id, offer.slot.slot_id) not in pinned:
            continue
        minutes, cost = float(line.text("travel_minutes") or math.inf), float(line.text("cost_sek") or math.inf)
        place = offer.slot.programme_ids.index(offer.programme.programme_id)
        yield Ranked(
            candidate, value, minutes, cost, int(person.waiting_weeks), lots[person.jobseeker_id],
            _wish(facts, candidate), offer.slot.slot_id, place,
        )  # fmt: skip


def _wish(facts: Facts, candidate: Candidate) -> float:
    """The best rank of a preference for the slot or its occupation; wishes in wished_ssyk come after all ranks."""
    slot = candidate.offer.slot
    ranks = [
        float(wish.rank)
        for wish in facts.preferences.get(candidate.person.jobseeker_id, ())
        if wish.rank >= 1
        and (wish.slot_id == slot.slot_id or (wish.ssyk is not None and (slot.ssyk or "").startswith(wish.ssyk)))
    ]
    if ranks:
        return min(ranks)
    return WITHOUT_RANK if (slot.ssyk or "").startswith(tuple(candidate.person.wished_ssyk)) else math.inf


def _pair(row: Ranked) -> tuple[str, str]:
    return row.candidate.person.jobseeker_id, row.slot_id


def _reached(facts: Facts, order: Sequence[Ranked]) -> list[Ranked] | None:
    """What is taken in an order. If group minimums stay unmet, those who count for them go first in a second try."""
    taken = _taken(facts, order)
    groups = [] if "group_minimum" in facts.scenario.constraints_off else list(facts.settings.group_minimum)
    asking = [name for name in groups if still_needed(facts, name) > 0]
    if taken is not None or not asking:
        return taken
    pinned = facts.pinned()

    def turn(row: Ranked) -> int:
        return 0 if _pair(row) in pinned else 2 - any(counts(facts, name, row.candidate) for name in asking)

    return _taken(facts, sorted(order, key=turn))


def _taken(facts: Facts, order: Sequence[Ranked]) -> list[Ranked] | None:
    """Each in turn, if it fits. Slots that end below their minimum, or empty, are closed, and all is taken anew."""
    room, least = Room(facts, shut(facts)), _least(facts)
    while True:
        taken = [row for row in order if row.slot_id not in room.closed and room.take(row.candidate)]
        short = {slot_id for slot_id in least if room.in_slot[slot_id] < least[slot_id]} - room.closed
        if not short:
            return taken if _holds(facts, room) else None
        room = Room(facts, room.closed | short)


def _least(facts: Facts) -> dict[str, int]:
    """The slots that begin with several people or not at all."""
    if "slot_places" in facts.scenario.constraints_off:
        return {}
    return {slot_id: least for slot_id in facts.slots if (least := fewest(facts, slot_id)) > 1}


def shut(facts: Facts) -> frozenset[str]:
    """The slots with fewer places left than they begin with."""
    least = _least(facts)
    return frozenset(slot_id for slot_id in least if places_left(facts, facts.slots[slot_id]) < least[slot_id])


def _holds(facts: Facts, room: Room) -> bool:
    """Whether every pin is proposed and every group has its minimum."""
    off = facts.scenario.constraints_off
    if "decisions" not in off and facts.pinned() - {name_of(candidate)[:2] for candidate in room.taken}:
        return False
    return "group_minimum" in off or all(
        sum(counts(facts, name, candidate) for candidate in room.taken) >= still_needed(facts, name)
        for name in facts.settings.group_minimum
    )


def _own(facts: Facts, past: Sequence[PastPlacement], queue: Sequence[Ranked]) -> Recomputed:
    """The department's own placements: pins first, then in the order of the queue, each if it fits."""
    by_name = {name_of(row.candidate): row for row in queue}
    own: dict[int, Ranked] = {}
    left_out = []
    # Row 1 is the header.
    for number, row in enumerate(past, start=2):
        slot = facts.slots[row.slot_id]
        forms = slot.programme_ids if row.programme_id is None else (row.programme_id,)
        tried = [facts.candidate(facts.people[row.jobseeker_id], row.slot_id, form) for form in forms]
        refused = [refusal(facts, candidate) for candidate in tried]
        passing = [candidate for candidate, gate in zip(tried, refused, strict=True) if gate is None]
        main = next((candidate for candidate in passing if candidate.offer.purpose == "main"), None)
        if main is not None and name_of(main) in by_name:
            own[number] = by_name[name_of(main)]
        else:
            left_out.append((number, "purpose" if passing else furthest([gate for gate in refused if gate])))
    given, pinned = {name_of(row.candidate) for row in own.values()}, facts.pinned()
    taken = _reached(facts, [row for row in queue if _pair(row) in pinned or name_of(row.candidate) in given])
    if taken is not None:
        names = {name_of(row.candidate) for row in taken}
        room = Room(facts, _closed_after(facts, taken))
        for one in taken:
            room.take(one.candidate)
        left_out += [
            (number, room.broken(one.candidate) or "")
            for number, one in own.items()
            if name_of(one.candidate) not in names
        ]
    return Recomputed(PAST, taken, sorted(left_out))


def _closed_after(facts: Facts, taken: Sequence[Ranked]) -> frozenset[str]:
    """The slots with a minimum in which nobody is placed."""
    return frozenset(_least(facts)) - {row.slot_id for row in taken}


def furthest(refused: Sequence[str]) -> str:
    """Each form has a first gate that refuses it; of these, the last in the order of docs/method.md."""
    names = [gate.removesuffix("_unknown") for gate in refused]
    return max(names, key=lambda name: GATES.index(name) if name in GATES else -1)


def _parts(stated: object, recomputed: Sequence[Recomputed]) -> list[Objection]:
    """The list of usual practice in plan.json has the same names, in order, and the recomputed figures."""
    parts = stated if isinstance(stated, list) else []
    if [part.get("name") if isinstance(part, dict) else None for part in parts] != [one.name for one in recomputed]:
        names = ", ".join(one.name for one in recomputed)
        return [Objection("usual", "plan.json usual", _("does not list {names}.", names=names))]
    objections = []
    for part, one in zip(parts, recomputed, strict=True):
        where = _("plan.json usual {name}", name=one.name)
        for name, figure in (("placed", len(one.placed)), ("uplift", one.gain)):
            objections += _unlike(where, name, part.get(name), None if one.taken is None else figure)
        rows = part.get("left_out")
        if rows != [{"row": row, "why": why} for row, why in one.left_out]:
            message = _("left_out is not what the gates and the hard constraints leave out.")
            objections.append(Objection("usual", where, message))
    return objections


def _unlike(where: str, name: str, stated: object, figure: float | None) -> list[Objection]:
    """An objection if a figure is not the one recomputed; None stands for a plan that could not be made."""
    number = number_of(stated)
    if figure is None:
        if stated is None:
            return []
        message = _("{name} is stated, and pins or minimums cannot be met so.", name=name)
        return [Objection("usual", where, message)]
    if number is not None and close(number, figure):
        return []
    return [Objection("usual", where, unlike(name, told(stated), spelled(figure)))]


def _groups(facts: Facts, plan: dict[str, Any], known: Sequence[Recomputed]) -> list[Objection]:
    """How many of each group usual practice places."""
    reported = plan.get("groups")
    objections = []
    for group in reported if isinstance(reported, list) else ():
        if isinstance(group, dict):
            name = str(group.get("group"))
            expected = {one.name: len(one.placed & members(facts, name)) for one in known}
            if group.get("usual_placed") != expected:
                figures = ", ".join(f"{one} {number}" for one, number in expected.items())
                message = _("usual_placed is not {expected}.", expected=figures)
                objections.append(Objection("usual", where_of_group(facts, name), message))
    return objections


def _method(parsed: ParsedPlan, plan: dict[str, Any], recomputed: Sequence[Recomputed]) -> list[Objection]:
    """A plan of usual practice proposes exactly what its order takes."""
    method = plan.get("method")
    if method == "goals":
        return []
    one = next((one for one in recomputed if one.name == method), None)
    if one is None:
        # If the name is no method at all, check head objects to it as well.
        return [Objection("usual", "plan.json method", _("is no plan of usual practice that this week has."))]
    wanted = {name_of(row.candidate) for row in one.taken or ()}
    if {name_of(candidate) for candidate in parsed.proposed} != wanted:
        message = _("the proposals are not those of {name}.", name=one.name)
        return [Objection("usual", "assignments.csv", message)]
    return []
