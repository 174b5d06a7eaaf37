"""A load is limited in each week in which something starts, less what runs there; between starts it only falls."""

import pandas as pd

from planner.formulation.over_time import WeeklyLoad, limit_over_time, weekly_loads
from planner.schema.weeks import week_label

COLUMNS = ["owner", "start", "end", "load"]
FIRST = 105_000
# Two candidates of owner 0, one of owner 1; what runs at owner 0 begins in between, and at owner 2 nobody is new.
LOAD = WeeklyLoad(
    pd.DataFrame([[0, FIRST, FIRST + 5, 1.0], [0, FIRST + 3, FIRST + 6, 2.0], [1, FIRST, FIRST, 1.0]], columns=COLUMNS),
    pd.DataFrame([[0, FIRST + 4, FIRST + 9, 1.5], [0, FIRST - 9, FIRST, 4.0], [2, FIRST, FIRST, 9.0]], columns=COLUMNS),
)


def test_a_week_has_a_row_where_something_starts_while_a_candidate_is_active() -> None:
    entries, runs = weekly_loads(LOAD)
    found = [tuple(row) for row in entries[["owner", "week", "candidate"]].to_numpy().tolist()]
    assert found == [
        (0, FIRST, 0),
        (0, FIRST + 3, 0),
        (0, FIRST + 3, 1),
        (0, FIRST + 4, 0),
        (0, FIRST + 4, 1),
        (1, FIRST, 2),
    ]
    used = dict(zip(zip(runs["owner"], runs["week"], strict=True), runs["load"], strict=True))
    assert used == {(0, FIRST): 4.0, (0, FIRST + 3): 0.0, (0, FIRST + 4): 1.5, (1, FIRST): 0.0}


def test_the_limit_is_less_what_runs_and_never_below_nothing_and_owners_without_one_have_no_row() -> None:
    names, limits = pd.Series(["a", "b", "c"]), pd.Series([3.0, None, 1.0])
    rows = limit_over_time("c", "owner", names, limits, LOAD)
    weeks = [week_label(FIRST + after) for after in (0, 3, 4)]
    assert rows.keys == tuple(("a", week) for week in weeks)
    assert rows.upper.tolist() == [0.0, 3.0, 1.5]
    (entries,) = rows.entries
    assert sorted(zip(entries.row.tolist(), entries.key.tolist(), entries.coefficient.tolist(), strict=True)) == [
        (0, 0, 1.0), (1, 0, 1.0), (1, 1, 2.0), (2, 0, 1.0), (2, 1, 2.0),
    ]  # fmt: skip


def test_where_nobody_has_a_limit_there_are_no_rows() -> None:
    assert len(limit_over_time("c", "owner", pd.Series(["a", "b"]), pd.Series([None, None], dtype=float), LOAD)) == 0
