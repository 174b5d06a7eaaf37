"""A workbook to raw text tables: what Excel holds as numbers, days and yes or no becomes the text a CSV would hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from planner.errors import Fault, Faults
from planner.inputs.excel import WIDEST, Range, Sheet, letter
from planner.inputs.files import RawTable, Record, heading_at, is_blank, sheet_table, stray_cell, warn_of_titles
from planner.inputs.xls import read_xls
from planner.inputs.xlsx import UnreadableBook, read_xlsx
from planner.schema.spreadsheet import unmasked
from planner.texts import _

# A cell of nothing but spaces this far below the last row makes Excel, and every reader, go through all rows between.
FAR_BELOW = 1_000
STRAYS_NAMED = 50
_ZIPPED = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class NamedSheet:
    """A sheet: its name in the book, whether Excel shows it, and its table (None where the table has faults)."""

    name: str
    is_hidden: bool
    table: RawTable | None

    @property
    def key(self) -> str:
        """The name as tables are called."""
        return self.name.strip().lower()


def read_workbook(
    raw: bytes, file: str, columns: Mapping[str, Collection[str]], faults: Faults
) -> list[NamedSheet] | None:
    """Every sheet of a workbook that holds anything, in order; None, with a fault, where the book cannot be read.

    `columns` are the known headings of each table, by which headings are found below titles. A hidden sheet is read
    only where its name is that of a table.
    """
    sheets = book_sheets(raw, file, faults)
    if sheets is None:
        return None
    named = []
    for sheet in sheets:
        key = sheet.name.strip().lower()
        if sheet.is_hidden and key not in columns:
            named.append(NamedSheet(sheet.name, is_hidden=True, table=None))
        elif sheet.rows or sheet.far or key in columns:
            table = _table(f"{file}!{sheet.name}", sheet, columns.get(key, ()), faults)
            named.append(NamedSheet(sheet.name, sheet.is_hidden, table))
    return named


def book_sheets(raw: bytes, file: str, faults: Faults) -> list[Sheet] | None:
    """Every sheet of a workbook of either kind as text; None, with a fault, where the book cannot be read."""
    if raw.startswith(_COMPOUND) and _ENCRYPTED in raw:
        faults.add(
            Fault("encrypted-workbook", file, what=_("the workbook is encrypted: it has a password or a label"),
                  cure=_("Save it in Excel without either (File, Info, Protect Workbook)."))
        )  # fmt: skip
        return None
    try:
        return read_xls(raw) if raw.startswith(_COMPOUND) else read_xlsx(raw)
    except UnreadableBook as error:
        cure = _("Open it in Excel and save it as .xlsx again.")
        faults.add(Fault("not-a-workbook", file, what=str(error), cure=cure))
        return None


def is_workbook(raw: bytes) -> bool:
    """Whether a file is a workbook by its first bytes, whatever it is called."""
    return raw.startswith((_COMPOUND, _ZIPPED))


def _table(file: str, sheet: Sheet, columns: Collection[str], faults: Faults) -> RawTable | None:
    rows = [(row, [in_one_form(cell) for cell in cells]) for row, cells in sheet.rows]
    filled: list[Record] = [(row, cells) for row, cells in rows if not is_blank(cells)]
    at = heading_at(filled, columns)
    heading = filled[at][0] if filled else 1
    if at:
        warn_of_titles(file, filled[0][0], heading, faults)
    _refuse_strays(file, sheet, filled[-1][0] if filled else 0, faults)
    refuse_merged(file, sheet, rows, heading, faults)
    table = sheet_table(file, [(row, cells) for row, cells in rows if row >= heading and not is_blank(cells)], faults)
    if table is not None:
        names = list(table.columns)
        for (row, column), what in sheet.changed.items():
            if row > heading and column < len(names):
                table.changed[names[column], row] = what
        table = replace(table, titles=tuple(filled[:at]))
    return table


def _refuse_strays(file: str, sheet: Sheet, last: int, faults: Faults) -> None:
    """Refuse cells beyond the widest table, and cells of nothing but spaces far below the last row."""
    below = [(row, len(cells) - 1) for row, cells in sheet.rows if row > last + FAR_BELOW]
    for row, column in (sheet.far + below)[:STRAYS_NAMED]:
        faults.add(stray_cell(file, row, column))


def refuse_merged(file: str, sheet: Sheet, rows: list[tuple[int, list[str]]], heading: int, faults: Faults) -> None:
    """Refuse merged cells below the headings: nobody can tell whether their value holds for every row or for one.

    The value is read into every row, so that no message names a person that it may protect.
    """
    at = dict(rows)
    for area in sorted(sheet.merged, key=lambda area: (area.top, area.left)):
        cells = at.get(area.top, [])
        value = cells[area.left] if area.left < len(cells) else ""
        if area.bottom <= heading or not value.strip():
            continue
        shown = f"{letter(area.left)}{area.top}:{letter(area.right)}{area.bottom}"
        faults.add(
            Fault("merged-cells", file, area.top, letter(area.left),
                  what=_("the cells {cells} are merged into one", cells=shown),
                  cure=_("Unmerge them, and write the value in every row that it holds for."))
        )  # fmt: skip
        if area.top > heading:
            _fill(at, area, value)


def _fill(at: Mapping[int, list[str]], area: Range, value: str) -> None:
    """Write the value into every cell of the area, in the rows that hold anything."""
    right = min(area.right, WIDEST - 1)
    numbers = range(area.top, area.bottom + 1)
    for row in numbers if len(numbers) < len(at) else [row for row in at if row in numbers]:
        cells = at.get(row)
        if cells is not None:
            cells.extend([""] * (right + 1 - len(cells)))
            cells[area.left : right + 1] = [value] * (right + 1 - area.left)


def in_one_form(text: str) -> str:
    """A cell as it is compared and written: in one Unicode form, and without what disarms a formula."""
    return unmasked(text if text.isascii() else unicodedata.normalize("NFC", text))
