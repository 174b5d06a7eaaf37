"""Prices of goals stand in plan.json of a plan that is written after, and in no other."""

from __future__ import annotations

import json
from pathlib import Path

from planner.planning import with_goal_prices
from tests.scenarios import Given


def test_prices_are_in_the_plan_and_in_its_file_and_nothing_else_changes(tmp_path: Path) -> None:
    plan = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).plan()
    assert plan.file.goal_prices is None
    priced = with_goal_prices(plan, ())
    before, after = (json.loads(one.files["plan.json"]) for one in (plan, priced))
    assert after == before | {"goal_prices": []}
