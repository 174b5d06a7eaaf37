"""Runs the planner as a planner does, through its command line, and checks what every run must satisfy."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from planner.cli.main import run

ROOT = Path(__file__).resolve().parent.parent
PLAN_SCHEMA = ROOT / "docs" / "plan.schema.json"


def planned(scenario: Path, out: Path, *options: str, command: str = "plan") -> dict[str, Any]:
    """Plan a scenario into a folder; plan.json, once it is found valid against the published schema."""
    code = run([command, str(scenario), "--out", str(out), *options])
    assert code == 0, f"planner {command} {scenario.name} ended with {code}"
    plan: dict[str, Any] = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    schema = json.loads(PLAN_SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [error.message for error in Draft202012Validator(schema).iter_errors(plan)]
    assert faults == []
    return plan
