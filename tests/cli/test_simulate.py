"""planner simulate as people call it: what it prints and writes, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.small import contents, environment, run, write_small, write_what_if

FEW = ["--weeks", "3", "--seeds", "2"]
LONGEST = 120.0


@pytest.fixture
def week(tmp_path: Path) -> Path:
    return write_small(tmp_path / "week")


def test_weeks_become_tables_a_summary_and_a_screen(
    week: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["simulate", str(week), *FEW, "--out", str(out)]) == 0
    screen = capsys.readouterr().out
    assert "Exempelköping, vecka 48: 3 simulated weeks" in screen
    assert "2 worlds from 2026-W48 on" in screen
    assert sorted(path.name for path in out.iterdir() if path.is_file()) == [
        ".simulation.lock", "money.csv", "results.csv", "simulation.json", "summary.json", "weeks.csv",
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO((out / "results.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 6 * 2
    for row in rows:
        assert float(row["ratio"]) <= 1.005
        assert float(row["waiting_max"]) >= float(row["waiting_mean"])
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    for policy in summary["policies"]:
        assert policy.keys() >= {
            "policy", "value", "hindsight", "ratio", "placed", "waiting_mean", "waiting_max", "seconds_per_week",
        }  # fmt: skip
        assert [one["seed"] for one in policy["seeds"]] == [1, 2]
        assert policy["value"].keys() == {"value", "low", "high"}
    assert summary["bound"]["value"] >= max(policy["value"]["value"] for policy in summary["policies"]) - 1e-6
    assert summary["change"] is summary["change_after"] is None
    assert "each week's best plan (greedy)" in screen
    assert "Warning" not in screen


def test_a_change_money_and_a_single_world_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    funding = "funding_id,budget_sek,to_week\nF1,110000,2028-W52\n"
    programmes = (
        "programme_id,rule,funding_id,cost_person_week_sek\npraktik,arbetspraktik,,\njobb,ordinarie_anstallning,F1,5\n"
    )
    week = write_small(tmp_path / "week", funding=funding, programmes=programmes)
    what_if = write_what_if(week, tmp_path / "more")
    call = ["simulate", str(week), "--weeks", "3", "--seeds", "1", "--policy", "usual"]
    more = ["--change", str(what_if), "--change-after", "2", "--out", str(tmp_path / "out")]
    assert run([*call, *more]) == 0
    screen = capsys.readouterr().out
    assert "Money in the simulated weeks, F1: 3,000 SEK." in screen
    assert "En plats till på S2 comes after 2 weeks." in screen
    assert "Warning: one world is chance." in screen
    assert "models/simulation/judgement/2/ beside the scenario" in screen.replace("\n  ", " ")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["change"], summary["change_after"], summary["money"]) == ("En plats till på S2", 2, {"F1": 3000.0})


def test_nobody_is_named_and_people_with_protected_identity_are_in_no_world(week: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["simulate", str(week), *FEW, "--policy", "greedy", "--out", str(out)]) == 0
    files = contents(out)
    assert not any(name in raw for raw in files.values() for name in (b"P1", b"P2", b"P5"))
    summary = json.loads(files["summary.json"])
    assert summary["people_at_first"] == 4
    assert [one["policy"] for one in summary["policies"]] == ["greedy"]


def test_run_again_it_runs_nothing_and_changes_no_byte(
    week: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["simulate", str(week), *FEW, "--out", str(tmp_path / "out"), "--json"]
    assert run(call) == 0
    before, first = contents(tmp_path / "out"), capsys.readouterr().out
    assert run(call) == 0
    assert contents(tmp_path / "out") == before
    assert capsys.readouterr().out == first
    assert json.loads(first)["weeks"] == 3


@pytest.mark.parametrize(
    "more, code, said",
    [
        (["--seeds", "many"], 2, "many"),
        (["--seeds", "0"], 2, "--seeds"),
        (["--weeks", "521"], 2, "--weeks"),
        (["--policy", "usual,clever"], 2, '"clever" is no policy'),
        (["--history", "nowhere"], 2, "nowhere"),
        (["--change", "nowhere"], 2, "nowhere"),
    ],
)
def test_what_cannot_be_simulated_is_named_and_nothing_is_written(  # noqa: PLR0913, PLR0917 - fixtures and cases
    week: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], code: int, said: str
) -> None:
    assert run(["simulate", str(week), *more, "--out", str(tmp_path / "out")]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_history_without_dates_ends_in_3(week: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", str(week), *FEW, "--history", str(week), "--out", str(tmp_path / "out")]) == 3
    assert "error[simulation]: jobseekers.csv, available_from" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_else_is_left_alone(week: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert run(["simulate", str(week), *FEW, "--out", str(tmp_path / "out")]) == 2
    assert contents(tmp_path / "out") == {"mine.txt": b"mine"}
    assert run(["simulate", str(week), *FEW, "--out", str(week)]) == 2


@pytest.mark.slow
def test_killed_and_started_again_it_repeats_nothing_finished(week: Path, tmp_path: Path) -> None:
    out, more = tmp_path / "out", ["--weeks", "30", "--seeds", "4"]
    command = [sys.executable, "-c", "from planner.cli.main import main; main()", "simulate", str(week), *more]
    with subprocess.Popen([*command, "--out", str(out)], env=environment(), stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + LONGEST
        while not (out / "cells" / "00002.json").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
    before = {path.name: path.stat().st_mtime_ns for path in (out / "cells").glob("*.json")}
    assert 0 < len(before) < 4 * 6, "it ended before it was killed"
    assert subprocess.run([*command, "--out", str(out)], env=environment(), check=False).returncode == 0
    assert {name: (out / "cells" / name).stat().st_mtime_ns for name in before} == before
    assert len(list((out / "cells").glob("*.json"))) == 4 * 6
    assert json.loads((out / "simulation.json").read_text(encoding="utf-8"))["finished"] is True
