"""A file as --out: whole or not at all, never over what it is made from, and as closed as it was."""

import os
import stat
from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.folders import FileTarget
from tests.folders.test_target import closed

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")


def test_the_file_that_is_read_is_never_written_over_however_it_is_named(tmp_path: Path) -> None:
    tasks, link = tmp_path / "tasks.csv", tmp_path / "posts.csv"
    tasks.write_text("tasks", encoding="utf-8")
    link.symlink_to(tasks)
    for out in (tasks, link, tmp_path / "." / "tasks.csv"):
        with pytest.raises(UsageFault, match="left as it is"):
            FileTarget(out, [tasks], may_replace=True)
    assert tasks.read_text(encoding="utf-8") == "tasks"


def test_a_link_is_followed_and_what_was_there_stands_until_the_whole_file_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    with pytest.raises(UsageFault, match="--replace"):
        FileTarget(link, [], may_replace=False)
    target = FileTarget(link, [], may_replace=True)
    with pytest.raises(TypeError):
        target.write("no bytes")  # type: ignore[arg-type]
    assert real.read_text(encoding="utf-8") == "old"
    target.write(b"new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    assert {path.name for path in tmp_path.iterdir()} == {"real.csv", "link.csv"}


@posix_only
def test_a_new_file_follows_the_umask_and_a_replaced_one_keeps_its_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        FileTarget(tmp_path / "posts.csv", [], may_replace=False).write(b"posts")
        assert stat.S_IMODE((tmp_path / "posts.csv").stat().st_mode) == 0o640
        (tmp_path / "posts.csv").chmod(0o600)
        FileTarget(tmp_path / "posts.csv", [], may_replace=True).write(b"posts")
        assert stat.S_IMODE((tmp_path / "posts.csv").stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_folder_is_no_file_to_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="It is a folder"):
        FileTarget(tmp_path, [], may_replace=True)


@posix_only
def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "posts.csv")
    with pytest.raises(UsageFault, match="no ordinary file"):
        FileTarget(tmp_path / "posts.csv", [], may_replace=True)


def test_a_file_in_a_folder_that_may_not_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "posts.csv").write_text("posts", encoding="utf-8")
    closed(monkeypatch, tmp_path)
    with pytest.raises(UsageFault, match="would have to be writable"):
        FileTarget(tmp_path / "posts.csv", [], may_replace=True)


def test_once_it_is_written_the_file_says_so(tmp_path: Path) -> None:
    target = FileTarget(tmp_path / "posts.csv", [], may_replace=False)
    target.write(b"posts")
    assert (target.is_written, target.said) == (True, f"{tmp_path / 'posts.csv'} is written, whole.")
