"""The sheet `scenario` of a workbook, keys and values, as the text of the scenario.toml that it stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import tomlkit

from planner.errors import Fault, Faults, UsageFault, given, unmarked
from planner.geography import GEOGRAPHY, municipality_code
from planner.inputs.excel import letter
from planner.inputs.files import Record
from planner.inputs.models.shipped import shipped
from planner.inputs.toml import is_of_toml
from planner.schema.cells import DAY, SHARE, TAGS, WHOLE, YES_NO
from planner.schema.cures import one_form
from planner.schema.setting_keys import KEY, VALUE, key_name, kind_of_key, plain_key, plain_value
from planner.schema.words import OF_TABLES
from planner.texts import KEYS, _, known_in, language, translations

# The headings are looked for in this many rows.
TITLE_ROWS = 20
# How the values of keys are written in a cell.
_KINDS = {int: WHOLE, float: SHARE, bool: YES_NO, date: DAY, list: TAGS}
_PEOPLE = OF_TABLES["jobseekers"]
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class SettingsSheet:
    """The text of scenario.toml, each key in the line that is its row in the sheet; by key its row.

    `file` names the sheet as messages do, `value_column` is the letter of the values.
    """

    file: str
    text: str
    rows: Mapping[str, int] = field(default_factory=dict)
    value_column: str = "B"

    def placed(self, fault: Fault) -> Fault:
        """A fault of a key with the cell that holds its value; where no row has the key, it says how to add one."""
        key = unmarked(fault.column or "")
        around = [name for name in self.rows if f"{key}.".startswith(f"{name}.")]
        within = [name for name in self.rows if name.startswith(f"{key}.")]
        found = max(around, key=len, default=None) or next(iter(within), None)
        if found is not None:
            kind = _KINDS.get(kind_of_key(key))
            cure = kind.cure() if kind is not None and is_of_toml(fault.cure) else fault.cure
            return replace(fault, file=self.file, row=self.rows[found], column=self.value_column, cure=cure)
        if not key:
            return replace(fault, file=self.file)
        called = key_name(key, language())
        cure = _('Write a row with the key "{key}" and its value.', key=given(called))
        return replace(fault, file=self.file, column=None, what=f"{called}: {fault.what}", cure=cure)


def settings_sheet(file: str, records: Sequence[Record], name: str, faults: Faults) -> SettingsSheet:
    """The sheet as settings: below the headings (key, value) a row for each key; a blank value is left out.

    `name` is what the scenario is called where no row says. Rows without a key hold notes, and headings of sections.
    """
    at, key_at, value_at = _headings(records)
    columns = _columns_of_groups(records[at + 1 :], key_at, value_at)
    lines: dict[int, str] = {}
    rows: dict[str, int] = {}
    for number, cells in records[at + 1 :]:
        cell = [*cells, *[""] * (value_at + 1)]
        key, value = plain_key(cell[key_at]), cell[value_at]
        notes = [text for place, text in enumerate(cells) if place not in {key_at, value_at} and text.strip()]
        if value.strip() and key in rows:
            what = _('the key "{key}" stands in row {row} already', key=given(cell[key_at].strip()), row=rows[key])
            faults.add(Fault("key-twice", file, number, letter(key_at), what=what, cure=_("Keep one row of it.")))
        elif value.strip() and not key:
            what, cure = _("there is a value without its key"), _("Write the key in the same row, or remove the value.")
            faults.add(Fault("missing-key", file, number, letter(value_at), what=what, cure=cure))
        elif value.strip():
            rows[key] = number
            lines[number] = f"{_quoted(key)} = {tomlkit.item(_value(key, value, columns)).as_string()}"
        else:
            notes = [text for text in (cell[key_at], *notes) if text.strip()]
        # Notes are looked through for identity numbers as all else is.
        said = " ".join(" ".join(notes).split())
        lines[number] = f"{lines.get(number, '')} # {said}".strip() if said else lines.get(number, "")
    first = "format = 1"
    last = max(lines, default=1)
    if "scenario.name" not in rows:
        lines[last + 1] = f"scenario.name = {json.dumps(name, ensure_ascii=False)}"
    text = "\n".join([first, *(lines.get(row, "") for row in range(2, max(lines, default=1) + 1))])
    return SettingsSheet(file, f"{text}\n", rows, letter(value_at))


def _columns_of_groups(records: Sequence[Record], key_at: int, value_at: int) -> dict[str, str]:
    """By group, such as `groups.youth`, the plain name of its column, which the sheet may have as a heading."""
    keys = [(cells[key_at].strip(), cells[value_at].strip()) for _row, cells in records if len(cells) > value_at]
    return {
        key.removesuffix(".column"): _PEOPLE.by_heading.get(one_form(text), text)
        for key, text in keys
        if key.startswith("groups.") and key.endswith(".column")
    }


def _value(key: str, text: str, columns: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """The value of a key; a municipality may be named, and a group's column and words be those of any language."""
    group, _dot, last = key.rpartition(".")
    if group in columns and last == "column":
        return columns[group]
    if group in columns and last == "where":
        return plain_value(key, "|".join(_PEOPLE.plain(columns[group], part.strip()) for part in text.split("|")))
    if key == "scenario.municipality" and not text.strip().isdigit():
        with suppress(UsageFault):
            return municipality_code(shipped() / GEOGRAPHY, text)[0]
    return plain_value(key, text)


def _headings(records: Sequence[Record]) -> tuple[int, int, int]:
    """Which record holds the headings, and where in it key and value stand; without headings, A and B from row 1."""
    keys, values = _called(KEY), _called(VALUE)
    for at, (_row, cells) in enumerate(records[:TITLE_ROWS]):
        said = [one_form(cell) for cell in cells]
        key = next((place for place, cell in enumerate(said) if cell in keys), None)
        value = next((place for place, cell in enumerate(said) if cell in values), None)
        if key is not None and value is not None:
            return at, key, value
    return -1, 0, 1


def _called(heading: str) -> set[str]:
    return {one_form(known_in(name, "heading of keys", heading)) for name in (KEYS, *translations())}


def _quoted(key: str) -> str:
    return ".".join(part if _PLAIN.fullmatch(part) else json.dumps(part, ensure_ascii=False) for part in key.split("."))
