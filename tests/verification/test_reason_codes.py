"""Reason codes: each may stand only where it can be true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.verification.checked import Cell, checks, missed_cells

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


CELLS: list[Cell] = [
    ("assignments.csv", "J01", "reason_code", "pinned"),
    ("assignments.csv", "J01", "reason_code", "outbid"),
    ("assignments.csv", "J01", "reason_code", ""),
    ("assignments.csv", "J02", "reason_code", "other_goal"),
    ("assignments.csv", "J05", "reason_code", "no_candidate"),
    ("assignments.csv", "J05", "reason_code", "no_gain"),
    ("assignments.csv", "J05", "reason_code", "forbidden"),
    ("assignments.csv", "J05", "reason_code", "minimum_not_reached"),
    ("assignments.csv", "J05", "reason_code", "by_hand"),
    ("assignments.csv", "J05", "reason_code", "best"),
    ("assignments.csv", "J08", "reason_code", "outbid"),
    ("assignments.csv", "J09", "reason_code", "held"),
    ("slots.csv", "S1", "reason_code", "partly"),
    ("slots.csv", "S3", "reason_code", "empty_no_candidate"),
    ("slots.csv", "S3", "reason_code", "closed"),
    ("slots.csv", "S3", "reason_code", "empty_minimum"),
    ("slots.csv", "S3", "reason_code", "empty_by_hand"),
    ("slots.csv", "S6", "reason_code", "empty_elsewhere"),
]


def test_a_changed_code_is_objected_to_by_row_and_column(changed: Path) -> None:
    assert missed_cells(changed, CELLS) == []


def test_a_pair_that_is_pinned_is_called_so(known: KnownWeek) -> None:
    known.add("decisions", jobseeker_id="P1", slot_id="S2", decision="pin")
    assert checks(known.write()) == {"reason", "reason_code"}
    known.assignments[0]["reason_code"] = "pinned"
    assert checks(known.write()) == set()


def test_nobody_is_outbid_where_all_their_places_are_forbidden(known: KnownWeek) -> None:
    known.assignments[0] = {"jobseeker_id": "P1", "status": "unplaced", "baseline": 0.36, "reason_code": "outbid"}
    known.slots[1] |= {"filled": 1, "free": 2, "reason_code": "empty_elsewhere"}
    assert "reason_code" not in checks(known.write())
    for slot_id in ("S1", "S2"):
        known.add("decisions", jobseeker_id="P1", slot_id=slot_id, decision="forbid")
    assert "reason_code" in checks(known.write())
    known.assignments[0]["reason_code"] = "forbidden"
    assert "reason_code" not in checks(known.write())
