"""A scenario in Python: read and checked once, looked at as DataFrames, and changed by patches into another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, in_language, models_of, path_of, suggesting
from planner.api.frames import faults_frame, table_frame
from planner.api.shown import Line, SelfShown, Unpickled
from planner.inputs.cells import did_you_mean
from planner.inputs.opened import ScenarioFiles, opened
from planner.inputs.patch_values import heading_of
from planner.planning import read_scenario
from planner.schema import scenario as schema
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label
from planner.texts import KEYS, _, ngettext, speaking


@final
class Tables(SelfShown, Mapping[str, pd.DataFrame]):  # noqa: PLW1641 - equal to a dict, which has no hash
    """The tables of a scenario by name, every one of docs/columns.md; those without rows are there, and empty.

    Each access gives a new DataFrame, so that changing it changes nothing else. ISO weeks are text ("2026-W48"), words
    from a list of few are categories, whole numbers are Int64, yes and no are boolean, other numbers float64, days
    datetime64, lists tuples of str. A blank is a missing value. Tables are equal where all of their DataFrames are.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        super().__init__()
        self._tables = tables

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            with speaking(KEYS):  # in English, as all that Python says of a key
                msg = f'there is no table "{name}". {did_you_mean(str(name), list(TABLES)).strip()}'
            raise KeyError(msg)
        return table_frame(name, self._tables[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same tables, each with the same columns, dtypes, rows and order of rows."""
        if not isinstance(other, Mapping):
            return NotImplemented
        return self.keys() == other.keys() and all(table.equals(other[name]) for name, table in self.items())

    @property
    def _title(self) -> str:
        return _("Tables")

    @property
    def _lines(self) -> list[Line]:
        return _lengths(self._tables)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._tables)


def _lengths(tables: Mapping[str, pd.DataFrame]) -> list[Line]:
    return [
        (name, ngettext("{number} row", "{number} rows", len(table))) for name, table in tables.items() if len(table)
    ]


@final
class Scenario(Unpickled):
    """One planning week, without faults. It never changes: `patched` gives another scenario.

    It is made by `planner.read`, and holds what the files said when they were read: a file that changes later does not
    change it. People with protected identity are in none of its tables.
    """

    # The files that were read may name people with protected identity.
    _unpickled = ("scenario", "as it may hold people with protected identity; read its folder instead")

    def __init__(self, files: ScenarioFiles, models: Path | None, read: schema.Scenario) -> None:
        super().__init__()
        self._files, self._models, self._read = files, models, read

    @property
    def name(self) -> str:
        """What people call the scenario."""
        return self._read.name

    @property
    def language(self) -> str:
        """The language of its messages and of what is made of it: the one asked for, or stated in its files."""
        return self._language

    @property
    def week(self) -> str:
        """The plan week, an ISO week such as "2026-W48"."""
        return week_label(self._read.week)

    @property
    def protected(self) -> int:
        """How many people with protected identity were taken out: no table has them, and no message names them."""
        return self._read.protected

    @property
    def tables(self) -> Tables:
        """The tables by name; each access gives a new DataFrame."""
        with speaking(self._language):
            return Tables(self._read.tables)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings in force, those of the policy among them, as `settings` of plan.json has them: a new dict."""
        return self._read.settings.model_dump(mode="json")

    @property
    def models(self) -> dict[str, str]:
        """The model of each kind that the scenario is planned under, by its reference: a new dict."""
        return self._read.models

    @property
    def warnings(self) -> pd.DataFrame:
        """What can be planned with but is probably a mistake: a row for each cell; `check` finds more.

        Columns: code, file, row (the header is row 1), column, value, what, cure, and all as one `text`.
        """
        return faults_frame(self._read.warnings)

    @suggesting
    def patched(  # noqa: PLR0913 - the keys of [[patch]]
        self,
        *,
        table: str | None = None,
        where: Mapping[str, Any] | None = None,
        set: Mapping[str, Any] | None = None,  # noqa: A002 - the key of [[patch]]
        scale: Mapping[str, float] | None = None,
        shift: Mapping[str, float] | None = None,
        add: pd.DataFrame | Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
        remove: bool | None = None,
        settings: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> Scenario:
        """Another scenario with one change, checked as a file would be; this one stays as it is.

        The arguments are the keys of [[patch]] in scenario.toml, and mean the same (scenarios/README.md). A change of a
        `table` takes exactly one of `set` (a value by column), `scale` (a factor by column), `shift` (an amount by
        column), `add` (new rows, by column) and `remove` (True). `where` says which rows: for each column a value, a
        list of values, or {"min": ..., "max": ...}; without it, all. A change of `settings` takes nothing else. Several
        changes are made one after the other: `scenario.patched(...).patched(...)`. `name` is what people call the new
        scenario; without it, it keeps the name of this one.

        Units and bounds of each column are those of docs/columns.md; weeks are text, None is a blank.
        Raises InputFaults, with every fault in `.faults`: an unknown table or column, a `where` that no row meets, a
        value out of bounds, and whatever the change breaks elsewhere. Raises TypeError for an unknown keyword.
        """
        stated = {"table": table, "where": where, "set": set, "scale": scale, "shift": shift, "remove": remove,
                  "settings": settings}  # fmt: skip
        patch: dict[str, Any] = {key: value for key, value in stated.items() if value is not None}
        rows = None if add is None else _rows(add)
        with speaking(self._language):
            return _read(self._files.with_patch(patch, rows, name), self._models, {})

    @property
    def _title(self) -> str:
        return f"{self.name} ({self.week})"

    @property
    def _lines(self) -> list[Line]:
        lines = _lengths(self._read.tables)
        lines += [(_("patches"), str(number))] if (number := len(self._files.patches)) else []
        if self.protected:
            said = ngettext("{number} person, taken out", "{number} people, taken out", self.protected)
            lines.append((_("protected"), said))
        return lines + ([(_("warnings"), str(number))] if (number := len(self._read.warnings)) else [])


@suggesting
def read(scenario: PathLike, *, models: PathLike | None = None, language: str | None = None) -> Scenario:
    """Read the scenario in a folder (CSV tables or one workbook, beside scenario.toml), or in one workbook.

    `models` is a folder to look for models in before the shipped ones. `language` ("sv", "en") is that of messages, and
    of what is made of the scenario; without it, the one that its files state, else that of `set_language`, else
    Swedish.
    Raises UsageFault where the folder holds no scenario or there is no such folder of models, InputFaults with every
    fault of its files in `.faults`.
    """
    home = path_of(scenario, "read")
    with in_language(language, home):
        return _read(opened(home), models_of(models), {})


def _rows(add: object) -> pd.DataFrame:
    """Rows to add, each column once; TypeError for what holds none."""
    rows = [add] if isinstance(add, Mapping) else add
    if not isinstance(rows, pd.DataFrame):
        if isinstance(rows, str) or not (isinstance(rows, Sequence) and all(isinstance(row, Mapping) for row in rows)):
            msg = f"add takes a DataFrame, a dict or a list of dicts, not {type(add).__name__}"
            raise TypeError(msg)
        rows = pd.DataFrame(list(rows))
    names = pd.Index([heading_of(name) for name in rows.columns])
    if not names.is_unique:
        msg = f"add names a column twice: {', '.join(dict.fromkeys(names[names.duplicated()]))}"
        raise TypeError(msg)
    return rows


def scenario_of(
    given: Scenario | PathLike, models: PathLike | None, changes: Mapping[str, Any], *, set_aside: bool = False
) -> Scenario:
    """The scenario that an argument names, with models and keys of scenario.toml in place of its own.

    With `set_aside`, a folder is read without the rows that hold faults; a scenario that was read has none.
    """
    folder = models_of(models)
    if not isinstance(given, Scenario):
        return _read(opened(path_of(given, "in place of a Scenario, planner")), folder, changes, set_aside=set_aside)
    if not changes and folder is None:
        return given
    return _read(given._files, folder or given._models, changes)  # noqa: SLF001 - of this module


def _read(
    files: ScenarioFiles, models: Path | None, changes: Mapping[str, Any], *, set_aside: bool = False
) -> Scenario:
    return Scenario(files, models, read_scenario(files, models=models, changes=changes, set_aside=set_aside))


def week_of(scenario: Scenario) -> schema.Scenario:
    """The scenario as the rooms below know it; what they get from it must not be handed out."""
    return scenario._read  # noqa: SLF001 - of this module


def files_of(scenario: Scenario) -> ScenarioFiles:
    """The files of a scenario as they were opened, with the patches that were stated in Python."""
    return scenario._files  # noqa: SLF001 - of this module


def models_folder(scenario: Scenario) -> Path | None:
    """The folder of models that the scenario was read with."""
    return scenario._models  # noqa: SLF001 - of this module
