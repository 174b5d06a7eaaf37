"""Templates filled in for tests, as somebody would in Excel: numbers as numbers, days as dates, words of a language."""

import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.errors import Faults
from planner.inputs.files import read_csv
from planner.schema.columns import kind_of
from planner.schema.setting_keys import key_name
from planner.schema.sheets import SCENARIO
from planner.schema.tables import TABLES
from planner.schema.words import OF_TABLES
from planner.workbooks.choices import tab
from planner.workbooks.template import template_book

SOFFICE = shutil.which("soffice")


def filled(source: Path, into: Path, language: str = "sv", settings: Mapping[str, str] | None = None) -> Path:
    """The template with the tables and settings of a scenario folder; `settings` are keys and values in their place."""
    book = load_workbook(BytesIO(template_book(language)))
    for name, table in TABLES.items():
        path = source / f"{name}.csv"
        raw = read_csv(path, Faults(), table.columns) if path.is_file() else None
        if raw is None:
            continue
        sheet = book[tab(name, language)]
        for row, number in enumerate(range(len(raw)), start=2):
            for column, cells in raw.columns.items():
                if cells[number].strip() and column in table.columns:
                    typed = _typed(name, column, cells[number], language)
                    sheet.cell(row, 1 + table.columns.index(column)).value = typed
    _settings(book[tab(SCENARIO, language)], settings or _keys(source), language)
    book.save(into)
    return into


def _typed(table: str, column: str, text: str, language: str) -> Any:  # noqa: ANN401 - what a cell holds
    kind = kind_of(TABLES[table].row.model_fields[column])
    if kind.numeric:
        value = kind.parse(text)
        return int(value) if float(value).is_integer() else float(value)
    if kind.store == "day":
        return date.fromisoformat(text)
    return text if language == "en" else OF_TABLES[table].said(column, text, language)


def _keys(source: Path) -> dict[str, str]:
    """The keys of scenario.toml, as somebody would type them."""
    found: dict[str, str] = {}

    def take(prefix: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                take(f"{prefix}.{key}" if prefix else key, inner)
        else:
            found[prefix] = "|".join(value) if isinstance(value, list) else str(value)

    take("", tomllib.loads((source / "scenario.toml").read_text(encoding="utf-8")))
    return {key: value for key, value in found.items() if key != "format"}


def _settings(sheet: Worksheet, keys: Mapping[str, str], language: str) -> None:
    rows = {str(sheet.cell(row, 1).value): row for row in range(2, sheet.max_row + 1)}
    for key, value in keys.items():
        row = rows.get(key_name(key, language))
        if row is None:
            row = sheet.max_row + 1
            sheet.cell(row, 1).value = key
        sheet.cell(row, 2).value = value


def converted(book: Path, into: Path, kind: str = "xlsx") -> Path:
    """What LibreOffice makes of a workbook when it opens, recalculates and saves it."""
    assert SOFFICE is not None, "mark the test with @pytest.mark.libreoffice"
    profile = (into / "profile").resolve().as_uri()
    command = [SOFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir", str(into),
               str(book)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Error" not in done.stderr, done.stderr
    return into / f"{book.stem}.{kind}"
