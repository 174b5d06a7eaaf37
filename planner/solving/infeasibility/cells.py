"""The cells of a scenario that rows of a MIP come from: where they stand in the files, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from planner.formulation import Name
from planner.instance import Instance
from planner.solving.infeasibility.levers import cell_of
from planner.texts import _

# The table and key column of a cell's owner, by the cell's column.
OWNERS = {
    "places": ("slots", "slot_id"), "min_places": ("slots", "slot_id"), "max_people": ("employers", "employer_id"),
    "approaches_per_month": ("employers", "employer_id"),
    "capacity": ("supervisors", "supervisor_id"), "starts_per_week": ("caseworkers", "caseworker_id"),
    "seats": ("modules", "module_id"),
    "budget_sek": ("funding", "funding_id"), "pace_share": ("funding", "funding_id"),
    "hours_per_week": ("jobseekers", "jobseeker_id"),
}  # fmt: skip
SETTINGS = "settings"


@dataclass(frozen=True)
class Cell:
    """A cell as a fault names it: file, row (None where that is unknown) and heading; `value` is what it holds."""

    file: str
    row: int | None
    column: str
    value: float | None

    @property
    def place(self) -> str:
        """File, row and heading in one."""
        if self.row is None:
            return f"{self.file}, {self.column}"
        return _("{file} row {row}, {column}", file=self.file, row=self.row, column=self.column)


class Cells:
    """Looks up the cells of one instance."""

    def __init__(self, instance: Instance) -> None:
        self.tables, self.origins = instance.scenario.tables, instance.scenario.origins
        self.group_minimum = instance.settings.group_minimum

    def row(self, table: str, key: str, owner: str) -> tuple[int, pd.Series[Any]]:
        """An owner's row and its position."""
        frame = self.tables[table]
        position = int((frame[key] == owner).to_numpy().argmax())
        return position, frame.iloc[position]

    def of_owner(self, column: str, owner: str) -> Cell:
        """The cell of a column of OWNERS."""
        table, key = OWNERS[column]
        position, row = self.row(table, key, owner)
        return Cell(*self.origins.place(table, position, column), float(row[column]))

    def decision(self, decision: str, person: str, slot: str | None = None) -> Cell:
        """The cell of a pin or forbid, or of a person who is contested."""
        frame = self.tables["decisions"]
        own = (frame["decision"] == decision) & (frame["jobseeker_id"] == person)
        own = own if slot is None else own & (frame["slot_id"] == slot)
        return Cell(*self.origins.place("decisions", int(own.to_numpy().argmax()), "decision"), None)

    def of_row(self, name: Name) -> Cell | None:
        """The cell that a row of the MIP comes from; None where it is a rule and no cell."""
        constraint, key = name
        if constraint == "decisions":
            return self.decision(*key)
        if constraint == "person_hours":
            return self.of_owner("hours_per_week", key[0])
        if constraint == "funding_pace":
            return self.of_owner("pace_share", key[0])
        cell = cell_of(name)
        return None if cell is None else self.of_lever(*cell)

    def of_lever(self, kind: str, owner: tuple[str, ...]) -> Cell:
        """The cell that a lever changes."""
        if kind == "group_minimum":
            return Cell(SETTINGS, None, kind, float(self.group_minimum[owner[0]]))
        return self.of_owner(kind, owner[0]) if kind in OWNERS else self.decision(kind, *owner)
