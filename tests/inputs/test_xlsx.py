"""Cells of a workbook that hold no value, and books that cannot be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
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
