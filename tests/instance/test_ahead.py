"""Charges of a plan that looks ahead: what a candidate takes from the weeks to come, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from planner.instance import build
from planner.planning import make_plan
from planner.schema.look_ahead import LookAhead
from planner.schema.scenario import Scenario
from tests.scenarios import Given, objections, pairs, reason_of

HEAD: dict[str, Any] = {
    "history": "given", "history_sha256": "ab" * 32, "model": "judgement/1", "futures": 5, "weeks": 13, "seed": 1,
}  # fmt: skip


def ahead(scenario: Scenario, **prices: dict[str, Any]) -> Scenario:
    """A scenario with these prices of weeks to come."""
    return replace(scenario, look_ahead=LookAhead.model_validate({**HEAD, **prices}))


def test_a_charge_is_the_price_of_waiting_of_the_place_and_of_the_money(tmp_path: Path) -> None:
    given = Given(tmp_path).add("funding", funding_id="F", budget_sek=1_000_000)
    given.add("programmes", programme_id="D", rule="arbetstraning", funding_id="F", cost_person_week_sek=10_000)
    given.person("A").slot("S1").slot("S2", programme_ids="D").worth("A", "S1", 0.5).worth("A", "S2", 0.6, "D")
    priced = ahead(given.scenario(), people={"A": 0.1, "gone": 9.0}, slots={"S2": 0.2}, funding={"F": 0.05})
    instance = build(priced)
    # S2 takes 0.1 of the person, 0.2 of the place, and 4 weeks of 10 000 SEK at 0.05 for 100 000 SEK.
    assert instance.candidates["charge"].tolist() == pytest.approx([0.1, 0.1 + 0.2 + 0.02])
    assert instance.weights.tolist() == pytest.approx([0.4, 0.28])
    assert pairs(given.plan()) == ["A S2 D"]
    assert pairs(make_plan(priced)) == ["A S1 T"]
    assert reason_of(make_plan(priced), "A") == "ahead"


def test_whoever_gains_more_by_waiting_waits_and_is_told_for_what(tmp_path: Path) -> None:
    given = Given(tmp_path).person("A").person("B").slot("S1", places=2).slot("S9", start_week="2027-W02")
    given.worth("A", "S1", 0.5).worth("B", "S1", 0.4)
    plan = make_plan(ahead(given.scenario(), people={"A": 0.61}, awaits={"A": "S9"}))
    table = plan.assignments.set_index("jobseeker_id")
    assert pairs(plan) == ["B S1 T"]
    assert table.loc["A", "reason_code"] == "waits"
    assert table.loc["A", "reason"] == (
        "Waits: S1 (the only possible place) would give 0.50 now, and waiting is expected to give 0.61. "
        "The person may expect 0.61 of that, most at a place like S9."
    )
    assert plan.file.look_ahead is not None
    assert plan.file.look_ahead.waiting_for_better == 1
    assert plan.slots.set_index("slot_id").loc["S1", "reason"] == (
        "Partly filled. Kept: expected to be of more use in the weeks to come."
    )
    assert objections(plan, tmp_path / "plan") == []


def test_a_place_that_is_kept_is_not_said_to_be_stopped_by_a_limit_in_the_way_of_somebody_worth_less(
    tmp_path: Path,
) -> None:
    given = Given(tmp_path).add("funding", funding_id="F", budget_sek=1_000).person("A").person("B")
    given.add("programmes", programme_id="D", rule="arbetstraning", funding_id="F", cost_person_week_sek=10_000)
    given.slot("S1", programme_ids="T|D").worth("A", "S1", 0.5).worth("B", "S1", 0.4, "D")
    plan = make_plan(ahead(given.scenario(), slots={"S1": 0.61}))
    assert plan.slots["reason_code"].tolist() == ["empty_ahead"]
    assert reason_of(plan, "A") == "waits"
    assert "is expected to give others 0.61 in the weeks to come" in plan.assignments["reason"].iloc[0]
    assert objections(plan, tmp_path / "plan") == []


def test_whoever_others_were_before_is_told_of_places_that_are_kept(tmp_path: Path) -> None:
    given = Given(tmp_path).person("A").person("B").slot("S1").slot("S2")
    given.worth("A", "S1", 0.4).worth("A", "S2", 0.5).worth("B", "S1", 0.6)
    plan = make_plan(ahead(given.scenario(), slots={"S2": 0.7}))
    assert pairs(plan) == ["B S1 T"]
    told = str(plan.assignments.set_index("jobseeker_id").loc["A", "reason"])
    assert told.startswith("No place now: S1 (the nearest of 2 possible places) is taken already.")
    assert told.endswith(
        "At 1 other possible place a placement now is expected to take more from the weeks to come than it gives."
    )
    assert objections(plan, tmp_path / "plan") == []


def test_no_price_is_below_nothing() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        LookAhead.model_validate({**HEAD, "people": {"A": -1.0}})


def test_a_long_wait_is_placed_though_waiting_is_worth_more(tmp_path: Path) -> None:
    spends = {"may_cost": {"waiting": 0.3}, "may_cost_total": 0.3, "waiting_places_share": 1.0}
    given = Given(tmp_path, goals=["outcome", "waiting"], **spends).person("A", waiting_weeks=60).person("B")
    given.slot("S1").slot("S2").worth("A", "S1", 0.5).worth("B", "S2", 0.5)
    # Without charges the plan of the outcome gains 0.5, of which waiting may spend 0.15. With them it has 0.1 left.
    plan = make_plan(ahead(given.scenario(), slots={"S1": 0.6, "S2": 0.4}))
    assert pairs(plan) == ["A S1 T", "B S2 T"]
    assert plan.file.goals[0].best == pytest.approx(0.1)
    assert plan.file.value == pytest.approx(0.0)
    assert plan.file.totals.uplift == pytest.approx(1.0)
    assert objections(plan, tmp_path / "plan") == []
