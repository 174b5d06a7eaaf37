"""What happened since a week was planned, from a folder of tables: new and changed rows, leavers, withdrawn slots."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import create_model
from pydantic.fields import FieldInfo

from planner.errors import Faults, UsageFault
from planner.errors.faults import Fault
from planner.inputs.cells import FROM_FILE, FROM_ROW, did_you_mean, typed
from planner.inputs.chain import SETTINGS
from planner.inputs.files import read_csv
from planner.inputs.personal import refuse_forbidden_columns, refuse_identity_numbers
from planner.inputs.plain_words import in_plain_words
from planner.schema.headings import headings
from planner.schema.news import LEAVERS, NEWS, WITHDRAWN
from planner.schema.row import Row
from planner.schema.tables import TABLES, Table
from planner.schema.words import OF_TABLES
from planner.texts import _
from planner.weeks.log import ChangeLog

# Past placements belong to the week for which they were chosen.
_MAY_BE_NEW = {name: table for name, table in TABLES.items() if name != "past_placements"}


@dataclass(frozen=True)
class WeekNews:
    """Typed tables by name, each with the columns of its file alone and the place of every row."""

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def ids(self, table: str, column: str) -> frozenset[str]:
        """The ids in a column of one of its tables."""
        return frozenset(self.tables[table][column]) if table in self.tables else frozenset()

    def newly_protected(self) -> list[str]:
        """The ids of people who have protected identity from now on."""
        return [row["jobseeker_id"] for row in self.rows(TABLES["jobseekers"]) if row.get("protected_identity") is True]

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """The rows of one of its tables; none where there is no such file."""
        frame = self.tables.get(table.name)
        return [] if frame is None else records(frame)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table of objects."""
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def read_news(folder: Path | None, before: date, faults: Faults) -> WeekNews:
    """The tables of a folder of news; faults are noted. `before` is the Monday of the plan week.

    A table has the name and columns of a scenario's, or is leavers.csv or withdrawn.csv. Columns may be missing: they
    are needed only for rows that are new. Raises UsageFault where there is no such folder.
    """
    if folder is None:
        return WeekNews()
    if not folder.is_dir():
        msg = _("There is no folder {folder}.", folder=folder)
        raise UsageFault(msg)
    known = {**_MAY_BE_NEW, **{table.name: table for table in NEWS}}
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        table = known.get(path.stem)
        if table is None:
            faults.add(
                Fault("unknown-table", path.name, what=_("is no table of news"),
                      cure=did_you_mean(path.stem, sorted(known)).strip())
            )  # fmt: skip
            continue
        frame = _read(table, path, before, faults)
        if frame is not None:
            tables[table.name] = frame
    if not tables and not faults.found and not (folder / SETTINGS).is_file():
        msg = _("There is no table in {folder}, such as jobseekers.csv or leavers.csv.", folder=folder)
        raise UsageFault(msg)
    return WeekNews(tables)


def _read(table: Table, path: Path, before: date, faults: Faults) -> pd.DataFrame | None:
    raw = read_csv(path, faults, headings(table))
    if raw is None:
        return None
    raw = in_plain_words(raw, OF_TABLES[table.name])
    ignore = refuse_identity_numbers(table, raw, before, faults) | refuse_forbidden_columns(table, raw, faults)
    stated = _stated(table, raw.columns)
    frame = typed(stated, raw, faults, ignore)
    _refuse_twice(table, frame, faults)
    return frame.astype(object).where(frame.notna(), None)


def _refuse_twice(table: Table, frame: pd.DataFrame, faults: Faults) -> None:
    """Note a fault for each row whose key stands further up; no id is repeated."""
    if not table.key:
        return
    key = list(table.key)
    known = frame[frame[key].notna().all(axis=1)]
    first = known.groupby(key)[FROM_ROW].transform("first")
    for row in known.assign(first=first)[known.duplicated(key)].to_dict("records"):
        what = _("stands in row {row} already", row=int(row["first"]))
        cure = _("Keep one row for each {key}.", key=", ".join(key))
        faults.add(Fault("duplicate-id", str(row[FROM_FILE]), int(row[FROM_ROW]), key[0], None, what, cure))


def _stated(table: Table, columns: Collection[str]) -> Table:
    """The table with its key and those of its columns that a file has; only the key must be filled in."""
    key = table.key or tuple(name for name, field in table.row.model_fields.items() if field.is_required())
    kept = {
        name: (field.annotation, field if name in key else _optional(field))
        for name, field in table.row.model_fields.items()
        if name in columns or name in key
    }
    row = create_model(table.row.__name__, __base__=Row, **kept)  # type: ignore[call-overload]
    return Table(table.name, row, table.key, table.points, required=table.required)


def _optional(field: FieldInfo) -> FieldInfo:
    """The column, blank where a row does not say."""
    optional = copy(field)
    optional.default = None
    return optional


