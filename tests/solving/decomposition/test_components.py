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
from planner.solving.decomposition.by_component import reach_apart
from planner.solving.decomposition.components import bound_apart, components, coupled_components
from planner.solving.highs.client import Partner
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.lagrangian import closed
from planner.solving.relaxation.row_scaling import tightened
from planner.solving.search.cp_sat import Effort
from planner.solving.search.portfolio import Told
from planner.solving.search.single_objective import Reached, reach

Values = NDArray[np.float64]
TOWNS = [Reference(f"town {seed}", 40, each=8, seed=seed, groups=2, lines=2) for seed in (1, 2)]
ROUGH = Effort(1.0, 0.01, 1, workers=1, is_counted=True)
COUNTED = Effort(4.0, 0.0, 1, workers=1, is_counted=True)


def town_of(mip: MIP, columns: NDArray[np.int64]) -> set[str]:
    """The towns whose rows some columns stand in."""
    rows = np.unique(mip.matrix.tocsc()[:, columns].indices)
    return {mip.names[row][1][0] for row in rows if mip.names[row][0] not in SHARED}


def test_towns_that_share_nothing_are_reached_apart_and_worth_as_much_as_together() -> None:
    mip, goal = side_by_side(TOWNS, shared=())
    parts = components(mip)
    assert [town_of(mip, part.columns) for part in parts] == [{"T0"}, {"T1"}]
    with Partner() as partner:
        pieces = reach_apart(mip, goal, None, COUNTED, partner)
        whole = reach(mip, goal, None, COUNTED, partner)
    assert pieces.x is not None
    assert pieces.relaxation is not None
    assert is_solution(mip, pieces.x)
    assert pieces.value == pytest.approx(goal @ pieces.x)
    assert pieces.value == pytest.approx(pieces.bound, rel=1e-6)
    assert pieces.value == pytest.approx(whole.value, rel=1e-6)
    assert whole.relaxation is not None
    certified = closed(mip, goal, whole.relaxation.prices).bound
    assert closed(mip, goal, pieces.relaxation.prices).bound == pytest.approx(certified, rel=1e-6)


def test_what_is_told_of_components_never_gets_worse_and_no_bound_is_below_the_plan() -> None:
    mip, goal = side_by_side([replace(town, people=70, each=12) for town in TOWNS], shared=())
    told: list[tuple[float, float]] = []
    with Partner() as partner:
        done = reach_apart(
            mip, goal, None, Effort(4.0, 0.0, 1, workers=2), partner,
            told=lambda value, bound: told.append((value, bound)),
        )  # fmt: skip
    values, bounds = np.array(told).T
    assert np.all(np.diff(values) >= -1e-9)
    assert np.all(np.diff(bounds) <= 1e-9)
    assert np.all(bounds >= done.value - 1e-6)
    assert done.bound >= done.value


def test_a_bound_told_for_better_plans_alone_takes_nothing_from_other_towns(monkeypatch: pytest.MonkeyPatch) -> None:
    mip, goal = side_by_side(TOWNS, shared=())

    def hasty(mip: MIP, *given: Any, told: Told, **named: Any) -> Reached:  # noqa: ANN401 - as reach
        done = reach(mip, *given, **named)
        if mip.num_columns == len(goal):
            return replace(done, bound=done.value + 1.0)
        if "T0" in town_of(mip, np.array([0])):
            told(done.value, done.value - 1.0)
            return replace(done, bound=done.value)
        return replace(done, bound=done.value + 0.01)

    monkeypatch.setattr(by_component, "reach", hasty)
    with Partner() as partner:
        done = reach_apart(mip, goal, None, ROUGH, partner)
    assert done.bound == pytest.approx(done.value + 0.01)


def test_shared_budgets_and_group_minimums_couple_towns_and_are_found() -> None:
    mip, goal = side_by_side(TOWNS)
    assert len(components(mip)) == 1
    parts, coupling = coupled_components(mip)
    assert [town_of(mip, part.columns) for part in parts] == [{"T0"}, {"T1"}]
    assert {mip.names[row][0] for row in coupling} <= set(SHARED)
    with Partner() as partner:
        relaxation = relax(tightened(mip), goal, partner)
        assert relaxation is not None
        bound = bound_apart(mip, goal, coupled_components(mip), relaxation, COUNTED, partner, reach=reach)
        best = reach(mip, goal, None, COUNTED, partner)
    assert best.value <= bound + 1e-6 <= relaxation.bound + 1e-6


def test_components_proved_whole_give_a_bound_below_the_relaxation() -> None:
    # Employers hold 0.6 of those who would come: the relaxation splits people among weeks, which no plan can.
    mip, goal = side_by_side([replace(town, people=60, each=10, employers=9, employer_limit=0.6) for town in TOWNS])
    with Partner() as partner:
        relaxation = relax(tightened(mip), goal, partner)
        assert relaxation is not None
        bound = bound_apart(mip, goal, coupled_components(mip), relaxation, COUNTED, partner, reach=reach)
        best = reach(mip, goal, None, COUNTED, partner)
    assert best.value - 1e-6 <= bound < relaxation.bound - 1e-3


def test_a_plan_of_coupled_towns_is_bounded_by_what_they_prove_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    mip, goal = side_by_side([replace(town, people=60, each=10, employers=9, employer_limit=0.6) for town in TOWNS])

    def unsure(whole: MIP, *given: Any, **named: Any) -> Reached:  # noqa: ANN401 - as reach
        done = reach(whole, *given, **named)
        if whole.num_columns < mip.num_columns or done.relaxation is None:
            return done
        return replace(done, bound=done.relaxation.bound)

    monkeypatch.setattr(by_component, "reach", unsure)
    with Partner() as partner:
        done = reach_apart(mip, goal, None, COUNTED, partner)
    assert done.relaxation is not None
    assert done.value <= done.bound < done.relaxation.bound - 1e-3


def test_one_town_stays_one_and_is_reached_as_ever() -> None:
    mip, goal = side_by_side(TOWNS[:1])
    (only,) = components(mip)
    assert len(only.columns) == mip.num_columns
    assert len(coupled_components(mip)[0]) == 1
    with Partner() as partner:
        relaxation = relax(tightened(mip), goal, partner)
        assert relaxation is not None
        assert (
            bound_apart(mip, goal, coupled_components(mip), relaxation, COUNTED, partner, reach=reach)
            == relaxation.bound
        )
        pieces = reach_apart(mip, goal, None, ROUGH, partner)
        whole = reach(mip, goal, None, ROUGH, partner)
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
    with Partner() as partner:
        done = reach_apart(nobody, goal, None, COUNTED, partner)
    assert done.x is None
    assert done.is_proved_empty
