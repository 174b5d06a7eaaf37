"""Numbers as Excel shows them, and its words for errors."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from planner.inputs.excel import Shown, excel_error, letter, number_cell, plain_number, shown_by
from tests.inputs.folders import (
    faults_of,
)
from tests.inputs.workbooks import Rows, patched, people, sheet_of


def test_numbers_keep_the_zeros_that_their_format_shows(tmp_path: Path) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["zone", "name"])
        sheet.write_number(1, 0, 2, book.add_format({"num_format": "00000"}))
        sheet.write_number(2, 0, 7, book.add_format({"num_format": '"J"000'}))

    table = sheet_of(tmp_path, write)
    assert table.columns["zone"].tolist() == ["00002", "7"]
    assert table.changed == {("zone", 3): "number shown otherwise"}


def test_percentages_are_shares_and_never_hours(tmp_path: Path) -> None:
    rows: Rows = [["jobseeker_id", "home_zone", "hours_per_week"], ["J1", "centrum", 0.75], ["J2", "centrum", 0.375]]
    folder = people(tmp_path, rows, ('<c r="C2">', '<c r="C2" s="1">'), ('<c r="C3">', '<c r="C3" s="2">'))
    styles = ("</cellXfs>", '<xf numFmtId="9"/><xf numFmtId="10"/></cellXfs>')
    patched(folder / "scenario.xlsx", "xl/styles.xml", styles)
    told = [(fault.column, fault.value, fault.cure) for fault in faults_of(folder) if fault.row in {2, 3}]
    assert told == [
        ("C", "75 %", "Write 30: 75 % of 40 hours."), ("C", "37.5 %", "Write 15: 37.5 % of 40 hours.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "number, code, shown",
    [
        (0, None, Shown("plain")), (14, None, Shown("day")), (9, None, Shown("percent")),
        (200, "yyyy-mm-dd", Shown("day")), (200, "0.0%", Shown("percent")), (200, "0000", Shown("plain", 4)),
        (200, 'General;"d"0', Shown("plain")), (200, '0" dagar"', Shown("other signs")),
        (200, "[Red]0.00", Shown("plain")),
    ],
)  # fmt: skip
def test_a_format_says_whether_a_number_is_a_day_a_share_or_filled_with_noughts(
    number: int, code: str | None, shown: Shown
) -> None:
    assert shown_by(number, code) == shown


@pytest.mark.parametrize(
    "value, since_1904, day",
    [(1, False, "1900-01-01"), (61, False, "1900-03-01"), (46_349, False, "2026-11-23"), (44_887, True, "2026-11-23")],
)
def test_the_number_of_a_day_is_that_day(value: float, since_1904: bool, day: str) -> None:  # noqa: FBT001 - a case
    assert number_cell(value, Shown("day"), since_1904=since_1904) == (day, "date")


def test_a_number_beyond_all_days_stays_a_number() -> None:
    assert number_cell(46_349_000_000.0, Shown("day")) == ("46349000000", None)


def test_no_number_is_written_with_three_decimals_that_might_be_thousands() -> None:
    assert [plain_number(value) for value in (1.5, 1.234, 12.0, -0.125)] == ["1.5", "1.2340", "12", "-0.1250"]


@pytest.mark.parametrize(
    "text, is_error",
    [("#N/A", True), ("#SAKNAS!", True), (" #REF! ", True), ("####", True), ("#1", False), ("A#N/A", False)],
)
def test_a_word_of_excels_for_an_error_is_no_value(text: str, is_error: bool) -> None:  # noqa: FBT001 - a case
    assert (excel_error(text) is not None) == is_error


def test_columns_are_named_as_excel_names_them() -> None:
    assert [letter(position) for position in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
