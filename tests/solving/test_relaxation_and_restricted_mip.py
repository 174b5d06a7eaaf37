"""What is solved instead of the whole MIP loses nothing: the relaxation, rows in their own unit, cores."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.reference_instances import Reference, made
from planner.errors import NoPlanInTime
from planner.schema.solver_parameters import SolverParameters
from planner.solving import SearchProgress, is_solution, solve
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.cp_sat import search
from planner.solving.search.highs_search import HighsSearch
from planner.solving.search.restricted_mip import restricted
from tests import by_scipy

Values = NDArray[np.float64]
MARK = Reference("first", 150, each=20)
# Each with something that the others lack: minimums at every slot, supervisors and employers, one line of money.
WEEKS = [
    MARK,
    Reference("supervised", 60, each=9, support=0.6, seed=3),
    Reference("employers", 60, each=9, employers=10, employer_limit=0.6, seed=4),
    Reference("minimums", 60, each=9, fewest_every=1, seed=5),
    Reference("groups", 80, each=9, groups=12, seed=6),
]


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as child:
        yield child


@pytest.mark.parametrize("mark", WEEKS, ids=lambda mark: mark.name)
def test_the_relaxation_grown_from_few_columns_is_that_of_the_whole(mark: Reference, client: HighsClient) -> None:
    mip, goal = by_scipy.mip_of_week(made(mark))
    few = SolverParameters(first_columns_per_person=1)
    tight = scale_rows(mip)
    found = relax(tight, goal, client, replace(SearchRun.of(60.0), parameters=few))
    assert found is not None
    assert found.columns.sum() < mip.num_columns
    assert found.value == pytest.approx(by_scipy.relaxed(tight.mip, goal), rel=1e-7)
    assert found.value - 1e-9 <= found.bound == pytest.approx(found.value, rel=1e-5)
    # The prices that people are told are those of the limits as they stand, not of what sums of costs can use of them.
    low, high = np.isfinite(mip.row_lower), np.isfinite(mip.row_upper)
    one_main = mip.constraints == "one_main"
    prices = np.where(one_main, 0.0, found.prices)
    best = np.zeros(len(found.lagrangian.best))
    reduced = goal - mip.matrix.T @ prices
    inside = found.lagrangian.class_of >= 0
    np.maximum.at(best, found.lagrangian.class_of[inside], reduced[inside])
    beside = np.maximum(reduced[~inside], 0.0) @ mip.upper[~inside]
    dual = best.sum() + beside + np.maximum(prices, 0)[high] @ mip.row_upper[high]
    dual += np.minimum(prices, 0)[low] @ mip.row_lower[low]
    assert dual == pytest.approx(by_scipy.relaxed(mip, goal), rel=1e-5)


def test_limits_that_no_sum_of_costs_can_use_are_cut_and_no_plan_is_lost() -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEKS[0]))
    tight = scale_rows(mip)
    budgets = np.flatnonzero(mip.constraints == "funding_budget")
    assert len(budgets) > 0
    for row in budgets:
        inside = slice(mip.matrix.indptr[row], mip.matrix.indptr[row + 1])
        ore = np.round(mip.matrix.data[inside] * 100).astype(np.int64)
        assert tight.mip.row_upper[row] == round(mip.row_upper[row] * 100) // np.gcd.reduce(ore)
    assert by_scipy.best(tight.mip, goal) == pytest.approx(by_scipy.best(mip, goal), abs=1e-7)


@pytest.mark.parametrize("mark", WEEKS, ids=lambda mark: mark.name)
def test_a_restricted_mip_has_the_best_solution_of_its_columns_whole_though_few_are_said_to_be_whole(
    mark: Reference, client: HighsClient
) -> None:
    mip, goal = by_scipy.mip_of_week(made(mark))
    tight = scale_rows(mip).mip
    rng = np.random.default_rng(7)
    found = relax(scale_rows(mip), goal, client, SearchRun.of(60.0))
    assert found is not None
    declared = np.arange(mip.num_columns) >= len(mip.candidates)
    columns = declared | (found.x > 0) | (rng.random(mip.num_columns) < 0.7)
    core = restricted(tight, goal, columns)
    assert core.is_whole.sum() < len(core.is_whole)
    part = replace(mip, upper=np.where(columns, mip.upper, 0.0))
    best = by_scipy.best(part, goal)
    highs, run = HighsSearch(client), SearchRun.of(3600.0)
    highs.start(core, None, run)
    answer = highs.answer(60, run)
    while answer is not None and not answer.is_last:
        answer = highs.answer(60, run)
    assert answer is not None
    assert answer.x is not None
    assert is_solution(mip, answer.x)
    assert goal @ answer.x == pytest.approx(best, abs=1e-6)
    assert answer.bound == pytest.approx(best, abs=1e-6)
    by_cp_sat = search(core, answer.x, SearchRun.of(60.0, seed=1))
    assert by_cp_sat.x is not None
    assert goal @ by_cp_sat.x == pytest.approx(best, abs=1e-6)


def test_columns_held_at_a_plan_stay_there_and_count_against_the_limits() -> None:
    instance = made(WEEKS[4])
    mip, goal = by_scipy.mip_of_week(instance)
    plan = np.zeros(mip.num_columns)
    chosen = solve(instance).chosen
    plan[np.searchsorted(mip.candidates, chosen)] = 1.0
    runs = mip.keys["runs"]
    slots = instance.candidates["slot"].to_numpy()[chosen]
    plan[mip.positions("runs", runs)] = np.isin(runs, slots)
    free = np.random.default_rng(1).random(mip.num_columns) < 0.4
    found = search(restricted(scale_rows(mip).mip, goal, free, plan), plan, SearchRun.of(20.0))
    assert found.x is not None
    assert is_solution(mip, found.x)
    assert np.array_equal(found.x[~free], plan[~free])
    held = replace(mip, lower=np.where(free, mip.lower, plan), upper=np.where(free, mip.upper, plan))
    assert goal @ found.x == pytest.approx(by_scipy.best(held, goal), abs=1e-6)


def test_what_is_told_never_gets_worse_and_no_bound_is_above_the_first() -> None:
    told: list[SearchProgress] = []
    for seconds in (2, 8, 32, 128, 512):  # until there is a plan, however busy the computer
        told.clear()
        try:
            solution = solve(made(MARK, seconds=seconds), told.append)
        except NoPlanInTime:
            continue
        break
    else:
        pytest.fail("no plan, however long the limit")
    values, bounds = np.array([(news.value, news.bound) for news in told if news.goal == "outcome"]).T
    assert np.all(np.diff(values) >= -1e-9)
    assert np.all(bounds <= bounds[0] + 1e-9)
    assert values[-1] <= solution.goals[0].best + 1e-9
    assert np.all(bounds >= solution.goals[0].best - 1e-6)
