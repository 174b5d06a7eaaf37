"""The portfolio around an incumbent: what stays the best is looked at from other sides, and nothing gets worse."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.peers.greedy import greedy_by_outcome
from benchmarks.reference_instances import Reference, made
from planner.schema.solver_parameters import SolverParameters
from planner.solving.highs.client import HighsClient, Searched
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search import portfolio
from planner.solving.search.cp_sat import SearchResult
from planner.solving.search.highs_search import HighsSearch
from planner.solving.search.portfolio import Portfolio, Problem
from planner.solving.search.restricted_mip import RestrictedMIP
from tests import by_scipy

# CP-SAT gets so few columns that it must look round the plan.
COLUMNS = 80


class NoHelp:
    """A HiGHS worker that finds nothing."""

    is_busy = False

    def start(self, *_: object, **__: object) -> None:
        """Begin nothing."""

    def release(self, *_: object) -> None:
        """End nothing."""


def test_around_a_plan_that_stays_the_best_other_people_are_looked_at_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mip, goal = by_scipy.mip_of_week(made(Reference("rotation", 60, each=9, groups=0, fewest_every=0)))
    scaled = scale_rows(mip)
    with HighsClient() as client:
        relaxation = relax(scaled, goal, client, SearchRun.of(60.0))
    assert relaxation is not None
    looked_at: list[tuple[int, ...]] = []

    def nothing_better(own: RestrictedMIP, _start: NDArray[np.float64], run: SearchRun, **_: Any) -> SearchResult:  # noqa: ANN401
        looked_at.append(tuple(own.columns.tolist()))
        return SearchResult(None, np.inf, is_proved_empty=False, is_proved_best=False, spent=run.budget.left)

    monkeypatch.setattr(portfolio, "search", nothing_better)
    plan = greedy_by_outcome(mip, goal).x
    assert plan is not None
    few = SolverParameters(cp_sat_columns=COLUMNS, neighbourhood_columns=COLUMNS // 2)
    run = replace(SearchRun.of(8.0), parameters=few)
    Portfolio(Problem(mip, scaled, goal, relaxation), run, cast("HighsClient", NoHelp())).run(plan)
    # Two in a row of one kind may be alike: who enters with the next may already be free.
    assert len(set(looked_at)) > 3
    assert len(looked_at) - len(set(looked_at)) <= 1


class Later:
    """A HiGHS search that gives the optimum, proved, once it has been asked three times."""

    def __init__(self, best: NDArray[np.float64], value: float) -> None:
        self.best, self.value, self.asked, self.is_busy = best, value, 0, False

    def start(self, *_: object, **__: object) -> None:
        """Begin."""
        self.is_busy = True

    def answer(self, *_: object) -> Searched | None:
        """Nothing twice, then all."""
        self.asked += 1
        self.is_busy = self.asked < 3
        return None if self.is_busy else Searched(self.best, self.value, is_last=True)

    def release(self, *_: object) -> None:
        """End nothing."""
        self.is_busy = False


@pytest.mark.parametrize("seconds", [3600.0, 0.0])
def test_highs_searches_a_small_mip_alone_for_as_long_as_it_is_given(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    mip, goal = by_scipy.mip_of_week(made(Reference("alone", 30, each=6, groups=0, fewest_every=0)))
    best = by_scipy.solution(mip, goal)
    scaled = scale_rows(mip)
    with HighsClient() as client:
        relaxation = relax(scaled, goal, client, SearchRun.of(60.0))
    assert relaxation is not None
    searches: list[int] = []

    def cp_sat(own: RestrictedMIP, *_: object, **named: Any) -> SearchResult:  # noqa: ANN401
        searches.append(len(own.columns))
        named["is_enough"]()
        return SearchResult(None, np.inf, is_proved_empty=False, is_proved_best=False, spent=0.0)

    monkeypatch.setattr(portfolio, "search", cp_sat)
    run = replace(SearchRun.of(3600.0, workers=2), parameters=SolverParameters(alone_seconds=seconds))
    searched = Portfolio(Problem(mip, scaled, goal, relaxation), run, cast("HighsClient", NoHelp()))
    searched.highs = cast("HighsSearch", Later(best, float(goal @ best)))
    searched.run(None)
    assert searched.incumbent.value == pytest.approx(float(goal @ best))
    assert bool(searches) != (seconds > 0)
