"""Files to raw text tables: CSV in the dialects Swedish offices write, and sheets of a workbook."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from python_calamine import CalamineError, CalamineWorkbook

from planner.errors import Fault, Faults

csv.field_size_limit(1_000_000)


@dataclass(frozen=True)
class RawTable:
    """A table as text: one array of str per column, and the row each entry stood in (the header is row 1).

    `file` names the file as messages show it; in a workbook it is `file!sheet` and `letters` gives each column's.
    """

    file: str
    columns: dict[str, NDArray[np.object_]]
    rows: NDArray[np.int64]
    letters: dict[str, str] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, mask: NDArray[np.bool_]) -> RawTable:
        """The rows where the mask holds."""
        return replace(self, columns={n: v[mask] for n, v in self.columns.items()}, rows=self.rows[mask])

    def place(self, row: int | None, column: str | None) -> tuple[str, int | None, str | None]:
        """File, row and column for a fault, the column as a letter in a workbook."""
        shown = self.letters.get(column, column) if self.letters and column else column
        return self.file, row, shown


def decoded(raw: bytes, file: str, faults: Faults) -> str | None:
    """The text of a file: UTF-8 with or without BOM, else Windows-1252; None, with a fault, where it is neither."""
    if not raw:
        faults.add(Fault("empty-file", file, what="the file has no bytes", cure="Write at least the header row."))
        return None
    if b"\x00" in raw:
        faults.add(
            Fault("not-text", file, what="this is not a text file", cure="Save it as CSV (UTF-8, semicolon or comma).")
        )
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        faults.add(
            Fault("not-text", file, what="the letters can be read neither as UTF-8 nor as Windows-1252",
                  cure="Save it as CSV UTF-8.")
        )  # fmt: skip
        return None


def read_csv(path: Path, faults: Faults) -> RawTable | None:
    """Read one CSV file as text; every structural fault is noted and None returned where there is no table."""
    file = path.name
    text = decoded(path.read_bytes(), file, faults)
    if text is None:
        return None
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        faults.add(
            Fault("not-csv", file, what=f"the file cannot be read as CSV ({error})",
                  cure="Look for a quotation mark that is never closed, then save it as CSV again.")
        )  # fmt: skip
        return None
    return _table(file, records, faults, letters=False)


def read_workbook(path: Path, faults: Faults) -> dict[str, RawTable]:
    """Read every sheet of a workbook as text, by sheet name."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        faults.add(
            Fault("not-a-workbook", path.name, what=f"the workbook cannot be read ({type(error).__name__})",
                  cure="Open it in Excel and save it as .xlsx again.")
        )  # fmt: skip
        return {}
    tables = {}
    for name, cells in sheets.items():
        records = [[_cell_text(cell) for cell in row] for row in cells]
        table = _table(f"{path.name}!{name}", records, faults, letters=True)
        if table is not None:
            tables[name.strip().lower()] = table
    return tables


def _cell_text(cell: object) -> str:
    """An Excel cell as the text a CSV file would hold: ids that Excel made numbers stay whole, days are ISO days."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)  # noqa: PLR2004 - exact floats
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    return str(cell)


def _letter(position: int) -> str:
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def _table(file: str, records: list[list[str]], faults: Faults, *, letters: bool) -> RawTable | None:
    numbered = [(n, record) for n, record in enumerate(records, start=1) if any(cell.strip() for cell in record)]
    if not numbered:
        faults.add(Fault("no-header", file, what="there is no header row", cure="Write the column names in row 1."))
        return None
    header_row, header = numbered[0]
    names = [name.strip().lower() for name in header]
    while names and not names[-1]:
        names.pop()
    if not _header_is_sound(file, header_row, names, faults):
        return None
    width = len(names)
    kept, row_numbers = [], []
    for number, record in numbered[1:]:
        extra = [cell for cell in record[width:] if cell.strip()]
        if extra or (len(record) < width and not letters):
            faults.add(
                Fault("ragged-row", file, number, what=f"the row has {len(record)} cells and the header {width}",
                      cure="Give every row as many cells as the header; put a cell that holds the separator in quotes.")
            )  # fmt: skip
            continue
        kept.append((record + [""] * width)[:width])
        row_numbers.append(number)
    arrays = zip(*kept, strict=True) if kept else [()] * width
    columns = {name: np.array(values, dtype=object) for name, values in zip(names, arrays, strict=True)}
    places = {name: _letter(i) for i, name in enumerate(names)} if letters else None
    return RawTable(file, columns, np.array(row_numbers, dtype=np.int64), places)


def _header_is_sound(file: str, row: int, names: list[str], faults: Faults) -> bool:
    twice = sorted({name for name in names if names.count(name) > 1 and name})
    for name in twice:
        faults.add(Fault("column-twice", file, row, name, what="the column stands twice", cure="Remove one of them."))
    if "" in names:
        faults.add(
            Fault("no-column-name", file, row, what=f"column {names.index('') + 1} has no name",
                  cure="Name the column or remove it.")
        )  # fmt: skip
    return not twice and "" not in names
