"""The language that a scenario or plan folder states, found before anything else of it is read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.errors import Faults
from planner.inputs.chain import LONGEST_CHAIN, SETTINGS, WORKBOOK, home_of, is_book, is_file
from planner.inputs.settings_sheet import settings_sheet
from planner.inputs.workbook import book_sheets
from planner.schema.plan import COMPARISON_FILE, COMPARISONS_FILE, PLAN_FILE
from planner.schema.sheets import SCENARIO, plain_sheet
from planner.texts import languages


def stated_language(folder: Path) -> str | None:
    """The language of a folder's plan.json or comparison.json, or of a scenario.toml or the one it extends.

    Of a study file it is that of its base. None where none is stated, or one for which there is no catalogue, or where
    the files cannot be read: whoever reads them next says what is wrong with them, in the default language.
    """
    base = _base_of_study(folder)
    if base is not None:
        return stated_language(base)
    stated = (
        _result_language(folder, PLAN_FILE)
        or _result_language(folder, COMPARISON_FILE)
        or _result_language(folder, COMPARISONS_FILE)
        or _scenario_language(folder)
    )
    return stated if stated in languages() else None


def _base_of_study(path: Path) -> Path | None:
    """The base of a study file; None for anything else."""
    if path.suffix.lower() != ".toml" or not is_file(path):
        return None
    try:
        base = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("base")
    except (OSError, ValueError, RecursionError):
        return None
    return path.parent / base if isinstance(base, str) and Path(base).suffix != path.suffix else None


def _result_language(folder: Path, name: str) -> object:
    try:
        content = json.loads((folder / name).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return content.get("language") if isinstance(content, dict) else None


def _scenario_language(folder: Path) -> object:
    folder = home_of(folder)
    for _level in range(LONGEST_CHAIN):
        keys = _keys(folder)
        head = keys.get("scenario")
        if isinstance(head, Mapping) and "language" in head:
            return head["language"]
        base = keys.get("extends")
        if not isinstance(base, str):
            return None
        folder /= base
    return None


def _keys(folder: Path) -> dict[str, Any]:
    book = folder if is_book(folder) else folder / WORKBOOK
    try:
        if not is_file(folder / SETTINGS) and is_file(book):
            sheets = book_sheets(book.read_bytes(), "", Faults(), lambda name: plain_sheet(name) == SCENARIO) or []
            sheet = next((sheet for sheet in sheets if plain_sheet(sheet.name) == SCENARIO), None)
            return {} if sheet is None else tomllib.loads(settings_sheet("", sheet.rows, "", Faults()).text)
        return tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
