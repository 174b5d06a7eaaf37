"""Sheets that are no tables: helper sheets are named, a table under a wrong name is refused."""

from pathlib import Path

from planner.inputs import read
from tests.inputs.folders import GOOD, assert_same, faults_of
from tests.inputs.workbooks import patched, workbook_of


def test_a_helper_sheet_is_named_and_not_read_shown_or_hidden(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path, {"Pivot": [["Ort", "Antal"]], "Dolt": [["x"]], "Läs först": [["y"]]})
    patched(folder / "scenario.xlsx", "xl/workbook.xml", ('<sheet name="Dolt"', '<sheet state="hidden" name="Dolt"'))
    scenario = read(folder)
    assert_same(read(GOOD), scenario)
    named = {(one.code, one.file) for one in scenario.warnings}
    assert named == {("left-unread", "scenario.xlsx!Pivot"), ("left-unread", "scenario.xlsx!Dolt")}


def test_a_table_under_a_name_like_its_own_or_with_its_headings_is_a_fault(tmp_path: Path) -> None:
    sheets = {"Önskemålen": [["x"]], "Blad1": [["person", "plats", "beslut"], ["J1", "S1", "lås"]]}
    folder = workbook_of(GOOD, tmp_path, sheets)
    found = [(fault.code, fault.file, fault.cure.split(" Otherwise")[0]) for fault in faults_of(folder)]
    assert found == [
        ("unknown-table", "scenario.xlsx!Önskemålen", 'Did you mean "önskemål"?'),
        ("unknown-table", "scenario.xlsx!Blad1", 'Did you mean "decisions"?'),
    ]


def test_swedish_names_of_sheets_are_read(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path)
    for plain, swedish in (("jobseekers", "Personer"), ("slots", "PLATSER"), ("preferences", "Önskemål")):
        patched(folder / "scenario.xlsx", "xl/workbook.xml", (f'<sheet name="{plain}"', f'<sheet name="{swedish}"'))
    assert_same(read(GOOD), read(folder))
