"""Answer sheets: tables of ours in which a meeting writes what it decided and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from planner.errors import Faults, unmarked
from planner.inputs.answer_book import answer_sheets
from planner.inputs.files import RawTable, read_bytes, read_csv
from planner.inputs.plain_words import in_plain_words
from planner.schema.plan import ASSIGNMENTS, SHORTLISTS
from planner.schema.plan_tables import (
    ANSWERS,
    ASSIGNMENT_COLUMNS,
    LIST_COLUMNS,
    MODULE_COLUMNS,
    SHORTLIST_COLUMNS,
    SLOT_COLUMNS,
)
from planner.schema.plan_workbook import MEETING, SHEETS, WORKBOOK
from planner.schema.words import OF_ASSIGNMENTS, OF_SHORTLISTS, Words
from planner.texts import _, listed, ngettext

# Without these a sheet holds no answers; plans of before 0.2 have no others.
_NEEDED = ("decision", "motive")
# Somebody may have added the columns of answers to another table of a plan.
# The columns that we write, in assignments.csv, shortlists.csv and in the meeting's list of the workbook.
_OURS = frozenset((*ASSIGNMENT_COLUMNS, *LIST_COLUMNS, *MODULE_COLUMNS, *SHORTLIST_COLUMNS, *SHEETS[MEETING].columns))
# Our tables with columns of answers, and what their headings and words are called.
_ANSWERED = {ASSIGNMENTS: OF_ASSIGNMENTS, SHORTLISTS: OF_SHORTLISTS}
_OF_OTHERS = Words((*SLOT_COLUMNS, *ANSWERS), {})


class Choices(NamedTuple):
    """How whoever asks says what becomes of what is filled in: by options of a command, or arguments of Python."""

    keep: str
    replace: str


OPTIONS = Choices("--keep-decisions", "--replace")


@dataclass(frozen=True)
class Answered:
    """A row in which something is filled in: its number (the header is row 1), and its plain cells by plain column."""

    row: int
    cells: tuple[tuple[str, str], ...]

    def cell(self, column: str) -> str:
        """A cell, trimmed; blank where there is no such column."""
        return dict(self.cells).get(column, "")

    @property
    def has_more(self) -> bool:
        """Whether a column that somebody added holds something."""
        return any(text for column, text in self.cells if column not in _OURS)


@dataclass(frozen=True)
class AnswerSheet:
    """An answer sheet with filled-in rows, or one that cannot be read (`fault` says why) and counts as filled in."""

    name: str
    rows: tuple[Answered, ...] = ()
    fault: str | None = None

    def __str__(self) -> str:
        if self.fault is not None:
            return f"{self.name} ({self.fault})"
        return ngettext(
            "{name} ({number} row filled in)", "{name} ({number} rows filled in)", len(self.rows), name=self.name
        )


def filled_sheets(folder: Path, files: Sequence[str]) -> tuple[AnswerSheet, ...]:
    """The answer sheets among the files of a plan that are filled in.

    A sheet is filled in where a cell of ANSWERS, or of a column that we do not write, is not blank. A sheet
    that cannot be read, and an assignments.csv or shortlists.csv without those columns, count as filled in.
    """
    tables = [name for name in files if name.lower().endswith(".csv") and not name.startswith("inputs/")]
    found = [_sheet(folder, name) for name in tables]
    if WORKBOOK in files:
        found.append(_book(folder))
    return tuple(sheet for sheet in found if sheet is not None)


def _book(folder: Path) -> AnswerSheet | None:
    """The workbook's list of the meeting; what stands in its other sheets, and in its key, is not looked at."""
    faults = Faults()
    raw = read_bytes(folder / WORKBOOK, WORKBOOK, faults)
    tables = None if raw is None else answer_sheets(raw, WORKBOOK, faults)
    if tables is None or faults.found:
        return AnswerSheet(WORKBOOK, fault=_unreadable(faults))
    if not tables:
        return AnswerSheet(WORKBOOK, fault=_("has no sheet with the meeting's list"))
    rows = tuple(row for table in tables for row in _rows(table) if _is_filled(row, ASSIGNMENTS))
    return AnswerSheet(WORKBOOK, rows) if rows else None


def _unreadable(faults: Faults) -> str:
    first = f"{faults.found[0].where}: {faults.found[0].what}" if faults.found else _("it has no rows")
    return _("cannot be read, {why}", why=unmarked(first))


def _sheet(folder: Path, name: str) -> AnswerSheet | None:
    faults = Faults()
    raw = read_csv(folder / name, faults)
    if raw is None or faults.found:
        return AnswerSheet(name, fault=_unreadable(faults))
    words = _ANSWERED.get(name, _OF_OTHERS)
    if twice := words.called_twice(raw.columns):
        return AnswerSheet(name, fault=_("has two columns for {columns}", columns=listed(twice)))
    raw = in_plain_words(raw, words)
    missing = [column for column in _NEEDED if column not in raw.columns]
    if missing:
        fault = _("has no column {columns}", columns=listed(missing, "or"))
        return AnswerSheet(name, fault=fault) if name in _ANSWERED else None
    rows = tuple(row for row in _rows(raw) if _is_filled(row, name))
    return AnswerSheet(name, rows) if rows else None


def _is_filled(row: Answered, name: str) -> bool:
    return any(row.cell(column) for column in ANSWERS) or (name in _ANSWERED and row.has_more)


def _rows(raw: RawTable) -> list[Answered]:
    names = list(raw.columns)
    records = zip(*raw.columns.values(), strict=True)
    return [
        Answered(int(row), tuple((name, cell.strip()) for name, cell in zip(names, cells, strict=True)))
        for row, cells in zip(raw.rows, records, strict=True)
    ]
