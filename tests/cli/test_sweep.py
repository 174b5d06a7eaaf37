"""planner sweep as people call it: what it prints and writes, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from planner.cli import sweeping
from planner.cli.progress import said_of_sweep
from planner.studies.sweeping import SweepNews
from planner.studies.sweeping.task import CellOutcome
from tests.cli.small import contents, run
from tests.studies.sweeping.small_study import Here, write_study


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """Cells are planned in this process."""
    place = Here()
    monkeypatch.setattr(sweeping, "workplace_of", lambda *_asked: place)
    return place


@pytest.mark.usefixtures("here")
def test_a_study_becomes_a_table_a_summary_and_a_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run(["sweep", str(write_study(tmp_path, values="[0, 1, -9]")), "--out", str(out)]) == 0
    screen = capsys.readouterr().out
    assert "Fler platser: 4 cells of a study" in screen
    assert "No pictures: too few people." in screen
    assert "-9: error[patch]: study.toml patch 1, shift.places" in screen
    rows = list(csv.DictReader(io.StringIO((out / "results.csv").read_text(encoding="utf-8"))))
    placed = [row for row in rows if (row["part"], row["measure"]) == ("total", "placed")]
    assert [row["more"] for row in placed] == ["", "0", "1"]
    assert [row["state"] for row in rows if row["more"] == "-9"] == ["failed"]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert [cell["state"] for cell in summary["cells"]] == ["done", "failed", "done", "done"]
    assert [cell.get("placed") for cell in summary["cells"]][2:] == [int(row["value"]) for row in placed][1:]


@pytest.mark.usefixtures("here")
def test_run_again_it_plans_nothing_and_changes_no_byte(tmp_path: Path, here: Here) -> None:
    call = ["sweep", str(write_study(tmp_path, values="[1]")), "--out", str(tmp_path / "out")]
    assert run(call) == 0
    before = contents(tmp_path / "out")
    here.started.clear()
    assert run(call) == 0
    assert here.started == []
    assert contents(tmp_path / "out") == before


def test_exit_codes_say_what_is_to_be_tried_again_and_what_no_week_allows(tmp_path: Path, here: Here) -> None:
    path = write_study(tmp_path, values="[1]")
    here.told[1] = CellOutcome("undone", "out of memory")
    assert run(["sweep", str(path), "--out", str(tmp_path / "out")]) == 1
    failed = CellOutcome("failed", "no such plan")
    here.told.update({0: failed, 1: failed})
    assert run(["sweep", str(path), "--out", str(tmp_path / "none")]) == 3
    assert run(["report", str(tmp_path / "none"), "--out", str(tmp_path / "page.html")]) == 0


def test_a_fault_of_the_study_is_told_and_no_folder_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_study(tmp_path, values="[]")
    assert run(["sweep", str(path), "--out", str(tmp_path / "out")]) == 3
    assert "so the grid is empty" in capsys.readouterr().err
    assert run(["sweep", str(write_study(tmp_path)), "--out", str(tmp_path / "week")]) == 2
    assert run(["sweep", str(path), "--out", str(tmp_path / "out"), "--processes", "2", "--cluster", "tcp://x:1"]) == 2
    assert not (tmp_path / "out").exists()


def test_stopped_it_says_what_is_kept_and_that_the_same_command_goes_on(
    tmp_path: Path, here: Here, capsys: pytest.CaptureFixture[str]
) -> None:
    here.told[2] = KeyboardInterrupt()
    assert run(["sweep", str(write_study(tmp_path)), "--out", str(tmp_path / "out")]) == 130
    assert "2 of 4 cells are finished and stay in" in capsys.readouterr().err
    assert run(["report", str(tmp_path / "out"), "--out", str(tmp_path / "page.html")]) == 2
    assert "the sweep is not finished" in capsys.readouterr().err


def test_progress_says_how_many_are_finished_and_how_long_the_rest_takes() -> None:
    assert said_of_sweep(SweepNews(0, 4, None)) == "0 of 4 cells"
    assert said_of_sweep(SweepNews(1, 4, 31.2)) == "1 of 4 cells, 32 s left"
    assert said_of_sweep(SweepNews(2, 400, 5400.0)) == "2 of 400 cells, 90 min left"
