"""Components: towns that share nothing are solved apart, what they share is shared out, and nothing is lost by it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.reference_instances import Reference
from benchmarks.towns import SHARED, side_by_side
from planner.formulation import MIP
from planner.solving import is_solution
from planner.solving.decomposition import by_component
from planner.solving.decomposition.by_component import solve_by_component
from planner.solving.decomposition.components import bound_by_component, components, coupled_components
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.lagrangian import lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.incumbent import OnProgress
from planner.solving.search.single_objective import Reached, solve_single_objective

Values = NDArray[np.float64]
TOWNS = [Reference(f"town {seed}", 40, each=8, seed=seed, groups=2, lines=2) for seed in (1, 2)]


def rough() -> SearchRun:
    return SearchRun.of(1.0, gap=0.01)


def counted() -> SearchRun:
    return SearchRun.of(4.0)


def town_of(mip: MIP, columns: NDArray[np.int64]) -> set[str]:
    """The towns whose rows some columns stand in."""
    rows = np.unique(mip.matrix.tocsc()[:, columns].indices)
    return {mip.names[row][1][0] for row in rows if mip.names[row][0] not in SHARED}


def test_towns_that_share_nothing_are_reached_apart_and_worth_as_much_as_together() -> None:
    mip, goal = side_by_side(TOWNS, shared=())
    parts = components(mip)
    assert [town_of(mip, part.columns) for part in parts] == [{"T0"}, {"T1"}]
    with HighsClient() as client:
        pieces = solve_by_component(mip, goal, None, counted(), client)
        whole = solve_single_objective(mip, goal, None, counted(), client)
    assert pieces.x is not None
    assert pieces.relaxation is not None
    assert is_solution(mip, pieces.x)
    assert pieces.value == pytest.approx(goal @ pieces.x)
    assert pieces.value == pytest.approx(pieces.bound, rel=1e-6)
    assert pieces.value == pytest.approx(whole.value, rel=1e-6)
    assert whole.relaxation is not None
    certified = lagrangian_bound(mip, goal, whole.relaxation.prices).bound
    assert lagrangian_bound(mip, goal, pieces.relaxation.prices).bound == pytest.approx(certified, rel=1e-6)


def test_what_is_told_of_components_never_gets_worse_and_no_bound_is_below_the_plan() -> None:
    mip, goal = side_by_side([replace(town, people=70, each=12) for town in TOWNS], shared=())
    told: list[tuple[float, float]] = []
    with HighsClient() as client:
        done = solve_by_component(
            mip, goal, None, SearchRun.of(4.0, seed=1, workers=2), client,
            on_progress=lambda value, bound: told.append((value, bound)),
        )  # fmt: skip
    values, bounds = np.array(told).T
    assert np.all(np.diff(values) >= -1e-9)
    assert np.all(np.diff(bounds) <= 1e-9)
    assert np.all(bounds >= done.value - 1e-6)
    assert done.bound >= done.value


def test_a_bound_told_for_better_plans_alone_takes_nothing_from_other_towns(monkeypatch: pytest.MonkeyPatch) -> None:
    mip, goal = side_by_side(TOWNS, shared=())

    def hasty(mip: MIP, *given: Any, on_progress: OnProgress, **named: Any) -> Reached:  # noqa: ANN401 - as reach
        done = solve_single_objective(mip, *given, **named)
        if mip.num_columns == len(goal):
            return replace(done, bound=done.value + 1.0)
        if "T0" in town_of(mip, np.array([0])):
            on_progress(done.value, done.value - 1.0)
            return replace(done, bound=done.value)
        return replace(done, bound=done.value + 0.01)

    monkeypatch.setattr(by_component, "solve_single_objective", hasty)
    with HighsClient() as client:
        done = solve_by_component(mip, goal, None, rough(), client)
    assert done.bound == pytest.approx(done.value + 0.01)


def test_shared_budgets_and_group_minimums_couple_towns_and_are_found() -> None:
    mip, goal = side_by_side(TOWNS)
    assert len(components(mip)) == 1
    parts, coupling = coupled_components(mip)
    assert [town_of(mip, part.columns) for part in parts] == [{"T0"}, {"T1"}]
    assert {mip.names[row][0] for row in coupling} <= set(SHARED)
    with HighsClient() as client:
        relaxation = relax(scale_rows(mip), goal, client, counted())
        assert relaxation is not None
        bound = bound_by_component(
            mip, goal, coupled_components(mip), relaxation, counted(), client, solve=solve_single_objective
        )
        best = solve_single_objective(mip, goal, None, counted(), client)
    assert best.value <= bound + 1e-6 <= relaxation.bound + 1e-6


@pytest.mark.parametrize("money", [1.0, 0.3])  # with little, the shared budgets have prices, and their limits count
def test_components_proved_whole_give_a_bound_below_the_relaxation(money: float) -> None:
    # Employers hold 0.6 of those who would come: the relaxation splits people among weeks, which no plan can.
    tight = {"people": 60, "each": 10, "employers": 9, "employer_limit": 0.6}
    mip, goal = side_by_side([replace(town, money=money, **tight) for town in TOWNS])  # type: ignore[arg-type]
    with HighsClient() as client:
        relaxation = relax(scale_rows(mip), goal, client, counted())
        assert relaxation is not None
        bound = bound_by_component(
            mip, goal, coupled_components(mip), relaxation, counted(), client, solve=solve_single_objective
        )
        best = solve_single_objective(mip, goal, None, counted(), client)
    assert best.value - 1e-6 <= bound < relaxation.bound - 1e-3


def test_a_plan_of_coupled_towns_is_bounded_by_what_they_prove_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    mip, goal = side_by_side([replace(town, people=60, each=10, employers=9, employer_limit=0.6) for town in TOWNS])

    def unsure(whole: MIP, *given: Any, **named: Any) -> Reached:  # noqa: ANN401 - as reach
        done = solve_single_objective(whole, *given, **named)
        if whole.num_columns < mip.num_columns or done.relaxation is None:
            return done
        return replace(done, bound=done.relaxation.bound)

    monkeypatch.setattr(by_component, "solve_single_objective", unsure)
    with HighsClient() as client:
        done = solve_by_component(mip, goal, None, counted(), client)
    assert done.relaxation is not None
    assert done.value <= done.bound < done.relaxation.bound - 1e-3


def test_one_town_stays_one_and_is_reached_as_ever() -> None:
    mip, goal = side_by_side(TOWNS[:1])
    (only,) = components(mip)
    assert len(only.columns) == mip.num_columns
    assert len(coupled_components(mip)[0]) == 1
    with HighsClient() as client:
        relaxation = relax(scale_rows(mip), goal, client, counted())
        assert relaxation is not None
        assert (
            bound_by_component(
                mip, goal, coupled_components(mip), relaxation, counted(), client, solve=solve_single_objective
            )
            == relaxation.bound
        )
        pieces = solve_by_component(mip, goal, None, rough(), client)
        whole = solve_single_objective(mip, goal, None, rough(), client)
    assert (pieces.value, pieces.bound) == (whole.value, whole.bound)


def test_a_demand_that_one_town_cannot_meet_leaves_all_without_a_plan() -> None:
    mip, goal = side_by_side(TOWNS, shared=())
    nobody = replace(
        mip,
        matrix=sparse.vstack([mip.matrix, sparse.csr_matrix((1, mip.num_columns))], format="csr"),
        row_lower=np.append(mip.row_lower, 1.0),
        row_upper=np.append(mip.row_upper, np.inf),
        names=(*mip.names, ("group_minimum", ("nobody",))),
    )
    with HighsClient() as client:
        done = solve_by_component(nobody, goal, None, counted(), client)
    assert done.x is None
    assert done.is_proved_empty
