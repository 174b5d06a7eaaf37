"""Groups over the window in plan.json: each wrong figure caught, and a right plan accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.verification import verify
from tests.scenarios import Given, objections, written


def of_ten(home: Path, **settings: object) -> Given:
    """Five young people and five others, one of each had a place; two places in paid work, worth more to the others."""
    given = Given(home, goals=["outcome", "fair_share"], groups=["young"], **settings)
    given.settings |= {"fair_share_weeks": 26, "fair_share": 1.0, "may_cost_total": 1.0, **settings}
    given.settings["may_cost"] = {"fair_share": 1.0}
    given.groups["young"] = {"tag": "young"}
    given.add("programmes", programme_id="B", rule="bea_jobb").slot("S1", programme_ids="B", places=2)
    for number in range(1, 6):
        given.person(f"P{number}", groups="young").person(f"Q{number}")
        given.worth(f"P{number}", "S1", 0.4).worth(f"Q{number}", "S1", 0.6)
    for person, programme in (("P1", "T"), ("Q1", "B")):
        given.add("history", jobseeker_id=person, programme_id=programme, from_week="2026-W30", end="ended")
    return given


def test_a_plan_that_looks_back_is_accepted_and_says_who_is_placed(tmp_path: Path) -> None:
    plan = of_ten(tmp_path).plan()
    assert objections(plan, tmp_path / "plan") == []
    young = next(part for part in plan.file.groups if part.group == "young")
    assert young.window is not None
    # 4 placed in all, half of whom are young: one before and one now. Of 3 in paid jobs 1.5, rounded down.
    assert young.window.people == 5
    assert young.window.places.model_dump() == {"placed": 1, "proposed": 1, "target": 2, "shortfall": 0}
    assert young.window.paid.model_dump() == {"placed": 0, "proposed": 1, "target": 1, "shortfall": 0}
    assert (young.target, young.shortfall) == (None, None)
    assert plan.file.goals[1].final == 0
    assert plan.file.value == pytest.approx(1.0)


def _window(plan: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(group for group in plan["groups"] if group["group"] == "young")["window"]
    return found


CHANGES: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("people", lambda plan: _window(plan).update(people=6)),
    ("placed", lambda plan: _window(plan)["places"].update(placed=2)),
    ("proposed", lambda plan: _window(plan)["paid"].update(proposed=0)),
    ("target too high", lambda plan: _window(plan)["places"].update(target=3, shortfall=1)),
    ("shortfall", lambda plan: _window(plan)["paid"].update(shortfall=1)),
    ("no target", lambda plan: _window(plan)["paid"].update(target=None, shortfall=None)),
    ("missing", lambda plan: _window(plan).pop("paid")),
    ("no window", lambda plan: plan.update(window=None)),
    ("everybody", lambda plan: plan["window"].update(paid=2)),
    ("first week", lambda plan: plan["window"].update(first_week="2026-W21")),
    ("a target of this week", lambda plan: plan["groups"][0].update(target=1, shortfall=0)),
]


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_a_changed_figure_of_the_window_is_caught(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    folder = written(of_ten(tmp_path).plan(), tmp_path / "plan")
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    change(plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert "groups" in {objection.check for objection in verify(folder)}


def test_a_window_where_nobody_looks_back_is_caught(tmp_path: Path) -> None:
    folder = written(of_ten(tmp_path, fair_share_weeks=0).plan(), tmp_path / "plan")
    assert verify(folder) == []
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan["groups"][0]["window"] = {"people": 5}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert {objection.check for objection in verify(folder)} == {"groups"}
