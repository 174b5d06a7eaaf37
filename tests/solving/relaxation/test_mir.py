"""MIR cuts hold at every solution: whatever rows are combined, with whatever multipliers, at whatever bounds."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from planner.formulation import MIP
from planner.solving.relaxation.mir import RowSystem, mir_cuts, reduced_multipliers, rows_of_whole_slack

Values = NDArray[np.float64]
NUM_ROWS, NUM_BINARY, NUM_COUNTS = 6, 7, 2
TRIES = 300


def drawn(random: np.random.Generator) -> MIP:
    """Binary columns, some counts up to 3 (one of at least 1) and one continuous column; rows of every kind of limit.

    One row has decimals, one both limits, one is an equation, one has a lower limit.
    """
    num = NUM_BINARY + NUM_COUNTS + 1
    matrix = random.integers(-5, 14, size=(NUM_ROWS, num)) * (random.random((NUM_ROWS, num)) < 0.7)
    matrix = matrix.astype(float)
    matrix[0] *= 0.37
    matrix[1:3, -1] = 0  # the continuous column leaves some rows whole
    upper = np.concatenate([np.ones(NUM_BINARY), np.full(NUM_COUNTS, 3.0), [2.5]])
    lower = np.zeros(num)
    lower[NUM_BINARY] = 1.0
    somewhere = np.floor(lower + random.random(num) * (upper - lower + 1))
    at = matrix @ np.minimum(somewhere, upper)
    row_upper = at + random.integers(0, 9, size=NUM_ROWS)
    row_lower = np.full(NUM_ROWS, -np.inf)
    row_lower[2] = row_upper[2] = at[2]
    row_lower[3], row_upper[3] = at[3] - 2, np.inf
    row_lower[4] = at[4] - 11
    is_integer = np.arange(num) < num - 1
    names = tuple(("limits", (str(row),)) for row in range(NUM_ROWS))
    keys = {"x": np.arange(num)}
    return MIP(keys, {"x": 0}, lower, upper, is_integer, sparse.csr_matrix(matrix), row_lower, row_upper, names)


def solutions(mip: MIP) -> Values:
    """Every solution, the continuous column at the ends of what the rows leave it."""
    ranges = [np.arange(low, high + 1) for low, high in zip(mip.lower[:-1], mip.upper[:-1], strict=True)]
    whole = np.array(list(itertools.product(*ranges)))
    matrix = mip.matrix.toarray()
    beside, own = whole @ matrix[:, :-1].T, matrix[:, -1]
    low, high = np.full(len(whole), mip.lower[-1]), np.full(len(whole), mip.upper[-1])
    with np.errstate(divide="ignore", invalid="ignore"):
        for row in np.flatnonzero(own):
            ends = np.sort(
                [(limit - beside[:, row]) / own[row] for limit in (mip.row_lower[row], mip.row_upper[row])], axis=0
            )
            low, high = np.maximum(low, ends[0]), np.minimum(high, ends[1])
    found = np.vstack([np.column_stack([whole, end])[low <= high + 1e-12] for end in (low, high)])
    inside = (found @ matrix.T <= mip.row_upper + 1e-7) & (found @ matrix.T >= mip.row_lower - 1e-7)
    return np.asarray(found[inside.all(axis=1)])


@pytest.mark.parametrize("seed", range(8))
def test_every_cut_holds_at_every_solution_and_so_do_cuts_of_cuts(seed: int) -> None:
    random = np.random.default_rng(seed)
    mip = drawn(random)
    known = solutions(mip)
    assert len(known)
    for generation in range(2):
        size = len(mip.names)
        weights = random.choice([1 / 3, 2 / 3, 0.5, 1 / 13, 5 / 26, -0.25, 7.0, 0.0], size=(TRIES, size))
        x = mip.lower + random.random(mip.num_columns) * (mip.upper - mip.lower)
        system = RowSystem.of(mip, x)
        cuts = mir_cuts(system, reduced_multipliers(system, sparse.csr_matrix(weights)))
        over = known @ cuts.coefficients.T - cuts.limit
        assert over[:, cuts.is_sound].max() <= 1e-7, generation
        kept = np.flatnonzero(cuts.is_sound)[:4]
        names = (*mip.names, *(("cut", (str(one),)) for one in range(len(kept))))
        mip = replace(
            mip, matrix=sparse.vstack([mip.matrix, sparse.csr_matrix(cuts.coefficients[kept])], format="csr"),
            row_lower=np.concatenate([mip.row_lower, np.full(len(kept), -np.inf)]),
            row_upper=np.concatenate([mip.row_upper, cuts.limit[kept]]), names=names,
        )  # fmt: skip


def test_two_slots_of_three_do_not_run_at_an_employer_that_takes_four() -> None:
    # Places at the employer, then for each slot: three people or none; at a half of each slot the rows hold.
    slot = [[1, 1, 1, 1, 1, 1, 0, 0], [1, 1, 1, 0, 0, 0, -3, 0], [0, 0, 0, 1, 1, 1, 0, -3]]
    names = tuple(("limits", (str(row),)) for row in range(3))
    limits = np.array([-np.inf, 0.0, 0.0]), np.array([4.0, np.inf, np.inf])
    ones = np.ones(8)
    mip = MIP(
        {"x": np.arange(8)},
        {"x": 0},
        0 * ones,
        ones,
        ones > 0,
        sparse.csr_matrix(np.array(slot, float)),
        *limits,
        names,
    )
    system = RowSystem.of(mip, np.array([0.5] * 8) * [1, 1, 1, 1, 1, 0, 1, 1])
    system = replace(system, at_upper=np.zeros(8, dtype=bool))
    cut = mir_cuts(system, reduced_multipliers(system, sparse.csr_matrix([[1 / 3, -1 / 3, -1 / 3]])))
    assert cut.is_sound.all()
    assert cut.coefficients[0] == pytest.approx([0, 0, 0, 0, 0, 0, 1, 1], abs=1e-5)
    assert cut.limit[0] == pytest.approx(1, abs=1e-5)


def test_coefficients_on_some_columns_are_those_on_all() -> None:
    random = np.random.default_rng(3)
    mip = drawn(random)
    system = RowSystem.of(mip, mip.upper * 0.6)
    weights = reduced_multipliers(system, sparse.csr_matrix(random.random((20, NUM_ROWS))))
    some = np.flatnonzero(system.at_upper | (mip.lower > 0) | (np.arange(mip.num_columns) % 2 == 0))
    whole, part = mir_cuts(system, weights), mir_cuts(system.on(some), weights)
    assert np.array_equal(whole.coefficients[:, some], part.coefficients)
    assert part.limit == pytest.approx(whole.limit, abs=1e-9)


def test_a_row_with_decimals_or_a_column_that_is_not_whole_has_no_whole_slack() -> None:
    mip = drawn(np.random.default_rng(1))
    is_whole = rows_of_whole_slack(mip)
    assert not is_whole[0]
    assert is_whole[1]
    assert not is_whole[mip.matrix[:, -1].toarray()[:, 0] != 0].any()


def test_multipliers_lie_on_a_grid_and_large_ones_of_rows_with_decimals_make_no_cut() -> None:
    mip = drawn(np.random.default_rng(1))
    system = RowSystem.of(mip, mip.upper * 0.6)
    whole = int(np.flatnonzero(system.is_whole)[0])
    weights = np.zeros((3, NUM_ROWS))
    weights[0, [0, whole]] = 1 / 3, 7 + 1 / 3
    weights[1, [0, whole]] = 101.0, 1 / 3  # row 0 has decimals, whose errors would be multiplied
    weights[2, whole] = 1e6 + 0.5
    found = reduced_multipliers(system, sparse.csr_matrix(weights)).toarray()
    assert np.array_equal(found * 2**24, np.round(found * 2**24))
    assert found[0, [0, whole]] == pytest.approx([1 / 3, 1 / 3], abs=2**-24)
    assert not found[1].any()
    assert found[2, whole] == 0.5


def test_a_combination_with_a_column_below_nought_is_no_cut() -> None:
    # Coefficients are rounded down, which loses solutions where a column may be negative.
    mip = drawn(np.random.default_rng(1))
    weights = sparse.csr_matrix(np.full((1, NUM_ROWS), 1 / 3))
    system = replace(RowSystem.of(mip, mip.upper * 0.6), at_upper=np.zeros(mip.num_columns, dtype=bool))
    below = replace(system, lower=system.lower - 1.0)
    assert not mir_cuts(below, reduced_multipliers(below, weights)).is_sound.any()
