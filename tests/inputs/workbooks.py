"""Workbooks for tests: the tables of a folder as the sheets of scenario.xlsx, some of them replaced."""

import csv
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter


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
