"""Answers from a file: the plan's own assignments.csv as the meeting filled it in, a CSV of answers, or a workbook."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, Secrets, UsageFault
from planner.inputs.answer_book import answer_sheets
from planner.inputs.called import note_called_in
from planner.inputs.cells import FROM_FILE, FROM_ROW, typed
from planner.inputs.files import RawTable, read_bytes, read_csv
from planner.inputs.personal import refuse_forbidden_columns, refuse_identity_numbers
from planner.inputs.plain_words import in_plain_words
from planner.schema.answers import ANSWERS_TABLE
from planner.schema.headings import headings
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.plan import ASSIGNMENTS, SHORTLISTS
from planner.schema.plan_workbook import WORKBOOK
from planner.schema.words import OF_ASSIGNMENTS, OF_TABLES
from planner.texts import _

WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls"))
# Columns that only a table of proposals has: there, columns that are no answers are passed over.
_OF_PROPOSALS = (frozenset(("status", "reason_code")), frozenset(("second_choice",)), frozenset(("list_position",)))
# A row is an answer where one of these is filled in.
_SAY = ("decision", "answer_by", "attendance")


@dataclass(frozen=True)
class Answer:
    """One answer, with its place in the files; weeks are running numbers, `slot` is None where the cell is blank.

    `shown` is what the file calls its columns, where that is not their plain name: letters in a workbook.
    """

    file: str
    row: int
    person: str
    slot: str | None
    decision: str | None
    answer_by: date | None
    from_week: int | None
    to_week: int | None
    attendance: float | None
    by: str | None
    on: date | None
    motive: str | None
    shown: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def fault(self, column: str, what: str, cure: str) -> Fault:
        """A fault of a cell of this answer."""
        return Fault("answer", self.file, self.row, self.shown.get(column, column), None, what, cure)


def read_answers(path: Path, before: date, faults: Faults) -> list[Answer]:
    """The answers of a file, in its order; faults are noted. `before` is the Monday of the plan week.

    Rows without any answer are passed over; a motive without a decision is a warning. Raises UsageFault where there is
    no such file.
    """
    if not path.is_file():
        msg = _("There is no file {file}.", file=path)
        raise UsageFault(msg)
    return [answer for raw in _tables(path, faults) for answer in _answers(raw, before, faults)]


def read_plan_answers(folder: Path, before: date, faults: Faults) -> list[Answer]:
    """The answers in a plan's folder: in assignments.csv, and in plan.xlsx and shortlists.csv where there are such.

    An answer that stands in several counts once. Two that differ about one pair are a fault. Else as `read_answers`.
    """
    found = read_answers(folder / ASSIGNMENTS, before, faults)
    more = [name for name in (WORKBOOK, SHORTLISTS) if (folder / name).is_file()]
    for answer in (answer for name in more for answer in read_answers(folder / name, before, faults)):
        by_pair = {(answer.person, answer.slot): answer for answer in found}
        other = by_pair.get((answer.person, answer.slot))
        if other is None:
            found.append(answer)
        elif said_alike(other, answer):
            continue
        else:
            cell = answer.shown.get("decision", "decision")
            what = _("says something else than {file} row {row} about the same place", file=other.file, row=other.row)
            cure = _(
                "Write the same in both, clear one of them, or name the file that holds with --answers.",
            )
            faults.add(Fault("answers-differ", answer.file, answer.row, cell, None, what, cure))
    return found


def said_alike(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same, wherever they stand."""
    place = {"file": "", "row": 0, "shown": {}}
    return replace(one, **place) == replace(other, **place)  # type: ignore[arg-type]


def _tables(path: Path, faults: Faults) -> list[RawTable]:
    known = headings(ANSWERS_TABLE)
    if path.suffix.lower() not in WORKBOOKS:
        raw = read_csv(path, faults, known)
        return [] if raw is None else [_plain(raw)]
    content = read_bytes(path, path.name, faults)
    before = len(faults.found)
    sheets = None if content is None else answer_sheets(content, path.name, faults)
    if sheets is None:
        return []
    if not sheets and len(faults.found) == before:
        faults.add(
            Fault("no-answers", path.name, what=_("no sheet has the columns jobseeker_id and decision"),
                  cure=_("Keep the headings of assignments.csv in row 1."))
        )  # fmt: skip
    return [_plain(sheet) for sheet in sheets]


def _plain(raw: RawTable) -> RawTable:
    """The table with plain names and words; of a table of proposals the columns of answers alone."""
    once = in_plain_words(raw, OF_ASSIGNMENTS)
    raw = in_plain_words(once, OF_TABLES[ANSWERS_TABLE.name])
    raw = replace(raw, called={**once.called, **raw.called}, spoken=once.spoken or raw.spoken)
    if not any(set(raw.columns) >= own for own in _OF_PROPOSALS):
        return raw
    kept = {name: cells for name, cells in raw.columns.items() if name in ANSWERS_TABLE.columns}
    return replace(raw, columns=kept)


def _answers(raw: RawTable, before: date, faults: Faults) -> Iterator[Answer]:
    raw = raw.keep(_is_filled(raw))
    note_called_in(raw, faults)
    ignore = refuse_identity_numbers(ANSWERS_TABLE, raw, before, faults)
    ignore |= refuse_forbidden_columns(ANSWERS_TABLE, raw, faults)
    before_typed = len(faults.found)
    frame = typed(ANSWERS_TABLE, raw, faults, ignore)
    if len(faults.found) > before_typed:
        return
    for row in frame.astype(object).to_dict("records"):
        answer = _answer(row, raw.shown)
        if answer.decision is None and answer.attendance is None:
            _note_unsaid(answer, faults)
            continue
        yield answer


def _is_filled(raw: RawTable) -> Any:  # noqa: ANN401 - a mask
    filled = np.zeros(len(raw), dtype=bool)
    for name in (*_SAY, "motive"):
        if name in raw.columns:
            filled |= np.array([bool(cell.strip()) for cell in raw.columns[name]], dtype=bool)
    return filled


def _note_unsaid(answer: Answer, faults: Faults) -> None:
    cure = _("Write the decision, or move the note elsewhere.")
    if answer.answer_by is not None:
        faults.add(answer.fault("decision", _("there is a day to answer by and no decision"), cure))
    else:
        what = _("there is a motive and no decision, so nothing follows from it")
        at = answer.fault("motive", what, cure)
        faults.warn(Fault("motive-alone", at.file, at.row, at.column, None, what, cure))


def _answer(row: Mapping[Hashable, Any], shown: Mapping[str, str]) -> Answer:
    cell = partial(_stated, row)
    return Answer(
        str(row[FROM_FILE]), int(row[FROM_ROW]), str(row["jobseeker_id"]), cell("slot_id"), cell("decision"),
        _day(cell("answer_by")), _week(cell("from_week")), _week(cell("to_week")), cell("attendance"), cell("by"),
        _day(cell("on")), cell("motive"), shown,
    )  # fmt: skip


def _day(cell: Any) -> date | None:  # noqa: ANN401 - a cell
    return None if cell is None else pd.Timestamp(cell).date()


def _week(cell: Any) -> int | None:  # noqa: ANN401 - a cell
    return None if cell is None else int(cell)


def _stated(row: Mapping[Hashable, Any], name: str) -> Any:  # noqa: ANN401 - a cell
    return None if pd.isna(row[name]) else row[name]


def new_faults(protected: Secrets) -> Faults:
    """Faults that repeat no identity number, and no id of somebody with protected identity."""
    return Faults(secrets=protected, refused=holds_identity_number)
