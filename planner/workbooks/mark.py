"""A copy of a scenario's workbook in which each cell that a fault or warning names is coloured and commented."""

from __future__ import annotations

import warnings as python_warnings
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from planner.errors import HIDDEN, Fault, Faults, UsageFault, alike, rows_of
from planner.errors.faults import BEGINNINGS
from planner.inputs.chain import WORKBOOK, home_of
from planner.inputs.files import csv_records, heading_at
from planner.inputs.opened import refuse_no_scenario
from planner.inputs.text import file_text
from planner.schema.headings import headings
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.sheets import FAULTS, plain_sheet
from planner.schema.tables import TABLES
from planner.texts import _, language
from planner.workbooks.choices import tab
from planner.workbooks.styles import RED, YELLOW, comment, font, heading, on_paper, saved, write_text

# What openpyxl can open and save again.
_OPENED = frozenset((".xlsx", ".xlsm"))
_TITLE_ROWS, _PLACES_NAMED = 20, 12
_WIDTHS = (10, 24, 26, 24, 8, 30, 52, 60)
_LINE_HEIGHT = 15.5


def marked_copy(scenario: Path, faults: Sequence[Fault], warnings: Sequence[Fault]) -> bytes:
    """The bytes of a workbook: the scenario's own, or one made of its CSV files, with faults red and warnings yellow.

    Its first sheet lists them, one line for each column and distinct value. Formulas stay formulas; whatever a message
    does not repeat is not in the list either. Raises UsageFault where there is no scenario, or an old .xls.
    """
    refuse_no_scenario(scenario)
    book = _copy_of(scenario, {fault.file for fault in (*faults, *warnings)})
    for found, colour in ((warnings, YELLOW), (faults, RED)):
        for fault in found:
            cell = _cell(book, fault)
            if cell is not None:
                cell.fill = colour
                if isinstance(cell.value, (str, int, float)) and holds_identity_number(str(cell.value)):
                    cell.value = _(HIDDEN)  # the copy is made to be sent on
    for cell, said in _said(book, (*faults, *warnings)):
        comment(cell, said)
    _list(book, faults, warnings)
    if _lacks_pictures(scenario, book):
        _say_below(book.worksheets[0], _("Pictures of the workbook are not in this copy."))
    return saved(book)


def _copy_of(scenario: Path, files: set[str]) -> Workbook:
    """The workbook of the scenario, and a sheet for each of its CSV files that a fault names."""
    home, source = home_of(scenario), _source(scenario)
    book = _loaded(source) if source.is_file() else None
    if book is None:
        book = Workbook()
        book.remove(book.worksheets[0])
    if home.is_dir():
        for path in sorted(home.glob("*.csv")):
            if path.name in files:
                _add_csv(book, path)
    return book


def _lacks_pictures(scenario: Path, book: Workbook) -> bool:
    """Whether the scenario's workbook holds more pictures than were copied: openpyxl drops them without Pillow."""
    source = _source(scenario)
    if not is_zipfile(source):
        return False
    with ZipFile(source) as archive:
        held = sum(name.startswith("xl/media/") for name in archive.namelist())
    return held > len({id(image) for sheet in book.worksheets for image in sheet._images})  # noqa: SLF001 - no public name


def _source(scenario: Path) -> Path:
    home = home_of(scenario)
    return home if home.is_file() else home / WORKBOOK


def _say_below(sheet: Worksheet, text: str) -> None:
    cell = sheet.cell(sheet.max_row + 2, 1)
    write_text(cell, text)
    cell.font = font(bold=True)


def _loaded(source: Path) -> Workbook | None:
    """The workbook; None where it cannot be opened, which is a fault that the list says."""
    if source.suffix.lower() not in _OPENED:
        msg = _("{file} is of an older format, which cannot be marked. Save it as .xlsx first.", file=source)
        raise UsageFault(msg)
    try:
        with python_warnings.catch_warnings():
            # What openpyxl does not know of a workbook, such as shapes, it leaves out of the copy and warns
            # of. It copies pictures where Pillow is installed.
            python_warnings.simplefilter("ignore")
            return load_workbook(BytesIO(source.read_bytes()), keep_vba=source.suffix.lower() == ".xlsm")
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError, TypeError):
        return None


def _add_csv(book: Workbook, path: Path) -> None:
    """A CSV file as a sheet of texts, each line in the row of its number."""
    unsaid = Faults()
    text = file_text(path.read_bytes(), path.name, unsaid)
    records = None if text is None else csv_records(text, path.name, unsaid)
    sheet = book.create_sheet(path.stem[:31])
    for row, cells in enumerate(records or (), start=1):
        for column, cell in enumerate(cells, start=1):
            if cell:
                write_text(sheet.cell(row, column), cell)
    sheet.freeze_panes = "A2"


def _sheet(book: Workbook, file: str) -> Worksheet | None:
    """The sheet of the copy that holds what messages call a file, or a sheet of one."""
    _book, mark, name = file.partition("!")
    found = name if mark else file.removesuffix(".csv")[:31]
    is_there = found in book.sheetnames and (mark or file.endswith(".csv"))
    sheet = book[found] if is_there else None
    return sheet if isinstance(sheet, Worksheet) else None


