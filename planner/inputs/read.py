"""Reads a scenario folder: tables, patches, settings and models, with every fault reported at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from planner.errors import Fault, Faults, Secrets
from planner.inputs.called import note_called
from planner.inputs.cells import empty, typed
from planner.inputs.chain import SETTINGS, WORKBOOK, Level
from planner.inputs.cross_table import CrossTable
from planner.inputs.doubts import Doubts
from planner.inputs.files import RawTable
from planner.inputs.finished import finished
from planner.inputs.lottery import doubt_draw
from planner.inputs.models import READERS, assumptions, found_models, places, refuse_personal_models, shipped
from planner.inputs.municipality_checks import check_municipalities
from planner.inputs.opened import ScenarioFiles, opened
from planner.inputs.patches import patched
from planner.inputs.personal import (
    refuse_forbidden_columns,
    refuse_identity_numbers,
    refuse_identity_numbers_in_keys,
)
from planner.inputs.plan_week import plan_monday, plan_week
from planner.inputs.price_checks import doubt_prices
from planner.inputs.protected import (
    CURE,
    Protected,
    collect,
    hide_everybody,
    hide_those_without_a_row,
    is_in_doubt,
    may_fail_to_protect,
    mention,
    refuse_mentions_in_keys,
    refuse_other_flags,
    without_protected,
)
from planner.inputs.settings_checks import check_choices, check_groups, policy_settings
from planner.inputs.sound import sound_part, soundness
from planner.inputs.stated import Stated
from planner.inputs.target_checks import check_targets
from planner.inputs.toml import merged, shaped
from planner.inputs.uncollected import uncollected
from planner.inputs.zone_towns import ZoneTowns, towns_of
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.look_ahead import LookAhead
from planner.schema.models import Assumptions
from planner.schema.scenario import Scenario
from planner.schema.settings import ModelChoice, Patch, ScenarioFile, Settings
from planner.schema.tables import TABLES
from planner.schema.words import OF_TABLES
from planner.texts import _

# Names of files and columns that every scenario has: they reveal nothing of the user's data.
_OWN = frozenset(
    {SETTINGS, WORKBOOK, "models", *TABLES, *(f"{name}.csv" for name in TABLES), *READERS}
    | {column for table in TABLES.values() for column in table.columns}
    | {heading for words in OF_TABLES.values() for heading in words.by_heading}
)


@dataclass
class _Reading:
    """One reading of a scenario: its parts, who is protected, and every fault."""

    faults: Faults = field(default_factory=lambda: Faults(refused=holds_identity_number, own=_OWN))
    # The Monday of the plan week: from it on, no day is a birth date. None where no week can be read.
    before: date | None = None
    sources: dict[str, str] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    protected: Protected = field(default_factory=Protected)
    # Patches that made people protected: their rows are gone before the patch is applied again.
    protecting: set[tuple[int, int]] = field(default_factory=set)
    stated: Stated = field(default_factory=Stated)
    towns: ZoneTowns | None = None

    def placed(self, fault: Fault) -> Fault:
        """A fault of a setting with the place that states it: file or patch, or cell of a sheet."""
        fault = self.stated.placed(fault)
        own = self.levels[-1]
        if fault.file == SETTINGS and own.sheet is not None:
            return own.sheet.placed(fault)
        of_sheets = {level.toml: level.sheet for level in self.levels if level.sheet is not None}
        sheet = of_sheets.get(fault.file)
        return sheet.placed(fault) if sheet is not None and fault.row is None else fault


Further = Callable[[Scenario, Collection[str]], Iterable[Fault]]


def read(
    source: Path | ScenarioFiles,
    *,
    models: Path | None = None,
    changes: Mapping[str, Any] | None = None,
    further: Further | None = None,
) -> Scenario:
    """Read and check the scenario in a folder, or the files of one that were opened before.

    `models` is a folder searched for models after the scenario's own and before the shipped ones. `changes` are
    top-level keys of scenario.toml that the command line overrides, for example {"solve": {"seed": 2}}.
    Where there are faults, `further` is called with the rows without faults, so that a fault of one kind hides none of
    another kind. It is told which tables hold faults.
    Raises UsageFault where there is no such scenario, InputFaults with every fault of its files.
    """
    with uncollected():
        files = opened(source) if isinstance(source, Path) else source
        return _read(files, models, changes or {}, further)


@dataclass(frozen=True)
class WholeTables:
    """The tables of a scenario with every row of its files, those of people with protected identity among them.

    `tables` are typed, patched, in the order of the files, and blanks that mean the plan week are blank. `protected`
    are the ids that nothing may repeat. `settings` are the keys of scenario.toml, all levels together.
    """

    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    protected: Secrets = field(repr=False)
    settings: Mapping[str, Any] = field(repr=False)


def read_whole(files: ScenarioFiles) -> WholeTables:
    """Read the tables of a scenario that `read` has accepted, to write them again: nobody is taken out of them."""
    with uncollected():
        reading = _Reading(sources=dict(files.sources))
        reading.levels = files.read_levels(reading.faults)
        _refuse_identity_numbers(reading, {})
        _collect_protected(reading)
        ids, reading.protected = reading.protected.ids, Protected()
        tables = _tables(reading)
        return WholeTables(tables, ids, _keys(reading, {}))


def _read(files: ScenarioFiles, models: Path | None, changes: Mapping[str, Any], further: Further | None) -> Scenario:
    reading = _Reading(sources=dict(files.sources))
    files.note(reading.faults)
    reading.levels = files.read_levels(reading.faults)
    reading.faults.placed = reading.placed
    note_called(reading.levels, reading.faults)
    _refuse_identity_numbers(reading, changes)
    _collect_protected(reading)
    tables = _tables(reading)
    _hide_where_a_patch_fails(reading)
    keys = _keys(reading, changes)
    is_sound = all(level.file is not None for level in reading.levels)
    whole = shaped(ScenarioFile, keys, SETTINGS, reading.faults) if is_sound else None
    # Where one part has faults, the others are still read, to show every fault at once.
    choice = shaped(ModelChoice, keys.get("models", {}), SETTINGS, Faults())
    homes = list(dict.fromkeys(level.folder for level in reading.levels))
    sought = [place.folder for place in places(homes[::-1], models)]
    stored = {} if choice is None else found_models(choice, sought, reading.faults)
    is_named = choice is not None and "futures" in choice.model_fields_set
    chosen = assumptions(stored, reading.faults, names_futures=is_named)
    refuse_personal_models(stored, shipped(), reading.protected.ids, reading.before, reading.faults)
    settings = None if chosen is None else policy_settings(keys.get("settings", {}), chosen, reading.faults)
    return _checked(reading, tables, whole, chosen, settings, further)


def _refuse_identity_numbers(reading: _Reading, changes: Mapping[str, Any]) -> None:
    """Determine the plan week, and search the settings: a day from that week on is no birth date."""
    reading.before = plan_monday(reading.levels)
    reading.faults.refused = partial(holds_identity_number, before=reading.before)
    for level in reading.levels:
        refuse_identity_numbers_in_keys(level.text, level.keys_as_written, level.toml, reading.before, reading.faults)
    refuse_identity_numbers_in_keys("", changes, _("the command line"), reading.before, reading.faults)


def _jobseekers(reading: _Reading) -> dict[str, RawTable | None]:
    """Every raw table of jobseekers, by file: the base's and those that patches add."""
    raws: dict[str, RawTable | None] = {}
    for level in reading.levels:
        if "jobseekers" in level.tables:
            raws[f"{level.shown}jobseekers"] = level.tables["jobseekers"]
        for number, patch in level.patches:
            if patch.table == "jobseekers" and patch.add is not None:
                raws[f"{level.shown}{number}"] = level.added.get(number)
    return raws


