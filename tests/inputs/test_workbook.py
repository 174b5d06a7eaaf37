"""What a workbook holds beside values: errors, formulas, formats, merged and far cells, hidden sheets, passwords."""

from pathlib import Path

import pytest

from planner.inputs import read
from planner.inputs.excel import letter
from tests.inputs.folders import GOOD, assert_same, codes_of, faults_of, good, message_of, text_of
from tests.inputs.workbooks import PEOPLE, filled, patched, people, workbook_of


def test_merged_cells_are_a_fault_and_hide_everybody_they_cover(tmp_path: Path) -> None:
    folder = people(
        tmp_path, [*filled(protected_identity="yes", home_zone="nowhere"), ["J4", "nowhere2", 33, None, None]],
        ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="E3:E5"/></mergeCells>'),
    )  # fmt: skip
    (fault,) = faults_of(folder)
    assert (fault.code, fault.row, fault.column) == ("merged-cells", 3, "E")
    assert "E3:E5" in fault.what
    assert not any(name in message_of(folder) for name in ("J2", "J3", "J4", "nowhere"))


def test_what_is_merged_above_and_in_the_headings_changes_nothing(tmp_path: Path) -> None:
    merged = ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells>')
    folder = people(tmp_path, [["Deltagare vecka 48"], *PEOPLE], merged)
    scenario = read(folder)
    assert [warned.row for warned in scenario.warnings if warned.code == "title-row"] == [1]
    assert scenario.tables["jobseekers"]["jobseeker_id"].tolist() == ["J1", "J2", "J3"]


def test_ragged_rows_below_a_title_give_no_fault_of_their_own(tmp_path: Path) -> None:
    folder = people(tmp_path, [["Deltagare"], ["uttag 2026-11-24"], [], *filled(age="old")])
    assert codes_of(folder) == ["jobseekers-age"]


@pytest.mark.parametrize("cell,at", [(" ", "XFD1048576"), ("x", "XFD1048576"), (" ", "B900000"), ("x", "H2")])
def test_a_stray_cell_is_named_at_once(cell: str, at: str, tmp_path: Path) -> None:
    row = int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    stray = f'<c r="{at}" t="str"><v xml:space="preserve">{cell}</v></c>'
    edit = ("</sheetData>", f'<row r="{row}">{stray}</row></sheetData>')
    if row == 2:
        edit = ('</c></row><row r="3"', f'</c>{stray}</row><row r="3"')
    (fault,) = faults_of(people(tmp_path, PEOPLE, edit))
    assert (fault.code, f"{fault.column}{fault.row}") == ("stray-cell", at)


def test_a_hidden_table_is_read_and_named_and_our_hidden_lists_are_passed_over(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path, {"Listor": [["B1"]], "zones (2)": [["zone"]]})
    book = folder / "scenario.xlsx"
    for name in ("zones", "Listor", "zones (2)"):
        patched(book, "xl/workbook.xml", (f'<sheet name="{name}"', f'<sheet state="hidden" name="{name}"'))
    scenario = read(folder)
    assert_same(read(GOOD), scenario)
    assert {(warned.code, warned.file) for warned in scenario.warnings} == {
        ("hidden-sheet", "scenario.xlsx!zones"), ("left-unread", "scenario.xlsx!zones (2)"),
    }  # fmt: skip


def test_a_heading_that_is_an_error_is_a_fault_of_its_cell_and_hides_everybody(tmp_path: Path) -> None:
    head, *rows = [line.split(",") for line in text_of("jobseekers.csv").splitlines()]
    at = head.index("protected_identity") if "protected_identity" in head else len(head)
    decided = [["jobseeker_id", "slot_id", "decision"], ["J1", "S1", "perhaps"]]
    changed = {"jobseekers": [[*head[:at], "#N/A", *head[at + 1 :]], *rows], "decisions": decided}
    folder = workbook_of(GOOD, tmp_path, changed)
    fault = next(fault for fault in faults_of(folder) if fault.file == "scenario.xlsx!jobseekers")
    assert (fault.code, fault.row, fault.column, fault.value) == ("no-column-name", 1, letter(at), "#N/A")
    assert "J1" not in message_of(folder)


def test_a_doubled_heading_is_told_by_the_cell_of_the_second(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path, {"caseworkers": [["caseworker_id", "starts_per_week", "Caseworker_id"]]})
    (fault,) = [fault for fault in faults_of(folder) if fault.code == "column-twice"]
    assert (fault.where, "caseworker_id" in fault.what) == ("scenario.xlsx caseworkers!C1", True)


def test_two_sheets_of_one_table_are_a_fault_that_names_both(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path, {"zones ": [["zone"], ["centrum"]]})
    patched(
        folder / "scenario.xlsx", "xl/workbook.xml", ('<sheet name="zones "', '<sheet state="hidden" name="zones "')
    )
    (fault,) = faults_of(folder)
    assert fault.code == "table-twice"
    assert "scenario.xlsx sheet zones too, and this one is hidden" in fault.what


def test_a_password_is_called_one_and_nothing_is_said_to_be_missing(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "slots.csv").unlink()
    name = "EncryptedPackage".encode("utf-16-le")
    (folder / "scenario.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + name + bytes(2000))
    assert codes_of(folder) == ["encrypted-workbook"]


def test_nothing_in_a_workbook_speaks_of_separators(tmp_path: Path) -> None:
    said = message_of(people(tmp_path, [*PEOPLE, ["J4", "centrum", 30, None, None, "x"], ["J5"]]))
    assert "jobseekers!F5: the cell stands outside the table" in said
    assert "separator" not in said


def test_a_workbook_reads_as_its_tables_do(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(workbook_of(GOOD, tmp_path)))


def test_faults_in_a_workbook_name_sheet_and_cell(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path, {"supervisors": [["supervisor_id", "capacity"], ["H1", "many"], ["H2"]]})
    assert 'error[supervisors-capacity]: scenario.xlsx supervisors!B2: "many" is not a number.' in message_of(folder)
    folder = workbook_of(GOOD, tmp_path, {"supervisors": [["supervisor_id", "capacty"], ["H1", 2], ["H2"]]})
    assert "scenario.xlsx supervisors!B1: there is no column" in message_of(folder)


def test_references_in_a_workbook_name_the_cell_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [["jobseeker_id", "slot_id", "rank"], ["J1", "S1", 1], ["J1", "S77", 1]]
    assert 'preferences!B3: "S77" names no row of slots' in message_of(
        workbook_of(GOOD, tmp_path, {"preferences": rows})
    )


def test_an_empty_sheet_of_no_table_is_passed_over(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(workbook_of(GOOD, tmp_path, {"Blad1": []})))
    assert codes_of(workbook_of(GOOD, tmp_path, {"Slotts": [["x"]]})) == ["unknown-table"]


def test_what_is_no_workbook_is_a_fault(tmp_path: Path) -> None:
    for raw in (b"", b"zone;lat", b"PK\x03\x04" + bytes(100)):
        assert codes_of(good(tmp_path, {"scenario.xlsx": raw})) == ["not-a-workbook"]
