"""Workbooks for tests: the tables of a folder as the sheets of scenario.xlsx, some of them replaced."""

import csv
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from planner.errors import Faults
from planner.inputs.files import RawTable
from planner.inputs.workbook import read_workbook
from tests.inputs.folders import good

Rows = list[list[object]]


PEOPLE: Rows = [
    ["jobseeker_id", "home_zone", "age", "skills", "protected_identity"],
    ["J1", "centrum", 30, "truck", None],
    ["J2", "centrum", 40, None, None],
    ["J3", "centrum", 50, None, None],
]


MENTIONS = ("outcomes", "baselines", "decisions", "placements", "history", "preferences", "past_placements", "audit")


def workbook_of(source: Path, into: Path, replaced: Mapping[str, Sequence[Sequence[object]]] | None = None) -> Path:
    """A folder with the settings of `source` and all its tables in scenario.xlsx, numbers as Excel would hold them."""
    into.mkdir(parents=True, exist_ok=True)
    (into / "scenario.toml").write_bytes((source / "scenario.toml").read_bytes())
    sheets: dict[str, Sequence[Sequence[object]]] = {}
    for path in sorted(source.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem] = [[_as_excel(cell) for cell in row] for row in csv.reader(file)]
    write_workbook(into / "scenario.xlsx", {**sheets, **(replaced or {})})
    return into


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """A workbook of these sheets; None is an empty cell, days are dates, formulas are texts that begin with =."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, position, cell)
                elif cell is not None:
                    sheet.write(number, position, cell)
    book.close()


def _as_excel(cell: str) -> object:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        pass
    return date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) else cell


def patched(path: Path, part: str, *edits: tuple[str, str]) -> None:
    """Replace texts in one part of a workbook, each of which must be there."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    text = parts[part].decode()
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, raw in {**parts, part: text.encode()}.items():
            new.writestr(name, raw)


def people(tmp_path: Path, rows: Rows, *edits: tuple[str, str], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The sound scenario with these jobseekers on the first sheet of a workbook, whose XML is then edited."""
    folder = good(tmp_path)
    for name in ("jobseekers", *MENTIONS):
        (folder / f"{name}.csv").unlink()
    with xlsxwriter.Workbook(folder / "scenario.xlsx") as book:
        sheet = book.add_worksheet("jobseekers")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    patched(folder / "scenario.xlsx", part, *edits)
    return folder


def filled(**cells: object) -> Rows:
    """The jobseekers with some cells of J2 set."""
    at = {name: position for position, name in enumerate(PEOPLE[0])}
    rows = [list(row) for row in PEOPLE]
    for name, cell in cells.items():
        rows[2][at[name]] = cell
    return rows


def sheet_of(tmp_path: Path, write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> RawTable:
    """The only sheet, called zones, of a workbook that `write` fills, as a raw table."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        write(book, book.add_worksheet("zones"))
    (sheet,) = read_workbook(path.read_bytes(), "book.xlsx", {"zones": ("zone", "name")}, Faults()) or []
    assert sheet.table is not None
    return sheet.table
