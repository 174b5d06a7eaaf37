"""Cells and ids that Excel has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import Faults
from planner.inputs import read
from planner.inputs.cells import FROM_FILE, FROM_ROW, did_you_mean, typed
from planner.inputs.files import csv_table
from planner.schema.tables import TABLES
from tests.inputs.folders import (
    GOOD,
    faults_of,
    message_of,
)
from tests.inputs.workbooks import workbook_of


@pytest.mark.parametrize("cell,what", [(date(2026, 2, 1), "date"), (1.5, "number"), (True, "yes or no")])
def test_an_id_that_excel_has_changed_is_refused(cell: object, what: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [["supervisor_id"], ["H1"], ["H2"], [cell]]
    folder = workbook_of(GOOD, tmp_path, {"supervisors": rows})
    assert [(fault.code, fault.row, fault.column) for fault in faults_of(folder)] == [("excel-changed", 4, "A")]
    assert f"Excel has made a {what} of the cell" in message_of(folder)


def test_ids_that_excel_made_whole_numbers_stay_ids(tmp_path: Path) -> None:
    rows: list[list[object]] = [["supervisor_id", "capacity"], ["H1", 4], ["H2"], [17, 2.5]]
    assert "17" in set(read(workbook_of(GOOD, tmp_path, {"supervisors": rows})).tables["supervisors"]["supervisor_id"])


def test_a_cell_is_validated_once_however_often_it_stands_and_every_row_of_it_is_told() -> None:
    people = "jobseeker_id,home_zone,age\nJ1,centrum,old\nJ2,centrum,30\nJ3,centrum,old\n"
    table = csv_table(people.encode(), "jobseekers.csv", faults := Faults())
    assert table is not None
    frame = typed(TABLES["jobseekers"], table, faults)
    assert [(fault.code, fault.row) for fault in faults.found] == [("jobseekers-age", 2), ("jobseekers-age", 4)]
    assert frame["age"].isna().tolist() == [True, False, True]
    assert set(frame.columns) == {*TABLES["jobseekers"].columns, FROM_FILE, FROM_ROW}


@pytest.mark.parametrize(
    "word, said", [("slot", "slots"), ("SLOTS", "slots"), ("travle", "travel"), ("qqq", "slots, travel")]
)
def test_a_word_near_a_known_one_is_answered_with_that_and_any_other_with_all_known(word: str, said: str) -> None:
    assert said in did_you_mean(word, ["slots", "travel"])
