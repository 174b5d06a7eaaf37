"""The prices of goals in plan.json are held against the plan: each change is caught."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.planning import Plan, make_plan, with_goal_prices
from planner.schema.scenario import Scenario
from planner.solving import WarmStart
from planner.studies import goal_prices
from planner.verification import verify
from tests.scenarios import Given, written

Change = Callable[[list[dict[str, Any]]], Any]
# The first part is the goal left out, the second its restriction waiting_best_share.
CHANGES: dict[str, Change] = {
    "a restriction left out": lambda parts: parts.pop(),
    "a goal that is none": lambda parts: parts[0].update(goal="cost"),
    "another end": lambda parts: parts[1].update(setting_after=0.5),
    "more than any plan gains": lambda parts: parts[0].update(outcome=0.1),
    "no interval": lambda parts: parts[0].update(drawn_low=0.2, drawn_high=0.1),
    "another measure": lambda parts: parts[0].update(reached=2),
    "somebody with a place gains one": lambda parts: parts[0].update(gains=["P2"], loses=[]),
    "somebody unknown": lambda parts: parts[0].update(gains=["P9"]),
    "no number": lambda parts: parts[0].update(outcome="much"),
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan in which P2, who has waited long, has the one place, with the prices of its goals."""
    given = Given(tmp_path_factory.mktemp("week"), goals=["outcome", "waiting"], waiting_places_share=1.0)
    given.settings |= {"may_cost": {"waiting": 0.03}, "may_cost_total": 1.0, "waiting_limit_weeks": 26}
    given.person("P1").person("P2", waiting_weeks=60).slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.49)

    def planned(scenario: Scenario, start: WarmStart | None) -> Plan:
        return make_plan(scenario, start=start)

    made = given.plan()
    return with_goal_prices(made, goal_prices(made, planned, draws=10).parts)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_price_is_caught(plan: Plan, change: str, tmp_path: Path) -> None:
    folder = written(plan, tmp_path / "plan")
    assert verify(folder) == []
    stored = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    CHANGES[change](stored["goal_prices"])
    (folder / "plan.json").write_text(json.dumps(stored), encoding="utf-8")
    assert {objection.check for objection in verify(folder)} == {"goal_prices"}