def _collect_protected(reading: _Reading) -> None:
    """Collect protected people before anything else is checked, so that no message names them."""
    jobseekers = _jobseekers(reading)
    collect([raw for raw in jobseekers.values() if raw is not None], reading.protected, reading.faults)
    _collect_by_patch(reading)
    raws = _raws(reading)
    if is_in_doubt(jobseekers.values(), raws):
        hide_everybody(raws, reading.faults)
    beside = [raw for level in reading.levels for raw in level.beside.values()]
    hide_everybody([raw for raw in beside if raw is not None], reading.faults)
    hide_those_without_a_row([raw for raw in jobseekers.values() if raw is not None], raws, reading.faults)
    reading.faults.secrets.update(reading.protected.support_need)
    for level in reading.levels:
        refuse_mentions_in_keys(level.keys_as_written, level.toml, reading.protected.ids, reading.faults)
        if level.shown and reading.protected.ids.mentioned(level.shown, shortest_number=None):
            what = mention(_("the folder's name"))
            reading.faults.add(Fault("protected-mention", SETTINGS, None, "extends", what=what, cure=_(CURE)))


def _raws(reading: _Reading) -> list[RawTable]:
    """Every table that could be read, those that patches add among them."""
    raws = [raw for level in reading.levels for raw in (*level.tables.values(), *level.added.values())]
    return [raw for raw in raws if raw is not None]


