"""Questions: what putting somebody at a place would cost, over 200 drawn pairs that are possible and not proposed.

Told are the share that "could equally have been" (the range of the cost reaches nothing), the share for which no plan
was found in the time, and the seconds of one answer, which are compared with those of planning the week.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.reference_instances import DEMO, DEMO_FOLDER
from benchmarks.weeks import SEED, SHAPES, small, write_week
from planner.planning import Plan, make_plan, read_scenario, reopened
from planner.questions import Asking
from planner.questions.pair import least_cost

PAIRS = 200


@dataclass(frozen=True)
class Asked:
    """What 200 questions gave: how many of each kind, and the seconds of each."""

    equally: int
    impossible: int
    none_found: int
    seconds: list[float]


def asked(plan: Plan, pairs: int) -> Asked:
    """Ask what drawn pairs would cost."""
    columns = plan.instance.columns
    free = columns[~columns.index.isin(plan.solution.chosen) & (columns["purpose"] == "main")]
    free = free.drop_duplicates(["person", "slot"])
    draw = np.random.default_rng(SEED)
    drawn = free.iloc[draw.permutation(len(free))[:pairs]]
    equally = impossible = none_found = 0
    seconds = []
    with Asking(reopened(plan)) as asking:
        if not asking.is_small:
            asking.holding.least_costs()  # the relaxation that all questions share
        for person, slot in drawn[["person", "slot"]].itertuples(index=False):
            begun = time.monotonic()
            goal, cost = least_cost(asking, asking.columns_of(int(person), int(slot)))
            seconds.append(time.monotonic() - begun)
            equally += cost.could_equally and goal is None
            impossible += cost.is_impossible
            none_found += cost.found.chosen is None and not cost.is_impossible
    return Asked(equally, impossible, none_found, seconds)


def _told(benchmark: BenchmarkFixture, name: str, plan: Plan, plan_seconds: float, pairs: int) -> None:
    benchmark.group = "questions"
    found: Asked = benchmark.pedantic(asked, args=(plan, pairs), rounds=1)  # type: ignore[no-untyped-call]
    number = len(found.seconds)
    median = float(np.median(found.seconds))
    benchmark.extra_info.update(
        week=name, pairs=number, equally=found.equally / number, impossible=found.impossible / number,
        none_found=found.none_found / number, median_seconds=median, longest_seconds=max(found.seconds),
        plan_seconds=plan_seconds, share_of_plan=median / plan_seconds,
    )  # fmt: skip
    assert found.none_found < number


@pytest.mark.parametrize("name", [DEMO, pytest.param("3000", marks=pytest.mark.slow)])
def test_pairs(
    name: str, benchmark: BenchmarkFixture, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The demo, whose answers are exact, and a synthetic week of 3,000 people; a small week with --people."""
    people = request.config.getoption("--people")
    folder, pairs = DEMO_FOLDER, PAIRS
    if people is not None:
        name, pairs = str(people), 8
    if name != DEMO:
        folder = tmp_path_factory.mktemp("week")
        write_week(SHAPES["3000"] if people is None else small(int(people)), folder)
    seconds = {} if name != "3000" else {"solve": {"time_limit_seconds": SHAPES["3000"].seconds}}
    begun = time.monotonic()
    plan = make_plan(read_scenario(folder, changes=seconds))
    _told(benchmark, name, plan, time.monotonic() - begun, pairs)
