"""path_places: paths stay within the places held for them, and others keep out of these."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.path_places import path_places
from tests.paths import NEXT, longer_path, path_week
from tests.scenarios import rows_text, text


def test_paths_are_limited_by_week_and_nobody_else_comes_where_all_is_held(tmp_path: Path) -> None:
    instance = path_week(tmp_path, people=2).instance()
    assert rows_text(instance, path_places(instance)) == text(
        "others, J1: x[P0 J1 J] + x[P1 J1 J] <= 0",
        "others, J2: x[P0 J2 J] + x[P1 J2 J] <= 0",
        "path, TB, 2027-W12: x[P0 S1 TB] + x[P1 S1 TB] <= 2",
    )


def test_a_claim_takes_a_held_place_and_opens_it_to_its_person(tmp_path: Path) -> None:
    given = path_week(tmp_path, people=2).change("slots", "J2", places=3)
    given.add("history", jobseeker_id="P1", slot_id="S1", programme_id="TB", end="ended", next_week=NEXT)
    instance = given.instance()
    assert rows_text(instance, path_places(instance)) == text(
        "others, J1: x[P0 J1 J] <= 0",
        "others, J2: x[P0 J2 J] <= 2",
        "path, TB, 2027-W12: x[P0 S1 TB] + x[P1 S1 TB] <= 1",
    )


def test_every_step_of_a_path_takes_its_place(tmp_path: Path) -> None:
    instance = longer_path(path_week(tmp_path, people=1)).instance()
    assert rows_text(instance, path_places(instance)) == text(
        "others, J1: x[P0 J1 JB] + x[P0 J1 J] <= 0",
        "others, J2: x[P0 J2 JB] + x[P0 J2 J] <= 0",
        "others, N1: x[P0 N1 N] <= 0",
        "path, JB, 2027-W30: x[P0 J1 JB] + x[P0 J2 JB] + x[P0 S1 TB] <= 2",
        "path, TB, 2027-W12: x[P0 S1 TB] <= 2",
    )


def test_nobody_begins_a_path_for_whose_next_step_nothing_is_held(tmp_path: Path) -> None:
    given = path_week(tmp_path, people=1).change("slots", "S1", programme_ids="TB")
    del given.tables["held_places"]
    instance = given.instance()
    assert rows_text(instance, path_places(instance)) == text("without, TB: x[P0 S1 TB] <= 0")
