"""person_shifts: a person is at one place in a half-day of a week."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.person_shifts import person_shifts
from tests.scenarios import Given, rows_text, text

BOTH = ("outcome", "other_purposes")


def test_a_shift_that_is_not_stated_meets_nothing(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=BOTH).person("P1").slot("S1").slot("S2", programme_ids="C", shift="mo-am")
    instance = given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).instance()
    assert rows_text(instance, person_shifts(instance)) == ""


def test_a_main_place_and_a_companion_share_no_half_day_of_a_week_both_cover(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=BOTH).people("P1", "P2")
    given.slot("S1", shift="mo-am|tu-am", start_week="2026-W52", weeks=3)
    given.slot("S2", shift="mo-am|we-pm", start_week="2026-W53", weeks=2, programme_ids="C")
    given.slot("S3", shift="mo-am", start_week="2027-W02", programme_ids="C")
    for slot in ("S1", "S2", "S3"):
        given.worth("P1", slot, 0.5)
    given.worth("P2", "S1", 0.5)
    instance = given.instance()
    # S1 ends with 2027-W01, before S3; only in 2026-W53 do a main place and a companion meet.
    assert rows_text(instance, person_shifts(instance)) == "P1, 2026-W53, mo-am: x[P1 S1 T] + x[P1 S2 C] <= 1"


def test_a_half_day_of_a_running_placement_is_taken_while_it_runs(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S0", shift="mo-am|fr-pm").slot("S1", shift="mo-am|tu-am", weeks=8)
    given.slot("S2", shift="fr-pm", start_week="2027-W01")
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).running("P1", "S0", from_week="2026-W53", to_week="2026-W53")
    instance = given.instance()
    assert rows_text(instance, person_shifts(instance)) == "P1, 2026-W53, mo-am: x[P1 S1 T] <= 0"


def test_main_places_share_no_half_day_where_one_main_is_switched_off(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", shift="mo-am|tu-am").slot("S2", shift="tu-am")
    given.constraints_off = ["one_main"]
    instance = given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).instance()
    assert rows_text(instance, person_shifts(instance)) == text(
        "P1, 2026-W48, mo-am: x[P1 S1 T] <= 1",
        "P1, 2026-W48, tu-am: x[P1 S1 T] + x[P1 S2 T] <= 1",
    )