@dataclass
class NextTables:
    """Frames of a scenario on their way into week `week`: objects, None for a blank."""

    frames: dict[str, pd.DataFrame]
    week: int

    def take_in(self, news: WeekNews, log: ChangeLog, faults: Faults) -> None:
        """Change rows with a known key, and add the others; a blank cell of news changes nothing."""
        for name, table in _MAY_BE_NEW.items():
            if name in news.tables:
                self._take_in(table, news.tables[name], log, faults)

    def _take_in(self, table: Table, rows: pd.DataFrame, log: ChangeLog, faults: Faults) -> None:
        frame = self.frames[table.name]
        key = list(table.key)
        at = {tuple(values): index for index, values in zip(frame.index, frame[key].itertuples(index=False, name=None),
                                                            strict=True)} if key else {}  # fmt: skip
        new = []
        for row in rows.to_dict("records"):
            cells = {str(name): value for name, value in row.items() if name in table.columns}
            index = at.get(tuple(cells[name] for name in key)) if key else None
            if index is None:
                _refuse_incomplete(table, cells, row, faults)
                new.append(cells)
                continue
            for column, value in cells.items():
                if value is not None and value != () and column not in key:
                    log.cell(table.name, [cells[name] for name in key], column, (frame.loc[index, column], value),
                             _("news"))  # fmt: skip
                    frame.loc[index, column] = value
        self._add(table, new, log)

    def _add(self, table: Table, new: list[dict[str, Any]], log: ChangeLog) -> None:
        if not new:
            return
        if table.name == "jobseekers":
            new = [{"entered_week": self.week} | {k: v for k, v in cells.items() if v is not None} for cells in new]
        for cells in new:
            log.added(table.name, [cells.get(name) for name in _key(table)], _("new"), _("news"))
        defaults = {name: _default(table, name) for name in table.columns}
        stated = [{name: value for name, value in cells.items() if value is not None} for cells in new]
        added = pd.DataFrame([defaults | cells for cells in stated], columns=list(table.columns), dtype=object)
        frame = self.frames[table.name]
        self.frames[table.name] = added if frame.empty else pd.concat([frame, added], ignore_index=True)

    def leave(self, news: WeekNews, log: ChangeLog, faults: Faults) -> list[str]:
        """Take everybody out who has left; a running placement must have been answered. The ids of those who left."""
        rows = news.rows(LEAVERS)
        people = set(self.frames["jobseekers"]["jobseeker_id"])
        placements = self.frames["placements"]
        running = set(placements.loc[placements["state"].isin(("accepted", "started")), "jobseeker_id"])
        left = []
        for row in rows:
            person = row["jobseeker_id"]
            if person not in people:
                faults.add(_fault(row, "jobseeker_id", _("is no jobseeker"), _("Write the id as the plan has it.")))
            elif person in running:
                what = _("the person has a placement that has not ended")
                faults.add(_fault(row, "jobseeker_id", what,
                                  _("Answer ended or interrupted first, or leave the person in.")))  # fmt: skip
            else:
                left.append(person)
                log.removed("jobseekers", (person,), _("in the pool"), row.get("motive") or _("left the pool"))
        gone = set(left)
        for name, frame in self.frames.items():
            if gone and "jobseeker_id" in frame and not frame.empty:
                is_gone = frame["jobseeker_id"].isin(gone)
                for key in frame.loc[is_gone, _key(TABLES[name])].itertuples(index=False, name=None):
                    if name != "jobseekers":
                        log.removed(name, key, "", _("left the pool"))
                self.frames[name] = frame[~is_gone].reset_index(drop=True)
        return left

    def withdraw(self, news: WeekNews, log: ChangeLog, faults: Faults) -> list[str]:
        """Close the slots that are no longer offered; promises there stay. The ids of the slots."""
        slots = self.frames["slots"]
        known = set(slots["slot_id"])
        closed = []
        for row in news.rows(WITHDRAWN):
            slot = row["slot_id"]
            if slot not in known:
                faults.add(_fault(row, "slot_id", _("is no slot"), _("Write the id as the plan has it.")))
                continue
            is_own = slots["slot_id"] == slot
            log.cell("slots", (slot,), "status", (slots.loc[is_own, "status"].iloc[0], "closed"),
                     row.get("motive") or _("withdrawn"))  # fmt: skip
            slots.loc[is_own, "status"] = "closed"
            closed.append(slot)
        return closed


def _refuse_incomplete(table: Table, cells: Mapping[str, Any], row: Mapping[Any, Any], faults: Faults) -> None:
    missing = [
        name for name, field in table.row.model_fields.items() if field.is_required() and cells.get(name) is None
    ]
    for name in missing:
        faults.add(_fault(row, name, _("a new row of {table} needs it", table=table.name), _("Write it in the row.")))


def _fault(row: Mapping[Any, Any], column: str, what: str, cure: str) -> Fault:
    return Fault("news", str(row[FROM_FILE]), int(row[FROM_ROW]), column, None, what, cure)


def _key(table: Table) -> list[str]:
    """What names a row of a table in the list of changes: its key, else the person and the slot."""
    return list(table.key) or [name for name in table.columns if name in {"jobseeker_id", "slot_id"}]


def _default(table: Table, column: str) -> Any:  # noqa: ANN401 - a cell
    field = table.row.model_fields[column]
    return None if field.is_required() else field.default
