"""Goals one after the other: what is left out, or cut off a bound, for the sake of speed loses no plan."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from planner.formulation import MIP, Goal, mip_of
from planner.schema.settings import GOALS
from planner.solving import Reached, SearchRun, budget, estimate, lexicographic, solve
from planner.solving.decomposition.by_component import solve_by_component
from planner.solving.lexicographic import Lexicographic
from planner.solving.relaxation.column_generation import Relaxation, RestrictedLP
from planner.solving.relaxation.lagrangian import fixed_by_reduced_cost
from planner.solving.relaxation.row_scaling import step_of
from planner.solving.solution import HandBack
from tests import by_scipy
from tests.scenarios import crowded

Values = NDArray[np.float64]
# Goals that are settled in several searches.
IN_STEPS = {"max_min", "leximin"}
# No setting asks for it here.
NOT_ASKED = {"own_residents"}


def using_one_of(mip: MIP, columns: NDArray[np.bool_]) -> MIP:
    """The MIP with a row that asks for at least one of the columns."""
    return replace(
        mip,
        matrix=sparse.vstack([mip.matrix, sparse.csr_matrix(columns.astype(float))], format="csr"),
        row_lower=np.append(mip.row_lower, 1.0),
        row_upper=np.append(mip.row_upper, np.inf),
        names=(*mip.names, ("asked", ("one",))),
    )


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_no_plan_that_holds_the_goals_before_uses_what_a_later_goal_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    given = crowded(tmp_path, people=25, slots=12, seed=seed)
    given.solve |= {"time_limit_seconds": 120, "gap": 0}
    left_out = []

    def watched(mip: MIP, goal: Values, prices: Values, least: float) -> NDArray[np.bool_]:
        found = fixed_by_reduced_cost(mip, goal, prices, least)
        left_out.append(int(found.sum()))
        if found.any():
            assert by_scipy.best(using_one_of(mip, found), goal) == -np.inf
        return found

    monkeypatch.setattr(lexicographic, "fixed_by_reduced_cost", watched)
    solution = solve(given.instance())
    assert sum(left_out) > len(solution.goals)
    assert {goal.status for goal in solution.goals} == {"optimal"}


@pytest.mark.parametrize("workers", [1, 2])
def test_the_first_goal_may_take_most_of_the_time_and_all_together_no_more_than_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    given = crowded(tmp_path, people=6, slots=4)
    given.solve = {"time_limit_seconds": 30, "gap": 0, "workers": workers}
    given.settings["goals"] = [name for name in GOALS if name not in IN_STEPS | NOT_ASKED]
    seconds, even = [], []

    def watched(*arguments: Any, **named: Any) -> Reached:  # noqa: ANN401 - whatever solve_by_component is given
        run: SearchRun = arguments[3]
        if run.budget.left != run.parameters.most_placeable_seconds:
            seconds.append(run.budget.left)
            even.append(run.even.left if run.even is not None else math.nan)
        return solve_by_component(*arguments, **named)

    monkeypatch.setattr(lexicographic, "solve_by_component", watched)
    # The time that goals take is none, however busy the computer is: what is shared out is all there is.
    monkeypatch.setattr(budget, "time", SimpleNamespace(monotonic=lambda: 0.0))
    assert len(solve(given.instance()).goals) == len(seconds) == len(given.settings["goals"])
    assert 15 < seconds[0] < 20
    if workers == 1:  # nothing passes on
        assert max(seconds[1:]) == min(seconds[1:]) > 0.7
        assert sum(seconds) <= 30 + 1e-9
    else:  # what ends early leaves its time to the others, and each may take much of what is left
        assert np.all(np.diff(even[1:]) > 0)
        assert seconds[1:] == pytest.approx([28.5 / 2] * (len(seconds) - 1))
        assert seconds[-1] > 14


def test_all_searches_that_may_come_are_counted_whether_to_come_or_in_all(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=6, slots=4)
    given.settings["goals"] = ["outcome", "waiting", "queue", "preference", "travel"]
    settings = given.instance().settings
    assert [settings.may_spend(name) > 0 for name in settings.goals[1:]] == [True, False, True, True]
    # Goals, and hand-backs after waiting, preference and, as the last of all, travel.
    assert [estimate.num_searches(settings, done) for done in range(6)] == [8, 7, 5, 4, 2, 1]
    given.settings["goals"] = ["outcome", "queue"]
    assert estimate.num_searches(given.instance().settings) == 2


def test_the_steps_of_a_goal_together_may_take_the_time_of_one_goal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = crowded(tmp_path, people=12, slots=4)
    given.solve = {"time_limit_seconds": 30, "gap": 0, "workers": 1}
    given.settings["goals"] = ["outcome", "leximin"]
    seconds = []

    def wasteful(*arguments: Any, **named: Any) -> Reached:  # noqa: ANN401 - whatever solve_by_component is given
        run: SearchRun = arguments[3]
        if run.budget.left != run.parameters.most_placeable_seconds:
            seconds.append(run.budget.left)
        reached = solve_by_component(*arguments, **named)
        run.budget.spend(run.budget.left)
        return replace(reached, bound=reached.bound + 1.0)  # so that each share takes both its steps

    monkeypatch.setattr(lexicographic, "solve_by_component", wasteful)
    solve(given.instance())
    assert len(seconds) == 1 + 2 * 3
    assert 30 * 0.4 / 2 < sum(seconds[1:]) <= 30 * 0.4


@pytest.mark.parametrize(
    "goal, step",
    [
        ([0.5, 0.75, 0], 0.25),
        ([-12, -30, 18], 6),
        ([0.123, 1, 0.5], 0.001),
        ([1, 1 / 3, 0.5], 0),
        # So little is not nothing: a goal of 1.0000001 lies above one of 1.
        ([1, 1e-7, 0], 0),
        ([0, 0, 0], 0),
    ],
)
def test_a_goal_has_a_step_only_where_each_of_its_values_is_a_multiple(goal: list[float], step: float) -> None:
    mip = mip_of(np.arange(3), [])
    assert step_of(mip, np.array(goal)) == pytest.approx(step)
    assert step_of(replace(mip, is_integer=np.zeros(3, dtype=bool)), np.array(goal)) == 0


@pytest.mark.parametrize("which", ["the first", "all others"])
def test_an_lp_that_float_noise_calls_empty_costs_a_proof_and_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    given = crowded(tmp_path, people=25, slots=12, seed=1)
    calm = given.plan()
    relaxed, asked = RestrictedLP.relaxed, list[int]()

    def noisy(self: RestrictedLP, prices: Values | None, known: Values | None = None) -> Relaxation | None:
        asked.append(len(asked))
        return None if (len(asked) == 1) is (which == "the first") else relaxed(self, prices, known)

    monkeypatch.setattr(RestrictedLP, "relaxed", noisy)
    plan = given.plan()
    assert len(asked) > 1
    assert plan.file.value == pytest.approx(calm.file.value)
    figures = [(goal.best, goal.bound) for goal in plan.file.goals if goal.best is not None and goal.bound is not None]
    assert len(figures) > 1
    assert all(np.isfinite([best, bound]).all() and bound >= best - 1e-9 for best, bound in figures)


def test_a_hand_back_that_has_been_proved_is_not_searched_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = crowded(tmp_path, people=12, slots=5)
    given.solve = {"time_limit_seconds": 20, "gap": 0, "workers": 1}
    given.settings.update(
        goals=["outcome", "waiting", "queue", "preference", "travel"], may_cost={"waiting": 0.2}, may_cost_total=1
    )
    searched = []

    def watched(self: Lexicographic, mip: MIP, goal: Goal, *arguments: Any, **named: Any) -> Reached:  # noqa: ANN401 - passed on
        searched.append(goal.name)
        return search(self, mip, goal, *arguments, **named)

    search = Lexicographic._search  # noqa: SLF001 - counted
    monkeypatch.setattr(Lexicographic, "_search", watched)
    found = solve(given.instance())
    assert found.hand_back.before < found.goals[0].best - 1e-6
    assert found.hand_back.status == "optimal"
    # Once after waiting, which alone may spend; what that proved holds for the plans that hold more goals as well.
    assert searched == ["outcome", "waiting", "outcome", "queue", "preference", "travel"]


@pytest.mark.parametrize("seed", [1, 3])
def test_no_plan_that_holds_all_goals_has_more_of_the_outcome_than_the_hand_back_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    given = crowded(tmp_path, people=14, slots=6, seed=seed)
    given.solve = {"time_limit_seconds": 30, "gap": 0, "workers": 1}
    goals = ["outcome", "stability", "waiting", "fair_share", "other_purposes", "travel"]
    given.settings.update(
        goals=goals, may_cost={"waiting": 0.1, "fair_share": 0.2, "stability": 0.05}, may_cost_total=1
    )
    told: list[tuple[float, float]] = []

    def watched(self: Lexicographic) -> HandBack:
        mip = self._mip_of_hand_back()
        best = by_scipy.best(mip, mip.coefficients(self.done[0].goal.entries))
        found = hand_back(self)
        if found.bound is not None:
            told.append((best, found.bound))
        return found

    hand_back = Lexicographic.hand_back
    monkeypatch.setattr(Lexicographic, "hand_back", watched)
    solve(given.instance())
    assert told
    assert all(best <= bound + 1e-6 for best, bound in told)


def test_a_hand_back_of_fewer_people_does_not_rest_on_one_of_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds how many are placed: where goals since have placed fewer, more of the outcome may come back."""
    given = crowded(tmp_path, people=12, slots=5)
    given.solve = {"time_limit_seconds": 20, "gap": 0, "workers": 1}
    given.settings.update(goals=["outcome", "waiting"], may_cost={"waiting": 0.2}, may_cost_total=1)
    searched = []

    def counted(self: Lexicographic, *arguments: Any, **named: Any) -> Reached:  # noqa: ANN401 - passed on
        searched.append(1)
        return search(self, *arguments, **named)

    def watched(self: Lexicographic) -> HandBack:
        found = hand_back(self)
        for more, expected in ((1, 1), (0, 0)):
            searched.clear()
            self.most_back = self._outcome(), self._num_placed() + more
            hand_back(self)
            assert len(searched) == expected
        return found

    search, hand_back = Lexicographic._search, Lexicographic.hand_back  # noqa: SLF001 - counted
    monkeypatch.setattr(Lexicographic, "_search", counted)
    monkeypatch.setattr(Lexicographic, "hand_back", watched)
    assert solve(given.instance()).hand_back.status == "optimal"
