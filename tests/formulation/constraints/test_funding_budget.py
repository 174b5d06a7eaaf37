"""funding_budget: what falls on a line in its weeks stays within what it has left."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.funding_budget import funding_budget
from tests.scenarios import Given, rows_text, text


def test_programmes_without_a_line_and_places_without_a_cost_have_no_row(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").add("funding", funding_id="F1", budget_sek=0)
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100)
    given.add("programmes", programme_id="T2", rule="arbetstraning", funding_id="F1")
    instance = given.slot("S1", programme_ids="B|T2").worth("P1", "S1", 0.5).instance()
    assert rows_text(instance, funding_budget(instance)) == ""


def test_a_placement_costs_a_line_its_weeks_inside_the_line(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2")
    given.add("funding", funding_id="F1", budget_sek=1000, committed_sek=300.5, to_week="2026-W53")
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100.25, funding_id="F1")
    given.slot("S1", programme_ids="B", weeks=4).slot("S2", programme_ids="B", weeks=4, start_week="2026-W52")
    given.slot("S3", programme_ids="B", start_week="2027-W01")
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5).worth("P2", "S2", 0.5).worth("P1", "S3", 0.5)
    instance = given.instance()
    # S1 lies inside with all four weeks, S2 with W52 and W53, S3 with none. 1000 - 300.50 is left.
    assert rows_text(instance, funding_budget(instance)) == (
        "F1: 401 x[P1 S1 B] + 401 x[P2 S1 B] + 200.5 x[P2 S2 B] <= 699.5"
    )


def test_shares_of_programme_funding_replace_the_programmes_own_line(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").add("funding", funding_id="F1", budget_sek=5, committed_sek=8)
    given.add("funding", funding_id="F2", budget_sek=1000).add("funding", funding_id="F3", budget_sek=9)
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100, funding_id="F3")
    given.add("programme_funding", programme_id="B", funding_id="F1", share=0.25)
    given.add("programme_funding", programme_id="B", funding_id="F2", share=0.75)
    instance = given.slot("S1", programme_ids="B").worth("P1", "S1", 0.5).instance()
    assert rows_text(instance, funding_budget(instance)) == text(
        "F1: 100 x[P1 S1 B] <= 0", "F2: 300 x[P1 S1 B] <= 1000"
    )


def test_half_an_ore_on_a_line_is_rounded_upwards(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").add("funding", funding_id="F1", budget_sek=1000)
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=1234.57)
    given.add("programme_funding", programme_id="B", funding_id="F1", share=0.5)
    instance = given.slot("S1", programme_ids="B", weeks=1).worth("P1", "S1", 0.5).instance()
    # 617.285
    assert rows_text(instance, funding_budget(instance)) == "F1: 617.29 x[P1 S1 B] <= 1000"
