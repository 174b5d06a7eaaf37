"""A MIP has a column for each candidate and each declared key, and a named row for each row it is given."""

import numpy as np
import pandas as pd
import pytest

from planner.formulation.mip import mip_of
from planner.schema.rows import Columns, Entries, Rows

CANDIDATES = np.array([4, 7, 9])


def of_two_kinds(*, is_turned: bool) -> list[Rows]:
    """Places that open a slot, and at most two people: the first declares a column, not in the order of its key."""
    runs = Columns("runs", np.array([3, 1]), np.array([0.0, 1.0]), np.array([1.0, 5.0]), is_integer=False)
    opened = Rows(
        "slot_places", (("S1",), ("S3",)), np.array([-np.inf, -np.inf]), np.zeros(2),
        (Entries("x", np.array([0, 1]), np.array([4, 9]), np.ones(2)),
         Entries("runs", np.array([0, 1]), np.array([1, 3]), np.array([-2.0, -3.0]))),
        (runs,),
    )  # fmt: skip
    row = pd.DataFrame({"all": ["all"] * 3})
    most = Rows.at_most("employer_people", row=row, column=CANDIDATES, coefficient=1, upper={"all": 2})
    return [opened, most] if is_turned else [most, opened]


@pytest.mark.parametrize("is_turned", [False, True])
def test_rows_and_columns_are_put_together_by_name_whatever_their_order(is_turned: bool) -> None:  # noqa: FBT001
    mip = mip_of(CANDIDATES, of_two_kinds(is_turned=is_turned))
    assert mip.names == (("employer_people", ("all",)), ("slot_places", ("S1",)), ("slot_places", ("S3",)))
    # The columns: three candidates, then the two declared by key.
    assert mip.matrix.toarray().tolist() == [[1, 1, 1, 0, 0], [1, 0, 0, -2, 0], [0, 0, 1, 0, -3]]
    assert (mip.lower.tolist(), mip.upper.tolist()) == ([0, 0, 0, 1, 0], [1, 1, 1, 5, 1])
    assert mip.is_integer.tolist() == [True, True, True, False, False]
    assert mip.row_upper.tolist() == [2, 0, 0]
    assert mip.constraints.tolist() == ["employer_people", "slot_places", "slot_places"]


def test_columns_are_found_by_key_with_and_without_gaps_between_them() -> None:
    mip = mip_of(CANDIDATES, of_two_kinds(is_turned=False))
    assert mip.positions("x", np.array([9, 4])).tolist() == [2, 0]
    assert mip.positions("runs", np.array([3, 1])).tolist() == [4, 3]
    assert mip_of(np.arange(5, 9), []).positions("x", np.array([8, 5])).tolist() == [3, 0]


def test_coefficients_of_one_column_add_up_and_values_go_by_name() -> None:
    mip = mip_of(CANDIDATES, of_two_kinds(is_turned=False))
    twice = Entries("x", np.zeros(3, dtype=np.int64), np.array([7, 7, 9]), np.array([1.0, 2.0, 4.0]))
    assert mip.coefficients([twice]).tolist() == [0, 3, 4, 0, 0]
    prices: dict[tuple[str, tuple[str, ...]], float] = {("slot_places", ("S3",)): 0.5}
    assert mip.by_row({**prices, ("no_such", ("row",)): 1.0}).tolist() == [0, 0, 0.5]
    assert mip.by_name(mip.by_row(prices)) == prices


def test_a_mip_without_rows_has_its_columns() -> None:
    mip = mip_of(CANDIDATES, [])
    assert (mip.num_columns, mip.matrix.shape, mip.names) == (3, (0, 3), ())
