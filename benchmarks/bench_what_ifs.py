"""What-ifs: the time to plan a week that differs little from one just planned, with and without a warm start.

All are solved to the same gap. The target is a third of the time of the first week. It is largely luck when a search
finds a good plan, so several weeks are planned and their seconds are added up.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.reference_instances import Change, Drawn, Reference, built, draw
from planner.instance import Instance
from planner.solving import SearchProgress, Solution, WarmStart, solve

WORKERS, SECONDS = 2, 40.0
# Gaps that the first week reaches only by searching, not with its first plan.
GAPS = {3_000: 0.0003, 20_000: 0.0001}
SEED = 3
WEEKS = 4

Tables = dict[str, pd.DataFrame]


class Planned(NamedTuple):
    """The drawn week, the gap asked for, its warm start for a week like it, and the seconds that planning took."""

    drawn: Drawn
    gap: float
    start: WarmStart
    seconds: float


def more_money(tables: Tables) -> None:
    """One budget a tenth higher."""
    first = np.arange(len(tables["funding"])) == 0
    tables["funding"]["budget_sek"] *= np.where(first, 1.1, 1.0)


def more_places(tables: Tables) -> None:
    """Twenty places more, one each in twenty slots."""
    slots = tables["slots"]
    slots.loc[np.random.default_rng(SEED).permutation(len(slots))[:20], "places"] += 1


def the_same(_tables: Tables) -> None:
    """The same week, warm-started from its own plan."""


CHANGES = (more_money, more_places, the_same)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A week of 3,000 people; several, and one of 20,000, with --full; small with --people."""
    people = metafunc.config.getoption("--people")
    if people is not None:
        params = [pytest.param((people, 1), id=str(people))]
    else:
        params = [
            pytest.param((3_000, 1), id="3000"),
            pytest.param((3_000, WEEKS), id=f"3000, {WEEKS} weeks", marks=pytest.mark.slow),
            pytest.param((20_000, 1), id="20000", marks=pytest.mark.slow),
        ]
    metafunc.parametrize("planned", params, indirect=True, scope="module")


@pytest.fixture(scope="module")
def planned(request: pytest.FixtureRequest) -> list[Planned]:
    """Some weeks of so many people, planned from nothing."""
    people, weeks = request.param
    gap, each = GAPS.get(people, 0.001), 30 if people in GAPS else 12
    found = []
    for seed in range(1, weeks + 1):
        drawn = draw(Reference(str(people), people, each=each, seed=seed))
        solution, seconds = _timed(built(drawn, seconds=_limit(people), gap=gap, workers=WORKERS), None)
        found.append(Planned(drawn, gap, solution.start, seconds))
    return found


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_ifs_from_the_plan_before_reach_the_same_gap(
    benchmark: BenchmarkFixture, planned: list[Planned], change: Change
) -> None:
    """With and without a warm start the gap asked for is reached, and both bounds hold for both plans."""
    limit = _limit(planned[0].drawn.spec.people)
    instances = [built(week.drawn, seconds=limit, gap=week.gap, workers=WORKERS, change=change) for week in planned]
    pairs = list(zip(instances, planned, strict=True))
    benchmark.group = "what-ifs"
    after = benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: [_timed(instance, week.start) for instance, week in pairs], rounds=1
    )
    alone = [_timed(instance, None) for instance in instances]
    took, first = (sum(seconds) for seconds in ((own for _, own in after), (week.seconds for week in planned)))
    benchmark.extra_info.update(
        people=planned[0].drawn.spec.people, weeks=len(planned), change=change.__name__, gap_asked=planned[0].gap,
        first_seconds=round(first, 2), from_nothing_seconds=round(sum(seconds for _, seconds in alone), 2),
        to_the_gap=round(took, 2), ratio=round(took / first, 3), each=[round(seconds, 2) for _, seconds in after],
    )  # fmt: skip
    for (one, _), (other, _), week in zip(after, alone, planned, strict=True):
        mine, theirs = one.goals[0], other.goals[0]
        assert mine.gap <= week.gap + 1e-9
        assert max(mine.best, theirs.best) <= min(mine.bound, theirs.bound) + 1e-6


def _limit(people: int) -> float:
    """The time limit; a small week that only tries the benchmark (--people) is proved optimal long before it."""
    return SECONDS if people in GAPS else 600.0


def _timed(instance: Instance, start: WarmStart | None) -> tuple[Solution, float]:
    """The solution, and the seconds to its last progress report, without prices and gains, which come after."""
    begun, heard = time.monotonic(), [0.0]

    def hear(news: SearchProgress) -> None:
        if news.is_of_a_goal:
            heard[0] = time.monotonic() - begun

    return solve(instance, hear, start), heard[0]
