"""What nobody sees in a sheet is named: nothing is read or left out without a word."""

from pathlib import Path

import openpyxl

from planner.inputs import read
from planner.schema.scenario import Scenario
from tests.inputs.folders import assert_same, faults_of, good
from tests.inputs.workbooks import MENTIONS, PEOPLE, Rows


def sheet(tmp_path: Path, rows: Rows) -> tuple[Path, openpyxl.Workbook]:
    """The sound scenario with people in a workbook, which a test may change before it saves it."""
    folder = good(tmp_path)
    for name in ("jobseekers", *MENTIONS):
        (folder / f"{name}.csv").unlink()
    book = openpyxl.Workbook()
    book.worksheets[0].title = "jobseekers"
    for row in rows:
        book.worksheets[0].append(row)
    return folder, book


def noted(scenario: Scenario) -> list[tuple[str, int | None, str | None]]:
    """The warnings about the sheet."""
    return [(one.code, one.row, one.column) for one in scenario.warnings if "jobseekers" in one.file]


def plain(tmp_path: Path) -> Scenario:
    """The scenario of the people alone."""
    folder, book = sheet(tmp_path / "plain", PEOPLE)
    book.save(folder / "scenario.xlsx")
    return read(folder)


def test_rows_that_a_filter_hides_are_read_and_counted(tmp_path: Path) -> None:
    folder, book = sheet(tmp_path / "hidden", PEOPLE)
    for row in (2, 3, 9):
        book.worksheets[0].row_dimensions[row].hidden = True
    book.save(folder / "scenario.xlsx")
    scenario = read(folder)
    assert_same(plain(tmp_path), scenario)
    (warning,) = [one for one in scenario.warnings if one.code == "hidden-rows"]
    assert "2 rows are hidden in Excel (2-3)" in warning.what


def test_a_hidden_column_is_read_and_named(tmp_path: Path) -> None:
    folder, book = sheet(tmp_path / "hidden", PEOPLE)
    book.worksheets[0].column_dimensions["C"].hidden = True
    book.save(folder / "scenario.xlsx")
    scenario = read(folder)
    assert_same(plain(tmp_path), scenario)
    assert noted(scenario) == [("hidden-column", 1, "C")]


def test_blank_rows_and_columns_are_passed_over_and_named(tmp_path: Path) -> None:
    rows: Rows = [[None, row[0], None, *row[1:]] for row in PEOPLE]
    folder, book = sheet(tmp_path / "blank", [*rows[:2], [], [], *rows[2:]])
    book.save(folder / "scenario.xlsx")
    scenario = read(folder)
    assert_same(plain(tmp_path), scenario)
    assert noted(scenario) == [("blank-column", 1, "A"), ("blank-column", 1, "C"), ("blank-rows", 3, None)]


def test_a_fault_beside_a_blank_column_names_the_cell_as_excel_does(tmp_path: Path) -> None:
    rows: Rows = [[row[0], None, *row[1:]] for row in PEOPLE]
    rows[2][3] = "old"
    folder, book = sheet(tmp_path / "blank", rows)
    book.save(folder / "scenario.xlsx")
    (fault,) = faults_of(folder)
    assert fault.where == "scenario.xlsx jobseekers!D3"


def test_rows_of_totals_are_passed_over_by_their_word_or_their_formulas(tmp_path: Path) -> None:
    folder, book = sheet(tmp_path / "sums", PEOPLE)
    people = book.worksheets[0]
    people["A5"].value, people["C5"].value = "Summa", 120
    people["C6"].value = "=SUBTOTAL(9,C2:C4)"
    book.save(folder / "scenario.xlsx")
    scenario = read(folder)
    assert_same(plain(tmp_path), scenario)
    assert noted(scenario) == [("total-row", 5, None), ("total-row", 6, None)]
