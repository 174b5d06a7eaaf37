"""plan.xlsx: the same bytes for the same plan, nothing in it that runs, and sheets that print as they are read."""

from __future__ import annotations

import gc
import io
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from planner.planning.workbook import plan_sheets, with_workbook
from planner.schema.plan_workbook import KEY, MEETING, SHEETS, WORKBOOK
from planner.texts import speaking
from planner.verification import verify
from planner.workbooks import styles
from planner.workbooks.plan_workbook import plan_workbook
from tests.scenarios import Given
from tests.workbooks.books import NAMES, column, folder_of, planned_week, sheet, week


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return planned_week(tmp_path)


def test_the_same_plan_is_the_same_bytes_with_the_day_of_the_plan_week_and_no_clock(tmp_path: Path) -> None:
    plan = week(tmp_path).plan()
    books = [with_workbook(plan).files[WORKBOOK] for _time in range(2)]
    assert books[0] == books[1]
    with zipfile.ZipFile(io.BytesIO(books[0])) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        days = re.findall(r"\d{4}-\d\d-\d\dT\S*?Z", archive.read("docProps/core.xml").decode())
    assert set(days) == {"2026-11-23T00:00:00Z"}


def test_nothing_runs_but_the_look_ups_of_names_and_texts_stay_what_they_are(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / WORKBOOK)
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    running = [cell for cell in cells if cell.data_type == "f"]
    assert running
    assert all(str(cell.value).startswith("=IFERROR(VLOOKUP(") for cell in running)
    assert {cell.parent.cell(1, cell.column).value for cell in running} == {"Namn"}
    texts = {cell.value: cell for cell in cells if cell.data_type == "s"}
    for text in (*NAMES.values(), "0007", "001"):
        assert texts[text].number_format == "@"


def test_every_sheet_has_swedish_headings_and_prints_on_a4_across_below_its_headings(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / WORKBOOK)
    assert book.sheetnames == [sheet(name) for name in SHEETS if name not in {"lists", "duty", "tags", "targets"}]
    for page in book:
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.print_title_rows == "$1:$1"
        assert str(page.freeze_panes).endswith("2")
        assert not {str(cell.value) for cell in page[1]} & {"jobseeker_id", "slot_id", "reason", "decision"}


def test_each_caseworker_has_a_page_and_the_decision_a_list_of_swedish_words(folder: Path) -> None:
    page = openpyxl.load_workbook(folder / WORKBOOK)[sheet(MEETING)]
    whose = [cell.value for cell in page[openpyxl.utils.get_column_letter(column(page, "caseworker_id"))]][1:]
    assert whose == ["K1", "K2"]
    assert [one.id for one in page.row_breaks.brk] == [2]
    (choice,) = page.data_validations.dataValidation
    assert choice.formula1 == '"tackat ja,tackat nej,avvakta"'
    assert page.auto_filter.ref.endswith("3")


def test_the_key_is_empty(folder: Path) -> None:
    page = openpyxl.load_workbook(folder / WORKBOOK)[sheet(KEY)]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [["Person", "Namn"]]


def test_a_plan_in_english_has_the_plain_names_of_the_tables(tmp_path: Path) -> None:
    with speaking("en"):
        plan = week(tmp_path).plan()
    book = openpyxl.load_workbook(io.BytesIO(with_workbook(plan).files[WORKBOOK]))
    page = book["Meeting"]
    assert [cell.value for cell in page[1]] == list(SHEETS[MEETING].columns)


def test_a_text_that_looks_like_the_code_of_a_character_stays_as_it_is() -> None:
    assert styles.cell_text("a_x0041_\nb") == "a_x005F_x0041_ b"


def test_an_empty_plan_has_every_sheet(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible").person("P1").slot("S1", union_consulted_on="2026-11-01")
    sheets = plan_sheets(given.plan())
    assert "changes" not in sheets
    assert set(SHEETS) - set(sheets) == {"changes", "lists", "duty", "tags", "targets"}
    assert sheets[MEETING].empty


@pytest.mark.parametrize("name", ["''=x", "=cmd|' /C calc'!A0", "'=x", "=1+1", "a;''=b", "Kök|Vård, A|B"])
def test_a_name_of_any_kind_is_read_back_as_it_was(name: str, tmp_path: Path) -> None:
    given = week(tmp_path).change("employers", "E1", name=name)
    assert verify(folder_of(given.plan(), tmp_path / "plan")) == []


@pytest.mark.parametrize("rows", [2, 60])
def test_a_workbook_that_is_given_up_half_way_says_nothing(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    sheets = {
        name: pd.DataFrame({column: ["x"] * 50 for column in SHEETS[name].columns}) for name in ("employers", "lists")
    }
    left, append = [rows], WriteOnlyWorksheet.append

    def interrupted(self: WriteOnlyWorksheet, row: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        append(self, row)

    monkeypatch.setattr(WriteOnlyWorksheet, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        plan_workbook(sheets, "A week", 202648)
    gc.collect()
    assert not told
