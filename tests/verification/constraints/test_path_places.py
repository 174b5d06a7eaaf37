"""No plan promises more next steps than places are held, or gives a held place to somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.verification import verify
from tests.paths import NEXT, path_week
from tests.scenarios import Given, written


def objections(given: Given, home: Path, *sought: str) -> list[str]:
    """What the verifier says of the best plan without the constraint."""
    given.constraints_off = ["path_places"]
    said = [str(one) for one in verify(written(given.plan(), home / "out"))]
    return [one for one in said if any(name in one for name in sought)]


def test_more_paths_than_held_places_are_objected_to(tmp_path: Path) -> None:
    given = path_week(tmp_path)
    given.tables["decisions"] = [
        {"jobseeker_id": f"P{number}", "slot_id": name, "decision": "forbid"}
        for number in range(4)
        for name in ("J1", "J2")
    ]
    assert objections(given, tmp_path, "path_places") == [
        "verify[path_places]: held places of TB: 4 people would go on in 2027-W12, 2 places are held."
    ]


def test_a_path_to_a_place_that_somebody_fills_in_its_weeks_is_objected_to(tmp_path: Path) -> None:
    given = path_week(tmp_path, people=2).running("", "J1", "accepted", programme_id="J", from_week=NEXT)
    given.change("slots", "S1", programme_ids="TB").decide("forbid", "P0", "J2").decide("forbid", "P1", "J2")
    assert objections(given, tmp_path, "path_places") == [
        "verify[path_places]: held places of TB: 2 people would go on in 2027-W12, 1 places are held."
    ]


def test_a_held_place_that_somebody_else_gets_is_objected_to(tmp_path: Path) -> None:
    given = path_week(tmp_path, people=2).change("slots", "S1", status="closed")
    given.add("history", jobseeker_id="P1", slot_id="S0", programme_id="TB", end="ended", next_week=NEXT)
    given.decide("pin", "P0", "J1").decide("pin", "P1", "J2")
    assert objections(given, tmp_path, "path_places") == [
        "verify[path_places]: held places of J1: 1 places proposed to people without a claim, 0 are not held."
    ]


def test_a_path_without_a_held_place_is_objected_to(tmp_path: Path) -> None:
    given = path_week(tmp_path, people=1).change("slots", "S1", programme_ids="TB")
    del given.tables["held_places"]
    assert objections(given, tmp_path, "path_places") == [
        "verify[path_places]: held places of TB: 1 proposals for whose next step no place is held."
    ]


@pytest.mark.parametrize("cell", ["J 2027-W13", "", "T 2027-W12"])
def test_a_path_that_is_written_otherwise_is_objected_to(cell: str, tmp_path: Path) -> None:
    folder = written(path_week(tmp_path).plan(), tmp_path / "out")
    rows = (folder / "assignments.csv").read_text(encoding="utf-8")
    assert rows.count("J 2027-W12") == 2
    (folder / "assignments.csv").write_text(rows.replace("J 2027-W12", cell, 1), encoding="utf-8")
    assert any("verify[path]" in str(one) for one in verify(folder))
