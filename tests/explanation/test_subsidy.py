"""The best paid of several forms is taken, and a subsidy left unused is stated with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.planning import Plan
from tests.scenarios import Given, objections, pairs

# 52 weeks of the subsidy of an introduktionsjobb at full time on 20,000 and more: 21,027.20 / 21.67 x 5 = 4,851.68.
INTRO_YEAR = 52 * 4_851.68


def two_forms(home: Path, bea: float, intro: float, intro_budget: float | None = None) -> Given:
    """One person, and one place that may be filled as municipal employment or as introduktionsjobb."""
    given = Given(home)
    given.add("programmes", programme_id="bea", rule="bea_jobb")
    line = {"funding_id": "F"} if intro_budget is not None else {}
    given.add("programmes", programme_id="intro", rule="introduktionsjobb", **line)
    if intro_budget is not None:
        given.add("funding", funding_id="F", budget_sek=intro_budget)
    given.person("J1").slot("S1", programme_ids="bea|intro", weeks=52, gross_month_sek=24_000)
    return given.worth("J1", "S1", bea, "bea").worth("J1", "S1", intro, "intro")


def of_slot(plan: Plan, column: str) -> object:
    """A cell of the only slot."""
    return plan.slots[column].iloc[0]


def test_of_two_forms_worth_the_same_the_better_paid_is_taken(tmp_path: Path) -> None:
    plan = two_forms(tmp_path, bea=0.3, intro=0.3).plan()
    assert pairs(plan) == ["J1 S1 intro"]
    assert of_slot(plan, "unused_subsidy_sek") == 0
    assert of_slot(plan, "unused_subsidy") == ""


@pytest.mark.parametrize(
    "intro, budget, why",
    [
        (0.2, None, "intro: bea is expected to give more"),
        (0.3, 1_000, "intro: the money of F does not suffice"),
    ],
)
def test_a_subsidy_left_unused_is_stated_in_kronor_with_the_reason(
    tmp_path: Path, intro: float, budget: float | None, why: str
) -> None:
    plan = two_forms(tmp_path, bea=0.3, intro=intro, intro_budget=budget).plan()
    assert pairs(plan) == ["J1 S1 bea"]
    assert of_slot(plan, "unused_subsidy_sek") == pytest.approx(INTRO_YEAR, abs=0.01)
    assert of_slot(plan, "unused_subsidy") == why
    assert not objections(plan, tmp_path)


def test_a_subsidy_is_left_unused_where_the_other_form_costs_the_payer_less(tmp_path: Path) -> None:
    given = two_forms(tmp_path, bea=0.3, intro=0.3)
    given.change("programmes", "bea", cost_person_week_sek=100)
    plan = given.plan()
    assert pairs(plan) == ["J1 S1 bea"]
    assert of_slot(plan, "unused_subsidy") == "intro: bea costs the payer less"
    assert not objections(plan, tmp_path)


def test_the_verifier_reckons_the_unused_subsidy_again(tmp_path: Path) -> None:
    plan = two_forms(tmp_path, bea=0.3, intro=0.2).plan()
    plan.files["slots.csv"] = plan.files["slots.csv"].replace(b"252287.36", b"252000")
    assert any("unused_subsidy_sek" in str(objection) for objection in objections(plan, tmp_path))
