"""Checks of reason codes: under what conditions each code may be given to a person or a slot.

If several codes are true, planning may give any of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from planner.schema.settings import GOALS
from planner.schema.tables import Slot
from planner.texts import listed
from planner.verification.bound import Valued, is_awaited
from planner.verification.charges import charge
from planner.verification.constraints.slot_places import fewest
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import Entry, told, unlike, where_of_person, where_of_slot
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.places import most_running, places_left

# A value that is greater by no more than this counts as equal.
NOTHING = 1e-9


@dataclass(frozen=True)
class PersonCase:
    """What the conditions for a person's row look at; in a proposal's row, `proposal` is the candidate proposed.

    `columns` are the person's candidates that may be proposed. `gains` are those of value above 0 or of another purpose
    than main, and `open_gains` those of `gains` that nobody has forbidden. `is_listed` says whether the table of
    candidates has any row of the person. `closed` are slots that stay below a minimum which their places would allow.
    `sought` names what else than the outcome may have decided. `waits` says that no main place that they may have
    is worth more now than what it takes from the weeks to come, `is_interviewed` that an employer has met the person,
    at a place that they may have, and has not answered.
    """

    columns: list[Valued]
    gains: list[Valued]
    open_gains: list[Valued]
    is_listed: bool
    closed: frozenset[str]
    sought: frozenset[str]
    proposal: Valued | None = None
    is_pinned: bool = False
    waits: bool = False
    is_interviewed: bool = False

    @property
    def has_better(self) -> bool:
        """Whether another main place, which nobody has forbidden, is worth more to the person than the one proposed."""
        own = self.proposal
        if own is None or own.candidate.offer.purpose != "main":
            return False
        return any(
            other.candidate.offer.purpose == "main"
            and other.candidate.offer.slot.slot_id != own.candidate.offer.slot.slot_id
            and other.value > own.value + NOTHING
            for other in self.open_gains
        )


@dataclass(frozen=True)
class SlotCase:
    """What the conditions for a slot look at: places proposed and free, and who else might have been proposed.

    `is_listed` says whether the table of candidates has any row of the slot, and `gains` whether any of these helps.
    `open_gains` says whether one that helps is neither forbidden nor of a contested person. `waiting` says whether the
    person of one of those has no proposal that excludes this one. `has_minimum` says whether the slot runs with several
    people or not at all, `looks_ahead` whether the plan charges for weeks to come.
    """

    slot: Slot
    proposed: int
    free: int
    is_listed: bool
    gains: bool
    open_gains: bool
    waiting: bool
    has_minimum: bool
    looks_ahead: bool

    @property
    def is_empty(self) -> bool:
        """Whether the slot is open, has places free, and nobody is proposed there."""
        return self.slot.status == "open" and self.free > 0 and not self.proposed

    @property
    def is_wanted(self) -> bool:
        """Whether it is empty and has no minimum, and some candidate there helps and is stopped by no decision."""
        return self.is_empty and self.open_gains and not self.has_minimum


# By plan of usual practice, the codes that stand for its order.
USUAL: Mapping[str, frozenset[str]] = {
    "longest_wait": frozenset({"usual", "queue"}),
    "longest_wait_to_best": frozenset({"usual", "queue"}),
    "best_first": frozenset({"usual", "others_first"}),
    "past_placements": frozenset({"usual", "not_in_past"}),
}
# Goals that may have decided that somebody has no place, if they were reached.
DECIDING = tuple(name for name in GOALS if name != "outcome")
# When each code may be given: to a proposed row, to an unplaced one, and to a slot.
PROPOSED: Mapping[str, Callable[[PersonCase], bool]] = {
    "pinned": lambda case: case.is_pinned,
    "best": lambda case: not case.is_pinned,
    "other_goal": lambda case: not case.is_pinned and case.has_better,
    "ahead": lambda case: not case.is_pinned and case.has_better and "ahead" in case.sought,
    "usual": lambda case: not case.is_pinned and "usual" in case.sought,
}
UNPLACED: Mapping[str, Callable[[PersonCase], bool]] = {
    "no_candidate": lambda case: not case.is_listed,
    "no_gain": lambda case: case.is_listed and not case.gains,
    "forbidden": lambda case: bool(case.gains) and not case.open_gains,
    "interviewed": lambda case: case.is_interviewed,
    "waits": lambda case: case.waits,
    "outbid": lambda case: bool(case.open_gains),
    "by_hand": lambda case: bool(case.open_gains) and "by_hand" in case.sought,
    "limit": lambda case: bool(case.open_gains),
    "not_settled": lambda case: bool(case.open_gains),
    "minimum_not_reached": lambda case: any(p.candidate.offer.slot.slot_id in case.closed for p in case.open_gains),
    "others_first": lambda case: bool(case.open_gains) and "others_first" in case.sought,
    "not_in_past": lambda case: case.is_listed and "not_in_past" in case.sought,
    "group_minimum": lambda case: bool(case.open_gains) and "group_minimum" in case.sought,
    **{goal: partial(lambda name, case: bool(case.open_gains) and name in case.sought, goal) for goal in DECIDING},
}
SLOTS: Mapping[str, Callable[[SlotCase], bool]] = {
    "closed": lambda case: case.slot.status != "open",
    "full": lambda case: case.slot.status == "open" and not case.free,
    "partly": lambda case: case.slot.status == "open" and case.free > 0 and case.proposed > 0,
    "empty_no_candidate": lambda case: case.is_empty and not case.is_listed,
    "empty_no_gain": lambda case: case.is_empty and case.is_listed and not case.gains,
    "empty_by_hand": lambda case: case.is_empty and case.gains and not case.open_gains,
    "empty_minimum": lambda case: case.is_empty and case.open_gains and case.has_minimum,
    "empty_ahead": lambda case: case.is_wanted and case.waiting and case.looks_ahead,
    "empty_limit": lambda case: case.is_wanted and case.waiting,
    "empty_not_settled": lambda case: case.is_wanted and case.waiting,
    "empty_elsewhere": lambda case: case.is_wanted,
}


def reasons(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every reason code of assignments.csv and slots.csv is one that holds there."""
    return [*_of_people(facts, parsed), *_of_slots(facts, parsed)]