def _hide_where_a_patch_fails(reading: _Reading) -> None:
    """Hide all ids where a patch that changes jobseekers has a fault: it may be the patch that protects somebody."""
    wrong = {fault.file for fault in reading.faults.found}
    if any(may_fail_to_protect(level, wrong) for level in reading.levels):
        hide_everybody(_raws(reading), reading.faults)


def _collect_by_patch(reading: _Reading) -> None:
    """Apply the patches of jobseekers on trial, where one of them sets protected_identity."""
    changes = [
        (at, number, patch, level)
        for at, level in enumerate(reading.levels)
        for number, patch in level.patches
        if patch.table == "jobseekers"
    ]
    if not any("protected_identity" in (patch.set or {}) for *_place, patch, _level in changes):
        return
    trial, table = Faults(), TABLES["jobseekers"]
    raw = reading.levels[0].tables.get("jobseekers")
    frame = empty(table) if raw is None else typed(table, raw, trial)
    for at, number, patch, level in changes:
        before = len(trial.found)
        if patch.add is not None:
            more = level.added.get(number)
            frame = frame if more is None else _joined(frame, typed(table, more, trial))
        else:
            frame = patched(frame, patch, "", trial)
        if "protected_identity" in (patch.set or {}) and len(trial.found) == before:
            reading.protecting.add((at, number))
            people = frame[frame["protected_identity"].fillna(value=True).astype(bool) & frame["jobseeker_id"].notna()]
            for person, need in zip(people["jobseeker_id"], people["support_need"], strict=True):
                if person not in reading.protected.ids:
                    reading.protected.add(str(person), f"{need:g}")


def _tables(reading: _Reading) -> dict[str, pd.DataFrame]:
    """The tables of the base with every patch of every level applied, and the zones of towns that they name."""
    base = reading.levels[0].tables
    reading.towns = towns_of(reading.levels)
    read = {name: _read_one(name, raw, reading) for name, raw in base.items() if raw is not None}
    tables = {name: read[name] if name in read else empty(table) for name, table in TABLES.items()}
    for at, level in enumerate(reading.levels):
        for number, patch in level.patches:
            if patch.table in TABLES and at > 0 and base.get(patch.table, 1) is not None:
                tables[patch.table] = _change(tables[patch.table], patch, (at, number), reading)
    if reading.towns:
        tables["zones"] = _joined(tables["zones"], reading.towns.rows(tables["zones"]))
    return tables


def _read_one(name: str, raw: RawTable, reading: _Reading) -> pd.DataFrame:
    table, faults = TABLES[name], reading.faults
    ignore = refuse_identity_numbers(table, raw, reading.before, faults)
    ignore |= refuse_forbidden_columns(table, raw, faults) | refuse_other_flags(raw, faults)
    kept = without_protected(table, raw, reading.protected, faults)
    return typed(table, kept if reading.towns is None else reading.towns.read(name, kept, faults), faults, ignore)


def _change(frame: pd.DataFrame, patch: Patch, place: tuple[int, int], reading: _Reading) -> pd.DataFrame:
    level = reading.levels[place[0]]
    if patch.add is not None:
        raw = level.added.get(place[1])
        return frame if raw is None else _joined(frame, _read_one(str(patch.table), raw, reading))
    name, may_match_nothing = f"{level.toml} patch {place[1]}", place in reading.protecting
    return patched(frame, patch, name, reading.faults, before=reading.before, may_match_nothing=may_match_nothing)


