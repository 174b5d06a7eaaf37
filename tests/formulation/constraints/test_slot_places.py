"""slot_places: no more people than places left; with a minimum, that many or none."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.slot_places import slot_places
from tests.scenarios import Given, objections, pairs, rows_text, text


def test_a_slot_without_candidates_has_no_row(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=3).slot("S2").worth("P1", "S1", 0.5)
    instance = given.instance()
    assert rows_text(instance, slot_places(instance)) == "S1, limit: x[P1 S1 T] <= 3"


def test_every_form_of_a_slot_takes_of_the_same_places(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2")
    given.slot("S1", programme_ids="T|A", places=2, reserved_by_hand=1)
    instance = given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5, "T").instance()
    assert rows_text(instance, slot_places(instance)) == "S1, limit: x[P1 S1 A] + x[P1 S1 T] + x[P2 S1 T] <= 1"


def test_a_companion_and_a_main_place_of_one_person_are_never_in_one_slot(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2")
    given.slot("S1", programme_ids="C|T", places=3, hours_per_week=15)
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5, "T").decide("pin", "P1", "S1")
    instance = given.instance()
    assert rows_text(instance, slot_places(instance)) == text(
        "S1, limit: x[P1 S1 C] + x[P1 S1 T] + x[P2 S1 T] <= 3",
        "S1, person, P1: x[P1 S1 C] + x[P1 S1 T] <= 1",
    )
    plan = given.plan()
    assert pairs(plan) == ["P1 S1 T", "P2 S1 T"]
    assert objections(plan, tmp_path / "plan") == []


def test_running_placements_take_their_most_in_any_week_of_the_span(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=5, start_week="2026-W52", weeks=3).worth("P1", "S1", 0.5)
    # The span is 2026-W52, 2026-W53, 2027-W01. One place is taken all along, one until W52, one from W53, and one, too
    # late or too early to matter, on either side: two at most in one week.
    given.running(None, "S1", from_week="2026-W40", to_week="2027-W10")
    given.running(None, "S1", "accepted", from_week="2026-W40", to_week="2026-W52")
    given.running(None, "S1", "offered", from_week="2026-W53", to_week="2027-W10")
    given.running(None, "S1", from_week="2027-W02", to_week="2027-W10")
    given.running(None, "S1", from_week="2026-W40", to_week="2026-W51")
    instance = given.instance()
    assert rows_text(instance, slot_places(instance)) == "S1, limit: x[P1 S1 T] <= 3"


def test_drafts_and_lapsed_offers_take_no_place_and_more_running_than_places_leave_none(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").slot("S2").worth("P1", "S1", 0.5).worth("P1", "S2", 0.5)
    # The Monday of 2026-W48 is 2026-11-23.
    given.running("P1", "S1", "draft").running(None, "S1", "offered", answer_by="2026-11-22")
    given.running(None, "S2", "offered", answer_by="2026-11-23").running(None, "S2")
    instance = given.instance()
    assert rows_text(instance, slot_places(instance)) == text(
        "S1, limit: x[P1 S1 T] <= 1",
        "S2, limit: x[P1 S2 T] <= 0",
    )


def test_a_slot_with_a_minimum_runs_whole_or_not_at_all(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2")
    given.slot("S1", programme_ids="T|A", places=4, min_places=2)
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5, "T")
    instance = given.running(None, "S1", from_week="2026-W47", to_week="2026-W50").instance()
    assert rows_text(instance, slot_places(instance)) == text(
        "S1, minimum: - 2 runs[S1] + x[P1 S1 A] + x[P1 S1 T] + x[P2 S1 T] >= 0",
        "S1, open: - 3 runs[S1] + x[P1 S1 A] + x[P1 S1 T] + x[P2 S1 T] <= 0",
        "S1, person, P1: - runs[S1] + x[P1 S1 A] + x[P1 S1 T] <= 0",
        "S1, person, P2: - runs[S1] + x[P2 S1 T] <= 0",
        "runs[S1] in 0..1",
    )


def test_a_slot_with_fewer_places_left_than_its_minimum_cannot_run(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=2, min_places=2, reserved_by_hand=1).worth("P1", "S1", 0.5)
    instance = given.instance()
    assert rows_text(instance, slot_places(instance)).endswith("runs[S1] in 0..0")


def test_a_minimum_of_one_asks_for_nothing(tmp_path: Path) -> None:
    instance = Given(tmp_path).person("P1").slot("S1", places=2, min_places=1).worth("P1", "S1", 0.5).instance()
    assert rows_text(instance, slot_places(instance)) == "S1, limit: x[P1 S1 T] <= 2"
