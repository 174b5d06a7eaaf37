"""The limits that facts exceed: each is listed as it is, and the plan holds all the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.verification import verify
from tests.scenarios import Given, objections, written

Change = Callable[[list[dict[str, Any]]], Any]


def crowded_by_facts(home: Path) -> Given:
    """Facts that break every limit at once, and somebody else to place."""
    given = Given(home).add("supervisors", supervisor_id="V", capacity=1)
    given.add("caseworkers", caseworker_id="K", starts_per_week=1)
    given.add("funding", funding_id="F", budget_sek=1_000, committed_sek=1_500)
    given.add("programmes", programme_id="B", rule="bea_jobb", funding_id="F", cost_person_week_sek=100)
    given.change("employers", "E1", max_people=2)
    given.people("P1", "P2", hours_per_week=40, caseworker_id="K").person("P3")
    given.slot("S1", supervisor_id="V", shift="mo-am", programme_ids="B|T").slot("S2", shift="mo-am")
    given.slot("S3", places=2).worth("P3", "S1", 0.9).worth("P3", "S3", 0.5).worth("P1", "S3", 0.4)
    given.running("P1", "S1", "started", from_week="2026-W40", to_week="2026-W52")
    given.running("P1", "S2", "accepted", from_week="2026-W50", to_week="2026-W53")
    given.running("P2", "S1", "offered", from_week="2026-W50", to_week="2027-W02", answer_by="2026-12-01")
    return given.running("P2", "S2", "offered", from_week="2026-W50", to_week="2027-W02", answer_by="2026-12-01")


def test_facts_beyond_every_limit_leave_a_plan_that_lists_them(tmp_path: Path) -> None:
    plan = crowded_by_facts(tmp_path).plan()
    assert objections(plan, tmp_path / "plan") == []
    found = {(one.constraint, one.owner): (one.week, one.limit, one.load) for one in plan.file.beyond}
    assert found == {
        ("slot_places", "S1"): ("2026-W50", 1, 2), ("slot_places", "S2"): ("2026-W50", 1, 2),
        ("employer_people", "E1"): ("2026-W50", 2, 4), ("supervisor_support", "V"): ("2026-W50", 1, 2),
        ("caseworker_starts", "K"): ("2026-W50", 1, 3), ("funding_budget", "F"): (None, 1000, 1500),
        ("person_hours", "P1"): ("2026-W50", 40, 80), ("person_hours", "P2"): ("2026-W50", 40, 80),
        ("person_shifts", "P1"): ("2026-W50", 1, 2), ("person_shifts", "P2"): ("2026-W50", 1, 2),
    }  # fmt: skip


CHANGES: list[tuple[str, Change]] = [
    ("left out", lambda beyond: beyond.pop(0)),
    ("another load", lambda beyond: beyond[0].update(load=1)),
    ("another limit", lambda beyond: beyond[1].update(limit=0)),
    ("another week", lambda beyond: beyond[2].update(week="2026-W51")),
    ("one too many", lambda beyond: beyond.append({**beyond[0], "owner": "S3"})),
    ("twice", lambda beyond: beyond.append(beyond[0])),
    ("no list of limits", lambda beyond: beyond.append({"owner": "S1"})),
]


@pytest.mark.parametrize("alter", [alter for _, alter in CHANGES], ids=[name for name, _ in CHANGES])
def test_a_changed_list_is_caught(alter: Change, tmp_path: Path) -> None:
    folder = written(crowded_by_facts(tmp_path).plan(), tmp_path / "plan")
    stored = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    alter(stored["beyond"])
    (folder / "plan.json").write_text(json.dumps(stored), encoding="utf-8")
    assert {objection.check for objection in verify(folder)} == {"beyond"}
