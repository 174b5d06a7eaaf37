"""A sheet in which a meeting has written anything is told with its rows; one that nobody touched is not."""

from pathlib import Path

import pytest

from planner.folders import write_files
from planner.folders.answers import filled_sheets
from tests.folders.conftest import HEADER, plan_like


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
