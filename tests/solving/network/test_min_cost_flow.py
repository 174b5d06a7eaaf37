"""Networks: min-cost flow finds what the relaxation is worth, its prices prove it, and nothing else passes for one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.reference_instances import Reference, made, network
from planner.formulation import MIP
from planner.solving import is_solution, solve
from planner.solving.network.min_cost_flow import flow
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.lagrangian import lagrangian_bound
from tests import by_scipy

Values = NDArray[np.float64]
Limited = list[tuple[str, list[int], float]]


def mip_of(columns: int, rows: Limited) -> MIP:
    """Rows `sum of columns <= limit`, each named by its constraint."""
    at = np.concatenate([np.full(len(own), number) for number, (_, own, _) in enumerate(rows)])
    column = np.concatenate([own for _, own, _ in rows])
    matrix = sparse.csr_matrix((np.ones(len(at)), (at, column)), shape=(len(rows), columns))
    names = tuple((constraint, (str(number),)) for number, (constraint, _, _) in enumerate(rows))
    every = np.arange(columns)
    return MIP(
        {"x": every}, {"x": 0}, np.zeros(columns), np.ones(columns), np.ones(columns, dtype=bool), matrix,
        np.full(len(rows), -np.inf), np.array([limit for _, _, limit in rows]), names,
    )  # fmt: skip


@st.composite
def networks(draw: st.DrawFn, *, nested: bool = True) -> tuple[MIP, Values]:
    """People, slots, employers of slots, some slots shut; values with ties, zeros and losses; some of no person."""
    people, slots = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    pairs = draw(st.lists(st.tuples(st.integers(0, people), st.integers(0, slots)), min_size=1, unique=True))
    person, slot = np.array(pairs, dtype=np.int64).T
    employer = np.array(draw(st.lists(st.integers(0, 2), min_size=slots + 1, max_size=slots + 1)))
    limits = st.integers(0, 3)
    rows: Limited = [("one_main", np.flatnonzero(person == own).tolist(), 1) for own in range(people)]
    rows += [("slot_places", np.flatnonzero(slot == own).tolist(), draw(limits)) for own in range(slots)]
    if nested:
        rows += [("employer_people", np.flatnonzero(employer[slot] == own).tolist(), draw(limits)) for own in range(2)]
    goal = draw(st.lists(st.integers(-2, 5), min_size=len(pairs), max_size=len(pairs)))
    return mip_of(len(pairs), rows), np.array(goal) / draw(st.sampled_from([1, 10, 7]))


def optimum(mip: MIP, goal: Values) -> Relaxation:
    found = flow(mip, goal)
    assert found is not None
    return found


@settings(max_examples=100)
@given(networks())
def test_a_network_is_worth_what_its_relaxation_is_and_prices_prove_it(week: tuple[MIP, Values]) -> None:
    mip, goal = week
    found = optimum(mip, goal)
    assert is_solution(mip, found.x)
    assert set(found.x.tolist()) <= {0.0, 1.0}
    assert found.value == pytest.approx(by_scipy.relaxed(mip, goal), abs=1e-7)
    assert np.all(found.prices >= 0)
    assert lagrangian_bound(mip, goal, found.prices).bound == pytest.approx(goal @ found.x, abs=1e-7)


@settings(max_examples=100)
@given(networks(nested=False))
def test_a_price_is_what_one_more_place_gains(week: tuple[MIP, Values]) -> None:
    mip, goal = week
    found = optimum(mip, goal)
    rows = [row for row in np.flatnonzero(mip.row_upper > 0) if mip.names[row][0] != "one_main"]
    assume(rows)
    for row in rows:
        more = replace(mip, row_upper=mip.row_upper + (np.arange(len(mip.names)) == row))
        assert found.prices[row] == pytest.approx(optimum(more, goal).value - found.value, abs=1e-7)


def test_a_chain_of_people_moves_up_when_the_last_of_them_finds_another_place() -> None:
    # P0 can go to S0 alone, P1 to S0 or S1, P2 to S1 or S2: all three have a place in one way only.
    rows: Limited = [("one_main", [0], 1), ("one_main", [1, 2], 1), ("one_main", [3, 4], 1)]
    rows += [("slot_places", [0, 1], 1), ("slot_places", [2, 3], 1), ("slot_places", [4], 1)]
    mip, goal = mip_of(5, rows), np.array([0.3, 0.5, 0.4, 0.5, 0.45])
    assert optimum(mip, goal).x.tolist() == [1, 0, 1, 0, 1]


def test_rows_that_overlap_demand_weigh_or_halve_are_no_network() -> None:
    rows: Limited = [("one_main", [0, 1], 1), ("slot_places", [0, 2], 1), ("supervisor_support", [2, 1, 3], 2)]
    mip, goal = mip_of(4, rows), np.ones(4)
    assert flow(mip, goal) is None
    apart = mip_of(4, [rows[0], ("slot_places", [0, 2], 1), ("supervisor_support", [1, 3], 1)])
    assert optimum(apart, goal).value == 2
    assert flow(replace(apart, row_lower=np.array([-np.inf, 1.0, -np.inf])), goal) is None
    assert flow(replace(apart, matrix=apart.matrix * 2), goal) is None
    assert flow(replace(apart, row_upper=np.array([1.0, 1.0, 1.5])), goal) is None
    assert flow(replace(apart, lower=np.array([1.0, 0, 0, 0])), goal) is None


def test_budgets_minimums_and_support_of_several_are_no_network() -> None:
    plain = network(40)
    assert flow(*by_scipy.mip_of_week(made(plain))) is not None
    assert flow(*by_scipy.mip_of_week(made(replace(plain, lines=2)))) is None
    assert flow(*by_scipy.mip_of_week(made(replace(plain, groups=2)))) is None
    assert flow(*by_scipy.mip_of_week(made(replace(plain, fewest_every=4)))) is None
    assert flow(*by_scipy.mip_of_week(made(replace(plain, support=0.5)))) is None


def test_a_network_is_told_once_and_proved() -> None:
    told: list[tuple[float, float]] = []
    instance = made(Reference("network", 120, each=8, lines=0, groups=0, fewest_every=0))
    solution = solve(instance, lambda news: told.append((news.value, news.bound)))
    assert [told[0][0]] == [value for value, bound in told] == [bound for _, bound in told]
    assert told[0][0] == pytest.approx(by_scipy.relaxed(*by_scipy.mip_of_week(instance)), rel=1e-7)
    assert solution.goals[0].status == "optimal"
