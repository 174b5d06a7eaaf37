"""The sheets of a workbook in which a meeting answers: the only ones that are read, and without anybody's name."""

from __future__ import annotations

from dataclasses import replace

from planner.errors import Faults
from planner.inputs.excel import Sheet
from planner.inputs.files import RawTable, is_blank
from planner.inputs.plain_words import in_plain_words
from planner.inputs.workbook import book_sheets, in_one_form, sheet_as_table
from planner.schema.plan_tables import ASSIGNMENT_COLUMNS
from planner.schema.plan_workbook import KEY, NAME, sheet_of
from planner.schema.words import OF_ASSIGNMENTS, Words

_NEEDED = frozenset(("jobseeker_id", "decision"))
_WORDS = Words((*ASSIGNMENT_COLUMNS, NAME), OF_ASSIGNMENTS.lists)
# Only a list of proposals of ours has this column.
_OF_PROPOSALS = "second_choice"


def answer_sheets(raw: bytes, file: str, faults: Faults) -> list[RawTable] | None:
    """Every sheet with the columns jobseeker_id and decision, in plain words; None where the book cannot be read.

    The key of a plan's workbook is passed over, and the names that were looked up in it are left out.
    """
    sheets = book_sheets(raw, file, faults)
    if sheets is None:
        return None
    tables = [
        sheet_as_table(f"{file}!{sheet.name}", _with_motives(sheet), (), faults)
        for sheet in sheets if not sheet.is_hidden and sheet_of(sheet.name) != KEY and _NEEDED.issubset(_columns(sheet))
    ]  # fmt: skip
    return [_nameless(in_plain_words(table, _WORDS)) for table in tables if table is not None]


def _columns(sheet: Sheet) -> list[str]:
    """The plain names of the columns in the first row that holds anything."""
    cells = next((cells for _row, cells in sheet.rows if not is_blank(cells)), [])
    headings = [in_one_form(cell).strip() for cell in cells]
    called = _WORDS.columns_called(headings)
    return [called.get(heading, heading) for heading in headings]


def _with_motives(sheet: Sheet) -> Sheet:
    """The sheet with motives that begin like a formula as the texts that they are, where their cells are of text."""
    motives = {at for at, column in enumerate(_columns(sheet)) if column == "motive"}
    meant = {place: text for place, text in sheet.meant_as_text.items() if place[1] in motives}
    rows = [
        (row, [meant.get((row, at), cell) for at, cell in enumerate(cells)]) for row, cells in sheet.rows
    ]  # fmt: skip
    return replace(sheet, rows=rows) if meant else sheet


def _nameless(table: RawTable) -> RawTable:
    """A list of proposals without the names that the key gave; elsewhere a column of names is refused later."""
    if _OF_PROPOSALS not in table.columns:
        return table
    return replace(table, columns={name: cells for name, cells in table.columns.items() if name != NAME})
