"""Reads a scenario without its faulty rows: each is set aside with all that depends on it, or stays a fault."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from planner.errors import Fault, InputFaults, same_id, unmarked
from planner.inputs.files import RawTable
from planner.inputs.opened import ScenarioFiles, opened
from planner.inputs.protected import Protected, anonymous
from planner.inputs.read import Further, read
from planner.schema.arrays import Bools
from planner.schema.cells import ID
from planner.schema.cures import one_form
from planner.schema.scenario import Scenario
from planner.schema.set_aside import SetAside, SetAsideRow
from planner.schema.tables import TABLES
from planner.texts import _

# Faults that no row is set aside for: what must never be in a file, who may be protected, and what is unclear in whole.
NEVER = frozenset((
    "identity-number", "forbidden-column", "protected-column", "protected-mention", "jobseekers-protected-identity",
    "merged-cells", "stray-cell", "not-text",
))  # fmt: skip
# Tables whose faulty row sets its person aside: a wish or a decision that cannot be read may be a veto.
OF_PERSON = ("outcomes", "baselines", "decisions", "history", "preferences")
# Tables that no plan reads: the row alone is set aside.
ALONE = ("past_placements", "audit")
# By level and number of the patch that adds its rows; 0 is the table of the base.
Where = tuple[int, int, str]


@dataclass
class _Aside:
    """What is to be set aside: rows by the table they stand in, people, and slots."""

    rows: dict[Where, set[int]] = field(default_factory=dict)
    without_person: dict[Where, set[int]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    slots: set[str] = field(default_factory=set)
    nameless: int = 0


def read_sound_rows(
    source: Path | ScenarioFiles,
    *,
    models: Path | None = None,
    changes: Mapping[str, Any] | None = None,
    further: Further | None = None,
) -> Scenario:
    """Read a scenario as `read` does, without the rows that hold faults; `Scenario.set_aside` lists them.

    A person is planned for with all their rows or not at all. Placements of a person who is set aside become anonymous
    occupied places. `further` finds faults that need a sound scenario; their rows are set aside as well.
    Raises InputFaults with the faults for which no row can be set aside: in scenario.toml, in whole tables, in money,
    limits and zones, in slots where somebody is placed, and identity numbers.
    """
    files = opened(source) if isinstance(source, Path) else source
    done = SetAside()
    while True:
        try:
            scenario = read(files, models=models, changes=changes, further=further)
            faults: Sequence[Fault] = tuple(further(scenario, ())) if further is not None else ()
        except InputFaults as refused:
            faults, warnings = refused.faults, refused.warnings
        else:
            if not faults:
                return replace(scenario, set_aside=done)
            warnings = scenario.warnings
        files, more = _Files(files).without(faults, warnings)
        done = SetAside(
            done.rows + more.rows, done.people + more.people, done.slots + more.slots, done.occupied + more.occupied
        )


class _Files:
    """The raw tables of a scenario's files, wherever they stand, and the same files without some rows."""

    def __init__(self, files: ScenarioFiles) -> None:
        self.files = files
        self.raws: dict[Where, RawTable] = {
            (0, 0, name): raw for name, raw in files.levels[0].tables.items() if raw is not None
        }
        for at, level in enumerate(files.levels):
            for number, patch in level.patches:
                if number in level.added and patch.table in TABLES:
                    self.raws[at, number, str(patch.table)] = level.added[number]
        self.by_file = {raw.file: where for where, raw in self.raws.items()}

    def without(self, faults: Sequence[Fault], warnings: Sequence[Fault]) -> tuple[ScenarioFiles, SetAside]:
        """The files without the rows of these faults, and what that set aside; raises those that must stay faults."""
        aside, stuck, reasons = _Aside(), list[Fault](), list[SetAsideRow]()
        caseworkers = self._caseworkers()
        slots_of: dict[str, list[Fault]] = {}
        for fault in faults:
            where = self.by_file.get(fault.file)
            if where is None or fault.row is None or fault.code in NEVER or not self._take(where, fault, aside):
                stuck.append(fault)
                continue
            reasons.append(SetAsideRow(caseworkers.get(self._person(where, fault.row)), fault))
            for slot in self._slots(where, fault.row):
                slots_of.setdefault(slot, []).append(fault)
        in_use = self._texts("placements", "slot_id") & aside.slots
        stuck += [fault for slot in sorted(in_use) for fault in slots_of.get(slot, ())]
        if stuck:
            raise InputFaults(list(dict.fromkeys(stuck)), warnings)
        aside.people |= self._pinned_to(aside.slots)
        return self._left(aside, reasons, caseworkers)

    def _take(self, where: Where, fault: Fault, aside: _Aside) -> bool:
        """Set a fault's row aside with its person or slots; whether that can be done."""
        name, row = where[2], int(fault.row or 0)
        raw = self.raws[where]
        is_ragged = fault.code == "ragged-row"
        if not is_ragged and row not in set(raw.rows.tolist()):
            return False
        if name == "placements":
            if is_ragged or fault.column != unmarked(raw.place(row, "jobseeker_id")[2] or ""):
                return False
            aside.without_person.setdefault(where, set()).add(row)
        elif name in {"jobseekers", *OF_PERSON}:
            person = self._person(where, row)
            if not person:
                if is_ragged:
                    return False  # whose row it is cannot be told
                aside.nameless += name == "jobseekers"
            else:
                aside.people.add(person)
            aside.rows.setdefault(where, set()).add(row)
        elif name in {"slots", "employers"} and not is_ragged:
            aside.slots |= set(self._slots(where, row))
            aside.rows.setdefault(where, set()).add(row)
        elif name in ALONE and not is_ragged:
            aside.rows.setdefault(where, set()).add(row)
        else:
            return False
        return True

    def _cell(self, where: Where, row: int, column: str) -> str:
        raw = self.raws[where]
        at = np.flatnonzero(raw.rows == row)
        return str(raw.columns[column][at[0]]).strip() if len(at) and column in raw.columns else ""

    def _person(self, where: Where, row: int) -> str:
        return self._cell(where, row, "jobseeker_id")

    def _slots(self, where: Where, row: int) -> list[str]:
        """The slots that a row of slots is, or that an employer's row has."""
        if where[2] == "slots":
            return [slot for slot in [self._cell(where, row, "slot_id")] if slot]
        if where[2] != "employers":
            return []
        employer = self._cell(where, row, "employer_id")
        return [
            str(slot).strip()
            for (_at, _number, name), raw in self.raws.items() if name == "slots"
            for slot, owner in zip(_column(raw, "slot_id"), _column(raw, "employer_id"), strict=True)
            if str(owner).strip() == employer
        ]  # fmt: skip

    def _texts(self, table: str, column: str) -> set[str]:
        found = (raw.columns.get(column, ()) for (_at, _number, name), raw in self.raws.items() if name == table)
        return {str(text).strip() for texts in found for text in texts}

    def _pinned_to(self, slots: Collection[str]) -> set[str]:
        """People whom an official has pinned to one of these slots: nothing else is proposed for them."""
        found: set[str] = set()
        for (_at, _number, name), raw in self.raws.items():
            if name == "decisions":
                cells = zip(*(_column(raw, c) for c in ("jobseeker_id", "slot_id", "decision")), strict=True)
                found |= {
                    str(person).strip() for person, slot, decision in cells
                    if str(slot).strip() in slots and one_form(str(decision)) == "pin"
                }  # fmt: skip
        return found

    def _caseworkers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for (_at, _number, name), raw in self.raws.items():
            if name == "jobseekers" and {"jobseeker_id", "caseworker_id"} <= set(raw.columns):
                cells = zip(raw.columns["jobseeker_id"], raw.columns["caseworker_id"], strict=True)
                found |= {str(person).strip(): str(one).strip() for person, one in cells if _is_id(str(one))}
        return found

    def _left(
        self, aside: _Aside, reasons: list[SetAsideRow], caseworkers: Mapping[str, str]
    ) -> tuple[ScenarioFiles, SetAside]:
        """The files without what is set aside, and the rows that go because another does."""
        own = {(row.fault.file, row.fault.row) for row in reasons}
        needs, left, occupied = self._support_needs(aside), dict[Where, RawTable](), 0
        for where, raw in self.raws.items():
            kept, goes = _without(where, raw, aside, needs)
            occupied += len(kept) - int((~goes).sum())
            left[where] = replace(kept, ragged=())
            for at in np.flatnonzero(goes):
                row = int(raw.rows[at])
                if (raw.file, row) not in own:
                    person = str(_column(raw, "jobseeker_id")[at]).strip()
                    fault = _dependent(raw, row, of_person=person in aside.people)
                    reasons.append(SetAsideRow(caseworkers.get(person), fault))
        people = len(aside.people & self._texts("jobseekers", "jobseeker_id")) + aside.nameless
        slots = len(aside.slots & self._texts("slots", "slot_id"))
        return self._rebuilt(left), SetAside(tuple(reasons), people, slots, occupied)

    def _support_needs(self, aside: _Aside) -> Protected:
        """The support need of everybody whose placement becomes anonymous; 1 of those without a row."""
        needs = Protected()
        for (_at, _number, name), raw in self.raws.items():
            if name == "jobseekers":
                for person, need in zip(_column(raw, "jobseeker_id"), _column(raw, "support_need"), strict=True):
                    if str(person).strip() in aside.people:
                        needs.add(str(person), str(need))
        for (_at, _number, name), raw in self.raws.items():
            if name == "placements":
                for person in map(str, _column(raw, "jobseeker_id")):
                    needs.support_need.setdefault(same_id(person), "1")
        return needs

    def _rebuilt(self, left: Mapping[Where, RawTable]) -> ScenarioFiles:
        levels = []
        for at, level in enumerate(self.files.levels):
            tables = (
                {name: left.get((0, 0, name), raw) for name, raw in level.tables.items()} if at == 0 else level.tables
            )
            added = {
                number: next((one for (lv, nr, _name), one in left.items() if (lv, nr) == (at, number)), raw)
                for number, raw in level.added.items()
            }
            levels.append(replace(level, tables=tables, added=added))
        # What was noted when the files were opened is about rows that are gone now.
        gone = [fault for fault in self.files.faults if fault.code == "ragged-row"]
        faults = tuple(fault for fault in self.files.faults if fault not in gone)
        return replace(self.files, levels=tuple(levels), faults=faults)


