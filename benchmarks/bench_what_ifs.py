"""What-ifs: how long a week takes that differs little from one just planned, beside planning it from nothing.

Each is asked for the same gap. The mark is a third of what the first week took.
"""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.marks import Change, Drawn, Mark, built, draw
from planner.instance import Instance
from planner.solving import News, Solution, Start, solve

WORKERS, SECONDS = 2, 40.0
# Gaps that the first week reaches by searching, not at its first plan.
GAPS = {40: 0.001, 3_000: 0.0003, 20_000: 0.0001}
SEED = 3


Tables = dict[str, pd.DataFrame]


def more_money(tables: Tables) -> None:
    """One budget a tenth higher."""
    first = np.arange(len(tables["funding"])) == 0
    tables["funding"]["budget_sek"] *= np.where(first, 1.1, 1.0)


def more_places(tables: Tables) -> None:
    """Twenty places more, one each in twenty slots."""
    slots = tables["slots"]
    slots.loc[np.random.default_rng(SEED).permutation(len(slots))[:20], "places"] += 1


def the_same(_tables: Tables) -> None:
    """The same week, from last week's plan."""


CHANGES = (more_money, more_places, the_same)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """3,000 people; 20,000 with --full; small with --people."""
    people = metafunc.config.getoption("--people")
    sizes = (people,) if people is not None else (3_000, 20_000)
    params = [pytest.param(n, id=str(n), marks=[pytest.mark.slow] if n > 3_000 else []) for n in sizes]
    metafunc.parametrize("planned", params, indirect=True, scope="module")


@pytest.fixture(scope="module")
def planned(request: pytest.FixtureRequest) -> tuple[Drawn, float, Solution, float]:
    """What was drawn, the gap asked for, the first week planned, and the seconds that took."""
    people = request.param
    drawn, gap = draw(Mark(str(people), people, each=12 if people < min(GAPS) * 5 else 30)), GAPS.get(people, 0.001)
    instance = built(drawn, seconds=SECONDS, gap=gap, workers=WORKERS)
    return drawn, gap, *_timed(instance, None)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_what_if_from_the_plan_before_reaches_the_same_gap(
    benchmark: BenchmarkFixture, planned: tuple[Drawn, float, Solution, float], change: Change
) -> None:
    """From the plan before and from nothing the gap asked for is reached, and the bounds of both hold for both."""
    drawn, gap, before, seconds = planned
    instance = built(drawn, seconds=SECONDS, gap=gap, workers=WORKERS, change=change)
    benchmark.group = "what-ifs"
    after, took = benchmark.pedantic(lambda: _timed(instance, before.start), rounds=1)  # type: ignore[no-untyped-call]
    alone, alone_took = _timed(instance, None)
    benchmark.extra_info.update(
        people=drawn.mark.people, change=change.__name__, gap_asked=gap, first_seconds=round(seconds, 2),
        from_nothing_seconds=round(alone_took, 2), gap=after.goals[0].gap,
        to_the_gap=round(took, 2), ratio=round(took / seconds, 3),
    )  # fmt: skip
    assert after.goals[0].gap <= gap + 1e-9
    assert max(after.goals[0].best, alone.goals[0].best) <= min(after.goals[0].bound, alone.goals[0].bound) + 1e-6


def _timed(instance: Instance, start: Start | None) -> tuple[Solution, float]:
    """The solution, and the seconds to its last news: prices and gains come after."""
    begun, heard = time.monotonic(), [0.0]

    def hear(_news: News) -> None:
        heard[0] = time.monotonic() - begun

    return solve(instance, hear, start), heard[0]
