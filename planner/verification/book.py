"""Reads plan.xlsx as whoever saved it last left it. Its key is passed over, and so are the names that come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.errors import Faults
from planner.inputs.excel import Sheet
from planner.inputs.workbook import book_sheets, in_one_form
from planner.schema.cures import one_form
from planner.schema.plan_workbook import KEY, NAME, SHEETS, SheetForm, sheet_of
from planner.texts import _
from planner.verification.folder import WORKBOOK, Entry
from planner.verification.objection import Objection


@dataclass(frozen=True)
class SavedBook:
    """The sheets of plan.xlsx by name of SHEETS, those of somebody's own as text, and what could not be read."""

    sheets: Mapping[str, list[Entry]]
    headings: Mapping[str, tuple[str, ...]]
    own: tuple[tuple[int, tuple[int, ...], tuple[str, ...]], ...]
    objections: tuple[Objection, ...] = ()


def read_book(home: Path) -> SavedBook | None:
    """The workbook of a plan's folder; None where there is none."""
    path = home / WORKBOOK
    if not path.is_file():
        return None
    faults = Faults()
    try:
        sheets = book_sheets(path.read_bytes(), WORKBOOK, faults)
    except OSError as error:
        message = _("the file cannot be read ({fault}).", fault=type(error).__name__)
        return SavedBook({}, {}, (), (Objection("files", WORKBOOK, message),))
    if sheets is None:
        return SavedBook({}, {}, (), tuple(Objection("files", WORKBOOK, f"{fault.what}.") for fault in faults.told()))
    rows: dict[str, list[Entry]] = {}
    headings: dict[str, tuple[str, ...]] = {}
    own = []
    for number, sheet in enumerate(sheets, start=1):
        name = sheet_of(sheet.name)
        if name == KEY:
            continue
        if name is None or name in rows:
            texts = tuple(cell for _row, cells in sheet.rows for cell in cells)
            own.append((number, tuple(row for row, cells in sheet.rows for _cell in cells), texts))
        else:
            headings[name], rows[name] = _entries(sheet, SHEETS[name])
    return SavedBook(rows, headings, tuple(own))


def _entries(sheet: Sheet, form: SheetForm) -> tuple[tuple[str, ...], list[Entry]]:
    """The columns of a sheet under their plain names, and its rows; the names are left out."""
    if not sheet.rows:
        return (), []
    (_first, heads), *rest = sheet.rows
    words = form.words
    columns = tuple(words.by_heading.get(one_form(in_one_form(head)), in_one_form(head).strip()) for head in heads)
    places = {column: at for at, column in enumerate(columns) if column and column != NAME}
    kept = {column: at for at, column in enumerate(places)}
    file = f"{WORKBOOK}!{sheet.name}"
    lines = []
    for row, cells in rest:
        texts = [in_one_form(cells[at]).strip() if at < len(cells) else "" for at in places.values()]
        plain = [
            words.plain(column, text.replace(", ", "|")) if column in form.lists else text
            for column, text in zip(places, texts, strict=True)
        ]
        if any(plain):
            lines.append(Entry(file, row, kept, plain, {}))
    return tuple(places), lines
