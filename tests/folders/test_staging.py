"""A staging folder is known as ours, as somebody's who works on, or as left behind by a run that is gone."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from planner.folders.staging import MARKER, Staging, is_staging, left_behind


def gone(folder: Path, target: str, *, notes: bool = False) -> Staging:
    """A staging folder whose process has ended: its lock is free."""
    staging = Staging.begun(folder, target)
    if notes:
        staging.new.mkdir()
        staging.note(target)
    os.close(staging._marker)  # noqa: SLF001 - as the end of the process does
    return staging


def test_one_at_work_is_left_to_its_process_and_one_left_behind_is_found_by_its_target(tmp_path: Path) -> None:
    alive = Staging.begun(tmp_path, "out")
    home, other = gone(tmp_path, "out").home, gone(tmp_path, "elsewhere").home
    assert all(is_staging(path) for path in (alive.home, home, other))
    (found,) = left_behind(tmp_path, "out")
    assert found.home == home
    found.remove()
    alive.remove()
    assert [path.name for path in tmp_path.iterdir()] == [other.name]


def test_what_was_noted_of_the_new_folder_is_known_to_the_next_run(tmp_path: Path) -> None:
    staging = gone(tmp_path, "öut", notes=True)
    (found,) = left_behind(tmp_path, "öut")
    assert found.inode == staging.new.stat().st_ino
    found.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_the_same_name_with_another_marker_is_not_ours(tmp_path: Path) -> None:
    foreign = tmp_path / ".planner-x"
    foreign.mkdir()
    assert not is_staging(foreign)
    (foreign / MARKER).write_text("notes", encoding="utf-8")
    assert list(left_behind(tmp_path, "out")) == []
    assert list(left_behind(tmp_path / "not there", "out")) == []


def test_what_somebody_put_beside_the_new_folder_stays(tmp_path: Path) -> None:
    staging = Staging.begun(tmp_path, "out")
    staging.new.mkdir()
    (staging.home / "notes.txt").touch()
    staging.remove()
    assert [path.name for path in staging.home.iterdir()] == ["notes.txt"]


def test_a_folder_whose_marker_cannot_be_made_is_removed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_named: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("planner.folders.staging.os.open", full)
    with pytest.raises(OSError, match="No space left"):
        Staging.begun(tmp_path, "out")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_marker_that_is_a_link_to_one_of_ours_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    staging = gone(tmp_path / "elsewhere", "out")
    (tmp_path / ".planner-x").mkdir()
    (tmp_path / ".planner-x" / MARKER).symlink_to(staging.home / MARKER)
    assert list(left_behind(tmp_path, "out")) == []
