"""What a restricted MIP gets: all that a better solution may use where that is few enough, else the most promising."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from benchmarks.reference_instances import Reference, made
from planner.schema.arrays import Bools
from planner.schema.solver_parameters import SolverParameters
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.incumbent import Incumbent
from planner.solving.search.neighbourhood import Neighbourhoods
from planner.solving.search.single_objective import solve_single_objective
from planner.solving.search.widening import PromisingColumns, Width
from tests import by_scipy


@pytest.fixture(scope="module")
def week() -> tuple[PromisingColumns, Incumbent]:
    """The columns of a week, and its best plan as the incumbent."""
    mip, goal = by_scipy.mip_of_week(made(Reference("promising", 60, each=9, groups=0, fewest_every=0)))
    goal = np.round(goal * np.random.default_rng(1).random(len(goal)) ** 3, 4)  # few columns are worth much
    with HighsClient() as client:
        relaxation = relax(scale_rows(mip), goal, client, SearchRun.of(60.0))
        plan = solve_single_objective(mip, goal, None, SearchRun.of(20.0), client).x
    assert relaxation is not None
    incumbent = Incumbent(mip, goal, relaxation.bound)
    assert incumbent.offer(plan)
    return PromisingColumns(scale_rows(mip).mip, relaxation), incumbent


def test_a_width_grows_by_its_factor_and_never_beyond_what_there_is() -> None:
    width = Width(1_000, 2.5, 3_000)
    width.widen()
    assert width.columns == 2_500
    width.widen()
    assert width.columns == 3_000


def test_no_better_solution_uses_a_column_that_an_exact_choice_leaves_out(
    week: tuple[PromisingColumns, Incumbent],
) -> None:
    promising, incumbent = week
    every = promising.mip.num_columns
    chosen, beside = promising.chosen(incumbent, every)
    assert beside <= incumbent.least_better
    assert 0 < chosen.sum() < every
    assert _best_using(incumbent, ~chosen) <= incumbent.value + 1e-6
    few, beside = promising.chosen(incumbent, 20)
    assert _best_using(incumbent, ~few) <= beside
    assert beside > incumbent.least_better
    assert few[promising.ranked[:20]].all()
    assert incumbent.x is not None
    assert few[incumbent.x > 0].all()


def _best_using(incumbent: Incumbent, columns: Bools) -> float:
    """The greatest value of a solution that uses one of some columns."""
    mip = incumbent.mip
    one = sparse.vstack([mip.matrix, sparse.csr_matrix(columns.astype(float))], format="csr")
    lower, upper = np.append(mip.row_lower, 1.0), np.append(mip.row_upper, np.inf)
    using = replace(mip, matrix=one, row_lower=lower, row_upper=upper, names=(*mip.names, ("using", ("one",))))
    return by_scipy.best(using, incumbent.goal)


def test_neighbourhoods_of_an_incumbent_that_stays_open_other_people_and_hold_all_others(
    week: tuple[PromisingColumns, Incumbent],
) -> None:
    promising, incumbent = week
    x = incumbent.x
    assert x is not None
    class_of = promising.relaxation.lagrangian.class_of
    neighbourhoods = Neighbourhoods(promising, SolverParameters(neighbourhood_columns=60, vain_neighbourhoods=2), 1)
    opened, entered, widths = [], np.zeros(len(x), dtype=bool), []
    for turn in range(8):
        widths.append(neighbourhoods.of_difference.columns)
        free = neighbourhoods.columns(x, incumbent.value)
        neighbourhoods.searched(is_through=True, is_better=False)
        if turn % 2:  # of a limit
            continue
        # Who is free keeps the place that the incumbent gives them among the choices.
        people = np.unique(class_of[free & (class_of >= 0)])
        assert free[(x > 0) & np.isin(class_of, people)].all()
        opened.append(frozenset(people.tolist()))
        entered |= free
    assert len(set(opened)) == 4
    # Each frees the next quarter of its columns that the incumbent does not use, however far down these are ranked.
    assert widths[::2] == [60, 60, 150, 150]
    unused = [column for column in promising.ranked if class_of[column] >= 0 and not x[column]]
    assert entered[unused[: sum(math.ceil(width / 4) for width in widths[::2])]].all()
    # A larger one goes on with other people too, not with those of the smaller ones again.
    assert not any(few <= opened[2] for few in opened[:2])
    # A better incumbent begins with the most promising people again.
    again = Neighbourhoods(promising, SolverParameters(neighbourhood_columns=60), 1)
    first = again.columns(x, incumbent.value)
    for value, is_first in ((incumbent.value, False), (incumbent.value + 1.0, True)):
        again.columns(x, value)
        assert np.array_equal(again.columns(x, value), first) == is_first


def test_the_neighbourhood_of_a_limit_lets_people_in_and_out_of_it(week: tuple[PromisingColumns, Incumbent]) -> None:
    promising, incumbent = week
    x, class_of = incumbent.x, promising.relaxation.lagrangian.class_of
    assert x is not None
    neighbourhoods = Neighbourhoods(promising, SolverParameters(neighbourhood_columns=80), 1)
    mip, prices = promising.mip, promising.relaxation.prices
    rows = np.flatnonzero((prices != 0) & (mip.constraints != "one_main")).tolist()
    priced = [mip.matrix[row].indices for row in rows]
    drawn = set()
    for _ in range(6):
        neighbourhoods.columns(x, incumbent.value)
        free = neighbourhoods.columns(x, incumbent.value)
        people = frozenset(np.unique(class_of[free & (class_of >= 0)]).tolist())
        assert 2 <= len(people) <= 10
        assert any(people <= frozenset(class_of[columns].tolist()) for columns in priced)
        drawn.add(people)
    assert len(drawn) > 1


def test_a_neighbourhood_too_large_to_search_is_followed_by_smaller_ones_of_its_kind(
    week: tuple[PromisingColumns, Incumbent],
) -> None:
    promising, incumbent = week
    x = incumbent.x
    assert x is not None
    neighbourhoods = Neighbourhoods(promising, SolverParameters(neighbourhood_columns=300), 1)
    for is_through in (False, True):
        neighbourhoods.columns(x, incumbent.value)
        neighbourhoods.searched(is_through=is_through, is_better=is_through)
    assert neighbourhoods.of_difference.columns == 120
    assert neighbourhoods.of_limit.columns == 300
