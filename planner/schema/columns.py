"""What one column of a table accepts, taken from its pydantic field: kind, range, default, unit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from planner.schema.cells import Kind
from planner.texts import _, pgettext

# A bound this high only keeps slips out, and no planner needs to read it.
NO_LIMIT = 10**9


def _metadata(field: FieldInfo) -> list[Any]:
    metadata = list(field.metadata)
    pending = [field.annotation]
    while pending:
        annotation = pending.pop()
        if get_origin(annotation) is Annotated:
            metadata += list(annotation.__metadata__)  # type: ignore[union-attr]
            pending.append(get_args(annotation)[0])
        else:
            pending += [arg for arg in get_args(annotation) if arg is not Ellipsis]
    return metadata


def kind_of(field: FieldInfo) -> Kind:
    """The kind of cell of a column."""
    return next(item for item in _metadata(field) if isinstance(item, Kind))


def range_of(field: FieldInfo) -> tuple[float | None, float | None]:
    """Least and greatest value a column allows; None where open."""
    lower = next((item.ge for item in _metadata(field) if isinstance(item, Ge)), None)
    upper = next((item.le for item in _metadata(field) if isinstance(item, Le)), None)
    return lower, upper  # type: ignore[return-value]


def adapter_of(field: FieldInfo) -> TypeAdapter[Any]:
    """The validator of one cell of a column."""
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[(annotation, *field.metadata)] if field.metadata else annotation)


@cache
def adapters_of(row: type[BaseModel]) -> Mapping[str, TypeAdapter[Any]]:
    """The validators of every column of a table, by name."""
    return {name: adapter_of(field) for name, field in row.model_fields.items()}


def may_be_unstated(field: FieldInfo) -> bool:
    """Whether a blank stays blank (a default of None) rather than taking a default."""
    return not field.is_required() and field.default is None


def unit_of(field: FieldInfo) -> str | None:
    """The unit of a column's values, where they have one."""
    return _extra(field, "unit")


def blank_of(field: FieldInfo) -> str | None:
    """What follows from a blank cell, where that is more than its default."""
    return _extra(field, "blank")


def _extra(field: FieldInfo, key: str) -> str | None:
    extra = field.json_schema_extra
    found = extra.get(key) if isinstance(extra, dict) else None
    return None if found is None else str(found)


def default_text(field: FieldInfo) -> str | None:
    """The default as it would be written in a cell; None where the column is required or blank stays blank."""
    if field.is_required() or field.default is None:
        return None
    return kind_of(field).format(field.default)


def allowed_range(field: FieldInfo) -> str | None:
    """The range of a column as a planner reads it, `0 to 168` or `0 or more`; None where there is none."""
    lower, upper = range_of(field)
    if lower is None or upper is None:
        return None
    kind = kind_of(field)
    if kind.numeric and upper >= NO_LIMIT:
        return _("{lower} or more", lower=_spelled(kind, lower))
    return _("{lower} to {upper}", lower=_spelled(kind, lower), upper=_spelled(kind, upper))


def is_outside(field: FieldInfo, error: ValidationError) -> str | None:
    """How a value lies outside the range of its column, `is below 0 SEK`; None where that is not what is wrong."""
    lower, upper = range_of(field)
    wrong, is_week = error.errors()[0]["type"], not kind_of(field).numeric
    if wrong == "greater_than_equal" and lower is not None:
        limit = _with_unit(field, lower)
        return pgettext("week", "is below {limit}", limit=limit) if is_week else _("is below {limit}", limit=limit)
    if wrong == "less_than_equal" and upper is not None:
        limit = _with_unit(field, upper)
        return pgettext("week", "is above {limit}", limit=limit) if is_week else _("is above {limit}", limit=limit)
    return None


def _with_unit(field: FieldInfo, number: float) -> str:
    unit = unit_of(field)
    return f"{_spelled(kind_of(field), number)}{f' {_(unit)}' if unit else ''}"


def _spelled(kind: Kind, number: float) -> str:
    """The number as a cell may hold it whatever separates the cells: with a decimal point, and spaces in thousands."""
    if not kind.numeric:
        return kind.format(number)
    return f"{number:,.6f}".rstrip("0").rstrip(".").replace(",", " ")
