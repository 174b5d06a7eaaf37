"""person_hours: hours of what covers a week stay within the person's."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.person_hours import person_hours
from tests.scenarios import Given, rows_text, text

BOTH = ("outcome", "other_purposes")


def test_hours_that_can_never_be_too_many_have_no_row(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=BOTH).person("P1").slot("S1", hours_per_week=30)
    given.slot("S2", hours_per_week=10, programme_ids="C").worth("P1", "S1", 0.5).worth("P1", "S2", 0.5)
    instance = given.instance()
    assert rows_text(instance, person_hours(instance)) == ""


def test_hours_of_a_main_place_and_a_companion_are_added_in_the_weeks_both_cover(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=BOTH).person("P1", hours_per_week=37.5)
    given.slot("S1", hours_per_week=30, start_week="2026-W52", weeks=3)
    given.slot("S2", hours_per_week=15, start_week="2026-W53", programme_ids="C")
    given.slot("S3", hours_per_week=10, start_week="2027-W02", programme_ids="C")
    for slot in ("S1", "S2", "S3"):
        given.worth("P1", slot, 0.5)
    instance = given.instance()
    # S1 covers 2026-W52, 2026-W53 and 2027-W01; S2 2026-W53 to 2027-W03; S3 2027-W02 to 2027-W05.
    assert rows_text(instance, person_hours(instance)) == text(
        "P1, 2026-W52: 30 x[P1 S1 T] <= 37.5",
        "P1, 2026-W53: 30 x[P1 S1 T] + 15 x[P1 S2 C] <= 37.5",
        "P1, 2027-W02: 15 x[P1 S2 C] + 10 x[P1 S3 C] <= 37.5",
    )


def test_running_hours_are_taken_off_in_the_weeks_they_run(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1", hours_per_week=40).slot("S0", hours_per_week=25).slot("S9", hours_per_week=50)
    given.slot("S1", hours_per_week=20, start_week="2026-W52").worth("P1", "S1", 0.5)
    given.running("P1", "S0", from_week="2026-W45", to_week="2026-W52")
    given.running("P1", "S9", "offered", from_week="2027-W01", to_week="2027-W09")
    instance = given.instance()
    # In 2026-W53 nothing starts and nothing more runs than the week before: it needs no row. 40 - 50 is no less than 0.
    assert rows_text(instance, person_hours(instance)) == text(
        "P1, 2026-W52: 20 x[P1 S1 T] <= 15",
        "P1, 2027-W01: 20 x[P1 S1 T] <= 0",
    )


def test_hours_of_main_places_are_added_where_one_main_is_switched_off(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", hours_per_week=20).slot("S2", hours_per_week=30)
    given.constraints_off = ["one_main"]
    instance = given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).instance()
    assert rows_text(instance, person_hours(instance)) == "P1, 2026-W48: 20 x[P1 S1 T] + 30 x[P1 S2 T] <= 40"
