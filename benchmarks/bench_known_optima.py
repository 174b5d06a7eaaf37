"""Published instances: is the published optimum reached and proved.

assign100 (OR-Library, J. E. Beasley): 100 people, 100 places, least cost 305.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.instances import ASSIGN_TOP
from planner.inputs import read
from planner.instance import build
from planner.solving import Solution, solve

ASSIGN100 = Path(__file__).resolve().parent.parent / "scenarios" / "assign100"
LEAST_COST = 305


def test_assign100_is_solved_to_its_published_optimum(benchmark: BenchmarkFixture) -> None:
    """Everybody is assigned at cost 305, with a gap of 0."""
    instance = build(read(ASSIGN100))
    people = len(instance.people)
    benchmark.group = "known optima"
    solution: Solution = benchmark.pedantic(solve, args=(instance,), rounds=1)  # type: ignore[no-untyped-call]
    outcome = solution.goals[0]
    cost = ASSIGN_TOP * people - outcome.final
    benchmark.extra_info.update(
        instance="assign100",
        best_known=LEAST_COST,
        cost=cost,
        value=outcome.final,
        bound=outcome.bound,
        gap=outcome.gap,
    )
    assert len(solution.chosen) == people
    assert cost == pytest.approx(LEAST_COST)
    assert outcome.gap == pytest.approx(0, abs=1e-9)
    assert outcome.status == "optimal"
