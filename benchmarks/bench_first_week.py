"""From a register's export of 500 people to a plan in Excel: the commands a planner types, and the seconds of each.

The export is the shipped one with its rows repeated under new case numbers; the places are those of an invented week of
Landskrona. Told are the number of commands, their seconds, and the share of one minute that they take together.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.bench_command import Ended, run

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "scenarios" / "landskrona_export"
PEOPLE, MINUTE = 500, 60.0
CASE, MADE_UP = "Ärendenr", "(påhittad)"


def export_of(people: int, path: Path) -> Path:
    """The shipped export with so many people: the same rows again and again, each with a case number of its own."""
    lines = (SHIPPED / "deltagare.csv").read_text(encoding="utf-8-sig").splitlines()
    head = next(at for at, line in enumerate(lines) if CASE in line.split(";"))
    column = lines[head].split(";").index(CASE)
    rows = [line.split(";") for line in lines[head + 1 :]]
    rows = [row for row in rows if MADE_UP in row]  # and no row of totals
    written = lines[: head + 1]
    for number in range(people):
        row = list(rows[number % len(rows)])
        row[column] = f"A{number:05}"
        written.append(";".join(row))
    path.write_text("\r\n".join(written) + "\r\n", encoding="utf-8-sig", newline="")
    return path


def test_the_first_plan_from_an_export(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """Four commands: an invented base, the import with its map, the check, the plan with its workbook."""
    export = export_of(PEOPLE, tmp_path / "deltagare.csv")
    base, week, plan = (str(tmp_path / name) for name in ("base", "week", "plan"))
    shipped_map = str(SHIPPED / "import.toml")
    commands = {
        "new": ("new", base, "--synthetic", "--municipality", "Landskrona", "--people", str(PEOPLE), "--seed", "1"),
        "import": ("import", str(export), "--map", shipped_map, "--base", base, "--week", "2026-W48", "--out", week),
        "check": ("check", week),
        "plan": ("plan", week, "--out", plan),
    }  # fmt: skip

    def told(*arguments: str) -> Ended:
        ended = run([sys.executable, "-m", "benchmarks.phase_times", str(tmp_path / "phases.json"), *arguments])
        assert ended.code == 0, arguments
        return ended

    benchmark.group = "first week"
    took = {name: told(*arguments) for name, arguments in list(commands.items())[:-1]}
    took["plan"] = benchmark.pedantic(told, args=commands["plan"], rounds=1)  # type: ignore[no-untyped-call]
    assert (Path(plan) / "plan.xlsx").is_file()
    seconds = sum(one.seconds for one in took.values())
    benchmark.extra_info.update(
        people=PEOPLE, commands=len(commands), seconds=seconds, share_of_a_minute=seconds / MINUTE,
        **{f"{name}_seconds": one.seconds for name, one in took.items()},
    )  # fmt: skip
