"""Prices are what the relaxation gains for one more unit, gains what the best plan does; no bound rests on either."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.reference_instances import Reference, made
from planner.formulation import GOALS, MIP
from planner.solving import solve
from planner.solving.highs.client import HighsClient, LPResult
from planner.solving.marginal import row_prices as pricing
from planner.solving.marginal.gains import EXACT, gains
from planner.solving.marginal.row_prices import row_prices
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.lagrangian import lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.single_objective import solve_single_objective
from tests import by_scipy
from tests.scenarios import Given

Values = NDArray[np.float64]
SECONDS = 60.0
# Money and employers; supervisors; every slot with a minimum; groups that demand.
WEEKS = [
    Reference("employers", 60, each=9, employers=10, employer_limit=0.6, seed=4),
    Reference("supervised", 60, each=9, support=0.6, seed=3),
    Reference("minimums", 60, each=9, fewest_every=1, seed=5),
    Reference("groups", 80, each=9, groups=12, seed=6),
]
CONSTRAINTS = {
    "employers": {"employer_people", "funding_budget"},
    "supervised": {"supervisor_support", "slot_places"},
    "minimums": {"slot_places", "funding_budget"},
    "groups": {"slot_places", "funding_budget"},
}
# Small against what a vertex hangs on, large against the tolerance of SciPy's HiGHS.
STEP = 1e-3


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as child:
        yield child


def enough() -> SearchRun:
    return SearchRun.of(SECONDS)


def with_more(mip: MIP, row: int, units: float) -> MIP:
    """A limit so much higher; in the row `open` of a slot, so many more places if it runs."""
    if mip.names[row][1][1:] != ("open",):
        return replace(mip, row_upper=mip.row_upper + units * (np.arange(len(mip.names)) == row))
    runs = next(c for c in mip.matrix[row].indices.tolist() if c >= len(mip.candidates))
    matrix = mip.matrix.tolil()
    matrix[row, runs] -= units
    return replace(mip, matrix=matrix.tocsr())


def priced(mip: MIP, goal: Values, client: HighsClient) -> tuple[Values, Values]:
    """Prices, and the duals of one basis, by row."""
    found = relax(scale_rows(mip), goal, client, enough())
    assert found is not None
    return row_prices(mip, goal, found, enough(), client), found.prices


@pytest.mark.parametrize("mark", WEEKS, ids=lambda mark: mark.name)
def test_a_price_is_what_a_little_more_of_the_limit_gains_the_relaxation(mark: Reference, client: HighsClient) -> None:
    mip, goal = by_scipy.mip_of_week(made(mark))
    prices, duals = priced(mip, goal, client)
    before = by_scipy.relaxed(mip, goal)
    constraints = set()
    for row in np.flatnonzero(duals > 0).tolist():
        if mip.names[row][0] == "one_main" or "person" in mip.names[row][1]:
            continue
        step = STEP * float(abs(mip.matrix[row].data).max())
        gained = (by_scipy.relaxed(with_more(mip, row, step), goal) - before) / step
        assert prices[row] * step / STEP == pytest.approx(gained * step / STEP, abs=2e-4), mip.names[row]
        constraints.add(mip.names[row][0])
    assert CONSTRAINTS[mark.name] <= constraints


def test_of_two_slots_that_one_person_wants_neither_has_a_price(tmp_path: Path, client: HighsClient) -> None:
    week = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2")
    for person, value in (("P1", 0.5), ("P2", 0.5), ("P3", 0.4)):
        week.worth(person, "S1", value).worth(person, "S2", value)
    week.people("Q1", "Q2").slot("S3").slot("S4").worth("Q1", "S3", 0.3).worth("Q1", "S4", 0.3).worth("Q2", "S4", 0.3)
    mip, goal = by_scipy.mip_of_week(week.instance())
    found = relax(scale_rows(mip), goal, client, enough())
    assert found is not None
    # Any optimal duals may come: the highest for S3 and S4 here, where Q1 is worth 0.3 in either and a place is left.
    names = [("slot_places", (slot, "limit")) for slot in ("S1", "S2", "S3", "S4")]
    at = np.array([mip.names.index(name) for name in names])
    high = found.prices.copy()
    high[at] = [0.5, 0.5, 0.3, 0.3]
    prices = row_prices(mip, goal, replace(found, prices=high), enough(), client)
    assert prices[at] == pytest.approx([0.4, 0.4, 0.0, 0.0], abs=1e-7)


def test_a_place_in_a_slot_that_runs_in_part_has_no_price(tmp_path: Path, client: HighsClient) -> None:
    # The budget pays for one placement: relaxed, a third of a slot of three.
    week = Given(tmp_path).people("P1", "P2", "P3", "P4").add("funding", funding_id="F", budget_sek=4_000)
    week.add("programmes", programme_id="M", rule="arbetstraning", funding_id="F", cost_person_week_sek=1_000)
    week.slot("S1", programme_ids="M", places=3, min_places=3)
    for number in range(1, 5):
        week.worth(f"P{number}", "S1", 0.1 * number)
    mip, goal = by_scipy.mip_of_week(week.instance())
    found = relax(scale_rows(mip), goal, client, enough())
    assert found is not None
    assert found.x[-1] == pytest.approx(1 / 3)
    row = mip.names.index(("slot_places", ("S1", "open")))
    high = np.where(np.arange(len(mip.names)) == row, 0.1, found.prices)
    prices = row_prices(mip, goal, replace(found, prices=high), enough(), client)
    before = by_scipy.relaxed(mip, goal)
    assert by_scipy.relaxed(with_more(mip, row, STEP), goal) == pytest.approx(before, abs=1e-9)
    assert prices[row] == 0
    assert prices[mip.names.index(("funding_budget", ("F",)))] == pytest.approx(0.3 / 4_000)


def test_columns_left_out_of_the_linear_programme_come_in_where_a_price_hangs_on_them(
    client: HighsClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEKS[0]))
    prices, duals = priced(mip, goal, client)
    assert (np.abs(prices - duals)[prices > 0] > 1e-6).any()
    found = relax(scale_rows(mip), goal, client, enough())
    assert found is not None
    least = found.x > 0
    least[len(mip.candidates) :] = True
    again = row_prices(mip, goal, replace(found, columns=least), enough(), client)
    assert again == pytest.approx(prices, abs=1e-7)
    monkeypatch.setattr(pricing, "BLOCK", 1)
    assert row_prices(mip, goal, found, enough(), client) == pytest.approx(prices, abs=1e-7)


def test_without_time_prices_are_those_of_the_basis_and_never_lower(
    client: HighsClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEKS[0]))
    prices, _ = priced(mip, goal, client)
    found = relax(scale_rows(mip), goal, client, enough())
    assert found is not None
    with monkeypatch.context() as patched:
        patched.setattr(HighsClient, "price", None)
        stopped = row_prices(mip, goal, found, replace(enough(), is_stopped=lambda: True), client)
        patched.setattr(HighsClient, "load", None)
        rough = row_prices(mip, goal, found, SearchRun.of(0.0), client)
    for one in (stopped, rough):
        assert np.all(one >= prices - 1e-7)
        assert (one > prices + 1e-6).any()


def test_with_one_worker_the_linear_programmes_of_prices_and_gains_stop_on_a_count(
    client: HighsClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEKS[0]))
    done = solve_single_objective(mip, goal, None, SearchRun.of(2.0), client)
    assert done.relaxation is not None
    asked, load = list[int](), HighsClient.load

    def spied(child: HighsClient, *given: Any) -> LPResult:  # noqa: ANN401 - as load
        asked.append(given[-1])
        return load(child, *given)

    monkeypatch.setattr(HighsClient, "load", spied)
    prices = row_prices(mip, goal, done.relaxation, enough(), client)
    gains(mip, goal, done, [int(np.argmax(prices))], enough(), client)
    assert len(asked) > 1
    assert max(asked) <= SECONDS * enough().parameters.lp_iterations_per_second


@pytest.mark.parametrize("mark", [WEEKS[2], WEEKS[3]], ids=lambda mark: mark.name)
def test_a_gain_is_what_the_best_plan_has_more_with_one_more_place(mark: Reference) -> None:
    instance = made(mark, seconds=20, workers=1)
    solution = solve(instance)
    mip, goal = by_scipy.mip_of_week(instance)
    before = by_scipy.best(mip, goal)
    assert len(solution.gains) > 2
    for name, gain in solution.gains.items():
        more = by_scipy.best(with_more(mip, mip.names.index(name), 1.0), goal)
        assert gain == pytest.approx(more - before, abs=1e-4), name


def test_a_gain_that_is_not_known_to_its_digits_is_left_out(client: HighsClient) -> None:
    mip, goal = by_scipy.mip_of_week(made(Reference("first", 150, each=20)))
    done = solve_single_objective(mip, goal, None, SearchRun.of(0.1, gap=0.5), client)
    assert done.relaxation is not None
    assert done.bound - done.value > EXACT
    prices = row_prices(mip, goal, done.relaxation, enough(), client)
    rows = np.argsort(-prices)[:3].tolist()
    assert gains(mip, goal, done, rows, SearchRun.of(0.0), client) == {}
    found = gains(mip, goal, done, rows, enough(), client)
    assert set(found) == set(rows)


def test_the_bound_that_anybody_can_recompute_is_that_of_the_duals_and_not_of_the_prices() -> None:
    solution = solve(made(WEEKS[0], seconds=20, workers=1))
    mip = solution.mip
    goal = mip.coefficients(GOALS["outcome"](made(WEEKS[0])).entries)
    duals = np.array([solution.duals.get(name, 0.0) for name in mip.names])
    prices = np.array([solution.prices.get(name, 0.0) for name in mip.names])
    by_duals = lagrangian_bound(mip, goal, duals).bound
    assert by_duals == pytest.approx(by_scipy.relaxed(mip, goal), rel=1e-5)
    assert lagrangian_bound(mip, goal, np.where(duals > 0, prices, duals)).bound > by_duals + 1e-6
