"""The list of changes that make next week's scenario, for a person to read, table by table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from planner.schema.advance_tables import CHANGES_MADE_COLUMNS
from planner.schema.cell_text import cell_text
from planner.schema.tables import TABLES

SETTINGS = "scenario.toml"


@dataclass
class ChangeLog:
    """Changes in the order in which they were made: table, row (its key), column, before, after, why.

    A row that was added or removed has its state, or how it ended, in place of a column's values. Changes of the rows
    of people in `unnamed` (those with protected identity) are counted and not listed.
    """

    unnamed: Collection[str] = ()
    rows: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    not_listed: int = 0

    def cell(self, table: str, key: Iterable[Any], column: str, change: tuple[Any, Any], why: str) -> None:
        """A cell that has become another; nothing is noted where it stayed the same."""
        before, after = (cell_text(table, column, value) for value in change)
        if before != after:
            self._note(table, key, column, (before, after), why)

    def setting(self, key: str, before: str, after: str, why: str) -> None:
        """A key of scenario.toml that has become another; nothing is noted where it stayed the same."""
        if before != after:
            self.rows.append((SETTINGS, "", key, before, after, why))

    def added(self, table: str, key: Iterable[Any], what: str, why: str) -> None:
        """A row that is new."""
        self._note(table, key, "", ("", what), why)

    def removed(self, table: str, key: Iterable[Any], what: str, why: str) -> None:
        """A row that is gone."""
        self._note(table, key, "", (what, ""), why)

    def _note(self, table: str, key: Iterable[Any], column: str, change: tuple[str, str], why: str) -> None:
        parts = ["" if pd.isna(part) else _part(part) for part in key]
        if "jobseeker_id" in TABLES[table].columns and parts[0] in self.unnamed:
            self.not_listed += 1
            return
        self.rows.append((table, "|".join(part for part in parts if part), column, *change, why))

    def frame(self) -> pd.DataFrame:
        """The list by table, what people decided first and what runs on by itself last; each as it was made."""
        first = ("placements", "history", "decisions", "funding", "followups", "left_pool", "slots", "employers")
        names = [SETTINGS, *first, *(name for name in TABLES if name not in first)]
        order = {name: number for number, name in enumerate([*(n for n in names if n != "jobseekers"), "jobseekers"])}
        rows = sorted(self.rows, key=lambda row: order[row[0]])
        return pd.DataFrame(rows, columns=list(CHANGES_MADE_COLUMNS), dtype=object)


def _part(part: object) -> str:
    """An id or a day of a key."""
    return f"{part:%Y-%m-%d}" if isinstance(part, date) else str(part)
