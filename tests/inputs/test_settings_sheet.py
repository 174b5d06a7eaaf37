"""The sheet of keys and values that stands for scenario.toml."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.errors import Faults, UsageFault
from planner.inputs import opened, read
from planner.inputs.language import stated_language
from planner.inputs.settings_sheet import settings_sheet
from planner.texts import speaking
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


def test_a_cure_names_the_sheet_and_its_keys_where_the_settings_are_in_one(tmp_path: Path) -> None:
    book = load_workbook(filled(SCENARIOS / "tiny", tmp_path / "week.xlsx"))
    people = book["Personer"]
    groups = next(cell.column for cell in people[1] if cell.value == "grupper")
    people.cell(2, groups).value = "kök"
    book.save(tmp_path / "week.xlsx")
    with speaking("sv"):
        (fault,) = faults_of(tmp_path / "week.xlsx")
    assert "i bladet Scenario med nyckeln groups.kök.tag och värdet kök" in fault.cure
    assert "scenario.toml" not in str(fault)


def test_a_bad_value_in_the_sheet_is_cured_as_cells_are_written(tmp_path: Path) -> None:
    rows: Rows = [["solve.workers", "två"], ["settings.allow_uncovered_weeks", "kanske"]]
    assert [fault.cure for fault in faults_of(book_of(tmp_path, *rows))] == [
        "Write a whole number, such as 3.",
        "Write yes or no (ja or nej, true or false, sant or falskt, 1 or 0).",
    ]


def test_the_keys_of_groups_that_the_template_shows_make_groups_once_they_have_values(tmp_path: Path) -> None:
    values = {
        "groups.kök.tag": "kök", "groups.unga.column": "ålder", "groups.unga.where.max": "24",
        "groups.unga.where.min": "18", "groups.unga.ground": "age", "groups.unga.legal_basis": "beslut § 4",
        "groups.unga.approver": "nämnden", "groups.unga.expires": "2027-06-30", "groups.unga.name_sv": "unga",
        "settings.group_minimum.unga": "0", "settings.may_cost.waiting": "0,02",
    }  # fmt: skip
    book = load_workbook(filled(SCENARIOS / "tiny", tmp_path / "week.xlsx"))
    rows = {str(key.value): value for key, value, *_rest in book["Scenario"].iter_rows(min_row=2)}
    for key, value in values.items():
        rows[key].value = value
    assert not rows["groups.unga.where"].value
    book.save(tmp_path / "week.xlsx")
    scenario = read(tmp_path / "week.xlsx")
    assert scenario.groups["kök"].tag == "kök"
    youth = scenario.groups["unga"]
    assert (youth.column, youth.where, youth.ground) == ("age", {"max": 24, "min": 18}, "age")
    assert scenario.settings.may_spend("waiting") == 0.02


def test_a_group_is_told_in_the_words_of_the_tables(tmp_path: Path) -> None:
    rows: Rows = [["groups.barn.column", "Lämnar barn"], ["groups.barn.where", "ja"]]
    group = read(book_of(tmp_path, *rows)).groups["barn"]
    assert (group.column, group.where) == ("leaves_children", "yes")
