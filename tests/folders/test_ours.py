"""A folder is ours by what its files say, and in it only what they list."""

import json
from pathlib import Path

import pytest

from planner.folders import write_files
from planner.folders.ours import KEYS, NAMES_SHOWN, contents_of
from planner.schema.plan import COMPARISON_FILE, PLAN_FILE
from tests.folders.conftest import plan_like

COMPARISON = json.dumps(dict.fromkeys(KEYS[COMPARISON_FILE], 1)).encode()


def test_a_plan_is_known_by_its_keys_and_what_it_does_not_list_is_foreign(tmp_path: Path) -> None:
    write_files(tmp_path, plan_like("x") | {"thesis.odt": b"", "inputs/own.csv": b"", ".DS_Store": b""})
    found = contents_of(tmp_path)
    assert (found.mark, found.week) == (PLAN_FILE, "2026-W48")
    assert found.files == ("assignments.csv", "inputs/scenario.toml", "plan.json")
    assert found.foreign == ("inputs/own.csv", "thesis.odt")


@pytest.mark.parametrize("broken", ["no JSON", "[]", '{"format": 2}', '{"format": 1, "scenario": "x"}'])
def test_a_file_of_that_name_that_says_something_else_makes_nothing_ours(broken: str, tmp_path: Path) -> None:
    write_files(tmp_path, plan_like("x") | {PLAN_FILE: broken.encode()})
    found = contents_of(tmp_path)
    assert (found.mark, found.files) == (None, ())
    assert set(found.foreign) == set(plan_like("x"))


def test_a_link_to_a_plan_is_none(tmp_path: Path) -> None:
    write_files(tmp_path / "plan", plan_like("x"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / PLAN_FILE).symlink_to(tmp_path / "plan" / PLAN_FILE)
    assert contents_of(tmp_path / "out").mark is None


def test_a_folder_of_comparisons_is_ours_with_each_of_them(tmp_path: Path) -> None:
    for name in ("more", "less"):
        write_files(tmp_path, {f"{name}/{COMPARISON_FILE}": COMPARISON, f"{name}/changes.csv": b""})
    write_files(tmp_path, {"less/notes.txt": b"", "other/changes.csv": b"", "comparison.csv": b""})
    found = contents_of(tmp_path)
    assert found.mark == COMPARISON_FILE
    assert found.files == tuple(
        f"{name}/{file}" for name in ("less", "more") for file in ("changes.csv", COMPARISON_FILE)
    )
    assert found.foreign == ("comparison.csv", "less/notes.txt", "other/changes.csv")
    beside = {"format": 1, "base": "x", "what_ifs": [], "files": ["comparison.csv", "pictures/what-ifs.svg", "own.csv"]}
    write_files(
        tmp_path, {"comparisons.json": json.dumps(beside).encode(), "pictures/what-ifs.svg": b"", "own.csv": b""}
    )
    found = contents_of(tmp_path)
    assert {"comparison.csv", "comparisons.json", "pictures/what-ifs.svg"} <= set(found.files)
    assert found.foreign == ("less/notes.txt", "other/changes.csv", "own.csv")


def test_an_empty_folder_is_empty_and_one_with_an_empty_folder_is_not(tmp_path: Path) -> None:
    assert contents_of(tmp_path).is_empty
    (tmp_path / "inside").mkdir()
    assert contents_of(tmp_path).foreign == ("inside/",)


def test_a_few_foreign_names_are_shown_on_one_line_and_the_rest_counted(tmp_path: Path) -> None:
    for number in range(NAMES_SHOWN + 2):
        (tmp_path / f"{number}\n.txt").touch()
    assert contents_of(tmp_path).shown() == "0 .txt, 1 .txt, 2 .txt and 2 more"
