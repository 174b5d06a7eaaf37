"""Cuts hold for every column, bring the bound down where limits are knapsacks, and never below a solution."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from benchmarks.reference_instances import Reference, made
from planner.formulation import MIP, mip_of
from planner.schema.arrays import Values
from planner.schema.rows import Rows
from planner.schema.solver_parameters import SolverParameters
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relaxed
from planner.solving.relaxation.cutting import CutRelaxation, cut_off
from planner.solving.relaxation.lagrangian import lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from tests import by_scipy

# Each with what the others lack: a minimum at every slot, supervisors' needs, employers' limits, scarce money.
WEEKS = [
    Reference("minimums", 60, each=9, fewest_every=1, seed=5),
    Reference("supervised", 60, each=9, support=0.6, seed=3),
    Reference("employers", 60, each=9, employers=10, employer_limit=0.6, seed=4),
    Reference("money", 60, each=9, money=0.3, seed=7),
]
FEW = SolverParameters(first_columns_per_person=1)


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as child:
        yield child


def knapsack(people: int = 40, seed: int = 1) -> tuple[MIP, Values]:
    """People who each choose among six places; costs of 4, 6, 13 and 26 weeks on one budget that binds."""
    random = np.random.default_rng(seed)
    weeks = random.choice([4, 6, 13, 26], size=6 * people)
    pair = np.arange(6 * people)
    each = Rows.at_most(
        "one_main", row=pd.DataFrame({"person": pair // 6}), column=pair, coefficient=1,
        upper=dict.fromkeys(range(people), 1.0),
    )  # fmt: skip
    budget = Rows.at_most(
        "funding_budget", row=pd.DataFrame({"line": np.zeros(len(pair), dtype=int)}), column=pair,
        coefficient=weeks * 500.0, upper={0: 500.0 * (10 * people + 3)},
    )  # fmt: skip
    return mip_of(pair, [each, budget]), np.round(random.random(len(pair)) * np.sqrt(weeks), 2)


def cut_of(mip: MIP, goal: Values, client: HighsClient, parameters: SolverParameters = FEW) -> CutRelaxation:
    """The relaxation with cuts, from few columns."""
    run = replace(SearchRun.of(60.0), parameters=parameters)
    plain, lp = relaxed(scale_rows(mip), goal, client, run)
    assert plain is not None
    cut = cut_off(plain, lp, run, -math.inf)
    assert cut.bound <= plain.bound
    return cut


def with_cuts(mip: MIP, cut: CutRelaxation) -> MIP:
    """The scaled MIP, with every cut that was made as a row."""
    tight = scale_rows(mip).mip
    lower, upper = [*tight.row_lower, *([-np.inf] * len(cut.cuts))], [*tight.row_upper, *(c.limit for c in cut.cuts)]
    names = (*tight.names, *(("cut", (str(number),)) for number in range(len(cut.cuts))))
    matrix = sparse.vstack([tight.matrix, *(one.matrix for one in cut.cuts)], format="csr")
    return replace(tight, matrix=matrix, row_lower=np.array(lower), row_upper=np.array(upper), names=names)


@pytest.mark.parametrize("mark", WEEKS, ids=lambda mark: mark.name)
def test_no_cut_loses_a_solution_in_columns_that_its_lp_had_or_not(mark: Reference, client: HighsClient) -> None:
    mip, goal = by_scipy.mip_of_week(made(mark))
    cut = cut_of(mip, goal, client)
    assert len(cut.cuts)
    assert not cut.columns.all()
    best = by_scipy.best(mip, goal)
    assert cut.bound >= best - 1e-6
    # Of the goal that they were made for, and of goals that favour the columns that no LP has seen.
    random = np.random.default_rng(1)
    others = [np.where(cut.columns, 0.1, 1.0) * random.random(len(goal)) * (goal > 0) for _ in range(8)]
    for one in (goal, *others):
        x = by_scipy.solution(mip, one)
        assert max(float((cut.matrix @ x)[0]) - cut.limit for cut in cut.cuts) <= 1e-9


def test_cuts_on_a_budget_of_whole_weeks_bring_the_bound_nearer_to_the_optimum(client: HighsClient) -> None:
    mip, goal = knapsack()
    cut = cut_of(mip, goal, client)
    plain, best = by_scipy.relaxed(scale_rows(mip).mip, goal), by_scipy.best(mip, goal)
    assert best - 1e-6 <= cut.bound < plain - 0.3 * (plain - best)


def test_the_prices_of_rows_and_cuts_prove_the_bound_that_is_told(client: HighsClient) -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEKS[0]))
    cut = cut_of(mip, goal, client)
    prices = np.concatenate([cut.prices * scale_rows(mip).scale, cut.cut_prices])
    assert lagrangian_bound(with_cuts(mip, cut), goal, prices).bound == pytest.approx(cut.bound, abs=1e-7)


def test_counted_cuts_are_the_same_to_the_last_bit_each_time(client: HighsClient) -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEKS[2]))
    first, again = cut_of(mip, goal, client), cut_of(mip, goal, client)
    assert first.bound == again.bound
    assert np.array_equal(first.x, again.x)
    assert [one.limit for one in first.cuts] == [one.limit for one in again.cuts]


def test_no_round_no_cut(client: HighsClient) -> None:
    mip, goal = knapsack()
    none = cut_of(mip, goal, client, SolverParameters(cut_rounds=0))
    assert not none.cuts
    assert none.bound == pytest.approx(by_scipy.relaxed(scale_rows(mip).mip, goal), rel=1e-7)
