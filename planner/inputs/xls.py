"""Reads .xls, the workbooks of Excel before 2007, which are still renamed to .xlsx."""

from __future__ import annotations

import os
import struct
from typing import Any

import xlrd

from planner.inputs.excel import Range, Sheet, Shown, number_cell, shown_by
from planner.inputs.xlsx import UnreadableBook, damaged


def read_xls(raw: bytes) -> list[Sheet]:
    """Every worksheet of the book in its order. Raises UnreadableBook."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as log:  # noqa: PTH123 - devnull is no path of ours
            book = xlrd.open_workbook(file_contents=raw, formatting_info=True, ragged_rows=True, logfile=log)
            return [_sheet(book, sheet) for sheet in book.sheets()]
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, ValueError, LookupError, TypeError,
            AttributeError, OverflowError, UnicodeError, NotImplementedError) as error:  # fmt: skip
        raise UnreadableBook(damaged(error)) from error


def _sheet(book: Any, source: Any) -> Sheet:  # noqa: ANN401 - xlrd has no types
    sheet = Sheet(source.name, source.visibility != 0)
    for row in range(source.nrows):
        kinds, values, styles = source.row_types(row), source.row_values(row), source.row(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind == xlrd.XL_CELL_TEXT and value:
                sheet.put(row + 1, column, value)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                sheet.put(row + 1, column, "yes" if value else "no", "yes or no")
            elif kind == xlrd.XL_CELL_ERROR:
                sheet.put(row + 1, column, xlrd.error_text_from_code.get(value, "#VALUE!"))
            elif kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
                shown = _shown(book, styles[column].xf_index)
                sheet.put(row + 1, column, *number_cell(value, shown, since_1904=book.datemode == 1))
    sheet.merged += [
        Range(top + 1, left, bottom, right - 1)
        for top, bottom, left, right in source.merged_cells
    ]  # fmt: skip
    sheet.hidden_rows |= {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns += [(column, column) for column, info in source.colinfo_map.items() if info.hidden]
    return sheet


def _shown(book: Any, style: int) -> Shown:  # noqa: ANN401 - xlrd has no types
    number = book.xf_list[style].format_key
    found = book.format_map.get(number)
    return shown_by(number, None if found is None else found.format_str)
