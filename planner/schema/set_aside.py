"""What was set aside when a scenario was read: rows with faults, and the rows that depend on them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.errors import Fault


@dataclass(frozen=True)
class SetAsideRow:
    """One reason why one row was set aside, with the caseworker of the person, where that is known."""

    caseworker: str | None
    fault: Fault


@dataclass(frozen=True)
class SetAside:
    """All rows that were set aside; how many people and slots that are, and placements that became anonymous."""

    rows: tuple[SetAsideRow, ...] = ()
    people: int = 0
    slots: int = 0
    occupied: int = 0

    @property
    def num_rows(self) -> int:
        """How many rows of the files: a row may have several faults."""
        return len({(row.fault.file, row.fault.row) for row in self.rows})
