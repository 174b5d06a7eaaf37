"""The folders that `extends` links: settings, raw tables and added rows of each, with every fault of the files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit

from planner.errors import Fault, Faults, given, sheet_of_book
from planner.inputs.cells import did_you_mean
from planner.inputs.files import RawTable, csv_table, read_bytes
from planner.inputs.other_sheets import note_other
from planner.inputs.plain_words import in_plain_words
from planner.inputs.settings_sheet import SettingsSheet, settings_sheet
from planner.inputs.text import decoded
from planner.inputs.toml import loaded, shaped, shown_on_one_line
from planner.inputs.workbook import NamedSheet, read_workbook
from planner.schema.headings import headings
from planner.schema.settings import FORMER_SECTIONS, Patch, ScenarioFile
from planner.schema.sheets import SCENARIO
from planner.schema.tables import TABLES
from planner.schema.words import OF_TABLES
from planner.texts import _

SETTINGS, WORKBOOK = "scenario.toml", "scenario.xlsx"
# How the name of a workbook ends that may be a scenario by itself.
BOOK_SUFFIXES = frozenset((".xlsx", ".xlsm", ".xls"))
LONGEST_CHAIN = 50
# Kinds of files in which people keep tables: such a file with the name of a table was meant to be read.
TABLE_SUFFIXES = frozenset((
    "csv", "xlsx", "xlsm", "xlsb", "xls", "xltx", "ods", "fods", "numbers", "txt", "tsv", "tab", "toml",
))  # fmt: skip


@dataclass
class Level:
    """One folder or workbook: its settings, raw tables (None where one is unread) and the tables its patches add.

    `text` is the settings file as it is written, `keys` what it says, every text on one line. `as_written` gives what
    the file calls a section that it has under its former name.

    `beside` are tables that must not be there together with `extends`. They are not read, and no message repeats ids in
    them. `shown` is the prefix of file names in messages and in `sources`: empty for the scenario asked for, else
    its folder. `name` is how messages call the settings. `sheet` are the settings where a sheet of the workbook holds
    them; `folder` is the workbook where that is all there is. `left_out` are the numbers of patches passed over.
    """

    folder: Path
    shown: str
    name: str = SETTINGS
    text: str = ""
    keys: dict[str, Any] | None = None
    as_written: dict[str, str] = field(default_factory=dict)
    file: ScenarioFile | None = None
    tables: dict[str, RawTable | None] = field(default_factory=dict)
    beside: dict[str, RawTable | None] = field(default_factory=dict)
    added: dict[int, RawTable] = field(default_factory=dict)
    sheet: SettingsSheet | None = None
    left_out: frozenset[int] = frozenset()

    @property
    def toml(self) -> str:
        """The settings file as messages name it."""
        return f"{self.shown}{self.name}"

    @property
    def as_toml(self) -> str:
        """The settings as a scenario.toml: the file as it is written; of a sheet the keys, without its explanations."""
        return self.text if self.sheet is None else tomlkit.dumps(self.keys or {})

    @property
    def keys_as_written(self) -> dict[str, Any]:
        """The keys, with sections under the names that the file gives them."""
        return {self.as_written.get(key, key): value for key, value in (self.keys or {}).items()}

    @property
    def patches(self) -> list[tuple[int, Patch]]:
        """The patches that are applied, by their number, counted from 1 in the file."""
        every = enumerate(self.file.patch, start=1) if self.file is not None else ()
        return [(number, patch) for number, patch in every if number not in self.left_out]


def is_file(path: Path) -> bool:
    """Whether the path is a file that the system lets us see."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_book(path: Path) -> bool:
    """Whether the path is a workbook that may be a scenario by itself."""
    return path.suffix.lower() in BOOK_SUFFIXES and is_file(path)


def is_scenario(path: Path) -> bool:
    """Whether there is a scenario at a path: a folder with settings or the workbook of a scenario, or a workbook."""
    return is_book(path) or is_file(path / SETTINGS) or is_file(path / WORKBOOK)


