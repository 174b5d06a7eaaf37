"""Reading: the seconds and memory to read and check a scenario, as it grows.

The target: 200,000 people in about 10 seconds of one processor and 2 GB.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from planner.inputs import read, scenario_files
from planner.inputs.models import rule_pack
from planner.schema.scenario import Scenario
from planner.synthesis import RULES, SynthesisSettings, synthesise
from planner.synthesis.writing import scenario_toml, write_tables

TOP = Path(__file__).resolve().parent.parent
WEEK = "2026-W48"
SIZES = [300, 3_000, *(pytest.param(size, marks=pytest.mark.slow) for size in (20_000, 200_000))]
MOST_SECONDS_A_PERSON, MOST_GB = 10 / 200_000, 2.0
# Run in a process of its own, so that memory taken by other benchmarks does not count.
PEAK = (
    "import resource, sys; from pathlib import Path; from planner.inputs import read; read(Path(sys.argv[1]));"
    "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
    "print(peak * (1 if sys.platform == 'darwin' else 1024))"
)


@pytest.fixture(scope="module")
def scenario(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic scenario of so many people, written once for each size."""
    people = int(request.param)
    folder = tmp_path_factory.mktemp(f"people_{people}")
    # A municipality large enough to have many zones; the number of people is set here.
    settings = SynthesisSettings(municipality="1280", people=people, week=WEEK)
    geography, occupations = (TOP / "models" / name / "1" for name in ("geography/scb_2020", "occupations/jobtech"))
    rules = rule_pack(RULES, [TOP / "models"])
    tables = synthesise(settings, geography=geography, occupations=occupations, rules=rules)
    write_tables(tables, scenario_toml(f"{people} people", WEEK, "1280", 1), folder)
    return folder


def peak_bytes(folder: Path) -> int | None:
    """The peak memory of a process that reads the scenario; None where the system does not report it."""
    try:
        import resource  # noqa: F401, PLC0415 - not on Windows
    except ImportError:
        return None
    answer = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", PEAK, str(folder)], check=True, capture_output=True, text=True, cwd=TOP
    )
    return int(answer.stdout)


@pytest.mark.parametrize("scenario", SIZES, indirect=True)
def test_reading(scenario: Path, benchmark: Any) -> None:  # noqa: ANN401 - pytest-benchmark's fixture
    spent: list[float] = []

    def timed() -> Scenario:
        start = time.process_time()
        found = read(scenario)
        spent.append(time.process_time() - start)
        return found

    found = benchmark.pedantic(timed, rounds=3, iterations=1)
    people = len(found.tables["jobseekers"]) + found.protected
    assert people == int(found.name.split()[0])
    benchmark.extra_info["people"] = people
    benchmark.extra_info["rows"] = sum(len(frame) for frame in found.tables.values())
    peak = peak_bytes(scenario)
    if peak is not None:
        benchmark.extra_info["peak_gb"] = round(peak / 1e9, 3)
        assert peak / 1e9 < MOST_GB
    # Processor time, so that other programs on the machine do not matter. Small scenarios have a fixed cost.
    benchmark.extra_info["processor_seconds"] = round(min(spent), 3)
    assert min(spent) < 1 + MOST_SECONDS_A_PERSON * people


@pytest.mark.parametrize("scenario", SIZES, indirect=True)
def test_writing(scenario: Path, benchmark: Any) -> None:  # noqa: ANN401 - as above
    found = read(scenario)
    files = benchmark.pedantic(lambda: dict(scenario_files(found)), rounds=1, iterations=1)
    assert len(files["jobseekers.csv"].splitlines()) == len(found.tables["jobseekers"]) + 1
