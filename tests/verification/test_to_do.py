"""What is still to be done: the marks of a pair, and their cell in the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification.to_do import to_do
from tests.verification.checked import Cell, missed_cells
from tests.verification.gate_cases import BEA, JOB, NEW_START, PRAKTIK, SCHOOL, SFI, Case, name_of, written

if TYPE_CHECKING:
    from tests.verification.conftest import Week

# The marks of each case take the place of the gate.
CASES = [
    Case("an ordinary job leaves nothing to do", JOB, ""),
    Case("the authority decides", NEW_START, "authority"),
    Case("the school admits", SFI, "application", person={"swedish_level": "A2"}, employer=SCHOOL),
    Case("a track has steps", "jobbspar", "authority|chain"),
    # Of work placement redundancies within twelve months are our own reading, and the fee of BEA nobody has verified.
    Case("a figure of our own", PRAKTIK, "authority|unverified_rule"),
    Case("a way of our own", BEA, "unverified_rule"),
    Case("a municipal company", BEA, "sector|unverified_rule", employer={"sector": "municipal_company"}),
    Case("bankrupt blank", NEW_START, "authority|employer", employer={"sector": "private", "bankrupt": None}),
    Case("trading ban blank", NEW_START, "authority|employer", employer={"sector": "private", "trading_ban": None}),
    Case("a department goes not bankrupt", NEW_START, "authority", employer={"bankrupt": None}),
    Case("nobody asks it of an ordinary job", JOB, "", employer={"sector": "private", "bankrupt": None}),
    Case("union on a day ahead", BEA, "union|unverified_rule", slot={"union_consulted_on": "2026-11-24"}),
    Case("union on the plan week's Monday", BEA, "unverified_rule", slot={"union_consulted_on": "2026-11-23"}),
    Case("36 hours, grounds not stated", PRAKTIK, "authority|part_time|unverified_rule",
         person={"part_time_grounds": None, "hours_per_week": 36}, slot={"hours_per_week": 36}),
    Case("37 hours are full time", PRAKTIK, "authority|unverified_rule", person={"part_time_grounds": None},
         slot={"hours_per_week": 37}),
    Case("as long as one decision", NEW_START, "authority", slot={"weeks": 52}),
    Case("longer than one decision", NEW_START, "authority|renewal", person={"months_unemployed": 30},
         slot={"weeks": 53}),
    Case("an extract", JOB, "extract", slot={"register_extract": "yes"}),
    Case("just time enough for the slot", JOB, "lead_time", slot={"lead_weeks": 4}),
    Case("a week to spare", JOB, "", slot={"lead_weeks": 3}),
    Case("just time enough for the form", NEW_START, "authority|lead_time", slot={"start_week": "2026-W51"}),
    Case("a modelled trip above the limit", JOB, "travel", more={"lat": 56.48}),
]  # fmt: skip

CELLS: list[Cell] = [
    ("assignments.csv", "J01", "to_do", ""),
    ("assignments.csv", "J01", "to_do", "authority"),
    ("assignments.csv", "J02", "to_do", "authority"),
    ("assignments.csv", "J05", "to_do", "authority"),
    ("assignments.csv", "J09", "to_do", "authority"),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_marks_are_what_is_left_to_do(week: Week, case: Case) -> None:
    assert to_do(*written(week, case).candidate()) == case.gate


def test_a_changed_cell_is_objected_to_by_row_and_column(changed: Path) -> None:
    assert missed_cells(changed, CELLS) == []
