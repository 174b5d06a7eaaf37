"""Candidates: the time and memory to test every jobseeker against every slot, as both grow.

The target: 20,000 jobseekers and 5,000 slots in about 60 seconds and 4 GB, with every refusal counted. The value of
each candidate is computed after that, and measured separately.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.weeks import MUNICIPALITY, ROOT, SEED, WEEK
from planner.candidates import find
from planner.inputs import read
from planner.inputs.models import rule_pack
from planner.schema.scenario import Scenario
from planner.synthesis import RULES, SynthesisSettings, synthesise
from planner.synthesis.writing import scenario_toml, write_tables

# Rows of table jobseekers, protected people included; and free places, which determine the number of slots.
SIZES = [(300, 32), (3_000, 320), pytest.param((20_700, 4_960), marks=pytest.mark.slow)]
MOST_MB = 4_000
# Run in a process of its own, so that memory taken by other benchmarks does not count.
APART = """
import json, sys, time
from pathlib import Path
from benchmarks.machine import peak_memory
from planner.candidates import find
from planner.inputs import read
from planner.instance import build
scenario = read(Path(sys.argv[1]))
with peak_memory() as finding:
    find(scenario)
began = time.perf_counter()
with peak_memory() as building:
    build(scenario)
told = {"seconds_built": time.perf_counter() - began, "mb_found": finding.peak_mb, "mb_built": building.peak_mb}
print(json.dumps({name: round(value, 1) for name, value in told.items()}))
"""


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: str(size[0]))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic week in which most people can reach most slots, written once for each size."""
    people, free_places = request.param
    home = tmp_path_factory.mktemp(f"candidates_{people}")
    given = synthesise(
        SynthesisSettings(MUNICIPALITY, people=people, seed=SEED, week=WEEK, free_places=free_places),
        geography=ROOT / "models" / "geography" / "scb_2020" / "1",
        occupations=ROOT / "models" / "occupations" / "jobtech" / "1",
        rules=rule_pack(RULES, [ROOT / "models"]),
    )
    write_tables(given, scenario_toml(f"{people} people", WEEK, MUNICIPALITY, SEED), home)
    return home


@pytest.fixture(scope="module")
def scenario(folder: Path) -> Scenario:
    """The week as it is read."""
    return read(folder)


def test_every_pair_is_a_candidate_or_counted_by_the_gate_that_refused_it(
    benchmark: BenchmarkFixture, scenario: Scenario, folder: Path
) -> None:
    """Every pair of a person and a slot is a candidate or a counted refusal, by person and by slot alike."""
    benchmark.group = "find"
    found = benchmark.pedantic(find, args=(scenario,), rounds=1)  # type: ignore[no-untyped-call]
    people, slots = len(scenario.tables["jobseekers"]), len(scenario.tables["slots"])
    slot = found.offers["slot"].to_numpy()[found.table["offer"].to_numpy()]
    pairs = len(found.table.assign(slot=slot)[["person", "slot"]].drop_duplicates())
    assert pairs + int(found.by_person.sum()) == people * slots
    assert found.by_person.sum(axis=0).tolist() == found.by_slot.sum(axis=0).tolist()
    benchmark.extra_info.update(
        jobseekers=people, slots=slots, offers=len(found.offers), pairs=people * slots, candidates=len(found.table),
        refused=found.refusals(), **apart(folder),
    )  # fmt: skip
    assert benchmark.extra_info["mb_found"] < MOST_MB


def apart(folder: Path) -> dict[str, Any]:
    """Memory of a process that only finds and then builds, and the seconds of building, which finds once more."""
    command = [sys.executable, "-c", APART, str(folder)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own
    told: dict[str, Any] = json.loads(ended.stdout)
    return told
