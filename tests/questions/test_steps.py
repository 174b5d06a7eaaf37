"""Steps change one limit, from what facts leave of it."""

from pathlib import Path
from typing import Literal

import pytest

from planner.instance import build
from planner.questions.steps import median_capacity, risen_rows, stepped, steps_of
from tests.scenarios import Given


def test_a_budget_step_is_money_that_is_not_committed(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 0.5)
    given.add("funding", funding_id="over", budget_sek=100_000, committed_sek=150_000)
    given.add("funding", funding_id="near", budget_sek=200_000, committed_sek=150_000)
    given.add("funding", funding_id="far", budget_sek=400_000, committed_sek=150_000)
    instance = build(given.scenario())
    steps = {step.id: step for step in steps_of(instance, "budget")}
    assert {name: step.can_be_less for name, step in steps.items()} == {"over": False, "near": False, "far": True}

    def budget(name: str, direction: Literal[1, -1]) -> float:
        lines = stepped(instance, [steps[name]], direction).budget_lines.set_index("funding_id")["budget_sek"]
        assert lines.drop(name).equals(instance.budget_lines.set_index("funding_id")["budget_sek"].drop(name))
        return float(lines[name])

    assert [budget(name, 1) for name in ("over", "near", "far")] == [250_000, 300_000, 500_000]
    assert budget("far", -1) == 300_000


def test_one_supervisor_more_has_the_median_capacity_and_one_less_takes_nobody(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 0.5)
    for number, capacity in enumerate((1, 3, 8, None)):
        given.add("supervisors", supervisor_id=f"V{number}", capacity=capacity)
    instance = build(given.scenario())
    assert median_capacity(instance) == 3
    first, *_others = steps_of(instance, "supervisor")
    assert len(steps_of(instance, "supervisor")) == 3
    assert stepped(instance, [first], 1).supervisors["capacity"].tolist()[:3] == [4, 3, 8]
    assert stepped(instance, [first], -1).supervisors["capacity"].tolist()[:3] == [0, 3, 8]


def test_rows_rise_by_what_facts_leave_of_a_step(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").add("caseworkers", caseworker_id="K", starts_per_week=1)
    for row in given.tables["jobseekers"]:
        row["caseworker_id"] = "K"
    given.slot("S1").slot("S2").slot("S3", start_week="2026-W50").worth("P1", "S1", 0.5).worth("P1", "S3", 0.5)
    given.running("P2", "S2").running("P3", "S2")
    instance = build(given.scenario())
    (step,) = steps_of(instance, "caseworker")
    rises, falls = risen_rows(instance, [step], 1), risen_rows(instance, [step], -1)
    # Two starts run in the plan week already, so that a limit of two leaves nothing there either.
    assert rises["K"] == {("caseworker_starts", ("K", "2026-W50")): 1.0}
    assert falls["K"] == {("caseworker_starts", ("K", "2026-W50")): -1.0}


def test_no_row_changes_of_a_constraint_that_is_switched_off(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 0.5)
    given.constraints_off = ["slot_places"]
    instance = build(given.scenario())
    assert risen_rows(instance, steps_of(instance, "place"), 1) == pytest.approx({})
