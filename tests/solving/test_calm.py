"""A counted run gives the same bytes whatever else the computer does, and only its user can put a clock to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from planner.planning import Plan
from planner.reports import screen
from planner.solving import solve
from planner.solving.estimate import expected_seconds
from planner.solving.interrupt import Interrupts
from planner.solving.solution import SearchProgress
from tests.scenarios import Given, crowded, objections, pairs

ROOT = Path(__file__).resolve().parent.parent.parent
BUSY = 8


@contextmanager
def busy(count: int) -> Iterator[None]:
    """So many processes that never rest."""
    children = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()


def planned(scenario: str, out: Path, *options: str) -> dict[str, bytes]:
    """The files of a plan by one worker, but for the log of the run."""
    command = [
        sys.executable,
        "-c",
        "from planner.cli.main import main; main()",
        "plan",
        str(ROOT / "scenarios" / scenario),
    ]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run([*command, "--out", str(out), "--workers", "1", *options], check=True, cwd=ROOT, capture_output=True,
                   env=environment)  # fmt: skip
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    del files["run.json"]
    return files


@pytest.mark.slow
@pytest.mark.parametrize("scenario, limit", [("tiny", "5"), ("landskrona", "1")])
def test_beside_eight_busy_processes_one_worker_gives_the_same_bytes(tmp_path: Path, scenario: str, limit: str) -> None:
    calm = planned(scenario, tmp_path / "calm", "--time-limit", limit)
    with busy(BUSY):
        beside = planned(scenario, tmp_path / "beside", "--time-limit", limit)
    assert len(calm) > 10
    assert [name for name in calm.keys() | beside.keys() if calm.get(name) != beside.get(name)] == []
    assert b'"reproducible": true' in calm["plan.json"]


def test_a_clock_that_jumps_changes_nothing_of_a_counted_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = crowded(tmp_path, people=60, slots=25, seed=2)
    given.solve = {"workers": 1, "gap": 0, "time_limit_seconds": 1}
    calm = given.plan()
    ticks = iter(range(10**9))
    for module in ("budget", "search.portfolio", "statistics"):
        jumping = SimpleNamespace(monotonic=lambda: 1000.0 * next(ticks))
        monkeypatch.setattr(f"planner.solving.{module}.time", jumping)
    hasty = given.plan()
    assert hasty.file.reproducible
    assert hasty.files == calm.files


def stopped_plan(given: Given, seconds: float, workers: int = 1) -> Plan:
    given.solve = {"workers": workers, "gap": 0, "time_limit_seconds": 600, "max_seconds": seconds}
    return given.plan()


@pytest.mark.parametrize("workers", [1, 2])
def test_max_seconds_ends_a_run_with_the_best_so_far_and_the_plan_says_so(tmp_path: Path, workers: int) -> None:
    plan = stopped_plan(crowded(tmp_path, people=60, slots=25, seed=2), 1e-3, workers)
    assert (plan.file.reproducible, plan.file.unrepeatable, plan.file.interrupted) == (False, "max_seconds", False)
    assert objections(plan, tmp_path / "plan") == []
    assert "stopped by max_seconds" in screen(plan, None)
    assert [goal.status for goal in plan.file.goals][1:] == ["skipped"] * (len(plan.file.goals) - 1)


def test_max_seconds_that_leave_no_time_for_any_search_still_give_what_is_demanded(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=30, slots=12, seed=2)
    given.settings["group_minimum"] = {"young": 1}
    plan = stopped_plan(given, 1e-9)
    assert plan.file.unrepeatable == "max_seconds"
    assert objections(plan, tmp_path / "plan") == []


def test_max_seconds_that_are_not_reached_leave_the_run_as_it_is(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    plan = stopped_plan(given, 3600)
    assert plan.file.unrepeatable is None
    assert pairs(plan) == ["P1 S1 T"]


def test_without_max_seconds_nobody_asks_what_time_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solving.interrupt.time", None)
    with Interrupts() as interrupts:
        assert not interrupts.asked()
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.asked()


def test_what_a_counted_run_will_take_is_told_before_anything_else(tmp_path: Path) -> None:
    told: list[SearchProgress] = []
    given = crowded(tmp_path, people=20, slots=9)
    given.solve = {"workers": 1, "time_limit_seconds": 2}
    instance = given.instance()
    solve(instance, told.append)
    assert told[0].goal == "expected"
    assert told[0].value == expected_seconds(instance) > 2 * 1.25
    assert {news.goal for news in told} >= {"outcome", "prices"}
    given.solve["workers"] = 2
    told.clear()
    solve(given.instance(), told.append)
    assert "expected" not in {news.goal for news in told}


@pytest.mark.parametrize("after", [0, 2, 8, 32, 128])
def test_ctrl_c_at_any_step_ends_with_a_plan_that_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    asked = [0]

    def pressed(self: Interrupts) -> bool:
        asked[0] += 1
        self.is_set = asked[0] > after
        return self.is_set

    monkeypatch.setattr(Interrupts, "asked", pressed)
    given = crowded(tmp_path, people=40, slots=16, seed=3)
    given.solve = {"workers": 1, "gap": 0, "time_limit_seconds": 2}
    plan = given.plan()
    assert plan.file.interrupted is (asked[0] > after)
    assert plan.file.unrepeatable == ("interrupted" if plan.file.interrupted else None)
    assert objections(plan, tmp_path / "plan") == []
