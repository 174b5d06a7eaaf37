"""What every table's class is made of: a row, and a column that says what it holds."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def column(default: Any, what: str, *, unit: str | None = None, blank: str | None = None) -> Any:  # noqa: ANN401
    """A column with its description, unit and what a blank cell means; `...` marks it required."""
    extra: dict[str, Any] = {key: value for key, value in (("unit", unit), ("blank", blank)) if value is not None}
    return Field(default, description=what, json_schema_extra=extra or None)


class Row(BaseModel):
    """One row of a table; unknown columns are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)
