"""The sheet of keys and values that stands for scenario.toml."""

from datetime import date
from pathlib import Path

import pytest

from planner.errors import Faults, UsageFault
from planner.inputs import opened, read
from planner.inputs.language import stated_language
from planner.inputs.settings_sheet import settings_sheet
from tests.identity_numbers import identity_number
from tests.inputs.folders import GOOD, SCENARIOS, assert_same, faults_of
from tests.inputs.workbooks import workbook_of, write_workbook
from tests.workbooks.templates import filled

Rows = list[list[object]]
HEAD: Rows = [["key", "value"], ["scenario.week", "2026-W48"], ["groups.kitchen.tag", "kitchen"]]


def book_of(tmp_path: Path, *rows: list[object]) -> Path:
    """The sound scenario as one workbook, with these further rows of settings."""
    folder = workbook_of(GOOD, tmp_path / "folder", {"scenario": [*HEAD, *rows]})
    (folder / "scenario.toml").unlink()
    return (folder / "scenario.xlsx").rename(tmp_path / "week 48.xlsx")


def test_a_workbook_by_itself_is_a_scenario_called_as_its_file(tmp_path: Path) -> None:
    scenario = read(book_of(tmp_path))
    assert (scenario.name, scenario.homes) == ("week 48", (tmp_path / "week 48.xlsx",))
    assert scenario.num_rows == read(GOOD).num_rows


def test_a_folder_with_a_workbook_needs_no_scenario_toml_where_a_sheet_stands_for_it(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    folder = tmp_path / "other"
    folder.mkdir()
    book.rename(folder / "scenario.xlsx")
    assert read(folder).name == "scenario"
    assert_same(read(folder), read(folder / "scenario.xlsx"))


def test_settings_in_two_places_are_a_fault_and_the_workbook_of_a_folder_is_that_folder(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path, {"scenario": HEAD})
    (fault,) = faults_of(folder)
    assert (fault.code, fault.file) == ("table-twice", "scenario.xlsx!scenario")
    folder = workbook_of(GOOD, tmp_path)
    assert_same(read(folder), read(folder / "scenario.xlsx"))


def test_keys_are_read_in_swedish_and_values_as_excel_shows_them(tmp_path: Path) -> None:
    scenario = read(book_of(
        tmp_path, ["Kommun", "Landskrona"], ["tidsgräns (sekunder)", "2,5"], ["settings.fair_share", "50 %"],
        ["settings.goals", "outcome | waiting"], ["settings.may_cost.waiting", 0.25], ["trådar", 1],
        ["settings.allow_uncovered_weeks", "ja"], ["groups.long.column", "waiting_weeks"],
        ["groups.long.where", 20],
    ))  # fmt: skip
    assert (scenario.municipality, scenario.solve.time_limit_seconds, scenario.solve.workers) == ("1282", 2.5, 1)
    assert scenario.settings.goals == ("outcome", "waiting")
    assert (scenario.settings.fair_share, scenario.settings.may_spend("waiting")) == (0.5, 0.25)
    assert scenario.settings.allow_uncovered_weeks
    assert scenario.groups["long"].where == 20


def test_a_bad_setting_names_its_cell(tmp_path: Path) -> None:
    faults = faults_of(book_of(tmp_path, ["solve.workers", "many"], ["settings.goals", "waiting"], ["nonsense", 1]))
    assert [(fault.code, fault.where) for fault in faults] == [
        ("bad-value", "week 48.xlsx scenario!B4"), ("bad-value", "week 48.xlsx scenario!B5"),
        ("unknown-key", "week 48.xlsx scenario!B6"),
    ]  # fmt: skip


def test_what_is_missing_says_which_row_to_write(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    folder = workbook_of(GOOD, tmp_path / "none", {"scenario": [["key", "value"]]})
    (folder / "scenario.toml").unlink()
    (fault,) = faults_of(folder)
    assert fault.code == "missing-key"
    assert "plan week" in fault.cure
    write_workbook(book, {"slots": [["slot_id"]]})
    assert "no-settings" in [fault.code for fault in faults_of(book)]


def test_a_key_twice_and_a_value_without_a_key_are_faults(tmp_path: Path) -> None:
    faults = faults_of(book_of(tmp_path, ["plan week", "2026-W49"], [None, 5]))
    assert [(one.code, one.row, one.column) for one in faults] == [("key-twice", 4, "A"), ("missing-key", 5, "B")]


def test_an_identity_number_anywhere_in_the_sheet_is_refused(tmp_path: Path) -> None:
    number = identity_number(date(1988, 4, 9))
    (fault,) = faults_of(book_of(tmp_path, ["name", "week", f"asked {number}"]))
    assert (fault.code, fault.row) == ("identity-number", 4)
    assert number not in str(fault)


def test_the_language_is_found_before_the_tables_are_read(tmp_path: Path) -> None:
    keys = {"scenario.week": "2026-W48", "scenario.language": "en"}
    book = filled(SCENARIOS / "tiny", tmp_path / "week.xlsx", "sv", keys)
    assert stated_language(book) == "en"
    assert stated_language(tmp_path / "none.xlsx") is None


def test_a_workbook_that_is_not_there_is_called_a_file(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="There is no file"):
        opened(tmp_path / "week.xlsx")


def test_each_key_stands_in_the_line_of_its_row() -> None:
    sheet = settings_sheet("f", [(1, ["key", "value"]), (4, ["week", "2026-W48"])], "w", Faults())
    assert sheet.text.splitlines() == ["format = 1", "", "", 'scenario.week = "2026-W48"', 'scenario.name = "w"']
