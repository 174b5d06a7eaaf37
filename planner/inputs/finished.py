"""The tables of a scenario as planning uses them: rows in a fixed order, each with its origin in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from planner.inputs.cells import FROM_FILE, FROM_ROW
from planner.schema.origins import Origins
from planner.schema.tables import TABLES


def finished(tables: Mapping[str, pd.DataFrame], week: int) -> tuple[dict[str, pd.DataFrame], Origins]:
    """Return the tables with rows in a fixed order and blanks that mean the plan week filled in; and rows' origins.

    Ordering by key makes every later step, ties included, independent of the order rows were written in.
    """
    result, files, rows = {}, {}, {}
    for name, table in TABLES.items():
        frame = tables[name]
        if len(frame) > 1:
            frame = frame.sort_values(_order(table.columns, table.key), kind="stable", na_position="last")
        result[name] = frame[list(table.columns)].reset_index(drop=True)
        files[name], rows[name] = frame[FROM_FILE].to_numpy(), frame[FROM_ROW].to_numpy()
    for name, column in (("jobseekers", "available_from"), ("slots", "start_week")):
        result[name][column] = result[name][column].fillna(week).astype("int64")
    return result, Origins(files, rows)


def _order(columns: Sequence[str], key: Sequence[str]) -> list[str]:
    """The key, or without one ids first and then the rest."""
    return list(key) or sorted(columns, key=lambda column: not column.endswith("_id"))
