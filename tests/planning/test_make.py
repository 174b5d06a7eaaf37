"""The way from a scenario to a written plan, and what stops it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from planner.errors import InputFaults, VerificationFailed
from planner.planning.make import certificate_of, make_plan, write_verified
from tests.scenarios import Given


def small(home: Path) -> Given:
    """Two people and one place."""
    given = Given(home).people("P1", "P2").slot("S1")
    return given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.25)


def test_a_plan_is_timed_phase_by_phase_and_its_files_are_its_tables(tmp_path: Path) -> None:
    phases: list[str] = []
    plan = make_plan(small(tmp_path).scenario(), timer=phases.append)
    write_verified(plan, tmp_path / "plan", phases.append)
    assert phases == ["candidates", "solve", "explain", "tables", "write", "verify"]
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert written == plan.file.model_dump(mode="json")
    candidates = gzip.decompress((tmp_path / "plan" / "candidates.csv.gz").read_bytes()).decode().splitlines()
    assert len(candidates) == 1 + len(plan.instance.candidates)


def test_what_the_verifier_objects_to_is_raised_and_not_passed_over(tmp_path: Path) -> None:
    plan = make_plan(small(tmp_path).scenario())
    changed = plan.files["assignments.csv"].replace(b"0.5", b"0.75")
    assert changed != plan.files["assignments.csv"]
    plan.files["assignments.csv"] = changed
    with pytest.raises(VerificationFailed, match="assignments"):
        write_verified(plan, tmp_path / "plan")


def test_a_pin_that_a_gate_refuses_is_a_fault_before_any_search(tmp_path: Path) -> None:
    given = small(tmp_path).slot("S2", status="closed").worth("P2", "S2", 0.5).decide("pin", "P2", "S2")
    phases: list[str] = []
    with pytest.raises(InputFaults):
        make_plan(given.scenario(), timer=phases.append)
    assert phases == []


def test_the_certificate_has_a_row_for_every_dual_in_the_order_of_names(tmp_path: Path) -> None:
    solution = make_plan(small(tmp_path).scenario()).solution
    rows = certificate_of(solution)["rows"]
    assert isinstance(rows, list)
    assert solution.duals
    assert [((row["constraint"], tuple(row["key"])), row["dual"]) for row in rows] == sorted(solution.duals.items())
