"""Reads a scenario folder: tables, patches, settings and models, with every fault reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from planner.errors import Fault, Faults, UsageFault
from planner.inputs.across import Across
from planner.inputs.cells import FROM_FILE, FROM_ROW, did_you_mean, empty, typed
from planner.inputs.files import RawTable, read_csv, read_workbook
from planner.inputs.models import assumptions, shipped
from planner.inputs.patches import patched
from planner.inputs.personal import (
    Protected,
    protected_people,
    refuse_forbidden_columns,
    refuse_identity_numbers,
    without_protected,
)
from planner.inputs.toml import merged, parsed, shaped
from planner.schema.models import Assumptions
from planner.schema.scenario import Scenario
from planner.schema.settings import Patch, ScenarioFile, Settings
from planner.schema.tables import TABLES
from planner.schema.weeks import week_number

WORKBOOK = "scenario.xlsx"


@dataclass
class _Level:
    """One folder of the chain that `extends` makes: its settings, raw tables and the tables its patches add."""

    folder: Path
    keys: dict[str, Any]
    file: ScenarioFile
    tables: dict[str, RawTable] = field(default_factory=dict)
    added: dict[int, RawTable] = field(default_factory=dict)

    @property
    def toml(self) -> str:
        return f"{self.folder.name}/scenario.toml"


def read(folder: Path, *, models: Path | None = None, changes: Mapping[str, Any] | None = None) -> Scenario:
    """Read and check the scenario in a folder.

    `models` is a folder searched for models after the scenario's own and before the shipped ones. `changes` are
    top-level keys of scenario.toml that the command line overrides, for example {"solve": {"seed": 2}}.
    Raises UsageFault where there is no such scenario, InputFaults with every fault of its files.
    """
    if not (folder / "scenario.toml").is_file():
        msg = f"There is no scenario in {folder}: the file scenario.toml is missing."
        raise UsageFault(msg)
    faults = Faults()
    sources: dict[str, str] = {}
    levels = _chain(folder, faults, sources)
    faults.stop_if_any()
    protected = protected_people(
        [raw for level in levels for raw in (*level.tables.values(), *level.added.values()) if _is_jobseekers(raw)]
    )
    faults.secrets |= protected.ids
    tables, letters = _tables(levels, protected, faults)
    keys: dict[str, Any] = {}
    for level in levels:
        keys = merged(keys, {k: v for k, v in level.keys.items() if k not in {"patch", "extends"}})
        for patch in level.file.patch:
            if patch.settings is not None:
                keys = merged(keys, {"settings": patch.settings})
    keys = merged(keys, changes or {})
    whole = shaped(ScenarioFile, keys, levels[-1].toml, faults)
    places = [level.folder / "models" for level in reversed(levels)]
    places += [models] if models is not None else []
    chosen = assumptions(whole.models, [*places, shipped()], faults) if whole is not None else None
    faults.stop_if_any() if whole is None else None
    return _checked(folder, whole, chosen, tables, letters, faults, len(protected), sources)  # type: ignore[arg-type]


def _is_jobseekers(raw: RawTable) -> bool:
    return "protected_identity" in raw.columns and "jobseeker_id" in raw.columns


def _chain(folder: Path, faults: Faults, sources: dict[str, str]) -> list[_Level]:
    """The folders from the one that holds the tables to the one asked for."""
    levels: list[_Level] = []
    seen: set[Path] = set()
    current: Path | None = folder
    while current is not None:
        path = current / "scenario.toml"
        file = f"{current.resolve().name}/scenario.toml"
        if current.resolve() in seen:
            faults.add(Fault("extends-itself", file, None, "extends", what="the scenario extends itself",
                             cure="Let extends name another folder."))  # fmt: skip
            break
        seen.add(current.resolve())
        raw = path.read_bytes()
        keys = parsed(raw, file, faults)
        shape = None if keys is None else shaped(ScenarioFile, keys, file, faults)
        if keys is None or shape is None:
            break
        sources[_source(current, folder, "scenario.toml")] = hashlib.sha256(raw).hexdigest()
        level = _Level(current.resolve(), keys, shape)
        levels.append(level)
        _read_tables(level, current, folder, faults, sources)
        if shape.extends is None:
            if shape.patch:
                faults.add(Fault("patch", file, what="there are patches and nothing that they change",
                                 cure='Write extends = "../other" on the second line.'))  # fmt: skip
            break
        current = current / shape.extends
        if not (current / "scenario.toml").is_file():
            faults.add(Fault("no-base", file, None, "extends", shape.extends, "is no folder with a scenario.toml",
                             "Write the path from this folder to the scenario it extends."))  # fmt: skip
            break
    return levels[::-1]


def _source(folder: Path, asked: Path, name: str) -> str:
    return name if folder.resolve() == asked.resolve() else f"{folder.resolve().name}/{name}"


def _read_tables(level: _Level, folder: Path, asked: Path, faults: Faults, sources: dict[str, str]) -> None:
    found: dict[str, RawTable] = {}
    present = {path.stem.lower(): path for path in sorted(folder.glob("*.csv"))}
    added = {str(Path(patch.add).name).lower() for patch in level.file.patch if patch.add}
    for name, path in present.items():
        if path.name.lower() in added:
            continue
        if name not in TABLES:
            faults.add(Fault("unknown-table", path.name, what="this is no table of a scenario",
                             cure=did_you_mean(name, list(TABLES)) + "Otherwise move the file elsewhere."))  # fmt: skip
            continue
        raw = read_csv(path, faults)
        sources[_source(folder, asked, path.name)] = hashlib.sha256(path.read_bytes()).hexdigest()
        if raw is not None:
            found[name] = raw
    book = folder / WORKBOOK
    if book.is_file():
        sources[_source(folder, asked, WORKBOOK)] = hashlib.sha256(book.read_bytes()).hexdigest()
        for name, raw in read_workbook(book, faults).items():
            if name not in TABLES:
                faults.add(Fault("unknown-table", raw.file, what="this sheet is no table of a scenario",
                                 cure=did_you_mean(name, list(TABLES)).strip()))  # fmt: skip
            elif name in found:
                faults.add(Fault("table-twice", raw.file, what=f"the table is in {found[name].file} too",
                                 cure="Keep one of the two."))  # fmt: skip
            else:
                found[name] = raw
    if level.file.extends is not None:
        for raw in found.values():
            faults.add(Fault("table-beside-extends", raw.file, what="a scenario that extends another holds no tables",
                             cure="Write a [[patch]] in scenario.toml, with add = ... for new rows."))  # fmt: skip
        found = {}
    else:
        for name, table in TABLES.items():
            if table.required and name not in found and name not in present:
                faults.add(Fault("missing-table", f"{name}.csv", what="the file is missing",
                                 cure=f"Write it with the columns {', '.join(table.columns[:4])} ..."))  # fmt: skip
    level.tables = found
    _read_added(level, folder, asked, faults, sources)


def _read_added(level: _Level, folder: Path, asked: Path, faults: Faults, sources: dict[str, str]) -> None:
    for number, patch in enumerate(level.file.patch, start=1):
        if patch.table is not None and patch.table not in TABLES:
            faults.add(Fault("unknown-table", f"{level.toml} patch {number}", None, "table", patch.table,
                             "is no table of a scenario", did_you_mean(patch.table, list(TABLES)).strip()))  # fmt: skip
        if patch.add is None:
            continue
        path = folder / patch.add
        if not path.is_file():
            faults.add(Fault("patch", f"{level.toml} patch {number}", None, "add", patch.add, "is no file",
                             "Write the name of a CSV file in this folder."))  # fmt: skip
            continue
        sources[_source(folder, asked, path.name)] = hashlib.sha256(path.read_bytes()).hexdigest()
        raw = read_csv(path, faults)
        if raw is not None:
            level.added[number] = raw


def _tables(
    levels: Sequence[_Level], protected: Protected, faults: Faults
) -> tuple[dict[str, pd.DataFrame], dict[str, Mapping[str, str]]]:
    """The tables of the base with every patch of every level applied, and the columns' letters by workbook sheet."""
    base = levels[0]
    tables = {name: empty(table) for name, table in TABLES.items()}
    letters = {raw.file: raw.letters for raw in base.tables.values() if raw.letters is not None}
    for name, raw in base.tables.items():
        tables[name] = _read_one(name, raw, protected, faults)
    for level in levels[1:]:
        for number, patch in enumerate(level.file.patch, start=1):
            if patch.settings is None and patch.table in TABLES:
                tables[patch.table] = _change(tables[patch.table], patch, number, level, protected, faults)
    return _protected_by_patch(tables), letters


