"""What is accepted and offered, apart and together with what is proposed: a person counts once, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.errors import CannotHold
from planner.planning import Plan
from tests.scenarios import Given, crowded, objections

PERSON = {"months_unemployed": 30, "education_level": 2, "swedish_level": "B1", "registered_status": "JoB"}


def course_week(home: Path, people: int = 3) -> Given:
    """People alike without a wish, and a slot with a place for each: ten weeks of work training, 0.75 likely a yes."""
    given = Given(home, candidates="eligible").change("employers", "E1", sector="department")
    given.people(*(f"P{number}" for number in range(1, people + 1)), **PERSON)
    given.add("supervisors", supervisor_id="V")
    return given.slot("S1", places=people, weeks=10, start_week="2026-W50", ssyk="5330", supervisor_id="V",
                      union_consulted_on="2026-11-01")  # fmt: skip


def totals(plan: Plan) -> dict[str, Any]:
    return plan.file.totals.model_dump()


def accept(given: Given, plan: Plan, number: int, state: str = "accepted") -> list[str]:
    """Rows for the plan's first main proposals, as a meeting makes them; the people of these."""
    purposes = plan.instance.offers.set_index("programme_id")["purpose"].to_dict()
    rows = plan.assignments[plan.assignments["status"] == "proposed"]
    rows = rows[rows["programme_id"].map(purposes) == "main"].head(number)
    for row in rows.to_dict("records"):
        given.running(row["jobseeker_id"], row["slot_id"], state, programme_id=row["programme_id"],
                      from_week=row["start_week"], to_week=None)  # fmt: skip
    return rows["jobseeker_id"].tolist()


def test_an_accepted_place_counts_its_whole_gain_and_an_offered_one_as_a_proposal(tmp_path: Path) -> None:
    given = course_week(tmp_path)
    before = totals(given.plan())
    one = before["uplift"] / 3
    given.running("P1", "S1", "accepted", from_week="2026-W50").running("P2", "S1", "offered", from_week="2026-W50")
    plan = given.at(tmp_path / "later").plan()
    after = totals(plan)
    chance = plan.instance.candidates["acceptance"].iloc[0]
    assert after["uplift"] == pytest.approx(one)
    assert after["promised"]["accepted"] == {"people": 1, "uplift": pytest.approx(one / chance),
                                             "expected_gain": pytest.approx(one / chance)}  # fmt: skip
    assert after["promised"]["offered"] == {"people": 1, "uplift": pytest.approx(one),
                                            "expected_gain": pytest.approx(one)}  # fmt: skip
    assert after["together"]["placed"] == 3
    assert after["together"]["uplift"] == pytest.approx(2 * one + one / chance)
    assert objections(plan, tmp_path / "plan") == []


@pytest.mark.parametrize("measure", ["follow_up", "regular_weeks"])
@pytest.mark.parametrize("state", ["accepted", "offered"])
def test_after_five_answers_of_a_week_nothing_falls(state: str, measure: str, tmp_path: Path) -> None:
    """Of people with wishes, vetoes, refusals, own outcomes and baselines; by the outcome goal alone, and proved."""
    given = crowded(tmp_path, people=20, slots=12)
    given.settings |= {"goals": ["outcome"], "measure": measure}
    plan = given.plan()
    before = totals(plan)
    assert before["together"] | {"uplift": 0} == {
        "placed": before["placed"] + before["promised"]["accepted"]["people"], "uplift": 0,
        "expected_gain": pytest.approx(before["expected_gain"])}  # fmt: skip
    people = accept(given, plan, 5, state)
    assert len(people) == 5
    for line in given.tables["funding"]:  # what was planned is committed, as advancing to the next week does
        line["committed_sek"] = 0
    later = given.at(tmp_path / "later").plan()
    after = totals(later)
    assert after["promised"][state]["people"] == 5
    assert after["together"]["placed"] >= before["together"]["placed"]
    assert after["together"]["uplift"] >= before["together"]["uplift"] - 1e-6
    assert objections(later, tmp_path / "plan") == []
    file = later.file
    for group in file.groups:
        assert group.together <= group.placed + group.promised


