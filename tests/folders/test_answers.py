"""A sheet in which a meeting has written anything is told with its rows; one that nobody touched is not."""

from pathlib import Path

import pytest

from planner.folders import write_files
from planner.folders.answers import filled_sheets
from planner.schema.plan_workbook import KEY, MEETING, WORKBOOK
from tests.folders.conftest import HEADER, plan_like
from tests.workbooks.books import changed, planned_week, put, sheet


def filled(folder: Path, text: str, name: str = "assignments.csv") -> list[str]:
    write_files(folder, {name: text.encode()})
    return [str(sheet) for sheet in filled_sheets(folder, ["plan.json", name])]


def test_a_plan_as_it_was_written_is_not_filled_in(tmp_path: Path) -> None:
    write_files(tmp_path, plan_like("earlier"))
    assert filled_sheets(tmp_path, ["plan.json", "assignments.csv", "inputs/scenario.toml"]) == ()


@pytest.mark.parametrize("cells", ["yes,", ",ill", "yes,ill"])
def test_a_decision_or_a_motive_fills_a_row_and_blanks_do_not(cells: str, tmp_path: Path) -> None:
    rows = f"P1,proposed,S1,T,2026-W48, , \nP2,proposed,S2,T,2026-W48,{cells}\n"
    write_files(tmp_path, {"assignments.csv": (HEADER + rows).encode()})
    (sheet,) = filled_sheets(tmp_path, ["assignments.csv"])
    assert [row.row for row in sheet.rows] == [3]
    assert (sheet.rows[0].cell("jobseeker_id"), sheet.rows[0].cell("shoe_size")) == ("P2", "")
    assert str(sheet) == "assignments.csv (1 row filled in)"


def test_a_column_that_somebody_added_fills_the_proposals_and_no_other_table(tmp_path: Path) -> None:
    more = HEADER.replace("\n", ",note\n") + "P1,proposed,S1,T,2026-W48,,,call first\n"
    assert filled(tmp_path / "a", more) == ["assignments.csv (1 row filled in)"]
    assert filled(tmp_path / "b", more, "slots.csv") == []


def test_proposals_without_the_columns_of_answers_or_that_cannot_be_read_are_taken_for_filled(tmp_path: Path) -> None:
    assert filled(tmp_path / "a", "jobseeker_id,motive\nP1,\n") == ["assignments.csv (has no column decision)"]
    assert filled(tmp_path / "b", "jobseeker_id,motive\nP1,\n", "slots.csv") == []
    (said,) = filled(tmp_path / "c", "jobseeker_id,decision,motive\nP1,,,,x\n")
    assert said.startswith("assignments.csv (cannot be read, ")


def test_a_workbook_is_filled_in_by_the_meetings_list_and_by_nothing_else(tmp_path: Path) -> None:
    folder = planned_week(tmp_path)
    assert filled_sheets(folder, [WORKBOOK]) == ()
    changed(folder, put(KEY, 2, "name", "Astrid Påhitt"))
    changed(folder, put(MEETING, 2, "name", "Astrid Påhitt"))
    assert filled_sheets(folder, [WORKBOOK]) == ()
    changed(folder, put(MEETING, 2, "motive", "sjuk"))
    (found,) = filled_sheets(folder, [WORKBOOK])
    assert str(found) == "plan.xlsx (1 row filled in)"
    assert (found.rows[0].cell("jobseeker_id"), found.rows[0].cell("motive")) == ("P4", "sjuk")
    assert "Påhitt" not in repr(found)


def test_a_workbook_that_cannot_be_read_or_has_lost_its_list_counts_as_filled_in(tmp_path: Path) -> None:
    folder = planned_week(tmp_path)
    changed(folder, lambda book: book.remove(book[sheet(MEETING)]))
    assert [str(one) for one in filled_sheets(folder, [WORKBOOK])] == [
        "plan.xlsx (has no sheet with the meeting's list)"
    ]
    write_files(folder, {WORKBOOK: b"PK"})
    assert [one.fault is not None for one in filled_sheets(folder, [WORKBOOK])] == [True]
