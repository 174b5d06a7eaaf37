"""The whole of `planner plan` with all eight goals: its seconds, its memory, and whether solving keeps its time limit.

It runs in a process of its own, as planners start it. The memory is the peak resident memory of that process, without
the HiGHS worker's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.weeks import ROOT, MeasuredWeek

WEEKS, SLOW_WEEKS = ("300", "3000", "20000-trades"), ("3000",)


@dataclass(frozen=True)
class Ended:
    """How a process ended: exit code, wall seconds, peak resident memory."""

    code: int
    seconds: float
    peak_mb: float


def run(command: list[str]) -> Ended:
    """Run a command to its end."""
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - the planner, by our Python
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(process.returncode, time.monotonic() - begun, used.ru_maxrss / 1024)


def test_the_command_ends_with_a_verified_plan(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """It ends with code 0, so the verifier accepted the plan; value is at or below bound."""
    limit, out, notes = week.shape.seconds, week.out.with_name("command"), week.out.with_name("phases.json")
    planner = [sys.executable, "-m", "benchmarks.phase_times", str(notes), "plan", str(week.folder)]
    benchmark.group = "command"
    ended: Ended = benchmark.pedantic(  # type: ignore[no-untyped-call]
        run, args=([*planner, "--out", str(out), "--time-limit", str(limit)],), rounds=1
    )
    phases = json.loads(notes.read_text(encoding="utf-8"))
    benchmark.extra_info.update(
        week=week.shape.name,
        exit_code=ended.code,
        peak_mb=round(ended.peak_mb),
        time_limit=limit,
        solving_seconds=phases.get("solve"),
        phases=phases,
    )
    assert ended.code == 0
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    benchmark.extra_info.update({name: plan[name] for name in ("value", "bound", "gap")})
    assert plan["value"] <= plan["bound"] + 1e-6
