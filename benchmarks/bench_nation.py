"""A nation (`nation.py`): 300,000 people in 290 labour markets that share ten budgets, nine million pairs.

One benchmark for what it takes to plan it in 20 minutes, on one machine. With --full; a small nation with --people.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.machine import memory_gb, peak_memory
from benchmarks.nation import FEWEST_PEOPLE, GOAL, MARKETS, PEOPLE, written
from benchmarks.profiling import profiled
from benchmarks.weeks import MeasuredWeek
from planner.errors import NoPlanInTime
from planner.solving import solve

# The target.
NEEDS_GB = 20
TENTH = 10


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The nation and a tenth of it, both only with --full; a nation of so many people with --people."""
    people = metafunc.config.getoption("--people")
    own = [(PEOPLE // TENTH, MARKETS // TENTH), (PEOPLE, MARKETS)]
    if people is not None:
        own = [(people, max(people // FEWEST_PEOPLE, 1))]
    marks = [] if people is not None else [pytest.mark.slow]
    params = [pytest.param(one, id=f"{one[0]} in {one[1]}", marks=marks) for one in own]
    metafunc.parametrize("nation", params, indirect=True)


@pytest.fixture
def nation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MeasuredWeek]:
    """A nation's folder, written."""
    people, markets = request.param
    free, needed = memory_gb("MemAvailable"), NEEDS_GB * people / PEOPLE
    if free is not None and free < needed:
        pytest.skip(f"{people} people need {needed:g} GB of free memory; there are {free:g}")
    week = written(tmp_path, people, markets)
    yield week
    week.__dict__.clear()


def test_a_nation_is_planned_within_its_bound(benchmark: BenchmarkFixture, nation: MeasuredWeek) -> None:
    """Every row is read, every market has candidates of its own alone, and the plan does not exceed its bound."""
    benchmark.group = "nation"
    tables, instance = nation.scenario.tables, nation.instance
    assert len(tables["jobseekers"]) == nation.shape.people
    assert len(instance.candidates) == nation.rows["outcomes"]
    home = instance.people["home_zone"].to_numpy()[instance.candidates["person"]]
    assert (home == instance.slots["zone"].to_numpy()[instance.candidates["slot"]]).all()
    with peak_memory() as memory, profiled() as profile:
        try:
            outcome = benchmark.pedantic(lambda: solve(instance).goals[0], rounds=1)  # type: ignore[no-untyped-call]
        except NoPlanInTime:
            outcome = None
    benchmark.extra_info.update(
        people=nation.shape.people, markets=len(tables["zones"]), lines=len(tables["funding"]),
        candidates=len(instance.candidates), time_limit=nation.shape.seconds, goal=GOAL,
        peak_mb=memory.peak_mb, highs_mb=profile.highs_mb,
        value=None if outcome is None else outcome.best, bound=None if outcome is None else outcome.bound,
        gap=None if outcome is None else outcome.gap,
    )  # fmt: skip
    if outcome is not None:
        assert outcome.best <= outcome.bound + 1e-6
