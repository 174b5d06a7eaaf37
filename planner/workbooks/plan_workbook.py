"""plan.xlsx: the sheets of a plan as Excel and LibreOffice open, recalculate and print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from itertools import pairwise
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from planner.schema.plan_tables import ANSWERS
from planner.schema.plan_workbook import (
    KEY,
    MEETING,
    MONEY,
    NAME,
    SHEETS,
    SUPERVISORS,
    UNPLACED,
    SheetForm,
    spoken_headings,
)
from planner.schema.weeks import week_monday
from planner.schema.words import NAMES
from planner.texts import _, language
from planner.workbooks.meeting import offer_answers
from planner.workbooks.styles import (
    ABOVE_FILL,
    ASKED_CELL,
    ASKED_FILL,
    FULL_FILL,
    HEADING_FONT,
    LINE_POINTS,
    LINES,
    NUMERAL,
    REQUIRED,
    TEXT_FORMAT,
    WRAPPED,
    book_bytes,
    cell_text,
    new_book,
    num_lines,
    quietly_given_up,
)

# Columns of several ids or codes, which people read with commas between them.
LISTED = frozenset(("programme", "proposed_people", "to_do"))
# Widths of columns, in letters; the others are as wide as an id.
WIDTHS = {
    "jobseeker_id": 8, "slot_id": 6.5, "rank": 6, "places": 7, "free": 8, "capacity": 9, "overdue": 9,
    "what": 44, "figure": 34, "about": 26, "explained": 96, "reason": 27, "helps": 46, "displaces": 40,
    "proposed_people": 26, "employer": 16, "employer_before": 18, "employer_now": 18, "occupation": 14,
    "programme": 20, NAME: 13, "to_do": 14, "motive": 15, "decision": 10, "answer_by": 10, "on": 10, "by": 9,
    "start_week": 9, "status": 10, "strength": 10, "supervisor_id": 13, "budget_line": 26, "left_before": 13,
    "plan_cost": 13, "left_after": 13, "yield_100000": 12, "price_100000": 12,
    "step": 18, "due_on": 12, "second_choice": 12, "caseworker_id": 9.5,
    "tag": 22, "target_id": 12, "counts": 12, "expected_gain": 11, "open_places": 9,
    "net_gain": 10, "gain": 13, "price_lp": 10, "places_wanted": 12, "places_offered": 12, "running": 10,
    "filled": 10, "change": 11, "difference": 10, "overdue_days": 10, "waiting_weeks": 10, "nearest_slot": 10,
}  # fmt: skip
# Where a sheet has more room than the meeting's list, which has most columns.
WIDER = {
    "employers": {"employer": 26, "occupation": 22, "programme": 18, "reason": 40},
    "departments": {"employer": 44},
    "lists": {"employer": 28, "programme": 24, "list_position": 10, "interviewed": 11},
    UNPLACED: {"reason": 56, "employer": 24},
    "reserves": {"employer": 28, "programme": 18, "displaces": 60},
    "changes": {"employer_before": 24, "employer_now": 24, "reason": 46},
    "targets": {"target_name": 30, "tag": 16},
    "prices": {"employer": 30, "occupation": 28, "reason": 44},
    "followups": {NAME: 24},
}
WIDTH, OF_WEEK, OF_MONTH = 9.0, 6.0, 10.5
# Letters that fit on A4 across, at full size and with narrow margins.
ACROSS, SMALLEST, LARGEST = 143, 40, 85
MARGINS = PageMargins(left=0.25, right=0.25, top=0.7, bottom=0.6, header=0.3, footer=0.3)
TWO_DECIMALS, KRONOR, WHOLE = "0.00", "#,##0", "0"
FORMATS = {
    **dict.fromkeys(("gain", "price_lp", "net_gain", "difference"), TWO_DECIMALS),
    **dict.fromkeys(("yield_100000", "price_100000"), "0.000"),
    **dict.fromkeys(("left_before", "plan_cost", "left_after", "cost_sek", "line_left_sek", "line_cost_sek"), KRONOR),
    **dict.fromkeys(("due", "gap", "adds_expected", "per_week", "per_day", "per_day_needed"), TWO_DECIMALS),
    "expected_gain": TWO_DECIMALS,
}


def plan_workbook(sheets: Mapping[str, pd.DataFrame], title: str, week: int) -> bytes:
    """The workbook of a plan in the language that is spoken, as bytes that are the same for the same plan.

    `sheets` are tables by name of SHEETS, with plain column names and words; a table that is not there has no sheet.
    `title` stands above every printed page, `week` is the plan week.
    """
    book = new_book(title)
    with quietly_given_up(book):
        for name, table in sheets.items():
            _Sheet(book, name, table, title).write()
        return book_bytes(book, datetime.combine(week_monday(week), time()))


class _Sheet:
    """One sheet: its headings, its rows, and how it prints."""

    def __init__(self, book: Workbook, name: str, table: pd.DataFrame, title: str) -> None:
        self.book, self.name, self.table, self.title = book, name, table, title
        self.form: SheetForm = SHEETS[name]
        self.spoken = spoken_headings(language())
        self.columns = [str(column) for column in table.columns]
        self.letters = {column: get_column_letter(at) for at, column in enumerate(self.columns, start=1)}
        self.widths = [self._width(column) for column in self.columns]
        self.key = SHEETS[KEY].called(language())
        self.sheet: Any = book.create_sheet(self.form.called(language()))

    def write(self) -> None:
        """Write it whole."""
        self._lay_out()
        self._append(1, list(self._headings()))
        cells = [self._cell(column) for column in self.columns]
        columns = [self._said(column) for column in self.columns]
        for row, values in enumerate(zip(*columns, strict=True), start=2):
            for column, cell, value in zip(self.columns, cells, values, strict=True):
                if column == NAME and self.name != KEY:
                    cell.value = self._looked_up(row)
                else:
                    _put(cell, value)
            self._append(row, cells)
        last = len(self.table) + 1
        if self.name == SUPERVISORS:
            self._mark_full(last)
        elif self.name == MEETING:
            offer_answers(self.sheet, self.letters, last, self.spoken)
            self._break_pages()
        if self.form.keys:
            self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.columns))}{last}"

    def _lay_out(self) -> None:
        sheet: Worksheet = self.sheet
        # Ids stay in sight while somebody reads to the right.
        beside = self.columns.index(NAME) + 1 if NAME in self.columns and self.name != KEY else 0
        sheet.freeze_panes = f"{get_column_letter(beside + 1)}2"
        for letter, width in zip(self.letters.values(), self.widths, strict=True):
            sheet.column_dimensions[letter].width = width
            if self.name == KEY:
                sheet.column_dimensions[letter].number_format = TEXT_FORMAT  # ids keep their zeros
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
        # A scale and not "fit to width": with that, Excel passes over page breaks.
        sheet.page_setup.scale = max(SMALLEST, min(LARGEST, int(100 * ACROSS / sum(self.widths))))
        sheet.page_margins = MARGINS
        sheet.print_title_rows = "1:1"
        sheet.HeaderFooter.oddHeader.left.text = f"{sheet.title} – {self.title}".replace("&", "&&")
        sheet.HeaderFooter.oddFooter.left.text = _("A proposal, not a decision").replace("&", "&&")
        sheet.HeaderFooter.oddFooter.right.text = _("Page {page} of {pages}", page="&P", pages="&N")

    def _append(self, row: int, cells: list[WriteOnlyCell]) -> None:
        """Write a row as high as its longest text: LibreOffice makes no row higher by itself."""
        texts = zip(self.widths, cells, strict=True)
        lines = max(num_lines(cell.value, width) for width, cell in texts if cell.data_type == "s" and cell.value)
        self.sheet.row_dimensions[row].height = LINE_POINTS * lines + 1
        self.sheet.append(cells)

    def _width(self, column: str) -> float:
        if column in self.form.columns:
            return WIDER.get(self.name, {}).get(column, WIDTHS.get(column, WIDTH))
        return OF_MONTH if self.name == MONEY else OF_WEEK

    def _headings(self) -> Iterator[WriteOnlyCell]:
        for column in self.columns:
            name = column if self.spoken == NAMES else self.form.words.heading(column, self.spoken)
            cell = WriteOnlyCell(self.sheet, value=name[:1].upper() + name[1:] if self.spoken != NAMES else name)
            cell.data_type, cell.number_format = "s", TEXT_FORMAT
            is_asked = column in ANSWERS or self.name == KEY
            cell.font, cell.fill = HEADING_FONT, ASKED_FILL if is_asked else REQUIRED
            cell.alignment, cell.border = WRAPPED, LINES
            yield cell

    def _cell(self, column: str) -> WriteOnlyCell:
        """The one cell by which a column's cells are written, one after the other."""
        cell = WriteOnlyCell(self.sheet)
        values = self.table[column]
        is_number = values.dtype.kind in "iuf" or (values.map(_is_number).any())
        cell.number_format = self._format(column) if is_number else TEXT_FORMAT
        cell.alignment = NUMERAL if is_number else WRAPPED
        cell.border = LINES
        if column in ANSWERS:
            cell.fill = ASKED_CELL
        return cell

    def _format(self, column: str) -> str:
        if column in FORMATS:
            return FORMATS[column]
        return KRONOR if self.name == MONEY else "General"

    def _said(self, column: str) -> list[object]:
        """A column's cells, with each word as the language has it."""
        values = self.table[column].astype(object).tolist()
        if column in self.form.lists and self.spoken != NAMES:
            values = [
                value if pd.isna(value) else self.form.words.said(column, str(value), self.spoken) for value in values
            ]
        if column not in LISTED and column not in self.form.lists:
            return values
        return [value.replace("|", ", ") if isinstance(value, str) else value for value in values]

    def _looked_up(self, row: int) -> str:
        """The formula that looks a person's name up in the key; nothing for a person who is not in it.

        An id that Excel took for a number there is found too: no two ids differ in leading zeros alone.
        """
        person, names = f"{self.letters['jobseeker_id']}{row}", f"'{self.key}'!$A:$B,2,FALSE"
        number = f'TEXT(VALUE({person}),"0")'
        as_number = f'IF(RIGHT({person},LEN({number}))={number},VLOOKUP(VALUE({person}),{names})&"","")'
        return f'=IFERROR(VLOOKUP({person},{names})&"",IFERROR({as_number},""))'

    def _break_pages(self) -> None:
        """One page a caseworker."""
        of = self.table["caseworker_id"].fillna("").tolist()
        for row, (own, following) in enumerate(pairwise(of), start=2):
            if own != following:
                self.sheet.row_breaks.append(Break(id=row))

    def _mark_full(self, last: int) -> None:
        """Weeks at a supervisor's capacity, and those above it, stand out."""
        if last == 1 or len(self.columns) == len(self.form.columns):
            return
        limit, first = f"${self.letters['capacity']}2", get_column_letter(len(self.form.columns) + 1)
        area = f"{first}2:{get_column_letter(len(self.columns))}{last}"
        for sign, fill in ((">", ABOVE_FILL), ("=", FULL_FILL)):
            rule = FormulaRule([f'AND({limit}<>"",{first}2{sign}{limit})'], fill=fill)
            self.sheet.conditional_formatting.add(area, rule)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not pd.isna(value)


def _put(cell: WriteOnlyCell, value: object) -> None:
    """Give the cell a value. A text is never a formula, however it begins."""
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"
    else:
        cell.value = None if pd.isna(value) else value  # type: ignore[call-overload]