def _read_one(name: str, raw: RawTable, protected: Protected, faults: Faults) -> pd.DataFrame:
    refuse_identity_numbers(raw, faults)
    forbidden = refuse_forbidden_columns(raw, faults)
    return typed(TABLES[name], without_protected(name, raw, protected, faults), faults, forbidden)


def _change(  # noqa: PLR0913 - one patch in its place
    frame: pd.DataFrame, patch: Patch, number: int, level: _Level, protected: Protected, faults: Faults
) -> pd.DataFrame:
    if patch.add is None:
        return patched(frame, patch, number, level.toml, faults)
    raw = level.added.get(number)
    if raw is None:
        return frame
    new = _read_one(str(patch.table), raw, protected, faults)
    return pd.concat([frame, new], ignore_index=True) if len(frame) else new


def _protected_by_patch(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """People whom a patch gave a protected identity leave the tables too, with all that is theirs."""
    people = tables["jobseekers"]
    ids = set(people.loc[people["protected_identity"], "jobseeker_id"])
    if not ids:
        return tables
    needs = people.set_index("jobseeker_id")["support_need"]
    result = {}
    for name, frame in tables.items():
        if "jobseeker_id" not in frame.columns:
            result[name] = frame
        elif name == "placements":
            theirs = frame["jobseeker_id"].isin(ids)
            changed = frame.copy()
            changed.loc[theirs, "support_need"] = frame.loc[theirs, "jobseeker_id"].map(needs)
            changed.loc[theirs, "jobseeker_id"] = None
            result[name] = changed[~(theirs & (frame["state"] == "draft"))].reset_index(drop=True)
        else:
            result[name] = frame[~frame["jobseeker_id"].isin(ids)].reset_index(drop=True)
    return result


def _checked(  # noqa: PLR0913 - the parts of a scenario
    folder: Path,
    whole: ScenarioFile,
    chosen: Assumptions | None,
    tables: dict[str, pd.DataFrame],
    letters: Mapping[str, Mapping[str, str]],
    faults: Faults,
    protected: int,
    sources: dict[str, str],
) -> Scenario:
    toml = f"{folder.resolve().name}/scenario.toml"
    week = _week(whole, toml, faults)
    settings = None if chosen is None else _settings(whole, chosen, toml, faults)
    across = Across(tables, letters, faults)
    across.check_keys()
    across.check_references()
    across.check_order()
    across.check_decisions()
    across.check_wishes_and_outcomes()
    if chosen is None or settings is None or week is None:
        faults.stop_if_any()
    assert chosen is not None  # noqa: S101 - stop_if_any has raised otherwise
    assert settings is not None  # noqa: S101 - as above
    assert week is not None  # noqa: S101 - as above
    groups = {**chosen.policy.groups, **whole.groups}
    across.check_rules(chosen)
    across.check_zones(settings)
    across.check_listed(settings)
    across.check_groups(settings, groups, week)
    faults.stop_if_any()
    return Scenario(
        name=whole.scenario.name or folder.resolve().name,
        week=week,
        municipality=whole.scenario.municipality,
        lottery_seed=whole.scenario.lottery_seed,
        tables=_finished(tables, week),
        settings=settings,
        solve=whole.solve,
        assumptions=chosen,
        groups=groups,
        rules_off=whole.rules.off,
        protected=protected,
        sources=dict(sorted(sources.items())),
    )


def _week(whole: ScenarioFile, toml: str, faults: Faults) -> int | None:
    for key in ("name", "week"):
        if getattr(whole.scenario, key) is None:
            faults.add(Fault("missing-key", toml, None, f"scenario.{key}", what="the key is missing",
                             cure=f"Write {key} under [scenario]."))  # fmt: skip
    if whole.scenario.week is None:
        return None
    try:
        return week_number(whole.scenario.week)
    except ValueError as error:
        faults.add(Fault("bad-value", toml, None, "scenario.week", whole.scenario.week, str(error),
                         "Write year and week, such as 2026-W48."))  # fmt: skip
        return None


def _settings(whole: ScenarioFile, chosen: Assumptions, toml: str, faults: Faults) -> Settings | None:
    policy = {key: value.value for key, value in chosen.policy.values.items()}
    return shaped(Settings, merged(policy, whole.settings), toml, faults, "settings")


def _finished(tables: Mapping[str, pd.DataFrame], week: int) -> dict[str, pd.DataFrame]:
    """The tables in a fixed order of rows, with the plan week where a blank means it.

    Ordering by key makes every later step, ties included, independent of the order rows were written in.
    """
    result = {}
    for name, table in TABLES.items():
        frame = tables[name]
        order = list(table.key) or [c for c in table.columns if c.endswith("_id") or c in {"state", "from_week"}]
        frame = frame.sort_values(order, kind="stable", na_position="last").reset_index(drop=True)
        result[name] = frame.drop(columns=[FROM_FILE, FROM_ROW])
    for name, column in (("jobseekers", "available_from"), ("slots", "start_week")):
        result[name][column] = result[name][column].fillna(week).astype("int64")
    return result