def _cell(book: Workbook, fault: Fault) -> Cell | None:
    """The cell that a fault is about; the first of its row where it is about all of that."""
    sheet = _sheet(book, fault.file)
    if sheet is None or fault.row is None:
        return None
    column = 1 if fault.column is None else _column(sheet, fault)
    cell = sheet.cell(fault.row, column or 1)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell if isinstance(cell, Cell) else None


def _column(sheet: Worksheet, fault: Fault) -> int | None:
    """The column of a fault, counted from 1: a letter in a workbook, a heading in a CSV file."""
    name = fault.column or ""
    if "!" in fault.file:
        try:
            return int(column_index_from_string(name))
        except ValueError:
            return None
    wanted = name.strip().casefold()
    for row in sheet.iter_rows(max_row=_TITLE_ROWS):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.strip().casefold() == wanted:
                return int(cell.column)
    return None


def _said(book: Workbook, found: Iterable[Fault]) -> list[tuple[Cell, str]]:
    """Each cell with all that is said of it; a comment that stood there stays below."""
    texts: dict[tuple[str, str], list[str]] = {}
    cells: dict[tuple[str, str], Cell] = {}
    for fault in found:
        cell = _cell(book, fault)
        if cell is not None:
            key = (cell.parent.title, cell.coordinate)
            cells[key] = cell
            texts.setdefault(key, []).append(f"{_(BEGINNINGS[fault.severity])}: {_sentence(fault)}")
    for key, cell in cells.items():
        if cell.comment is not None:
            texts[key].append(cell.comment.text)
    return [(cell, "\n\n".join(dict.fromkeys(texts[key]))) for key, cell in cells.items()]


def _sentence(fault: Fault) -> str:
    shown = "" if fault.value is None else f'"{fault.value}" '
    return " ".join(filter(None, [f"{shown}{fault.what}.", fault.cure]))


def _list(book: Workbook, faults: Sequence[Fault], warnings: Sequence[Fault]) -> None:
    """The first sheet: one line for each column and distinct value, faults before warnings."""
    title = tab(FAULTS, language())
    if title in book.sheetnames:
        book.remove(book[title])
    sheet = book.create_sheet(title, 0)
    assert isinstance(sheet, Worksheet)  # noqa: S101 - what create_sheet makes
    names = (_("Kind"), _("Sheet or file"), _("Column"), _("Value"), _("Number"), _("Cells or rows"),
             _("What is wrong"), _("What to do"))  # fmt: skip
    for number, (name, width) in enumerate(zip(names, _WIDTHS, strict=True), start=1):
        heading(sheet.cell(1, number), name)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, group in enumerate([*alike(faults), *alike(warnings)], start=2):
        _line(book, sheet, row, group)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{max(sheet.max_row, 1)}"
    on_paper(sheet)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _line(book: Workbook, sheet: Worksheet, row: int, group: Sequence[Fault]) -> None:
    first, rows = group[0], rows_of(group)
    kind = _(BEGINNINGS[first.severity])
    file = first.file.partition("!")[2] or first.file
    cells = (kind, file, _called(book, first), first.value or "", None, _places(first, rows), f"{first.what}.",
             first.cure)  # fmt: skip
    for number, text in enumerate(cells, start=1):
        cell = sheet.cell(row, number)
        if text is not None:
            write_text(cell, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(row, 5).value = max(len(rows), 1)
    # Programs other than Excel do not make a row as high as its texts.
    lines = max(-(-len(str(text or "")) // int(width)) for text, width in zip(cells, _WIDTHS, strict=True))
    sheet.row_dimensions[row].height = _LINE_HEIGHT * lines
    sheet.cell(row, 1).fill = RED if first.severity == "error" else YELLOW
    target = _cell(book, first)
    if target is not None:
        place = sheet.cell(row, 6)
        place.hyperlink = f"#'{target.parent.title}'!{target.coordinate}"
        place.font = font(color="1F3864", underline="single")


def _places(fault: Fault, rows: Sequence[int]) -> str:
    letter = fault.column or "" if "!" in fault.file else ""
    named = ", ".join(f"{letter}{row}" for row in rows[:_PLACES_NAMED])
    return f"{named} ..." if len(rows) > _PLACES_NAMED else named


def _called(book: Workbook, fault: Fault) -> str:
    """The column of a fault by its heading; the letter of a column whose heading is not known."""
    sheet = _sheet(book, fault.file)
    if sheet is None or fault.column is None or "!" not in fault.file:
        return fault.column or ""
    known = headings(TABLES[name]) if (name := plain_sheet(sheet.title)) in TABLES else frozenset()
    first = [
        (number, ["" if cell.value is None else str(cell.value) for cell in row])
        for number, row in enumerate(sheet.iter_rows(max_row=_TITLE_ROWS), start=1)
    ]
    at, column = heading_at(first, known), _column(sheet, fault)
    cells = first[at][1] if first else []
    named = cells[column - 1].strip() if column is not None and column <= len(cells) else ""
    return named or fault.column
