"""Exports for tests: a CSV file as a Swedish Excel writes it, or a workbook, of rows of made-up people."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from planner.imports import Imported, Sources, import_tables
from tests.inputs.workbooks import write_workbook

WEEK = "2026-W48"
HEADINGS = ("Ärendenr", "Ort", "Utbildning")
PERSON = ("A-1", "Landskrona", "Gymnasium")
MAP = """format = 1
[[table]]
name = "jobseekers"
[table.columns.jobseeker_id]
heading = "Ärendenr"
[table.columns.home_zone]
heading = "Ort"
"""


def csv_export(folder: Path, *rows: Sequence[str], name: str = "export.csv", separator: str = ";") -> Path:
    """A file of these rows."""
    path = folder / name
    lines = [separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def book_export(folder: Path, **sheets: Sequence[object]) -> Path:
    """A workbook of these sheets."""
    path = folder / "export.xlsx"
    write_workbook(path, cast("dict[str, list[list[object]]]", sheets))
    return path


def imported(export: Path, map_text: str | None = None, base: Path | None = None, week: str | None = WEEK) -> Imported:
    """The import of an export, with the text of a map where there is one."""
    map_path = None
    if map_text is not None:
        map_path = export.with_name("import.toml")
        map_path.write_text(map_text, encoding="utf-8")
    return import_tables(Sources(export, map_path, base, week, "Landskrona"))


def column(done: Imported, name: str, table: str = "jobseekers") -> list[str]:
    """A column of a table that was made."""
    return [str(cell) for cell in done.tables[table][name]]


def unread(done: Imported, name: str) -> dict[str | None, int]:
    """The texts of a column that were not read, with their cells."""
    found = next(one.found for one in done.columns if one.column == name)
    assert found is not None
    return {text: one.cells for text, one in found.unread.items()}
