"""Raw text tables to typed frames: every distinct text of a column is validated once, every bad cell is reported."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from planner.errors import Fault, Faults
from planner.inputs.files import RawTable
from planner.schema.cells import Kind, suggestion
from planner.schema.columns import adapter_of, kind_of, may_be_unstated, range_of
from planner.schema.tables import Table

# While a scenario is read, every row remembers the file and row it came from, through patches and filters.
FROM_FILE, FROM_ROW = "__file", "__row"


def typed(table: Table, raw: RawTable, faults: Faults, ignore: set[str]) -> pd.DataFrame:
    """Validate a raw table into a frame with every column of the table, in its order.

    Columns in `ignore` were refused before. Cells with faults hold a default so that later checks can go on;
    the faults keep the frame from being used.
    """
    _refuse_unknown_columns(table, raw, faults, ignore)
    columns = {}
    for name, field in table.row.model_fields.items():
        if name in raw.columns:
            columns[name] = _typed_column(table.name, name, field, raw, faults)
        else:
            if field.is_required():
                file, row, _ = raw.place(1, None)
                faults.add(
                    Fault("missing-column", file, row, name, what="the column is missing",
                          cure=f"Add the column; it holds {kind_of(field).name}: {field.description}.")
                )  # fmt: skip
            columns[name] = _filled(field, len(raw))
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(raw)))
    frame[FROM_FILE] = pd.Series(raw.file, index=frame.index, dtype=object)
    frame[FROM_ROW] = raw.rows
    return frame


def empty(table: Table) -> pd.DataFrame:
    """The table without rows."""
    frame = pd.DataFrame({name: _filled(field, 0) for name, field in table.row.model_fields.items()})
    frame[FROM_FILE] = pd.Series([], dtype=object)
    frame[FROM_ROW] = pd.Series([], dtype="int64")
    return frame


def stored(kind: Kind, values: Sequence[Any] | NDArray[Any], *, blanks: bool) -> pd.Series[Any]:
    """Parsed values as a column of the kind's dtype; None is a blank, allowed where `blanks`."""
    if kind.store == "text":
        return pd.Series(values, dtype="str")
    if kind.store == "list":
        column = pd.Series([()] * len(values), dtype=object)
        column[:] = values
        return column
    if kind.store == "day":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object)), dtype="datetime64[s]")
    if kind.store == "yes_no":
        return pd.Series(values, dtype="boolean" if blanks else "bool")
    if kind.store == "whole" and not blanks:
        return pd.Series(values, dtype="int64")
    return pd.Series(values, dtype="float64")


def _filled(field: FieldInfo, length: int) -> pd.Series[Any]:
    kind, blanks = kind_of(field), may_be_unstated(field) or field.is_required()
    default = None if field.is_required() else field.default
    if default is None and kind.store == "list":
        default = ()
    values = np.empty(length, dtype=object)
    values[:] = [default] * length
    return stored(kind, values, blanks=blanks)


def _typed_column(table: str, name: str, field: FieldInfo, raw: RawTable, faults: Faults) -> pd.Series[Any]:
    kind, adapter = kind_of(field), adapter_of(field)
    codes, texts = pd.factorize(raw.columns[name])
    values = np.empty(len(texts), dtype=object)
    bad: dict[int, tuple[str | None, str, str]] = {}
    blanks = may_be_unstated(field)
    for position, text in enumerate(texts):
        if not text.strip():
            values[position] = None if field.is_required() else field.default
            if field.is_required():
                bad[position] = (None, "the cell is blank", f"{kind.cure} It holds {_lower(field.description)}.")
        else:
            try:
                values[position] = adapter.validate_python(text)
            except ValidationError as error:
                bad[position] = (text.strip(), *_said(error, field, kind, text))
        if position in bad:
            values[position] = _stand_in(kind) if not blanks else None
    for position, (value, what, cure) in sorted(bad.items()):
        for index in np.flatnonzero(codes == position):
            file, row, column = raw.place(int(raw.rows[index]), name)
            faults.add(Fault(f"{table}-{name.replace('_', '-')}", file, row, column, value, what, cure))
    return stored(kind, values[codes], blanks=blanks)


def _stand_in(kind: Kind) -> object:
    return {"text": "", "list": (), "whole": 1, "number": 1.0, "yes_no": False, "day": None}[kind.store]


def _said(error: ValidationError, field: FieldInfo, kind: Kind, text: str) -> tuple[str, str]:
    """What is wrong with a cell and its cure, in words a planner knows."""
    first = error.errors()[0]
    lower, upper = range_of(field)
    allowed = f"{_spelled(lower)} to {_spelled(upper)}" if lower is not None and upper is not None else ""
    if first["type"] in {"greater_than_equal", "less_than_equal"}:
        unit = (field.json_schema_extra or {}).get("unit") if isinstance(field.json_schema_extra, dict) else None
        return f"is outside {allowed}{f' {unit}' if unit else ''}", f"Write a number from {allowed}."
    if first["type"] == "value_error":
        cure = suggestion(kind, text)
        return str(first["ctx"]["error"]), f"{cure} Allowed is {allowed}." if allowed and cure == kind.cure else cure
    return f"is not {kind.name}", kind.cure


def _spelled(number: float) -> str:
    return f"{number:,.10g}".replace(",", " ")


def _lower(text: str | None) -> str:
    return text or "a value"


def _refuse_unknown_columns(table: Table, raw: RawTable, faults: Faults, ignore: set[str]) -> None:
    for name in raw.columns:
        if name in table.columns or name in ignore:
            continue
        file, row, column = raw.place(1, name)
        faults.add(
            Fault("unknown-column", file, row, column, None, f'there is no column "{name}" in {table.name}',
                  did_you_mean(name, table.columns) + "Otherwise remove the column.")
        )  # fmt: skip


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """`Did you mean X? ` for a word close to a known one, else the known words."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f'Did you mean "{close[0]}"? ' if close else f"Known are {', '.join(known)}. "
