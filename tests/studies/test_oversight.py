"""How often officials did something else than was proposed, by role and group."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.reports import audit_screen
from planner.studies import audit
from planner.studies.oversight import ENOUGH, Rate
from planner.texts import speaking
from tests.inputs.test_doubts import week as eligible_week
from tests.studies.audited import answer, planned, proposed, week


def test_what_the_meeting_held_forbade_or_contested_is_overridden_and_a_persons_no_is_not(tmp_path: Path) -> None:
    plan, scenario = planned(week(tmp_path, women=20, men=20, places=(12, 12)))
    women = [name for name in proposed(plan) if name.startswith("W")]
    said = ["accepted"] * 5 + ["declined", "offered", "hold", "hold", "forbid", "forbid", "contested"]
    answers = {
        name: {"decision": word, "answer_by": "2026-12-04" if word == "offered" else "", "by": "meeting"}
        for name, word in zip(women, said, strict=True)
    }
    answer(plan, answers)
    seen = audit(plan, scenario=scenario).oversight
    assert seen.proposals == 24
    assert (seen.of_all.decided, seen.of_all.overridden) == (12, 5)
    assert seen.roles == (Rate("meeting", 12, 5),)
    assert {rate.name: (rate.decided, rate.overridden) for rate in seen.groups["sex"]} == {
        "man": (0, 0), "woman": (12, 5)
    }  # fmt: skip


def test_few_decisions_of_a_group_are_left_out_with_the_others(tmp_path: Path) -> None:
    plan, scenario = planned(week(tmp_path, women=20, men=20, places=(12, 12)))
    names = proposed(plan)
    women, men = ([name for name in names if name.startswith(sex)] for sex in "WM")
    answer(plan, {name: {"decision": "hold"} for name in (*women[:2], *men[:6])})
    seen = audit(plan, scenario=scenario).oversight
    assert (seen.of_all.decided, seen.roles) == (8, (Rate(None, 8, 8),))
    assert {(rate.decided, rate.overridden) for rate in seen.groups["sex"]} == {(None, None)}


def test_a_proposal_that_a_pin_carries_over_a_gate_is_overridden_by_whoever_signed_it(tmp_path: Path) -> None:
    given = eligible_week(tmp_path).change("jobseekers", "P1", hours_per_week=20)
    given.settings["may_override"] = ["hours"]
    given.decide("pin", "P1", "S1", by="K1", on="2026-11-20", motive="has done it before")
    given.add("audit", jobseeker_id="P1", sex="woman")
    plan, scenario = planned(given)
    seen = audit(plan, scenario=scenario).oversight
    assert seen.roles == (Rate("K1", 1, 1),)


def test_a_person_contested_in_one_row_is_overridden_in_all(tmp_path: Path) -> None:
    given = week(tmp_path).slot("S3", programme_ids="C", hours_per_week=5).worth("W01", "S3", 0.1)
    given.settings["goals"] = ["outcome", "other_purposes"]
    given.change("jobseekers", "W01", hours_per_week=60).change("jobseekers", "W01", waiting_weeks=30)
    given.tables["outcomes"][0]["value"] = 0.9
    plan, scenario = planned(given)
    assert proposed(plan).count("W01") == 2
    text = (plan / "assignments.csv").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(text) if line.startswith("W01,proposed,S3"))
    text[at] = text[at].removesuffix(",,,,,") + ",contested,,meeting,,"
    (plan / "assignments.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    seen = audit(plan, scenario=scenario).oversight
    assert (seen.of_all.decided, seen.of_all.overridden) == (2, 2)


@pytest.mark.parametrize(
    "decided, overridden, is_warned",
    [(ENOUGH, 0, True), (ENOUGH - 1, 0, False), (ENOUGH, 1, False), (60, 1, True), (500, 9, True), (500, 10, False)],
)
def test_under_two_in_a_hundred_of_many_decisions_is_a_sign_of_rubber_stamping(
    decided: int, overridden: int, *, is_warned: bool
) -> None:
    assert Rate("K1", decided, overridden).is_rubber_stamp is is_warned


def test_the_screen_warns_of_rubber_stamping_in_plain_words(tmp_path: Path) -> None:
    plan, scenario = planned(week(tmp_path, women=60, men=20, places=(52, 6)))
    answer(plan, {name: {"decision": "accepted", "by": "matchningsmötet"} for name in proposed(plan)})
    one = audit(plan, scenario=scenario)
    with speaking("sv"):
        assert "Varning: under 2 % av 58 behandlade förslag har ändrats." in audit_screen(one)
    with speaking("en"):
        assert "rubber-stamped?" in audit_screen(one)


def test_an_answer_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    plan, scenario = planned(week(tmp_path))
    answer(plan, {proposed(plan)[0]: {"decision": "perhaps"}})
    with pytest.raises(InputFaults, match="decision"):
        audit(plan, scenario=scenario)
