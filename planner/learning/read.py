"""Reads a history of outcomes and the settings of its fit, every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from planner.errors import Fault, Faults, UsageFault, given
from planner.inputs.called import note_called_in
from planner.inputs.cells import FROM_ROW, did_you_mean, typed
from planner.inputs.files import RawTable, read_bytes, read_csv
from planner.inputs.personal import refuse_forbidden_columns, refuse_identity_numbers
from planner.inputs.plain_words import in_plain_words
from planner.inputs.toml import parsed, shaped
from planner.schema.fit_settings import FitSettings
from planner.schema.headings import headings
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.outcome_history import OUTCOMES_HISTORY
from planner.schema.words import OF_TABLES
from planner.texts import _


@dataclass(frozen=True)
class OutcomeHistory:
    """A history as read: its file, its settings, a frame with all columns of the table, and the warnings."""

    file: str
    settings: FitSettings
    rows: pd.DataFrame
    warnings: tuple[Fault, ...]


def read_history(path: Path, settings: Path | None, as_of: date) -> OutcomeHistory:
    """Read and check a history; days after `as_of` have not been yet.

    Raises UsageFault where there is no such file, InputFaults with every fault in it.
    """
    for asked in (path, settings):
        if asked is not None and not asked.is_file():
            msg = _("There is no file {file}.", file=asked)
            raise UsageFault(msg)
    faults = Faults(refused=holds_identity_number)
    chosen = _settings(settings, faults)
    raw = read_csv(path, faults, {*headings(OUTCOMES_HISTORY), *map(str.lower, chosen.columns)})
    if raw is None:
        faults.stop()
    raw = _renamed(raw, chosen.columns, faults)
    note_called_in(raw, faults)
    ignore = refuse_identity_numbers(OUTCOMES_HISTORY, raw, None, faults)
    ignore |= refuse_forbidden_columns(OUTCOMES_HISTORY, raw, faults)
    frame = typed(OUTCOMES_HISTORY, raw, faults, ignore)
    _check_days(frame, path.name, as_of, faults)
    _check_twice(frame, path.name, faults)
    faults.stop_if_any()
    return OutcomeHistory(path.name, chosen, frame, faults.warnings())


def _settings(path: Path | None, faults: Faults) -> FitSettings:
    """The settings of a file, or those that hold without one."""
    raw = None if path is None else read_bytes(path, path.name, faults)
    keys = None if path is None or raw is None else parsed(raw, path.name, faults)
    chosen = None if path is None or keys is None else shaped(FitSettings, keys, path.name, faults)
    if path is None or chosen is None:
        return FitSettings()
    for heading, column in chosen.columns.items():
        if column not in OUTCOMES_HISTORY.columns:
            faults.add(Fault("unknown-column", path.name, None, f"columns.{given(heading)}", column,
                             _("is no column of outcomes_history"),
                             did_you_mean(column, OUTCOMES_HISTORY.columns, theirs=True).strip()))  # fmt: skip
    return chosen


def _renamed(raw: RawTable, columns: Mapping[str, str], faults: Faults) -> RawTable:
    """The table with its headings as the columns that the settings say they are."""
    columns = {heading.strip().lower(): column for heading, column in columns.items()}
    for heading, column in columns.items():
        if heading not in raw.columns or (column in raw.columns and column != heading):
            what = _("is no heading of the file") if heading not in raw.columns else _("stands in the file twice")
            faults.add(Fault("missing-column", raw.file, raw.header_row, given(heading), None, what,
                             _("Correct columns in the settings of the fit.")))  # fmt: skip
    known = {heading: column for heading, column in columns.items() if heading in raw.columns}
    renamed = replace(raw, columns={known.get(name, name): cells for name, cells in raw.columns.items()})
    plain = in_plain_words(renamed, OF_TABLES[OUTCOMES_HISTORY.name])
    return replace(plain, called={**plain.called, **{column: heading for heading, column in known.items()}})


def _check_days(frame: pd.DataFrame, file: str, as_of: date, faults: Faults) -> None:
    """Check that no day lies after `as_of`, and that no placement ends before it starts."""
    for name in ("started_on", "ended_on"):
        late = frame[frame[name] > pd.Timestamp(as_of)]
        for row, day in zip(late[FROM_ROW], late[name], strict=True):
            faults.add(Fault("future-day", file, int(row), name, f"{day:%Y-%m-%d}",
                             _("lies after {day}, so nothing is known of it yet", day=as_of.isoformat()),
                             _("Correct the day, or leave the row out.")))  # fmt: skip
    wrong = frame[frame["started_on"] > frame["ended_on"]]
    for row, day in zip(wrong[FROM_ROW], wrong["ended_on"], strict=True):
        faults.add(Fault("day-order", file, int(row), "ended_on", f"{day:%Y-%m-%d}",
                         _("lies before started_on"), _("Correct the day, or leave the row out.")))  # fmt: skip


def _check_twice(frame: pd.DataFrame, file: str, faults: Faults) -> None:
    """Check that no placement stands there twice."""
    key = list(OUTCOMES_HISTORY.key)
    known = frame.dropna(subset=["jobseeker_id", "ended_on"])
    first = known.groupby(key, dropna=False)[FROM_ROW].transform("min").astype("int64")
    for row, other in zip(known[FROM_ROW], first, strict=True):
        if row != other:
            faults.add(Fault("duplicate-id", file, int(row), "jobseeker_id", None,
                             _("the same person, rule and last day stand in row {row}", row=other),
                             _("Keep one row for each placement.")))  # fmt: skip
