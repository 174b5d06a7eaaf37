"""What a solve records of itself: values and bounds over time agree with what it reached, and so do counts."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from planner.solving import SearchProgress, solve
from tests.scenarios import crowded


@pytest.mark.parametrize("workers", [1, 2])
def test_values_and_bounds_close_in_on_what_each_goal_reached(tmp_path: Path, workers: int) -> None:
    given = crowded(tmp_path, people=20, slots=8)
    given.settings["goals"] = ["outcome", "waiting", "travel"]
    given.solve = {"time_limit_seconds": 20, "gap": 0, "workers": workers}
    told: list[SearchProgress] = []
    found = solve(given.instance(), told.append)
    assert found.statistics is not None
    recorded = found.statistics.bounds
    assert [one.seconds for one in recorded] == sorted(one.seconds for one in recorded)
    assert [(one.goal, one.value, one.bound) for one in recorded] == [
        (news.goal, news.value, news.bound) for news in told if news.is_of_a_goal
    ]
    for goal in found.goals:
        own = [one for one in recorded if one.goal == goal.name]
        assert all(before.value <= after.value + 1e-9 for before, after in itertools.pairwise(own))
        assert all(before.bound >= after.bound - 1e-9 for before, after in itertools.pairwise(own))
        assert own[-1].value == pytest.approx(goal.best)
        assert own[-1].bound == pytest.approx(goal.bound)
    assert found.statistics.counts["lps"] >= 1
    assert (found.statistics.columns, found.statistics.rows) == (found.mip.num_columns, len(found.mip.names))
