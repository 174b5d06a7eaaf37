"""What a patch of Python may hold, as the settings and tables of a file would hold it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from planner.inputs.files import RawTable


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a patch
    """The value as TOML would hold it: arrays, sets and tuples as lists, days as days, a missing value as a blank."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value), key=str)
    if isinstance(value, (list, tuple, pd.Series, pd.Index, pd.api.extensions.ExtensionArray, np.ndarray)):
        return [plain(inner) for inner in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    return value.date() if isinstance(value, datetime) else value


def heading_of(name: object) -> str:
    """The name of a column as files have it: text without case, or spaces around it."""
    return str(name).strip().lower()


def added_rows(rows: pd.DataFrame, file: str) -> RawTable:
    """Rows of a DataFrame as the text that a CSV file would hold, counted from 1; `file` is how messages call them."""
    columns = {heading_of(name): _texts(rows.iloc[:, place]) for place, name in enumerate(rows.columns)}
    return RawTable(file, columns, np.arange(1, len(rows) + 1, dtype=np.int64))


def _texts(values: pd.Series[Any]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    texts = np.empty(len(values), dtype=object)
    texts[:] = [_text(plain(value)) for value in values]
    return texts


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(map(_text, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
