"""Reads a file of tasks: the same dialects as a scenario's tables, every fault at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from planner.errors import Fault, Faults, UsageFault, as_written
from planner.inputs.called import note_called_in
from planner.inputs.cells import FROM_ROW, typed
from planner.inputs.files import read_csv
from planner.inputs.personal import refuse_forbidden_columns, refuse_identity_numbers
from planner.inputs.plain_words import in_plain_words
from planner.schema.bundles import HALF_DAY_QUARTERS, QUARTERS_PER_HOUR, Task, Unit
from planner.schema.headings import headings
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.tasks import TASKS
from planner.schema.words import OF_TABLES
from planner.texts import _, with_decimal_mark

OFFICE_HOURS = tuple(f"{day}-{part}" for day in ("mo", "tu", "we", "th", "fr") for part in ("am", "pm"))
NOBODY = {"nobody", "ingen", "none"}


def read_tasks(path: Path) -> tuple[list[Unit], tuple[Fault, ...]]:
    """Read and check a file of tasks. Returns the units in the order of their ids, and the warnings.

    Raises UsageFault where there is no such file, InputFaults with every fault in it.
    """
    if not path.is_file():
        msg = _("There is no file {file}.", file=path)
        raise UsageFault(msg)
    faults = Faults(refused=holds_identity_number)
    raw = read_csv(path, faults, headings(TASKS))
    if raw is None:
        faults.stop()
    raw = in_plain_words(raw, OF_TABLES[TASKS.name])
    note_called_in(raw, faults)
    ignore = refuse_identity_numbers(TASKS, raw, None, faults) | refuse_forbidden_columns(TASKS, raw, faults)
    frame = typed(TASKS, raw, faults, ignore)
    _check_keys(frame, path.name, faults)
    _check_hours(frame, path.name, faults)
    faults.stop_if_any()
    units = [_unit(str(key[0]), str(key[1]), rows) for key, rows in frame.groupby(["unit", "zone"], sort=True)]
    return units, faults.warnings()


def _check_keys(frame: pd.DataFrame, file: str, faults: Faults) -> None:
    key = list(TASKS.key)
    known = frame.dropna(subset=key)
    first = known.groupby(key)[FROM_ROW].transform("min").astype("int64")
    for row, other, task in zip(known[FROM_ROW], first, known["task"], strict=True):
        if row != other:
            faults.add(
                Fault("duplicate-id", file, int(row), "task", str(task),
                      _("stands in row {row} for the same unit", row=other),
                      _("Keep one row for each unit, zone and task; add the hours."))
            )  # fmt: skip


def _check_hours(frame: pd.DataFrame, file: str, faults: Faults) -> None:
    """Check that hours are whole quarters, and that one person can do each task of one_post in its half-days."""
    for row in frame.dropna(subset=["hours_per_week"]).to_dict("records"):
        quarters = row["hours_per_week"] * QUARTERS_PER_HOUR
        shown = _number(row["hours_per_week"])
        if abs(quarters - round(quarters)) > 1e-9:  # noqa: PLR2004 - float noise of decimals
            faults.add(
                Fault("tasks-hours-per-week", file, int(row[FROM_ROW]), "hours_per_week", shown,
                      _("is not in whole quarters of an hour"),
                      _("Write {value}.", value=_number(round(quarters) / QUARTERS_PER_HOUR)))
            )  # fmt: skip
            continue
        half_days = row["half_days"] or OFFICE_HOURS
        if row["one_post"] and quarters > HALF_DAY_QUARTERS * len(half_days):
            most = HALF_DAY_QUARTERS * len(half_days) / QUARTERS_PER_HOUR
            faults.add(
                Fault("task-too-long", file, int(row[FROM_ROW]), "hours_per_week", shown,
                      _("is more than one person can do in its {half_days} half-days ({hours} hours)",
                        half_days=len(half_days), hours=_number(most)),
                      _("Name more half-days, or let posts share the task (one_post {no}).",
                        no=as_written("yes_no", "no")))
            )  # fmt: skip
        if row["timing"] == "each" and quarters < len(half_days):
            faults.add(
                Fault("task-too-short", file, int(row[FROM_ROW]), "hours_per_week", shown,
                      _("is less than a quarter of an hour in each of its {half_days} half-days",
                        half_days=len(half_days)),
                      _("Name fewer half-days, or write {timing} {any}.", timing=as_written("heading", "timing"),
                        any=as_written("timing", "any")))
            )  # fmt: skip


def _number(value: float) -> str:
    return with_decimal_mark(f"{value:g}")


def _unit(unit: str, zone: str, rows: pd.DataFrame) -> Unit:
    named = rows["workplace"].dropna()
    tasks = tuple(_task(row) for row in rows.to_dict("records"))
    return Unit(unit, zone, str(named.iloc[0]) if len(named) else None, tasks)


def _task(row: Mapping[Hashable, Any]) -> Task:
    done_by = _stated(row["done_today_by"])
    return Task(
        name=str(row["task"]),
        quarters=round(row["hours_per_week"] * QUARTERS_PER_HOUR),
        half_days=row["half_days"] or OFFICE_HOURS,
        is_each=row["timing"] == "each",
        is_whole=bool(row["one_post"]),
        done_by=None if done_by is None or done_by.lower() in NOBODY else done_by,
        skills=row["skills"],
        ssyk=_stated(row["ssyk"]),
        min_swedish=_stated(row["min_swedish"]),
        excluded_limits=row["excluded_limits"],
        register_extract=not pd.isna(row["register_extract"]) and bool(row["register_extract"]),
    )


def _stated(cell: Any) -> str | None:  # noqa: ANN401 - a text, or NaN for a blank
    return None if pd.isna(cell) else str(cell)
