"""import.toml as it was read, held against the export: unknown tables and columns, headings that are not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import tomlkit

from planner.errors import Fault, Faults, UsageFault, given
from planner.imports.export import ExportSheet
from planner.inputs.cells import did_you_mean
from planner.inputs.files import read_bytes
from planner.inputs.personal import about_whom, refuse_identity_numbers_in_keys
from planner.inputs.text import decoded
from planner.inputs.toml import loaded, shaped
from planner.schema.cures import one_form
from planner.schema.import_map import ColumnMap, ImportMap, TableMap
from planner.schema.tables import TABLES
from planner.texts import _


class PlaceInMap(NamedTuple):
    """Which table of which map, counted from 1, as messages name it."""

    file: str
    number: int

    def key(self, *parts: str) -> str:
        """A key of the table."""
        return ".".join(["table", str(self.number), *parts])


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
        _check_names(PlaceInMap(path.name, number), stated, faults)
    return None if faults.found else ReadMap(found, text)


def _check_names(at: PlaceInMap, stated: TableMap, faults: Faults) -> None:
    """Check that the table and its columns are a scenario's, and that none comes from what no file may hold."""
    table = TABLES.get(stated.name)
    if table is None:
        faults.add(Fault("unknown-table", at.file, None, at.key("name"), stated.name,
                         _("is no table of a scenario"), did_you_mean(stated.name, list(TABLES)).strip()))  # fmt: skip
        return
    for name, column in stated.columns.items():
        key = at.key("columns", given(name))
        if name not in table.columns:
            what = _('there is no column "{column}" in {table}', column=given(name), table=table.name)
            cure = did_you_mean(name, table.columns).strip()
            faults.add(Fault("unknown-column", at.file, None, key, None, what, cure))
        about = None if column.heading is None else about_whom(column.heading.strip().lower(), table)
        if about is not None:
            faults.add(
                Fault("forbidden-column", at.file, None, key,
                      what=_('the column "{column}" ({about}) is never accepted', column=given(column.heading),
                             about=_(about)),
                      cure=_("Name another heading, or take the column out of the map."))
            )  # fmt: skip


def sheet_for(stated: TableMap, at: PlaceInMap, sheets: Sequence[ExportSheet], faults: Faults) -> ExportSheet | None:
    """The sheet that a table comes from: the one it names, else the one with most of its headings."""
    if stated.sheet is not None and any(sheet.name is not None for sheet in sheets):
        named = [sheet for sheet in sheets if one_form(sheet.name or "") == one_form(stated.sheet)]
        if not named:
            known = [sheet.name for sheet in sheets if sheet.name is not None and not sheet.is_hidden]
            faults.add(
                Fault("no-such-sheet", at.file, None, at.key("sheet"), stated.sheet,
                      _("is no sheet of the export"), did_you_mean(stated.sheet, known, theirs=True).strip())
            )  # fmt: skip
            return None
        return named[0]
    wanted = {one_form(column.heading) for column in stated.columns.values() if column.heading}
    return max(sheets, key=lambda sheet: len(wanted & set(map(one_form, sheet.table.columns))), default=None)


def found_headings(
    stated: TableMap, at: PlaceInMap, sheet: ExportSheet, needed: Sequence[str], faults: Faults
) -> dict[str, ColumnMap]:
    """The columns with their headings as the export writes them; a fault for each that the export has not."""
    spelled = {one_form(heading): heading for heading in sheet.table.columns}
    found = {}
    for name, column in stated.columns.items():
        if column.heading is None:
            found[name] = column
            continue
        heading = spelled.get(one_form(column.heading))
        if heading is not None:
            found[name] = column.model_copy(update={"heading": heading})
        elif column.heading or name not in needed:
            faults.add(
                Fault("no-such-heading", at.file, None, at.key("columns", name, "heading"), column.heading,
                      _("is no heading of the export"),
                      did_you_mean(column.heading, list(sheet.table.columns), theirs=True).strip())
            )  # fmt: skip
    return found
