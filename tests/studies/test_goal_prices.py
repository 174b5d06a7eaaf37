"""What a goal costs, and a restriction inside it: the week planned anew without it, and who would gain."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.planning import Plan, make_plan, reopen, with_goal_prices
from planner.schema.plan_money import GoalPricePart
from planner.schema.scenario import Scenario
from planner.solving import WarmStart
from planner.studies import goal_prices, replanned_prices
from tests.scenarios import Given, objections, pairs, written


def waiting_week(home: Path, value: float, may_cost: float = 0.03) -> Given:
    """One place for two: P1, worth 0.5, and P2, who has waited long and is worth `value`."""
    given = Given(home, goals=["outcome", "waiting"], may_cost={"waiting": may_cost}, waiting_places_share=1.0)
    given.settings |= {"waiting_best_share": 0.7, "waiting_limit_weeks": 26}
    given.person("P1").person("P2", waiting_weeks=60).slot("S1")
    return given.worth("P1", "S1", 0.5).worth("P2", "S1", value)


def planned(scenario: Scenario, start: WarmStart | None) -> Plan:
    """A plan as commands make them."""
    return make_plan(scenario, start=start)


def priced(given: Given) -> tuple[Plan, dict[str, GoalPricePart]]:
    """The plan with its prices, which verify accepts, and these by what is lifted."""
    plan = given.plan()
    plan = with_goal_prices(plan, goal_prices(plan, planned, draws=100).parts)
    assert objections(plan, given.home / "plan") == []
    assert plan.file.goal_prices is not None
    return plan, {part.setting or part.kind: part for part in plan.file.goal_prices}


def test_a_goal_left_out_gives_back_what_it_cost_and_names_who_would_gain(tmp_path: Path) -> None:
    plan, prices = priced(waiting_week(tmp_path, 0.49))
    assert pairs(plan) == ["P2 S1 T"]
    goal = prices["goal"]
    assert goal.outcome == pytest.approx(0.01)
    assert (goal.reached, goal.reached_then) == (1, 0)
    assert (goal.gains, goal.loses, goal.moves) == (("P1",), ("P2",), ())


def test_a_restriction_lifted_says_what_the_goal_would_gain_and_the_outcome_lose(tmp_path: Path) -> None:
    plan, prices = priced(waiting_week(tmp_path, 0.4))
    assert pairs(plan) == ["P1 S1 T"]
    cap, good = prices["may_cost"], prices["waiting_best_share"]
    assert (cap.setting_before, cap.setting_after) == (0.03, 1.0)
    assert cap.outcome == pytest.approx(-0.1)
    assert (cap.reached, cap.reached_then, cap.gains, cap.loses) == (0, 1, ("P2",), ("P1",))
    assert good.outcome == pytest.approx(0)  # it is the cap that binds here
    assert (good.gains, good.reached_then) == ((), 0)
    assert "waiting_places_share" not in prices  # it is at its end already


def test_a_plan_in_a_folder_is_planned_anew_and_priced_alike(tmp_path: Path) -> None:
    given = waiting_week(tmp_path, 0.49)
    plan, prices = priced(given)
    opened = reopen(written(plan, tmp_path / "again"))
    again = replanned_prices(opened, planned, draws=100)
    assert again.parts == tuple(prices.values())


def test_usual_practice_has_no_goals_to_price(tmp_path: Path) -> None:
    plan = make_plan(waiting_week(tmp_path, 0.49).scenario(), method="longest_wait")
    with pytest.raises(UsageFault, match="usual practice"):
        replanned_prices(reopen(written(plan, tmp_path / "plan")), planned)
