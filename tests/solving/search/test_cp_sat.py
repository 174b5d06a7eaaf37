"""What CP-SAT gets in whole numbers has every plan of the core: rounding a row takes none away."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.formulation import MIP, mip_of
from planner.schema.rows import Rows
from planner.solving.run import SearchRun
from planner.solving.search.cp_sat import search, whole_rows
from planner.solving.search.restricted_mip import restricted

COLUMNS = np.arange(13)
MANY = 12  # of 13, so that the limit binds


def one_row(coefficient: float, side: str) -> MIP:
    """A MIP whose only row is met exactly by twelve of its thirteen columns."""
    row = pd.DataFrame({"line": 0 * COLUMNS})
    limit = {0: coefficient * MANY}
    if side == "at most":
        return mip_of(COLUMNS, [Rows.at_most("limit", row=row, column=COLUMNS, coefficient=coefficient, upper=limit)])
    return mip_of(COLUMNS, [Rows.at_least("asked", row=row, column=COLUMNS, coefficient=coefficient, lower=limit)])


# Rounded to the nearest, each of these would make twelve of them more than the limit, or less than what is asked for.
@pytest.mark.parametrize(
    "side, coefficient", [("at most", 2 / 3), ("at most", 0.5 / 3), ("at least", 1 / 3), ("at least", 0.7 / 3)]
)
def test_a_plan_that_meets_a_row_exactly_is_kept_however_odd_its_coefficients(side: str, coefficient: float) -> None:
    sign = 1.0 if side == "at most" else -1.0
    core = restricted(one_row(coefficient, side), np.full(13, sign), np.ones(13, dtype=bool))
    (row,) = whole_rows(core)
    assert max(row.coefficients) > 1000, "the row was not odd, and nothing was rounded"
    assert row.lower <= sum(row.coefficients[:MANY]) <= row.upper
    found = search(core, None, SearchRun.of(20.0))
    assert found.x is not None
    assert found.x.sum() == MANY
    assert found.bound == pytest.approx(sign * MANY)


@given(
    coefficients=st.lists(st.floats(0.001, 5_000, allow_nan=False), min_size=2, max_size=12),
    taken=st.lists(st.booleans(), min_size=12, max_size=12),
    side=st.sampled_from(["at most", "at least"]),
    decimals=st.integers(0, 12),
)
def test_no_row_in_whole_numbers_takes_away_what_meets_the_row(
    coefficients: list[float], taken: list[bool], side: str, decimals: int
) -> None:
    values = np.round(coefficients, decimals)
    columns = np.arange(len(values))
    x = np.array(taken[: len(values)], dtype=float)
    # The limit is exactly what the plan uses, as floats add it up.
    limit = {0: float(values @ x)}
    row = pd.DataFrame({"line": 0 * columns})
    if side == "at most":
        rows = Rows.at_most("limit", row=row, column=columns, coefficient=values, upper=limit)
    else:
        rows = Rows.at_least("asked", row=row, column=columns, coefficient=values, lower=limit)
    own = restricted(mip_of(columns, [rows]), values, np.ones(len(values), dtype=bool))
    for whole in whole_rows(own):
        used = sum(number * x[column] for column, number in zip(whole.columns, whole.coefficients, strict=True))
        assert whole.lower <= used <= whole.upper
