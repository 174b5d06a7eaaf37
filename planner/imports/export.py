"""An export as case systems write them: titles, sums, notes and blank columns around one table in each sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from planner.errors import Fault, Faults, UsageFault, given, one_line
from planner.inputs.excel import Sheet, letter
from planner.inputs.files import FEW_CELLS, TITLE_ROWS, RawTable, Record, csv_records, is_total, not_blank, read_bytes
from planner.inputs.personal import refuse_identity_numbers
from planner.inputs.text import file_text
from planner.inputs.workbook import book_sheets, in_one_form, is_workbook, refuse_merged
from planner.schema.cures import one_form
from planner.schema.row import Row
from planner.schema.tables import Table
from planner.texts import N_, _

# Where no heading is known, a row of headings fills this share of the widest row.
HEADING_SHARE = 0.5
_NOTE = re.compile(r"[\s:]")
_PAGE = re.compile(r"\s*<(?:!doctype|html|table|\?xml|head|meta)", re.IGNORECASE)
_ANY = Table("export", Row)
_CURE = N_("Remove this column from the export. People are told apart by pseudonymous ids alone.")


@dataclass(frozen=True)
class ExportSheet:
    """One sheet of an export, or all of a CSV file, as a table under its own headings.

    `name` is the sheet's (None of a CSV file). Headings that stand twice are numbered, and a column without one is
    called by its letter. `left_out` counts the rows that are none of the table: totals, notes, repeated headings.
    """

    name: str | None
    is_hidden: bool
    table: RawTable
    left_out: Counter[str]
    merged: tuple[Fault, ...] = field(default=(), repr=False)


def read_export(path: Path, known: Collection[str], before: date | None, faults: Faults) -> list[ExportSheet]:
    """Read every sheet of an export; a fault for each identity number, wherever it stands, hidden sheets included.

    `known` are headings in the form in which words are compared, by which the row of headings is found below titles.
    `before` is the Monday of the plan week, where it is known. Raises UsageFault where there is no such file.
    """
    if not path.is_file():
        msg = _("There is no file {file}.", file=path)
        raise UsageFault(msg)
    raw = read_bytes(path, path.name, faults)
    if raw is None:
        return []
    if is_workbook(raw):
        books = book_sheets(raw, path.name, faults) or ()
        sheets = [_of_book(path.name, sheet, known, faults) for sheet in books if sheet.rows]
    else:
        records = _lines(raw, path.name, faults)
        sheets = [_sheet(path.name, None, not_blank(enumerate(records, start=1)), known)]
    found = [(sheet, whole) for sheet, whole in filter(None, sheets)]
    for _kept, whole in found:
        refuse_identity_numbers(_ANY, whole, before, faults, _CURE)
    if not found and not faults.found:
        what, cure = _("there is no header row"), _("Write the column names in row 1.")
        faults.add(Fault("no-header", path.name, what=what, cure=cure))
    return [sheet for sheet, _whole in found]


def _lines(raw: bytes, file: str, faults: Faults) -> list[list[str]]:
    """The lines of a CSV file; none, with a fault, where it is none."""
    text = file_text(raw, file, faults)
    if text is not None and _PAGE.match(text):
        # Systems call such a file .xls, and Excel opens it.
        what, cure = _("is a web page and no workbook"), _("Open it in Excel and save it as .xlsx again.")
        faults.add(Fault("not-a-workbook", file, what=what, cure=cure))
        return []
    return (csv_records(text, file, faults) if text is not None else None) or []


def _of_book(file: str, sheet: Sheet, known: Collection[str], faults: Faults) -> tuple[ExportSheet, RawTable] | None:
    rows: list[Record] = [(row, [in_one_form(cell) for cell in cells]) for row, cells in sheet.rows]
    found = _sheet(f"{file}!{sheet.name}", sheet.name, not_blank(rows), known)
    if found is None:
        return None
    kept, whole = found
    merged = Faults(refused=faults.refused)
    refuse_merged(kept.table.file, sheet, [(row, list(cells)) for row, cells in rows], kept.table.header_row, merged)
    at = {place: name for name, place in (kept.table.letters or {}).items()}
    changed = {(at[letter(column)], row): what for (row, column), what in sheet.changed.items() if letter(column) in at}
    table = replace(kept.table, changed=changed)
    return replace(kept, table=table, is_hidden=sheet.is_hidden, merged=tuple(merged.found)), whole


def _sheet(
    file: str, name: str | None, records: Sequence[Record], known: Collection[str]
) -> tuple[ExportSheet, RawTable] | None:
    """The table of a sheet, and the same with every row and title, to be searched; None where nothing is in it."""
    if not records:
        return None
    at = _heading_at(records, known)
    width = max(len(cells) for _row, cells in records)
    filled = [[one_line(cell).strip() for cell in cells] + [""] * (width - len(cells)) for _row, cells in records]
    rows = np.array([row for row, _cells in records], dtype=np.int64)
    headings = _headings(filled[at])
    body = filled[at + 1 :]
    arrays = list(zip(*body, strict=True)) if body else [()] * width
    own = [column for column in range(width) if filled[at][column] or any(arrays[column])]
    columns = {headings[column]: np.array(arrays[column], dtype=object) for column in own}
    places = {headings[c]: letter(c) if name is not None else given(headings[c]) for c in own}
    whole = RawTable(file, columns, rows[at + 1 :], places, int(rows[at]), titles=tuple(records[:at]))
    kinds = np.array([_kind(cells, filled[at], len(own)) for cells in body], dtype=object)
    left_out = Counter(kind for kind in kinds.tolist() if kind)
    kept = whole.keep(kinds == "") if body else whole
    named = {headings[column] for column in own if filled[at][column]}
    columns = {name: cells for name, cells in kept.columns.items() if name in named or any(cells)}
    kept = replace(kept, columns=columns)
    return ExportSheet(name, is_hidden=False, table=kept, left_out=left_out), whole


def _heading_at(records: Sequence[Record], known: Collection[str]) -> int:
    """Which record holds the headings: the first with most known ones, else the first that looks like headings."""
    first = records[:TITLE_ROWS]
    scores = [len({one_form(cell) for cell in cells} & set(known)) for _row, cells in first]
    if max(scores) > 1 or (max(scores) == 1 and len(_filled(first[scores.index(1)][1])) == 1):
        return scores.index(max(scores))
    widest = max(len(_filled(cells)) for _row, cells in records[: 3 * TITLE_ROWS])
    for at, (_row, cells) in enumerate(first):
        words = _filled(cells)
        if len(words) >= max(HEADING_SHARE * widest, 1) and not any(word[:1].isdigit() for word in words):
            return at
    return 0


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]


def _headings(cells: Sequence[str]) -> list[str]:
    """Each heading once: a second `Datum` is `Datum (2)`, and a column without one is called by its letter: `(C)`."""
    counts: Counter[str] = Counter()
    result = []
    for column, cell in enumerate(cells):
        name = cell or f"({letter(column)})"
        counts[one_form(name)] += 1
        again = counts[one_form(name)]
        result.append(name if again == 1 else f"{name} ({again})")
    return result


def _kind(cells: Sequence[str], heading: Sequence[str], columns: int) -> str:
    """Why a row is none of the table's: `totals`, `notes` or `headings`; empty where it is one."""
    words = _filled(cells)
    if is_total(cells):
        return "totals"
    if list(cells) == list(heading):
        return "headings"
    if len(words) == 1 and columns > FEW_CELLS and _NOTE.search(words[0]):
        return "notes"
    return ""
