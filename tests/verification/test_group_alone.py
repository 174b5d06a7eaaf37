"""What plan.json says of what groups could have alone: each wrong figure caught, and a right plan accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.verification import verify
from tests.scenarios import Given, objections, written

GOALS = ("group_floor", "max_min", "leximin")


def of_two_groups(home: Path, measure: str = "placements", goals: tuple[str, ...] = GOALS) -> Given:
    """Two places for two young people and two far from work, who gain less; without fairness the young get both."""
    given = Given(home, goals=["outcome", *goals], groups=["young", "far"], group_measure=measure)
    given.settings |= {"group_floor": {"far": 0.5}, "may_cost": dict.fromkeys(goals, 1.0), "may_cost_total": 1.0}
    given.groups |= {"young": {"tag": "young"}, "far": {"tag": "far"}}
    given.slot("S1", places=2)
    for name, group, value in (("P1", "young", 0.5), ("P2", "young", 0.5), ("Q1", "far", 0.2), ("Q2", "far", 0.1)):
        given.person(name, groups=group).worth(name, "S1", value)
    return given


@pytest.mark.parametrize(
    "measure, far, shares",
    [
        ("placements", {"most": 2, "bound": 2, "gets": 1, "share": 0.5, "floor": 1}, 1.0),
        # Alone the far could gain 0.3: half of that is 0.15, and Q1 is two thirds of it.
        ("uplift", {"most": 0.3, "bound": 0.3, "gets": 0.2, "share": 0.666, "floor": 0.15}, 1.166),
    ],
)
def test_a_plan_with_one_place_for_each_group_is_accepted_and_says_so(
    tmp_path: Path, measure: str, far: dict[str, float], shares: float
) -> None:
    plan = of_two_groups(tmp_path, measure).plan()
    assert objections(plan, tmp_path / "plan") == []
    part = next(group.alone for group in plan.file.groups if group.group == "far")
    assert part is not None
    assert part.model_dump() == pytest.approx(far)
    assert [goal.final for goal in plan.file.goals[1:]] == pytest.approx([0, 0.5, shares])
    assert [goal.status for goal in plan.file.goals] == ["optimal"] * 4


def test_all_steps_of_a_goal_together_cost_no_more_than_it_may(tmp_path: Path) -> None:
    given = of_two_groups(tmp_path, goals=("leximin",))
    # One place less for the young costs 0.3 or 0.4 of an outcome of 1; both cost 0.7.
    given.settings["may_cost"] = {"leximin": 0.29}
    assert given.plan().file.value == pytest.approx(1.0)
    given.settings["may_cost"] = {"leximin": 0.31}
    plan = given.at(tmp_path / "more").plan()
    assert plan.file.value == pytest.approx(0.7)
    assert objections(plan, tmp_path / "plan") == []


def _far(plan: dict[str, Any]) -> dict[str, Any]:
    return next(group for group in plan["groups"] if group["group"] == "far")


def _alone(plan: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _far(plan)["alone"]
    return found


CHANGES: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("more than its people", lambda plan: _alone(plan).update(most=3, bound=3, share=0.333, floor=2)),
    ("no whole place", lambda plan: _alone(plan).update(most=1.5)),
    ("a bound below the most", lambda plan: _alone(plan).update(bound=1)),
    ("a bound below the plan", lambda plan: _alone(plan).update(most=0, bound=0, share=None, floor=0)),
    ("gets", lambda plan: _alone(plan).update(gets=2)),
    ("share", lambda plan: _alone(plan).update(share=0.501)),
    ("floor", lambda plan: _alone(plan).update(floor=2)),
    ("no number", lambda plan: _alone(plan).update(most="two")),
    ("missing", lambda plan: _far(plan).update(alone=None)),
    ("of a group that no goal looks at", lambda plan: plan["groups"][-1].update(alone=_alone(plan))),
]


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_a_changed_figure_is_caught(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    folder = written(of_two_groups(tmp_path).plan(), tmp_path / "plan")
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    change(plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert "groups" in {objection.check for objection in verify(folder)}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_goal_that_states_more_than_the_plan_reaches_is_caught(tmp_path: Path, number: int) -> None:
    folder = written(of_two_groups(tmp_path).plan(), tmp_path / "plan")
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan["goals"][number]["final"] += 0.1
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert "goals" in {objection.check for objection in verify(folder)}
