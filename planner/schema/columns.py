"""What one column of a table accepts, taken from its pydantic field: kind, range, default, unit."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from planner.schema.cells import Kind


def _metadata(field: FieldInfo) -> list[Any]:
    found = list(field.metadata)
    pending = [field.annotation]
    while pending:
        annotation = pending.pop()
        if get_origin(annotation) is Annotated:
            found += list(annotation.__metadata__)  # type: ignore[union-attr]
            pending.append(get_args(annotation)[0])
        else:
            pending += [arg for arg in get_args(annotation) if arg is not Ellipsis]
    return found


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


def may_be_unstated(field: FieldInfo) -> bool:
    """Whether a blank stays blank (a default of None) rather than taking a default."""
    return not field.is_required() and field.default is None
