"""The rows of a plan: who stands in them, in which order, and what is left to do before an offer."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.planning import tables
from tests.scenarios import Given


def test_a_course_is_an_application_and_a_track_has_its_steps_to_plan(tmp_path: Path) -> None:
    given = Given(tmp_path)
    given.add("programmes", programme_id="course", rule="yrkeshogskola")
    given.add("programmes", programme_id="track", rule="jobbspar", cost_person_week_sek=0)
    given.people("J1", "J2").slot("S1", programme_ids="course").slot("S2", programme_ids="track")
    plan = given.worth("J1", "S1", 0.3).worth("J2", "S2", 0.3).plan()
    to_do = plan.assignments.set_index("jobseeker_id")["to_do"].str.split("|")
    assert "application" in to_do["J1"]
    assert "authority" not in to_do["J1"]
    assert {"chain", "authority"} <= set(to_do["J2"])


@pytest.mark.parametrize(
    "rule, employer, slot, mark",
    [
        ("introduktionsjobb", {"sector": "private", "bankrupt": "no"}, {}, "employer"),
        ("introduktionsjobb", {"sector": "private", "bankrupt": "no", "trading_ban": "no"}, {}, None),
        ("introduktionsjobb", {"sector": "department"}, {}, None),
        ("bea_jobb", {"sector": "municipal_company"}, {}, "sector"),
        ("bea_jobb", {"sector": "department"}, {}, None),
        ("nystartsjobb", {"sector": "department"}, {"weeks": 53}, "renewal"),
        ("nystartsjobb", {"sector": "department"}, {"weeks": 52}, None),
        ("arbetspraktik", {"sector": "department"}, {"hours_per_week": 20}, "part_time"),
        ("arbetspraktik", {"sector": "department"}, {"hours_per_week": 37}, None),
    ],
)
def test_what_an_official_must_confirm_is_left_to_do(
    tmp_path: Path, rule: str, employer: dict[str, object], slot: dict[str, object], mark: str | None
) -> None:
    given = Given(tmp_path).change("employers", "E1", **employer)
    given.add("programmes", programme_id="X", rule=rule)
    base = {"gross_month_sek": 24_000, "weeks": 12, "hours_per_week": 37, "union_consulted_on": "2026-11-01"}
    given.slot("S1", programme_ids="X", **{**base, **slot})
    given.person("J1", age=30, registered_status="JoB", months_unemployed=30, hours_per_week=38)
    plan = given.worth("J1", "S1", 0.3).plan()
    (to_do,) = plan.assignments["to_do"].str.split("|")
    assert set(to_do) & {"employer", "sector", "renewal", "part_time"} == ({mark} if mark else set())


def test_a_contested_person_with_a_placement_has_a_row_for_that_and_one_that_holds_them(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P2", "P1", "P3").slot("S1").slot("S2").worth("P3", "S2", 0.5)
    plan = given.running("P1", "S1").decide("contested", "P1").decide("contested", "P2").plan()
    cells = plan.assignments[["jobseeker_id", "slot_id", "status"]].fillna("").to_numpy().tolist()
    assert cells == [["P1", "", "held"], ["P1", "S1", "kept"], ["P2", "", "held"], ["P3", "S2", "proposed"]]


def test_an_offer_is_held_and_a_started_placement_kept_with_their_weeks(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2").worth("P1", "S1", 0.5)
    given.running("P1", "S1", "offered", from_week="2026-W50", to_week="2026-W53").running("P2", "S2", "started")
    rows = given.plan().assignments.set_index("jobseeker_id")
    assert rows["status"].to_dict() == {"P1": "held", "P2": "kept"}
    assert (rows.loc["P1", "start_week"], rows.loc["P1", "weeks"]) == ("2026-W50", 4)


@pytest.mark.parametrize(
    "state, cells, said",
    [
        ("offered", {"answer_by": "2026-12-04"}, "Offered; the answer is due by 2026-12-04."),
        ("offered", {}, "Offered; no day for the answer is stated."),
        ("accepted", {"from_week": "2026-W50"}, "Accepted; starts in 2026-W50."),
        ("accepted", {"from_week": "2026-W40", "to_week": "2027-W08"}, "Accepted; should have started in 2026-W40."),
        ("started", {"from_week": "2026-W40", "to_week": "2027-W08"}, "Started; runs until 2027-W08."),
    ],
)
def test_what_was_settled_before_is_said_with_its_day_or_week(
    tmp_path: Path, state: str, cells: dict[str, object], said: str
) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2").worth("P2", "S2", 0.5)
    plan = given.running("P1", "S1", state, **cells).plan()
    assert plan.assignments.set_index("jobseeker_id")["reason"]["P1"] == said


def test_a_slot_lists_what_runs_what_is_proposed_and_what_is_left_of_its_places(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", places=5, reserved_by_hand=1).worth("P1", "S1", 0.5)
    given.running("P2", "S1").running(None, "S1", "offered").slot("S2", programme_ids="T|A")
    table = given.plan().slots.set_index("slot_id")
    assert table[["places", "running", "filled", "free"]].to_numpy().tolist()[0] == [5, 1, 2, 1]
    assert dict(table["programme_id"]) == {"S1": "T", "S2": "T|A"}


def test_every_candidate_is_written_with_its_week_and_its_value_whether_it_is_proposed_or_not(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", start_week="2026-W53").worth("P1", "S1", 0.5)
    table = tables.candidates(given.worth("P2", "S1", 0.25).instance())
    assert table[["jobseeker_id", "slot_id", "start_week", "value"]].to_numpy().tolist() == [
        ["P1", "S1", "2026-W53", 0.5], ["P2", "S1", "2026-W53", 0.25],
    ]  # fmt: skip
