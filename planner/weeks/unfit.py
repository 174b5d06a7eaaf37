"""Answers that cannot be: unknown ids, two about one pair, those that go backwards, days that do not fit, two pins."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.errors import Faults, as_written, given
from planner.instance import Instance, hours_of_people
from planner.schema.choices import BEGUN
from planner.schema.vocabulary import WORDS
from planner.schema.weeks import week_label, week_monday
from planner.texts import N_, _
from planner.weeks.answers import Answer
from planner.weeks.standing import Kind
from planner.weeks.turn import Turn

# By answer, what it may be said of; None is a pair that has no standing. What is missing would go backwards.
MAY_BE_SAID_OF: Mapping[str | None, tuple[Kind | None, ...]] = {
    "accepted": ("proposed", "offered"),
    "declined": ("proposed", "listed", "offered"),
    "hold": ("proposed",),
    "offered": ("proposed", "offered"),
    "pin": ("proposed", "listed", None),
    "forbid": ("proposed", "listed", None),
    "contested": ("proposed", "listed", None),
    "interviewed": ("proposed", "listed"),
    "chosen": ("proposed", "listed"),
    "refused": ("proposed", "listed"),
    "vetoed": ("proposed", "listed", None),
    "started": ("proposed", "offered", "accepted", "started"),
    "interrupted": ("accepted", "started"),
    "ended": ("accepted", "started"),
    "at_risk": ("accepted", "started"),
    None: ("started",),
}
# Answers after which a placement no longer runs.
OVER = ("declined", "interrupted", "ended")
# Answers by which a placement is agreed.
AGREED = (*BEGUN, "chosen")
_STANDS = {
    "proposed": N_("it is proposed"),
    "listed": N_("the person is on the employer's list, behind a proposal"),
    "offered": N_("it is offered already"),
    "accepted": N_("it is accepted already"),
    "started": N_("it has started already"),
}
_WORDS = {word: as_written("answer", word) for word in WORDS["answer"]}
_CURES = {
    "proposed": N_("Of a proposal, write {accepted}, {declined}, {hold}, {offered}, {pin}, {forbid} or {contested}."),
    "listed": N_("Of somebody on a list, write {interviewed}, {chosen}, {refused}, {vetoed} or {declined}."),
    "offered": N_("Of an offer, write {accepted}, {declined}, {started}, or {offered} with a new day."),
    "accepted": N_("Of what is accepted, write {started}, {at_risk}, {interrupted} or {ended}."),
    "started": N_("Of what has started, write {at_risk}, {interrupted} or {ended}."),
}


def refuse_unfit(turn: Turn, answers: Sequence[Answer], people: Collection[str], slots: Collection[str],
                 faults: Faults) -> None:  # fmt: skip
    """Note a fault for every answer that cannot be: unknown ids, twice, backwards, without its day, two pins."""
    first: dict[tuple[str, str | None], int] = {}
    pins: dict[str, Answer] = {}
    for row in turn.rows.decisions:
        if row["decision"] == "pin":
            pins[row["jobseeker_id"]] = _as_answer(row)
    for answer in answers:
        if not _is_known(answer, people, slots, faults):
            continue
        key = (answer.person, answer.slot)
        if key in first:
            faults.add(answer.fault("decision", _("stands in row {row} too, of the same person and place",
                                    row=first[key]), _("Keep one of the two answers.")))  # fmt: skip
            continue
        first[key] = answer.row
        found = len(faults.found)
        _refuse_backwards(turn, answer, faults)
        if len(faults.found) == found:
            _refuse_days(turn, answer, faults)
        if answer.decision == "pin":
            _refuse_forbidden(turn, answer, faults)
            _refuse_second_pin(answer, pins, faults)
    _refuse_two_places(turn, answers, faults)
    _refuse_two_hired(turn, answers, faults)


def _is_known(answer: Answer, people: Collection[str], slots: Collection[str], faults: Faults) -> bool:
    found = len(faults.found)
    if answer.person not in people:
        # The id is not repeated: it may be that of somebody with protected identity.
        faults.add(
            answer.fault("jobseeker_id", _("is no jobseeker of the plan"), _("Write the id as the plan has it."))
        )
    if answer.slot is None and answer.decision != "contested":
        faults.add(answer.fault("slot_id", _("the cell is blank"), _("Write which place the answer is about.")))
    elif answer.slot is not None and answer.slot not in slots:
        what = _("{slot} is no slot of the plan", slot=given(answer.slot))
        faults.add(answer.fault("slot_id", what, _("Write the id as the plan has it.")))
    return len(faults.found) == found


def _refuse_backwards(turn: Turn, answer: Answer, faults: Faults) -> None:
    if answer.slot is None:
        return
    stands = turn.standings.get((answer.person, answer.slot))
    kind = None if stands is None else stands.kind
    if kind in MAY_BE_SAID_OF[answer.decision]:
        return
    if kind is None:
        faults.add(answer.fault("decision", _("nothing was proposed, offered or agreed between the two"),
                                _("Pin the pair and plan again, or enter a row of placements.")))  # fmt: skip
        return
    said = as_written("heading", "attendance") if answer.decision is None else _WORDS[answer.decision]
    what = _("{answer} cannot be said here: {stands}", answer=said, stands=_(_STANDS[kind]))
    faults.add(answer.fault("decision", what, _(_CURES[kind], **_WORDS)))


def _refuse_days(turn: Turn, answer: Answer, faults: Faults) -> None:
    monday = week_monday(turn.week)
    if answer.decision == "offered" and (answer.answer_by is None or answer.answer_by < monday):
        what = (
            _("an offer needs a day by which it must be answered")
            if answer.answer_by is None
            else _("lies before the week of the plan")
        )
        faults.add(answer.fault("answer_by", what, _("Write a day from {day} on.", day=monday.isoformat())))
    stands = turn.standings.get((answer.person, answer.slot or ""))
    is_restated = answer.from_week is not None and answer.decision != "ended"
    first = answer.from_week if is_restated or stands is None else stands.first
    if answer.decision in {"started", "ended"} and first is not None and first >= turn.to:
        what = _("it begins in {week}, which is not over when {to} is planned", week=week_label(first),
                 to=week_label(turn.to))  # fmt: skip
        faults.add(
            answer.fault(
                "decision", what, _("Write {accepted} until it has begun, or from_week when it did.", **_WORDS)
            )
        )
    if answer.to_week is not None and answer.to_week >= turn.to:
        faults.add(answer.fault("to_week", _("is not over when {to} is planned", to=week_label(turn.to)),
                                _("Write the last week that was worked.")))  # fmt: skip
    elif (
        answer.decision in {"ended", "interrupted"} and answer.to_week is not None and stands is not None
        and answer.to_week > stands.last
    ):  # fmt: skip
        cure = _("Write a week up to that; what goes on longer is a new placement.")
        faults.add(answer.fault("to_week", _("lies after its last week, {week}", week=week_label(stands.last)), cure))
    elif answer.decision == "ended" and answer.to_week is not None and first is not None and answer.to_week < first:
        cure = _("Write the last week that was worked, or {interrupted} if it never began.", **_WORDS)
        faults.add(answer.fault("to_week", _("lies before its first week, {week}", week=week_label(first)), cure))


def _refuse_second_pin(answer: Answer, pins: dict[str, Answer], faults: Faults) -> None:
    other = pins.get(answer.person)
    if other is not None and other.slot != answer.slot:
        where = f"{other.file} {other.row}" if other.row else other.file
        what = _("the person is pinned to {slot} as well ({where})", slot=given(str(other.slot)), where=where)
        faults.add(answer.fault("decision", what, _("Keep one of the two pins.")))
    pins[answer.person] = answer


def _refuse_forbidden(turn: Turn, answer: Answer, faults: Faults) -> None:
    pairs = {(row["jobseeker_id"], row["slot_id"]) for row in turn.rows.decisions if row["decision"] == "forbid"}
    if (answer.person, answer.slot) in pairs:
        cure = _("Remove that row and plan again, or pin another place.")
        faults.add(answer.fault("decision", _("the pair is forbidden in decisions.csv"), cure))


def _refuse_two_places(turn: Turn, answers: Sequence[Answer], faults: Faults) -> None:
    """Note a fault for each place that somebody accepts or begins though they have no time for it beside another.

    What stood before and is answered as over leaves room for another.
    """
    said = {(answer.person, answer.slot): answer for answer in answers}
    held: dict[str, list[_Held]] = {}
    for pair, stands in turn.standings.items():
        if stands.kind in BEGUN and (pair not in said or said[pair].decision not in OVER):
            where = _("it is accepted or has started already")
            held.setdefault(pair[0], []).append(_Held(pair[1], stands.first, stands.last, where))
    time = _Time.of(turn.instance)
    for answer in answers:
        stood = turn.standings.get((answer.person, answer.slot or ""))
        if stood is None or stood.kind in BEGUN or answer.decision not in AGREED:
            continue
        first = stood.first if answer.from_week is None else answer.from_week
        new = _Held(str(answer.slot), first, first + stood.last - stood.first, f"{answer.file} {answer.row}")
        own = held.setdefault(answer.person, [])
        other = next((one for one in own if one.meets(new) and not time.suffices(answer.person, one, new)), None)
        if other is None:
            own.append(new)
            continue
        what = _("the person has no time for it beside the place at {slot} ({where})", slot=given(other.slot),
                 where=other.where)  # fmt: skip
        faults.add(answer.fault("decision", what, _("Keep one of the two; answer declined or ended for the other.")))


def _refuse_two_hired(turn: Turn, answers: Sequence[Answer], faults: Faults) -> None:
    """Note a fault for each person chosen from a list where all places that are proposed or offered there are taken.

    A list has people beside its proposals, and only one person for each place may come of both.
    """
    left: dict[str, int] = {}
    for (_person, slot), stands in turn.standings.items():
        if stands.kind in {"proposed", "offered"}:
            left[slot] = left.get(slot, 0) + 1
    said = [(answer, str(answer.slot), turn.standings.get((answer.person, answer.slot or ""))) for answer in answers]
    agreed = [(answer, slot, stands.kind) for answer, slot, stands in said
              if stands is not None and stands.kind not in BEGUN and answer.decision in AGREED]  # fmt: skip
    for answer, slot, kind in sorted(agreed, key=lambda one: one[2] == "listed"):
        left[slot] = left.get(slot, 0) - 1
        if kind == "listed" and left[slot] < 0:
            what = _("all places that were proposed at {slot} are agreed with others", slot=given(slot))
            faults.add(answer.fault("decision", what, _("Say who of them does not get the place, such as declined.")))


@dataclass(frozen=True)
class _Held:
    """A place that somebody has or will have: its weeks, and where that is said."""

    slot: str
    first: int
    last: int
    where: str

    def meets(self, other: _Held) -> bool:
        """Whether they share a week."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class _Time:
    """The hours a week of people, and the hours and half-days of slots, by id."""

    of_people: Mapping[str, float]
    of_slots: Mapping[str, tuple[float, frozenset[str]]]

    @classmethod
    def of(cls, instance: Instance) -> _Time:
        slots = instance.slots[["slot_id", "hours_per_week", "shift"]].itertuples(index=False)
        people = zip(instance.people["jobseeker_id"], hours_of_people(instance).tolist(), strict=True)
        return cls(dict(people), {slot: (float(hours), frozenset(shift)) for slot, hours, shift in slots})

    def suffices(self, person: str, one: _Held, other: _Held) -> bool:
        """Whether both places together leave the hours and the half-days of the person as they are."""
        (hours, shift), (more, others) = self.of_slots[one.slot], self.of_slots[other.slot]
        # Somebody with protected identity is in no table of the instance.
        return hours + more <= self.of_people.get(person, math.inf) and not shift & others


def _as_answer(row: Mapping[str, Any]) -> Answer:
    blank = (None, None, None, None, None, None, None)
    return Answer("decisions.csv", 0, row["jobseeker_id"], row["slot_id"], "pin", *blank)
