"""import.toml: how the export of a case system becomes tables of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.schema.closed import Closed
from planner.texts import _

MAP_FILE = "import.toml"
# What stands in place of a table's word: a cell that says nothing, and a word that nobody has chosen yet.
BLANK, NOT_CHOSEN = "-", ""

Order = Literal["day first", "month first"]
Unit = Literal["hours", "percent", "share"]


class ColumnMap(Closed):
    """Where one column of a table comes from: a heading of the export, or the same value in every row."""

    heading: str | None = Field(default=None, description="the heading in the export")
    value: str | None = Field(default=None, description="what stands in every row, where the export has no such column")
    words: Mapping[str, str] = Field(
        default={}, description='the table\'s word by the export\'s; "-" is blank, "" is not chosen yet'
    )
    dates: Order | None = Field(default=None, description="the order in days such as 03/04/2026")
    unit: Unit | None = Field(
        default=None, description="what plain numbers of working time are: hours, or of a full week of 40 hours"
    )
    digits: Annotated[int, Field(ge=2, le=20)] | None = Field(
        default=None, description="digits of an id, to which lost noughts are filled up"
    )

    @model_validator(mode="after")
    def _one_source(self) -> ColumnMap:
        if (self.heading is None) == (self.value is None):
            raise ValueError(_("a column has either a heading or a value"))
        return self


class TableMap(Closed):
    """One table: the sheet it comes from, its columns, and the headings that are left out knowingly."""

    name: str = Field(description="the table of a scenario, such as jobseekers")
    sheet: str | None = Field(default=None, description="the sheet in a workbook")
    drop: tuple[str, ...] = Field(default=(), description="headings that are left out knowingly")
    columns: Mapping[str, ColumnMap] = Field(description="the columns by their name in the table")


class ImportMap(Closed):
    """All of import.toml."""

    format: Literal[1]
    municipality: str | None = Field(default=None, description="where towns are looked for first, by name or code")
    table: tuple[TableMap, ...] = Field(description="the tables that the export gives")
