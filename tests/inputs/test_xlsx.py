"""Cells of a workbook that hold no value, and books that cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from planner.inputs.xlsx import UnreadableBook, read_xlsx
from tests.inputs.folders import (
    faults_of,
    message_of,
)
from tests.inputs.workbooks import PEOPLE, filled, patched, people


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


def test_an_unsound_workbook_raises_nothing_but_faults(tmp_path: Path) -> None:
    folder = people(tmp_path, PEOPLE, ('<c r="A2" t="s">', '<c r="A2" t="s" s="99">'), ("<v>5</v>", "<v>99</v>"))
    with pytest.raises(InputFaults, match="not-a-workbook"):
        read(folder)


LINKS = '<Relationships><Relationship Id="r1" Type="x/{kind}" Target="{target}"/></Relationships>'
BARE = {
    "_rels/.rels": LINKS.format(kind="officeDocument", target="xl/workbook.xml"),
    "xl/workbook.xml": '<workbook><sheets><sheet name="zones" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": LINKS.format(kind="worksheet", target="worksheets/sheet1.xml"),
}


def bare(rows: str, *, before: str = "") -> bytes:
    """A workbook as a program may write it that is no Excel: no table of texts, no styles, no addresses of cells."""
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w") as book:
        for name, text in BARE.items():
            book.writestr(name, text)
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f"{before}<worksheet><sheetData>{rows}</sheetData></worksheet>",
            zipfile.ZIP_STORED,
        )
    return raw.getvalue()


def texts(*cells: str) -> str:
    """A row of texts in their cells."""
    row = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f"<row>{row}</row>"


def test_a_workbook_without_addresses_styles_or_a_table_of_texts_is_read() -> None:
    days = '<row><c t="d"><v>2026-11-23T00:00:00</v></c><c><v>46349</v></c></row>'
    (sheet,) = read_xlsx(bare(texts("zone", "name") + days))
    assert [cells for _row, cells in sheet.rows] == [["zone", "name"], ["2026-11-23", "46349"]]
    assert sheet.changed == {(2, 0): "date"}


def test_how_a_text_is_spoken_is_no_part_of_it() -> None:
    spoken = '<c t="inlineStr"><is><t>Zon</t><rPh sb="0" eb="3"><t>zoon</t></rPh></is></c>'
    (sheet,) = read_xlsx(bare(f"<row>{spoken}</row>"))
    assert [cells for _row, cells in sheet.rows] == [["Zon"]]


@pytest.mark.parametrize(
    "raw, said",
    [
        (bare("", before="<!DOCTYPE x [<!ENTITY a 'b'>]>"), "declares entities of its own"),
        (bare(texts(*"abcdef")), "more than 5 cells"),
    ],
)
def test_a_book_that_no_excel_writes_or_none_can_hold_is_refused(
    raw: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.inputs.xlsx.MOST_CELLS", 5)
    with pytest.raises(UnreadableBook, match=said):
        read_xlsx(raw)


def test_a_book_whose_packed_bytes_are_spoilt_is_damaged(tmp_path: Path) -> None:
    folder = people(tmp_path, PEOPLE)
    path = folder / "scenario.xlsx"
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as book:
        part = book.getinfo("xl/worksheets/sheet1.xml")
    at = part.header_offset + 30 + len(part.filename)
    raw[at : at + 8] = b"\xff" * 8
    path.write_bytes(raw)
    assert "the workbook is damaged" in message_of(folder)
