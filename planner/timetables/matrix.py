"""Another engine's matrix, a CSV of pairs, as rows of table `travel`: its units and mode are named, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, given
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.texts import _

# Seconds or minutes in a minute.
UNITS = {"minutes": 1.0, "seconds": 60.0}
LONGEST_MINUTES = 720


@dataclass(frozen=True)
class Matrix:
    """A file of pairs: its columns of start, end and time, the unit of the time, the mode, part of the week and day."""

    path: Path
    columns: tuple[str, str, str]
    unit: str
    mode: str
    when: str
    as_of: date | None


def of_matrix(scenario: Scenario, matrix: Matrix) -> pd.DataFrame:
    """The rows of a matrix between home zones and slot zones, as table travel.

    A blank time, and one above 12 hours, is no trip. Raises InputFaults with every fault of the file.
    """
    faults = Faults()
    frame = _frame(matrix, faults)
    faults.stop_if_any()
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    start, end, time = matrix.columns
    frame["minutes"] = pd.to_numeric(frame[time], errors="coerce") / UNITS[matrix.unit]
    _refuse_wrong(matrix, frame, faults)
    faults.stop_if_any()
    used = frame[frame[start].isin(people["home_zone"]) & frame[end].isin(slots["zone"]) & (frame[start] != frame[end])]
    rows = pd.DataFrame({
        "from_zone": used[start], "to_zone": used[end], "mode": matrix.mode, "when": matrix.when,
        "minutes": np.ceil(used["minutes"].where(used["minutes"] <= LONGEST_MINUTES)),
        "as_of": pd.NaT if matrix.as_of is None else pd.Timestamp(matrix.as_of),
        "looked_up_in": matrix.path.name,
    })  # fmt: skip
    return rows.reindex(columns=list(TABLES["travel"].row.model_fields))


def _frame(matrix: Matrix, faults: Faults) -> pd.DataFrame:
    try:
        frame = pd.read_csv(BytesIO(matrix.path.read_bytes()), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        cure = _("Save it as CSV with commas, in UTF-8.")
        faults.add(Fault("bad-matrix", matrix.path.name, what=_("is no table in UTF-8"), cure=cure))
        return pd.DataFrame()
    for column in matrix.columns:
        if column not in frame.columns:
            cure = _("Name the columns of start, end and time with --columns.")
            faults.add(Fault("bad-matrix", matrix.path.name, column=given(column), what=_("the column is missing"),
                             cure=cure))  # fmt: skip
    return frame


def _refuse_wrong(matrix: Matrix, frame: pd.DataFrame, faults: Faults) -> None:
    start, end, time = matrix.columns
    text = frame[time].str.strip()
    wrong = (text != "") & ~(frame["minutes"] >= 0)
    cure = _("Write a number of {unit}, or nothing where there is no trip.", unit=matrix.unit)
    for row in np.flatnonzero(wrong):
        faults.add(
            Fault("bad-matrix", matrix.path.name, int(row) + 2, time, text.iloc[row], _("is no time"), cure)
        )  # fmt: skip
    for row in np.flatnonzero(frame.duplicated([start, end])):
        faults.add(Fault("bad-matrix", matrix.path.name, int(row) + 2, what=_("the pair is there twice"),
                         cure=_("Keep one row for each pair of zones.")))  # fmt: skip
