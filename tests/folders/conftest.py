"""Folders that look like plans of ours, without planning anything."""

import json
from pathlib import Path

import pytest

from planner.folders import write_files

HEADER = "jobseeker_id,status,slot_id,programme_id,start_week,decision,motive\n"


def plan_like(name: str, answers: str = "P1,proposed,S1,T,2026-W48,,\n") -> dict[str, bytes]:
    """Files of a plan as far as replacing looks at them, with a name that says which."""
    files = ["assignments.csv", "plan.json", "inputs/scenario.toml"]
    keys = {"format": 1, "scenario": name, "week": "2026-W48", "files": files, "inputs": {}}
    plan = keys | dict.fromkeys(("method", "unit", "goals", "totals", "versions"), "")
    return {
        "plan.json": json.dumps(plan).encode(),
        "assignments.csv": (HEADER + answers).encode(),
        "inputs/scenario.toml": name.encode(),
    }


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with an earlier plan, alone in a folder."""
    folder = tmp_path / "weeks" / "out"
    folder.mkdir(parents=True)
    write_files(folder, plan_like("earlier"))
    return folder
