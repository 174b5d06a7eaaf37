"""Each hard constraint on a week in which it binds: kept it costs something, switched off the verifier objects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.formulation import CONSTRAINTS
from planner.verification import verify
from tests.gaps import gap_week, truck
from tests.scenarios import Given, pairs, written

BOTH = ["outcome", "other_purposes"]


def two_for_one(given: Given) -> Given:
    """P1 and P2, each with a slot of their own."""
    given.people("P1", "P2").slot("S1").slot("S2")
    return given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.25)


def one_main(given: Given) -> Given:
    given.person("P1", hours_per_week=80).slot("S1").slot("S2")
    return given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.25)


def person_hours(given: Given) -> Given:
    given.settings["goals"] = BOTH
    given.person("P1", hours_per_week=40).slot("S1", hours_per_week=30).slot("S2", hours_per_week=15, programme_ids="C")
    return given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5)


def person_shifts(given: Given) -> Given:
    given.settings["goals"] = BOTH
    given.person("P1").slot("S1", hours_per_week=20, shift="mo-am")
    given.slot("S2", hours_per_week=15, programme_ids="C", shift="mo-am|tu-am")
    return given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5)


def slot_places(given: Given) -> Given:
    given.people("P1", "P2").slot("S1")
    return given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.25)


def employer_people(given: Given) -> Given:
    return two_for_one(given).change("employers", "E1", max_people=1)


def employer_approaches(given: Given) -> Given:
    return two_for_one(given).change("employers", "E1", approaches_per_month=1)


def supervisor_support(given: Given) -> Given:
    two_for_one(given).add("supervisors", supervisor_id="V1", capacity=1)
    return given.change("slots", "S1", supervisor_id="V1").change("slots", "S2", supervisor_id="V1")


def caseworker_starts(given: Given) -> Given:
    two_for_one(given).add("caseworkers", caseworker_id="K1", starts_per_week=1)
    return given.change("jobseekers", "P1", caseworker_id="K1").change("jobseekers", "P2", caseworker_id="K1")


def funding_budget(given: Given) -> Given:
    two_for_one(given).add("funding", funding_id="F1", budget_sek=799.99)
    given.add("programmes", programme_id="B", rule="bea_jobb", funding_id="F1", cost_person_week_sek=100)
    return given.change("slots", "S1", programme_ids="B").change("slots", "S2", programme_ids="B")


def funding_pace(given: Given) -> Given:
    two_for_one(given).add("funding", funding_id="F1", budget_sek=1600, pace_share=0.499)
    given.add("programmes", programme_id="B", rule="bea_jobb", funding_id="F1", cost_person_week_sek=100)
    return given.change("slots", "S1", programme_ids="B").change("slots", "S2", programme_ids="B")


def module_seats(given: Given) -> Given:
    """P1 and P2 lack what S1 asks for, and one of them can learn it."""
    week = truck(gap_week(given.home, "P1", "P2"), seats=1)
    given.settings, given.tables = week.settings, week.tables
    return given


def group_minimum(given: Given) -> Given:
    given.settings["group_minimum"] = {"young": 1}
    given.groups["young"] = {"tag": "young"}
    given.person("P1").person("P2", groups="young").slot("S1")
    return given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.25)


def path_places(given: Given) -> Given:
    """P1 may begin a path; its next step is held at S3, where P2 would like to be."""
    given.people("P1", "P2").slot("S2", programme_ids="A").slot("S3", start_week="2027-W10")
    given.tables["programmes"].append(
        {"programme_id": "B", "rule": "arbetstraning", "leads_to": "T", "leads_to_share": 1}
    )
    given.add("held_places", slot_id="S3", programme_id="B", places=1)
    return given.worth("P2", "S3", 0.5)


def decisions(given: Given) -> Given:
    given.people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.25)
    return given.decide("pin", "P2", "S1").decide("forbid", "P1", "S1")


BINDING: dict[str, Callable[[Given], Given]] = {
    week.__name__: week
    for week in (
        one_main, person_hours, person_shifts, slot_places, employer_people, employer_approaches,
        supervisor_support, caseworker_starts, funding_budget, funding_pace, module_seats, group_minimum,
        path_places, decisions,
    )
}  # fmt: skip


def test_every_rule_has_a_week_in_which_it_binds() -> None:
    assert set(BINDING) == {constraint.__name__ for constraint in CONSTRAINTS}


@pytest.mark.parametrize("constraint", sorted(BINDING))
def test_a_rule_that_is_kept_binds_and_switched_off_is_objected_to(tmp_path: Path, constraint: str) -> None:
    given = BINDING[constraint](Given(tmp_path))
    kept = given.plan()
    assert verify(written(kept, tmp_path / "kept")) == []
    given.constraints_off = [constraint]
    free = given.plan()
    assert pairs(free) != pairs(kept)
    assert free.file.constraints_off == (constraint,)
    checks = {objection.check for objection in verify(written(free, tmp_path / "free"))}
    assert checks & set(BINDING) == {constraint}
