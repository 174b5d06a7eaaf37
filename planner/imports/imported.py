"""What an import is made from, and what it gives: files, and what became of each sheet and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planner.errors import Fault
from planner.imports.base import Frames, Merged
from planner.imports.convert import Converted


@dataclass(frozen=True)
class ImportedColumn:
    """What became of one column of the export; `column` is None where it was left out, and `left` says why."""

    sheet: str | None
    heading: str
    table: str | None
    column: str | None
    found: Converted | None = None
    left: str = ""


@dataclass(frozen=True)
class ImportedSheet:
    """What became of one sheet: the table (None where it was left out), its rows, and rows that were no part of it."""

    sheet: str | None
    table: str | None
    rows: int
    left_out: Mapping[str, int]
    same: int = 0


@dataclass(frozen=True)
class Sources:
    """What an import is made from: the export, and what is known beside it."""

    export: Path
    map_path: Path | None = None
    base: Path | None = None
    week: str | None = None
    municipality: str | None = None


@dataclass(frozen=True)
class Imported:
    """An export as files of a scenario, by their path in the folder, and what was done to each column.

    `to_choose` counts the words that a person has to choose in import.toml, `missing` names the columns that a table
    needs and nobody gives; such a table is not among the files.
    """

    files: dict[str, bytes] = field(repr=False)
    tables: Frames = field(repr=False)
    week: str | None
    sheets: tuple[ImportedSheet, ...]
    columns: tuple[ImportedColumn, ...]
    to_choose: int
    missing: Mapping[str, Sequence[str]]
    merged: Merged | None
    is_proposed: bool
    sources: Sources
    homes: tuple[Path, ...] = ()
    new_zones: tuple[str, ...] = ()
    new_officials: Mapping[str, Sequence[str]] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()
