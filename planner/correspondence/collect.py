"""Whom letters are for, and the facts of each: accepted rows of a plan, or every row about one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from planner.correspondence.letter import Kind, Letter, LetterFacts, LetterModule, LetterPlace
from planner.correspondence.voice import Voice
from planner.correspondence.written import written
from planner.errors import Faults, UsageFault
from planner.explanation import Chance, module_name
from planner.folders import EarlierPlan
from planner.instance import takes_module
from planner.planning import Reopened
from planner.questions import Asking, Unplaced, explain_everybody, explain_person, person_called
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.weeks import week_monday
from planner.texts import _, in_language
from planner.weeks import Answer, read_answers, read_plan_answers

# By answer, what a letter about a proposal says has become of it; any other leaves it a proposal.
_KINDS: Mapping[str | None, Kind] = {
    "accepted": "accepted",
    "chosen": "accepted",
    "started": "accepted",
    "offered": "offered",
    "declined": "declined",
    "refused": "refused",
    "vetoed": "vetoed",
    "interviewed": "interviewed",
    "forbid": "forbidden",
    "contested": "held",
}
Key = tuple[str, str | None]


def letters_of(
    plan: Reopened, answers: Path | None, person: str | None, voice: Voice, seconds: float | None = None
) -> list[Letter]:
    """The letters of a plan, by person and slot: of its accepted rows, or of every row about one person.

    `answers` is the file that the meeting filled in, None where there is none. A letter about a place rests on the
    prices of one relaxation, one without a place on the week solved again: `seconds` is the budget of each solve, as
    `Asking` has it. Raises UsageFault for an unknown person or
    where nothing is accepted, InputFaults with every fault of the answers.
    """
    position = None if person is None else person_called(plan.instance, person)
    given = {} if answers is None else _answered(plan, answers)
    rows = _rows_told(plan.earlier.rows, given, person)
    if rows.empty:
        raise UsageFault(_("Nothing is accepted, so there is no letter to write. Let the meeting fill in the column "
                           "decision, or name somebody with --person."))  # fmt: skip
    with Asking(plan, seconds) as asking:
        about = _About(asking, given)
        unplaced = None
        if position is not None and (rows["status"] == "unplaced").any():
            unplaced = next(one for one in explain_person(asking, position) if isinstance(one, Unplaced))
        facts = [about.row(row, unplaced) for row in rows.to_dict("records")]
    return [written(one, voice) for one in facts]


def _rows_told(rows: pd.DataFrame, given: Mapping[Key, Answer], person: str | None) -> pd.DataFrame:
    """The rows that letters are written of."""
    if person is not None:
        return rows[rows["jobseeker_id"] == person]
    told = [
        (answer := given.get(_key(row))) is not None and answer.decision in {"accepted", "chosen"}
        for row in rows.to_dict("records")
    ]
    return rows[told]


def _key(row: Mapping[Any, Any]) -> Key:
    slot = row["slot_id"]
    return str(row["jobseeker_id"]), None if pd.isna(slot) else str(slot)


def _answered(plan: Reopened, path: Path) -> dict[Key, Answer]:
    """The answers of a file, or of both files of a plan folder, by person and slot.

    Raises InputFaults where something is accepted that is neither proposed nor offered, or a pair is answered twice.
    """
    faults = Faults(refused=holds_identity_number)
    found: dict[Key, Answer] = {}
    open_rows = _open_pairs(plan.earlier)
    read = read_plan_answers if path.is_dir() else read_answers
    for answer in read(path, week_monday(plan.instance.week), faults):
        key = answer.person, answer.slot
        if key in found:
            faults.add(answer.fault("decision", _("stands in row {row} too, of the same person and place",
                                    row=found[key].row), _("Keep one of the two answers.")))  # fmt: skip
        elif answer.decision == "accepted" and key not in open_rows:
            faults.add(answer.fault("decision", _("accepts what this plan neither proposes nor says is offered"),
                                    _("Name the plan that the answers are about.")))  # fmt: skip
        found[key] = answer
    faults.stop_if_any()
    return found


def _open_pairs(earlier: EarlierPlan) -> set[Key]:
    """The pairs that somebody can accept: proposals, and offers that are open."""
    rows = earlier.rows[earlier.rows["status"].isin(("proposed", "held")) & earlier.rows["slot_id"].notna()]
    return {_key(row) for row in rows.to_dict("records")}


class _About:
    """Finds the facts of rows of a plan."""

    def __init__(self, asking: Asking, given: Mapping[Key, Answer]) -> None:
        self.asking, self.instance, self.given = asking, asking.instance, given
        table = explain_everybody(asking)
        self._ranks = {(row["jobseeker_id"], row["slot_id"]): row for row in table.to_dict("records")}
        self._slots = {name: at for at, name in enumerate(self.instance.slots["slot_id"].tolist())}
        self._people = {name: at for at, name in enumerate(self.instance.people["jobseeker_id"].tolist())}

    def row(self, row: Mapping[Any, Any], unplaced: Unplaced | None) -> LetterFacts:
        """The facts of one row of assignments.csv."""
        person, slot = _key(row)
        answer = self.given.get((person, slot))
        kind = self._kind(row, answer)
        ranked = self._ranks.get((person, slot), {})
        other = ranked.get("other_slot")
        other = None if other is None or pd.isna(other) else str(other)
        rank = ranked.get("rank")
        own = unplaced if kind == "unplaced" else None
        told = [slot for slot in (other, *_slots_of(own)) if slot is not None]
        return LetterFacts(
            person, kind, self.instance.week, str(row["reason_code"]),
            place=None if slot is None else self._place(person, slot, row),
            num_places=own.num_places if own else int(ranked.get("num_places", 0)),
            rank=None if rank is None or pd.isna(rank) else int(rank),
            other=other,
            chance=self._chance(person, slot, own) if row["status"] in {"proposed", "unplaced"} else None,
            unplaced=own,
            by=None if answer is None else answer.by,
            on=None if answer is None else answer.on,
            answer_by=self._promised_day(person, slot) if answer is None else answer.answer_by,
            counts_points=self.instance.counts_points,
            names={name: self._names(self._slots[name]) for name in told},
        )  # fmt: skip

    @staticmethod
    def _kind(row: Mapping[Any, Any], answer: Answer | None) -> Kind:
        status, decision = str(row["status"]), None if answer is None else answer.decision
        if status == "unplaced":
            return "held" if decision == "contested" else "unplaced"
        if status == "kept":
            return "running"
        if status == "held":
            is_open = str(row["reason_code"]) == "running"
            return _KINDS.get(decision, "offered") if is_open else "held"
        return _KINDS.get(decision, "proposed")

    def _chance(self, person: str, slot: str | None, unplaced: Unplaced | None) -> Chance | None:
        """The chance of somebody about whom the lot decided: at their place, else at the best that they could have."""
        places = [slot] if slot is not None else [one.slot_id for one in unplaced.outbid] if unplaced else []
        chances = (self.asking.lots.of(self._people[person], self._slots[one]) for one in places)
        return next((chance for chance in chances if chance is not None), None)

    def _promised_day(self, person: str, slot: str | None) -> date | None:
        """The day by which an offer of an earlier week is to be answered."""
        running = self.instance.running
        own = running[
            (running["person"] == self._people[person]) & (running["slot"] == self._slots.get(slot or "", -1))
        ]
        day = None if own.empty else own["answer_by"].iloc[0]
        return None if day is None or pd.isna(day) else pd.Timestamp(day).date()

    def _names(self, slot: int) -> tuple[str | None, str]:
        employer = int(self.instance.employer_of_slots()[slot])
        occupation = self.instance.occupation_of(slot)
        return _without_rest(occupation), str(self.instance.employers["name"].iloc[employer])

    def _place(self, person: str, slot: str, row: Mapping[Any, Any]) -> LetterPlace:
        """The placement of a row: of a proposal as its candidate has it, else as it runs."""
        at, instance = self._slots[slot], self.instance
        occupation, employer = self._names(at)
        form = None if pd.isna(row["programme_id"]) else str(row["programme_id"])
        rule = None if form is None else instance.rule_of(form)
        first, weeks, minutes = self._when(self._people[person], at, form, is_proposed=row["status"] == "proposed")
        return LetterPlace(
            slot, occupation, employer,
            None if rule is None else in_language({"sv": rule.name_sv, "en": rule.name_en}),
            week_monday(first), weeks, float(instance.slots["hours_per_week"].iloc[at]), minutes,
            None if rule is None else rule.decided_by, None if rule is None else rule.employment,
            self._module(self._people[person], at) if row["status"] == "proposed" else None,
        )  # fmt: skip

    def _module(self, person: int, slot: int) -> LetterModule | None:
        """The module before a proposed place."""
        chosen = self.instance.candidates.loc[self.asking.plan.chosen]
        own = chosen.iloc[takes_module(chosen)]
        own = own[(own["person"] == person) & (own["slot"] == slot)]
        if own.empty:
            return None
        module = self.instance.modules.iloc[int(own["module"].iloc[0])]
        return LetterModule(module_name(module), week_monday(int(own["module_from"].iloc[0])), int(module["weeks"]))

    def _when(self, person: int, slot: int, form: str | None, *, is_proposed: bool) -> tuple[int, int, float | None]:
        """First week, number of weeks, and minutes of the trip, where they are known."""
        if is_proposed:
            chosen = self.instance.candidates.loc[self.asking.plan.chosen]
            own = chosen[(chosen["person"] == person) & (chosen["slot"] == slot) & (chosen["programme_id"] == form)]
            row = own.iloc[0]
            minutes = None if pd.isna(row["minutes"]) else float(row["minutes"])
            return int(row["start_week"]), int(row["weeks"]), minutes
        running = self.instance.running
        row = running[(running["person"] == person) & (running["slot"] == slot)].iloc[0]
        return int(row["from_week"]), int(row["to_week"] - row["from_week"]) + 1, None


def _without_rest(occupation: str | None) -> str | None:
    """An occupation of the official list without its "and others", which nobody says in a sentence."""
    return None if occupation is None else occupation.removesuffix(" m.fl.")


def _slots_of(unplaced: Unplaced | None) -> Sequence[str]:
    """The slots that an explanation names."""
    if unplaced is None:
        return ()
    return [*(one.slot_id for one in unplaced.outbid), *(one.slot_id for one in unplaced.remedies)]
