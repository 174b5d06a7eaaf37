"""The whole of `planner plan`, all eight goals: how long, how much memory, and does solving keep its time limit.

A process of its own, as planners start it; the memory is its most resident, without the partner's process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.weeks import Week

WEEKS, SLOW_WEEKS = ("300", "3000", "20000-trades"), ("3000",)
PLANNER = "import sys; from planner.cli.main import main; sys.exit(main())"


@dataclass(frozen=True)
class Ended:
    """How a process ended: exit code, wall seconds, most resident memory."""

    code: int
    seconds: float
    peak_mb: float


def run(command: list[str]) -> Ended:
    """Run a command to its end."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - the planner, by our own interpreter
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(process.returncode, time.monotonic() - begun, used.ru_maxrss / 1024)


def test_the_command_ends_with_a_verified_plan(benchmark: BenchmarkFixture, week: Week) -> None:
    """It ends with code 0, so the verifier accepted the plan; value is at or below bound."""
    limit, out = week.shape.seconds, week.out.with_name("command")
    command = [sys.executable, "-c", PLANNER, "plan", str(week.folder), "--out", str(out), "--time-limit", str(limit)]
    benchmark.group = "command"
    ended: Ended = benchmark.pedantic(run, args=(command,), rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(
        week=week.shape.name, exit_code=ended.code, peak_mb=round(ended.peak_mb), time_limit=limit
    )
    assert ended.code == 0
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    seconds = json.loads((out / "run.json").read_text(encoding="utf-8"))["seconds"]
    benchmark.extra_info.update(
        solving_seconds=seconds["solve"], phases=seconds, **{name: plan[name] for name in ("value", "bound", "gap")}
    )
    assert plan["value"] <= plan["bound"] + 1e-6
