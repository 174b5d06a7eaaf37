"""Gap against time: what other methods reach on the same MIP in the same wall time.

The seconds of each method count from the assembled MIP; writing a solver's own model is included. Every plan is checked
against every row. Compare shares of the bound within one run, not seconds between machines.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.peers.answer import PeerAnswer, Told, as_columns
from benchmarks.peers.greedy import greedy_by_outcome
from benchmarks.peers.highs import highs_whole
from benchmarks.peers.race import ask
from benchmarks.peers.textbook import textbook_cp_sat
from benchmarks.peers.usual import usual_by_wait
from benchmarks.weeks import GAP, WORKERS, MeasuredWeek
from planner.errors import NoPlanInTime
from planner.solving import SearchProgress, is_solution, solve

WEEKS, SLOW_WEEKS = ("300", "3000"), ("3000",)
OURS = "this planner"
SEARCHING = {"textbook CP-SAT": textbook_cp_sat, "HiGHS, whole": highs_whole}
SIMPLE = ("greedy by outcome", "usual practice")
# A short and a long limit in wall seconds by number of people: the first entry with at least as many people applies.
SECONDS = ((100, (60.0, 60.0)), (1_000, (2.0, 10.0)), (200_000, (20.0, 60.0)))

Known = dict[tuple[str, int], tuple[float | None, float]]


@pytest.fixture(scope="session")
def known() -> Known:
    """The planner's own value and bound, by week and time limit, which the other methods are compared with."""
    return {}


def planned(week: MeasuredWeek, seconds: float) -> PeerAnswer:
    """The planner's own result."""
    limits = week.scenario.solve.model_copy(update={"time_limit_seconds": seconds})
    begun, told = time.monotonic(), list[Told]()

    def hear(news: SearchProgress) -> None:
        if news.is_of_a_goal:
            told.append(Told(time.monotonic() - begun, news.value, news.bound))

    try:
        solution = solve(replace(week.instance, scenario=replace(week.scenario, solve=limits)), hear)
    except NoPlanInTime:
        return PeerAnswer(None, seconds=time.monotonic() - begun)
    taken, x = time.monotonic() - begun, as_columns(week.instance, week.mip, solution.chosen)
    return PeerAnswer(x, solution.goals[0].bound, taken, told=tuple(told))


def answered(week: MeasuredWeek, method: str, seconds: float) -> PeerAnswer:
    """The result of a method within the seconds; the simple methods have no limit."""
    if method == OURS:
        return planned(week, seconds)
    if method in SEARCHING:
        return ask(SEARCHING[method], week.mip, week.goal, seconds, GAP, WORKERS)
    return usual_by_wait(week.instance, week.mip) if method in SIMPLE[1:] else greedy_by_outcome(week.mip, week.goal)


@pytest.mark.parametrize("pace", [0, 1], ids=["shorter", "longer"])
@pytest.mark.parametrize("method", [OURS, *SEARCHING, *SIMPLE])
def test_every_plan_keeps_every_row_and_the_bound(
    benchmark: BenchmarkFixture, week: MeasuredWeek, method: str, pace: int, known: Known
) -> None:
    """The result of a method is a solution within every bound; the simple methods are no better than the planner."""
    paces = next(pair for people, pair in SECONDS if week.shape.people <= people)
    if pace == 0 and (method in SIMPLE or len(set(paces)) == 1):
        pytest.skip("with no time limit, or one alone, it is measured once")
    seconds = paces[pace]
    goal = week.goal  # this builds all that is needed before the clock starts
    benchmark.group = "peers"
    answer: PeerAnswer = benchmark.pedantic(answered, args=(week, method, seconds), rounds=1)  # type: ignore[no-untyped-call]
    value = answer.value(goal)
    if method == OURS:
        known[week.shape.name, pace] = value, answer.bound
    ours, our_bound = known.get((week.shape.name, pace), (None, np.inf))
    bound = min(answer.bound, our_bound, week.relaxation.bound)
    benchmark.extra_info.update(
        week=week.shape.name,
        method=method,
        time_limit=None if method in SIMPLE else seconds,
        **answer.facts(goal),
        bound=bound,
        share_of_bound=None if value is None else value / bound,
        share_of_ours=None if value is None or not ours else value / ours,
    )
    if answer.x is not None and value is not None:
        assert is_solution(week.mip, answer.x)
        assert value <= bound + 1e-6
        assert method not in SIMPLE or ours is None or value <= ours + 1e-6
