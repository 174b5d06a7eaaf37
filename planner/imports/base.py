"""The scenario that gives the rest of the week: its tables as they are written, the export's rows laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import tomlkit

from planner.errors import Faults, UsageFault, same_id
from planner.geography import slug
from planner.inputs import opened
from planner.inputs.files import RawTable
from planner.inputs.models.shipped import beside
from planner.inputs.personal import refuse_identity_numbers
from planner.inputs.plan_week import plan_monday
from planner.inputs.protected import says_no
from planner.schema.cures import one_form
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label
from planner.texts import _

Frames = dict[str, pd.DataFrame]
# Tables whose rows stay though the export does not name them: a zone or an employer does not leave by being absent.
KEPT = ("employers", "zones", "caseworkers", "supervisors")
# Tables that lose the rows of people who have left; placements are places in use, and stay.
OF_PEOPLE = tuple(
    name for name, table in TABLES.items() if "jobseekers" in table.points.values() and name != "placements"
)
OF_SLOTS = tuple(name for name in OF_PEOPLE if "slots" in TABLES[name].points.values())


@dataclass
class Merged:
    """What laying the export over the base changed: how many came, stayed and left, and what left with them."""

    came: int = 0
    stayed: int = 0
    left: int = 0
    rows_left: dict[str, int] = field(default_factory=dict)
    anonymous: int = 0
    withdrawn: int = 0
    closed: int = 0


@dataclass(frozen=True)
class Base:
    """The base's files: every table as text, its settings, and its own models."""

    folder: Path
    tables: Frames
    settings: str
    week: int | None
    municipality: str | None
    models: Mapping[str, bytes]

    def column(self, table: str, name: str) -> list[str]:
        """The cells of a column that hold anything."""
        frame = self.tables.get(table)
        return [] if frame is None or name not in frame else [text for text in frame[name] if text.strip()]

    def pairs(self, table: str, key: str, name: str) -> dict[str, str]:
        """One column by another, as texts."""
        frame = self.tables.get(table)
        if frame is None or not {key, name} <= set(frame.columns):
            return {}
        return dict(zip(frame[key], frame[name], strict=True))

    def settings_for(self, week: int) -> bytes:
        """Its settings, for another plan week."""
        document = tomlkit.parse(self.settings)
        head: Any = document["scenario"]
        head["week"] = week_label(week)
        return tomlkit.dumps(document).encode()


def read_base(folder: Path, faults: Faults) -> Base:
    """Open a scenario whose own folder holds its tables; what is wrong with its files is noted.

    Raises UsageFault where the folder holds no scenario, or one that extends another.
    """
    files = opened(folder)
    if len(files.levels) > 1:
        msg = _(
            "{folder} extends another scenario and holds no tables itself. Name the scenario that it extends.",
            folder=folder,
        )
        raise UsageFault(msg)
    files.note(faults)
    level = files.levels[0]
    monday = plan_monday(files.levels)
    head = (level.keys or {}).get("scenario", {})
    for name, raw in level.tables.items():
        if raw is not None:
            refuse_identity_numbers(TABLES[name], raw, monday, faults)
    tables = {name: _frame(raw) for name, raw in level.tables.items() if raw is not None and not _is_unused(name, raw)}
    own = beside(folder)
    models = {
        path.relative_to(own.parent).as_posix(): path.read_bytes()
        for path in sorted(own.rglob("*")) if path.is_file()
    }  # fmt: skip
    week = None if monday is None else monday.toordinal() // 7
    municipality = head.get("municipality") if isinstance(head, Mapping) else None
    return Base(folder, tables, level.as_toml, week, municipality, models)


def _is_unused(name: str, raw: RawTable) -> bool:
    """Whether a table is a sheet of the template that nobody filled in."""
    return "!" in raw.file and not len(raw) and not TABLES[name].required


def _frame(raw: RawTable) -> pd.DataFrame:
    return pd.DataFrame(raw.columns, dtype=object)


def laid_over(frames: Frames, base: Base) -> tuple[Frames, Merged]:
    """The base's tables with those of the export in place of them, and what that changed.

    Columns that the export does not give keep the base's cells, by id. People whom the export does not name have left:
    their rows go, and their placements become anonymous occupied places. Slots that it does not name are withdrawn, or
    closed where a placement runs on them.
    """
    result, merged = dict(base.tables), Merged()
    # People and slots go last: who has left is taken out of the other tables as the export gives them.
    last = {"jobseekers": 1, "slots": 2}
    for name, frame in sorted(frames.items(), key=lambda one: last.get(one[0], 0)):
        table, old = TABLES[name], base.tables.get(name)
        if old is None or len(table.key) != 1 or table.key[0] not in old or table.key[0] not in frame:
            result[name] = frame
            continue
        key = table.key[0]
        new = frame.assign(**{key: _as_spelled(frame[key], old[key])})
        rest = [column for column in old.columns if column not in new.columns]
        own = old.drop_duplicates(key).set_index(key)[rest]
        result[name] = pd.concat([new, own.reindex(new[key]).fillna("").reset_index(drop=True)], axis=1)
        absent = old[~old[key].isin(new[key])]
        if name in KEPT:
            result[name] = pd.concat([result[name], absent], ignore_index=True).fillna("")
        elif name == "jobseekers":
            _keep_protected(result, old, absent)
            absent = absent[~_is_protected(absent)]
            merged.stayed = int(new[key].isin(old[key]).sum())
            merged.came, merged.left = len(new) - merged.stayed, len(absent)
            _people_left(result, absent, merged)
        elif name == "slots":
            _slots_gone(result, absent, merged)
    return result, merged


