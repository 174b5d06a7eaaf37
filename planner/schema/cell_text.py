"""A cell of a table as text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from planner.schema.columns import kind_of
from planner.schema.tables import TABLES


def cell_text(table: str, column: str, value: Any) -> str:  # noqa: ANN401 - a cell of any kind
    """A cell of a table as its file has it; empty where it is blank."""
    if isinstance(value, tuple):
        return "|".join(value)
    return "" if pd.isna(value) else kind_of(TABLES[table].row.model_fields[column]).format(value)