def home_of(path: Path) -> Path:
    """Where a scenario is read from: the folder where its settings lie beside the workbook that was named."""
    return path.parent if path.name.lower() == WORKBOOK and is_file(path.parent / SETTINGS) else path


def read_chain(folder: Path, faults: Faults, sources: dict[str, str]) -> list[Level]:
    """The folders from the one that holds the tables to the one asked for."""
    levels: list[Level] = []
    seen: set[Path] = set()
    current: Path | None = home_of(folder)
    while current is not None:
        home = current.resolve()
        level = Level(home, "" if not levels else f"{home.name}/")
        if home in seen or len(levels) == LONGEST_CHAIN:
            faults.add(Fault("extends-itself", levels[-1].toml, None, "extends", what=_("the scenario extends itself"),
                             cure=_("Let extends name another folder.")))  # fmt: skip
            break
        seen.add(home)
        levels.append(level)
        if is_file(home):
            is_whole = _read_book(level, home, faults, sources)
            _check_tables(level, faults, is_whole=is_whole)
        else:
            if is_file(home / SETTINGS):
                _read_settings(level, faults, sources)
            _read_tables(level, faults, sources)
        _read_added(level, faults, sources)
        current = _base(level, faults)
    return levels[::-1]


def _read_settings(level: Level, faults: Faults, sources: dict[str, str]) -> None:
    """Take in scenario.toml."""
    raw = read_bytes(level.folder / SETTINGS, level.toml, faults)
    if raw is not None:
        sources[level.toml] = hashlib.sha256(raw).hexdigest()
        level.text = decoded(raw, level.toml, faults) or ""
        level.keys = _keys(level, faults)
    if level.keys is not None:
        level.file = shaped(ScenarioFile, level.keys, level.toml, faults, as_written=level.as_written)


def _take_sheet(level: Level, file: str, sheet: NamedSheet | None, faults: Faults) -> None:
    """Take in the settings that a sheet of the workbook holds, where no scenario.toml does."""
    is_filled = sheet is not None and any(len(cells) > 1 and cells[1].strip() for _row, cells in sheet.records[1:])
    if is_file(level.folder / SETTINGS):
        if sheet is not None and is_filled:
            what = _("the settings are in {file} too", file=SETTINGS)
            faults.add(Fault("table-twice", f"{file}!{sheet.name}", what=what, cure=_("Keep one of the two.")))
        return
    if sheet is None:
        what = _("there is no sheet {sheet}", sheet=SCENARIO)
        cure = _("Add it, with the columns key and value; planner template makes a workbook with it.")
        faults.add(Fault("no-settings", file, what=what, cure=cure))
        return
    stem = file.rpartition("/")[2].rpartition(".")[0]
    level.name = f"{file.removeprefix(level.shown)}!{sheet.name}"
    level.sheet = settings_sheet(level.toml, sheet.records, stem, faults)
    level.text = level.sheet.text
    trial = Faults()
    level.keys = _keys(level, trial)
    if level.keys is not None:
        level.file = shaped(ScenarioFile, level.keys, level.toml, trial)
    faults.found += [level.sheet.placed(fault) for fault in trial.found]


def _keys(level: Level, faults: Faults) -> dict[str, Any] | None:
    """The keys of the settings file under their present names, each text on one line except paths to folders."""
    keys = loaded(level.text, level.toml, faults) if level.text else None
    if keys is None:
        return None
    path = {"extends": keys["extends"]} if "extends" in keys else {}
    twice = [former for former, name in FORMER_SECTIONS.items() if former in keys and name in keys]
    for former in twice:
        name = FORMER_SECTIONS[former]
        what = _("is the former name of {key}, which is here too", key=name)
        cure = _("Write all of it under [{key}].", key=name)
        faults.add(Fault("unknown-key", level.toml, None, former, what=what, cure=cure))
    level.as_written = {name: former for former, name in FORMER_SECTIONS.items() if former in keys and name not in keys}
    whole = {**shown_on_one_line(keys), **path}
    return {FORMER_SECTIONS.get(key, key): value for key, value in whole.items() if key not in twice}


