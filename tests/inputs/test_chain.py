"""The folders of a scenario: which files of them are its tables, and what they extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.inputs import read
from tests.inputs.folders import (
    GOOD,
    assert_same,
    codes_of,
    faults_of,
    good,
    message_of,
    with_settings,
    write,
)
from tests.inputs.workbooks import write_workbook


def test_file_names_may_have_capitals(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "slots.csv").rename(folder / "Slots.CSV")
    assert_same(read(GOOD), read(folder))


def test_files_that_excel_and_macs_leave_are_passed_over(tmp_path: Path) -> None:
    folder = good(
        tmp_path, {"._slots.csv": b"\x00", "~$scenario.xlsx": b"\x00", ".~lock.slots.csv#": b"x", "notes.txt": b""}
    )
    assert_same(read(GOOD), read(folder))


def test_optional_tables_may_be_missing(tmp_path: Path) -> None:
    folder = good(tmp_path)
    for name in (
        "outcomes", "baselines", "decisions", "placements", "history", "preferences", "past_placements", "audit",
        "caseworkers",
    ):  # fmt: skip
        (folder / f"{name}.csv").unlink()
    assert read(folder).tables["decisions"].empty


def test_a_table_in_two_places_is_a_fault(tmp_path: Path) -> None:
    folder = good(tmp_path)
    write_workbook(folder / "scenario.xlsx", {"caseworkers": [["caseworker_id"], ["K1"], ["K2"]]})
    assert codes_of(folder) == ["table-twice"]
    assert "scenario.xlsx sheet caseworkers: the table is in caseworkers.csv too" in message_of(folder)


def test_a_folder_called_as_a_table_is_a_fault(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "audit.csv").unlink()
    (folder / "audit.csv").mkdir()
    assert codes_of(folder) == ["cannot-read"]


def test_a_chain_of_links_that_goes_round_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", {"scenario.toml": 'format = 1\nextends = "../b"\n'})
    try:
        (tmp_path / "b").symlink_to(tmp_path / "c")
        (tmp_path / "c").symlink_to(tmp_path / "b")
    except OSError:
        pytest.skip("no links here")
    assert codes_of(folder) == ["no-base"]
    (tmp_path / "b").unlink()
    (tmp_path / "b").symlink_to(folder)
    assert codes_of(folder) == ["extends-itself"]


def test_a_section_under_its_former_name_is_read_as_the_one_of_today(tmp_path: Path) -> None:
    scenario = read(with_settings(tmp_path / "former", '[rules]\noff = ["slot_places"]'))
    assert scenario.constraints_off == ("slot_places",)
    faults = faults_of(with_settings(tmp_path / "both", "[rules]\noff = []\n[constraints]\noff = []"))
    assert [(fault.code, fault.column) for fault in faults] == [("unknown-key", "rules")]
    assert faults[0].what == "is the former name of constraints, which is here too"
    assert faults[0].cure == "Write all of it under [constraints]."


def test_a_path_longer_than_any_file_may_have_is_no_base(tmp_path: Path) -> None:
    folder = write(tmp_path, {"scenario.toml": f'format = 1\nextends = "{"x" * 300}"\n'})
    assert codes_of(folder) == ["no-base"]


def test_two_files_whose_names_differ_by_capitals_alone_are_one_table_twice(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "SLOTS.csv").write_bytes((folder / "slots.csv").read_bytes())
    if len([path for path in folder.iterdir() if path.name.lower() == "slots.csv"]) == 1:
        pytest.skip("capitals are no difference here")
    assert codes_of(folder) == ["table-twice"]


def test_a_table_that_links_to_itself_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "audit.csv").unlink()
    try:
        (folder / "audit.csv").symlink_to(folder / "audit.csv")
    except OSError:
        pytest.skip("no links here")
    assert codes_of(folder) == ["cannot-read"]
