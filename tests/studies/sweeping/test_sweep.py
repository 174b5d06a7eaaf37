"""A sweep: each cell once, one that fails stops no other, and whatever ends it loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from planner.folders import SweepFolder
from planner.reports import sweep_files
from planner.studies.sweeping import LocalProcesses, SweepNews, cells_table, figures_table, identity, sweep
from planner.studies.sweeping.task import CellOutcome
from tests.cli.small import contents, environment, planner
from tests.studies.sweeping.small_study import Here, kept, study, swept, write_study

LONGEST = 240.0


def test_a_cell_that_fails_is_a_row_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    found = swept(study(tmp_path, values="[0, -9, 1]"), tmp_path / "out")
    cells = cells_table(found)
    assert list(cells["more"])[1:] == [-9, 0, 1]  # in the order of the parameter, whatever that of the file
    assert list(cells["state"]) == ["done", "failed", "done", "done"]
    assert "study.toml patch 1, shift.places" in cells["reason"].tolist()[1]
    placed, uplift = cells["placed"].tolist(), cells["uplift"].tolist()
    assert placed[3] >= placed[0]
    assert uplift[2] == uplift[0]
    figures = figures_table(found)
    assert len(figures[figures["cell"] == 1]) == 1
    total = figures[(figures["part"] == "total") & (figures["measure"] == "uplift")].set_index("cell")
    assert (total["value"] - total["base"] - total["difference"]).abs().max() < 1e-9


def test_what_is_finished_is_not_planned_again(tmp_path: Path) -> None:
    given = study(tmp_path)
    first = Here({2: KeyboardInterrupt()})
    with pytest.raises(KeyboardInterrupt):
        swept(given, tmp_path / "out", first)
    assert kept(tmp_path / "out") == [0, 1]
    second = Here()
    found = swept(given, tmp_path / "out", second)
    assert second.started == [2, 3]
    assert sweep_files(found) == sweep_files(swept(given, tmp_path / "other"))


def test_a_cell_that_this_computer_could_not_plan_is_told_and_tried_again(tmp_path: Path) -> None:
    given = study(tmp_path)
    found = swept(given, tmp_path / "out", Here({1: CellOutcome("undone", "out of memory")}))
    assert found.numbers("undone") == [1]
    assert cells_table(found)["reason"].tolist()[1] == "out of memory"
    assert kept(tmp_path / "out") == [0, 2, 3]
    again = Here()
    assert swept(given, tmp_path / "out", again).numbers("undone") == []
    assert again.started == [1]


def test_another_program_is_refused_before_it_plans(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match=r"Another version of the program .*ortools 9\.1 there"):
        swept(study(tmp_path), tmp_path / "out", Here({0: CellOutcome("other_program", "ortools 9.1 there, 9.2 here")}))


def test_faults_of_the_base_are_told_before_there_is_a_folder(tmp_path: Path) -> None:
    given = study(tmp_path, employers="employer_id,sector\nE1,house\n")
    with pytest.raises(InputFaults):
        swept(given, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_time_left_follows_from_the_cells_that_have_ended(tmp_path: Path) -> None:
    given = study(tmp_path)
    news: list[SweepNews] = []
    with SweepFolder(tmp_path / "out", identity(given), 4) as folder:
        sweep(given, folder, Here(), news.append)
    assert [one.finished for one in news] == [0, 1, 2, 3, 4]
    assert {one.all for one in news} == {4}
    assert news[0].seconds_left is None
    assert all(one.seconds_left is not None and one.seconds_left > 0 for one in news[1:-1])
    assert news[-1].seconds_left == 0


@pytest.mark.slow
def test_processes_of_their_own_give_the_bytes_that_one_process_gives(tmp_path: Path) -> None:
    given = study(tmp_path, values="[0, -9, 1]")
    one = swept(given, tmp_path / "one")
    with LocalProcesses(2) as workplace, SweepFolder(tmp_path / "many", identity(given), 4) as folder:
        many = sweep(given, folder, workplace)
    assert sweep_files(many) == sweep_files(one)
    assert contents(tmp_path / "many") == contents(tmp_path / "one")


@pytest.mark.slow
def test_killed_at_several_moments_and_started_again_it_repeats_nothing_and_loses_nothing(tmp_path: Path) -> None:
    path = write_study(tmp_path, values="[0, 1]")
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert planner("sweep", path, "--out", whole).returncode == 0
    for sought in (".sweep.lock", "cells/00000.json", "results.csv"):
        before = {name: (out / "cells" / name).stat().st_mtime_ns for name in names(out)}
        kill_once_there(path, out, out / sought)
        after = {name: (out / "cells" / name).stat().st_mtime_ns for name in before}
        assert after == before, "a finished cell was written again"
        assert set(names(out)) >= set(before)
    assert planner("sweep", path, "--out", out).returncode == 0
    assert contents(out) == contents(whole)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "cells").glob("*.json"))


def kill_once_there(path: Path, out: Path, sought: Path) -> None:
    """Start a sweep, kill it as soon as a file is there, and see that no process of it lives on."""
    command = [sys.executable, "-c", "from planner.cli.main import main; main()", "sweep", str(path), "--out", str(out)]
    with subprocess.Popen([*command, "--processes", "1"], env=environment(), stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + LONGEST
        while not sought.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        children = children_of(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    while any(map(is_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, children)), "a cell went on without anybody to hand it to"


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return list(map(int, listed.read_text(encoding="utf-8").split())) if listed.is_file() else []


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False