def _base(level: Level, faults: Faults) -> Path | None:
    """The folder that a level extends."""
    extends = (level.keys or {}).get("extends")
    if not isinstance(extends, str):
        if level.file is not None and level.file.patch:
            faults.add(Fault("patch", level.toml, what=_("there are patches and nothing that they change"),
                             cure=_('Write extends = "../other" on the second line.')))  # fmt: skip
        return None
    base = level.folder / extends
    if is_scenario(base):
        return home_of(base)
    faults.add(Fault("no-base", level.toml, None, "extends", extends, _("is no folder with a scenario.toml"),
                     _("Write the path from this folder to the scenario it extends.")))  # fmt: skip
    return None


def _read_tables(level: Level, faults: Faults, sources: dict[str, str]) -> None:
    added = {patch.add.lower() for _number, patch in level.patches if patch.add}
    is_whole = True
    for path in sorted(level.folder.iterdir()):
        name, suffix = path.name, path.suffix.lower()
        if name.startswith((".", "~$")) or name.lower() in added:
            continue
        if suffix == ".csv" and not name.startswith("~"):
            _read_table(level, path, faults, sources)
        elif name.lower() == WORKBOOK:
            is_whole = _read_book(level, path, faults, sources)
        else:
            _say_what_is_not_read(level, path, faults)
    if level.keys is not None:
        _check_tables(level, faults, is_whole=is_whole)


def _check_tables(level: Level, faults: Faults, *, is_whole: bool) -> None:
    """Check that tables are where nothing is extended, and all a plan needs; an unread book may hold missing ones."""
    if "extends" in (level.keys or {}):
        for name, raw in level.tables.items():
            file = raw.file if raw is not None else f"{level.shown}{name}.csv"
            faults.add(Fault("table-beside-extends", file, what=_("a scenario that extends another holds no tables"),
                             cure=_("Write a [[patch]] in scenario.toml, with add = ... for new rows.")))  # fmt: skip
        level.beside, level.tables = level.tables, {}
        return
    for name, table in TABLES.items():
        if name in level.tables or (is_whole and not table.required):
            continue
        level.tables[name] = None
        if is_whole and is_file(level.folder):
            faults.add(
                Fault(
                    "missing-table",
                    f"{level.shown}{level.folder.name}",
                    what=_("there is no sheet {sheet}", sheet=name),
                    cure=_("Add it, with the columns {columns} ...", columns=", ".join(table.columns[:4])),
                )
            )
        elif is_whole:
            faults.add(Fault("missing-table", f"{level.shown}{name}.csv", what=_("the file is missing"),
                             cure=_("Write it with the columns {columns} ..., or add a sheet {table} to {book}.",
                                    columns=", ".join(table.columns[:4]), table=name, book=WORKBOOK)))  # fmt: skip


def _say_what_is_not_read(level: Level, path: Path, faults: Faults) -> None:
    """Report a file whose name begins like a table's or the workbook's but is neither; a fault if it may be a table."""
    name = begins_as(path.name, (*TABLES, "scenario"))
    if name is None or path.name == SETTINGS:
        return
    cure = _("Save it as {table}.csv or as a sheet {table} of {book}, or move it elsewhere.", table=name, book=WORKBOOK)
    if name == "scenario":
        cure = _("A scenario is {settings} with CSV files or {book}. Save it as one of them, or move it elsewhere.",
                 settings=SETTINGS, book=WORKBOOK)  # fmt: skip
    file, what = f"{level.shown}{path.name}", _("is not read, whatever it holds")
    if not path.is_dir() and path.name.lower().strip(" ~").rpartition(".")[2] in TABLE_SUFFIXES:
        faults.add(Fault("not-read", file, what=what, cure=cure))
    else:
        faults.warn(Fault("left-unread", file, what=what, cure=cure))


def begins_as(name: str, known: Iterable[str]) -> str | None:
    """The longest of the known names that a file's or sheet's name begins with, as a word."""
    plain = name.strip(" ~").lower()
    return max((word for word in known if re.match(rf"{word}(?![^\W\d_])", plain)), key=len, default=None)


