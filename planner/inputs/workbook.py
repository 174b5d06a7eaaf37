"""A workbook to raw text tables: what Excel holds as numbers, days and yes or no becomes the text a CSV would hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.errors import Fault, Faults
from planner.inputs.excel import WIDEST, Range, Sheet, letter
from planner.inputs.files import (
    RawTable,
    Record,
    heading_at,
    is_blank,
    sheet_table,
    stray_cell,
    warn_of_titles,
    warn_of_total,
)
from planner.inputs.unseen import warn_of_blank_rows, warn_of_hidden_columns, warn_of_hidden_rows
from planner.inputs.xls import read_xls
from planner.inputs.xlsx import UnreadableBook, read_xlsx
from planner.schema.sheets import plain_sheet
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
    """A sheet: its name in the book, whether Excel shows it, and its table (None where the table has faults).

    Of a sheet of no table only the `records` are known: the rows that hold anything, each with its number.
    """

    name: str
    is_hidden: bool
    table: RawTable | None
    records: tuple[Record, ...] = ()

    @property
    def key(self) -> str:
        """The name as tables are called, whatever language the sheet is named in."""
        return plain_sheet(self.name)


def read_workbook(
    raw: bytes, file: str, columns: Mapping[str, Collection[str]], faults: Faults
) -> list[NamedSheet] | None:
    """Every sheet of a workbook that holds anything, in order; None, with a fault, where the book cannot be read.

    `columns` are the known headings of each table, by which headings are found below titles. A sheet is read as a
    table only where its name is that of one.
    """
    sheets = book_sheets(raw, file, faults)
    if sheets is None:
        return None
    named = []
    for sheet in sheets:
        key = plain_sheet(sheet.name)
        if key in columns:
            table = sheet_as_table(f"{file}!{sheet.name}", sheet, columns[key], faults)
            named.append(NamedSheet(sheet.name, sheet.is_hidden, table))
        elif sheet.rows or sheet.far:
            filled = [(row, [in_one_form(cell) for cell in cells]) for row, cells in sheet.rows if not is_blank(cells)]
            named.append(NamedSheet(sheet.name, sheet.is_hidden, None, tuple(filled)))
    return named


def book_sheets(
    raw: bytes, file: str, faults: Faults, wanted: Callable[[str], bool] | None = None
) -> list[Sheet] | None:
    """Every sheet of a workbook of either kind as text; None, with a fault, where the book cannot be read.

    With `wanted`, of an .xlsx only the sheets whose names it accepts.
    """
    if raw.startswith(_COMPOUND) and _ENCRYPTED in raw:
        faults.add(
            Fault("encrypted-workbook", file, what=_("the workbook is encrypted: it has a password or a label"),
                  cure=_("Save it in Excel without either (File, Info, Protect Workbook)."))
        )  # fmt: skip
        return None
    try:
        return read_xls(raw) if raw.startswith(_COMPOUND) else read_xlsx(raw, wanted)
    except UnreadableBook as error:
        cure = _("Open it in Excel and save it as .xlsx again.")
        faults.add(Fault("not-a-workbook", file, what=str(error), cure=cure))
        return None


def is_workbook(raw: bytes) -> bool:
    """Whether a file is a workbook by its first bytes, whatever it is called."""
    return raw.startswith((_COMPOUND, _ZIPPED))


def sheet_as_table(file: str, sheet: Sheet, columns: Collection[str], faults: Faults) -> RawTable | None:
    """One sheet as a table, with its headings below titles where `columns` has them; None where it has faults."""
    rows = [(row, [in_one_form(cell) for cell in cells]) for row, cells in sheet.rows]
    filled: list[Record] = [(row, cells) for row, cells in rows if not is_blank(cells)]
    at = heading_at(filled, columns)
    heading = filled[at][0] if filled else 1
    if at:
        warn_of_titles(file, filled[0][0], heading, faults)
    _refuse_strays(file, sheet, filled[-1][0] if filled else 0, faults)
    refuse_merged(file, sheet, rows, heading, faults)
    body = [(row, cells) for row, cells in rows if row >= heading and not is_blank(cells)]
    body, sums = _without_sums(file, sheet, body, faults)
    kept = _columns(file, body, faults)
    narrow = [(row, [cells[column] for column in kept if column < len(cells)]) for row, cells in body]
    table = sheet_table(file, narrow, kept, faults)
    if table is None:
        return None
    names = dict(zip(kept, table.columns, strict=False))
    for (row, column), what in sheet.changed.items():
        if row > heading and column in names:
            table.changed[names[column], row] = what
    data = table.rows.tolist()
    warn_of_blank_rows(file, heading, [row for row, _cells in filled], max(data, default=0), faults)
    warn_of_hidden_rows(file, sheet.hidden_rows.intersection(data), faults)
    warn_of_hidden_columns(file, heading, {letter(at): names[at] for at in names if sheet.hides(at)}, faults)
    return replace(table, titles=(*filled[:at], *sums, *table.titles))


def _without_sums(
    file: str, sheet: Sheet, rows: Sequence[tuple[int, list[str]]], faults: Faults
) -> tuple[list[tuple[int, list[str]]], list[Record]]:
    """The rows without those that hold nothing but sums of others, each of which is warned of; and these."""
    kept, sums = [], list[Record]()
    for row, cells in rows:
        filled = [column for column, cell in enumerate(cells) if cell.strip()]
        if filled and all((row, column) in sheet.sums for column in filled):
            sums.append((row, cells))
            warn_of_total(file, row, faults)
        else:
            kept.append((row, cells))
    return kept, sums


def _columns(file: str, rows: Sequence[tuple[int, list[str]]], faults: Faults) -> list[int]:
    """The columns of a table, headings first, without blank ones before or between them, which are warned of."""
    width = max((len(cells) for _row, cells in rows), default=0)
    heading = rows[0][1] if rows else []
    last = max((column for column, cell in enumerate(heading) if cell.strip()), default=-1)
    blank = [
        column for column in range(last)
        if not any(column < len(cells) and cells[column].strip() for _row, cells in rows)
    ]  # fmt: skip
    for column in blank:
        what = _("the column is blank, and is passed over")
        cure = _("Delete it, so that the table is one.")
        faults.warn(Fault("blank-column", file, rows[0][0], letter(column), what=what, cure=cure))
    return [column for column in range(width) if column not in set(blank)]


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
