"""one_main: at most one proposal of main, activity or sheltered, and one companion beside it."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.one_main import one_main
from tests.scenarios import Given, rows_text, text

BOTH = ("outcome", "other_purposes")


def test_nobody_without_candidates_has_a_row(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5)
    instance = given.instance()
    assert rows_text(instance, one_main(instance)) == "P1, main: x[P1 S1 T] <= 1"


def test_main_activity_and_sheltered_exclude_each_other_and_a_companion_stands_beside(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=BOTH).people("P1", "P2")
    given.slot("S1").slot("S2", programme_ids="A").slot("S3", programme_ids="C").slot("S4", programme_ids="H|T")
    for slot in ("S1", "S2", "S3", "S4"):
        given.worth("P1", slot, 0.5)
    given.worth("P2", "S3", 0.5)
    instance = given.instance()
    assert rows_text(instance, one_main(instance)) == text(
        "P1, companion: x[P1 S3 C] <= 1",
        "P1, main: x[P1 S1 T] + x[P1 S2 A] + x[P1 S4 H] + x[P1 S4 T] <= 1",
        "P2, companion: x[P2 S3 C] <= 1",
    )


def test_a_running_placement_leaves_room_for_the_next_step(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S0").slot("S1", start_week="2027-W02").worth("P1", "S1", 0.5)
    instance = given.running("P1", "S0", from_week="2026-W40").instance()
    assert rows_text(instance, one_main(instance)) == "P1, main: x[P1 S1 T] <= 1"