def _without(where: Where, raw: RawTable, aside: _Aside, needs: Protected) -> tuple[RawTable, Bools]:
    """A table without what is set aside, and which of its rows that concerns: placements stay, without the person."""
    theirs = _is_in(raw, "jobseeker_id", aside.people)
    if where[2] == "placements":
        goes = theirs | np.isin(raw.rows, list(aside.without_person.get(where, ())))
        return anonymous(raw, goes, needs), goes
    goes = theirs | np.isin(raw.rows, list(aside.rows.get(where, ()))) | _is_in(raw, "slot_id", aside.slots)
    return raw.keep(~goes), goes


def _column(raw: RawTable, name: str) -> Any:  # noqa: ANN401 - an array of texts
    return raw.columns.get(name, np.full(len(raw), "", dtype=object))


def _is_in(raw: RawTable, column: str, wanted: Collection[str]) -> Bools:
    if column not in raw.columns or not wanted:
        return np.zeros(len(raw), dtype=bool)
    return np.array([str(text).strip() in wanted for text in raw.columns[column]], dtype=bool)


def _is_id(text: str) -> bool:
    try:
        ID.parse(text)
    except ValueError:
        return False
    return True


def _dependent(raw: RawTable, row: int, *, of_person: bool) -> Fault:
    column = "jobseeker_id" if of_person else "slot_id"
    file, place, shown = raw.place(row, column)
    what = _("belongs to a person who is set aside") if of_person else _("names a slot that is set aside")
    cure = _("Mend the other rows, and this one is read again.")
    return Fault("set-aside-with", file, place, unmarked(shown or column), None, what, cure)


def by_caseworker(rows: Iterable[SetAsideRow]) -> list[SetAsideRow]:
    """The rows by caseworker, those of nobody last, and each one's by file and row."""
    return sorted(
        rows, key=lambda row: (row.caseworker is None, row.caseworker or "", row.fault.file, row.fault.row or 0)
    )
