"""Where the rows of a scenario's tables stand in its files, so that what is found later can be named as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True)
class Origins:
    """By table, for each row the file and the number in it; by file, what a message calls its columns.

    In a workbook that is a letter, under headings of a language the heading, else the plain name.
    """

    files: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    rows: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def place(self, table: str, position: int, column: str) -> tuple[str, int | None, str]:
        """File, row and column of a cell as a fault names them; only the table where its origin is unknown."""
        if table not in self.files:
            return f"{table}.csv", None, column
        file = str(self.files[table][position])
        return file, int(self.rows[table][position]), self.shown.get(file, {}).get(column, column)
