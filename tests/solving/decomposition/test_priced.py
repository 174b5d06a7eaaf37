"""Components at prices: any bound holds, shared limits are kept, and it matters to nobody who solves them, or where."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from benchmarks.reference_instances import Reference
from benchmarks.towns import side_by_side
from planner.formulation import MIP, mip_of
from planner.schema.arrays import Values
from planner.schema.rows import Entries, Rows
from planner.schema.solver_parameters import SolverParameters
from planner.solving import is_solution
from planner.solving.budget import ClockBudget, WorkBudget
from planner.solving.decomposition import priced
from planner.solving.decomposition import tasks as tasks_module
from planner.solving.decomposition.by_component import solve_by_component
from planner.solving.decomposition.components import coupled_components
from planner.solving.decomposition.coupled_component import (
    ComponentPlan,
    CoupledComponent,
    at_prices,
    plan_of,
    with_share,
)
from planner.solving.decomposition.priced import PricedSearch
from planner.solving.decomposition.tasks import Done, Tasks
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
    own = SolverParameters(priced_from_columns=1, **parameters)
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
        self.asked: list[tuple[Any, ...]] = []

    def keep(self, thing: object) -> object:
        self.kept.append(thing)
        return thing

    def submit(self, function: Any, *arguments: object) -> Future[Any]:  # noqa: ANN401 - whatever it returns
        self.asked.append(arguments)
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


def search_at(given: tuple[MIP, Values], prices: Values, run: SearchRun, client: HighsClient) -> PricedSearch:
    """A search whose relaxation is said to have other prices, and no plan to begin with."""
    mip, goal = given
    relaxation = relax(scale_rows(mip), goal, client, SearchRun.of(8.0))
    assert relaxation is not None
    told = replace(relaxation, prices=prices, lagrangian=lagrangian_bound(mip, goal, prices))
    return PricedSearch(mip, goal, coupled_components(mip, run.parameters), told, run, client, None)


def test_at_prices_each_town_is_planned_alone_and_the_bounds_add_up(budgets: tuple[MIP, Values]) -> None:
    mip, goal = budgets
    with HighsClient() as client:
        whole = relax(scale_rows(mip), goal, client, SearchRun.of(8.0))
        best = solve_single_objective(mip, goal, None, SearchRun.of(8.0), client)
        assert whole is not None
        search = search_at(budgets, whole.prices, always(), client)
        plans = search.at_prices()
    assert best.value <= search.bound + 1e-6
    assert search.bound < whole.bound  # people are whole: no town reaches what its relaxation does
    paid = sum(one.value - float(search.prices @ one.use) for one in plans)
    assert paid == pytest.approx(search.bounds.sum(), rel=1e-4)


def test_plans_at_prices_far_too_low_are_brought_within_the_budgets(budgets: tuple[MIP, Values]) -> None:
    mip, goal = budgets
    with HighsClient() as client:
        search = search_at(budgets, np.zeros(len(mip.names)), always(), client)
        wanted = search.at_prices()
        used = np.sum([one.use for one in wanted], axis=0)
        assert (used > 1.2 * search.limit).all(), "without prices every town takes all it wants"
        search.balance(wanted)
        search.improve()
        best = solve_single_objective(mip, goal, None, SearchRun.of(8.0), client)
    found = search.reached()
    assert found.x is not None
    assert is_solution(mip, found.x)
    assert found.value >= 0.9 * best.value
    assert found.bound >= best.value


def test_what_is_left_is_used_up_at_lower_prices(budgets: tuple[MIP, Values]) -> None:
    mip, goal = budgets
    with HighsClient() as client:
        whole = relax(scale_rows(mip), goal, client, SearchRun.of(8.0))
        assert whole is not None
        search = search_at(budgets, whole.prices, always(), client)
        nothing = [plan_of(part, np.zeros(part.mip.num_columns)) for part in search.parts]
        search.balance(nothing)
    assert search.value >= 0.9 * whole.bound


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


def test_a_stopped_run_begins_with_no_town(budgets: tuple[MIP, Values]) -> None:
    with ThreadPoolExecutor(Pool.size) as threads:
        crew = Pool(threads)
        solved(budgets, replace(always(), is_stopped=lambda: True, crew=crew))
    assert not crew.asked


def test_prices_of_the_wrong_sign_by_a_hair_still_bound(budgets: tuple[MIP, Values]) -> None:
    with HighsClient() as client:
        search = search_at(budgets, np.full(len(budgets[0].names), -1e-12), always(2.0), client)
        search.at_prices()
    assert np.isfinite(search.bound)


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


def test_what_one_town_cannot_reach_of_a_demand_another_does() -> None:
    given = demanding()
    run = always(2.0, least_component_columns=1, coupling_rows_share=1.0)
    with HighsClient() as client:
        search = search_at(given, np.zeros(len(given[0].names)), run, client)
        # The first town, where one person alone finds a place, is the first that is asked for both.
        search.balance([plan_of(part, np.zeros(part.mip.num_columns)) for part in search.parts])
    found = search.reached()
    assert found.x is not None
    assert is_solution(given[0], found.x)
    assert found.value == pytest.approx(-2.0)


def test_a_town_that_takes_all_the_work_it_is_given_leaves_some_to_those_who_must_help_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mip, goal = demanding()
    upper = np.where(mip.constraints == "slot_places", 1.0, mip.row_upper)  # each town can only reach half
    run = always(2.0, least_component_columns=1, coupling_rows_share=1.0)

    def slow(*given: Any) -> ComponentPlan | None:  # noqa: ANN401 - as with_share
        part, limits, start, prices, seed, own, client = given
        own.budget.spend(own.budget.left)
        return with_share(part, limits, start, prices, seed, replace(own, budget=WorkBudget(1.0)), client)

    monkeypatch.setattr(priced, "with_share", slow)
    with HighsClient() as client:
        search = search_at((replace(mip, row_upper=upper), goal), np.zeros(len(mip.names)), run, client)
        search.balance([plan_of(part, np.zeros(part.mip.num_columns)) for part in search.parts])
    assert search.value == pytest.approx(-2.0)


def test_where_the_plan_known_is_the_best_no_town_is_planned_again() -> None:
    mip, goal = demanding()
    run = replace(always(2.0, least_component_columns=1, coupling_rows_share=1.0), gap=1e-6)
    with ThreadPoolExecutor(Pool.size) as threads:
        crew = Pool(threads)
        found = solved((mip, goal), replace(run, crew=crew), np.array([1.0, 0.0, 1.0, 0.0, 0.0]))
    assert found.is_priced
    assert found.value == found.bound == pytest.approx(-2.0)
    assert not crew.asked


def test_the_seeds_of_improvements_are_such_as_solvers_know() -> None:
    given, most = demanding(), 2**31 - 1
    run = replace(always(2.0, least_component_columns=1, coupling_rows_share=1.0), seed=most)
    with ThreadPoolExecutor(Pool.size) as threads, HighsClient() as client:
        crew = Pool(threads)
        search = search_at(given, np.zeros(len(given[0].names)), replace(run, crew=crew), client)
        search.begin(np.array([1.0, 0.0, 1.0, 0.0, 0.0]))
        search.improve()
    seeds = {arguments[-1] for _work, _part, arguments, _terms in crew.asked}
    assert seeds
    assert all(0 <= seed <= most for seed in seeds)


def test_plans_that_together_break_a_shared_row_are_no_plan(
    budgets: tuple[MIP, Values], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PricedSearch, "_moved", lambda _search, plans, *_: plans)
    monkeypatch.setattr(PricedSearch, "_mended", lambda _search, plans: plans)
    with HighsClient() as client:
        search = search_at(budgets, np.zeros(len(budgets[0].names)), always(2.0), client)
        search.balance(search.at_prices())
    broken = search.reached()
    assert broken.x is None
    assert not broken.is_proved_empty


def test_on_the_clock_a_worker_that_hangs_is_not_waited_for_for_ever(
    budgets: tuple[MIP, Values], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hanging(Pool):
        def submit(self, *_: object) -> Future[Any]:
            return Future()

    monkeypatch.setattr(tasks_module, "LATE_SECONDS", 0.1)
    with HighsClient() as client:
        start = solve_single_objective(*budgets, None, SearchRun.of(1.0), client).x
    with ThreadPoolExecutor(1) as threads:
        run = replace(always(), budget=ClockBudget(1.0), crew=Hanging(threads))
        found = solved(budgets, run, start)
    assert found.x is not None
    assert np.isfinite(found.bound)


def test_on_the_clock_the_answer_that_is_ready_is_taken_first(budgets: tuple[MIP, Values]) -> None:
    class Slow(Pool):
        def submit(self, function: Any, *arguments: object) -> Future[Any]:  # noqa: ANN401 - whatever it returns
            if self.kept[0] is not arguments[1]:
                return super().submit(function, *arguments)
            slow.append(Future())
            return slow[-1]

    slow: list[Future[Any]] = []
    with ThreadPoolExecutor(Pool.size) as threads, HighsClient() as client:
        run = replace(always(), budget=ClockBudget(8.0), crew=Slow(threads))
        parts = search_at(budgets, np.zeros(len(budgets[0].names)), run, client).parts
        tasks = Tasks(parts, run, client)
        jobs = [
            (number, (np.zeros(2), None, np.zeros(len(part.mip.names)), 1), run) for number, part in enumerate(parts)
        ]
        come = []
        for number, _ in tasks.done(at_prices, jobs, run.budget):
            come.append(number)
            if len(come) == len(parts) - 1:
                slow[0].set_result(Done(None, 0.0, is_disturbed=False))
    assert sorted(come) == list(range(len(parts)))
    assert come[-1] == 0


def test_a_town_whose_demand_cannot_be_met_proves_that_there_is_no_plan(budgets: tuple[MIP, Values]) -> None:
    mip, goal = budgets
    row = next(at for at, (constraint, key) in enumerate(mip.names) if constraint == "slot_places" and key[0] == "T2")
    lower, upper = mip.row_lower.copy(), mip.row_upper.copy()
    lower[row] = upper[row] = float(abs(mip.matrix[row]).sum()) + 1
    found = solved((replace(mip, row_lower=lower, row_upper=upper), goal), always())
    assert found.x is None
    assert found.is_proved_empty


def test_a_town_of_which_only_whole_people_have_no_plan_proves_it_too() -> None:
    mip, goal = demanding()
    half = Rows(
        "half",
        (("P0",),),
        np.ones(1),
        np.ones(1),
        (Entries("x", np.zeros(1, np.int64), np.zeros(1, np.int64), np.full(1, 2.0)),),
    )
    row = mip_of(np.arange(5), [half])
    matrix = sparse.vstack([mip.matrix, row.matrix], format="csr")
    limits = [np.concatenate(both) for both in ((mip.row_lower, row.row_lower), (mip.row_upper, row.row_upper))]
    own = replace(mip, matrix=matrix, row_lower=limits[0], row_upper=limits[1], names=mip.names + row.names)
    found = solved((own, goal), always(2.0, least_component_columns=1, coupling_rows_share=1.0))
    assert found.is_proved_empty
    assert found.x is None
