"""The check of duty.csv: each wrong row and sum caught, a missing file and one too many as well."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from planner.texts import speaking
from planner.verification import verify
from tests.planning.test_duty import given_duty
from tests.scenarios import written
from tests.workbooks.books import changed, folder_of, put


@pytest.mark.parametrize(
    "row, column, value",
    [(0, "hours_covered", "25"), (1, "people_short", "0"), (1, "unit", "NORD"), (3, "week", "2026-W48")],
)
def test_a_forged_cell_is_refused(tmp_path: Path, row: int, column: str, value: str) -> None:
    path = written(given_duty(tmp_path).plan(), tmp_path / "plan") / "duty.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert table.loc[row, column] != value
    table.loc[row, column] = value
    path.write_text(table.to_csv(index=False, lineterminator="\n"), encoding="utf-8")
    assert ("duty", f"duty.csv row {row + 2}") in {(one.check, one.where) for one in verify(path.parent)}


def test_a_row_that_is_left_out_and_a_file_that_is_gone_are_refused(tmp_path: Path) -> None:
    path = written(given_duty(tmp_path).plan(), tmp_path / "plan") / "duty.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert [one.where for one in verify(path.parent) if one.check == "duty"] == ["duty.csv"]
    path.unlink()
    assert [one.where for one in verify(path.parent) if one.check == "duty"] == ["duty.csv"]


def test_a_wrong_sum_and_a_claim_on_the_law_are_refused(tmp_path: Path) -> None:
    path = written(given_duty(tmp_path).plan(), tmp_path / "plan") / "plan.json"
    file = json.loads(path.read_text(encoding="utf-8"))
    forged: list[object] = [{**file["duty"], key: value} for key, value in (("hours_gap", 0), ("sure", "read"))]
    for part in (*forged, [], "nothing", None):
        path.write_text(json.dumps({**file, "duty": part}), encoding="utf-8")
        assert [one.where for one in verify(path.parent) if one.check == "duty"] == ["plan.json duty"]


def test_the_sheet_of_duty_hours_is_held_against_the_table(tmp_path: Path) -> None:
    with speaking("sv"):
        folder = folder_of(given_duty(tmp_path).plan(), tmp_path / "plan")
    assert verify(folder) == []
    changed(folder, put("duty", 3, "hours_covered", 7))
    assert {one.check for one in verify(folder)} == {"workbook"}
