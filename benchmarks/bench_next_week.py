"""The planner's week after the plan, as commands: `advance`, `plan --previous` and `diff`, beside the plan itself.

Every fourth proposal is accepted, every tenth declined. Each command runs in a process of its own, as planners start
it; its seconds are told as a share of those of the first `planner plan`, measured in the same run.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.bench_command import Ended, run
from benchmarks.weeks import WEEK, MeasuredWeek
from planner.schema.weeks import week_label, week_number

WEEKS, SLOW_WEEKS = ("300", "3000"), ("3000",)
PLANNER = [sys.executable, "-m", "benchmarks.phase_times"]


def answered(plan: Path) -> int:
    """Fill in the plan's own assignments.csv as a meeting would; the number of answers."""
    sheet = plan / "assignments.csv"
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    proposed = [row for row in rows if row["status"] == "proposed"]
    for number, row in enumerate(proposed):
        row["decision"] = "accepted" if number % 4 == 0 else "declined" if number % 10 == 3 else ""
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return sum(bool(row["decision"]) for row in proposed)


def test_the_week_that_follows(benchmark: BenchmarkFixture, week: MeasuredWeek, tmp_path: Path) -> None:
    """All commands end with code 0, so every plan was verified and next week's scenario read back."""
    first, after, second = (tmp_path / name for name in ("first", "after", "second"))
    limit = ["--time-limit", str(week.shape.seconds)]

    def told(*arguments: str) -> Ended:
        ended = run([*PLANNER, str(tmp_path / "phases.json"), *arguments])
        assert ended.code == 0, arguments
        return ended

    benchmark.group = "next week"
    plan = ("plan", str(week.folder), "--out", str(first), *limit)
    planned: Ended = benchmark.pedantic(told, args=plan, rounds=1)  # type: ignore[no-untyped-call]
    answers = answered(first)
    to = week_label(week_number(WEEK) + 1)
    commands = {
        "advance": ("advance", str(first), "--scenario", str(week.folder), "--to", to, "--out", str(after)),
        "previous": ("plan", str(week.folder), "--out", str(second), "--previous", str(first), *limit),
        "diff": ("diff", str(first), str(second)),
    }
    took = {name: told(*arguments) for name, arguments in commands.items()}
    benchmark.extra_info.update(
        week=week.shape.name, answers=answers, plan_seconds=planned.seconds,
        **{f"{name}_seconds": ended.seconds for name, ended in took.items()},
        **{f"{name}_share": ended.seconds / planned.seconds for name, ended in took.items()},
        **{f"{name}_mb": round(ended.peak_mb) for name, ended in took.items()},
    )  # fmt: skip
