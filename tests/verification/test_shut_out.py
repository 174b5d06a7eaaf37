"""People whom every place refuses: how many, and the gates that shut them out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.verification import verify
from tests.scenarios import Given, written


def of_five(home: Path) -> Given:
    """Two whom Swedish shuts out, one whom hours and Swedish do, one contested, and one who may come."""
    week = Given(home, candidates="eligible", groups=["young"])
    week.groups["young"] = {"tag": "young"}
    week.add("supervisors", supervisor_id="V1", capacity=9)
    week.slot("S1", min_swedish="B1", hours_per_week=30, start_week="2026-W49", supervisor_id="V1",
              union_consulted_on="2026-11-02")  # fmt: skip
    people = (("P1", "A1", 40), ("P2", "A2", 40), ("P3", "A2", 20), ("P4", "A1", 40), ("P5", "C1", 40))
    for name, level, hours in people:
        week.person(name, swedish_level=level, hours_per_week=hours, groups="young", registered_status="JoB")
    return week.decide("contested", "P4")


def figures(folder: Path) -> dict[str, Any]:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(group for group in plan["groups"] if group["group"] == "young")
    return found


def test_each_gate_of_the_smallest_set_counts_the_person_once(tmp_path: Path) -> None:
    folder = written(of_five(tmp_path).plan(), tmp_path / "plan")
    assert verify(folder) == []
    assert figures(folder)["no_place"] == 4
    assert figures(folder)["no_place_by"] == {"swedish": 3, "hours": 1}


@pytest.mark.parametrize(
    "change",
    [{"no_place": 3}, {"no_place": None}, {"no_place_by": {"swedish": 2, "hours": 1}}, {"no_place_by": {"swedish": 3}},
     {"no_place_by": {"swedish": 3, "hours": 1, "travel": 1}}, {"no_place_by": {"swedish": 3, "hours": 1, "sex": 1}},
     {"no_place_by": None}],
    ids=str,
)  # fmt: skip
def test_a_wrong_number_is_caught(tmp_path: Path, change: dict[str, object]) -> None:
    folder = written(of_five(tmp_path).plan(), tmp_path / "plan")
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    next(group for group in plan["groups"] if group["group"] == "young").update(change)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert {objection.check for objection in verify(folder)} == {"groups"}