def _read_table(level: Level, path: Path, faults: Faults, sources: dict[str, str]) -> None:
    file, name = f"{level.shown}{path.name}", path.stem.lower()
    if name not in TABLES:
        faults.add(Fault("unknown-table", file, what=_("this is no table of a scenario"),
                         cure=did_you_mean(name, list(TABLES)) + _("Otherwise move the file elsewhere.")))  # fmt: skip
    elif name in level.tables:
        _table_twice(level, name, file, faults)
    else:
        level.tables[name] = _hashed_csv(path, file, faults, sources, name)


def _table_twice(level: Level, name: str, file: str, faults: Faults, *, is_hidden: bool = False) -> None:
    other = level.tables[name]
    book, mark, sheet = (other.file if other is not None else f"{name}.csv").partition("!")
    also = given(sheet_of_book(book, sheet) if mark else book)
    what = _("the table is in {file} too", file=also)
    if is_hidden:
        what = _("the table is in {file} too, and this one is hidden", file=also)
    faults.add(Fault("table-twice", file, what=what, cure=_("Keep one of the two.")))


def _hashed_csv(path: Path, file: str, faults: Faults, sources: dict[str, str], table: str | None) -> RawTable | None:
    raw = read_bytes(path, file, faults)
    if raw is None:
        return None
    sources[file] = hashlib.sha256(raw).hexdigest()
    return _plain(csv_table(raw, file, faults, headings(TABLES[table]) if table in TABLES else ()), table)


def _plain(raw: RawTable | None, table: str | None) -> RawTable | None:
    """The table under plain names; an unknown one stays as it is."""
    return raw if raw is None or table not in TABLES else in_plain_words(raw, OF_TABLES[table])


def _read_book(level: Level, path: Path, faults: Faults, sources: dict[str, str]) -> bool:
    """Take in the sheets of the workbook; whether it could be read."""
    file = f"{level.shown}{path.name}"
    raw = read_bytes(path, file, faults)
    if raw is None:
        return False
    sources[file] = hashlib.sha256(raw).hexdigest()
    sheets = read_workbook(raw, file, {name: headings(table) for name, table in TABLES.items()}, faults)
    for sheet in sheets or ():
        place = f"{file}!{sheet.name}"
        if sheet.key not in TABLES:
            note_other(place, sheet, faults)
        elif sheet.key in level.tables:
            _table_twice(level, sheet.key, place, faults, is_hidden=sheet.is_hidden)
        else:
            level.tables[sheet.key] = _plain(sheet.table, sheet.key)
            if sheet.is_hidden:
                faults.warn(Fault("hidden-sheet", place, what=_("the sheet is hidden, and read as any other"),
                                  cure=_("Show it in Excel (right-click a tab, Unhide), or delete it.")))  # fmt: skip
    if sheets is not None:
        _take_sheet(level, file, next((sheet for sheet in sheets if sheet.key == SCENARIO), None), faults)
    return sheets is not None


def _read_added(level: Level, faults: Faults, sources: dict[str, str]) -> None:
    for number, patch in level.patches:
        place = f"{level.toml} patch {number}"
        refuse_unknown_table(patch, place, faults)
        if patch.add is None:
            continue
        path = level.folder / patch.add
        if Path(patch.add).name != patch.add or not is_file(path):
            faults.add(Fault("patch", place, None, "add", patch.add, _("is no file of this folder"),
                             _("Write the name of a CSV file that lies beside scenario.toml.")))  # fmt: skip
            continue
        raw = _hashed_csv(path, f"{level.shown}{patch.add}", faults, sources, patch.table)
        if raw is not None:
            level.added[number] = raw


def refuse_unknown_table(patch: Patch, place: str, faults: Faults) -> None:
    """Note a fault for a patch of a table that no scenario has."""
    if patch.table is not None and patch.table not in TABLES:
        faults.add(Fault("unknown-table", place, None, "table", patch.table, _("is no table of a scenario"),
                         did_you_mean(patch.table, list(TABLES)).strip()))  # fmt: skip
