"""A workbook to raw text tables: what Excel holds as numbers, days and yes or no becomes the text a CSV would hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from planner.errors import Fault, Faults
from planner.inputs.files import RawTable, raw_table
from planner.schema.spreadsheet import unmasked

LARGEST_EXACT = 1e15


def read_workbook(raw: bytes, file: str, faults: Faults) -> dict[str, RawTable | None]:
    """Every sheet of a workbook as text, by sheet name in lower case; None, with faults, where a sheet is unsound.

    Sheets without any cell are left out unless they are all there is in the book.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - the reader's panics are no Exception
        faults.add(
            Fault("not-a-workbook", file, what=f"the workbook cannot be read ({type(error).__name__})",
                  cure="Open it in Excel and save it as .xlsx again.")
        )  # fmt: skip
        return {}
    return {name.strip().lower(): _sheet(f"{file}!{name}", cells, faults) for name, cells in sheets.items() if cells}


def _sheet(file: str, cells: Sequence[Sequence[object]], faults: Faults) -> RawTable | None:
    table = raw_table(file, [[_text(cell) for cell in row] for row in cells], faults, letters=True)
    if table is None:
        return None
    names = list(table.columns)
    for number, row in enumerate(cells, start=1):
        for name, cell in zip(names, row, strict=False):
            if isinstance(cell, (bool, date)) or hasattr(cell, "isoformat"):
                table.changed[name, number] = "yes or no" if isinstance(cell, bool) else "date"
            elif isinstance(cell, float) and not cell.is_integer():
                table.changed[name, number] = "number"
    return table


def _text(cell: object) -> str:
    """An Excel cell as the text a CSV file would hold: ids that Excel made numbers stay whole, days are ISO days."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST_EXACT else repr(cell)
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return unmasked(str(cell))
