"""Families of weeks (`families.py`): the gap on weeks of several generators and seeds, and what is known of each.

Never a speed or a gap: those are in the table, median and worst. With --full five seeds of every size; else the first
seed of 3,000 people.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.families import FAMILIES, MARKS, SEEDS, FamilyWeek, chosen, measured, newest
from benchmarks.machine import memory_gb
from benchmarks.table import stored
from benchmarks.weeks import SHAPES, MeasuredWeek
from planner.verification import verify

SHORT = "3000"
# What all phases of a synthetic week of 20,000 people need.
MOST_PEOPLE_IN_LITTLE_MEMORY, NEEDS_GB = 3_000, SHAPES["20000-trades"].needs_gb
# The plan of the first seed is written and verified: at 20,000 people that takes longer than to find it.
VERIFIED_SEED = 1


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every family, size and seed; a small week of each family, with minimums and without, with --people."""
    people = metafunc.config.getoption("--people")
    weeks = chosen(FAMILIES, MARKS, SEEDS)
    if people is not None:
        weeks = chosen(FAMILIES, [str(people), f"{people}-minimum"], [VERIFIED_SEED])
    params = [
        pytest.param(week, id=week.name, marks=[pytest.mark.slow] if people is None and _is_slow(week) else [])
        for week in weeks
    ]
    metafunc.parametrize("case", params, indirect=True)


def _is_slow(week: FamilyWeek) -> bool:
    return week.size.name != SHORT or week.seed != VERIFIED_SEED


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[FamilyWeek, MeasuredWeek]]:
    """A week of a family, and its written folder."""
    week: FamilyWeek = request.param
    free = memory_gb("MemAvailable")
    if free is not None and week.size.people > MOST_PEOPLE_IN_LITTLE_MEMORY and free < NEEDS_GB:
        pytest.skip(f"{week.name} needs {NEEDS_GB:g} GB of free memory; there are {free:g}")
    made = week.written(tmp_path)
    yield week, made
    made.__dict__.clear()


def test_a_week_of_a_family_is_planned(benchmark: BenchmarkFixture, case: tuple[FamilyWeek, MeasuredWeek]) -> None:
    """The plan is within its bound and those proved before; of the first seed, the verifier accepts the plan."""
    week, made = case
    benchmark.group = "families"
    tables = made.scenario.tables
    assert len(tables["jobseekers"]) + made.scenario.protected == week.size.people
    assert {name: len(tables[name]) for name in ("slots", "employers", "funding")} == {
        name: made.rows[name] for name in ("slots", "employers", "funding")
    }
    assert len(made.instance.candidates)
    facts = benchmark.pedantic(lambda: measured(week, made, stored(newest())), rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(facts)
    if week.seed != VERIFIED_SEED or facts["value"] is None:
        return
    plan = made.plan.file
    assert plan.value <= plan.certified_bound + 1e-6
    assert [str(one) for one in verify(made.out)] == []
