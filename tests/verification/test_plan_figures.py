"""Figures of plan.json: value, bounds, totals and settings, each wrong one caught."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import Change, Key, caught, checks, missed_keys
from tests.verification.weeks import companions

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek, ListedWeek


CHECKS = {
    "value", "bound", "gap", "certified_bound", "certified_gap", "status", "totals", "settings", "constraints_off",
}  # fmt: skip
CHANGES: list[Change] = [
    ("value", lambda plan: plan.update(value=0.2), {"value"}),
    ("final value", lambda plan: plan["goals"][0].update(final=0.0749), {"value", "hand_back"}),
    ("value is text", lambda plan: plan.update(value="much"), {"value"}),
    ("value is yes", lambda plan: plan.update(value=True), {"value"}),
    ("value is a number too large for a computer", lambda plan: plan.update(value=10**400), {"value"}),
    ("bound too low", lambda plan: plan.update(bound=0.15), {"bound", "gap"}),
    ("bound too high for its gap", lambda plan: plan.update(bound=0.2), {"bound", "gap"}),
    ("gap", lambda plan: plan.update(gap=0.1), {"gap", "status"}),
    ("certified bound", lambda plan: plan.update(certified_bound=0.2), {"certified_bound", "certified_gap"}),
    ("certified gap", lambda plan: plan.update(certified_gap=-0.1), {"certified_gap"}),
    ("status", lambda plan: plan.update(status="decided"), {"status"}),
    ("placed", lambda plan: plan["totals"].update(placed=3), {"totals"}),
    ("jobseekers", lambda plan: plan["totals"].update(jobseekers=5), {"totals"}),
    ("baseline", lambda plan: plan["totals"].update(baseline=0.8), {"totals"}),
    ("expected outcomes", lambda plan: plan["totals"].update(expected_outcomes=1), {"totals"}),
    ("an effect called a judgement", lambda plan: plan["totals"]["uplift_by_basis"].update(effect=0, judgement=0.075),
     {"totals"}),
    ("vacancies", lambda plan: plan["totals"].update(vacancies_placed=1), {"totals"}),
    ("gross gain", lambda plan: plan["totals"].update(vacancies_uplift=0.1), {"totals"}),
    ("weeks of regular work", lambda plan: plan["totals"]["regular_weeks"].update(uplift=2.1), {"totals"}),
    ("weeks without any proposal", lambda plan: plan["totals"]["regular_weeks"].update(baseline=70), {"totals"}),
    ("no word of weeks", lambda plan: plan["totals"].update(regular_weeks=None), {"totals"}),
    ("gain on the date", lambda plan: plan["totals"]["follow_up"].update(expected=1), {"totals"}),
    ("no word of what the uplift rests on", lambda plan: plan["totals"].pop("uplift_by_basis"), {"totals"}),
    ("share of judgement", lambda plan: plan["totals"].update(judgement_share=0.5), {"totals"}),
    ("no word of judgement", lambda plan: plan["totals"].update(judgement_share=None), {"totals"}),
    ("unit", lambda plan: plan.update(unit="points"), {"settings"}),
    ("cost in all", lambda plan: plan["totals"].update(cost_sek=1), {"totals"}),
    ("travel in all", lambda plan: plan["totals"].update(travel_minutes=51), {"totals"}),
    ("no totals", lambda plan: plan.pop("totals"), {"totals"}),
    ("settings", lambda plan: plan["settings"].update(fair_share=0.1), {"settings"}),
    ("lottery seed", lambda plan: plan.update(lottery_seed=49), {"settings"}),
    ("model", lambda plan: plan["models"].update(rules="sweden/2017"), {"settings"}),
    ("constraints off", lambda plan: plan.update(constraints_off=["one_main"]), {"constraints_off"}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[name for name, *_ in CHANGES])
def test_a_changed_figure_is_caught(known: KnownWeek, change: Change) -> None:
    _, alter, may_object = change
    found = caught(known, alter)
    assert found & CHECKS
    assert found <= may_object


KEYS: list[Key] = [
    (("models", "weather"), "sun/1", "plan.json models"),
    (("totals", "protected"), 0, "totals.protected"),
]


def test_a_changed_key_is_objected_to_by_its_name(changed: Path) -> None:
    assert missed_keys(changed, KEYS) == []


def test_a_course_beside_a_main_place_counts_nobody_as_placed(listed: ListedWeek) -> None:
    companions(listed)
    listed.propose(("P1", "S1"))
    assert listed.plan["totals"]["placed"] == 0
    listed.plan["goals"][1]["final"] = 3.1
    listed.plan["totals"]["placed"] = 1
    assert checks(listed.write()) == {"totals"}


def test_weeks_of_regular_work_stated_of_outcomes_that_are_listed_are_caught(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.25)
    listed.propose(("P1", "S1"))
    listed.plan["totals"]["regular_weeks"] = {"baseline": 0, "uplift": 10, "expected": 10}
    assert checks(listed.write()) == {"totals"}


def test_a_rule_switched_off_is_still_checked(listed: ListedWeek) -> None:
    listed.constraints_off = ["slot_places"]
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S1"))) == {"slot_places"}
    listed.plan["constraints_off"] = []
    assert checks(listed.write()) == {"constraints_off", "slot_places"}
