"""The department's own past placements, held to the gates and limits beside a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from planner.reports import screen
from tests.planning.usual_weeks import four_ways, placed, with_past
from tests.scenarios import Given, objections, pairs


def test_past_placements_are_held_to_the_gates_and_limits_and_what_breaks_one_is_listed(tmp_path: Path) -> None:
    given = with_past(tmp_path)
    plan = given.plan()
    # In the order of the queue: P1 has S2 before P2, who then has S3.
    assert placed(plan.usual, "past_placements") == {"P1 S2", "P2 S3", "P3 S1"}
    past = plan.file.usual[-1]
    assert (past.name, past.placed) == ("past_placements", 3)
    assert past.uplift == pytest.approx(0.6)
    assert [(one.row, one.why) for one in past.left_out] == [
        (2, "decisions"), (4, "one_main"), (6, "not_listed"), (8, "purpose"), (9, "slot_status"),
    ]  # fmt: skip
    assert objections(plan, tmp_path / "plan") == []
    text = screen(plan, None)
    assert "Of your own 5 of 8 are left out: P1 S1: it is so decided; P2 S2: another place is proposed; P2 S5: " in text


def test_a_past_placement_of_a_form_whom_a_gate_refuses_is_left_out_with_the_gate_of_that_form(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible").person("P1", registered_status="JoB")
    given.tables["programmes"].append({"programme_id": "S", "rule": "osa", "purpose": "main"})
    given.slot("S1", programme_ids="S|T", weeks=8, supervisor_id=None)
    given.add("past_placements", jobseeker_id="P1", slot_id="S1", programme_id="S")
    plan = given.plan()
    assert [(one.row, one.why) for one in plan.file.usual[-1].left_out] == [(2, "sector")]
    assert objections(plan, tmp_path / "plan") == []


def test_past_placements_change_nothing_in_the_plan(tmp_path: Path) -> None:
    given = with_past(tmp_path)
    plan = given.plan()
    del given.tables["past_placements"]
    (tmp_path / "scenario" / "past_placements.csv").unlink()
    assert pairs(given.plan()) == pairs(plan)


@pytest.mark.parametrize(
    "cells, code, column",
    [
        ({"jobseeker_id": "P9", "slot_id": "S1"}, "unknown-reference", "jobseeker_id"),
        ({"jobseeker_id": "P1", "slot_id": "S9"}, "unknown-reference", "slot_id"),
        ({"jobseeker_id": "P1", "slot_id": "S1", "programme_id": "X"}, "unknown-reference", "programme_id"),
        ({"jobseeker_id": "P1", "slot_id": "S1", "programme_id": "C"}, "past-placements-programme-id", "programme_id"),
    ],
)
def test_past_placements_that_name_what_is_not_there_are_faults(
    tmp_path: Path, cells: dict[str, str], code: str, column: str
) -> None:
    given = four_ways(tmp_path).add("past_placements", **cells)
    with pytest.raises(InputFaults) as raised:
        read(given.write())
    assert {(f.code, f.file, f.row, f.column) for f in raised.value.faults} >= {
        (code, "past_placements.csv", 2, column)
    }
