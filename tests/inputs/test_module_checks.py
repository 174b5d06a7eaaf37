"""Faults of table modules: each with file, row, column and cure, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from tests.gaps import gap_week, truck


def test_modules_that_close_nothing_are_told_all_at_once(tmp_path: Path) -> None:
    given = truck(gap_week(tmp_path), "M1", gives_skills=None)
    truck(given, "M2", from_swedish="B1", gives_swedish="A2")
    truck(truck(given, "M3", weeks=0), "M4", funding_id="F9")
    truck(truck(given, "M5", seats=-1), "M5")
    truck(given, "M6", from_swedish="A2")
    with pytest.raises(InputFaults) as refused:
        read(given.write())
    assert {(fault.code, fault.file, fault.row, fault.column) for fault in refused.value.faults} == {
        ("module-gives-nothing", "modules.csv", 2, "gives_skills"),
        ("module-levels", "modules.csv", 3, "from_swedish"),
        ("modules-weeks", "modules.csv", 4, "weeks"),
        ("unknown-reference", "modules.csv", 5, "funding_id"),
        ("modules-seats", "modules.csv", 6, "seats"),
        ("duplicate-id", "modules.csv", 7, "module_id"),
    }
    assert all(fault.cure for fault in refused.value.faults)
