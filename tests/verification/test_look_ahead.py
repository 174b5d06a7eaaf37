"""The verifier on plans that look ahead: it charges by code of its own, from the prices frozen with the inputs."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.planning import make_plan
from planner.verification import verify
from tests.instance.test_ahead import ahead
from tests.scenarios import crowded, written


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of a week in which wishes, own outcomes and money over several lines count, with prices of all kinds."""
    home = tmp_path_factory.mktemp("ahead")
    scenario, draw = crowded(home, people=16, slots=8).scenario(), random.Random(1)  # noqa: S311 - no secret
    prices = {
        "people": {name: draw.uniform(0, 0.1) for name in scenario.tables["jobseekers"]["jobseeker_id"]},
        "slots": {name: draw.uniform(0, 0.1) for name in scenario.tables["slots"]["slot_id"]},
        "funding": {name: draw.uniform(0, 0.05) for name in scenario.tables["funding"]["funding_id"]},
    }
    return written(make_plan(ahead(scenario, **prices)), home / "plan")


def test_a_plan_with_prices_of_all_kinds_is_accepted(plan: Path) -> None:
    stated = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    assert verify(plan) == []
    assert stated["look_ahead"]["charged"] > 0
    assert stated["value"] == pytest.approx(stated["totals"]["uplift"] - stated["look_ahead"]["charged"])


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "left out": lambda plan: plan.update(look_ahead=None),
    "another history": lambda plan: plan["look_ahead"].update(history_sha256="cd" * 32),
    "more futures": lambda plan: plan["look_ahead"].update(futures=50),
    "less charged": lambda plan: plan["look_ahead"].update(charged=plan["look_ahead"]["charged"] - 0.01),
    "more to spend": lambda plan: plan["look_ahead"].update(gain=99.0),
    "fewer who wait": lambda plan: plan["look_ahead"].update(waiting_for_better=99),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_a_plan_says_of_looking_ahead_is_recomputed(
    plan: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    path = plan / "plan.json"
    raw = path.read_bytes()
    content = json.loads(raw)
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    found = {objection.check for objection in verify(plan)}
    path.write_bytes(raw)
    assert "look_ahead" in found


def test_prices_changed_afterwards_change_the_value_and_the_bound(plan: Path) -> None:
    path = plan / "inputs" / "scenario.toml"
    raw = path.read_bytes()
    first = raw.decode().split("[look_ahead.slots]\n")[1].splitlines()[:8]
    text = raw.decode()
    for line in first:
        text = text.replace(line, line.split(" = ")[0] + " = 0.0")
    path.write_text(text, encoding="utf-8")
    found = {objection.check for objection in verify(plan)}
    path.write_bytes(raw)
    assert {"value", "certified_bound", "look_ahead", "inputs"} <= found
