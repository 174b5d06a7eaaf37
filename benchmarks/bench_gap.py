"""Generalised assignment: is the published optimum found within ten seconds, and proved within sixty.

It asserts only what holds on any computer: the cost is never below the optimum, and the lower bound never above it. The
times at which the optimum was found and proved are stored; `benchmarks.table` counts both.
"""

from __future__ import annotations

import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.gap import assignment, names
from planner.solving import Reached, SearchRun, is_solution, maximise

SECONDS = 60.0
WORKERS = 2
SMALLEST = "cattrysse1994/gap1-0"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All instances; with --people the smallest alone."""
    chosen = names() if metafunc.config.getoption("--people") is None else [SMALLEST]
    metafunc.parametrize("name", chosen)


def test_no_cost_is_below_the_optimum_and_no_bound_above_it(benchmark: BenchmarkFixture, name: str) -> None:
    """All jobs are placed within the capacities, and the published optimum lies between bound and cost."""
    given = assignment(name)
    mip, goal = given.mip(), given.goal()
    benchmark.group = "generalised assignment"

    def answered() -> tuple[Reached, list[float]]:
        begun, found = time.monotonic(), []

        def told(value: float, _: float) -> None:
            if given.cost_of(value) <= given.optimum:
                found.append(time.monotonic() - begun)

        reached = maximise(mip, goal, SearchRun.of(SECONDS, seed=1, workers=WORKERS), on_progress=told)
        told(reached.value, reached.bound)
        return reached, found

    reached, found = benchmark.pedantic(answered, rounds=1)  # type: ignore[no-untyped-call]
    result = given.result(reached)
    benchmark.extra_info.update(
        instance=name,
        optimum=given.optimum,
        cost=result.cost,
        lowest=result.lowest,
        gap=result.gap,
        placed=result.placed,
        time_limit=SECONDS,
        seconds_to_optimum=round(found[0], 3) if found else None,
    )
    assert reached.x is not None
    assert is_solution(mip, reached.x)
    assert result.lowest <= given.optimum
    assert result.cost is None or result.cost >= given.optimum
