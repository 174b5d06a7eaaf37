"""module_seats: proposals through one module, over all places."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.module_seats import module_seats
from tests.gaps import START, gap_week, truck
from tests.scenarios import rows_text, text


def test_proposals_through_a_module_count_over_all_slots_and_nobody_else_does(tmp_path: Path) -> None:
    given = truck(gap_week(tmp_path, "P1", "P2"), seats=1).change("jobseekers", "P2", skills="truck")
    place = {"start_week": START, "weeks": 8, "supervisor_id": "V1", "union_consulted_on": "2026-11-01"}
    given.slot("S2", skills="truck", **place).slot("S3", **place)
    instance = given.instance()
    assert rows_text(instance, module_seats(instance)) == text("M1: x[P1 S1 T] + x[P1 S2 T] <= 1")


def test_a_module_without_seats_has_no_row(tmp_path: Path) -> None:
    instance = truck(gap_week(tmp_path)).instance()
    assert rows_text(instance, module_seats(instance)) == ""
