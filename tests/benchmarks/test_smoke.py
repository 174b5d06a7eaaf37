"""The benchmarks still run: each on a week of a few people, which a proof ends, and their table still prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.table import report, stored

ROOT = Path(__file__).resolve().parents[2]
RESULTS = sorted((ROOT / "benchmarks" / "results").glob("*.json"))
SUITES = (
    *("bench_phases.py", "bench_peers.py", "bench_command.py", "bench_known_optima.py", "bench_reference_instances.py"),
    *("bench_gap.py", "bench_what_ifs.py", "bench_goals.py", "bench_next_week.py"),
    *("bench_explain.py", "bench_families.py", "bench_nation.py"),
)


def test_every_benchmark_runs_on_a_week_of_forty_people(tmp_path: Path) -> None:
    stored_run = tmp_path / "run.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--people", "40"),
            *("--benchmark-columns=median", f"--benchmark-json={stored_run}"),
            *(str(ROOT / "benchmarks" / name) for name in SUITES),
        ],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    tables = report(stored([stored_run]))
    assert "| relax |" in tables
    assert "| assign100 | 305 | 305 | 0.00% |" in tables
    assert "| cattrysse1994/gap1 | 1 | 1 | 1 | 0.00% |" in tables
    assert "| 40, more money |" in tables
    assert "| all goals, gaps |" in tables
    assert "| 40 | 60 s | HiGHS, whole |" in tables
    assert "| the week after | answers |" in tables
    assert "| a person at a place | pairs |" in tables
    assert "| 40 | 60 s | textbook CP-SAT |" in tables
    assert "| knapsack | 40-minimum | 1 |" in tables
    assert "| a nation of | markets |" in tables


def test_stored_results_print_as_the_table_of_the_readme() -> None:
    assert RESULTS
    tables = [report(stored([path])) for path in RESULTS]
    readme = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    missing = [line for table in tables for line in table.splitlines() if line not in readme.splitlines()]
    assert missing == []


def test_stored_results_tell_the_machine_by_its_kind_alone() -> None:
    for path in RESULTS:
        kept = json.loads(path.read_text(encoding="utf-8"))
        assert set(kept) == {"date", "commit", "machine", "benchmarks"}
        assert set(kept["machine"]) == {
            *("system", "processor", "cores", "memory_gb", "python", "load_at_start", "versions"),
        }
