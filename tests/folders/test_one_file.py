"""A file as --out: whole or not at all, never over what it is made from, and as closed as it was."""

import os
import stat
from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.folders import FileTarget

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
