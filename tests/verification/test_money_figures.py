"""What plan.json says of money is recomputed: each budget line, and the proposals that cost more for little."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.planning import Plan
from planner.verification import verify
from tests.explanation.test_dear import forms
from tests.scenarios import written

Change = Callable[[dict[str, Any]], Any]
CHANGES: dict[str, tuple[str, Change]] = {
    "more is left": ("money", lambda plan: plan["money"][0].update(left_sek=5)),
    "another cost": ("money", lambda plan: plan["money"][0].update(cost_sek=5)),
    "a pace": ("money", lambda plan: plan["money"][0].update(pace_sek=5)),
    "another yield": ("money", lambda plan: plan["money"][0].update(yield_100000=5)),
    "a price where money is left": ("money", lambda plan: plan["money"][0].update(price_100000=5)),
    "a line left out": ("money", lambda plan: plan["money"].pop()),
    "a proposal left out": ("dear", lambda plan: plan["dear"].pop()),
    "twice": ("dear", lambda plan: plan["dear"].append(plan["dear"][0])),
    "another place": ("dear", lambda plan: plan["dear"][0].update(other_slot_id="S2")),
    "another amount": ("dear", lambda plan: plan["dear"][0].update(sek=900)),
    "somebody for whom it is worth it": ("dear", lambda plan: plan["dear"][0].update(jobseeker_id="P2")),
    "no list": ("dear", lambda plan: plan.update(dear=[1])),
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan in which one of two proposals costs more for little."""
    given = forms(tmp_path_factory.mktemp("week")).people("P1", "P2")
    given.slot("S1", programme_ids="cheap|dear", weeks=4).slot("S2", programme_ids="cheap|dear", weeks=4)
    given.worth("P1", "S1", 0.4, "dear").worth("P1", "S1", 0.39, "cheap")
    return given.worth("P2", "S2", 0.5, "dear").worth("P2", "S2", 0.1, "cheap").plan()


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_figure_is_caught(plan: Plan, change: str, tmp_path: Path) -> None:
    folder = written(plan, tmp_path / "plan")
    check, alter = CHANGES[change]
    stored = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    alter(stored)
    (folder / "plan.json").write_text(json.dumps(stored), encoding="utf-8")
    assert check in {objection.check for objection in verify(folder)}
