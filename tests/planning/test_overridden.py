"""Overrides: who is placed over a gate, by whom and why, in everything that comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputFaults
from planner.planning import check
from planner.reports import check_screen, check_summary, screen
from tests.inputs.test_doubts import week
from tests.scenarios import Given, objections, pairs

# What keeps P1 from S1, by the gate that says so.
OVERRIDABLE = [
    ("available", "jobseekers", {"available_from": "2026-W51"}),
    ("hours", "jobseekers", {"hours_per_week": 20}),
    ("busy", "jobseekers", {"busy": "mo-am"}),
    ("education", "slots", {"min_education": 5}),
    ("swedish", "slots", {"min_swedish": "C1"}),
    ("driving_licence", "slots", {"driving_licence": "B"}),
    ("skills", "slots", {"skills": "truck"}),
    ("limits", "jobseekers", {"limits": "lifting"}),
    ("travel", "jobseekers", {"max_travel_minutes": 10}),
]
SIGNED = {"by": "K1", "on": "2026-11-20", "motive": "has done it before"}


def refused(home: Path, table: str, cells: dict[str, Any]) -> Given:
    given = week(home).change("slots", "S1", shift="mo-am", excluded_limits="lifting")
    return given.change(table, "S1" if table == "slots" else "P1", **cells)


@pytest.mark.parametrize("gate, table, cells", OVERRIDABLE, ids=[gate for gate, *_ in OVERRIDABLE])
def test_a_signed_pin_overrides_a_gate_that_the_policy_hands_over(
    gate: str, table: str, cells: dict[str, Any], tmp_path: Path
) -> None:
    given = refused(tmp_path, table, cells).decide("pin", "P1", "S1", **SIGNED)
    with pytest.raises(InputFaults, match=rf"\({gate}\).*may_override"):
        given.plan()
    given.settings["may_override"] = [gate]
    plan = given.plan()
    assert "P1 S1 T" in pairs(plan)
    assert [one.model_dump() for one in plan.file.overrides] == [
        {"jobseeker_id": "P1", "slot_id": "S1", "programme_id": "T", "gates": (gate,), **SIGNED}
    ]
    row = plan.assignments.set_index("jobseeker_id").loc["P1"]
    assert row["to_do"].startswith("override")
    assert row["reason_code"] == "pinned"
    assert "Decided by hand, by K1, although this stands in the way:" in row["reason"]
    assert objections(plan, tmp_path / "plan") == []


def test_screen_and_check_list_every_override(tmp_path: Path) -> None:
    given = refused(tmp_path, "slots", {"min_swedish": "C1"}).decide("pin", "P1", "S1", **SIGNED)
    given.settings["may_override"] = ["swedish"]
    checked = check(given.write())
    line = "P1 at S1, although: the demand for Swedish. Decided by K1 on 2026-11-20: has done it before"
    assert line in check_screen(checked)
    assert line in screen(given.plan(), None)
    assert check_summary(checked)["overrides"][0]["gates"] == ["swedish"]


@pytest.mark.parametrize(
    "cells, column", [({"by": "K1"}, "motive"), ({"motive": "asked again"}, "by"), ({}, "by")], ids=str
)
def test_an_override_that_nobody_signs_is_a_fault(cells: dict[str, str], column: str, tmp_path: Path) -> None:
    given = week(tmp_path).add("history", jobseeker_id="P1", slot_id="S1", end="declined")
    with pytest.raises(InputFaults) as found:
        check(given.decide("pin", "P1", "S1", **cells).write())
    assert [(f.code, f.row, f.column) for f in found.value.faults] == [("override-unsigned", 2, column)]
    plain = week(tmp_path / "plain").decide("pin", "P1", "S1")
    assert check(plain.write()).overrides == ()


@pytest.mark.parametrize(
    "gate", ["veto", "rule_who", "union", "already_there", "cost", "slot_status", "lead_time", "x"]
)
def test_law_facts_and_a_no_may_never_be_handed_over(gate: str, tmp_path: Path) -> None:
    given = week(tmp_path)
    given.settings["may_override"] = ["declined", gate]
    with pytest.raises(InputFaults, match=f"names {gate}; a person may override only") as found:
        given.scenario()
    assert [(f.code, f.column) for f in found.value.faults] == [("bad-value", "settings.may_override")]


def test_an_override_of_one_gate_leaves_the_others_and_names_the_rule_of_the_law(tmp_path: Path) -> None:
    given = refused(tmp_path, "slots", {"min_swedish": "C1", "union_consulted_on": None})
    given.settings["may_override"] = ["swedish"]
    with pytest.raises(InputFaults, match=r"has not been consulted \(union of arbetstraning\)") as found:
        given.decide("pin", "P1", "S1", **SIGNED).plan()
    assert "may_override" not in str(found.value)
    assert "(swedish)" not in str(found.value)


def test_a_second_pin_for_the_one_place_of_a_person_is_a_fault_and_a_companion_beside_it_is_not(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1", hours_per_week=80).slot("S1").slot("S2").slot("S3", programme_ids="C")
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).worth("P1", "S3", 0.5)
    given.decide("pin", "P1", "S1").decide("pin", "P1", "S3")
    assert pairs(given.plan()) == ["P1 S1 T", "P1 S3 C"]
    with pytest.raises(InputFaults) as found:
        given.at(tmp_path / "twice").decide("pin", "P1", "S2").plan()
    assert [(f.code, f.file, f.row) for f in found.value.faults] == [("pin-twice", "decisions.csv", 4)]