def _of_people(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    objections = []
    pinned, closed, sought = facts.pinned(), closed_slots(facts, parsed), _sought(facts, parsed)
    forbidden = {(row.jobseeker_id, row.slot_id) for row in facts.decisions if row.decision == "forbid"}
    with_candidate = {priced.candidate.person.jobseeker_id for _, priced in parsed.listed}
    is_usual = (parsed.folder.plan or {}).get("method") in USUAL
    of_proposal = {line.row: candidate for line, candidate in parsed.proposals}
    for line in parsed.rows:
        person_id, status = line.text("jobseeker_id"), line.text("status")
        if status == "proposed" and line.row not in of_proposal:
            continue
        columns = parsed.columns.get(person_id, [])
        gains = [priced for priced in columns if helps(priced)]
        candidate = of_proposal.get(line.row)
        case = PersonCase(
            columns=columns,
            gains=gains,
            open_gains=[p for p in gains if (person_id, p.candidate.offer.slot.slot_id) not in forbidden],
            is_listed=person_id in with_candidate,
            closed=closed,
            sought=sought,
            proposal=None if candidate is None else _as_listed(candidate, columns),
            is_interviewed=not is_usual
            and any(
                (person_id, p.candidate.offer.slot.slot_id) not in forbidden and is_awaited(facts, p.candidate)
                for p in gains
            ),
            waits=_waits(facts, person_id, gains, forbidden),
            is_pinned=candidate is not None and (person_id, candidate.offer.slot.slot_id) in pinned,
        )
        objections += _wrong(line, where_of_person(line, person_id), _of_status(line, case))
    return objections


def _waits(facts: Facts, person_id: str, gains: list[Valued], forbidden: set[tuple[str, str | None]]) -> bool:
    """Whether looking ahead leaves a person no main place that is worth more now than later."""
    main = [one for one in gains if one.candidate.offer.purpose == "main"]
    own = [one for one in main if (person_id, one.candidate.offer.slot.slot_id) not in forbidden]
    if facts.scenario.look_ahead is None or not own:
        return False
    return all(value - charge(facts, candidate, value).whole <= NOTHING for candidate, value in own)


def _of_status(line: Entry, case: PersonCase) -> list[str]:
    """The codes that may be said of a row."""
    status = line.text("status")
    if status in {"kept", "held"}:
        return ["running" if line.text("slot_id") else "held"]
    if status == "unplaced" and case.is_interviewed:
        return ["interviewed"]
    table = PROPOSED if status == "proposed" else UNPLACED
    return [code for code, holds in table.items() if holds(case)]


def _as_listed(candidate: Candidate, columns: list[Valued]) -> Valued | None:
    return next((priced for priced in columns if priced.candidate.offer is candidate.offer), None)


def closed_slots(facts: Facts, parsed: ParsedPlan) -> frozenset[str]:
    """Slots with a minimum that their places allow, in which the plan proposes nobody."""
    used = {candidate.offer.slot.slot_id for candidate in parsed.proposed}
    return frozenset(
        slot_id
        for slot_id, slot in facts.slots.items()
        if slot_id not in used and 1 < fewest(facts, slot_id) <= places_left(facts, slot)
    )


def _sought(facts: Facts, parsed: ParsedPlan) -> frozenset[str]:
    """The codes of reached goals, minimums and pins; for a plan of usual practice those of its order and of pins."""
    plan = parsed.folder.plan or {}
    usual = USUAL.get(str(plan.get("method")))
    by_hand = {"by_hand"} if facts.pinned() else set()
    if usual is not None:
        return usual | by_hand
    goals = plan.get("goals")
    reached = {
        str(goal.get("name"))
        for goal in (goals if isinstance(goals, list) else [])
        if isinstance(goal, dict) and goal.get("status") != "skipped"
    }
    # A lower limit, of a pin or of a group, has the code group_minimum.
    demanded = facts.settings.group_minimum or facts.pinned()
    ahead = {"ahead"} if facts.scenario.look_ahead is not None else set()
    return frozenset(reached | by_hand | ahead | ({"group_minimum"} if demanded else set()))


def helps(priced: Valued) -> bool:
    """Whether a candidate has a value above 0 or another purpose than main."""
    return priced.candidate.offer.purpose != "main" or priced.value > 0


def _of_slots(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    proposed = Counter(candidate.offer.slot.slot_id for candidate in parsed.proposed)
    with_candidate = {priced.candidate.offer.slot.slot_id for _, priced in parsed.listed}
    gains, open_gains, waiting = _asking(facts, parsed)
    objections = []
    for line in parsed.folder.slots or []:
        slot = facts.slots.get(line.text("slot_id"))
        if slot is None:
            continue
        name = slot.slot_id
        running = sum(most_running(facts, slot, states) for states in (("accepted", "started"), ("offered",)))
        case = SlotCase(
            slot=slot,
            proposed=proposed[name],
            free=max(0, slot.places - slot.reserved_by_hand - running - proposed[name]),
            is_listed=name in with_candidate,
            gains=name in gains,
            open_gains=name in open_gains,
            waiting=name in waiting,
            looks_ahead=facts.scenario.look_ahead is not None,
            has_minimum="slot_places" not in facts.scenario.constraints_off and fewest(facts, name) > 1,
        )
        objections += _wrong(line, where_of_slot(line, name), [code for code, holds in SLOTS.items() if holds(case)])
    return objections


def _asking(facts: Facts, parsed: ParsedPlan) -> tuple[set[str], set[str], set[str]]:
    """Slots that help somebody; somebody whom no decision stops; and, of those, somebody still without a place."""
    stopped = {(row.jobseeker_id, row.slot_id) for row in facts.decisions if row.decision == "forbid"}
    contested = facts.contested()
    taken = {(c.person.jobseeker_id, c.offer.purpose == "companion") for c in parsed.proposed}
    gains, open_gains, waiting = set(), set(), set()
    for person_id, own in parsed.columns.items():
        for priced in filter(helps, own):
            offer = priced.candidate.offer
            gains.add(offer.slot.slot_id)
            if person_id not in contested and (person_id, offer.slot.slot_id) not in stopped:
                open_gains.add(offer.slot.slot_id)
                if (person_id, offer.purpose == "companion") not in taken:
                    waiting.add(offer.slot.slot_id)
    return gains, open_gains, waiting


def _wrong(line: Entry, where: str, true: list[str]) -> list[Objection]:
    code = line.text("reason_code")
    if code in true:
        return []
    known = {*PROPOSED, *UNPLACED, *SLOTS, "running", "held"}
    shown = code if code in known else told(code)
    return [Objection("reason_code", where, unlike("reason_code", shown, listed(true, "or")))]
