"""Imports from Python: an export of a case system as the tables of a scenario, as `planner import` makes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, in_language, path_of, suggesting
from planner.api.frames import faults_frame
from planner.api.shown import Line, Unpickled
from planner.folders import Target, write_files
from planner.imports import Imported, Sources, import_tables
from planner.reports import import_summary
from planner.schema.import_map import MAP_FILE
from planner.texts import _, ngettext, speaking

_COLUMNS = ("sheet", "heading", "table", "column", "cells", "not_read", "left_out")


@final
class Import(Unpickled):
    """An export as tables of a scenario, with the map that made them and what became of each of its columns.

    Tables are new DataFrames at each access. Cells are text, as they will stand in the files.
    """

    _unpickled = ("import", "as it may hold people with protected identity; write it instead")

    def __init__(self, done: Imported) -> None:
        super().__init__()
        self._done = done

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, those of the base among them."""
        return {name: frame.copy() for name, frame in self._done.tables.items()}

    @property
    def columns(self) -> pd.DataFrame:
        """A row for each column of the export: the column it became, cells that it fills, cells not read, why left."""
        return pd.DataFrame(self.summary["columns"], columns=list(_COLUMNS)).convert_dtypes()

    @property
    def unread(self) -> pd.DataFrame:
        """A row for each text that could not be read: its column, its cells, and what it may mean.

        A text that may be personal is missing.
        """
        rows = [
            {"column": one["column"], **word, "candidates": tuple(word["candidates"])}
            for one in self.summary["columns"] for word in one["unread"]
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["column", "text", "cells", "candidates"])

    @property
    def warnings(self) -> pd.DataFrame:
        """A row for each thing that is probably a mistake; columns as of `planner.check(...).warnings`."""
        return faults_frame(self._done.warnings)

    @property
    def map(self) -> str:
        """The text of import.toml: what was guessed or given, and the words that are still to be chosen."""
        return self._done.files[MAP_FILE].decode()

    @property
    def summary(self) -> dict[str, Any]:
        """What `planner import --json` says, a new dict."""
        return import_summary(self._done)

    @suggesting
    def write(self, out: PathLike) -> Path:
        """Write the tables and import.toml into a new or empty folder, whole or not at all; returns the folder.

        Raises UsageFault where the folder holds anything, or cannot be written.
        """
        path = path_of(out, "write")
        with speaking(self._language):
            target = Target(path, None)
            target.refuse_inputs([home for home in self._done.homes if home.exists()], None)
            with target.replaced() as folder:
                write_files(folder, self._done.files)
        return path

    @property
    def _title(self) -> str:
        words = ngettext("{number} word to choose", "{number} words to choose", self._done.to_choose)
        return _("Import: {words}", words=words)

    @property
    def _lines(self) -> list[Line]:
        return [
            (one.sheet or one.table, ngettext("{number} row", "{number} rows", one.rows))
            for one in self._done.sheets
            if one.table is not None
        ]


@suggesting
def import_export(  # noqa: PLR0913 - as many as the command has options
    export: PathLike,
    *,
    map: PathLike | None = None,  # noqa: A002 - the option of the command
    base: PathLike | None = None,
    week: str | None = None,
    municipality: str | None = None,
    language: str | None = None,
) -> Import:
    """Turn an export of a case system (xlsx, xls or csv) into tables of a scenario. Nothing is written.

    `map` is the import.toml of an earlier import; without it one is proposed (`.map`). `base` is the folder of a
    scenario that gives the rest of the week. `week` is the plan week, an ISO week such as "2026-W48", to whose Monday
    days are counted; without it, the base's. `municipality` is where towns are looked for first, by name or code.
    `language` is that of messages.
    Raises UsageFault where a file or folder is not there, or a week is needed and none is known; InputFaults with every
    fault of the files, such as an identity number anywhere in the export.
    """
    home = None if base is None else path_of(base, "base")
    with in_language(language, home):
        done = import_tables(
            Sources(path_of(export, "export"), None if map is None else path_of(map, "map"), home, week, municipality)
        )
        return Import(done)
