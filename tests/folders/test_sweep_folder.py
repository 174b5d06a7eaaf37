"""The folder of a sweep: one process at a time, one study, one program, and nothing half-written in it."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.errors import UsageFault
from planner.folders import SweepFolder, contents_of
from planner.folders import sweep_folder as module

IDENTITY: dict[str, Any] = {
    "name": "Fler platser", "study": "s1", "base": "b1", "program": "p1", "versions": {"python": "3.11.7"},
}  # fmt: skip
CELL = {"format": 1, "cell": 1, "state": "done"}
# Takes the lock as another process does, says so, and waits to be killed.
HOLDS = """
import sys, time
from pathlib import Path
from planner.folders import SweepFolder
with SweepFolder(Path(sys.argv[1]), {identity!r}, 3):
    print("held", flush=True)
    time.sleep(600)
"""


def opened(out: Path, **changed: Any) -> SweepFolder:  # noqa: ANN401 - parts of the identity
    return SweepFolder(out, IDENTITY | changed, 3)


def test_what_was_kept_is_there_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    with opened(tmp_path / "out") as folder:
        folder.keep(1, CELL)
    with opened(tmp_path / "out") as folder:
        assert folder.cells() == {1: CELL}
        assert folder.said.startswith("1 of 3 cells is finished")
        folder.finish({"results.csv": b"cell\n"})
    assert json.loads((tmp_path / "out" / "sweep.json").read_text(encoding="utf-8"))["finished"] is True
    assert contents_of(tmp_path / "out").foreign == ()


def test_a_second_process_is_refused_and_one_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = HOLDS.format(identity=IDENTITY)
    with subprocess.Popen([sys.executable, "-c", script, str(out)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(UsageFault, match="Another process works on the study"), opened(out):
            pass
        other.kill()
        other.wait()
    with opened(out) as folder:
        assert folder.cells() == {}


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"study": "s2"}, 'holds another study \\("Fler platser"\\)'),
        ({"base": "b2"}, "of another base"),
        ({"program": "p2", "versions": {"python": "3.12.1"}}, "python 3.11.7 there, 3.12.1 here"),
    ],
)
def test_the_folder_of_another_study_base_or_program_is_refused_and_left_as_it_is(
    tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    with opened(tmp_path / "out") as folder:
        folder.keep(1, CELL)
    with pytest.raises(UsageFault, match=said):
        opened(tmp_path / "out", **changed)
    with opened(tmp_path / "out") as folder:
        assert folder.cells() == {1: CELL}


def test_a_folder_with_somebodys_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageFault, match=r"letter\.txt"):
        opened(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("left", [[".sweep.lock"], [".sweep.lock", "sweep.json.part"]])
def test_a_folder_that_was_killed_as_it_was_begun_is_begun_again(tmp_path: Path, left: list[str]) -> None:
    for name in left:
        (tmp_path / name).write_bytes(b"{")
    with opened(tmp_path) as folder:
        folder.keep(1, CELL)
    assert not list(tmp_path.rglob("*.part"))


def test_half_a_cell_is_no_cell(tmp_path: Path) -> None:
    with opened(tmp_path / "out") as folder:
        folder.keep(1, CELL)
    cells = tmp_path / "out" / "cells"
    (cells / "00001.json").write_text('{"format": 1, "ce', encoding="utf-8")
    (cells / "00002.json.part").write_text("{", encoding="utf-8")
    with opened(tmp_path / "out") as folder:
        assert folder.cells() == {}
    assert not (cells / "00002.json.part").exists()


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _raw: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with opened(tmp_path / "out") as folder:
        folder.keep(1, CELL)
        with monkeypatch.context() as patch:
            patch.setattr(module, "write_atomically", full)
            with pytest.raises(UsageFault, match=r"00002\.json cannot be written .*1 of 3 cells is finished and stays"):
                folder.keep(2, CELL | {"cell": 2})
        folder.keep(2, CELL | {"cell": 2})
    with opened(tmp_path / "out") as folder:
        assert sorted(folder.cells()) == [1, 2]
