"""What a workbook holds beside values: errors, formulas, formats, merged and far cells, hidden sheets, passwords."""

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from planner.errors import Faults, InputFaults, UsageFault
from planner.inputs import read
from planner.inputs.excel import letter
from planner.inputs.files import RawTable
from planner.inputs.workbook import read_workbook
from planner.inputs.xls import read_xls
from tests.inputs.folders import GOOD, assert_same, codes_of, faults_of, good, message_of, text_of
from tests.inputs.workbooks import patched, workbook_of

Rows = list[list[object]]
PEOPLE: Rows = [
    ["jobseeker_id", "home_zone", "age", "skills", "protected_identity"],
    ["J1", "centrum", 30, "truck", None],
    ["J2", "centrum", 40, None, None],
    ["J3", "centrum", 50, None, None],
]
MENTIONS = ("outcomes", "baselines", "decisions", "placements", "history", "preferences", "past_placements", "audit")


def people(tmp_path: Path, rows: Rows, *edits: tuple[str, str], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The sound scenario with these jobseekers on the first sheet of a workbook, whose XML is then edited."""
    folder = good(tmp_path)
    for name in ("jobseekers", *MENTIONS):
        (folder / f"{name}.csv").unlink()
    with xlsxwriter.Workbook(folder / "scenario.xlsx") as book:
        sheet = book.add_worksheet("jobseekers")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    patched(folder / "scenario.xlsx", part, *edits)
    return folder


def filled(**cells: object) -> Rows:
    """The jobseekers with some cells of J2 set."""
    at = {name: position for position, name in enumerate(PEOPLE[0])}
    rows = [list(row) for row in PEOPLE]
    for name, cell in cells.items():
        rows[2][at[name]] = cell
    return rows


def sheet_of(tmp_path: Path, write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> RawTable:
    """The only sheet, called zones, of a workbook that `write` fills, as a raw table."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        write(book, book.add_worksheet("zones"))
    (sheet,) = read_workbook(path.read_bytes(), "book.xlsx", {"zones": ("zone", "name")}, Faults()) or []
    assert sheet.table is not None
    return sheet.table


@pytest.mark.parametrize("column,letter", [("age", "C"), ("skills", "D")])
@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_an_error_cell_is_a_fault_in_every_column(column: str, letter: str, error: str, tmp_path: Path) -> None:
    marked = filled(**{column: 977})
    folder = people(tmp_path, marked, (f'<c r="{letter}3"><v>977</v>', f'<c r="{letter}3" t="e"><v>{error}</v>'))
    (fault,) = faults_of(folder)
    assert (fault.code, fault.row, fault.column, fault.value) == (f"jobseekers-{column}", 3, letter, error)


@pytest.mark.parametrize(
    "cell",
    ['t="e"><v>#N/A</v>', "><f>VLOOKUP(A3,R!A:B,2,0)</f><v></v>", "><f>A1</f>", 't="str"><f>A1</f>'],
)  # fmt: skip
def test_who_is_protected_by_a_cell_without_a_value_is_hidden(cell: str, tmp_path: Path) -> None:
    edit = ('<c r="E3"><v>977</v>', f'<c r="E3" {cell}')
    folder = people(tmp_path, filled(protected_identity=977, home_zone="nowhere"), edit)
    (fault,) = faults_of(folder)
    assert (fault.code, fault.row, fault.column) == ("jobseekers-protected-identity", 3, "E")
    assert "J2" not in message_of(folder)
    assert "VLOOKUP" not in message_of(folder)


def test_a_formula_whose_result_is_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    edit = ('<c r="C3"><v>977</v>', '<c r="C3" t="str"><f>IF(A1="","x","")</f><v></v>')
    folder = people(tmp_path, filled(age=977), edit)
    patched(folder / "scenario.xlsx", "xl/workbook.xml", (' fullCalcOnLoad="1"', ""))
    assert read(folder).tables["jobseekers"]["age"].isna().tolist() == [False, True, False]


def test_results_that_the_file_calls_stale_are_none(tmp_path: Path) -> None:
    edit = ('<c r="C3"><v>977</v>', '<c r="C3"><f>20+20</f><v>0</v>')
    assert "jobseekers!C3: the cell holds a formula without a result" in message_of(
        people(tmp_path, filled(age=977), edit)
    )


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


def test_a_book_that_unpacks_without_end_is_refused_unread(tmp_path: Path) -> None:
    folder = people(tmp_path, PEOPLE)
    path = folder / "scenario.xlsx"
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, raw in parts.items():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, raw)
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(600):
                sheet.write(bytes(1_000_000))
    assert "holds more than 500 MB when unpacked" in message_of(folder)


