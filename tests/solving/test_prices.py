"""Prices are what the relaxation gains for one more unit, gains what the best plan does; no bound rests on either."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.marks import Mark, made
from planner.formulation import GOALS, Program
from planner.solving import prices as pricing
from planner.solving import solve
from planner.solving.bound import closed
from planner.solving.gains import EXACT, gains
from planner.solving.goals import reach
from planner.solving.partner import LINEAR_ITERATIONS_PER_SECOND, Linear, Partner
from planner.solving.prices import row_prices
from planner.solving.relaxation import relax
from planner.solving.search import Effort
from planner.solving.tighten import tightened
from tests import by_scipy
from tests.scenarios import Given

Values = NDArray[np.float64]
ENOUGH = Effort(60.0, 0.0, 1, workers=1, is_counted=True)
# Money and employers; supervisors; every slot with a minimum; groups that demand.
WEEKS = [
    Mark("employers", 60, each=9, employers=10, employer_limit=0.6, seed=4),
    Mark("supervised", 60, each=9, support=0.6, seed=3),
    Mark("minimums", 60, each=9, fewest_every=1, seed=5),
    Mark("groups", 80, each=9, groups=12, seed=6),
]
RULES = {
    "employers": {"employer_people", "funding_budget"},
    "supervised": {"supervisor_support", "slot_places"},
    "minimums": {"slot_places", "funding_budget"},
    "groups": {"slot_places", "funding_budget"},
}
# Small against what a vertex hangs on, large against the tolerance of SciPy's HiGHS.
STEP = 1e-3


@pytest.fixture(scope="module")
def partner() -> Iterator[Partner]:
    with Partner() as child:
        yield child


def with_more(program: Program, row: int, units: float) -> Program:
    """A limit so much higher; in the row `open` of a slot, so many more places if it runs."""
    if program.names[row][1][1:] != ("open",):
        return replace(program, row_upper=program.row_upper + units * (np.arange(len(program.names)) == row))
    runs = next(c for c in program.matrix[row].indices.tolist() if c >= len(program.candidates))
    matrix = program.matrix.tolil()
    matrix[row, runs] -= units
    return replace(program, matrix=matrix.tocsr())


def priced(program: Program, goal: Values, partner: Partner) -> tuple[Values, Values]:
    """Prices, and the duals of one basis, by row."""
    found = relax(tightened(program), goal, partner)
    assert found is not None
    return row_prices(program, goal, found, ENOUGH, partner), found.prices


@pytest.mark.parametrize("mark", WEEKS, ids=lambda mark: mark.name)
def test_a_price_is_what_a_little_more_of_the_limit_gains_the_relaxation(mark: Mark, partner: Partner) -> None:
    program, goal = by_scipy.programme(made(mark))
    prices, duals = priced(program, goal, partner)
    before = by_scipy.relaxed(program, goal)
    rules = set()
    for row in np.flatnonzero(duals > 0).tolist():
        if program.names[row][0] == "one_main" or "person" in program.names[row][1]:
            continue
        step = STEP * float(abs(program.matrix[row].data).max())
        gained = (by_scipy.relaxed(with_more(program, row, step), goal) - before) / step
        assert prices[row] * step / STEP == pytest.approx(gained * step / STEP, abs=2e-4), program.names[row]
        rules.add(program.names[row][0])
    assert RULES[mark.name] <= rules


def test_of_two_slots_that_one_person_wants_neither_has_a_price(tmp_path: Path, partner: Partner) -> None:
    week = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2")
    for person, value in (("P1", 0.5), ("P2", 0.5), ("P3", 0.4)):
        week.worth(person, "S1", value).worth(person, "S2", value)
    week.people("Q1", "Q2").slot("S3").slot("S4").worth("Q1", "S3", 0.3).worth("Q1", "S4", 0.3).worth("Q2", "S4", 0.3)
    program, goal = by_scipy.programme(week.instance())
    found = relax(tightened(program), goal, partner)
    assert found is not None
    # Any optimal duals may come: the highest for S3 and S4 here, where Q1 is worth 0.3 in either and a place is left.
    names = [("slot_places", (slot, "limit")) for slot in ("S1", "S2", "S3", "S4")]
    at = np.array([program.names.index(name) for name in names])
    high = found.prices.copy()
    high[at] = [0.5, 0.5, 0.3, 0.3]
    prices = row_prices(program, goal, replace(found, prices=high), ENOUGH, partner)
    assert prices[at] == pytest.approx([0.4, 0.4, 0.0, 0.0], abs=1e-7)


def test_a_place_in_a_slot_that_runs_in_part_has_no_price(tmp_path: Path, partner: Partner) -> None:
    # The budget pays for one placement: relaxed, a third of a slot of three.
    week = Given(tmp_path).people("P1", "P2", "P3", "P4").add("funding", funding_id="F", budget_sek=4_000)
    week.add("programmes", programme_id="M", rule="arbetstraning", funding_id="F", cost_person_week_sek=1_000)
    week.slot("S1", programme_ids="M", places=3, min_places=3)
    for number in range(1, 5):
        week.worth(f"P{number}", "S1", 0.1 * number)
    program, goal = by_scipy.programme(week.instance())
    found = relax(tightened(program), goal, partner)
    assert found is not None
    assert found.x[-1] == pytest.approx(1 / 3)
    row = program.names.index(("slot_places", ("S1", "open")))
    high = np.where(np.arange(len(program.names)) == row, 0.1, found.prices)
    prices = row_prices(program, goal, replace(found, prices=high), ENOUGH, partner)
    before = by_scipy.relaxed(program, goal)
    assert by_scipy.relaxed(with_more(program, row, STEP), goal) == pytest.approx(before, abs=1e-9)
    assert prices[row] == 0
    assert prices[program.names.index(("funding_budget", ("F",)))] == pytest.approx(0.3 / 4_000)


def test_columns_left_out_of_the_linear_programme_come_in_where_a_price_hangs_on_them(
    partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, goal = by_scipy.programme(made(WEEKS[0]))
    prices, duals = priced(program, goal, partner)
    assert (np.abs(prices - duals)[prices > 0] > 1e-6).any()
    found = relax(tightened(program), goal, partner)
    assert found is not None
    least = found.x > 0
    least[len(program.candidates) :] = True
    again = row_prices(program, goal, replace(found, columns=least), ENOUGH, partner)
    assert again == pytest.approx(prices, abs=1e-7)
    monkeypatch.setattr(pricing, "BLOCK", 1)
    assert row_prices(program, goal, found, ENOUGH, partner) == pytest.approx(prices, abs=1e-7)


def test_without_time_prices_are_those_of_the_basis_and_never_lower(
    partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, goal = by_scipy.programme(made(WEEKS[0]))
    prices, _ = priced(program, goal, partner)
    found = relax(tightened(program), goal, partner)
    assert found is not None
    with monkeypatch.context() as patched:
        patched.setattr(Partner, "price", None)
        stopped = row_prices(program, goal, found, replace(ENOUGH, is_stopped=lambda: True), partner)
        patched.setattr(Partner, "load", None)
        rough = row_prices(program, goal, found, replace(ENOUGH, seconds=0.0), partner)
    for one in (stopped, rough):
        assert np.all(one >= prices - 1e-7)
        assert (one > prices + 1e-6).any()


def test_with_one_worker_the_linear_programmes_of_prices_and_gains_stop_on_a_count(
    partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, goal = by_scipy.programme(made(WEEKS[0]))
    done = reach(program, goal, None, replace(ENOUGH, seconds=2.0), partner)
    assert done.relaxation is not None
    asked, load = list[int](), Partner.load

    def spied(child: Partner, *given: Any) -> Linear:  # noqa: ANN401 - as load
        asked.append(given[-1])
        return load(child, *given)

    monkeypatch.setattr(Partner, "load", spied)
    prices = row_prices(program, goal, done.relaxation, ENOUGH, partner)
    gains(program, goal, done, [int(np.argmax(prices))], ENOUGH, partner)
    assert len(asked) > 1
    assert max(asked) <= ENOUGH.seconds * LINEAR_ITERATIONS_PER_SECOND


@pytest.mark.parametrize("mark", [WEEKS[2], WEEKS[3]], ids=lambda mark: mark.name)
def test_a_gain_is_what_the_best_plan_has_more_with_one_more_place(mark: Mark) -> None:
    instance = made(mark, seconds=20, workers=1)
    solution = solve(instance)
    program, goal = by_scipy.programme(instance)
    before = by_scipy.best(program, goal)
    assert len(solution.gains) > 2
    for name, gain in solution.gains.items():
        more = by_scipy.best(with_more(program, program.names.index(name), 1.0), goal)
        assert gain == pytest.approx(more - before, abs=1e-4), name


def test_a_gain_that_is_not_known_to_its_digits_is_left_out(partner: Partner) -> None:
    program, goal = by_scipy.programme(made(Mark("first", 150, each=20)))
    done = reach(program, goal, None, replace(ENOUGH, seconds=0.1, gap=0.5), partner)
    assert done.relaxation is not None
    assert done.bound - done.value > EXACT
    prices = row_prices(program, goal, done.relaxation, ENOUGH, partner)
    rows = np.argsort(-prices)[:3].tolist()
    assert gains(program, goal, done, rows, replace(ENOUGH, seconds=0.0), partner) == {}
    found = gains(program, goal, done, rows, ENOUGH, partner)
    assert set(found) == set(rows)


def test_the_bound_that_anybody_can_recompute_is_that_of_the_duals_and_not_of_the_prices() -> None:
    solution = solve(made(WEEKS[0], seconds=20, workers=1))
    program = solution.program
    goal = program.coefficients(GOALS["outcome"](made(WEEKS[0])).entries)
    duals = np.array([solution.duals.get(name, 0.0) for name in program.names])
    prices = np.array([solution.prices.get(name, 0.0) for name in program.names])
    by_duals = closed(program, goal, duals).bound
    assert by_duals == pytest.approx(by_scipy.relaxed(program, goal), rel=1e-5)
    assert closed(program, goal, np.where(duals > 0, prices, duals)).bound > by_duals + 1e-6
