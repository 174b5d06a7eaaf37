"""The verifier counts tags and targets by itself, and refuses whatever else stands in their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.planning import with_workbook
from planner.verification import verify
from tests.scenarios import Given, written
from tests.verification.checked import Key, missed_cells, missed_keys

# Cells of targets.csv that are held against the tables: every one but those that name the row.
FORGED = {
    "name": "Annat", "counts": "paid", "tag": "annat", "employer_id": "E9", "to_week": "2026-W51", "target": "21",
    "due": "1", "reached": "19", "promised": "1", "adds": "0", "adds_expected": "0", "gap": "0", "per_week": "0",
    "per_day": "1", "per_day_needed": "0",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with a target, two parts of a sum and a tag, with its workbook; the verifier accepts it."""
    given = Given(tmp_path).people("A", "B").slot("S1", tags="kök", places=2).worth("A", "S1", 0.5)
    given.add("history", jobseeker_id="B", slot_id="S1", programme_id="T", from_week="2026-W41", end="ended")
    window = {"counts": "placements", "from_week": "2026-W40", "to_week": "2026-W50", "target": 20}
    given.add("targets", target_id="M1", tag="kök", **window)
    given.add("targets", target_id="M2", name="Alla", employer_id="E1", **window)
    given.add("targets", target_id="M3", name="Alla", tag="kök", **window)
    return written(with_workbook(given.plan()), tmp_path / "plan")


def test_a_forged_cell_of_any_column_is_objected_to(folder: Path) -> None:
    assert verify(folder) == []
    assert missed_cells(folder, [("targets.csv", "M1", column, cell) for column, cell in FORGED.items()]) == []


def test_every_figure_of_plan_json_is_counted_anew(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    places = [(part, key) for part in ("tags", "targets") for key in plan[part][0]]
    keys: list[Key] = [((part, 0, key), 77.5, f"plan.json {part} 1") for part, key in places]
    keys += [(("targets",), None, "plan.json targets"), (("tags",), [], "plan.json tags")]
    assert missed_keys(folder, keys) == []


def test_a_sum_that_counts_twice_and_a_table_that_is_gone_are_objected_to(folder: Path) -> None:
    path = folder / "plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    assert (plan["targets"][-1]["name"], plan["targets"][-1]["reached"]) == ("Alla", 1)
    plan["targets"][-1]["reached"] = 2
    path.write_text(json.dumps(plan), encoding="utf-8")
    (folder / "targets.csv").unlink()
    assert {one.check for one in verify(folder)} >= {"targets", "files"}
