"""Rows are named by their keys, in order, whatever the order of the entries they are made from."""

import numpy as np
import pandas as pd
import pytest

from planner.schema.rows import Rows
from planner.schema.weeks import week_number

WEEK = week_number("2026-W48")
OWNERS = pd.DataFrame({"owner": ["b", "a", "b", "a"], "week": [WEEK + 1, WEEK, WEEK + 1, WEEK + 1]})
LIMITS = {("a", WEEK): 1.0, ("a", WEEK + 1): 2.0, ("b", WEEK + 1): 3.0}


def stated(rows: Rows) -> dict[tuple[str, ...], tuple[float, float, dict[int, float]]]:
    """Each row's limits and its coefficients by candidate, by key."""
    (entries,) = rows.entries
    found = {}
    for number, key in enumerate(rows.keys):
        own = entries.row == number
        terms = dict(zip(entries.key[own].tolist(), entries.coefficient[own].tolist(), strict=True))
        found[key] = (float(rows.lower[number]), float(rows.upper[number]), terms)
    return found


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_each_row_has_the_entries_and_the_limit_of_its_key(order: list[int]) -> None:
    column, coefficient = np.array([10, 11, 12, 13])[order], np.array([1.0, 2.0, 3.0, 4.0])[order]
    rows = Rows.at_most("c", row=OWNERS.iloc[order], column=column, coefficient=coefficient, upper=LIMITS)
    assert rows.keys == (("a", "2026-W48"), ("a", "2026-W49"), ("b", "2026-W49"))
    assert stated(rows) == {
        ("a", "2026-W48"): (-np.inf, 1.0, {11: 2.0}),
        ("a", "2026-W49"): (-np.inf, 2.0, {13: 4.0}),
        ("b", "2026-W49"): (-np.inf, 3.0, {10: 1.0, 12: 3.0}),
    }


def test_joined_rows_keep_their_own_entries_and_limits() -> None:
    row = pd.DataFrame({"owner": ["a", "b"]})
    most = Rows.at_most("c", row=row, column=[0, 1], coefficient=1, upper={"a": 1, "b": 2})
    least = Rows.at_least("c", row=row, column=[2, 3], coefficient=5, lower={"a": 3, "b": 4})
    both = most.joined(least)
    assert len(both) == 4
    assert both.keys == (("a",), ("b",), ("a",), ("b",))
    assert both.lower.tolist() == [-np.inf, -np.inf, 3, 4]
    assert both.upper.tolist() == [1, 2, np.inf, np.inf]
    assert [part.row.tolist() for part in both.entries] == [[0, 1], [2, 3]]
    assert [part.key.tolist() for part in both.entries] == [[0, 1], [2, 3]]


def test_without_entries_there_are_no_rows() -> None:
    rows = Rows.at_most("c", row=OWNERS.iloc[:0], column=[], coefficient=1, upper=LIMITS)
    assert len(rows) == 0
    assert rows.entries == ()
