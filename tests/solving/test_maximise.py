"""A MIP given as rows alone is solved like any other: generalised assignments small enough to try them all."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from benchmarks.gap import Assignment, assignment, names
from planner.formulation import mip_of
from planner.schema.rows import Rows
from planner.solving import Reached, SearchRun, is_solution, maximise

# Seconds far beyond what a proof takes, which ends the search, on the busiest of computers.
ENOUGH = 600.0


def drawn(seed: int, machines: int = 3, jobs: int = 6) -> Assignment:
    """A few jobs, for which the machines have hardly room."""
    random = np.random.default_rng(seed)
    weight = random.integers(5, 26, (machines, jobs))
    return Assignment(
        str(seed), random.integers(10, 51, (machines, jobs)), weight, weight.sum(axis=1) * 9 // (10 * machines), 0
    )


def by_trying_all(given: Assignment) -> float:
    """The greatest value of the goal: each job with one of the machines or with none."""
    machines, value = len(given.capacity), given.worth - given.cost
    best = 0.0
    for machine_of in product(range(machines + 1), repeat=given.num_jobs):
        pairs = [(machine, job) for job, machine in enumerate(machine_of) if machine < machines]
        used = np.zeros(machines)
        for pair in pairs:
            used[pair[0]] += given.weight[pair]
        if np.all(used <= given.capacity):
            best = max(best, float(sum(value[pair] for pair in pairs)))
    return best


def solved(given: Assignment, workers: int) -> Reached:
    reached = maximise(given.mip(), given.goal(), SearchRun.of(ENOUGH, seed=1, workers=workers))
    assert reached.x is not None
    assert is_solution(given.mip(), reached.x)
    assert reached.value == pytest.approx(given.goal() @ reached.x)
    return reached


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_weights_by_pair_are_kept_and_the_best_of_all_assignments_is_proved(seed: int, workers: int) -> None:
    given = drawn(seed)
    best = by_trying_all(given)
    reached = solved(given, workers)
    assert (reached.value, reached.bound) == pytest.approx((best, best))


def test_where_the_machines_have_no_room_for_all_jobs_as_many_as_fit_are_placed_and_no_cost_is_stated() -> None:
    given = Assignment("full", np.array([[9, 1, 5]]), np.array([[1, 2, 1]]), np.array([2]), 0)
    result = given.result(solved(given, 2))
    assert (result.placed, result.cost, result.gap) == (2, None, None)


def test_a_published_optimum_is_found_and_proved() -> None:
    given = assignment(names()[0])
    result = given.result(solved(given, 2))
    assert (result.placed, result.cost, result.lowest) == (given.num_jobs, 261, 261)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seed", range(4))
def test_weights_of_any_number_of_decimals_may_fill_a_limit_to_the_last(seed: int, workers: int) -> None:
    random = np.random.default_rng(seed)
    weight, value, best = random.random(12), random.random(12), random.random(12) < 0.5
    # The columns of the best plan are worth more by weight than any other, and the limit is exactly theirs.
    value = weight * (1 + best + 0.1 * value)
    column = np.arange(12)
    one = Rows.at_most(
        "one_main", row=pd.DataFrame({"person": column}), column=column, coefficient=1, upper=dict.fromkeys(column, 1.0)
    )
    limit = Rows.at_most(
        "capacity",
        row=pd.DataFrame({"line": 0 * column}),
        column=column,
        coefficient=weight,
        upper={0: float(weight[best].sum())},
    )
    reached = maximise(mip_of(column, [one, limit]), value, SearchRun.of(ENOUGH, seed=1, workers=workers))
    assert (reached.value, reached.bound) == pytest.approx((value[best].sum(),) * 2)
