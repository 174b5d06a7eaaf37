"""Checks from Python: what is wrong comes out as tables, and is not raised."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

import planner
from tests.api.small import small
from tests.inputs.folders import SCENARIOS
from tests.workbooks.templates import filled


def test_a_sound_scenario_is_true_and_says_what_is_in_it(tmp_path: Path) -> None:
    found = planner.check(small(tmp_path))
    assert found
    assert found.faults.empty
    assert found.summary["candidates"] > 0
    assert list(found.warnings.columns) == ["code", "file", "row", "column", "value", "what", "cure", "text"]


def test_every_fault_is_a_row_with_its_cure(tmp_path: Path) -> None:
    found = planner.check(str(small(tmp_path, supervisors="supervisor_id,capacity\nH1,many\nH2,-1\n")))
    assert not found
    assert found.summary == {}
    assert list(found.faults["row"]) == [2, 3]
    assert found.faults["value"].to_list() == ["many", "-1"]
    assert found.faults["text"][0] in repr(found)
    assert "many" in found._repr_html_()


def test_a_template_is_a_scenario_once_it_is_filled_in_and_its_faults_are_marked(tmp_path: Path) -> None:
    week = planner.template(tmp_path / "week.xlsx", language="sv")
    marked = tmp_path / "faults.xlsx"
    found = planner.check(week, mark=marked, language="en")
    assert found.faults["code"].to_list() == ["missing-key"]
    assert load_workbook(marked).sheetnames[0] == "Faults and warnings"
    with pytest.raises(planner.UsageFault, match="is there already"):
        planner.check(week, mark=marked, language="en")
    with pytest.raises(planner.UsageFault, match="It is read"):
        planner.check(week, mark=week, language="en")
    with pytest.raises(planner.UsageFault, match="is there already"):
        planner.template(week, language="en")


def test_a_workbook_is_read_as_its_folder_is(tmp_path: Path) -> None:
    week = planner.read(filled(SCENARIOS / "tiny", tmp_path / "week.xlsx"))
    assert week.tables == planner.read(SCENARIOS / "tiny").tables


def test_a_changed_plan_is_false_and_the_objections_are_rows(result: planner.Result, tmp_path: Path) -> None:
    out = result.write(tmp_path / "out")
    assert planner.verify(out)
    assert planner.verify(out).objections.empty
    sheet = out / "assignments.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",proposed,", ",kept,"), encoding="utf-8")
    found = planner.verify(str(out))
    assert not found
    assert len(found.objections) > 0
    assert found.objections["message"][0] in repr(found)


def test_a_folder_without_a_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(planner.UsageFault, match=r"plan\.json is missing"):
        planner.verify(tmp_path)
