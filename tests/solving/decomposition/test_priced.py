"""Components at prices: any bound holds, shared limits are kept, and it matters to nobody who solves them, or where."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.reference_instances import Reference
from benchmarks.towns import side_by_side
from planner.formulation import MIP, mip_of
from planner.schema.arrays import Values
from planner.schema.rows import Entries, Rows
from planner.schema.solver_parameters import SolverParameters
from planner.solving import is_solution
from planner.solving.budget import ClockBudget
from planner.solving.decomposition import coupled_component, priced
from planner.solving.decomposition.by_component import solve_by_component
from planner.solving.decomposition.coupled_component import CoupledComponent
from planner.solving.decomposition.master import Master
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.lagrangian import lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.single_objective import Reached, solve_single_objective

# Budgets that all want: each is a tenth of what they would take together.
TOWNS = [Reference(f"town {seed}", 40, each=8, seed=seed, groups=2, lines=2, money=0.3) for seed in range(1, 7)]
BUDGETS = ("funding_budget",)


def always(seconds: float = 8.0, **parameters: Any) -> SearchRun:  # noqa: ANN401 - of several kinds
    own = SolverParameters(priced_from_columns=1, sampled_columns=1, **parameters)
    return replace(SearchRun.of(seconds), parameters=own)


@pytest.fixture(scope="module")
def budgets() -> tuple[MIP, Values]:
    return side_by_side(TOWNS, shared=BUDGETS)


class Pool:
    """A crew of threads, which like every crew get arguments that can be pickled."""

    size = 3

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.kept: list[object] = []

    def keep(self, thing: object) -> object:
        self.kept.append(thing)
        return thing

    def submit(self, function: Any, *arguments: object) -> Future[Any]:  # noqa: ANN401 - whatever it returns
        return self.pool.submit(function, *arguments)


def solved(given: tuple[MIP, Values], run: SearchRun, start: Values | None = None) -> Reached:
    with HighsClient() as client:
        return solve_by_component(*given, start, run, client)


def test_a_plan_of_towns_that_share_budgets_keeps_them_and_its_bound_holds_for_the_best_plan(
    budgets: tuple[MIP, Values],
) -> None:
    mip, goal = budgets
    found = solved(budgets, always())
    assert found.x is not None
    assert found.relaxation is not None
    assert is_solution(mip, found.x)
    assert found.value == pytest.approx(goal @ found.x)
    with HighsClient() as client:
        best = solve_single_objective(mip, goal, None, SearchRun.of(8.0), client)
        whole = relax(scale_rows(mip), goal, client, SearchRun.of(8.0))
    assert whole is not None
    assert best.value <= found.bound + 1e-6
    # Nearly as good as all together: shares lose little, and prices found between the towns bound nearly as closely.
    assert found.value >= best.value * 0.98
    assert found.bound <= whole.bound * 1.002
    assert lagrangian_bound(mip, goal, found.relaxation.prices).bound >= best.value - 1e-6


def test_prices_of_one_town_alone_are_mended_by_the_master(
    budgets: tuple[MIP, Values], monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds: list[float] = []
    answered = priced.PricedSearch.answered

    def told(self: priced.PricedSearch, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as it is
        found = answered(self, *given, **named)
        bounds.append(np.inf if found is None else found.bound)
        return found

    monkeypatch.setattr(priced.PricedSearch, "answered", told)
    wrong = np.zeros(len(budgets[0].names))
    with HighsClient() as client:
        solve_by_component(*budgets, None, always(priced_rounds=12), client, prices=wrong)
        whole = relax(scale_rows(budgets[0]), budgets[1], client, SearchRun.of(8.0))
    assert whole is not None
    assert bounds[0] > whole.bound * 1.01  # without prices every town takes all it wants
    assert min(bounds) <= whole.bound * 1.003
    assert min(bounds) >= whole.bound * (1 - 1e-4)


def test_counted_it_repeats_to_the_byte_and_a_crew_makes_the_same_plan(budgets: tuple[MIP, Values]) -> None:
    alone = solved(budgets, always())
    with ThreadPoolExecutor(Pool.size) as threads:
        crew = Pool(threads)
        together = solved(budgets, replace(always(), crew=crew))
    assert alone.x is not None
    assert together.x is not None
    assert alone.x.tobytes() == together.x.tobytes()
    assert alone.bound == together.bound
    assert len(crew.kept) == len(TOWNS)
    names = {key for part in crew.kept if isinstance(part, CoupledComponent) for _, (key,) in part.mip.names}
    assert all(name.isdecimal() for name in names), "what leaves this computer names nobody"


def test_lower_limits_shared_by_towns_are_kept_from_the_plan_known_and_it_never_gets_worse() -> None:
    mip, goal = side_by_side(TOWNS)
    with HighsClient() as client:
        start = solve_single_objective(mip, goal, None, SearchRun.of(4.0), client).x
    assert start is not None
    # Another goal, as the later ones of a week: the first is held by a row that all towns share.
    random = np.random.default_rng(1)
    later = np.where(np.arange(mip.num_columns) < len(mip.candidates), random.uniform(0, 1, mip.num_columns), 0.0)
    assert np.isinf(mip.row_upper).any(), "there are lower limits"
    found = solved((mip, later), always(), start)
    assert found.x is not None
    assert is_solution(mip, found.x)
    assert found.value > later @ start
    assert found.bound >= found.value


def test_a_stopped_run_gives_back_what_it_began_with(budgets: tuple[MIP, Values]) -> None:
    with HighsClient() as client:
        start = solve_single_objective(*budgets, None, SearchRun.of(1.0), client).x
    assert start is not None
    stopped = replace(always(), is_stopped=lambda: True)
    found = solved(budgets, stopped, start)
    assert found.x is not None
    assert found.value == pytest.approx(budgets[1] @ start)
    assert np.isfinite(found.bound)
    assert found.bound >= found.value


def test_the_master_splits_a_budget_between_two_answers_and_prices_it() -> None:
    # Two towns: one gains 10 for 4 units and 6 for 2, the other 5 for 4 or nothing. Six units: the first takes 10 for
    # 4, the other half of its 5; a unit is worth 1.25.
    master = Master(np.array([-np.inf]), np.array([6.0]))
    for town, value, use in ((0, 10.0, 4.0), (0, 6.0, 2.0), (1, 5.0, 4.0), (1, 0.0, 0.0)):
        master.add(town, value, np.array([use]))
    with HighsClient() as client:
        found = master.combined(client, np.array([1.0]), np.array([1.0]))
        held = master.combined(client, np.array([3.0]), np.array([0.5]))
    assert found is not None
    assert held is not None
    assert found.value == pytest.approx(12.5)
    assert found.prices[0] == pytest.approx(1.25)
    assert found.weights == pytest.approx([1.0, 0.0, 0.5, 0.5])
    assert held.prices[0] == pytest.approx(2.5)  # no further than half from three
    assert master.shares(found.weights, np.ones((2, 1))) == pytest.approx(np.array([[4.0], [2.0]]))
    assert master.shares(held.weights, np.ones((2, 1))).sum() == pytest.approx(6.0)


def test_prices_of_the_wrong_sign_by_a_hair_still_bound(
    budgets: tuple[MIP, Values], monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds: list[float] = []
    answered = priced.PricedSearch.answered

    def told(self: priced.PricedSearch, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as it is
        found = answered(self, *given, **named)
        bounds.append(np.inf if found is None else found.bound)
        return found

    monkeypatch.setattr(priced.PricedSearch, "answered", told)
    with HighsClient() as client:
        prices = np.full(len(budgets[0].names), -1e-12)
        solve_by_component(*budgets, None, always(2.0, priced_rounds=1), client, prices=prices)
    assert np.isfinite(bounds).all()


@pytest.fixture(scope="module")
def dear(budgets: tuple[MIP, Values]) -> tuple[Reached, Reached]:
    """The plan where prices take their whole share of the counted work, made here and by a crew."""
    little = {"lp_iterations_per_second": 300.0}
    with ThreadPoolExecutor(Pool.size) as threads:
        crew = Pool(threads)
        return solved(budgets, always(6.0, **little)), solved(budgets, replace(always(6.0, **little), crew=crew))


def test_what_prices_take_of_counted_work_leaves_every_town_its_plan(
    budgets: tuple[MIP, Values], dear: tuple[Reached, Reached]
) -> None:
    found = dear[0]
    assert found.x is not None
    assert is_solution(budgets[0], found.x)


def test_counted_work_elsewhere_is_spent_here(dear: tuple[Reached, Reached]) -> None:
    alone, together = dear
    assert together.bound == alone.bound
    assert alone.x is not None
    assert together.x is not None
    assert together.x.tobytes() == alone.x.tobytes()


def demanding() -> tuple[MIP, Values]:
    """Two towns, of two people for one place and three for two, none of whom gains; two people must have a place."""
    everybody, ones = np.arange(5), np.ones(5)
    names = tuple((f"P{number}",) for number in everybody)
    at_places = Entries("x", np.array([0, 0, 1, 1, 1]), everybody, ones)
    places = Rows("slot_places", (("T0",), ("T1",)), np.full(2, -np.inf), np.array([1.0, 2.0]), (at_places,))
    people = Rows("one_main", names, np.full(5, -np.inf), ones, (Entries("x", everybody, everybody, ones),))
    together = Entries("x", np.zeros(5, dtype=np.int64), everybody, ones)
    demand = Rows("demand", (("all",),), np.array([2.0]), np.array([np.inf]), (together,))
    return mip_of(everybody, [places, people, demand]), np.full(5, -1.0)


def test_a_demand_that_nobody_wants_to_meet_is_shared_out_all_the_same() -> None:
    mip, goal = demanding()
    run = always(2.0, priced_rounds=1, least_component_columns=1, coupling_rows_share=1.0)
    with HighsClient() as client:
        found = solve_by_component(mip, goal, None, run, client, prices=np.zeros(len(mip.names)))
    assert found.is_priced
    assert found.x is not None
    assert is_solution(mip, found.x)
    assert found.value == pytest.approx(-2.0)


def test_what_one_town_cannot_reach_of_a_demand_another_does(monkeypatch: pytest.MonkeyPatch) -> None:
    mip, goal = demanding()
    # The first town, where one person alone finds a place, is asked for both.
    monkeypatch.setattr(Master, "shares", lambda *_: np.array([[2.0], [0.0]]))
    run = always(2.0, least_component_columns=1, coupling_rows_share=1.0)
    found = solved((mip, goal), run)
    assert found.x is not None
    assert is_solution(mip, found.x)
    assert found.value == pytest.approx(-2.0)


def test_plans_that_together_break_a_shared_row_are_no_plan(
    budgets: tuple[MIP, Values], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Master, "shares", lambda _master, _weights, most: most)  # to each all that it could want
    mended = solved(budgets, always(2.0))
    assert mended.x is not None
    assert is_solution(budgets[0], mended.x)
    monkeypatch.setattr(priced.PricedSearch, "_mended", lambda _search, plans, _order: plans)
    broken = solved(budgets, always(2.0))
    assert broken.x is None
    assert not broken.is_proved_empty


def test_on_the_clock_a_worker_that_hangs_is_not_waited_for_for_ever(
    budgets: tuple[MIP, Values], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hanging(Pool):
        def submit(self, *_: object) -> Future[Any]:
            return Future()

    monkeypatch.setattr(coupled_component, "LATE_SECONDS", 0.1)
    with HighsClient() as client:
        start = solve_single_objective(*budgets, None, SearchRun.of(1.0), client).x
    with ThreadPoolExecutor(1) as threads:
        run = replace(always(), budget=ClockBudget(1.0), crew=Hanging(threads))
        found = solved(budgets, run, start)
    assert found.x is not None
    assert np.isfinite(found.bound)


def test_a_town_whose_demand_cannot_be_met_proves_that_there_is_no_plan(budgets: tuple[MIP, Values]) -> None:
    mip, goal = budgets
    row = next(at for at, (constraint, key) in enumerate(mip.names) if constraint == "slot_places" and key[0] == "T2")
    lower, upper = mip.row_lower.copy(), mip.row_upper.copy()
    lower[row] = upper[row] = float(abs(mip.matrix[row]).sum()) + 1
    found = solved((replace(mip, row_lower=lower, row_upper=upper), goal), always())
    assert found.x is None
    assert found.is_proved_empty
