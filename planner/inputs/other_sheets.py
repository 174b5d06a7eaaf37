"""Sheets of a workbook that are no tables: ours are passed over, helper sheets named, misspelt tables refused."""

from __future__ import annotations

import difflib

from planner.errors import Fault, Faults
from planner.inputs.cells import meant_word
from planner.inputs.files import heading_at
from planner.inputs.workbook import NamedSheet
from planner.schema.cures import one_form
from planner.schema.headings import headings
from planner.schema.sheets import OURS, SCENARIO, sheet_name
from planner.schema.tables import TABLES, Table
from planner.texts import KEYS, _, translations

# How like the name of a table that of a sheet must be to be taken for a misspelt one.
ALIKE = 0.8


def note_other(place: str, sheet: NamedSheet, faults: Faults) -> None:
    """Note a sheet of no table: a fault where it may well be one under another name, else a warning."""
    if sheet.key in OURS or sheet.key == SCENARIO:
        return
    if sheet.is_hidden:
        what = _("the sheet is hidden and is not read, whatever it holds")
        cure = _("Show it in Excel and rename it if it is a table; else leave it as it is.")
        faults.warn(Fault("left-unread", place, what=what, cure=cure))
        return
    meant = _close(sheet.key) or next((name for name, table in TABLES.items() if _may_be(table, sheet)), None)
    if meant is not None:
        cure = " ".join([meant_word(meant), _("Otherwise move it elsewhere.")])
        faults.add(Fault("unknown-table", place, what=_("this sheet is no table of a scenario"), cure=cure))
    else:
        what = _("the sheet is no table of a scenario, and is not read, whatever it holds")
        cure = _("Give it the name of a table if it is one; else leave it as it is.")
        faults.warn(Fault("left-unread", place, what=what, cure=cure))


def _close(key: str) -> str | None:
    """The name of a table that a sheet's name is like, in the language that it is like it in."""
    known = [one_form(sheet_name(name, spoken)) for spoken in (KEYS, *translations()) for name in TABLES]
    begins = [name for name in known if key.startswith(name)]
    return next(iter(begins or difflib.get_close_matches(key[:100], known, n=1, cutoff=ALIKE)), None)


def _may_be(table: Table, sheet: NamedSheet) -> bool:
    """Whether the headings of a sheet are those of a table: all that must be there, and most of the others."""
    known = headings(table)
    at = heading_at(sheet.records, known)
    cells = [cell.strip().lower() for cell in sheet.records[at][1] if cell.strip()] if sheet.records else []
    required = sum(field.is_required() for field in table.row.model_fields.values())
    found = sum(cell in known for cell in cells)
    return found >= max(required, 2) and 2 * found > len(cells)
