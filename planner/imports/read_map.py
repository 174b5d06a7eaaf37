"""import.toml as it was read, held against the export: unknown tables and columns, headings that are not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tomlkit

from planner.errors import Fault, Faults, UsageFault, given
from planner.imports.export import ExportSheet
from planner.inputs.cells import did_you_mean
from planner.inputs.files import read_bytes
from planner.inputs.personal import about_whom, refuse_identity_numbers_in_keys
from planner.inputs.text import decoded
from planner.inputs.toml import loaded, shaped
from planner.schema.cures import one_form
from planner.schema.import_map import MAP_FILE, ColumnMap, ImportMap, TableMap
from planner.schema.tables import TABLES
from planner.texts import _


@dataclass(frozen=True)
class ReadMap:
    """A map and the text that it was read from."""

    map: ImportMap
    text: str

    def document(self) -> tomlkit.TOMLDocument:
        """The text as a document to which words can be added."""
        return tomlkit.parse(self.text)


def read_map(path: Path, before: date | None, faults: Faults) -> ReadMap | None:
    """Read a map; None with its faults where it cannot be used. Raises UsageFault where there is no such file."""
    if not path.is_file():
        msg = _("There is no file {file}.", file=path)
        raise UsageFault(msg)
    raw = read_bytes(path, path.name, faults)
    text = None if raw is None else decoded(raw, path.name, faults)
    keys = None if text is None else loaded(text, path.name, faults)
    if text is None or keys is None:
        return None
    refuse_identity_numbers_in_keys(text, keys, path.name, before, faults)
    found = shaped(ImportMap, keys, path.name, faults)
    if found is None:
        return None
    for number, stated in enumerate(found.table, start=1):
        _check_names(path.name, number, stated, faults)
    return None if faults.found else ReadMap(found, text)


def _check_names(file: str, number: int, stated: TableMap, faults: Faults) -> None:
    """Check that the table and its columns are a scenario's, and that none comes from what no file may hold."""
    table = TABLES.get(stated.name)
    if table is None:
        faults.add(Fault("unknown-table", file, None, f"table.{number}.name", stated.name,
                         _("is no table of a scenario"), did_you_mean(stated.name, list(TABLES)).strip()))  # fmt: skip
        return
    for name, column in stated.columns.items():
        key = f"table.{number}.columns.{given(name)}"
        if name not in table.columns:
            what = _('there is no column "{column}" in {table}', column=given(name), table=table.name)
            cure = did_you_mean(name, table.columns).strip()
            faults.add(Fault("unknown-column", file, None, key, None, what, cure))
        about = None if column.heading is None else about_whom(column.heading.strip().lower(), table)
        if about is not None:
            faults.add(
                Fault("forbidden-column", file, None, key,
                      what=_('the column "{column}" ({about}) is never accepted', column=given(column.heading),
                             about=_(about)),
                      cure=_("Name another heading, or take the column out of the map."))
            )  # fmt: skip


def sheet_for(stated: TableMap, number: int, sheets: Sequence[ExportSheet], faults: Faults) -> ExportSheet | None:
    """The sheet that a table comes from: the one it names, else the one with most of its headings."""
    if stated.sheet is not None and any(sheet.name is not None for sheet in sheets):
        named = [sheet for sheet in sheets if one_form(sheet.name or "") == one_form(stated.sheet)]
        if not named:
            known = [sheet.name for sheet in sheets if sheet.name is not None and not sheet.is_hidden]
            faults.add(
                Fault("no-such-sheet", MAP_FILE, None, f"table.{number}.sheet", stated.sheet,
                      _("is no sheet of the export"), did_you_mean(stated.sheet, known, theirs=True).strip())
            )  # fmt: skip
            return None
        return named[0]
    wanted = {one_form(column.heading) for column in stated.columns.values() if column.heading}
    return max(sheets, key=lambda sheet: len(wanted & set(map(one_form, sheet.table.columns))), default=None)


def found_headings(
    stated: TableMap, number: int, sheet: ExportSheet, needed: Sequence[str], faults: Faults
) -> dict[str, ColumnMap]:
    """The columns with their headings as the export writes them; a fault for each that the export has not."""
    spelled = {one_form(heading): heading for heading in sheet.table.columns}
    found = {}
    for name, column in stated.columns.items():
        if column.heading is None:
            found[name] = column
            continue
        heading = spelled.get(one_form(column.heading))
        key = f"table.{number}.columns.{name}.heading"
        if heading is not None:
            found[name] = column.model_copy(update={"heading": heading})
        elif column.heading or name not in needed:
            faults.add(
                Fault("no-such-heading", MAP_FILE, None, key, column.heading, _("is no heading of the export"),
                      did_you_mean(column.heading, list(sheet.table.columns), theirs=True).strip())
            )  # fmt: skip
    return found
