"""A table of texts as the file of a scenario, in the dialect that a Swedish Excel opens with a double click."""

from __future__ import annotations

import pandas as pd

from planner.schema.dialect import in_dialect
from planner.schema.spreadsheet import masked
from planner.schema.tables import TABLES


def table_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """The table with its columns in their order; those that are blank throughout and not required are left out."""
    fields = TABLES[name].row.model_fields
    order = [column for column in fields if column in frame] + [c for c in frame.columns if c not in fields]
    kept = [
        column for column in order
        if (column in fields and fields[column].is_required()) or frame[column].ne("").any()
    ]  # fmt: skip
    columns = {column: frame[column].map(lambda text: masked(str(text))) for column in kept}
    text = pd.DataFrame(columns, dtype=object).to_csv(index=False, lineterminator="\n")
    return in_dialect(f"{name}.csv", text.encode(), "swedish")
