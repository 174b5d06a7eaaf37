"""Any prices, of whatever sign and size, bound every solution, and what they fix costs none that is better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.reference_instances import Reference, made
from planner.solving.relaxation.lagrangian import fixed_by_reduced_cost, lagrangian_bound, of_right_sign
from tests import by_scipy

WEEK = Reference("signs", 40, each=6, groups=3, seed=4)


@pytest.mark.parametrize("seed", range(6))
def test_prices_of_any_sign_bound_every_solution_and_never_by_infinity(seed: int) -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEK))
    assert np.isinf(mip.row_upper).any()
    assert np.isinf(mip.row_lower).any()
    random = np.random.default_rng(seed)
    prices = random.normal(size=len(mip.names)) * 10.0 ** random.integers(-9, 0, size=len(mip.names))
    bound = lagrangian_bound(mip, goal, prices).bound
    assert by_scipy.best(mip, goal) - 1e-9 <= bound < np.inf
    kept = of_right_sign(mip, prices)
    assert np.all(kept[np.isinf(mip.row_upper)] <= 0)
    assert np.all(kept[np.isinf(mip.row_lower)] >= 0)


@pytest.mark.parametrize("seed", range(3))
def test_a_solution_that_is_good_enough_uses_no_column_that_is_fixed(seed: int) -> None:
    mip, goal = by_scipy.mip_of_week(made(WEEK))
    goal = np.round(goal * np.random.default_rng(seed).random(len(goal)) ** 3, 4)
    best = by_scipy.best(mip, goal)
    fixed = fixed_by_reduced_cost(mip, goal, np.zeros(len(mip.names)), best)
    without = np.where(fixed, 0.0, mip.upper)
    assert by_scipy.best(replace(mip, upper=without), goal) == pytest.approx(best, abs=1e-7)
    assert not fixed[mip.is_auxiliary].any()
