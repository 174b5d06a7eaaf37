"""What a check found, for programs and for people: the same figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from planner.planning import check
from planner.reports.check import _TABLES, check_screen, check_summary
from planner.schema.tables import TABLES
from planner.texts import speaking
from tests.scenarios import Given


def test_rows_candidates_and_refusals_are_told_alike_as_text_and_as_json(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2", status="closed")
    given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.5).running("P3", "S1")
    checked = check(given.write())
    summary = json.loads(json.dumps(check_summary(checked)))
    assert (summary["candidates"], summary["people_without_candidate"], summary["protected"]) == (1, 1, 0)
    assert summary["refused_pairs"] == {"slot_status": 1}
    assert summary["rows"]["jobseekers"] == 3
    said = check_screen(checked)
    assert "  1  the place is not open (slot_status)" in said
    assert "Rows: jobseekers 3, employers 1, slots 2" in said


def test_in_swedish_no_table_and_no_gate_goes_by_its_english_name(tmp_path: Path) -> None:
    assert set(_TABLES) == set(TABLES)
    given = Given(tmp_path).people("P1").slot("S1").slot("S2", union_consulted_on=None).worth("P1", "S1", 0.5)
    checked = check(given.write())
    unverified = {"bea": ("length", "rule_who")}
    with speaking("sv"):
        said = check_screen(replace(checked, unverified=unverified))
    (rows,) = [line for line in said.splitlines() if line.startswith("Rader: personer 1, ")]
    assert "platser 2" in rows
    assert not [name for name in TABLES if name in rows]
    assert "för bea säger om följande: längsta tid, vem som kan få den (se planner rules)" in said