def test_numbers_keep_the_zeros_that_their_format_shows(tmp_path: Path) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["zone", "name"])
        sheet.write_number(1, 0, 2, book.add_format({"num_format": "00000"}))
        sheet.write_number(2, 0, 7, book.add_format({"num_format": '"J"000'}))

    table = sheet_of(tmp_path, write)
    assert table.columns["zone"].tolist() == ["00002", "7"]
    assert table.changed == {("zone", 3): "number shown otherwise"}


def test_percentages_are_shares_and_never_hours(tmp_path: Path) -> None:
    rows: Rows = [["jobseeker_id", "home_zone", "hours_per_week"], ["J1", "centrum", 0.75], ["J2", "centrum", 0.375]]
    folder = people(tmp_path, rows, ('<c r="C2">', '<c r="C2" s="1">'), ('<c r="C3">', '<c r="C3" s="2">'))
    styles = ("</cellXfs>", '<xf numFmtId="9"/><xf numFmtId="10"/></cellXfs>')
    patched(folder / "scenario.xlsx", "xl/styles.xml", styles)
    told = [(fault.column, fault.value, fault.cure) for fault in faults_of(folder) if fault.row in {2, 3}]
    assert told == [
        ("C", "75 %", "Write 30: 75 % of 40 hours."), ("C", "37.5 %", "Write 15: 37.5 % of 40 hours.")
    ]  # fmt: skip


def test_a_hidden_table_is_read_and_named_and_hidden_lists_are_passed_over(tmp_path: Path) -> None:
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


def test_old_workbooks_tell_their_errors_too() -> None:
    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def place(row: int, column: int) -> bytes:
        return struct.pack("<HH", row, column) + bytes(3)

    raw = b"".join([
        record(0x0009, struct.pack("<HH", 2, 0x10)),
        record(0x0004, place(0, 0) + b"\x04zone"),
        record(0x0005, place(1, 0) + b"\x2a\x01"),
        record(0x0003, place(2, 0) + struct.pack("<d", 7.0)),
        record(0x0005, place(3, 0) + b"\x01\x00"),
        record(0x000A, b""),
    ])  # fmt: skip
    (sheet,) = read_xls(raw)
    assert sheet.rows == [(1, ["zone"]), (2, ["#N/A"]), (3, ["7"]), (4, ["yes"])]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["zones.csv", "scenario.xlsx"])
def test_a_pipe_or_device_is_no_table(name: str, tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    assert codes_of(folder) == ["cannot-read"]
    (folder / name).unlink()
    (folder / name).symlink_to("/dev/zero")
    assert codes_of(folder) == ["cannot-read"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_for_the_settings_is_called_no_file(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "scenario.toml").unlink()
    os.mkfifo(folder / "scenario.toml")
    with pytest.raises(UsageFault, match=r"scenario\.toml is no file"):
        read(folder)


def test_an_unsound_workbook_raises_nothing_but_faults(tmp_path: Path) -> None:
    folder = people(tmp_path, PEOPLE, ('<c r="A2" t="s">', '<c r="A2" t="s" s="99">'), ("<v>5</v>", "<v>99</v>"))
    with pytest.raises(InputFaults, match="not-a-workbook"):
        read(folder)
