"""All goals in their order: the gap of each goal to its own bound when they share one minute."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.reference_instances import DEMO, DEMO_FOLDER
from benchmarks.weeks import SEED, SHAPES, small, write_week
from planner.inputs import read
from planner.instance import Instance, build
from planner.schema.settings import GOALS
from planner.solving import solve

# Seconds wanted for all goals, and the time limit that the planner gets: it needs a moment to start and to stop.
WANTED, LIMIT, LIMIT_OF_SMALL = 60.0, 55.0, 600.0
WORKERS = 2


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The demo's week and a synthetic one of 3,000 people; a small one with --people."""
    people = metafunc.config.getoption("--people")
    metafunc.parametrize("own_week", [DEMO, "3000"] if people is None else [str(people)], indirect=True)


@pytest.fixture
def own_week(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, float, Instance]:
    """A week's name, the time limit, and its instance with all goals."""
    name, folder = request.param, DEMO_FOLDER
    if name != DEMO:
        folder = tmp_path / "week"
        write_week(SHAPES.get(name, small(int(name))), folder)
    limit = LIMIT if name == DEMO or name in SHAPES else LIMIT_OF_SMALL
    limits = {"time_limit_seconds": limit, "gap": 0.0, "seed": SEED, "workers": WORKERS}
    return name, limit, build(read(folder, changes={"settings": {"goals": list(GOALS)}, "solve": limits}))


def test_every_goal_has_its_turn_and_its_own_gap(
    benchmark: BenchmarkFixture, own_week: tuple[str, float, Instance]
) -> None:
    """No goal is skipped or above its bound, and later goals cost the outcome no more than they may."""
    name, limit, instance = own_week
    benchmark.group = "goals"
    solution = benchmark.pedantic(lambda: solve(instance), rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(
        week=name, candidates=len(instance.candidates), wanted_seconds=WANTED, time_limit=limit, workers=WORKERS,
        goals={goal.name: {"value": goal.best, "bound": goal.bound, "gap": goal.gap} for goal in solution.goals},
    )  # fmt: skip
    assert not solution.skipped
    assert all(goal.best <= goal.bound + 1e-6 for goal in solution.goals)
    outcome = solution.goals[0]
    may_cost = sum(goal.may_cost for goal in solution.goals[1:])
    assert outcome.final >= outcome.best - may_cost * abs(outcome.best) - 1e-6
