"""Applies the patches of a what-if to the tables it extends, each result validated like a file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from planner.errors import Fault, Faults
from planner.inputs.cells import did_you_mean, no_column, stored
from planner.inputs.personal import IDENTITY_CURE, value_holds_identity_number
from planner.schema.arrays import Bools
from planner.schema.cells import WEEK, Kind, suggestion
from planner.schema.columns import adapter_of, allowed_range, is_outside, kind_of, may_be_unstated
from planner.schema.identity_numbers import holds_identity_number, is_identity_number
from planner.schema.settings import Patch
from planner.schema.tables import TABLES, Table
from planner.texts import _, with_decimal_mark

# Beyond the range of every column: a value clipped to this is a fault, and can still be rounded and written.
FARTHEST = 1e18


def patched(  # noqa: PLR0913 - a table, its patch, and what is known of the two
    frame: pd.DataFrame,
    patch: Patch,
    file: str,
    faults: Faults,
    *,
    before: date | None = None,
    may_match_nothing: bool = False,
) -> pd.DataFrame:
    """The table with one patch applied (`add` is the caller's, which reads the file). Blanks stay blank.

    `file` is how messages name the patch. A result that is an identity number is a fault; a day from `before` on
    is no birth date. `may_match_nothing` is for a patch whose rows are known to have existed.
    """
    table = TABLES[str(patch.table)]
    note = _Note(file, faults, before)
    columns = [*patch.where, *(patch.set or {}), *(patch.scale or {}), *(patch.shift or {})]
    unknown = [name for name in dict.fromkeys(columns) if name not in table.columns]
    for name in unknown:
        note(None, no_column(name, table), did_you_mean(name, table.columns).strip())
    if unknown:
        return frame
    mask = _matching(frame, table, patch.where, note)
    if mask is None:
        return frame
    if not mask.any():
        if not may_match_nothing:
            what = _("matches no row of {table}", table=table.name)
            note(None, what, _("Look at its where; all of it must hold for a row."))
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

    def __init__(self, file: str, faults: Faults, before: date | None) -> None:
        self.file = file
        self.faults = faults
        self.before = before

    def __call__(self, column: str | None, what: str, cure: str = "", value: str | None = None) -> None:
        self.faults.add(Fault("patch", self.file, None, column, value, what, cure))

    def identity_number(self, key: str) -> None:
        """The result is an identity number, although the settings hold none."""
        what = _("makes an identity or coordination number")
        self.faults.add(Fault("identity-number", self.file, None, key, what=what, cure=_(IDENTITY_CURE)))


def _matching(frame: pd.DataFrame, table: Table, where: Mapping[str, Any], note: _Note) -> Bools | None:
    mask = np.ones(len(frame), dtype=bool)
    sound = True
    for name, wanted in where.items():
        field = table.row.model_fields[name]
        try:
            mask &= column_meets(frame[name], field, wanted)
        except ValueError as error:
            note(f"where.{name}", str(error), kind_of(field).cure())
            sound = False
    return mask if sound else None


def column_meets(values: pd.Series[Any], field: FieldInfo, wanted: object) -> Bools:
    """Which cells of a column are `wanted` (a value, any of a list, or within {min, max}); a blank never is.

    A list cell matches every word that it holds. Raises ValueError where the column cannot hold the wanted value.
    """
    kind = kind_of(field)
    if isinstance(wanted, Mapping):
        if not wanted or set(wanted) - {"min", "max"} or kind.store not in {"whole", "number"}:
            limits = "{ min, max }"
            raise ValueError(_("takes a value, a list, or {limits} on a column of numbers or weeks", limits=limits))
        numbers = values.to_numpy(dtype=float, na_value=math.nan)
        low, high = (_parsed(kind, wanted[k]) if k in wanted else None for k in ("min", "max"))
        met = ~np.isnan(numbers)
        if low is not None:
            met &= numbers >= float(low)
        if high is not None:
            met &= numbers <= float(high)
        return np.asarray(met, dtype=bool)
    items = wanted if isinstance(wanted, list) else [wanted]
    if any(isinstance(item, list) for item in items):
        raise ValueError(_("takes no list within a list"))
    any_of = [_parsed(kind, item) for item in items]
    if kind.store == "list":
        words = {word for item in any_of for word in item}
        return np.array([bool(words & set(cell)) for cell in values], dtype=bool)
    if kind.store == "day":
        return np.asarray(values.isin([pd.Timestamp(item) for item in any_of]), dtype=bool)
    return np.asarray(values.isin(any_of).fillna(value=False), dtype=bool)


def _parsed(kind: Kind, value: object) -> Any:  # noqa: ANN401 - whatever the kind parses to
    text = _as_text(value)
    if text is None:
        raise ValueError(_("takes no table within a table"))
    return kind.parse(text)


def _as_text(value: object) -> str | None:
    """A TOML value as a cell would hold it; None for a table or a list of lists, which no cell can hold."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        parts = [None if isinstance(item, list) else _as_text(item) for item in value]
        return None if None in parts else "|".join(str(part) for part in parts)
    if isinstance(value, Mapping):
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def _set(  # noqa: PLR0913, PLR0917 - one column set to a value
    frame: pd.DataFrame, mask: Bools, name: str, value: object, table: Table, note: _Note
) -> None:
    field = table.row.model_fields[name]
    text = _as_text(value)
    if text is None:
        note(f"set.{name}", _("a cell holds no table and no list of lists"), kind_of(field).cure())
        return
    if not text.strip() and not field.is_required():
        new: object = field.default
    else:
        new = _valid(field, text, f"set.{name}", note)
        if new is None:
            return
        # Values in the settings were checked when the settings were read.
        is_new = not value_holds_identity_number(value, note.before) and not holds_identity_number(text, note.before)
        if is_new and holds_identity_number(kind_of(field).format(new), note.before):
            note.identity_number(f"set.{name}")
            return
    values = frame[name].astype(object).to_numpy(copy=True)
    for position in np.flatnonzero(mask):
        values[position] = new
    frame[name] = _restored(field, values)


def _move(  # noqa: PLR0913, PLR0917 - one column changed by factor and amount
    frame: pd.DataFrame, mask: Bools, name: str, factor: float, amount: float, table: Table, note: _Note
) -> None:
    field = table.row.model_fields[name]
    kind, key = kind_of(field), f"{'scale' if factor != 1 else 'shift'}.{name}"
    if kind.store not in {"whole", "number"} or (kind is WEEK and factor != 1):
        if kind is WEEK:
            note(key, _("can be shifted, not scaled"), _("Use shift or set."))
        else:
            note(key, _("holds no numbers and can be neither scaled nor shifted"), _("Use set."))
        return
    if not (math.isfinite(factor) and math.isfinite(amount)):
        note(key, _("is no finite number"), _("Write a number such as 1.5."))
        return
    values = frame[name].to_numpy(dtype=float, na_value=math.nan, copy=True)
    with np.errstate(over="ignore"):
        moved = np.clip(values[mask] * factor + amount, -FARTHEST, FARTHEST)
    if kind.store == "whole":
        # Halves go up, as on paper: 1.15 x 10 is 11.5 there and a little less in binary.
        moved = np.floor(np.round(moved, 9) + 0.5)
    for value in np.unique(moved[~np.isnan(moved)]):
        if not _in_range(field, value, key, note):
            return
        if is_identity_number(float(value), note.before):
            note.identity_number(key)
            return
    values[mask] = moved
    frame[name] = _restored(field, values.astype(object))


def _in_range(field: FieldInfo, value: float, key: str, note: _Note) -> bool:
    kind = kind_of(field)
    try:
        adapter_of(field).validate_python(int(value) if kind.store == "whole" else float(value))
    except ValidationError as error:
        shown, outside = with_decimal_mark(f"{value:.10g}"), is_outside(field, error)
        what = _("makes {number}, which {outside}", number=shown, outside=outside)
        if kind is WEEK:
            what = _("makes a week, which {outside}", outside=outside)
        note(key, what, _("Keep to {allowed}.", allowed=allowed_range(field)))
        return False
    return True


def _valid(field: FieldInfo, text: str, key: str, note: _Note) -> object | None:
    try:
        value: object = adapter_of(field).validate_python(text)
    except ValidationError as error:
        first, kind = error.errors()[0], kind_of(field)
        outside = is_outside(field, error)
        is_ours = first["type"] == "value_error"
        why = str(first["ctx"]["error"]) if is_ours else _("is not {kind}", kind=_(kind.name))
        cure = _("Write {allowed}.", allowed=allowed_range(field)) if outside else suggestion(kind, text)
        note(key, outside or why, cure, text)
        return None
    return value


def _restored(field: FieldInfo, values: NDArray[np.object_]) -> pd.Series[Any]:
    cells = [None if not isinstance(v, tuple) and pd.isna(v) else v for v in values]
    filled = np.empty(len(cells), dtype=object)
    filled[:] = cells
    blanks = may_be_unstated(field) or (kind_of(field).store != "list" and None in cells)
    return stored(kind_of(field), filled, blanks=blanks)
