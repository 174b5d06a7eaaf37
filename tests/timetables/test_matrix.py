"""Another engine's matrix as table travel: units named, rows picked, faults with row and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from planner.inputs.write import table_text
from planner.timetables import Matrix, of_matrix
from tests.timetables.porto_alegre import ROOT


def matrix(folder: Path, text: str) -> Matrix:
    path = folder / "bought.csv"
    path.write_text(text, encoding="utf-8")
    return Matrix(path, ("from_id", "to_id", "travel_time"), "seconds", "car", "any", date(2026, 11, 2))


def test_seconds_become_begun_minutes_and_a_blank_is_no_trip(tmp_path: Path) -> None:
    pairs = ("haljarp,landskrona,601", "svalov,landskrona,", "svalov,haljarp,43201", "svalov,away,60")
    given = "\n".join(["from_id,to_id,travel_time", *pairs, ""])
    rows = of_matrix(read(ROOT / "scenarios" / "tiny"), matrix(tmp_path, given))
    assert table_text("travel", rows).splitlines() == [
        "from_zone,to_zone,mode,when,minutes,as_of,looked_up_in",
        "haljarp,landskrona,car,any,11,2026-11-02,bought.csv",
        "svalov,landskrona,car,any,,2026-11-02,bought.csv",
        "svalov,haljarp,car,any,,2026-11-02,bought.csv",
    ]  # fmt: skip


def test_what_is_no_time_and_a_pair_that_is_there_twice_are_told_with_their_rows(tmp_path: Path) -> None:
    given = "from_id,to_id,travel_time\nhaljarp,landskrona,soon\nsvalov,landskrona,-5\nsvalov,landskrona,60\n"
    with pytest.raises(InputFaults) as caught:
        of_matrix(read(ROOT / "scenarios" / "tiny"), matrix(tmp_path, given))
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "travel_time"), (3, "travel_time"), (4, None),
    ]  # fmt: skip


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="travel_time"):
        of_matrix(read(ROOT / "scenarios" / "tiny"), matrix(tmp_path, "from_id,to_id,minutes\na,b,1\n"))