def _as_spelled(ids: pd.Series[Any], known: pd.Series[Any]) -> pd.Series[Any]:
    """Ids as the base spells them, where they differ in capitals, spaces or leading noughts alone."""
    spelled = {same_id(one): one for one in known}
    exact = set(known)
    return ids.map(lambda one: one if one in exact else spelled.get(same_id(one), one))


def _is_protected(people: pd.DataFrame) -> pd.Series[bool]:
    """Who is protected by what the base says: whatever is neither blank nor a clear no."""
    flags = people.get("protected_identity", pd.Series("", people.index))
    return flags.map(lambda flag: bool(flag.strip()) and not says_no(flag)).astype(bool)


def _keep_protected(frames: Frames, old: pd.DataFrame, absent: pd.DataFrame) -> None:
    """Let nobody lose protection by an export: who has it in the base keeps it, named by the export or not."""
    people, hidden = frames["jobseekers"], set(old.loc[_is_protected(old), "jobseeker_id"])
    if hidden:
        flags = people.get("protected_identity", pd.Series("", people.index))
        people["protected_identity"] = flags.mask(people["jobseeker_id"].isin(hidden), "yes")
    frames["jobseekers"] = pd.concat([people, absent[_is_protected(absent)]], ignore_index=True).fillna("")


def _people_left(frames: Frames, absent: pd.DataFrame, merged: Merged) -> None:
    gone = dict(zip(absent["jobseeker_id"], absent.get("support_need", pd.Series("", absent.index)), strict=True))
    for name in OF_PEOPLE:
        if name in frames and "jobseeker_id" in frames[name]:
            stays = ~frames[name]["jobseeker_id"].isin(gone)
            if not stays.all():
                merged.rows_left[name] = int((~stays).sum())
            frames[name] = frames[name][stays]
    placements = frames.get("placements")
    if placements is None or "jobseeker_id" not in placements:
        return
    theirs = placements["jobseeker_id"].isin(gone)
    drafts = placements.get("state", pd.Series("", placements.index)).map(one_form) == "draft"
    occupied = placements.assign(support_need=placements.get("support_need", ""))
    needs = occupied["support_need"].where(occupied["support_need"] != "", occupied["jobseeker_id"].map(gone))
    needs = needs.where(~(needs.isna() | (needs == "")), "1")
    occupied["support_need"] = np.where(theirs, needs, occupied["support_need"])
    occupied["jobseeker_id"] = np.where(theirs, "", occupied["jobseeker_id"])
    frames["placements"] = occupied[~(theirs & drafts)]
    merged.anonymous = int((theirs & ~drafts).sum())


def _slots_gone(frames: Frames, absent: pd.DataFrame, merged: Merged) -> None:
    used = set(frames["placements"]["slot_id"]) if "slot_id" in frames.get("placements", pd.DataFrame()) else set()
    in_use = absent["slot_id"].isin(used)
    closed = absent[in_use].assign(status="closed")
    frames["slots"] = pd.concat([frames["slots"], closed], ignore_index=True).fillna("")
    gone = set(absent.loc[~in_use, "slot_id"])
    for name in OF_SLOTS:
        if name in frames and "slot_id" in frames[name]:
            frames[name] = frames[name][~frames[name]["slot_id"].isin(gone)]
    merged.withdrawn, merged.closed = len(gone), int(in_use.sum())


def with_rows(frames: Frames, name: str, rows: list[dict[str, str]]) -> None:
    """Add rows to a table of the frames, where their key is not there yet."""
    key = TABLES[name].key[0]
    old = frames.get(name, pd.DataFrame(columns=[key], dtype=object))
    there = set(old[key]) if key in old else set()
    new = [row for row in rows if row[key] not in there]
    if new:
        frames[name] = pd.concat([old, pd.DataFrame(new, dtype=object)], ignore_index=True).fillna("")


def by_slug(words: Mapping[str, str]) -> dict[str, str]:
    """Ids by each of their names, without case and signs."""
    return {slug(name): one for name, one in words.items() if slug(name)}
