"""What is said of places that stay empty, and of forms whose dates refuse."""

from __future__ import annotations

from pathlib import Path

from planner.planning import Plan
from tests.scenarios import Given, pairs


def slot_said(plan: Plan, slot: str) -> tuple[str, str]:
    """Code and sentence of a slot."""
    row = plan.slots.set_index("slot_id").loc[slot]
    return str(row["reason_code"]), str(row["reason"])


def test_a_place_left_empty_says_whether_people_are_elsewhere_gain_nothing_or_meet_a_limit(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").add("supervisors", supervisor_id="H1", capacity=0.5)
    given.slot("S1").slot("S2").slot("S3").slot("S4", supervisor_id="H1").slot("S5").slot("S6", places=2)
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.25).worth("P2", "S3", 0).worth("P2", "S4", 0.5)
    given.worth("P3", "S5", 0.5).decide("forbid", "P3", "S5").worth("P3", "S6", 0.5)
    plan = given.plan()
    assert pairs(plan) == ["P1 S1 T", "P3 S6 T"]
    assert slot_said(plan, "S2") == ("empty_elsewhere", "1 possible, who is taken up elsewhere.")
    assert slot_said(plan, "S3") == ("empty_no_gain", "Nobody is expected to gain from it.")
    assert slot_said(plan, "S4") == ("empty_limit", "Empty: supervisor H1 has no capacity left.")
    assert slot_said(plan, "S5") == ("empty_by_hand", "All who could come are stopped by hand.")
    assert slot_said(plan, "S6") == ("partly", "Partly filled. Nobody else is possible.")


def test_a_place_that_runs_past_the_follow_up_without_counting_says_so(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible").person("P1", months_unemployed=18, age=30)
    given.add("employers", employer_id="D", name="D", sector="department", tax_debts="no")
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=0)
    given.add("supervisors", supervisor_id="V1")
    base = {"employer_id": "D", "programme_ids": "B", "supervisor_id": "V1", "union_consulted_on": "2026-11-01"}
    given.slot("S1", **base, weeks=104, workplace_kind="ordinary").slot("S2", **base, weeks=52)
    plan = given.plan()
    assert pairs(plan) == ["P1 S2 B"]
    code, words = slot_said(plan, "S1")
    assert code == "empty_no_gain"
    assert "still runs at the follow-up and does not count as work or study" in words


def test_a_form_outside_its_dates_is_named_with_them_at_the_slot(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible")
    given.add("programmes", programme_id="extra", rule="extratjanst")
    given.slot("S1", programme_ids="extra|T").slot("S2", programme_ids="extra", start_week="2021-W40")
    plan = given.person("J1").plan()
    said = plan.slots.set_index("slot_id")["reason"]
    assert said["S1"].endswith("extra holds from 2015-11-01 to 2021-12-31.")
    assert "extra" not in said["S2"]
