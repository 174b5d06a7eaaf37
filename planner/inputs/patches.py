"""Applies the patches of a what-if to the tables it extends, each result validated like a file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from planner.errors import Fault, Faults
from planner.inputs.cells import did_you_mean, stored
from planner.schema.cells import Kind
from planner.schema.columns import adapter_of, kind_of, may_be_unstated
from planner.schema.settings import Patch
from planner.schema.tables import TABLES, Table


def patched(frame: pd.DataFrame, patch: Patch, number: int, file: str, faults: Faults) -> pd.DataFrame:
    """The table with one patch applied (`add` is the caller's, which reads the file). Blanks stay blank."""
    table = TABLES[str(patch.table)]
    note = _Note(f"{file} patch {number}", faults)
    columns = [*patch.where, *(patch.set or {}), *(patch.scale or {}), *(patch.shift or {})]
    unknown = [name for name in columns if name not in table.columns]
    for name in unknown:
        note(name, f'there is no column "{name}" in {table.name}', did_you_mean(name, table.columns).strip())
    if unknown:
        return frame
    mask = _matching(frame, table, patch.where, note)
    if mask is None:
        return frame
    if not mask.any():
        note(None, f"matches no row of {table.name}", "Look at its where; all of it must hold for a row.")
        return frame
    if patch.remove:
        return frame[~mask].reset_index(drop=True)
    result = frame.copy()
    for name, value in (patch.set or {}).items():
        _set(result, mask, name, value, table, note)
    for name, factor in (patch.scale or {}).items():
        _move(result, mask, name, factor, 0.0, table, note)
    for name, amount in (patch.shift or {}).items():
        _move(result, mask, name, 1.0, amount, table, note)
    return result


class _Note:
    """Notes faults of one patch."""

    def __init__(self, file: str, faults: Faults) -> None:
        self.file = file
        self.faults = faults

    def __call__(self, column: str | None, what: str, cure: str = "") -> None:
        self.faults.add(Fault("patch", self.file, None, column, None, what, cure))


def _matching(frame: pd.DataFrame, table: Table, where: Mapping[str, Any], note: _Note) -> NDArray[np.bool_] | None:
    mask = np.ones(len(frame), dtype=bool)
    sound = True
    for name, wanted in where.items():
        field = table.row.model_fields[name]
        met = _meets(frame[name], field, wanted, name, note)
        if met is None:
            sound = False
        else:
            mask &= met
    return mask if sound else None


def column_meets(values: pd.Series[Any], field: FieldInfo, wanted: object) -> NDArray[np.bool_]:
    """Which cells of a column are `wanted`: a value, any of a list, or within {min, max}; a blank never is.

    A list cell meets a word it holds. Raises ValueError where the wanted value cannot stand in the column.
    """
    kind = kind_of(field)
    if isinstance(wanted, Mapping):
        if not wanted or set(wanted) - {"min", "max"} or kind.store not in {"whole", "number"}:
            msg = "takes a value, a list, or { min, max } on a column of numbers or weeks"
            raise ValueError(msg)
        numbers = values.to_numpy(dtype=float, na_value=math.nan)
        low, high = (_parsed(kind, wanted[k]) if k in wanted else None for k in ("min", "max"))
        met = ~np.isnan(numbers)
        if low is not None:
            met &= numbers >= float(low)
        if high is not None:
            met &= numbers <= float(high)
        return np.asarray(met, dtype=bool)
    any_of = [_parsed(kind, item) for item in (wanted if isinstance(wanted, list) else [wanted])]
    if kind.store == "list":
        words = {word for item in any_of for word in item}
        return np.array([bool(words & set(cell)) for cell in values], dtype=bool)
    if kind.store == "day":
        return np.asarray(values.isin([pd.Timestamp(item) for item in any_of]), dtype=bool)
    return np.asarray(values.isin(any_of).fillna(value=False), dtype=bool)


def _meets(
    values: pd.Series[Any], field: FieldInfo, wanted: object, name: str, note: _Note
) -> NDArray[np.bool_] | None:
    try:
        return column_meets(values, field, wanted)
    except ValueError as error:
        note(f"where.{name}", str(error), kind_of(field).cure)
        return None


def _parsed(kind: Kind, value: object) -> Any:  # noqa: ANN401 - whatever the kind parses to
    return kind.parse(_as_text(value))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _set(frame: pd.DataFrame, mask: NDArray[np.bool_], name: str, value: object, table: Table, note: _Note) -> None:
    field = table.row.model_fields[name]
    text = _as_text(value)
    if not text.strip() and not field.is_required():
        new: object = field.default
    else:
        new = _valid(field, text, name, note)
        if new is None:
            return
    values = frame[name].astype(object).to_numpy(copy=True)
    for position in np.flatnonzero(mask):
        values[position] = new
    frame[name] = _restored(field, values)


def _move(  # noqa: PLR0913 - one column changed by factor and amount
    frame: pd.DataFrame, mask: NDArray[np.bool_], name: str, factor: float, amount: float, table: Table, note: _Note
) -> None:
    field = table.row.model_fields[name]
    kind = kind_of(field)
    if kind.store not in {"whole", "number"}:
        note(name, "holds no numbers and can be neither scaled nor shifted", "Use set.")
        return
    values = frame[name].to_numpy(dtype=float, na_value=math.nan, copy=True)
    moved = values[mask] * factor + amount
    if kind.store == "whole":
        moved = np.floor(moved + 0.5)
    for value in np.unique(moved[~np.isnan(moved)]):
        if _valid(field, kind.format(value), name, note) is None:
            return
    values[mask] = moved
    frame[name] = _restored(field, np.where(np.isnan(values), None, values.astype(object)))


def _valid(field: FieldInfo, text: str, name: str, note: _Note) -> object | None:
    try:
        value: object = adapter_of(field).validate_python(text)
    except ValidationError as error:
        first = error.errors()[0]
        why = str(first["ctx"]["error"]) if first["type"] == "value_error" else first["msg"].lower()
        note(name, f'"{text}" {why}', kind_of(field).cure)
        return None
    return value


def _restored(field: FieldInfo, values: NDArray[np.object_]) -> pd.Series[Any]:
    cells = [None if not isinstance(v, tuple) and pd.isna(v) else v for v in values]
    filled = np.empty(len(cells), dtype=object)
    filled[:] = cells
    return stored(kind_of(field), filled, blanks=may_be_unstated(field))