def _joined(frame: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    if frame.empty or new.empty:
        return new if frame.empty else frame
    return pd.concat([frame, new], ignore_index=True)


def _keys(reading: _Reading, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of all levels, of their patches and of the command line as one."""
    keys: dict[str, Any] = {}
    for level in reading.levels:
        own = {k: v for k, v in (level.keys or {}).items() if k not in {"patch", "extends"}}
        keys = merged(keys, own)
        reading.stated.note(own.get("settings", {}), level.toml)
        for number, patch in level.patches:
            if patch.settings is not None:
                keys = merged(keys, {"settings": patch.settings})
                reading.stated.note(patch.settings, f"{level.toml} patch {number}")
    refuse_mentions_in_keys(changes, _("the command line"), reading.protected.ids, reading.faults)
    return merged(keys, changes)


def _priced(prices: LookAhead | None, tables: Mapping[str, pd.DataFrame]) -> LookAhead | None:
    """The prices of weeks to come of whoever and whatever the tables have."""
    if prices is None:
        return None
    of = (("jobseekers", "jobseeker_id"), ("slots", "slot_id"), ("funding", "funding_id"))
    return prices.among(*(frozenset(tables[name][key]) for name, key in of))


def _checked(  # noqa: PLR0913, PLR0917 - the parts of a scenario, as far as they were read
    reading: _Reading,
    tables: dict[str, pd.DataFrame],
    whole: ScenarioFile | None,
    chosen: Assumptions | None,
    settings: Settings | None,
    further: Further | None,
) -> Scenario:
    faults = reading.faults
    week = None if whole is None else plan_week(whole, faults, has_base=bool(reading.levels[0].tables))
    across = _crossed(reading, tables)
    check_choices(across, chosen, settings, week)
    if whole is None or chosen is None or settings is None or week is None:
        Doubts(across, soundness(tables, faults.found, across.unread).unsound, week).of_tables()
        faults.stop()
    groups = {**chosen.policy.groups, **whole.groups}
    check_groups(across, settings, groups, week)
    check_municipalities(across, settings, whole.scenario.municipality)
    check_targets(across, groups, chosen.outcome, week)
    doubt_prices(across, whole.look_ahead, reading.protected.ids)
    sound = soundness(tables, faults.found, across.unread)
    _doubt(Doubts(across, sound.unsound, week), chosen, settings)

    def scenario(tables: Mapping[str, pd.DataFrame]) -> Scenario:
        ordered, origins = finished(tables, week)
        return Scenario(
            name=str(whole.scenario.name), week=week, municipality=whole.scenario.municipality,
            language=whole.scenario.language, lottery_seed=whole.scenario.lottery_seed,
            tables=ordered, settings=settings, solve=whole.solve, assumptions=chosen, groups=groups,
            constraints_off=whole.constraints.off, draw=whole.lottery,
            look_ahead=_priced(whole.look_ahead, ordered),
            protected=len(reading.protected) or whole.scenario.protected,
            protected_in_tables=len(reading.protected),
            sources=dict(sorted(reading.sources.items())),
            homes=tuple(dict.fromkeys(level.folder for level in reading.levels)),
            origins=replace(origins, shown=across.shown),
        )  # fmt: skip

    if faults.found and further is not None:
        part = sound_part(tables, sound)
        for fault in () if part is None else further(scenario(part), sound.unsound):
            faults.add(fault)
    faults.stop_if_any()
    found = scenario(tables)
    doubt_draw(found, faults)
    return replace(found, warnings=faults.warnings())


def _crossed(reading: _Reading, tables: dict[str, pd.DataFrame]) -> CrossTable:
    """The tables held against each other; faults are noted."""
    own = reading.levels[-1]
    sheet = None if own.sheet is None else own.name.partition("!")[2]
    across = CrossTable(tables, _shown(reading), reading.faults, _unread(reading), sheet)
    across.check()
    return across


def _doubt(doubts: Doubts, chosen: Assumptions, settings: Settings) -> None:
    """Warn of values that can be planned with but are probably a mistake."""
    doubts.of_tables()
    goals = chosen.policy.values.get("goals")  # noqa: PD011 - a field, no frame
    doubts.of_settings(settings, goals.value if goals is not None and isinstance(goals.value, list) else ())
    if settings.candidates == "eligible":
        doubts.of_outcome(chosen.outcome)
        doubts.of_paths(settings, chosen.outcome)


def _shown(reading: _Reading) -> dict[str, Mapping[str, str]]:
    return {raw.file: raw.shown for raw in _raws(reading) if raw.shown}


def _unread(reading: _Reading) -> set[str]:
    """Tables that could not be read, in whole or in part: references to them cannot be judged."""
    unread = set()
    for name, raw in reading.levels[0].tables.items():
        key = set(TABLES[name].key)
        if raw is None or raw.ragged or (key and not key & set(raw.columns)):
            unread.add(name)
    for level in reading.levels:
        for number, patch in level.patches:
            if patch.add is not None and patch.table is not None:
                raw = level.added.get(number)
                if raw is None or raw.ragged:
                    unread.add(patch.table)
    return unread | (set(TABLES) if not reading.levels[0].tables else set())