def test_a_person_counts_once_with_what_counts_most(tmp_path: Path) -> None:
    """P1 has an offer worth 0.5, is proposed 0.9 beside it, and has accepted 0.2 in the evening."""
    given = Given(tmp_path).person("P1", hours_per_week=120).slot("S1", shift="mo-am").slot("S2", shift="mo-pm")
    given.slot("S3", shift="mo-ev").worth("P1", "S1", 0.5).worth("P1", "S2", 0.9).worth("P1", "S3", 0.2)
    plan = given.running("P1", "S1", "offered").running("P1", "S3", "accepted").plan()
    found = totals(plan)
    assert found["uplift"] == found["together"]["uplift"] == 0.9
    assert found["together"]["placed"] == 1
    assert found["promised"]["accepted"]["uplift"] == 0.2
    assert found["promised"]["offered"]["uplift"] == 0.5
    assert objections(plan, tmp_path / "plan") == []


def test_what_has_begun_and_what_nobody_can_tell_is_not_counted(tmp_path: Path) -> None:
    given = course_week(tmp_path, people=4).change("slots", "S1", programme_ids="T|A", places=6)
    given.running("P1", "S1", "accepted", from_week="2026-W47", programme_id="T")
    given.running("P2", "S1", "accepted", from_week="2026-W50")
    given.running("P3", "S1", "accepted", from_week="2026-W50", programme_id="A")
    given.running(None, "S1", "accepted", from_week="2026-W50")
    plan = given.plan()
    found = totals(plan)["promised"]
    assert found["accepted"]["people"] == found["offered"]["people"] == 0
    assert found["untold"] == 1
    assert objections(plan, tmp_path / "plan") == []


def minimum_of_four(home: Path, promised: int) -> Given:
    """S1 starts with four or not at all; some have said yes to it, one was there before it began anew."""
    given = Given(home).people(*(f"P{number}" for number in range(1, 7)))
    given.slot("S1", places=5, min_places=4, start_week="2026-W50")
    for number in range(1, 7):
        given.worth(f"P{number}", "S1", 0.5)
    for number in range(1, promised + 1):
        given.running(f"P{number}", "S1", "accepted", from_week="2026-W50")
    return given.running("P6", "S1", "started", from_week="2026-W40", to_week="2026-W49")


@pytest.mark.parametrize("promised, proposed", [(0, 5), (2, 3), (3, 2), (4, 1), (5, 0)])
def test_a_yes_counts_towards_the_minimum_of_its_slot(promised: int, proposed: int, tmp_path: Path) -> None:
    plan = minimum_of_four(tmp_path, promised).plan()
    assert plan.file.totals.placed == proposed
    assert plan.file.totals.together.placed == 5
    assert objections(plan, tmp_path / "plan") == []


def test_fewer_than_the_minimum_still_lacks_are_not_proposed(tmp_path: Path) -> None:
    given = minimum_of_four(tmp_path, 2).decide("forbid", "P3", "S1").decide("forbid", "P4", "S1")
    plan = given.plan()
    assert plan.file.totals.placed == 0
    assert plan.slots["reason_code"].tolist() == ["empty_minimum"]
    assert objections(plan, tmp_path / "plan") == []


def test_an_offer_beside_a_pin_elsewhere_takes_hours_and_a_pin_without_hours_left_is_told_why(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", hours_per_week=20).slot("S2", hours_per_week=20)
    given.worth("P1", "S2", 0.5).running("P1", "S1", "offered").decide("pin", "P1", "S2")
    plan = given.plan()
    assert (plan.file.totals.placed, plan.file.totals.together.placed) == (1, 1)
    assert plan.file.totals.promised.untold == 1  # the table of outcomes does not say what S1 is worth
    assert objections(plan, tmp_path / "plan") == []
    with pytest.raises(CannotHold, match=r"P1 has 10 hours left in 2026-W48 .* 30 taken"):
        given.at(tmp_path / "full").change("slots", "S1", hours_per_week=30).plan()
