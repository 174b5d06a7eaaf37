"""The rows of a scenario's tables as plain records: blanks are None, and no model of a row is asked for anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import Any, TypeVar

import pandas as pd

from planner.schema.row import Row
from planner.schema.scenario import Scenario

AnyRow = TypeVar("AnyRow", bound=Row)
Name = TypeVar("Name", bound=Hashable)


def records(scenario: Scenario, table: str) -> list[dict[str, Any]]:
    """The rows of a table as plain Python values; every blank is None."""
    frame = scenario.tables[table]
    if frame.empty:
        return []
    columns = [_plain(frame[column]) for column in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(cells: pd.Series[Any]) -> list[Any]:
    """A column as plain Python values; a day as a date, whatever the column holds it as."""
    filled = zip(cells.tolist(), cells.isna().tolist(), strict=True)
    values = [None if is_blank else value for value, is_blank in filled]
    return [value.date() if isinstance(value, datetime) else value for value in values]


def rows_of(scenario: Scenario, table: str, row: type[AnyRow]) -> list[AnyRow]:
    """The rows of a table as objects of its class, nothing checked again."""
    return [row.model_construct(**record) for record in records(scenario, table)]


def by_id(scenario: Scenario, table: str, row: type[AnyRow], column: str) -> dict[str, AnyRow]:
    """The rows of a table by their id."""
    return {str(getattr(item, column)): item for item in rows_of(scenario, table, row)}


def grouped(pairs: Iterable[tuple[Name, Any]]) -> dict[Name, list[Any]]:
    """What stands beside each name, in the order given."""
    groups: dict[Name, list[Any]] = defaultdict(list)
    for name, item in pairs:
        groups[name].append(item)
    return dict(groups)
